"""Files of other versions: a newer minor one opens and keeps what it brought, a newer major one does not."""

import msgspec
import tomli

from advisor.session.decode import decode_session
from advisor.session.encode import encode_session
from advisor.session.session import Extra
from session_factory import SAVED, few_figures, sample_session

NEWER = (
    encode_session(sample_session())
    .decode()
    .replace("advisor.session/1.0", 'advisor.session/1.7"\nmood = "good', 1)
    .replace('[brief]\nregion = "KZ"', '[brief]\nregion = "KZ"\nneed_by = "2027-03-01"', 1)
    .replace(
        '[[plan.setups]]\nserver = "hgx-h200-8"', '[[plan.setups]]\nserver = "hgx-h200-8"\nnoise_db = 91', 1
    )
    .replace(
        "[figures.regions.KZ]",
        '[figures.leases.cloud]\nid = "cloud"\n\n[figures.regions.KZ]\nflag = "blue"',
        1,
    )
)


def test_a_newer_minor_version_opens_with_what_we_know() -> None:
    opened = decode_session(NEWER.encode(), "newer.toml")
    ours = sample_session()
    assert opened.format == "advisor.session/1.7"
    assert (opened.brief, opened.plan, opened.figures) == (ours.brief, ours.plan, ours.figures)
    assert opened.extra == (
        Extra(("mood",), "good"),
        Extra(("brief", "need_by"), "2027-03-01"),
        Extra(("plan", "setups", 0, "noise_db"), 91),
        Extra(("figures", "leases"), {"cloud": {"id": "cloud"}}),
        Extra(("figures", "regions", "KZ", "flag"), "blue"),
    )


def test_what_a_newer_version_added_is_written_back() -> None:
    written = encode_session(decode_session(NEWER.encode(), "newer.toml"))
    assert tomli.loads(written.decode()) == tomli.loads(NEWER)
    assert encode_session(decode_session(written, "newer.toml")) == written


def test_writing_what_a_newer_version_added_leaves_the_profiles_alone() -> None:
    session = decode_session(NEWER.encode(), "newer.toml")
    before = repr(session.figures)
    encode_session(session)
    assert repr(session.figures) == before


def test_a_newer_plan_inside_counts_as_newer() -> None:
    text = NEWER.replace("advisor.session/1.7", "advisor.session/1.0").replace(
        "advisor.plan/1.0", "advisor.plan/1.2"
    )
    opened = decode_session(text.encode(), "newer.toml")
    assert opened.plan.format == "advisor.plan/1.2"
    assert ("mood",) in {extra.path for extra in opened.extra}


def test_an_extra_whose_place_is_gone_is_dropped() -> None:
    session = decode_session(NEWER.encode(), "newer.toml")
    assert session.saved == SAVED

    fewer = msgspec.structs.replace(
        session, chosen=None, plan=msgspec.structs.replace(session.plan, setups=()), figures=few_figures()
    )
    assert b"noise_db" not in encode_session(fewer)
    assert b"need_by" in encode_session(fewer)
