"""The arithmetic behind a part of a time, as a sentence that an engineer can recompute."""

from collections.abc import Iterator
from math import floor, log10, prod

from advisor.estimate.result import Arithmetic, Factor, Term
from advisor.wording.numbers import quantity_text

_PARTS: dict[str, str] = {
    "experts": "routed experts that the batch takes",
    "other": "all other weights",
    "linear": "matrix products",
    "attention": "attention",
}
_FACTORS: dict[str, str] = {
    "efficiency": "fitted",
    "layout": "batch, stack and layout",
    "path": "untuned kernels",
    "interference": "felt by the median token",
    "median": "median step",
    "correction": "own measurements",
    "exposed": "not hidden",
    "steps": "steps before the first token",
    "prompts": "fitted",
    "stages": "shared by stages",
}
FITTED_NOTE = (
    "Fitted: what a rate of the data sheet comes to in service, from measured rows; above 1 where "
    "work overlaps."
)
_SCALES: tuple[tuple[float, str], ...] = ((1e15, "P"), (1e12, "T"), (1e9, "G"), (1e6, "M"), (1e3, "k"))
_NOTABLE = 0.0005
"""A factor nearer to 1 changes no digit that is shown."""


def term_ms_text(ms: float) -> str:
    """Milliseconds with enough digits to add up: "15.98 ms", "324.8 ms", "1,130 ms"."""
    return quantity_text(ms, "ms", decimals=0 if ms >= 1000 else 1 if ms >= 100 else 2)


def arithmetic_sentences(term: Term) -> Iterator[str]:
    """A sentence for each quantity of the part; none where the engine does not tell.

    As in "routed experts that the batch takes: 57.0 GB a device over 4.8 TB/s x 0.95 (fitted) = 12.5 ms".
    """
    shown = [one for one in term.arithmetic if one.quantity > 0]
    for one in shown:
        name = f"{_PARTS.get(one.part, one.part)}: " if one.part else ""
        words = f"{name}{_main(term, one)}{''.join(_factor_text(factor) for factor in one.factors)}"
        if len(shown) > 1 or one.alone_ms is not None:
            words += f" = {term_ms_text(arithmetic_ms(one))}"
        if one.alone_ms is not None:
            words += " alone"
        yield words
    if any(one.alone_ms is not None for one in shown):
        yield "it runs while weights are read; only what it adds to that is counted"


def arithmetic_ms(one: Arithmetic) -> float:
    """Milliseconds of a quantity, as the formula of `Arithmetic` has it."""
    on_rate = prod(factor.value for factor in one.factors if factor.on == "rate")
    on_time = prod(factor.value for factor in one.factors if factor.on == "time")
    if one.each_unit == "us":
        return 1e-3 * one.quantity * one.each * on_time
    if one.each_unit == "ms":
        return one.quantity * one.each * on_time
    return 1e3 * one.quantity / (one.each * on_rate) * on_time


def _main(term: Term, one: Arithmetic) -> str:
    """Quantity and rate: "57.0 GB a device over 4.8 TB/s", "78 layers x 147 us"."""
    if one.each_unit in ("B/s", "FLOP/s"):
        rate = _scaled(one.each, "FLOPS" if one.each_unit == "FLOP/s" else one.each_unit)
        return f"{_scaled(one.quantity, one.unit)} a device over {rate}"
    return f"{_counted(term, one)} x {three_digits(one.each)} {one.each_unit}"


def _counted(term: Term, one: Arithmetic) -> str:
    count = three_digits(one.quantity) if one.quantity % 1 else f"{one.quantity:,.0f}"
    if one.unit == "prompts" and term.code == "prompt":
        return "the own prompt"
    if one.unit == "prompts":
        return f"{count} prompts of others{' a token' if term.code == 'prefill' else ''}"
    if one.unit == "rows":
        return f"{count} rows (layers x tokens of a rank)"
    if one.unit == "steps" and one.quantity == 1:
        return "a step"
    return f"{count} {one.unit}"


def _factor_text(factor: Factor) -> str:
    if abs(factor.value - 1) < _NOTABLE:
        return ""
    if factor.code == "speculation" and factor.value > 0:
        return f" / {three_digits(1 / factor.value)} (tokens a step)"
    return f" x {three_digits(factor.value)} ({_FACTORS.get(factor.code, factor.code)})"


def _scaled(value: float, unit: str) -> str:
    """With a prefix: "57.0 GB", "4.8 TB/s", "1,979 TFLOPS" as a rate below 10 PFLOPS."""
    for scale, prefix in _SCALES:
        if value >= (10 * scale if prefix == "P" else scale):
            return f"{three_digits(value / scale)} {prefix}{unit}"
    return f"{three_digits(value)} {unit}"


def three_digits(value: float) -> str:
    """At least three significant digits, thousands grouped: "0.0303", "1.43", "147", "1,979"."""
    if value == 0:
        return "0"
    return f"{value:,.{max(0, 2 - floor(log10(abs(value))))}f}"
