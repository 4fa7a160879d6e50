"""The fewest cards that serve a demand, why the next smaller number does not, and what would make it do."""

from collections.abc import Iterator

import msgspec

from advisor.catalogue.accelerator import Accelerator
from advisor.catalogue.calibration import Calibration
from advisor.catalogue.catalogue import Catalogue
from advisor.catalogue.model import Model
from advisor.catalogue.support import best_support, find_support
from advisor.estimate.layout import Layout
from advisor.plan.attempt import Attempt, try_cards
from advisor.plan.demand import Asked, Demand, resolve_demand
from advisor.plan.help import Help, Sizing, helps_of
from advisor.plan.operating_point import OperatingPoint, calibrated
from advisor.plan.options import find_checkpoint
from advisor.plan.result import Reason
from advisor.plan.standard_counts import server_cards, standard_counts


class Smallest(msgspec.Struct, frozen=True, kw_only=True):
    """The answer to a demand."""

    demand: Demand
    asked: Asked
    attempts: tuple[Attempt, ...]
    """Every standard count tried, fewest first, to the first that serves."""
    cards_per_server: int
    server: str
    stack: str
    stack_status: str
    """supported, experimental, unsupported or unknown."""
    checkpoint: str | None
    """Released checkpoint in this format; None: none is on file."""
    calibration: Calibration | None = None
    """An own benchmark by which speeds are adjusted."""
    helps: tuple[Help, ...] = ()
    """What would make `smaller` do."""
    safe_cards: int | None = None
    """Where the answer is tight: the fewest cards that serve at the bad ends of the ranges too."""

    @property
    def answer(self) -> Attempt | None:
        """The fewest cards that serve; None where no standard count does."""
        last = self.attempts[-1]
        return last if last.serves else None

    @property
    def smaller(self) -> Attempt | None:
        """The largest count that does not serve; None where the smallest serves."""
        failed = [attempt for attempt in self.attempts if not attempt.serves]
        return failed[-1] if failed else None


def find_smallest(demand: Demand, catalogue: Catalogue) -> Smallest:
    """The smallest standard count that fits the memory and meets the limits at mid values.

    With users or a rate the requests in flight follow from Little's law on each layout, since its time per
    token depends on them. BriefError for a demand that can't be answered, UnknownProfileError for an id.
    """
    model = catalogue.models[demand.model]
    accelerator = catalogue.accelerators[demand.accelerator]
    asked = resolve_demand(demand, catalogue)
    seed, status = _seed(demand, asked, model, accelerator, catalogue)
    per_server = server_cards(accelerator, catalogue)
    attempts = tuple(_attempts(seed, asked, per_server))
    found = Smallest(
        demand=demand,
        asked=asked,
        attempts=attempts,
        cards_per_server=per_server,
        server=accelerator.servers[0],
        stack=seed.layout.stack,
        stack_status=status,
        calibration=seed.calibration,
        checkpoint=(released.repository if (released := find_checkpoint(model, demand.weights)) else None),
    )
    sizing = Sizing(
        seed=seed,
        asked=asked,
        attempts=attempts,
        cards_per_server=per_server,
        stacks=tuple(catalogue.stacks.values()),
    )
    return msgspec.structs.replace(
        found, helps=tuple(helps_of(sizing)), safe_cards=_safe_cards(found, seed, asked, per_server)
    )


def _safe_cards(found: Smallest, seed: OperatingPoint, asked: Asked, per_server: int) -> int | None:
    """The first count above a tight answer that is not tight."""
    if found.answer is None or not found.answer.tight:
        return None
    for cards in standard_counts(per_server):
        if cards > found.answer.cards:
            attempt = try_cards(seed, asked, cards, per_server)
            if attempt.serves and not attempt.tight:
                return cards
    return None


def _seed(
    demand: Demand, asked: Asked, model: Model, accelerator: Accelerator, catalogue: Catalogue
) -> tuple[OperatingPoint, str]:
    """What every layout is tried with; its own layout is a placeholder."""
    if demand.stack is None:
        stacks = catalogue.stacks.values()
        support, stack = best_support(accelerator, model, demand.weights, stacks)
    else:
        stack = demand.stack
        support = find_support(catalogue.stacks[stack], accelerator, model, demand.weights)
    layout = Layout(
        accelerator=accelerator.id, cards=1, nodes=1, weights=demand.weights, kv=demand.kv, tp=1, stack=stack
    )
    path = demand.path or (support.path if support else "default")
    seed = OperatingPoint(model=model, accelerator=accelerator, layout=layout, load=asked.load, path=path)
    return calibrated(seed, catalogue), support.status if support else "unknown"


def _attempts(seed: OperatingPoint, asked: Asked, per_server: int) -> Iterator[Attempt]:
    """Each standard count to the first that serves; the first alone where none changes what is missed."""
    hopeless = _hopeless(seed)
    counts = standard_counts(per_server)
    for cards in counts:
        if hopeless:
            yield Attempt(cards=cards, reasons=hopeless)
            return
        attempt = try_cards(seed, asked, cards, per_server)
        yield attempt
        if attempt.serves or any(reason.code in _WHATEVER_THE_COUNT for reason in attempt.reasons):
            return


_WHATEVER_THE_COUNT = (
    "context_exceeds_model", "speed_unknown_rates", "speed_unknown_bandwidth", "speed_unknown_relatives"
)  # fmt: skip


def _hopeless(seed: OperatingPoint) -> tuple[Reason, ...]:
    """Formats that the part does not compute."""
    layout, accelerator = seed.layout, seed.accelerator
    if layout.weights not in accelerator.weights_formats:
        return (Reason(code="format_unsupported", subject=layout.weights),)
    if layout.kv not in accelerator.kv_formats:
        return (Reason(code="format_unsupported", subject=f"{layout.kv} KV cache"),)
    return ()
