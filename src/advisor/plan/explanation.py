"""What stands around an estimate: speed over concurrency, what one change would do, rows measured nearby."""

import msgspec

from advisor.catalogue.catalogue import Catalogue
from advisor.catalogue.errors import ProfileError
from advisor.estimate.result import Speed
from advisor.evidence.nearest import Nearest, nearest_rows
from advisor.evidence.prediction import Prediction, predict_row
from advisor.evidence.row import MeasuredRow
from advisor.figures import Range
from advisor.plan.load_curve import LoadCurve, load_curve
from advisor.plan.operating_point import OperatingPoint, calibrated
from advisor.plan.result import Plan, Setup
from advisor.plan.what_if import WhatIf, what_ifs

MOST_EVIDENCE = 4
"""Configurations shown beside a prediction."""
_ROWS_LOOKED_AT = 24
"""Nearest rows among which they are found: a configuration may stand there with several metrics."""


class Evidence(msgspec.Struct, frozen=True, kw_only=True):
    """A measured configuration near the one asked about."""

    near: Nearest
    """Its nearest row, with how near it is."""
    rows: tuple[MeasuredRow, ...]
    """What was measured of it, a row a metric."""
    predicted: tuple[Range | None, ...]
    """What the constants as shipped predict for each of these rows, in its unit; None: nothing."""


class Explanation(msgspec.Struct, frozen=True, kw_only=True):
    """An estimate in its surroundings."""

    point: OperatingPoint
    predicted: Speed | None
    """By the model alone: its parts add up, and changes are held against it, even where it was measured.
    None where the load does not fit."""
    curve: LoadCurve
    changes: tuple[WhatIf, ...]
    evidence: tuple[Evidence, ...]


def explain(point: OperatingPoint, catalogue: Catalogue) -> Explanation:
    """Everything at once, for a person who looks at one estimate: too slow for a search.

    SpeedUnknownError for a part of which no speed is known.
    """
    return Explanation(
        point=point,
        predicted=point.predicted() if point.memory().fits else None,
        curve=load_curve(point),
        changes=what_ifs(point, catalogue),
        evidence=nearest_configurations(point, catalogue),
    )


def explain_setup(setup: Setup, plan: Plan, catalogue: Catalogue) -> Explanation:
    """The explanation of a setup of a plan, from the figures that the plan was answered from.

    ProfileError where these lack one, SpeedUnknownError for a part of which no speed is known.
    """
    point = OperatingPoint(
        model=catalogue.models[plan.brief.model],
        accelerator=catalogue.accelerators[setup.layout.accelerator],
        layout=setup.layout,
        load=plan.load,
        path=setup.speed.path,
    )
    return explain(calibrated(point, catalogue), catalogue)


def nearest_configurations(point: OperatingPoint, catalogue: Catalogue) -> tuple[Evidence, ...]:
    """The measured configurations nearest to the point, best first, each with all its metrics."""
    found: dict[tuple[object, ...], list[Nearest]] = {}
    for near in nearest_rows(point.model, point.accelerator, point.layout, point.load, limit=_ROWS_LOOKED_AT):
        found.setdefault(_configuration(near.row), []).append(near)
    return tuple(_evidence(nears, catalogue) for nears in list(found.values())[:MOST_EVIDENCE])


def _evidence(nears: list[Nearest], catalogue: Catalogue) -> Evidence:
    rows = tuple(near.row for near in nears)
    return Evidence(near=nears[0], rows=rows, predicted=tuple(_predicted(row, catalogue) for row in rows))


def _predicted(row: MeasuredRow, catalogue: Catalogue) -> Range | None:
    """None where the row's layout can't be, or its load saturates what waits for it."""
    try:
        found = predict_row(row, catalogue)
    except (ValueError, ProfileError):
        return None
    return found.value if isinstance(found, Prediction) else None


def _configuration(row: MeasuredRow) -> tuple[object, ...]:
    """Everything of a row but what was measured."""
    fields = msgspec.structs.asdict(row)
    return tuple(
        value for name, value in fields.items() if name not in ("id", "metric_kind", "value", "notes")
    )
