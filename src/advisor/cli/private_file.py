"""Files of a user's own profiles: written whole or not at all, and readable by their owner alone."""

import os
import secrets
from pathlib import Path


def write_private(path: Path, text: str) -> None:
    """Writes the file in one go, replacing what is there: quotes and benchmarks are private."""
    path.parent.mkdir(parents=True, exist_ok=True)
    temporary = path.with_name(f".advisor-{secrets.token_hex(8)}.tmp")
    try:
        with os.fdopen(os.open(temporary, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as stream:
            stream.write(text.encode())
        os.replace(temporary, path)
    finally:
        temporary.unlink(missing_ok=True)
