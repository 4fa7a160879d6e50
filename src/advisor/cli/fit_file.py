"""`advisor fit --from`: every row of a table of documented setups."""

import csv
import io
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any, get_args

from advisor.catalogue.catalogue import Catalogue
from advisor.catalogue.errors import UnknownProfileError
from advisor.catalogue.record import WeightsFormat
from advisor.catalogue.regular_file import read_regular_file
from advisor.catalogue.text import clean
from advisor.estimate.layout import Load
from advisor.plan.errors import BriefError
from advisor.plan.probe import Probe, probe_fit
from advisor.wording.english import reason_text

MAX_FILE_BYTES = 16 * 1024 * 1024
DEFAULT_CONTEXT_TOKENS = 8192
REQUIRED = ("model_id", "weights", "accelerator_id", "accel_count")


def fit_file(path: Path, catalogue: Catalogue) -> dict[str, Any]:
    """`{"rows": [...], "summary": {...}}`; a row that can't be answered says why in `reason`."""
    rows = [_answer(number, row, catalogue) for number, row in enumerate(_read(path), start=1)]
    judged = [row for row in rows if row["fits"] is not None and row["documented"]]
    agreed = sum(row["fits"] == (row["documented"] != "does-not-fit") for row in judged)
    return {
        "rows": rows,
        "summary": {
            "rows": len(rows),
            "answered": sum(row["fits"] is not None for row in rows),
            "documented": len(judged),
            "agree": agreed,
        },
    }


def _read(path: Path) -> Iterator[dict[str, str]]:
    data = read_regular_file(path, MAX_FILE_BYTES)
    if len(data) > MAX_FILE_BYTES:
        raise BriefError(str(path), f"larger than {MAX_FILE_BYTES:,} bytes")
    try:
        reader = csv.DictReader(io.StringIO(data.decode("utf-8-sig")), strict=True)
        missing = [name for name in REQUIRED if name not in (reader.fieldnames or ())]
        if missing:
            raise BriefError(str(path), f"no column {', '.join(missing)}")
        for row in reader:
            yield {key: clean(value or "") for key, value in row.items() if isinstance(key, str)}
    except UnicodeDecodeError:
        raise BriefError(str(path), "not UTF-8 text") from None
    except csv.Error as error:
        raise BriefError(str(path), f"not CSV: {error}") from None


def _answer(number: int, row: dict[str, str], catalogue: Catalogue) -> dict[str, Any]:
    answer: dict[str, Any] = {
        "row": number,
        "model_id": row["model_id"],
        "accelerator_id": row["accelerator_id"],
        "weights": row["weights"],
        "accel_count": row["accel_count"],
        "documented": row.get("status", ""),
        "fits": None,
        "headroom_bytes": None,
        "reason": "",
    }
    try:
        found = probe_fit(_probe(row), catalogue)
    except (UnknownProfileError, BriefError, ValueError) as error:
        return {**answer, "reason": str(error)}
    return {
        **answer,
        "accel_count": int(row["accel_count"]),
        "fits": found.fits,
        "headroom_bytes": found.memory.headroom_bytes if found.memory else None,
        "reason": " ".join(reason_text(reason) for reason in found.reasons),
    }


def _probe(row: dict[str, str]) -> Probe:
    formats: tuple[WeightsFormat, ...] = get_args(WeightsFormat)
    weights = next((known for known in formats if known == row["weights"]), None)
    if weights is None:
        raise BriefError("weights", f"found {row['weights']!r}, wanted one of {', '.join(formats)}")
    context_tokens = _whole(row, "context_len", DEFAULT_CONTEXT_TOKENS)
    return Probe(
        model=row["model_id"],
        accelerator=row["accelerator_id"],
        cards=_whole(row, "accel_count", None),
        nodes=_whole(row, "nodes", 0) or None,
        weights=weights,
        load=Load(input_tokens=context_tokens, output_tokens=1, context_tokens=context_tokens, concurrency=1),
    )


def _whole(row: dict[str, str], name: str, default: int | None) -> int:
    text = row.get(name, "").strip()
    if not text and default is not None:
        return default
    if not re.fullmatch(r"[0-9]{1,8}", text) or not 1 <= int(text) <= 10_000_000:
        raise BriefError(name, f"found {text!r}, wanted a whole number above 0")
    return int(text)
