"""One deployment asked about directly: does it fit, and how fast is it."""

import msgspec

from advisor.catalogue.accelerator import Accelerator
from advisor.catalogue.catalogue import Catalogue
from advisor.catalogue.model import Model
from advisor.catalogue.record import KvFormat, WeightsFormat
from advisor.catalogue.stack import Support
from advisor.catalogue.support import best_support, find_support
from advisor.estimate.layout import Layout, Load
from advisor.estimate.result import MemoryFit, Speed
from advisor.estimate.speed import Path
from advisor.estimate.speed_gap import speed_gap
from advisor.plan.errors import BriefError
from advisor.plan.judge import context_reasons, gap_reasons, memory_reasons, speed_reasons
from advisor.plan.layout_choice import layouts_on, merit
from advisor.plan.operating_point import OperatingPoint, calibrated, can_draft
from advisor.plan.options import find_checkpoint
from advisor.plan.parted_cache import CONTEXT_PARALLEL_STACKS, roomiest_parted
from advisor.plan.pools import pool_fits, pool_layouts
from advisor.plan.result import Reason


class Probe(msgspec.Struct, frozen=True, kw_only=True):
    """A deployment named outright. What is None is chosen: the layout with the most headroom or speed."""

    model: str
    accelerator: str
    cards: int
    weights: WeightsFormat
    load: Load
    nodes: int | None = None
    kv: KvFormat = "bf16"
    tp: int | None = None
    pp: int | None = None
    ep: int | None = None
    dp: int | None = None
    stack: str | None = None
    path: Path | None = None
    speculative: bool = False
    """The model's own layers for further tokens draft them."""
    disaggregated: bool = False
    """Part of the cards only reads prompts; which part is chosen."""


class ProbeAnswer(msgspec.Struct, frozen=True, kw_only=True):
    """What was found. `memory` is None where no layout exists or the format can't be computed."""

    layout: Layout | None
    memory: MemoryFit | None
    speed: Speed | None
    reasons: tuple[Reason, ...]
    checkpoint: str | None
    """Released checkpoint in this format; None: none is on file, and one must be made if none is released."""
    stack_status: str
    """supported, experimental, unsupported or unknown."""
    point: OperatingPoint | None = None
    """What a speed was asked of, whether or not it fits; None where no speed could be given."""
    context_parallel: int = 1
    """Ranks that must part the tokens of one cache for it to fit; 1: none. No speed is known of it."""

    @property
    def fits(self) -> bool:
        """True when nothing stands against it."""
        return not self.reasons


def probe_fit(probe: Probe, catalogue: Catalogue) -> ProbeAnswer:
    """Memory of the layout of these cards that leaves the most headroom."""
    return _probe(probe, catalogue, want_speed=False)


def probe_speed(probe: Probe, catalogue: Catalogue) -> ProbeAnswer:
    """Memory and speed of the fastest layout that fits these cards."""
    return _probe(probe, catalogue, want_speed=True)


def _probe(probe: Probe, catalogue: Catalogue, *, want_speed: bool) -> ProbeAnswer:
    model = catalogue.models[probe.model]
    accelerator = catalogue.accelerators[probe.accelerator]
    support, stack, status = _stack(probe, catalogue, accelerator, model)
    checkpoint = find_checkpoint(model, probe.weights)
    layout: Layout | None = None
    memory: MemoryFit | None = None
    speed: Speed | None = None
    point: OperatingPoint | None = None
    context_parallel = 1
    reasons: tuple[Reason, ...] = ()
    if probe.weights not in accelerator.weights_formats:
        reasons = (Reason(code="format_unsupported", subject=probe.weights),)
    elif probe.kv not in accelerator.kv_formats:
        reasons = (Reason(code="format_unsupported", subject=f"{probe.kv} KV cache"),)
    elif points := _points(probe, catalogue, model, accelerator, stack, support):
        fitted = [(here, here.memory()) for here in points]
        roomiest, memory = max(fitted, key=lambda pair: pair[1].headroom_bytes)
        layout = roomiest.layout
        reasons = context_reasons(model, probe.load)
        if want_speed and memory.fits and speed_gap(accelerator) is None:
            point = max((here for here, held in fitted if held.fits), key=merit)
            layout, memory, speed = point.layout, point.memory(), point.speed()
            reasons = (*reasons, *speed_reasons(speed, probe.load))
        elif want_speed and memory.fits:
            reasons = (*reasons, *gap_reasons(accelerator, memory))
        else:
            point = roomiest if want_speed and speed_gap(accelerator) is None else None
            if not memory.fits and not want_speed and stack in CONTEXT_PARALLEL_STACKS:
                layout, memory, context_parallel = roomiest_parted(points) or (layout, memory, 1)
            reasons = (*reasons, *memory_reasons(memory))
    elif probe.disaggregated:
        reasons = (Reason(code="no_pools", subject=str(probe.cards)),)
    else:
        reasons = (Reason(code="no_layout", needed=float(probe.cards), unit="cards"),)
    return ProbeAnswer(
        layout=layout,
        memory=memory,
        speed=speed,
        reasons=reasons,
        checkpoint=checkpoint.repository if checkpoint else None,
        stack_status=status,
        point=point,
        context_parallel=context_parallel,
    )


def _stack(
    probe: Probe, catalogue: Catalogue, accelerator: Accelerator, model: Model
) -> tuple[Support | None, str, str]:
    """The asked stack's line about this, or the best line of any stack; its id and status."""
    if probe.stack is not None:
        support = find_support(catalogue.stacks[probe.stack], accelerator, model, probe.weights)
        return support, probe.stack, support.status if support else "unknown"
    support, stack_id = best_support(accelerator, model, probe.weights, catalogue.stacks.values())
    return support, stack_id, support.status if support else "unknown"


def _points(
    probe: Probe,
    catalogue: Catalogue,
    model: Model,
    accelerator: Accelerator,
    stack: str,
    support: Support | None,
) -> list[OperatingPoint]:
    """Every layout of these cards that meets what the probe fixes, under its load."""
    per_node = _cards_per_node(probe, catalogue, accelerator)
    unadjusted = OperatingPoint(
        model=model,
        accelerator=accelerator,
        layout=Layout(
            accelerator=accelerator.id, cards=probe.cards, nodes=max(1, probe.cards // per_node),
            weights=probe.weights, kv=probe.kv, tp=1, stack=stack, speculative=_drafts(probe, model),
        ),
        load=probe.load,
        path=probe.path or (support.path if support else "default"),
    )  # fmt: skip
    seed = calibrated(unadjusted, catalogue)
    layouts = list(layouts_on(seed, probe.cards, per_node))
    if probe.disaggregated:
        layouts = [layout for layout in pool_layouts(seed) if pool_fits(seed, layout)]
    return [msgspec.structs.replace(seed, layout=layout) for layout in _as_fixed(probe, layouts)]


def _as_fixed(probe: Probe, layouts: list[Layout]) -> list[Layout]:
    """Those with the parallelism that the probe fixes; BriefError with what is possible where none has."""
    fixed = {name: getattr(probe, name) for name in ("tp", "pp", "ep", "dp")}
    chosen = [
        layout
        for layout in layouts
        if all(wanted is None or getattr(layout, name) == wanted for name, wanted in fixed.items())
    ]
    if layouts and not chosen:
        stated = ", ".join(f"{name}={wanted}" for name, wanted in fixed.items() if wanted is not None)
        known = sorted({(layout.tp, layout.pp, layout.dp, layout.ep) for layout in layouts})
        shown = "; ".join("tp={} pp={} dp={} ep={}".format(*parts) for parts in known[:8])
        raise BriefError(stated, f"no such layout of {probe.cards} cards; possible: {shown}")
    return chosen


def _drafts(probe: Probe, model: Model) -> bool:
    """Whether tokens are drafted; BriefError where the model was released without layers for it."""
    if probe.speculative and not can_draft(model):
        raise BriefError(
            "speculative",
            f"{model.id} has no layers that predict further tokens; a separate draft model is not predicted",
        )
    return probe.speculative


def _cards_per_node(probe: Probe, catalogue: Catalogue, accelerator: Accelerator) -> int:
    server_cards = catalogue.servers[accelerator.servers[0]].cards
    if probe.nodes is None:
        if probe.cards > server_cards and probe.cards % server_cards:
            below = probe.cards // server_cards * server_cards
            raise BriefError(
                "count",
                f"{probe.cards} cards make no whole servers of {server_cards}; "
                f"{below} or {below + server_cards} do, or give --nodes",
            )
        return min(server_cards, probe.cards)
    if probe.cards % probe.nodes:
        raise BriefError("nodes", f"{probe.cards} cards don't divide over {probe.nodes} nodes")
    return probe.cards // probe.nodes
