"""Notes of benchmark rows, cut to what bears on layout, load or reading; columns say the rest."""

import re
from functools import cache

_LEFT_OUT = re.compile(
    r"cfg \d+|median over runs|input\+output( tokens)?|output tokens only|median( TPOT)?"
    r"|measured [\d.]+ J per output token \(GPU power only\)"
    r"|decode GPUs inferred \(workers x tp\)|published per-GPU [\d.]+"
    r"|published per GPU \([\d,.]+\), multiplied by \d+|published as total"
    r"|gemm quant \w+|(availability|status) available|dataset \S+|mean lengths from run log"
)
"""Phrases that repeat a column, or tell how the table was made."""
_SHORTER = (
    ("overlaps InferenceX (IX rows), adds TTFT and exact engine build", "overlaps InferenceX"),
    ("no speculative field in source (assumed off)", "speculation not stated"),
    ("precision label as published - 1.6T params only fit here if experts are 4-bit", "experts in 4 bits"),
    ("SGLang Ascend performance-test gate (passes at >= 0.98 x)", "least that a test accepts"),
    ("so effective batch may be below client concurrency", ""),
    ("COMPARATOR ONLY: ", ""),
    ("TPOT gate with decimal value = measured reference", ""),
)
_FLAG = re.compile(r"(?<!\S)(--?[A-Za-z][\w-]*)(?:[ =](?!--)(\S+))?")
_KEPT_FLAGS = frozenset(
    (
        "-dp",
        "-pp",
        "--data-parallel-size",
        "--dp-size",
        "--pp-size",
        "--ep-size",
        "--enable-dp-attention",
        "--enable-expert-parallel",
        "--max-num-seqs",
        "--max-running-requests",
        "--max-num-batched-tokens",
        "--async-scheduling",
        "--attention-backend",
        "--moe-a2a-backend",
        "--enable_chunked_prefill",
        "--chunked-prefill-size",
        "--cuda-graph-max-bs",
        "--performance-mode",
        "--speculative-config",
        "--speculative-algorithm",
        "--enable-prefix-caching",
        "--enforce-eager",
    )
)
"""Flags that change speed. Those that name the model, the port or a parser, or repeat a column, go."""
_CUT_OFF = re.compile(r"[{'\"]")
"""In a value: a structure that tables cut off in the middle; the flag stays without it."""


@cache
def short_notes(notes: str) -> str:
    """The phrases of `notes`, between semicolons, that are worth keeping; a short note stays as it is."""
    for long, short in _SHORTER:
        notes = notes.replace(long, short)
    phrases = (_short_phrase(phrase.strip(" ,")) for phrase in notes.split(";"))
    return "; ".join(phrase for phrase in phrases if phrase and not _LEFT_OUT.fullmatch(phrase))


def _short_phrase(phrase: str) -> str:
    if not phrase.startswith("flags:"):
        return phrase
    kept = [
        name if not value or _CUT_OFF.search(value) else f"{name}={value}"
        for name, value in _FLAG.findall(phrase.removeprefix("flags:"))
        if name in _KEPT_FLAGS
    ]
    return f"flags: {' '.join(kept)}" if kept else ""
