"""A profile that somebody else wrote can be wrong, huge or malicious; it ends in one line, soon."""

import contextlib
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from advisor.catalogue.catalogue import MAX_PROFILE_BYTES, Catalogue
from advisor.catalogue.errors import ProfileError, UnknownProfileError
from advisor.catalogue.text import clean
from advisor.catalogue.toml_document import DocumentError, parse_document


@pytest.mark.parametrize(
    ("data", "said"),
    [
        (b"a = 1\x00", "not TOML"),
        (b"\xff\xfe", "not UTF-8"),
        (b"a = ", "not TOML"),
        (b"a = " + b"9" * 5_000, "line 1: found a whole number of too many digits"),
        (b"a = 0x" + b"f" * 5_000, "too many digits"),
        (b"a = [9223372036854775808]", "64 bits"),
        (b"a = 1\n[b]\nc = 1\nc = 2", "line 4: found 'b.c' a second time, first in line 3"),
        (b"[a]\n[a]", "line 2: found 'a' a second time"),
        (b"a = { b = 1, b = 2 }", "found 'a.b' a second time"),
        (b"a" + b".a" * 16_000 + b" = 1", "parts"),
        (b"[" + b"a." * 16_000 + b"a]", "parts"),
        (b"a = " + b"[" * 2_000 + b"]" * 2_000, "nested"),
        (b"a = " + b"[" * 30 + b"]" * 30, "nested deeper"),
        (b'"' + b"k" * 300 + b'" = 1', "a key of 300"),
        (b"# " + b"x" * 200_000, "characters"),
        (b"x" * 2_000_000, "bytes"),
    ],
)
def test_hostile_documents_are_refused(data: bytes, said: str) -> None:
    with pytest.raises(DocumentError) as caught:
        parse_document(data, max_bytes=1_000_000)
    assert said in str(caught.value)


@given(st.binary(max_size=300))
def test_any_bytes_are_read_or_refused(data: bytes) -> None:
    with contextlib.suppress(DocumentError):
        assert isinstance(parse_document(data, max_bytes=1_000), dict)


@pytest.mark.parametrize(
    ("raw", "shown"),
    [
        ("plain [red]x[/red]", "plain [red]x[/red]"),
        ("a\x1b]52;c;ZXZpbA==\x07b", "ab"),
        ("a\x1b]0;title\x1b\\b", "ab"),
        ("a\x1b[31mb", "ab"),
        ("a\x9b31mb", "ab"),
        ("a\u202eb\u2066c\u200b", "abc"),
        ("tab\tline\n", "tab\tline\n"),
        ("Алматы ¥ é", "Алматы ¥ é"),
        ("\x1b", ""),
    ],
)
def test_cleaning_takes_controls_and_leaves_text(raw: str, shown: str) -> None:
    assert clean(raw) == shown


@given(st.text(max_size=80))
def test_cleaned_text_has_no_controls_and_stays_clean(text: str) -> None:
    cleaned = clean(text)
    assert not any(ord(letter) < 32 and letter not in "\n\t" for letter in cleaned)
    assert not any(0x7F <= ord(letter) < 0xA0 for letter in cleaned)
    assert clean(cleaned) == cleaned


def test_strings_of_a_profile_are_cleaned_keys_included() -> None:
    tree = parse_document(b'"a\\u202e" = ["x\\u001b[2Jy"]', max_bytes=1_000)
    assert tree == {"a": ["xy"]}


def write(directory: Path, text: str, name: str = "s.toml") -> Path:
    folder = directory / "sources"
    folder.mkdir(parents=True, exist_ok=True)
    (folder / name).write_text(text, encoding="utf-8")
    return directory


def test_later_directories_overlay_earlier_ones(tmp_path: Path) -> None:
    one = write(tmp_path / "one", 'id = "s"\ntitle = "One"\nurl = "u"\ndate = "2025"\n')
    two = write(tmp_path / "two", 'id = "s"\ntitle = "Two"\nurl = "u"\ndate = "2026"\n')
    assert Catalogue.open(one).sources["s"].title == "One"
    assert Catalogue.open(one, two).sources["s"].title == "Two"


def test_an_id_that_differs_from_the_file_name_is_an_error(tmp_path: Path) -> None:
    write(tmp_path, 'id = "other"\ntitle = "T"\nurl = "u"\ndate = "2025"\n')
    with pytest.raises(ProfileError, match=r"s\.toml: id: found 'other', wanted 's'"):
        Catalogue.open(tmp_path).sources["s"]


def test_a_large_file_is_not_read(tmp_path: Path) -> None:
    write(tmp_path, "#" * (MAX_PROFILE_BYTES + 1))
    with pytest.raises(ProfileError, match="at most"):
        Catalogue.open(tmp_path).sources["s"]


def test_an_unknown_id_offers_the_nearest(tmp_path: Path) -> None:
    write(tmp_path, "", "h100-sxm.toml")
    catalogue = Catalogue.open(tmp_path)
    with pytest.raises(UnknownProfileError, match="did you mean h100-sxm"):
        catalogue.sources["h100-smx"]
    assert catalogue.sources.get("nothing-like-it") is None


def test_a_missing_directory_is_an_error(tmp_path: Path) -> None:
    with pytest.raises(ProfileError, match="no such directory"):
        Catalogue.open(tmp_path / "absent")
