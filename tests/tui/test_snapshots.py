"""Finished screens at 80x24 as committed text. To draw them anew: UPDATE_SNAPSHOTS=1 pytest tests/tui."""

import os
from pathlib import Path

import pytest

from tui_world import JOURNEY, SNAPSHOTS, lines, make_app, press, running

WAYS: dict[str, tuple[str, ...]] = {
    "region": ("down",),
    "search": ("slash", *"asia", "enter"),
    "buyer": ("down", "b"),
    "budget": ("down", "enter", "3", "m"),
    "model": ("down", "enter", "3", "m", "enter"),
    "model-page": ("down", "enter", "3", "m", "enter", "i"),
    "workload": JOURNEY[:-1],
    "results": JOURNEY,
    "no": ("down", "enter", "5", "0", "k", "enter", "enter", "enter"),
    "near-misses": (*JOURNEY, "n"),
    "rejections": (*JOURNEY, "r", "down"),
    "warnings": (*JOURNEY, "w"),
    "memory": (*JOURNEY, "enter"),
    "speed": (*JOURNEY, "down", "enter", "2"),
    "cost": (*JOURNEY, "enter", "3"),
    "clearance": (*JOURNEY, "enter", "4"),
    "sources": (*JOURNEY, "enter", "5"),
    "chosen": (*JOURNEY, "enter", "c"),
    "help": ("question_mark",),
    "save": (*JOURNEY, "ctrl+s"),
}


@pytest.mark.parametrize("name", WAYS)
async def test_screen(name: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    app = make_app(Path("sessions"))
    async with running(app) as pilot:
        await press(pilot, *WAYS[name])
        shown = "\n".join(lines(app)) + "\n"
    file = SNAPSHOTS / f"{name}.txt"
    if os.environ.get("UPDATE_SNAPSHOTS"):
        file.write_text(shown, encoding="utf-8")
    assert shown == file.read_text(encoding="utf-8")
