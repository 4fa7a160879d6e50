"""What the serving stacks say about one model: by its id first, then by its architecture, then nothing."""

from collections.abc import Iterable

import msgspec

from advisor.catalogue.accelerator import Accelerator
from advisor.catalogue.model import Model
from advisor.catalogue.record import AcceleratorFamily, WeightsFormat
from advisor.catalogue.stack import Stack, Support

Lines = dict[AcceleratorFamily, list[tuple[Stack, tuple[Support, ...]]]]
"""Family -> each stack with its lines about a model there; a stack without such a line is left out."""


def lines_about(model: Model, stacks: Iterable[Stack]) -> Lines:
    """Every line about a model, by family: each stack is read through once, however many parts there are."""
    found: Lines = {}
    for stack in stacks:
        for family, lines in _lines_of(stack, model).items():
            found.setdefault(family, []).append((stack, lines))
    return found


def find_support(
    stack: Stack, accelerator: Accelerator, model: Model, weights: WeightsFormat
) -> Support | None:
    """The stack's line about this model, family and format, if it has one.

    A line that names the model by its id counts as it stands. Where no line of the family names it, one that
    lists its architecture (`model_type`) serves: the engine implements such models here, but nobody says
    that this one was tried or that kernels were tuned for it, so the line comes back as experimental, on the
    default path, with low confidence. Of lines that say the same, one that names the part goes before one
    about the whole family.
    """
    return pick_line(_lines_of(stack, model).get(accelerator.family, ()), accelerator, weights)


def best_support(
    accelerator: Accelerator, model: Model, weights: WeightsFormat, stacks: Iterable[Stack]
) -> tuple[Support | None, str]:
    """The best line of these stacks about a model on a part in a format, and the stack's id.

    Supported before experimental before unsupported; of equals the first. (None, "vllm") without a line.
    """
    found = [
        (line, stack.id)
        for stack in stacks
        if (line := find_support(stack, accelerator, model, weights)) is not None
    ]
    order = ("supported", "experimental", "unsupported")
    return min(found, key=lambda pair: order.index(pair[0].status), default=(None, "vllm"))


def pick_line(lines: Iterable[Support], accelerator: Accelerator, weights: WeightsFormat) -> Support | None:
    """The line about this part and format, of a stack's lines about one model on one family."""
    fitting = [
        line
        for line in lines
        if weights in line.weights and (not line.accelerators or accelerator.id in line.accelerators)
    ]
    return min(fitting, key=lambda line: not line.accelerators, default=None)


def _lines_of(stack: Stack, model: Model) -> dict[AcceleratorFamily, tuple[Support, ...]]:
    """The stack's lines about a model, by family; lines by architecture only where none names the model."""
    named: dict[AcceleratorFamily, tuple[Support, ...]] = {}
    alike: dict[AcceleratorFamily, tuple[Support, ...]] = {}
    for line in stack.support:
        if model.id in line.models:
            named[line.family] = (*named.get(line.family, ()), line)
        elif model.model_type and model.model_type in line.model_types:
            alike[line.family] = (*alike.get(line.family, ()), _by_architecture(line, model))
    return {**alike, **named}


def _by_architecture(line: Support, model: Model) -> Support:
    """The line as it holds for a model that it does not name."""
    status = "unsupported" if line.status == "unsupported" else "experimental"
    note = f"Known by its architecture ({model.model_type}) only; nobody states that this model was tried."
    return msgspec.structs.replace(
        line, status=status, path="default", confidence="low", tested=None, measured=(), since="", note=note
    )
