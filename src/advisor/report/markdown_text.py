"""Plain text inside Markdown: nothing that a file says becomes formatting, a link or HTML."""

import re
from collections.abc import Iterable, Sequence

_SPECIAL = re.compile(r"([\\`*_{}\[\]<>|~&$#])")
_BLOCK_START = re.compile(r"^(\d{1,9}(?=[.)](?:\s|$))|(?=[-+=]))(.)")
_SAFE_URL = re.compile(r"https?://[A-Za-z0-9._~:/?#@!$&'()*+,;=%-]+")


def escaped(text: str) -> str:
    """The text in one line with every character that Markdown gives a meaning escaped."""
    return _SPECIAL.sub(r"\\\1", " ".join(text.split()))


def paragraph(text: str) -> str:
    """The same at the start of a line, where a dash or a number would begin a list."""
    return _BLOCK_START.sub(lambda found: f"{found[1]}\\{found[2]}", escaped(text))


def link(url: str) -> str:
    """A web address as a link; anything else as text."""
    return f"<{url}>" if _SAFE_URL.fullmatch(url) else escaped(url)


def table(heads: Sequence[str], rows: Iterable[Sequence[str]], *, right: Sequence[str] = ()) -> str:
    """A table of plain texts, each escaped here; the columns named in `right` are aligned right."""
    lines = [heads, ["---:" if head in right else "---" for head in heads]]
    lines += [[escaped(cell) for cell in row] for row in rows]
    return "\n".join(f"| {' | '.join(line)} |" for line in lines)


def bullets(texts: Iterable[str]) -> str:
    """A list of plain texts, each escaped here."""
    return "\n".join(f"- {paragraph(text)}" for text in texts)
