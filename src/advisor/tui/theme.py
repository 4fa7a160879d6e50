"""The look in 16 colours: the terminal's own palette, so it reads on dark and light ground alike."""

from rich.style import Style
from textual.theme import Theme

ADVISOR_THEME = Theme(
    name="advisor",
    ansi=True,
    primary="ansi_cyan",
    secondary="ansi_blue",
    warning="ansi_yellow",
    error="ansi_red",
    success="ansi_green",
    accent="ansi_cyan",
    foreground="ansi_default",
    background="ansi_default",
    surface="ansi_default",
    panel="ansi_default",
    boost="ansi_default",
    variables={
        "ansi-background": "ansi_black",
        "ansi-foreground": "ansi_white",
        "block-cursor-background": "ansi_cyan",
        "block-cursor-foreground": "ansi_black",
        "block-cursor-text-style": "bold",
        "block-cursor-blurred-background": "ansi_bright_black",
        "block-cursor-blurred-foreground": "ansi_default",
        "border": "ansi_cyan",
        "border-blurred": "ansi_bright_black",
        "footer-key-foreground": "ansi_cyan",
        "input-cursor-background": "ansi_cyan",
        "input-cursor-foreground": "ansi_black",
        "input-cursor-text-style": "none",
        "scrollbar": "ansi_bright_black",
        "scrollbar-hover": "ansi_bright_black",
        "scrollbar-active": "ansi_cyan",
        "scrollbar-background": "ansi_default",
        "scrollbar-background-hover": "ansi_default",
        "scrollbar-background-active": "ansi_default",
    },
)
"""Cyan marks where you are; green, yellow and red only repeat what a word already says."""

# Styles of rich text in cells and panes. Each stands beside a word, so that nothing is lost without colour.
# Objects, not strings: the base style of a Text given as a string would be read as a CSS colour.
STRONG = Style(bold=True)
QUIET = Style(dim=True)
HEADING = Style(color="cyan", bold=True)
GOOD = Style(color="green")
CARE = Style(color="yellow")
BAD = Style(color="red")
BAR = Style(color="cyan")
CACHE = Style(color="magenta")
