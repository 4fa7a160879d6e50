"""The app over a small catalogue and a planner that answers at once, and what its screen shows as text."""

import itertools
import tomllib
from collections.abc import Mapping, Sequence
from contextlib import asynccontextmanager
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from functools import cache
from pathlib import Path
from typing import Any

import msgspec
from textual.pilot import Pilot

from advisor.catalogue.catalogue import Catalogue
from advisor.catalogue.region import Region
from advisor.plan.brief import Brief
from advisor.plan.explanation import Explanation
from advisor.plan.preview import PreviewLine
from advisor.plan.result import Plan, Setup
from advisor.tui.app import AdvisorApp
from advisor.tui.engine import Engine
from plan_factory import empty_plan, sample_plan
from speed_records import EXPLAINED

AS_OF = date(2026, 11, 23)
SMALL_BUDGET = Decimal(100_000)
HERE = Path(__file__).parent / "tui"
SNAPSHOTS = HERE / "snapshots"
# From the first screen to the results: second country of the list, 3 million, first model, default load.
JOURNEY = ("down", "enter", "3", "m", "enter", "enter", "enter")


@cache
def documents() -> dict[str, dict[str, dict[str, Any]]]:
    """The documents of `small_catalogue.toml` by kind and id."""
    return tomllib.loads((HERE / "small_catalogue.toml").read_text(encoding="utf-8"))


def small_catalogue() -> Catalogue:
    """A catalogue of these documents."""
    return Catalogue.from_documents(documents())


def answer(brief: Brief, catalogue: Catalogue, as_of: date) -> Plan:
    """The sample plan for a fair budget, a helpful no for a small one; both carry what was asked."""
    plan = sample_plan() if brief.budget >= SMALL_BUDGET else empty_plan()
    return msgspec.structs.replace(plan, brief=brief, budget_usd=brief.budget, as_of=as_of.isoformat())


def preview(budget_usd: Decimal, region: Region, catalogue: Catalogue, as_of: date) -> Sequence[PreviewLine]:
    """Servers at a quarter of a million each."""
    servers = int(budget_usd // 250_000)
    return (
        PreviewLine(
            accelerator="h200-sxm",
            servers=servers,
            cards=8 * servers,
            landed_server_usd=Decimal(250_000),
            price_basis="reference world",
        ),
    )


def same_amount(amount: Decimal, currency: str, regions: Mapping[str, Region]) -> Decimal:
    """As if everything cost dollars."""
    return amount


def explain(setup: Setup, plan: Plan, catalogue: Catalogue) -> Explanation:
    """The same for every setup."""
    return EXPLAINED


class Clock:
    """A second passes at each look, so that files of two runs differ in name."""

    def __init__(self) -> None:
        self._ticks = itertools.count()

    def __call__(self) -> datetime:
        return datetime(2026, 11, 23, 16, 42, tzinfo=UTC) + timedelta(seconds=next(self._ticks))


def make_app(sessions_dir: Path, **changes: Any) -> AdvisorApp:
    """The app; panes follow the cursor at once, and to_usd leaves amounts as they are."""
    engine = Engine(planner=answer, preview=preview, to_usd=same_amount, explain=explain)
    settings: dict[str, Any] = {"as_of": AS_OF, "engine": engine, "pause_s": 0.0, "now": Clock()}
    catalogue = changes.pop("catalogue", None) or small_catalogue()
    return AdvisorApp(catalogue, sessions_dir=sessions_dir, **(settings | changes))


@asynccontextmanager
async def running(app: AdvisorApp, size: tuple[int, int] = (80, 24)) -> Any:
    """The app without a terminal, settled."""
    async with app.run_test(size=size) as pilot:
        await settle(pilot)
        yield pilot


async def settle(pilot: Pilot[Any]) -> None:
    """Until workers and messages are done; a worker's message may start another worker."""
    await pilot.pause()
    while any(not worker.is_finished for worker in pilot.app.workers):
        await pilot.app.workers.wait_for_complete()
        await pilot.pause()


async def press(pilot: Pilot[Any], *keys: str) -> None:
    """Keys one by one, each with all that follows from it."""
    for key in keys:
        await pilot.press(key)
        await settle(pilot)


def lines(app: AdvisorApp) -> list[str]:
    """What stands on the screen, line by line."""
    return [strip.text.rstrip() for strip in app.screen._compositor.render_strips()]


def text(app: AdvisorApp) -> str:
    """What stands on the screen."""
    return "\n".join(lines(app))
