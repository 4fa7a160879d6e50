"""Each damaged profile is named by exactly its fault: file, line, place, found, wanted, what was meant.

A folder of `damaged/` is a layer over `damaged/sound`; its `faults.txt` is what the check says of it.
"""

import datetime
from pathlib import Path

import pytest

from advisor.catalogue.check import check_layers
from advisor.catalogue.layers import PROFILES, SHIPPED, Layer

DAMAGED = Path(__file__).parent / "damaged"
SOUND = Layer(SHIPPED, DAMAGED / "sound")
AS_OF = datetime.date(2026, 11, 24)
CASES = sorted(folder.name for folder in DAMAGED.iterdir() if folder.name != "sound")


def faults_of(case: str) -> str:
    folder = DAMAGED / case
    checked = check_layers([SOUND, Layer(PROFILES, folder)], AS_OF, within=folder)
    return "".join(f"{str(fault).removeprefix(f'{folder}/')}\n" for fault in checked.faults)


@pytest.mark.parametrize("case", CASES)
def test_a_damaged_profile_is_named_by_its_fault(case: str) -> None:
    assert faults_of(case) == (DAMAGED / case / "faults.txt").read_text(encoding="utf-8")


def test_the_sound_layer_has_no_fault() -> None:
    checked = check_layers([SOUND], AS_OF)
    assert checked.faults == ()
    assert checked.profiles == 8


def test_only_the_case_that_is_sound_has_none() -> None:
    silent = [case for case in CASES if not (DAMAGED / case / "faults.txt").read_text(encoding="utf-8")]
    assert silent == ["sound-again"]
    assert len(CASES) > 30
