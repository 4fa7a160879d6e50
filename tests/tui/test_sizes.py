"""Every screen at every size: nothing crashes, the step and what to do next are always in sight."""

from pathlib import Path

import pytest

from tui_world import JOURNEY, lines, make_app, press, running, settle, text

ALL_SCREENS = (
    "b", "escape", *JOURNEY[:4], "enter", "i", "escape", "enter", "enter", "enter", "1", "2", "3", "4", "5",
    "escape", "n", "escape", "r", "escape", "w", "escape", "question_mark", "escape", "ctrl+o", "escape",
    "ctrl+s", "escape",
)  # fmt: skip


@pytest.mark.parametrize("size", [(40, 10), (80, 24), (100, 30), (120, 40), (200, 60), (20, 5)])
async def test_every_screen_at_this_size(tmp_path: Path, size: tuple[int, int]) -> None:
    app = make_app(tmp_path)
    async with running(app, size) as pilot:
        for key in ALL_SCREENS:
            await press(pilot, key)
            assert lines(app)[0].strip(), f"the step bar is gone after {key}"
        assert app.state.plan is not None


async def test_resizing_keeps_the_place(tmp_path: Path) -> None:
    app = make_app(tmp_path)
    async with running(app) as pilot:
        await press(pilot, *JOURNEY, "down")
        for width, height in ((40, 10), (120, 40), (80, 24)):
            await pilot.resize_terminal(width, height)
            await settle(pilot)
            assert "Ascend 910C" in text(app)
        assert "! Ascend 910C" in text(app)


async def test_at_80_columns_no_line_of_a_prompt_is_cut(tmp_path: Path) -> None:
    app = make_app(tmp_path)
    async with running(app) as pilot:
        for key in ("b", "escape", *JOURNEY[:4], "enter", "i", "escape", "enter", "enter", "enter", "escape"):
            await press(pilot, key)
            prompt = app.screen.query_one("#prompt")
            assert prompt.size.height == 1, text(app)


async def test_wide_screens_show_every_column(tmp_path: Path) -> None:
    app = make_app(tmp_path)
    async with running(app, (120, 40)) as pilot:
        await press(pilot, *JOURNEY)
        header = next(line for line in lines(app) if "Accelerator" in line)
        assert "Supply" in header
        assert "Headroom" in header
        assert "Confidence" in header


async def test_narrow_screens_scroll_the_rest_into_view(tmp_path: Path) -> None:
    app = make_app(tmp_path)
    async with running(app) as pilot:
        await press(pilot, *JOURNEY, *["right"] * 12)
        header = next(line for line in lines(app) if "Accelerator" in line)
        assert "Headroom" in header
