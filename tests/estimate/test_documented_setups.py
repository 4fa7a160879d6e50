"""Setups that vendors and engine projects document as working, or as too small, against the memory model.

A document that names no context is taken at 8,192 tokens and one sequence; the layout is the one that leaves
the most headroom on those cards.
"""

import csv
from functools import cache
from pathlib import Path

from advisor.estimate.layouts import candidate_layouts
from advisor.estimate.memory import fit_memory
from advisor.estimate.result import MemoryFit
from estimate_records import accelerator_of, load, model_of

TABLE = Path(__file__).parent / "data" / "documented_setups.csv"

# (model, weights, accelerator, cards): the tutorial lists one server of eight 64 GB cards for 470 GB of BF16
# weights, 58.8 GB a card, which leaves 6 GB of the usable 64.8; the same project's nightly runs take two.
DISAGREES = {("qwen3-235b-a22b", "bf16", "ascend-910b3", "8")}


@cache
def rows() -> list[dict[str, str]]:
    with TABLE.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def answer(row: dict[str, str]) -> MemoryFit:
    model, card = model_of(row["shape"]), accelerator_of(row["accelerator"])
    cards, nodes = int(row["cards"]), int(row["nodes"])
    found = candidate_layouts(
        model, card, cards=cards, cards_per_node=cards // nodes, weights=row["weights"],  # type: ignore[arg-type]
        kv="bf16", stack="vllm", max_replicas=1,
    )  # fmt: skip
    asked = load(context=int(row["context_tokens"]))
    return max((fit_memory(model, card, one, asked) for one in found), key=lambda fit: fit.headroom_bytes)


def test_documented_setups() -> None:
    wrong = {
        (row["model"], row["weights"], row["accelerator"], row["cards"])
        for row in rows()
        if answer(row).fits != (row["documented"] == "yes")
    }
    assert wrong == DISAGREES


def test_every_row_names_its_source() -> None:
    assert len(rows()) > 50
    assert all(row["url"].startswith("https://") and row["source"] and row["date"] for row in rows())


def test_deepseek_r1_on_eight_h20() -> None:
    # Chitu: works to batch 16, out of memory at 64, with prompts and answers of some thousand tokens.
    model, card = model_of("deepseek-r1"), accelerator_of("h20-96")
    (plan,) = [
        one
        for one in candidate_layouts(
            model, card, cards=8, cards_per_node=8, weights="fp8", kv="bf16", stack="chitu", max_replicas=1
        )
        if one.tp == 8
    ]
    assert fit_memory(model, card, plan, load(context=2048, concurrency=16)).fits
    assert not fit_memory(model, card, plan, load(context=2048, concurrency=64)).fits
