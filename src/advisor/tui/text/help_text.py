"""All keys with what they do, and the signs that tables use."""

from rich.console import Group, RenderableType
from rich.text import Text

from advisor.tui.text.facts import facts, heading

_KEYS: tuple[tuple[str, tuple[tuple[str, str], ...]], ...] = (
    (
        "Everywhere",
        (
            ("Esc", "back; clears a search first"),
            ("1 to 5", "straight to a step (not while typing)"),
            ("?  F1", "this page"),
            ("Ctrl+P", "command palette: every action by name"),
            ("Ctrl+S", "save the session"),
            ("Ctrl+O", "open a session"),
            ("Ctrl+L  F2", "the catalogue: every figure with its source and age"),
            ("Ctrl+N", "start a new question"),
            ("Ctrl+Q", "quit; unsaved work is offered again at the next start"),
        ),
    ),
    (
        "In a list",
        (
            ("Up  Down", "move; PgUp and PgDn by a page"),
            ("Left  Right", "scroll a table that is wider than the screen"),
            ("Enter", "take the row under the cursor"),
            ("/", "search by any words; Enter or Down goes back to the list"),
            ("Tab", "to the pane below, to scroll it"),
        ),
    ),
    ("Region", (("b", "the buyer: headquarters, parent, ties to the US, risks that are accepted"),)),
    (
        "Budget",
        (
            ("3m  2.5M  50k", "short ways to type an amount"),
            ("Up  Down", "from field to field; Enter goes on"),
        ),
    ),
    ("Model", (("i", "the model's page: claims, benchmarks, checkpoints, sources"),)),
    ("Workload", (("s", "skip: office chat, 50 concurrent requests"), ("Tab", "to the numbers of the load"))),
    (
        "Results",
        (
            ("Enter", "open the setup"),
            ("n  r  w", "near-misses, rejected, warnings"),
            ("a", "what would work instead, where the answer is no"),
        ),
    ),
    ("Setup", (("1 to 5", "Memory, Speed, Cost, Clearance, Sources"), ("c", "choose this setup"))),
    (
        "Catalogue",
        (
            ("Enter", "the item's page: figures, sources, ages, what refers to it"),
            ("s", "only what should be looked up again, and back"),
            ("n  p", "next and previous kind; Tab goes to the list of kinds"),
        ),
    ),
    (
        "Signs",
        (
            ("+", "clear"),
            ("!", "with strings attached: tight, a licence, a caution"),
            ("x", "stopped"),
            ("?", "not known"),
            ("EUS", "export to you, use by you, supply in your market"),
            ("489k+", "at least that much: a line of the sum is not known"),
        ),
    ),
)


def help_text() -> Group:
    """One block a place."""
    blocks: list[RenderableType] = []
    for title, keys in _KEYS:
        blocks += [heading(title), facts(keys), Text("")]
    return Group(*blocks)
