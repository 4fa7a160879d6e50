"""Pictures of every step, driven like a user: `python -m advisor.tui.screenshots OUTDIR`."""

import asyncio
import re
import sys
import tempfile
from collections.abc import Sequence
from datetime import date
from pathlib import Path
from typing import Any

from textual.pilot import Pilot

from advisor.catalogue.catalogue import Catalogue
from advisor.tui.app import AdvisorApp

SIZE = (100, 30)
AS_OF = date(2026, 11, 23)
"""Pictures of one version show one day, whenever they are made."""

_FONT_FACE = re.compile(r"@font-face\s*\{.*?\}\s*", re.DOTALL)
# Keys pressed, then the picture taken: Kazakhstan, 3,000,000 USD, GLM-5.
Shot = tuple[str, tuple[str, ...]]
SHOTS: tuple[Shot, ...] = (
    ("1-region", ("slash", *"kaz", "enter", "escape")),
    ("2-buyer", ("b", "down", "down", "down", "space")),
    ("3-budget", ("enter", "enter", *"3m")),
    ("4-model", ("enter", "slash", *"glm-5", "enter", "escape")),
    ("5-model-page", ("i",)),
    ("6-workload", ("escape", "enter")),
    ("7-results", ("enter",)),
    ("8-memory", ("enter",)),
    ("9-speed", ("2",)),
    ("10-cost", ("3",)),
    ("11-clearance", ("4",)),
    ("12-sources", ("5",)),
    ("13-rejected", ("escape", "r")),
    ("14-warnings", ("escape", "w")),
    # A buyer who takes no risk, and a budget that nothing fits.
    ("15-no", ("escape", "b", *["down"] * 3, "space", "enter", "2", "ctrl+u", *"50k", *["enter"] * 3)),
    ("16-catalogue", ("ctrl+l",)),
    ("17-profile-page", ("slash", *"910b3", "enter", "enter")),
)


async def take(directory: Path, shots: Sequence[Shot] = SHOTS) -> list[Path]:
    """Walks through the app without a terminal and writes one SVG a step."""
    written = []
    with tempfile.TemporaryDirectory() as sessions:
        app = AdvisorApp(Catalogue.shipped(), as_of=AS_OF, sessions_dir=Path(sessions), pause_s=0)
        async with app.run_test(size=SIZE) as pilot:
            await _settle(pilot)
            for name, keys in shots:
                for key in keys:
                    await pilot.press(key)
                    await _settle(pilot)
                path = directory / f"{name}.svg"
                path.write_text(offline(app.export_screenshot(title="advisor")), encoding="utf-8")
                written.append(path)
    return written


def offline(svg: str) -> str:
    """The picture without the addresses of fonts, which a viewer would fetch from the network."""
    return _FONT_FACE.sub("", svg).replace("Fira Code", "monospace")


async def _settle(pilot: Pilot[Any]) -> None:
    await pilot.pause()
    while any(not worker.is_finished for worker in pilot.app.workers):
        await pilot.app.workers.wait_for_complete()
        await pilot.pause()


def main() -> None:
    """The command line."""
    directory = Path(sys.argv[1] if len(sys.argv) > 1 else "screenshots")
    directory.mkdir(parents=True, exist_ok=True)
    for path in asyncio.run(take(directory)):
        sys.stderr.write(f"{path}\n")


if __name__ == "__main__":
    main()
