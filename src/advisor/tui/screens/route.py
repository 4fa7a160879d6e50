"""Which screen shows which step. Modules are imported when they are first shown: start-up pays for one."""

from importlib import import_module
from types import MappingProxyType

from advisor.tui.screens.step_screen import StepScreen
from advisor.tui.state import AppState

_STEPS = MappingProxyType(
    {
        1: ("region", "RegionScreen"),
        2: ("budget", "BudgetScreen"),
        3: ("model", "ModelScreen"),
        4: ("workload", "WorkloadScreen"),
        5: ("results", "ResultsScreen"),
    }
)


def step_screen(step: int, state: AppState, hint: str = "") -> StepScreen:
    """A fresh screen for a step; `hint` stands before its prompt."""
    module, name = _STEPS[step]
    screen: StepScreen = getattr(import_module(f"advisor.tui.screens.{module}"), name)(state)
    screen.hint = hint
    return screen
