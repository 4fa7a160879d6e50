"""A file from a stranger: one clear line, no crash, no long wait, nothing left of its escape sequences."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from advisor.session.decode import decode_session
from advisor.session.encode import encode_session
from advisor.session.errors import SessionError
from session_factory import sample_session

HEAD = b'format = "advisor.session/1.0"\n'
HOSTILE: dict[str, bytes] = {
    "dotted key of 16,000 parts": HEAD + b".".join([b"a"] * 16_000) + b" = 1\n",
    "quoted key of 16,000 parts": HEAD + b".".join([b'"a"'] * 16_000) + b" = 1\n",
    "table of 16,000 parts": HEAD + b"[" + b".".join([b"a"] * 16_000) + b"]\n",
    "inline key of 16,000 parts": HEAD + b"x = {" + b".".join([b"a"] * 16_000) + b" = 1}\n",
    "arrays 2,000 deep": HEAD + b"x = " + b"[" * 2_000 + b"]" * 2_000,
    "inline tables 2,000 deep": HEAD + b"x = " + b"{a=" * 2_000 + b"1" + b"}" * 2_000,
    "50 MB": HEAD + b'x = "' + b"a" * 50_000_000 + b'"\n',
    "a line of 200,000 characters": HEAD + b'x = "' + b"a" * 200_000 + b'"\n',
    "a key of 1,000 characters": HEAD + b"k" * 1_000 + b" = 1\n",
    "integer of 5,000 digits": HEAD + b"x = " + b"9" * 5_000,
    "integer beyond 64 bits": HEAD + b"x = " + b"9" * 30,
    "not a number": HEAD + b"x = nan",
    "infinite": HEAD + b"x = 1e400",
    "NUL": HEAD + b'x = "\x00"',
    "raw escape": HEAD + b'x = "\x1b]52;c;aGk=\x07"',
    "not UTF-8": HEAD + b'x = "\xff\xfe"',
    "UTF-16": HEAD.decode().encode("utf-16"),
    "half a file": encode_session(sample_session())[:4_000],
    "empty": b"",
    "another program's TOML": b'[package]\nname = "x"\n',
    "JSON": b'{"format": "advisor.session/1.0"}',
}


@pytest.mark.parametrize("name", HOSTILE)
def test_refused_in_one_clean_line(name: str) -> None:
    with pytest.raises(SessionError) as caught:
        decode_session(HOSTILE[name], "sent.toml")
    message = str(caught.value)
    assert message.startswith("sent.toml: ")
    assert message.isprintable()
    assert len(message) < 500
    assert caught.value.exit_code == 2


EDITS: dict[str, tuple[str, str, str]] = {
    "negative budget": ('budget = "3000000"', 'budget = "-1"', "brief.budget"),
    "budget NaN": ('budget = "3000000"', 'budget = "NaN"', "brief.budget"),
    "budget of a million digits": ('budget = "3000000"', 'budget = "1E+999999"', "brief.budget"),
    "budget as a table": ('budget = "3000000"', "budget = {}", "brief.budget: found a table"),
    "region as a number": ('region = "KZ"', "region = 7", "brief.region: found 7, wanted text like"),
    "region in lower case": ('region = "KZ"', 'region = "kz"', "brief.region: found 'kz'"),
    "a region it does not carry": ('region = "KZ"', 'region = "MN"', "brief.region"),
    "a model it does not carry": ('model = "glm-5"', 'model = "glm-6"', "brief.model"),
    "endless horizon": ('model = "glm-5"', 'model = "glm-5"\nyears = 1000000', "brief.years"),
    "endless load": ('model = "glm-5"', 'model = "glm-5"\nconcurrency = 1000000000', "brief.concurrency"),
    "wrong key in the brief": (
        'model = "glm-5"',
        'modle = "glm-5"',
        "brief.modle: unknown key; did you mean 'model'?",
    ),
    "wrong key at the top": ("chosen = 1", "choosen = 1", "choosen: unknown key; did you mean 'chosen'?"),
    "a key of two lines": ("chosen = 1", '"a\\nb\\u001b[2J" = 1', "sent.toml: a b: unknown key"),
    "wrong key in a profile": ('currency = "KZT"', 'curency = "KZT"', "figures.regions.KZ.curency: unknown"),
    "a choice that is not there": ("chosen = 1", "chosen = 7", "chosen: found 7"),
    "a negative choice": ("chosen = 1", "chosen = -1", "chosen: found -1"),
    "a date that is none": ('as_of = "2026-11-23"', 'as_of = "soon"', "as_of: found 'soon'"),
    "an unknown status": (
        'status = "gp10_risk"',
        'status = "fine"',
        "plan.setups[1].clearance.use.status: found 'fine', wanted one of ok",
    ),
    "wrong type deep down": (
        "[plan.setups.speed.tpot_ms]\nlow = 24.6",
        '[plan.setups.speed.tpot_ms]\nlow = "24.6"',
        "plan.setups[0].speed.tpot_ms.low: found '24.6', wanted a number",
    ),
    "a key that must be there": (
        "limited_by = ",
        "saturated = false\n# ",
        "plan.setups[0].speed.limited_by: found nothing, wanted text",
    ),
    "an array that is none": ("[[plan.setups]]", "[plan.setups]", "not TOML"),
    "a profile under another name": ('id = "KZ"', 'id = "MN"', "figures.regions.KZ.id"),
    "a newer major version": ("advisor.session/1.0", "advisor.session/2.0", "a newer Advisor is needed"),
    "a newer major plan": ("advisor.plan/1.0", "advisor.plan/2.0", "a newer Advisor is needed"),
    "another document": ("advisor.session/1.0", "advisor.plan/1.0", "not an Advisor session"),
    "no version at all": ('format = "advisor.session/1.0"\n', "", "format: found nothing"),
}


@pytest.mark.parametrize("name", EDITS)
def test_a_broken_place_is_named(name: str) -> None:
    old, new, said = EDITS[name]
    text = encode_session(sample_session()).decode()
    assert old in text
    with pytest.raises(SessionError) as caught:
        decode_session(text.replace(old, new, 1).encode(), "sent.toml")
    assert said in str(caught.value)
    assert "\n" not in str(caught.value)


@pytest.mark.parametrize(
    "escaped",
    [r"\u001b]52;c;aGk=\u0007", r"\u001b[2J", r"\u009b31m", r"\u202e", r"\u200b", r"\u007f", r"\u0008"],
)
def test_escapes_in_strings_are_gone_when_it_is_open(escaped: str) -> None:
    text = encode_session(sample_session()).decode()
    text = text.replace('title = "GLM-5 in Almaty"', f'title = "GLM-5{escaped}"')
    text = text.replace('accelerator = "h200-sxm"', f'accelerator = "h200-sxm{escaped}"')
    opened = decode_session(text.encode(), "sent.toml")
    assert opened.title == "GLM-5"
    assert opened.plan.setups[0].layout.accelerator == "h200-sxm"


def test_markup_in_a_string_is_only_text() -> None:
    text = (
        encode_session(sample_session()).decode().replace("GLM-5 in Almaty", "[/nope][@click=app.bell]x[/]")
    )
    assert decode_session(text.encode(), "sent.toml").title == "[/nope][@click=app.bell]x[/]"


def _refusal(data: bytes) -> str:
    """The line that refuses these bytes; empty where they are a session."""
    try:
        decode_session(data, "sent.toml")
    except SessionError as error:
        return str(error)
    return ""


@settings(max_examples=150, deadline=None)
@given(st.integers(0, 60_000), st.binary(min_size=0, max_size=12), st.integers(0, 40))
def test_no_damage_gives_anything_but_a_clear_line(place: int, replacement: bytes, cut: int) -> None:
    data = bytearray(encode_session(sample_session()))
    at = place % len(data)
    data[at : at + cut] = replacement
    refusal = _refusal(bytes(data))
    assert refusal == "" or (refusal.startswith("sent.toml: ") and refusal.isprintable())
