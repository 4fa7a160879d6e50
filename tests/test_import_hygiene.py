"""Nothing below the faces loads the terminal, as the running interpreter sees it."""

import subprocess
import sys

import pytest

ENGINE = (
    "advisor.figures",
    "advisor.catalogue.catalogue",
    "advisor.catalogue.check",
    "advisor.estimate.memory",
    "advisor.estimate.speed",
    "advisor.cost.cost",
    "advisor.clearance.clear",
    "advisor.plan.search",
    "advisor.plan.probe",
    "advisor.plan.preview",
    "advisor.wording.english",
    "advisor.wording.findings",
    "advisor.wording.headline",
    "advisor.session.file",
    "advisor.session.check",
    "advisor.report.json_document",
    "advisor.report.markdown",
    "advisor.report.csv_table",
)
FACES = ("textual", "rich", "click")


def _loaded_by(module: str) -> set[str]:
    """Top-level packages in a fresh interpreter after importing `module`."""
    script = f"import sys, {module}; print(*{{name.split('.')[0] for name in sys.modules}})"
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True)
    return set(done.stdout.split())


@pytest.mark.parametrize("module", ENGINE)
def test_the_engine_loads_no_terminal_library(module: str) -> None:
    assert not _loaded_by(module) & set(FACES)


def test_help_loads_neither_the_app_nor_the_engine() -> None:
    script = (
        "import sys; from advisor.cli.main import cli\n"
        "try: cli(['--help'])\nexcept SystemExit: pass\n"
        "print('LOADED', *sorted(sys.modules))"
    )
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True)
    loaded = set(done.stdout.split("LOADED", 1)[1].split())
    assert "click" in loaded
    assert not {"textual", "rich", "msgspec", "advisor.plan.search"} & loaded


def test_the_check_would_see_a_face() -> None:
    assert "rich" in _loaded_by("advisor.cli.output")
