"""A skeleton names every field; its placeholders are faults, and filled in it is a sound profile."""

import datetime
import re
from pathlib import Path

import pytest

from advisor.catalogue.catalogue import Catalogue
from advisor.catalogue.check import check_layers
from advisor.catalogue.hints import keys_of
from advisor.catalogue.kinds import KINDS
from advisor.catalogue.layers import PROFILES, SHIPPED, USER, Layer
from advisor.catalogue.skeleton import skeleton

AS_OF = datetime.date(2026, 11, 24)
SOUND = Layer(SHIPPED, Path(__file__).parent / "damaged" / "sound")
IDS = dict.fromkeys(KINDS, "new-item") | {"regions": "UZ"}
FILLED = {
    "<id in sources>": '"gazette"',
    "<id in servers>": '"box-8"',
    "<id in accelerators>": '"card-x"',
    "<id in accelerators or servers>": '"card-x"',
    "<id in models>": '"small-moe"',
    "<id in rules>": '"US-TEST"',
    "<id in stacks>": '"engine"',
    "<YYYY-MM-DD>": '"2026-08-21"',
    "<true or false>": "true",
    "<text>": '"Words"',
    "<unit>": '"USD"',
    "<text: a country code of two capitals>": '"KZ"',
}


def filled(text: str) -> str:
    """Every placeholder replaced by something of its kind; a number that is plausible wherever it stands."""
    number = "10" if "[memory]" in text else "1"

    def value(match: re.Match[str]) -> str:
        words = match[0].strip('"')
        if words.startswith("<one of "):
            return f'"{words.removeprefix("<one of ").rstrip(">").split(", ")[0]}"'
        if "whole number" in words:
            return "3"
        if words in ("<number>", "<a number>"):
            line = match.string[: match.start()].rpartition("\n")[2]
            return "100" if line.startswith("pue") or "_factor" in line.partition("=")[0] else number
        return '"2026-08-21"' if words.startswith("<text like") else FILLED[words]

    return re.sub(r'"<[^<>]+>"', value, "\n".join(line for line in text.split("\n") if line[:2] != "# "))


def faults(tmp_path: Path, kind: str, text: str) -> list[str]:
    path = tmp_path / kind / f"{IDS[kind]}.toml"
    path.parent.mkdir(exist_ok=True)
    path.write_text(text, encoding="utf-8")
    return [str(fault) for fault in check_layers([SOUND, Layer(PROFILES, tmp_path)], AS_OF).faults]


@pytest.mark.parametrize("kind", KINDS)
def test_every_field_has_its_line(kind: str) -> None:
    text = skeleton(kind, IDS[kind])
    for key in keys_of(KINDS[kind]):
        assert re.search(rf"^#?({key} = |\[+{key}\]+$)", text, re.MULTILINE), key
    assert max(map(len, re.findall(r"^# .*", text, re.MULTILINE))) <= 100


@pytest.mark.parametrize("kind", KINDS)
def test_what_is_not_filled_in_is_named(kind: str, tmp_path: Path) -> None:
    text = skeleton(kind, IDS[kind])
    found = faults(tmp_path, kind, text)
    open_lines = [at for at, line in enumerate(text.split("\n"), 1) if '"<' in line and line[0] != "#"]
    named = {int(fault.split(":")[1]) for fault in found}
    assert named >= set(open_lines)


@pytest.mark.parametrize("kind", KINDS)
def test_filled_in_it_is_sound(kind: str, tmp_path: Path) -> None:
    assert faults(tmp_path, kind, filled(skeleton(kind, IDS[kind]))) == []


@pytest.mark.parametrize("kind", ["accelerators", "servers", "regions", "workloads", "services", "stacks"])
def test_with_every_field_taken_in_it_is_sound_too(kind: str, tmp_path: Path) -> None:
    taken = re.sub(r"^#(?=[A-Za-z\[])(?!NAME)", "", skeleton(kind, IDS[kind]), flags=re.MULTILINE)
    assert faults(tmp_path, kind, filled(taken)) == []


def test_an_overlay_changes_one_figure(tmp_path: Path) -> None:
    text = skeleton("regions", "KZ", overlay=True)
    price = re.search(r"^#(power_price = .*)$", text, re.MULTILINE)
    assert price is not None
    (tmp_path / "regions").mkdir()
    path = tmp_path / "regions" / "KZ.toml"
    path.write_text(filled(text.replace(price[0], price[1])), encoding="utf-8")
    layers = [SOUND, Layer(USER, tmp_path)]
    assert check_layers(layers, AS_OF).faults == ()
    region = Catalogue.open(*layers).regions["KZ"]
    assert region.power_price is not None
    assert (region.power_price.value, region.name) == (1, "Kazakhstan")


def test_an_accelerator_says_what_else_a_plan_needs() -> None:
    opening = skeleton("accelerators", "card-y").split("\nid = ")[0]
    for folder in ("servers/ID.toml", "stacks/ID.toml", "availability/CC.toml", "sources/ID.toml"):
        assert folder in opening.replace("\n# ", " ")
