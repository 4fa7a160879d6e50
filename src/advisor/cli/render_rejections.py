"""The near-misses and the rejections that `plan` shows."""

from collections.abc import Sequence

from rich.console import RenderableType
from rich.text import Text

from advisor.cli.condense import leading_rejections
from advisor.cli.render_setups import money_short, setup_name, speed_text
from advisor.plan.result import NearMiss, Plan, Rejection
from advisor.wording.english import reason_text
from advisor.wording.refusals import is_refused, refused_text

_SUMMED_UP = {"format_unsupported": "no arithmetic for", "stack_unsupported": "no known stack for"}
"""Reasons that are a matter of the format alone; one line a part holds them all."""


def near_miss_lines(plan: Plan) -> list[RenderableType]:
    """A line for each setup that misses one limit by at most 20%."""
    if not plan.near_misses:
        return []
    return [Text("\nNear-misses", style="bold"), *(_near_miss_line(miss) for miss in plan.near_misses)]


def rejection_lines(plan: Plan, *, whole: bool) -> list[RenderableType]:
    """Reasons in numbers with the closest layout; then, a line a part, the formats that are out.

    Unless `whole`, the parts nearest to the brief alone, each once.
    """
    if not plan.rejections:
        return []
    told_as_one = (_is_summed_up, _is_unserved, is_refused)
    weighed = [one for one in plan.rejections if not any(holds(one) for holds in told_as_one)]
    parts: list[RenderableType] = [Text("\nTurned down", style="bold"), *_refused(plan.rejections)]
    told = weighed if whole else leading_rejections(weighed)
    for rejection in told:
        parts += _rejection_lines(rejection)
    if len(told) < len(weighed):
        parts.append(Text(_left_out(weighed, told)))
    if not whole:
        return [*parts, *_hint(weighed)]
    parts += _summed_up([rejection for rejection in plan.rejections if _is_summed_up(rejection)])
    return [*parts, *_unserved(plan.rejections), *_hint(weighed)]


def _hint(weighed: Sequence[Rejection]) -> list[Text]:
    if not any(reason.code == "use_not_accepted" for one in weighed for reason in one.reasons):
        return []
    return [Text("A use status that the buyer accepts is named with --accept-use, e.g. gp10_risk.")]


def _left_out(weighed: Sequence[Rejection], told: Sequence[Rejection]) -> str:
    """How much the short answer keeps back, parts that no software or format allows included."""
    known = {rejection.accelerator for rejection in told}
    others = list(dict.fromkeys(one.accelerator for one in weighed if one.accelerator not in known))
    more = f", and other parts ({', '.join(others)})" if others else ""
    return f"Other formats and stacks of these{more} were turned down too: --all gives each reason."


def _near_miss_line(miss: NearMiss) -> Text:
    reasons = " ".join(reason_text(reason) for reason in miss.reasons)
    output, tpot = speed_text(miss.setup)
    capex = money_short(miss.setup, miss.setup.cost.capex)
    return Text(f"- {setup_name(miss.setup)}: {reasons} ({output} tok/s, TPOT {tpot} ms, capex {capex})")


def _rejection_lines(rejection: Rejection) -> list[Text]:
    stack = f", {rejection.stack}" if rejection.stack else ""
    reasons = " ".join(reason_text(reason) for reason in rejection.reasons)
    lines = [Text(f"- {rejection.accelerator} {rejection.weights}{stack}: {reasons}")]
    if rejection.closest is not None:
        closest = rejection.closest
        output, tpot = speed_text(closest)
        capex, tco = (money_short(closest, money) for money in (closest.cost.capex, closest.cost.tco))
        figures = f"{output} tok/s, TPOT {tpot} ms, capex {capex}, TCO {tco}"
        lines.append(Text(f"    closest: {closest.layout.cards} cards, {figures}"))
    return lines


def _refused(rejections: Sequence[Rejection]) -> list[Text]:
    """One line for all that an embargo refuses, whatever the part."""
    refused = [rejection for rejection in rejections if is_refused(rejection)]
    return [Text(f"- {refused_text(refused)}")] if refused else []


def _is_unserved(rejection: Rejection) -> bool:
    return any(reason.code == "no_stack" for reason in rejection.reasons)


def _unserved(rejections: Sequence[Rejection]) -> list[Text]:
    """As in "- no known stack runs it on 41 parts: l4, l40s, ..."; one line for all of them."""
    parts = [rejection.accelerator for rejection in rejections if _is_unserved(rejection)]
    if not parts:
        return []
    noun = "part" if len(parts) == 1 else "parts"
    return [Text(f"- no known stack runs it on {len(parts)} {noun}: {', '.join(parts)}")]


def _is_summed_up(rejection: Rejection) -> bool:
    return rejection.closest is None and all(reason.code in _SUMMED_UP for reason in rejection.reasons)


def _summed_up(rejections: list[Rejection]) -> list[Text]:
    """As in "- h100-sxm, h20-96: no arithmetic for w4a8, nvfp4; no known stack for w8a8"."""
    by_part: dict[str, dict[str, list[str]]] = {}
    for rejection in rejections:
        for reason in rejection.reasons:
            by_part.setdefault(rejection.accelerator, {}).setdefault(reason.code, []).append(
                rejection.weights
            )
    by_text: dict[str, list[str]] = {}
    for part, codes in by_part.items():
        said = [f"{_SUMMED_UP[code]} {', '.join(formats)}" for code, formats in codes.items()]
        by_text.setdefault("; ".join(said), []).append(part)
    return [Text(f"- {', '.join(parts)}: {text}") for text, parts in by_text.items()]
