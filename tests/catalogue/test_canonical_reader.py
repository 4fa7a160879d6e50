"""The short cut reads what the TOML parser reads, and gives up wherever it might not."""

from typing import Any

import pytest
import tomli
from hypothesis import example, given
from hypothesis import strategies as st

from advisor.catalogue.canonical import canonical_text
from advisor.catalogue.canonical_reader import read_canonical
from advisor.catalogue.catalogue import shipped_directory

HEAD = "#:schema ../schemas/rules.json\n"
SHIPPED = {
    f"{path.parent.name}/{path.stem}": canonical_text(path.read_bytes(), path.parent.name)
    for path in sorted(shipped_directory().glob("*/*.toml"))
}
SAMPLES = [
    text
    for name, text in SHIPPED.items()
    if name.startswith(("models/glm", "regions/K", "stacks/", "rules/US-3"))
]


def same(text: str) -> None:
    """The short cut gives what the parser gives, to the type of each number, or nothing."""
    short = read_canonical(text)
    if short is not None:
        assert repr(short) == repr(tomli.loads(text))


def test_it_reads_every_shipped_profile_that_has_no_rare_escape() -> None:
    given_up = [name for name, text in SHIPPED.items() if read_canonical(text) is None]
    assert len(given_up) * 20 < len(SHIPPED), given_up


def test_the_shipped_profiles_read_alike() -> None:
    for text in SHIPPED.values():
        same(text)


@pytest.mark.parametrize(
    "body",
    [
        "a = 1\na = 2\n",
        "a = 1, b = 2\n",
        "a = 1,\n    b = 2\n",
        "a = { b = 1, b = 2 }\n",
        "a = { b = 1 }\n\n[a]\nc = 1\n",
        "a = { b = 1 }\n\n[a.c]\nd = 1\n",
        "a = []\n\n[[a]]\nb = 1\n",
        "a = [\n    { b = 1 },\n]\n\n[[a]]\nb = 1\n",
        "[a]\nb = 1\n\n[a]\nc = 1\n",
        "[a.b]\nc = 1\n",
        "x = 1\n\n[[a]]\nb = 1\n\n[a]\nc = 1\n",
        "a = " + "[" * 20 + "]" * 20 + "\n",
        "k" * 100 + " = 1\n",
        'a = "b\n',
        'a = "\\u202e"\n',
        'a = """b"""\n',
        "a = 'b'\n",
        "a = null\n",
        "a = [1\n2]\n",
        "a = 1 # one\n",
        "a = 2026-11-24\n",
        "a = 1_000\n",
        "a.b = 1\n",
        'a = {"b":1}\n',
        '"a" = 1\n',
    ],
)
def test_what_is_no_canonical_form_is_left_to_the_parser(body: str) -> None:
    assert read_canonical(HEAD + body) is None


def test_without_the_line_of_the_schema_it_is_left_to_the_parser() -> None:
    assert read_canonical("a = 1\n") is None
    assert read_canonical(HEAD + "a = 1\n") == {"a": 1}


PIECES = (
    *(
        '"',
        "\n",
        "\n\n",
        ",",
        ", ",
        " = ",
        "=",
        "[",
        "]",
        "[[",
        "{ ",
        " }",
        "\\",
        '\\"',
        "0",
        "-",
        ".",
        "e",
        "#",
        "'",
    ),
    *("a = 1\n", "[a]\n", "[[offers]]\n", ",\n    ", "[\n    ", ",\n]", ":"),
)


@st.composite
def spoiled(draw: st.DrawFn) -> str:
    """A canonical text with a few pieces taken out, put in or doubled."""
    text = draw(st.sampled_from(SAMPLES))
    for _ in range(draw(st.integers(1, 4))):
        at = draw(st.integers(len(HEAD), len(text)))
        end = min(len(text), at + draw(st.integers(0, 12)))
        piece = draw(st.sampled_from([*PIECES, text[at:end]]) | st.text(max_size=3))
        text = text[:at] + piece + text[end:]
    return text


@given(spoiled())
@example(HEAD + "a = -0\n")
@example(HEAD + "a = 123456789012345678901234567890\n")
@example(HEAD + "a = { b = 1,\n    c = 2 }\n")
@example(HEAD + "a = 1e400\n")
def test_a_spoiled_text_reads_alike_or_is_left_to_the_parser(text: str) -> None:
    if text.replace("\n", "").isprintable():
        try:
            expected: Any = tomli.loads(text)
        except tomli.TOMLDecodeError:
            assert read_canonical(text) is None
        else:
            assert read_canonical(text) is None or repr(read_canonical(text)) == repr(expected)
