"""Figures as a page shows them: as the source states them, the bounds beside the value."""

from advisor.figures import Figure

_BARE = frozenset({"count", "ratio"})
"""Units that read better unsaid: 1.3, 0.35, 8."""
_BILLION = 1e9


def figure_value(figure: Figure, unit: str = "") -> str:
    """Value, unit and bounds: "0.075 USD/kWh (0.0659 to 0.09)"; `unit` replaces the unit's own words."""
    if figure.unit == "parameters":
        return _with_bounds(figure, _BILLION, " billion")
    if figure.unit == "%":
        return _with_bounds(figure, 1.0, "%")
    if figure.unit in _BARE:
        return _with_bounds(figure, 1.0, f" {unit}".rstrip())
    return _with_bounds(figure, 1.0, f" {unit or figure.unit}")


def number_text(value: float) -> str:
    """A number with its thousands grouped and no digits that nobody stated: 15,832, 0.0659."""
    return f"{value:,.10g}" if abs(value) < 1e10 else f"{value:.6g}"


def list_text(items: tuple[object, ...]) -> str:
    """Ids or words in one line."""
    return ", ".join(str(item) for item in items)


def choice_text(value: str) -> str:
    """A word of a vocabulary: "second_hand" is "second hand"."""
    return value.replace("_", " ")


def _with_bounds(figure: Figure, divisor: float, unit: str) -> str:
    text = f"{number_text(figure.value / divisor)}{unit}"
    low = figure.value if figure.low is None else figure.low
    high = figure.value if figure.high is None else figure.high
    if low == high:
        return text
    return f"{text} ({number_text(low / divisor)} to {number_text(high / divisor)})"
