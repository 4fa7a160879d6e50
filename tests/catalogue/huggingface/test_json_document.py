"""Hostile config.json files: bounded, refused in one line, cleaned."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from advisor.catalogue.errors import ProfileError
from advisor.catalogue.huggingface.importer import import_config
from advisor.catalogue.huggingface.json_document import MAX_CONFIG_BYTES, parse_json


@pytest.mark.parametrize(
    ("data", "expected"),
    [
        (b"", "not JSON: line 1, column 1"),
        (b"[1]", "found a list, wanted an object"),
        (b'"text"', "found a text, wanted an object"),
        (b"{", "not JSON: line 1"),
        (b"\xff\xfe", "UTF-16 text; save it as UTF-8"),
        (b"\xfa", "not UTF-8 text: byte 0"),
        (b'{"a": NaN}', "NaN is not a number"),
        (b'{"a": 1, "a": 2}', "config.json: the key 'a' stands twice in one object; take one out"),
        (b'{"a": ' + b"9" * 5000 + b"}", "a whole number of 5,000 digits, at most 100 are read"),
        (b'{"a": ' + b"[" * 30 + b"]" * 30 + b"}", "nested deeper than 24 levels"),
        (b'{"a": ' + b"[" * 100_000 + b"]" * 100_000 + b"}", "nested deeper than 24 levels"),
        (b'{"a": [' + b"0," * 200_000 + b"0]}", "200,001 items, at most 200,000"),
        (b'{"a": "' + b"x" * MAX_CONFIG_BYTES + b'"}', "more than 8,388,608 bytes"),
    ],
)
def test_refused(data: bytes, expected: str) -> None:
    with pytest.raises(ProfileError) as error:
        parse_json(data, "config.json")
    assert expected in str(error.value)
    assert "\n" not in str(error.value)
    assert len(str(error.value)) < 400


def test_a_byte_order_mark_is_passed_over() -> None:
    assert parse_json(b'\xef\xbb\xbf{"a": 1}', "c") == {"a": 1}


def test_text_is_cleaned() -> None:
    assert parse_json(b'{"a\\u001b[31m": "b\\u202ec"}', "c") == {"a": "bc"}


json_values = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=20),
    lambda inner: st.lists(inner, max_size=5) | st.dictionaries(st.text(max_size=20), inner, max_size=5),
    max_leaves=20,
)
KEYS = (
    "model_type",
    "hidden_size",
    "num_hidden_layers",
    "num_attention_heads",
    "intermediate_size",
    "vocab_size",
)


@given(st.dictionaries(st.sampled_from(KEYS) | st.text(max_size=20), json_values, max_size=8))
def test_any_tree_is_read_or_refused(tree: dict[str, object]) -> None:
    try:
        found = import_config({"model_type": "llama"} | tree, "c", "s", "high")
    except ProfileError:
        return
    assert found.architecture.hidden >= 1
