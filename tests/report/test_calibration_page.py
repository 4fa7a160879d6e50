"""The page of a private calibration: its scope, its factors, how good they are."""

import tomllib
from pathlib import Path

from advisor.catalogue.catalogue import Catalogue
from advisor.report.profile_page.layout import page_text
from page_world import page_catalogue, page_of

HERE = Path(__file__).parent
ITEM = "llama-part-9-engine"


def with_calibration() -> Catalogue:
    folders = page_catalogue().folders
    documents = {kind: {one: folder.document(one) for one in folder} for kind, folder in folders.items()}
    own = tomllib.loads((HERE / "calibration.toml").read_text(encoding="utf-8"))
    return Catalogue.from_documents(documents | own)


def test_page_at_80_columns() -> None:
    text = page_text(page_of(f"calibrations/{ITEM}", with_calibration()), 80)
    assert text == (HERE / "golden_pages" / "calibration.txt").read_text(encoding="utf-8")


def test_the_part_and_the_model_name_the_calibrations_that_refer_to_them() -> None:
    catalogue = with_calibration()
    for item in ("accelerators/part-9", "models/tiny", "sources/gazette"):
        assert f"calibrations/{ITEM}" in page_text(page_of(item, catalogue), 200), item
