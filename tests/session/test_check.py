"""A session answers its brief again from its own figures, to the digit, with no other profile at hand."""

import datetime
from decimal import Decimal
from functools import cache
from pathlib import Path
from typing import Any

import msgspec
import pytest

from advisor.catalogue.catalogue import Catalogue
from advisor.plan.brief import Brief
from advisor.plan.result import Plan
from advisor.plan.search import make_plan
from advisor.session.check import recompute
from advisor.session.figures import NotingCatalogue
from advisor.session.file import open_session, save_session
from advisor.session.limits import MAX_SESSION_BYTES
from advisor.session.session import Extra, Session, new_session, replanned

AS_OF = datetime.date(2026, 11, 23)
SAVED = "2026-11-23T16:42:00+00:00"
BRIEFS = {
    "a yes": Brief(region="KZ", budget=Decimal(3_000_000), model="glm-5"),
    "a no": Brief(region="KE", budget=Decimal(50_000), model="glm-5", buyer_parent="CN"),
    "no power tariff": Brief(
        region="MN", budget=Decimal(3_000_000), model="glm-5", accept_use=("gp10_risk",), concurrency=20
    ),
}


@cache
def _catalogue() -> Catalogue:
    return Catalogue.shipped()


@cache
def _session(name: str) -> Session:
    plan = make_plan(BRIEFS[name], _catalogue(), AS_OF)
    return new_session(plan, _catalogue(), saved=SAVED)


@pytest.mark.parametrize("name", BRIEFS)
def test_opened_elsewhere_it_gives_the_same_plan(name: str, tmp_path: Path) -> None:
    save_session(tmp_path / "sent.toml", _session(name))
    opened = open_session(tmp_path / "sent.toml")
    assert opened == _session(name)
    assert recompute(opened) == ()


def test_a_real_session_is_far_below_the_cap(tmp_path: Path) -> None:
    save_session(tmp_path / "sent.toml", _session("a yes"))
    assert (tmp_path / "sent.toml").stat().st_size * 2 < MAX_SESSION_BYTES


def test_a_session_carries_what_was_read_and_no_more() -> None:
    figures = _session("a yes").figures
    assert set(figures["workloads"]) == {"office-chat"}
    assert "KZ" in figures["regions"]
    assert set(figures["accelerators"]) == set(_catalogue().accelerators)
    cited = {offer["price"]["source"] for offer in figures["availability"]["world"]["offers"]}
    assert cited <= set(figures["sources"])


def test_two_saves_of_one_plan_are_the_same_bytes(tmp_path: Path) -> None:
    plan = make_plan(BRIEFS["a yes"], Catalogue.shipped(), AS_OF)
    save_session(tmp_path / "a.toml", _session("a yes"))
    save_session(tmp_path / "b.toml", new_session(plan, Catalogue.shipped(), saved=SAVED))
    assert (tmp_path / "a.toml").read_bytes() == (tmp_path / "b.toml").read_bytes()


def _with_plan(session: Session, **changes: Any) -> Session:
    plan: Plan = msgspec.structs.replace(session.plan, **changes)
    return msgspec.structs.replace(session, plan=plan)


def test_a_figure_changed_by_hand_is_found() -> None:
    session = _session("a no")
    assert recompute(_with_plan(session, budget_usd=session.plan.budget_usd + 1)) == ("budget_usd",)


def test_a_reason_changed_by_hand_is_found() -> None:
    session = _session("a no")
    first, *others = session.plan.rejections
    reasons = (msgspec.structs.replace(first.reasons[0], code="charmed"), *first.reasons[1:])
    changed = (msgspec.structs.replace(first, reasons=reasons), *others)
    assert recompute(_with_plan(session, rejections=changed)) == ("rejections[0].reasons[0].code",)


def test_another_version_of_advisor_is_no_difference() -> None:
    assert recompute(_with_plan(_session("a no"), version="9.9.9")) == ()


def test_an_edited_brief_shows_everywhere_it_matters() -> None:
    session = _session("a no")
    brief = msgspec.structs.replace(session.brief, budget=Decimal(60_000))
    places = recompute(msgspec.structs.replace(session, brief=brief))
    assert {"budget_usd", "brief.budget"} <= set(places)


def test_a_new_plan_takes_the_place_of_the_old_one() -> None:
    old = msgspec.structs.replace(
        _session("a yes"),
        title="kept",
        chosen=None,
        extra=(Extra(("plan", "setups", 0, "noise_db"), 91), Extra(("mood",), "good")),
    )
    new = replanned(old, _session("a no").plan, _catalogue())
    assert (new.title, new.plan, new.brief) == ("kept", _session("a no").plan, BRIEFS["a no"])
    assert new.extra == (Extra(("mood",), "good"),)
    assert recompute(new) == ()


def test_a_noting_catalogue_notes_what_was_asked_for() -> None:
    noting = NotingCatalogue(_catalogue())
    assert noting.regions["KZ"].name == "Kazakhstan"
    assert "MN" in noting.regions
    assert "XX" not in noting.regions
    assert noting.models.get("nothing-of-the-kind") is None
    assert noting.document("workloads", "office-chat")["id"] == "office-chat"
    assert list(noting.markets) == list(_catalogue().markets)
    assert noting.noting["regions"].read == {"KZ", "MN"}
    assert noting.noting["workloads"].read == {"office-chat"}
    assert noting.noting["availability"].read == set()
