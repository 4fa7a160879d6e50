"""Which (accelerator, weights format, stack) could serve a model, and why the others can't."""

from collections.abc import Iterator

import msgspec

from advisor.catalogue.accelerator import Accelerator
from advisor.catalogue.catalogue import Catalogue
from advisor.catalogue.model import Checkpoint, Model
from advisor.catalogue.record import WEIGHTS_FORMATS, WeightsFormat
from advisor.catalogue.server import Server
from advisor.catalogue.stack import Stack, Support
from advisor.plan.result import Reason, Rejection


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
    in the second case the checkpoint must be made, and the setup says so.
    """
    stacks = list(catalogue.stacks.values())
    for accelerator in catalogue.accelerators.values():
        for weights in WEIGHTS_FORMATS:
            checkpoint = find_checkpoint(model, weights)
            rows = [
                (stack, support)
                for stack in stacks
                if (support := find_support(stack, accelerator, model, weights)) is not None
            ]
            if checkpoint is None and not rows:
                continue
            if weights not in accelerator.weights_formats:
                yield _reject(accelerator, weights, "format_unsupported", weights)
            elif not rows:
                yield _reject(accelerator, weights, "stack_unsupported", model.id)
            for stack, support in rows if weights in accelerator.weights_formats else ():
                if support.status == "unsupported":
                    yield _reject(accelerator, weights, "stack_unsupported", model.id, stack.id)
                else:
                    yield Option(
                        accelerator=accelerator,
                        server=catalogue.servers[accelerator.servers[0]],
                        weights=weights,
                        checkpoint=checkpoint,
                        stack=stack,
                        support=support,
                    )


def find_checkpoint(model: Model, weights: WeightsFormat) -> Checkpoint | None:
    """The released checkpoint in a format, the publisher's own before others'."""
    found = [checkpoint for checkpoint in model.checkpoints if checkpoint.weights == weights]
    return min(found, key=lambda checkpoint: not checkpoint.official, default=None)


def find_support(
    stack: Stack, accelerator: Accelerator, model: Model, weights: WeightsFormat
) -> Support | None:
    """The stack's own line about this model, family and format, if it has one."""
    for support in stack.support:
        if support.family == accelerator.family and model.id in support.models and weights in support.weights:
            return support
    return None


def _reject(accelerator: Accelerator, weights: str, code: str, subject: str, stack: str = "") -> Rejection:
    return Rejection(
        accelerator=accelerator.id,
        weights=weights,
        stack=stack,
        reasons=(Reason(code=code, subject=subject),),
    )
