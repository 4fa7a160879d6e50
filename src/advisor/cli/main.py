"""The command group: finds the verb, and turns every failure into one line and an exit code."""

import importlib
import io
import signal
import sys
from collections.abc import Mapping
from types import MappingProxyType
from typing import NoReturn

import click

import advisor
from advisor.cli.exit_code import BAD_INPUT, CANT_ACCESS, OUR_FAULT

# Verb -> module whose attribute of the same name is the command. Imported when asked for, so that
# `advisor --help` stays as fast as an interpreter that imports click.
VERBS: Mapping[str, tuple[str, str]] = MappingProxyType(
    {
        "open": ("advisor.cli.open_app", "Open a saved session in the app."),
        "plan": ("advisor.cli.plan", "Feasible setups for a region, a budget and a model."),
        "fit": ("advisor.cli.fit", "Does a model fit on so many cards, and by how much."),
        "estimate": ("advisor.cli.estimate", "Memory and speed of one deployment."),
        "clearance": ("advisor.cli.clearance", "May a part be exported, used and had in a region."),
        "validate": ("advisor.cli.validate", "Your benchmark rows beside what is predicted."),
        "calibrate": ("advisor.cli.calibrate", "Adjust the speeds to your own benchmark."),
        "selftest": ("advisor.cli.selftest", "How wrong the speeds are on pairs never seen."),
        "profiles": ("advisor.cli.profiles", "List, show and check the catalogue."),
        "session": ("advisor.cli.session", "Show and check a saved session."),
        "report": ("advisor.cli.report", "A saved session as a page to send."),
    }
)


class VerbGroup(click.Group):
    """A group whose verbs are imported when they are used."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        return list(VERBS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        if cmd_name not in VERBS:
            return None
        module = importlib.import_module(VERBS[cmd_name][0])
        command: click.Command = module.command
        return command

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        with formatter.section("Commands"):
            formatter.write_dl([(verb, summary) for verb, (_, summary) in VERBS.items()])


@click.group(
    cls=VerbGroup,
    invoke_without_command=True,
    context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100},
)
@click.version_option(advisor.__version__, prog_name="advisor")
@click.option("--no-mouse", is_flag=True, help="Leave the mouse to the terminal, for its own selection.")
@click.option(
    "--profiles",
    type=click.Path(readable=False),
    help="A directory of your own profiles, over the shipped ones.",
)
@click.pass_context
def cli(context: click.Context, no_mouse: bool, profiles: str | None) -> None:
    """Which accelerator setups can serve an open-weight language model here, at what cost, how fast, and
    under which rules. Without a command, the app opens.

    Exit codes: 0 yes, 1 a well-founded no, 2 bad input, 3 can't read or write, 70 our fault.
    """
    if context.invoked_subcommand is None:
        from advisor.cli.open_app import start_app

        sys.exit(start_app(session_path=None, mouse=not no_mouse, profiles=profiles))


def _prepare_streams() -> None:
    """UTF-8 into pipes and files, replacement characters on a terminal that can't show a letter.

    A reader that goes away ends us by SIGPIPE as it ends other tools, not with an exit code of our own.
    """
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(encoding=None if stream.isatty() else "utf-8", errors="replace")
    if hasattr(signal, "SIGPIPE"):
        signal.signal(signal.SIGPIPE, signal.SIG_DFL)


def main() -> NoReturn:
    """Runs the command line; never shows a traceback."""
    _prepare_streams()
    try:
        code = cli.main(standalone_mode=False)
        sys.exit(code if isinstance(code, int) else 0)
    except click.ClickException as error:
        error.show()
        sys.exit(BAD_INPUT)
    except click.exceptions.Abort:
        sys.exit(130)
    except BrokenPipeError:
        sys.stderr.close()  # the reader went away; nothing to say and nobody to say it to
        sys.exit(CANT_ACCESS)
    except Exception as error:  # noqa: BLE001  # the last resort: known failures become one line here
        from advisor.cli.failure import report_failure

        sys.exit(report_failure(error, OUR_FAULT))
