"""Two factors on predicted times, from measured points: robust against single rows, drawn towards 1.

In logarithms the model is `measured = predicted(step, prompt) + layout + noise`: one deviation of the whole
group, which is wanted, one of each layout, and noise of each point. The group's deviation is found as its
best linear predictor, which for n points that the step alone decides is their mean times n / (n + k).
"""

import math
from collections import Counter
from collections.abc import Callable, Sequence
from statistics import median
from typing import NamedTuple

import msgspec

from advisor.estimate.correction import Correction

_ROUNDS = 10
_CLOSE = 1e-4
"""On the log scale: a hundredth of a per cent."""
_NUDGE = 0.02
"""Change of a log factor by which a point's answer to it is found."""
_LONGEST_MOVE = 0.7
"""In one round."""
_HUBER = 1.345
"""Residuals beyond this many standard deviations count by their size, not its square (Huber 1964)."""


class Point(NamedTuple):
    """One measured figure. Equal `layout`: of the same deployment; equal `load`: under the same load."""

    measured: float
    metric: str
    layout: int
    load: int
    is_prompt: bool
    """The time, or rate, of reading prompts; else of writing answers."""


Predict = Callable[[int, Correction], float | None]
"""Index of a point and a correction -> predicted mid, in the unit of the point; None where there is none."""


class Spreads(NamedTuple):
    """Standard deviations of log(measured / predicted) of a group of rows before anything is known."""

    step: float
    """Of the group's own deviation: one model family on one part with one stack."""
    layout: float
    """Of a layout about its group."""
    point: float
    """Of one load about its layout."""
    prompt: float
    """Of the group's own deviation in reading prompts."""
    prompt_point: float
    """Of one measured time to first token about that."""

    @property
    def noise(self) -> float:
        """Of one point about its group."""
        return math.hypot(self.layout, self.point)

    @property
    def total(self) -> float:
        """Of one point about the prediction."""
        return math.hypot(self.step, self.noise)


class Factors(msgspec.Struct, frozen=True, kw_only=True):
    """What was found, as natural logarithms, with standard deviations of what remains unknown."""

    step: float
    prompt: float
    step_sd: float
    prompt_sd: float

    def correction(self, width_factor: float = 1.0) -> Correction:
        """The factors as the estimator takes them."""
        return Correction(
            step_factor=math.exp(self.step), prompt_factor=math.exp(self.prompt), width_factor=width_factor
        )


def fit_factors(points: Sequence[Point], predict: Predict, spreads: Spreads) -> Factors:
    """The log factors that explain the points best, weighed against the spread that is usual.

    Gauss-Newton on the logarithms, with each point's answer to both factors found by trying. Points far from
    the middle of their metric count less. With no point at all, 1 and the usual spread.
    """
    weights = point_weights(points, spreads)
    found = Factors(step=0.0, prompt=0.0, step_sd=spreads.step, prompt_sd=spreads.prompt)
    for _ in range(_ROUNDS):
        lines = _lines(points, predict, weights, spreads, found)
        last, found = found, _solve(lines, spreads, found)
        if max(abs(found.step - last.step), abs(found.prompt - last.prompt)) < _CLOSE:
            break
    return found


def kept_back(
    points: Sequence[Point], predict: Predict, spreads: Spreads, fitted: Factors, parts: Sequence[int]
) -> list[float | None]:
    """log(measured / predicted) of each point with the factors that the points of other parts give.

    Worked out from the points' answers at the factors of all of them, which are close by. None where a point
    can't be predicted. `parts`: which part each point belongs to.
    """
    lines = _lines(points, predict, point_weights(points, spreads), spreads, fitted)
    by_index = {line.place: line for line in lines}
    residuals: list[float | None] = [None] * len(points)
    for part in set(parts):
        others = [index for index, its in enumerate(parts) if its != part]
        weights = point_weights([points[index] for index in others], spreads)
        kept = [
            by_index[index]._replace(weight=weight * by_index[index].trust)
            for index, weight in zip(others, weights, strict=True)
            if index in by_index
        ]
        without = _solve(kept, spreads, fitted)
        step, prompt = without.step - fitted.step, without.prompt - fitted.prompt
        for index, its in enumerate(parts):
            if its == part and index in by_index:
                line = by_index[index]
                residuals[index] = line.residual - line.by_step * step - line.by_prompt * prompt
    return residuals


class _Line(NamedTuple):
    """A point at given factors: what is left of it and how it answers to them, all in logarithms."""

    place: int
    residual: float
    by_step: float
    by_prompt: float
    weight: float
    trust: float
    """Below 1 for a point that lies far off; it is in the weight."""


def _solve(lines: Sequence[_Line], spreads: Spreads, at: Factors) -> Factors:
    """The factors that are best for these lines, which were drawn at `at`; a 2 by 2 system."""
    a, b, c = spreads.step**-2, 0.0, spreads.prompt**-2
    by_step, by_prompt = -a * at.step, -c * at.prompt
    for line in lines:
        by_step += line.weight * line.by_step * line.residual
        by_prompt += line.weight * line.by_prompt * line.residual
        a += line.weight * line.by_step**2
        b += line.weight * line.by_step * line.by_prompt
        c += line.weight * line.by_prompt**2
    determinant = a * c - b * b
    step, prompt = (c * by_step - b * by_prompt) / determinant, (a * by_prompt - b * by_step) / determinant
    return Factors(
        step=at.step + max(-_LONGEST_MOVE, min(_LONGEST_MOVE, step)),
        prompt=at.prompt + max(-_LONGEST_MOVE, min(_LONGEST_MOVE, prompt)),
        step_sd=math.sqrt(c / determinant),
        prompt_sd=math.sqrt(a / determinant),
    )


def point_weights(points: Sequence[Point], spreads: Spreads) -> list[float]:
    """Weight of each point: a layout counts by the variance of its mean, shared by the points it has.

    A layout with loads l has the variance layout^2 + point^2 / l about its group. Several metrics of one load
    say nearly the same, so it is the loads that are counted.
    """
    rows = Counter((point.layout, point.is_prompt) for point in points)
    loads = Counter(
        (layout, is_prompt)
        for layout, is_prompt, _ in {(point.layout, point.is_prompt, point.load) for point in points}
    )
    weights = []
    for point in points:
        alike = (point.layout, point.is_prompt)
        if point.is_prompt:
            variance = spreads.prompt_point**2 / loads[alike]
        else:
            variance = spreads.layout**2 + spreads.point**2 / loads[alike]
        weights.append(1 / (variance * rows[alike]))
    return weights


def _lines(
    points: Sequence[Point], predict: Predict, weights: Sequence[float], spreads: Spreads, at: Factors
) -> list[_Line]:
    """A line for each point that can be predicted at these factors and just beside them."""
    corrections = [
        Correction(step_factor=math.exp(at.step + up), prompt_factor=math.exp(at.prompt + across))
        for up, across in ((0.0, 0.0), (_NUDGE, 0.0), (0.0, _NUDGE))
    ]
    found = []
    for index, point in enumerate(points):
        mids = [mid for correction in corrections if (mid := predict(index, correction)) is not None]
        if len(mids) == len(corrections):
            here, by_step, by_prompt = (math.log(mid) for mid in mids)
            residual = math.log(point.measured) - here
            slopes = _told((by_step - here) / _NUDGE, (by_prompt - here) / _NUDGE, point)
            found.append(_Line(index, residual, *slopes, weights[index], 1.0))
    by_metric: dict[str, list[float]] = {}
    for line in found:
        by_metric.setdefault(points[line.place].metric, []).append(line.residual)
    middles = {metric: median(residuals) for metric, residuals in by_metric.items()}
    lines = []
    for line in found:
        point = points[line.place]
        off = abs(line.residual - middles[point.metric])
        usual = spreads.prompt_point if point.is_prompt else spreads.noise
        trust = min(1.0, _HUBER * usual / off) if off else 1.0
        lines.append(line._replace(weight=line.weight * trust, trust=trust))
    return lines


def _told(by_step: float, by_prompt: float, point: Point) -> tuple[float, float]:
    """What a point answers to, of the factor that it may tell of: the one that it is mostly made of.

    Prompts steal a little time from every step. Were that little let to tell of the prompt factor, whatever
    the model has wrong about large batches would go into it.
    """
    if point.is_prompt or abs(by_prompt) > abs(by_step):
        return 0.0, by_prompt
    return by_step, 0.0
