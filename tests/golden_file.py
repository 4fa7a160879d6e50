"""Comparing with a file that was read by a person, or writing it anew when that is asked for."""

import os
from pathlib import Path


def same_as_file(text: str, path: Path) -> bool:
    """Whether the file holds `text`; with ADVISOR_REFRESH_GOLDEN set, it is written first."""
    if os.environ.get("ADVISOR_REFRESH_GOLDEN"):
        path.parent.mkdir(exist_ok=True)
        path.write_text(text, encoding="utf-8", newline="")
    return path.read_text(encoding="utf-8") == text
