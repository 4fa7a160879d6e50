"""Two factors on predicted times, from measured points: robust against single rows, drawn towards 1.

In logarithms the model is `measured = predicted(step, prompt) + layout + noise`: one deviation of the whole
group, which is wanted, one of each layout, and noise of each point. The group's deviation is found as its best
linear predictor, which for n points of one layout that the step alone decides is their mean times n / (n + k).
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
_LONGEST_STEP = 0.7
_HUBER = 1.345
"""Residuals beyond this many standard deviations count by their size, not its square (Huber 1964)."""


class Point(NamedTuple):
    """One measured figure. What is equal in `layout` ran on the same deployment; in `load`, under one load."""

    measured: float
    metric: str
    layout: int
    load: int
    is_prompt: bool
    """The time, or rate, of reading prompts; else of writing answers."""


Predict = Callable[[int, Correction], float | None]
"""Index of a point and a correction -> predicted mid, in the unit of the point; None where there is none."""


class Spreads(NamedTuple):
    """Standard deviations of log(measured / predicted) that a group of rows shows before anything is known."""

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
    priors = (spreads.step**-2, spreads.prompt**-2)
    step = prompt = 0.0
    information = (priors[0], 0.0, priors[1])
    for _ in range(_ROUNDS):
        lines = _lines(points, predict, weights, spreads, (step, prompt))
        pull = [-priors[0] * step, -priors[1] * prompt]
        a, b, c = priors[0], 0.0, priors[1]
        for residual, by_step, by_prompt, weight in lines:
            pull[0] += weight * by_step * residual
            pull[1] += weight * by_prompt * residual
            a += weight * by_step**2
            b += weight * by_step * by_prompt
            c += weight * by_prompt**2
        information = (a, b, c)
        determinant = a * c - b * b
        move = ((c * pull[0] - b * pull[1]) / determinant, (a * pull[1] - b * pull[0]) / determinant)
        step += max(-_LONGEST_STEP, min(_LONGEST_STEP, move[0]))
        prompt += max(-_LONGEST_STEP, min(_LONGEST_STEP, move[1]))
        if max(map(abs, move)) < _CLOSE:
            break
    a, b, c = information
    determinant = a * c - b * b
    return Factors(
        step=step,
        prompt=prompt,
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
    points: Sequence[Point],
    predict: Predict,
    weights: Sequence[float],
    spreads: Spreads,
    at: tuple[float, float],
) -> list[tuple[float, float, float, float]]:
    """(residual, answer to the step factor, to the prompt factor, weight) of each point with a prediction."""
    step, prompt = at
    here, more_step, more_prompt = (
        Correction(step_factor=math.exp(step + up), prompt_factor=math.exp(prompt + across))
        for up, across in ((0.0, 0.0), (_NUDGE, 0.0), (0.0, _NUDGE))
    )
    found = []
    for index, point in enumerate(points):
        mids = [predict(index, correction) for correction in (here, more_step, more_prompt)]
        if None in mids:
            continue
        mid, by_step, by_prompt = (math.log(value) for value in mids if value is not None)
        found.append(
            (index, math.log(point.measured) - mid, (by_step - mid) / _NUDGE, (by_prompt - mid) / _NUDGE)
        )
    middles = {
        metric: median(residual for index, residual, *_ in found if points[index].metric == metric)
        for metric in {points[index].metric for index, *_ in found}
    }
    lines = []
    for index, residual, by_step, by_prompt in found:
        usual = spreads.prompt_point if points[index].is_prompt else spreads.noise
        off = abs(residual - middles[points[index].metric])
        trusted = min(1.0, _HUBER * usual / off) if off else 1.0
        lines.append((residual, by_step, by_prompt, weights[index] * trusted))
    return lines
