"""Pictures of the screens are files of their own: they fetch nothing from the network."""

import re
from pathlib import Path

from advisor.tui.screenshots import SHOTS, take


async def test_a_picture_names_no_address_but_that_of_its_format(tmp_path: Path) -> None:
    (path,) = await take(tmp_path, SHOTS[:1])
    svg = path.read_text(encoding="utf-8")
    assert "Kazakhstan" in svg
    assert "@font-face" not in svg
    addresses = set(re.findall(r"(?:url\(|href=|src=)[\"']?(https?://[^\"')\s]+)", svg))
    assert not addresses


def test_each_picture_has_a_name_of_its_own() -> None:
    assert len({name for name, _ in SHOTS}) == len(SHOTS)
