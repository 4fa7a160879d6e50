"""What the app does in worker threads: plan, keep, save, open. A thread touches no widget; it tells."""

import traceback
from collections.abc import Callable
from datetime import date, datetime
from pathlib import Path

from textual import work
from textual.binding import Binding
from textual.dom import DOMNode

from advisor.catalogue.catalogue import Catalogue
from advisor.catalogue.errors import ProfileError
from advisor.catalogue.text import one_line
from advisor.plan.brief import Brief
from advisor.plan.errors import BriefError
from advisor.plan.result import Plan, Setup
from advisor.session.errors import SessionError
from advisor.tui import messages
from advisor.tui._compat import QuietCrash
from advisor.tui.autosave import Autosave, Snapshot, make_private, open_draft_or_session
from advisor.tui.log import write_log
from advisor.tui.screens.dialog_screen import DialogScreen
from advisor.tui.screens.step_screen import StepScreen
from advisor.tui.state import AppState, Draft, Explained


class WorkingApp(QuietCrash):
    """State, and the work that takes longer than a key press."""

    def __init__(self, state: AppState, sessions_dir: Path, now: Callable[[], datetime]) -> None:
        super().__init__()
        self.state = state
        self.now = now
        self.sessions_dir = sessions_dir
        self.unsaved_dir = sessions_dir / "unsaved"
        self.autosave = Autosave(self.unsaved_dir, now())
        self._kept = 0
        """Number of the newest snapshot that is on disk."""

    def saved_text(self) -> str:
        """The present moment as sessions note it."""
        return self.now().replace(microsecond=0).isoformat()

    def say(self, text: str, *, wrong: bool = False) -> None:
        """One line on the screen that is up."""
        if isinstance(self.screen, StepScreen):
            self.screen.prompt(text, wrong=wrong)

    def tell_screen(self, method: str) -> None:
        """Call a method of the screen that is up, if it has it."""
        action = getattr(self.screen, method, None)
        if callable(action):
            action()

    async def run_binding(self, node: DOMNode, binding: Binding) -> None:
        """What the key of a binding would do; the palette calls this."""
        await self.run_action(binding.action, node)

    # Plan ----------------------------------------------------------------------------------------------

    def compute_plan(self) -> None:
        """Answer the draft, if it is complete; a computation that runs for an older one is dropped."""
        brief = self.state.draft.brief()
        if brief is not None:
            self._plan(brief, self.state.as_of)

    @work(thread=True, exclusive=True, exit_on_error=False, group="plan")
    def _plan(self, brief: Brief, as_of: date) -> None:
        state = self.state
        try:
            plan = state.engine.planner(brief, state.catalogue, as_of)
        except (BriefError, ProfileError) as error:
            self.post_message(messages.PlanFailed(brief, str(error)))
        except Exception:  # noqa: BLE001 - whatever it is, the screen must say that no answer comes
            where = write_log(traceback.format_exc())
            told = f"; details in {where}" if where else ""
            self.post_message(messages.PlanFailed(brief, f"No answer: a fault of Advisor itself{told}."))
        else:
            self.post_message(messages.PlanComputed(brief, plan))

    # Explain -------------------------------------------------------------------------------------------

    def on_explanation_asked(self, message: messages.ExplanationAsked) -> None:
        """Work out what stands around a speed, from the figures that the shown plan was answered from."""
        if self.state.plan is not None:
            self._explain(message.setup, self.state.plan, self.state.shown_catalogue)

    @work(thread=True, exclusive=True, exit_on_error=False, group="explain")
    def _explain(self, setup: Setup, plan: Plan, catalogue: Catalogue) -> None:
        try:
            found = Explained(setup, self.state.engine.explain(setup, plan, catalogue))
        except (BriefError, ProfileError, ValueError) as error:
            found = Explained(setup, None, one_line(str(error)))
        except Exception:  # noqa: BLE001 - whatever it is, the pane must say that nothing comes
            where = write_log(traceback.format_exc())
            found = Explained(setup, None, f"a fault of Advisor itself{f', see {where}' if where else ''}")
        self.post_message(messages.SetupExplained(found))

    def on_setup_explained(self, message: messages.SetupExplained) -> None:
        """The pane that waits for it shows it."""
        self.state.explained = message.explained
        self.tell_screen("show_explained")

    # Keep ----------------------------------------------------------------------------------------------

    def keep(self) -> None:
        """Write what is not saved yet to this run's own file, in the background."""
        self._keep(self.autosave, self.autosave.next_number(), Snapshot.of(self.state), self.saved_text())

    @work(thread=True, exit_on_error=False, group="keep")
    def _keep(self, autosave: Autosave, number: int, snapshot: Snapshot, saved: str) -> None:
        try:
            autosave.write(number, snapshot, saved)
        except SessionError as error:
            self.state.not_kept = f"Not kept: {error}. "
            self.call_from_thread(self.say, self.state.not_kept, wrong=True)
        except Exception:  # noqa: BLE001 - what fails here is tried again at the end
            write_log(traceback.format_exc())
        else:
            self.state.not_kept = ""
            self._kept = max(self._kept, number)

    def keep_before_end(self) -> None:
        """The last chance: called when the app is down, whatever ended it."""
        if self.state.unsaved and self._kept < self.autosave.number:
            self.autosave.write(self.autosave.number, Snapshot.of(self.state), self.saved_text())

    def start_anew(self) -> None:
        """An empty draft. The file of unsaved work stays; the next change gets a new one."""
        self.state.reset()
        self.autosave, self._kept = Autosave(self.unsaved_dir, self.now()), 0

    # Save and open -------------------------------------------------------------------------------------

    def on_save_asked(self, message: messages.SaveAsked) -> None:
        """Write the session where it was asked for."""
        state = self.state
        replacing = state.fingerprint if message.path == state.session_path else None
        self._save(message.path, Snapshot.of(state), replacing, self.saved_text())

    @work(thread=True, exit_on_error=False, group="save")
    def _save(self, path: Path, snapshot: Snapshot, replacing: str | None, saved: str) -> None:
        from advisor.session.file import save_session

        try:
            if path.parent == self.sessions_dir:
                make_private(path.parent)
            fingerprint = save_session(path, snapshot.as_session(saved), replacing=replacing)
        except (SessionError, ProfileError, BriefError) as error:
            self.post_message(messages.SaveFailed(path, str(error)))
        else:
            self.post_message(messages.SessionSaved(path, fingerprint))

    def on_session_saved(self, message: messages.SessionSaved) -> None:
        """Nothing is unsaved now."""
        state = self.state
        state.session_path, state.fingerprint, state.unsaved = message.path, message.fingerprint, False
        self.autosave.discard()
        self.close_dialogs()
        self.say(f"Saved: {_in_home(message.path)}")

    def on_save_failed(self, message: messages.SaveFailed) -> None:
        """The file is as it was."""
        self.say(message.problem, wrong=True)

    def on_open_asked(self, message: messages.OpenAsked) -> None:
        """Read a file."""
        self._open(message.path)

    @work(thread=True, exclusive=True, exit_on_error=False, group="open")
    def _open(self, path: Path) -> None:
        try:
            found = open_draft_or_session(path)
        except SessionError as error:
            self.post_message(messages.OpenFailed(path, str(error)))
        else:
            self.post_message(messages.Opened(path, found))

    def on_open_failed(self, message: messages.OpenFailed) -> None:
        """Why not; what was on the screen stays."""
        self.say(message.problem, wrong=True)

    def on_opened(self, message: messages.Opened) -> None:
        """Show it. Unsaved work of an earlier run moves into the file of this one."""
        state, earlier = self.state, message.path.parent == self.unsaved_dir
        if message.path != self.autosave.path:
            self.start_anew()
        if isinstance(message.found, Draft):
            state.change(message.found)
        else:
            state.take_session(message.found, None if earlier else message.path)
        if earlier and message.path != self.autosave.path:
            self._take_over(message.path)
        if state.session is not None:
            self.show_session()
        else:
            self.go_to(state.open_step())

    def show_session(self) -> None:
        """The stored answer; worked out anew where the file's brief was edited and its answer was not."""
        self.go_to(5, "" if self.state.plan else "The brief in this file was edited: worked out anew. ")

    def _take_over(self, path: Path) -> None:
        number = self.autosave.next_number()
        try:
            self.autosave.write(number, Snapshot.of(self.state), self.saved_text())
        except SessionError as error:
            self.say(str(error), wrong=True)
        else:
            self._kept = number
            path.unlink(missing_ok=True)

    def close_dialogs(self) -> None:
        """Back to the step below whatever lies on top."""
        while isinstance(self.screen, DialogScreen):
            self.pop_screen()

    def go_to(self, step: int, hint: str = "") -> None:
        """Show a step."""
        raise NotImplementedError


def _in_home(path: Path) -> str:
    """The path, short where it lies below the user's home."""
    home = Path.home()
    return f"~/{path.relative_to(home)}" if path.is_relative_to(home) else str(path)
