"""Documented setups, held against what memory says of them and of the next smaller number of cards."""

from collections.abc import Iterator, Sequence
from typing import Literal

import msgspec

from advisor.catalogue.accelerator import Accelerator
from advisor.catalogue.catalogue import Catalogue
from advisor.catalogue.errors import UnknownProfileError
from advisor.catalogue.model import Model
from advisor.catalogue.record import WeightsFormat
from advisor.catalogue.support import best_support, find_support
from advisor.estimate.formats import weight_bytes
from advisor.estimate.layout import Load
from advisor.plan.errors import BriefError
from advisor.plan.judge import THIN_SHARE, is_thin
from advisor.plan.probe import Probe, ProbeAnswer, probe_fit
from advisor.plan.standard_counts import next_smaller, server_cards

DEFAULT_CONTEXT_TOKENS = 8192
"""Of a row that states none."""
WORKING = ("works", "minimum", "recommended")
NOT_FITTING = "does-not-fit"

RemarkCode = Literal[
    "row_documents", "like_documented", "servers_counted", "odd_servers", "thin", "shorter_context",
    "holds", "unexplained", "support_note", "row_contradicts", "share_needed",
]  # fmt: skip


class DocumentedRow(msgspec.Struct, frozen=True, kw_only=True):
    """What a source says of one setup."""

    number: int
    """Place in its table, from 1."""
    model: str
    accelerator: str
    weights: WeightsFormat
    cards: int
    nodes: int | None = None
    context_tokens: int | None = None
    engine: str = ""
    status: str = ""
    """works, minimum, recommended or does-not-fit; others are answered and not judged."""


class UnreadRow(msgspec.Struct, frozen=True, kw_only=True):
    """A row of which a cell can't be used, as it stands."""

    number: int
    model: str
    accelerator: str
    weights: str
    cards: str
    status: str
    problem: str


class Remark(msgspec.Struct, frozen=True, kw_only=True):
    """Something to know about an answer; `wording` makes the sentence."""

    code: RemarkCode
    subject: str = ""
    row: int = 0
    count: int = 0
    size_bytes: int = 0
    value: float = 0.0
    limit: float = 0.0


class Smaller(msgspec.Struct, frozen=True, kw_only=True):
    """The next smaller standard number of cards."""

    cards: int
    answer: ProbeAnswer
    remarks: tuple[Remark, ...] = ()
    """Where it fits: why a source may ask for more all the same."""


class Verdict(msgspec.Struct, frozen=True, kw_only=True):
    """The answer to one row."""

    row: DocumentedRow | UnreadRow
    answer: ProbeAnswer | None
    """None: it can't be answered."""
    problem: str = ""
    """Why it can't."""
    smaller: Smaller | None = None
    """Of a documented minimum; None too where no smaller standard number exists."""
    disagreement: tuple[Remark, ...] = ()
    """Where the answer is not what is documented: what else is stated about it."""

    @property
    def agrees(self) -> bool | None:
        """Whether memory says what the source says; None where one of them says nothing."""
        if self.answer is None or self.row.status not in (*WORKING, NOT_FITTING):
            return None
        return self.answer.fits == (self.row.status != NOT_FITTING)


def judge_rows(rows: Sequence[DocumentedRow | UnreadRow], catalogue: Catalogue) -> tuple[Verdict, ...]:
    """A verdict for each row; rows are held against each other where they are about the same."""
    read = [row for row in rows if isinstance(row, DocumentedRow)]
    return tuple(
        _judge(row, read, catalogue)
        if isinstance(row, DocumentedRow)
        else Verdict(row=row, answer=None, problem=row.problem)
        for row in rows
    )


def _judge(row: DocumentedRow, rows: Sequence[DocumentedRow], catalogue: Catalogue) -> Verdict:
    try:
        answer = _probe(row, row.cards, row.nodes, catalogue)
        smaller = _smaller(row, rows, catalogue) if row.status == "minimum" else None
    except (UnknownProfileError, BriefError) as error:
        return Verdict(row=row, answer=None, problem=str(error))
    verdict = Verdict(row=row, answer=answer, smaller=smaller)
    if verdict.agrees is not False:
        return verdict
    stated = tuple(_disagreement(row, answer, rows, catalogue))
    return msgspec.structs.replace(verdict, disagreement=stated)


def _probe(row: DocumentedRow, cards: int, nodes: int | None, catalogue: Catalogue) -> ProbeAnswer:
    """Memory of one request of the row's context on so many cards, on its engine if the catalogue has it."""
    tokens = row.context_tokens or DEFAULT_CONTEXT_TOKENS
    probe = Probe(
        model=row.model,
        accelerator=row.accelerator,
        cards=cards,
        nodes=nodes,
        weights=row.weights,
        stack=stack_named(row.engine, catalogue),
        load=Load(input_tokens=tokens, output_tokens=1, context_tokens=tokens, concurrency=1),
    )
    return probe_fit(probe, catalogue)


def stack_named(engine: str, catalogue: Catalogue) -> str | None:
    """Id of the stack that a source names: "vLLM >= 0.11.0" is vllm; None where the catalogue has none."""
    name = engine.split(" ")[0].lower()
    return name if name in catalogue.stacks else None


def _smaller(row: DocumentedRow, rows: Sequence[DocumentedRow], catalogue: Catalogue) -> Smaller | None:
    accelerator = catalogue.accelerators[row.accelerator]
    # Servers of the row's own size where it names several, else of the part's usual size.
    per_server = server_cards(accelerator, catalogue)
    if row.nodes is not None and row.nodes > 1 and row.cards % row.nodes == 0:
        per_server = row.cards // row.nodes
    cards = next_smaller(row.cards, per_server)
    if cards is None:
        return None
    answer = _probe(row, cards, _servers(cards, per_server), catalogue)
    found = Smaller(cards=cards, answer=answer)
    if not answer.fits:
        return found
    remarks = tuple(_why_more(row, found, per_server, rows, catalogue))
    return msgspec.structs.replace(found, remarks=remarks)


def _servers(cards: int, per_server: int) -> int:
    return max(1, cards // per_server)


def _why_more(
    row: DocumentedRow, smaller: Smaller, per_server: int, rows: Sequence[DocumentedRow], catalogue: Catalogue
) -> Iterator[Remark]:
    """Why a source may ask for more cards than memory does."""
    model, memory = catalogue.models[row.model], smaller.answer.memory
    if memory is None:
        return
    reasons = [*_other_rows(row, smaller.cards, rows, catalogue)]
    if row.cards == per_server:
        reasons.append(Remark(code="servers_counted", count=per_server))
    servers = smaller.cards // per_server
    if servers > 2 and servers & (servers - 1):
        half = per_server * 2 ** (servers.bit_length() - 1)
        other = _probe(row, half, _servers(half, per_server), catalogue).memory
        if other is not None:
            reasons.append(
                Remark(code="odd_servers", value=servers, count=half, size_bytes=other.headroom_bytes)
            )
    if is_thin(memory.headroom_bytes, memory.usable_bytes):
        reasons.append(Remark(code="thin", size_bytes=memory.headroom_bytes, value=THIN_SHARE))
    longest = model.context_tokens
    if longest is not None and memory.max_context_tokens < longest:
        reasons.append(Remark(code="shorter_context", value=memory.max_context_tokens, limit=longest))
    yield from reasons or [Remark(code="unexplained", count=row.cards)]
    tokens = row.context_tokens or DEFAULT_CONTEXT_TOKENS
    assumed = "" if row.context_tokens else "assumed"
    yield Remark(code="holds", count=memory.max_sequences, value=tokens, subject=assumed)


def _other_rows(
    row: DocumentedRow, cards: int, rows: Sequence[DocumentedRow], catalogue: Catalogue
) -> Iterator[Remark]:
    """The first row that documents so few cards for this model, else for one at least as large."""
    able = [
        other
        for other in rows
        if other.accelerator == row.accelerator
        and other.weights == row.weights
        and other.cards <= cards
        and other.status in WORKING
    ]
    for other in able:
        if other.model == row.model:
            yield Remark(code="row_documents", row=other.number, count=other.cards)
            return
    size = weight_bytes(catalogue.models[row.model], row.weights).total
    for other in able:
        if other.model not in catalogue.models:
            continue
        if weight_bytes(catalogue.models[other.model], row.weights).total >= (1 - THIN_SHARE) * size:
            yield Remark(code="like_documented", row=other.number, count=other.cards, subject=other.model)
            return


def _disagreement(
    row: DocumentedRow, answer: ProbeAnswer, rows: Sequence[DocumentedRow], catalogue: Catalogue
) -> Iterator[Remark]:
    """What else is stated about a setup on which memory and its source differ."""
    for other in rows:
        same = (other.model, other.accelerator, other.weights) == (row.model, row.accelerator, row.weights)
        more = other.status == NOT_FITTING and other.cards >= row.cards
        more = more or (other.status == "minimum" and other.cards > row.cards)
        fewer = other.status in WORKING and other.cards <= row.cards
        if other is not row and same and (fewer if answer.fits else more):
            yield Remark(code="row_contradicts", row=other.number, count=other.cards, subject=other.status)
    note = _support_note(row, catalogue)
    if note is not None:
        yield note
    memory = answer.memory
    if memory is not None and not memory.fits:
        share = (memory.needed_bytes - memory.reserve_bytes) / memory.usable_bytes
        if share < 1:
            yield Remark(code="share_needed", value=share)


def _support_note(row: DocumentedRow, catalogue: Catalogue) -> Remark | None:
    """What the stack's profile notes about this model on this part in this format."""
    model: Model = catalogue.models[row.model]
    accelerator: Accelerator = catalogue.accelerators[row.accelerator]
    stack = stack_named(row.engine, catalogue)
    if stack is not None:
        line = find_support(catalogue.stacks[stack], accelerator, model, row.weights)
    else:
        line, stack = best_support(accelerator, model, row.weights, catalogue.stacks.values())
    if line is None or not line.note:
        return None
    return Remark(code="support_note", subject=f"{stack} says: {line.note}")
