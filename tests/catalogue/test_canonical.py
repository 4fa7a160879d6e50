"""The canonical form: the same document, whatever the order it was written in, and the same text twice."""

from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from advisor.catalogue.canonical import canonical_text, is_canonical, own_comments, to_toml
from advisor.catalogue.catalogue import shipped_directory
from advisor.catalogue.toml_document import parse_document

PROFILES = sorted(shipped_directory().glob("*/*.toml"))
WRITTEN = """
#:schema ../schemas/accelerators.json
servers = ["box-8"] # the usual one
id = "card-x"
patch = true
note = "unknown keys stay, last"
memory.bandwidth = { confidence = "high", date = "2026", source = "s", unit = "TB/s", value = 3.0 }
memory.nominal.unit = "GB"
memory.nominal.value = 80_000.0e-3
tdp.value = 7e2
[[notes]]
source = "s"
text = 'a "quoted" word'
[export]
datacentre = true
"""
CANONICAL = """\
#:schema ../schemas/accelerators.json
id = "card-x"
patch = true
servers = ["box-8"]
note = "unknown keys stay, last"
tdp = { value = 700 }
notes = [
    { text = "a \\"quoted\\" word", source = "s" },
]

[memory]
nominal = { value = 80, unit = "GB" }
bandwidth = { value = 3, unit = "TB/s", source = "s", date = "2026", confidence = "high" }

[export]
datacentre = true
"""


def read(text: str) -> dict[str, Any]:
    return parse_document(text.encode(), max_bytes=1_000_000)


def test_a_file_written_anyhow_becomes_canonical() -> None:
    assert canonical_text(WRITTEN.encode(), "accelerators") == CANONICAL
    assert is_canonical(CANONICAL.encode(), "accelerators")
    assert not is_canonical(WRITTEN.encode(), "accelerators")


@pytest.mark.parametrize("path", PROFILES, ids=lambda path: f"{path.parent.name}/{path.stem}")
def test_every_shipped_profile_keeps_its_meaning_and_its_form(path: Path) -> None:
    kind, data = path.parent.name, path.read_bytes()
    once = canonical_text(data, kind)
    assert read(once) == parse_document(data, max_bytes=len(data))
    assert canonical_text(once.encode(), kind) == once


@pytest.mark.parametrize(
    ("value", "written"),
    [
        (744e9, "744e9"),
        (744_000_000_000, "744e9"),
        (1.5e12, "1500e9"),
        (1_026_408_232_448, "1026408232448"),
        (80.0, "80"),
        (0.0659, "0.0659"),
        (1e-05, "1e-05"),
        (1.5, "1.5"),
        (123456.789, "123456.789"),
    ],
)
def test_numbers_stand_as_people_write_them(value: float, written: str) -> None:
    text = to_toml({"claimed_total": {"value": value}}, "models")
    assert f"value = {written} }}" in text


def test_a_whole_number_stays_one() -> None:
    assert "context_tokens = 2000000000\n" in to_toml({"context_tokens": 2_000_000_000}, "models")


def test_long_lists_are_wrapped_and_short_ones_are_not() -> None:
    text = to_toml({"flags": [f"--flag-number-{index}" for index in range(30)]}, "stacks")
    assert max(map(len, text.split("\n"))) <= 110
    assert len(read(text)["flags"]) == 30


def test_comments_are_told_from_the_line_of_the_schema_and_from_text() -> None:
    data = b'#:schema ../schemas/rules.json\n# mine\nid = "a # b" # why\n'
    assert own_comments(data) == ["# mine", "# why"]


TEXTS = st.text(st.characters(exclude_categories=("Cs", "Cc", "Cf", "Zl", "Zp", "Co", "Cn")), max_size=20)
VALUES = (
    TEXTS | st.integers(-(2**53), 2**53) | st.floats(allow_nan=False, allow_infinity=False) | st.booleans()
)
TREES = st.recursive(
    VALUES,
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(TEXTS, inner, max_size=3),
    max_leaves=12,
)


@given(st.dictionaries(TEXTS | st.sampled_from(["id", "memory", "notes", "rates", "tdp"]), TREES, max_size=5))
def test_any_document_reads_back_equal(document: dict[str, Any]) -> None:
    text = to_toml(document, "accelerators")
    assert read(text) == document
    assert to_toml(read(text), "accelerators") == text
