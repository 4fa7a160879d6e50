"""USD per million output tokens: TCO over what the setup puts out in the horizon."""

from decimal import Decimal
from typing import NamedTuple, Protocol

from advisor.cost.energy import HOURS_A_YEAR
from advisor.cost.interval import Interval, of_figure
from advisor.cost.lines import Assumptions, figure_of
from advisor.figures import Money, Range, usd

_SECONDS_A_YEAR = HOURS_A_YEAR * 3600
_MILLION = 1_000_000
_NOTHING = Money(Decimal(0), Decimal(0), Decimal(0))


class SpeedAtLoad(Protocol):
    """What the cost model needs to know of a speed."""

    @property
    def output_tok_s(self) -> Range:
        """Output tokens a second of the whole setup at the load."""
        ...


class Output(NamedTuple):
    """Millions of output tokens a year, and the mean rate over the rate at the load."""

    mtok_per_year: Interval
    utilisation: float
    utilisation_known: bool


def yearly_output(output_tok_s: Range, assumptions: Assumptions) -> Output:
    """Rate at the load x utilisation x a year's seconds; utilisation = 1 / `load.peak_to_mean`.

    The load is that of the busy hour, so the mean over a year is lower. The utilisation is one stated
    assumption for all setups, not a part of the interval: only the speed spreads it.
    """
    figure = figure_of(assumptions, "load.peak_to_mean")
    peak_to_mean = of_figure(figure, "ratio").mid if figure else Decimal(1)
    rates = Interval(
        *(Decimal(str(rate)) for rate in (output_tok_s.low, output_tok_s.mid, output_tok_s.high))
    )
    tokens = rates.scaled(_SECONDS_A_YEAR).divided(peak_to_mean)
    return Output(tokens.divided(_MILLION), float(1 / peak_to_mean), figure is not None)


def per_million(tco: Money, output: Output, years: int) -> Money:
    """USD per million output tokens: low cost meets high output and the other way round.

    With an unknown utilisation the load is taken to last all year, so the figure is "at least".
    """
    missing = tco.missing if output.utilisation_known else (*tco.missing, "utilisation")
    tokens = output.mtok_per_year.scaled(years)
    if not tokens.low > 0:
        return Money(_NOTHING.low, _NOTHING.mid, _NOTHING.high, (*missing, "output"))
    return Money(usd(tco.low / tokens.high), usd(tco.mid / tokens.mid), usd(tco.high / tokens.low), missing)
