"""`advisor selftest` as a user runs it, and what the README and the package state of the errors."""

import json
from pathlib import Path

import pytest

from advisor.catalogue.catalogue import Catalogue
from advisor.cli import selftest
from advisor.cli.state_errors import HEADING, section_replaced
from advisor.estimate.constants import fold_constants
from advisor.estimate.pair_folds import fold_of
from advisor.evidence.comparison import Comparison
from advisor.evidence.prediction import Prediction, predict_row
from advisor.evidence.shipped import shipped_rows
from advisor.evidence.stated import stated_errors
from cli.command import Done, advisor

ROOT = Path(__file__).parents[2]
REFRESH = "after a new fit or a change of the rows: make errors"


@pytest.fixture(scope="module")
def printed(tmp_path_factory: pytest.TempPathFactory) -> Done:
    """What the command prints as JSON."""
    home = tmp_path_factory.mktemp("home")
    return advisor("selftest", "--format", "json", "--as-of", "2026-11-24", home=home)


def test_it_finds_what_this_version_states(printed: Done) -> None:
    assert printed.code == 0, REFRESH
    document = json.loads(printed.out)
    assert document["format"] == "advisor.selftest/1.0"
    assert document["worse"] == []
    summary, stated = document["summary"], stated_errors()
    assert summary["rows"] == stated.rows, REFRESH
    assert summary["answered"] == stated.answered, REFRESH
    found = {(cell["measure"], cell["vendor_group"]): cell for cell in summary["table"]}
    assert set(found) == {(cell.measure, cell.vendor_group) for cell in stated.cells}, REFRESH
    for cell in stated.cells:
        shown = found[cell.measure, cell.vendor_group]
        assert (shown["rows"], shown["pairs"]) == (cell.rows, cell.pairs), REFRESH
        assert shown["median_ape_percent"] == pytest.approx(cell.median_ape_percent, abs=0.06), REFRESH
        assert shown["share_inside"] == pytest.approx(cell.share_inside, abs=0.002), REFRESH


def test_the_readme_states_what_the_command_prints(tmp_path: Path) -> None:
    done = advisor("selftest", "--format", "md", home=tmp_path)
    assert done.code == 0, REFRESH
    readme = (ROOT / "README.md").read_text(encoding="utf-8")
    assert section_replaced(readme, done.out) == readme, REFRESH


def test_text_says_what_the_table_is(tmp_path: Path) -> None:
    done = advisor("selftest", home=tmp_path)
    assert done.code == 0, REFRESH
    assert done.err == ""
    said = " ".join(done.out.split())
    assert "fitted without any row of its own pair" in said
    assert "Meant: the largest median error" in said
    assert said.endswith("This is what this version states of itself, or better.")


def test_a_profile_that_breaks_a_part_is_told_with_exit_code_1(tmp_path: Path) -> None:
    own = tmp_path / "mine" / "accelerators"
    own.mkdir(parents=True)
    (own / "h200-sxm.toml").write_text(
        'id = "h200-sxm"\npatch = true\n[memory]\nbandwidth = { value = 400, unit = "GB/s", '
        'source = "wto-ita", date = "2026-11-01", confidence = "low" }\n',
        encoding="utf-8",
    )
    done = advisor("selftest", "--profiles", "mine", home=tmp_path)
    assert done.code == 1, done.err
    assert "Worse than this version states of itself" in " ".join(done.out.split())


def test_each_row_has_the_constants_of_its_own_fold(monkeypatch: pytest.MonkeyPatch) -> None:
    rows = shipped_rows()[:400:20]
    monkeypatch.setattr(selftest, "shipped_rows", lambda: rows)
    catalogue = Catalogue.shipped()
    compared = 0
    for row, found in zip(rows, selftest.left_out_outcomes(catalogue), strict=True):
        fold = fold_of(row.model_id, row.accelerator_id)
        unseen = predict_row(row, catalogue, constants=fold_constants(fold))
        seen = predict_row(row, catalogue)
        if isinstance(found, Comparison) and isinstance(unseen, Prediction) and isinstance(seen, Prediction):
            compared += 1
            assert found.predicted == unseen.value
            assert found.predicted.mid != seen.value.mid
    assert compared > 10


def test_the_section_alone_is_replaced() -> None:
    readme = f"# A\n\nx\n\n{HEADING}\n\nold\n\n| a |\n\n## Next\n\ny\n"
    assert section_replaced(readme, "new\n") == f"# A\n\nx\n\n{HEADING}\n\nnew\n\n## Next\n\ny\n"
    assert section_replaced(section_replaced(readme, "new"), "new") == section_replaced(readme, "new")
    with pytest.raises(ValueError, match="no line"):
        section_replaced("# A\n", "new")
