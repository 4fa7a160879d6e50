"""What is saved is what is opened, to the last digit and byte."""

import re
from pathlib import Path

import msgspec
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from advisor.catalogue.text import clean
from advisor.plan.result import NearMiss, Rejection, Setup
from advisor.session.decode import decode_session
from advisor.session.encode import encode_session
from advisor.session.file import open_session, save_session
from advisor.session.session import Session
from plan_factory import empty_plan
from plan_strategies import any_value
from session_factory import few_figures, sample_session


def test_save_open_gives_the_same_session(tmp_path: Path) -> None:
    session = sample_session()
    save_session(tmp_path / "almaty.toml", session)
    assert open_session(tmp_path / "almaty.toml") == session


def test_save_open_save_gives_the_same_bytes(tmp_path: Path) -> None:
    save_session(tmp_path / "a.toml", sample_session())
    save_session(tmp_path / "b.toml", open_session(tmp_path / "a.toml"))
    assert (tmp_path / "a.toml").read_bytes() == (tmp_path / "b.toml").read_bytes()


def test_a_well_founded_no_is_a_session_too() -> None:
    plan = empty_plan()
    session = msgspec.structs.replace(sample_session(), plan=plan, brief=plan.brief, chosen=None)
    assert decode_session(encode_session(session), "no.toml") == session


def test_one_value_a_line_in_a_stable_order() -> None:
    lines = encode_session(sample_session()).decode().splitlines()
    keys = ["format", "advisor_version", "title", "saved", "as_of", "chosen", "note"]
    assert [line.split(" = ")[0] for line in lines[: len(keys)]] == keys
    tops = [line for line in lines if re.fullmatch(r"\[(brief|plan|figures[.][a-z.]+KZ)\]", line)]
    assert tops == ["[brief]", "[plan]", "[figures.regions.KZ]"]
    assert not any(line.startswith("users") for line in lines)  # what nobody asked for is left out


def test_floats_keep_every_digit() -> None:
    session = sample_session()
    third = 1 / 3
    load = msgspec.structs.replace(session.plan.load, prefix_cache_hit=third, ttft_limit_ms=1e-7)
    changed = msgspec.structs.replace(session, plan=msgspec.structs.replace(session.plan, load=load))
    assert decode_session(encode_session(changed), "x.toml").plan.load == load


def test_a_whole_number_in_place_of_a_float_is_written_as_a_float() -> None:
    session = sample_session()
    load = msgspec.structs.replace(session.plan.load, ttft_limit_ms=2000)
    data = encode_session(
        msgspec.structs.replace(session, plan=msgspec.structs.replace(session.plan, load=load))
    )
    assert b"ttft_limit_ms = 2000.0\n" in data
    assert encode_session(decode_session(data, "x.toml")) == data


@settings(
    max_examples=40, deadline=None, suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large]
)
@given(any_value(Setup), any_value(NearMiss), any_value(Rejection), st.text(max_size=40).map(clean))
def test_any_plan_survives_the_file(
    setup: Setup, near_miss: NearMiss, rejection: Rejection, note: str
) -> None:
    session = sample_session()
    plan = msgspec.structs.replace(
        session.plan, setups=(setup,), near_misses=(near_miss,), rejections=(rejection,)
    )
    written = msgspec.structs.replace(session, plan=plan, chosen=0, note=note, figures=few_figures())
    data = encode_session(written)
    assert decode_session(data, "x.toml") == written
    assert encode_session(decode_session(data, "x.toml")) == data


def test_text_is_cleaned_on_its_way_out(tmp_path: Path) -> None:
    hostile = msgspec.structs.replace(sample_session(), title="\x1b]52;c;aGk=\x07GLM-5\u202e")
    save_session(tmp_path / "a.toml", hostile)
    assert b"\x1b" not in (tmp_path / "a.toml").read_bytes()
    assert open_session(tmp_path / "a.toml").title == "GLM-5"


def test_a_session_knows_when_its_brief_was_edited() -> None:
    session = sample_session()
    assert not session.stale
    edited = encode_session(session).replace(
        b'[brief]\nregion = "KZ"\nbudget = "3000000"', b'[brief]\nregion = "KZ"\nbudget = 1'
    )
    opened: Session = decode_session(edited, "x.toml")
    assert opened.stale
    assert opened.brief.budget == 1
    assert opened.chosen_setup == session.plan.setups[1]
