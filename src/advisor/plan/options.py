"""Which (accelerator, weights format, stack) could serve a model, and why the others can't."""

from collections.abc import Iterator

import msgspec

from advisor.catalogue.accelerator import Accelerator
from advisor.catalogue.catalogue import Catalogue
from advisor.catalogue.model import Checkpoint, Model
from advisor.catalogue.record import WEIGHTS_FORMATS, WeightsFormat
from advisor.catalogue.server import Server
from advisor.catalogue.stack import Stack, Support
from advisor.catalogue.support import lines_about, pick_line
from advisor.plan.result import Reason, Rejection

ANY_FORMAT = "any"
"""In the place of a format: the part is turned down in every one of them for one reason."""


class Option(msgspec.Struct, frozen=True, kw_only=True):
    """A part, a format and a stack that go together; its counts and layouts are still open."""

    accelerator: Accelerator
    server: Server
    weights: WeightsFormat
    checkpoint: Checkpoint | None
    stack: Stack
    support: Support


def list_options(model: Model, catalogue: Catalogue) -> Iterator[Option | Rejection]:
    """Every option of the catalogue, and a rejection for each released format that a part can't run.

    A format counts when a checkpoint is released in it or a stack's support matrix lists it for the model:
    in the second case the checkpoint must be made, and the setup says so. A part on which no stack runs the
    model, in any format that the part computes, is turned down once.
    """
    lines = lines_about(model, catalogue.stacks.values())
    checkpoints = {weights: find_checkpoint(model, weights) for weights in WEIGHTS_FORMATS}
    for accelerator in catalogue.accelerators.values():
        rows = {
            weights: _rows(lines.get(accelerator.family, []), accelerator, weights)
            for weights in WEIGHTS_FORMATS
        }
        if not any(rows[weights] for weights in accelerator.weights_formats):
            yield _reject(accelerator, ANY_FORMAT, "no_stack", model.id)
            continue
        server = catalogue.servers[accelerator.servers[0]]
        for weights in WEIGHTS_FORMATS:
            checkpoint = checkpoints[weights]
            if weights not in accelerator.weights_formats and (checkpoint or rows[weights]):
                yield _reject(accelerator, weights, "format_unsupported", weights)
            elif checkpoint is not None and not rows[weights]:
                yield _reject(accelerator, weights, "stack_unsupported", model.id)
            for stack, support in rows[weights] if weights in accelerator.weights_formats else ():
                yield Option(
                    accelerator=accelerator,
                    server=server,
                    weights=weights,
                    checkpoint=checkpoint,
                    stack=stack,
                    support=support,
                )


def _rows(
    about: list[tuple[Stack, tuple[Support, ...]]], accelerator: Accelerator, weights: WeightsFormat
) -> list[tuple[Stack, Support]]:
    """Each stack that runs the model on this part in this format, with its line about it."""
    return [
        (stack, line)
        for stack, lines in about
        if (line := pick_line(lines, accelerator, weights)) is not None and line.status != "unsupported"
    ]


def find_checkpoint(model: Model, weights: WeightsFormat) -> Checkpoint | None:
    """The released checkpoint in a format, the publisher's own before others'."""
    found = [checkpoint for checkpoint in model.checkpoints if checkpoint.weights == weights]
    return min(found, key=lambda checkpoint: not checkpoint.official, default=None)


def _reject(accelerator: Accelerator, weights: str, code: str, subject: str) -> Rejection:
    return Rejection(
        accelerator=accelerator.id, weights=weights, reasons=(Reason(code=code, subject=subject),)
    )
