"""From one group's measured points to its factors, their worth, and how wide its ranges must be."""

import math
from collections.abc import Callable, Sequence
from statistics import median

import msgspec

from advisor.estimate.correction import Correction
from advisor.evidence.shrunk_fit import Factors, Point, Spreads, fit_factors, kept_back
from advisor.figures import Range

USUAL_TOTAL = 0.249
"""Standard deviation of log(measured / predicted) of times per token on pairs left out of the fit, and its
parts: between pairs .144, engines and formats of a pair .106, layouts of those .108, points of a layout
.136. Measured on 4,217 published rows."""
USUAL_LAYOUT, USUAL_POINT = 0.108, 0.136
USUAL_PROMPT = 0.46
"""The same in all for times to first token at up to 16 requests: a median error of 31% is a deviation of
.31 / .674."""
USUAL_PROMPT_SHARE = 0.2
"""Share of that variance that is the group's own. Half of a short time to first token is what the framework
takes, which the factor can't be about: with .5 single factors reached 4 and rows kept back were met worse
(13.1% to 12.95% at .2, over 156 groups of pairs that the constants had not seen)."""
Z80 = 1.2816
"""Half-width of a normal distribution's middle 80%, in standard deviations."""
_LEAST_STEP = 0.144
"""Deviation of a group that is always possible, however narrow its range is."""
_WIDTH_K = 10
"""Points at which the width that they show counts as much as the width that the model claims. Our own
judgement: the 80% quantile of ten points is hardly known."""
_WIDEST = 3.0
_MOST_PARTS = 5


class Worth(msgspec.Struct, frozen=True):
    """How predictions compare with the measured values."""

    median_error: float
    """Median of |predicted / measured - 1|."""
    inside: float
    """Share inside the 80% range."""


class GroupFit(msgspec.Struct, frozen=True, kw_only=True):
    """The factors of one group of rows."""

    factors: Factors
    width_factor: float
    rows: int
    layouts: int
    before: Worth
    after: Worth
    """On the rows that the factors rest on."""
    error_kept_back: float | None
    """Median error of rows kept back; None where there is only one load."""

    @property
    def correction(self) -> Correction:
        """The factors as the estimator takes them."""
        return self.factors.correction(self.width_factor)


PredictRange = Callable[[int, Correction], Range | None]
"""Index of a point and a correction -> its range; None where there is none."""


def fit_group(points: Sequence[Point], predicted: Sequence[Range], predict: PredictRange) -> GroupFit:
    """Factors of points that have at least one. `predicted`: their ranges without any factor."""
    spreads = spreads_of(points, predicted)

    def mid(index: int, correction: Correction) -> float | None:
        found = predict(index, correction)
        return found.mid if found is not None and found.mid > 0 else None

    factors = fit_factors(points, mid, spreads)
    parts = _parts(points)
    if max(parts):
        residuals = kept_back(points, mid, spreads, factors, parts)
        errors = [abs(math.exp(-residual) - 1) for residual in residuals if residual is not None]
    else:
        residuals, errors = _residuals(points, mid, factors.correction()), []
    width_factor = _width_factor(predicted, residuals, factors, spreads)
    correction = factors.correction(width_factor)
    after = [predict(index, correction) or predicted[index] for index in range(len(points))]
    return GroupFit(
        factors=factors,
        width_factor=width_factor,
        rows=len(points),
        layouts=len({point.layout for point in points}),
        before=_worth(points, predicted),
        after=_worth(points, after),
        error_kept_back=median(errors) if errors else None,
    )


def spreads_of(points: Sequence[Point], predicted: Sequence[Range]) -> Spreads:
    """The spreads that these ranges claim, in parts as on published rows.

    Where ranges are wider than usual, more of the width is that the family's constants are not known, which
    own rows settle; noise about the group is taken to grow with the root only. That last is our judgement.
    """
    steps = [_half_width(span) for point, span in zip(points, predicted, strict=True) if not point.is_prompt]
    prompts = [_half_width(span) for point, span in zip(points, predicted, strict=True) if point.is_prompt]
    total = median(steps) / Z80 if steps else USUAL_TOTAL
    wider = math.sqrt(total / USUAL_TOTAL)
    layout, point = USUAL_LAYOUT * wider, USUAL_POINT * wider
    prompt = median(prompts) / Z80 if prompts else USUAL_PROMPT
    return Spreads(
        step=math.sqrt(max(_LEAST_STEP**2, total**2 - layout**2 - point**2)),
        layout=layout,
        point=point,
        prompt=prompt * math.sqrt(USUAL_PROMPT_SHARE),
        prompt_point=prompt * math.sqrt(1 - USUAL_PROMPT_SHARE),
    )


def _half_width(span: Range) -> float:
    """Of a range on the log scale; never nothing, for a point that claims to be exact."""
    return max(0.05, math.log(span.high / span.low) / 2)


def _parts(points: Sequence[Point]) -> list[int]:
    """Which of a few parts each point is kept back with: by layout where there are several, else by load."""
    by_layout = len({point.layout for point in points}) > 1
    keys = [point.layout if by_layout else point.load for point in points]
    order = {key: rank for rank, key in enumerate(dict.fromkeys(keys))}
    return [order[key] % _MOST_PARTS for key in keys]


def _residuals(
    points: Sequence[Point], mid: Callable[[int, Correction], float | None], correction: Correction
) -> list[float | None]:
    """log(measured / predicted) under a correction."""
    return [
        math.log(point.measured / found) if (found := mid(index, correction)) is not None else None
        for index, point in enumerate(points)
    ]


def _width_factor(
    predicted: Sequence[Range], residuals: Sequence[float | None], factors: Factors, spreads: Spreads
) -> float:
    """How much wider or narrower, so that about 80% of rows of this group fall inside.

    What the residuals show, as far as so many can be believed; never below what remains unknown of a layout
    that nobody measured: of the group's own deviation, and all of the noise about it.
    """
    shares = sorted(
        abs(residual) / max(0.05, math.log(span.high / span.mid if residual > 0 else span.mid / span.low))
        for span, residual in zip(predicted, residuals, strict=True)
        if residual is not None
    )
    unknown = math.hypot(factors.step_sd, spreads.noise) / spreads.total
    if not shares:
        return 1.0
    count = len(shares)
    shown = shares[min(count, math.ceil(0.8 * (count + 1))) - 1]
    return min(_WIDEST, max(unknown, 1 + (shown - 1) * count / (count + _WIDTH_K)))


def _worth(points: Sequence[Point], spans: Sequence[Range]) -> Worth:
    pairs = list(zip(points, spans, strict=True))
    return Worth(
        median_error=median(abs(span.mid / point.measured - 1) for point, span in pairs),
        inside=sum(span.low <= point.measured <= span.high for point, span in pairs) / len(pairs),
    )
