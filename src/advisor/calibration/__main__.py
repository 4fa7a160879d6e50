"""`python -m advisor.calibration`: fit the shipped rows and write the constants, their folds and ranges."""

import sys
from pathlib import Path

import msgspec

import advisor.estimate
from advisor.calibration.document import cells_of, constants_of, terms_of, toml_of
from advisor.calibration.left_out import fold_fits, left_out_groups, left_out_pairs, widths_of
from advisor.calibration.observation import observations
from advisor.calibration.solve import fit
from advisor.catalogue.catalogue import Catalogue
from advisor.evidence.shipped import shipped_rows

CELL_BATCHES = 12
FITTED = Path(advisor.estimate.__file__).parent / "fitted"


def main(directory: Path = FITTED) -> None:
    """Write constants.toml and folds.json into `directory`."""
    rows = observations(shipped_rows(), Catalogue.shipped())
    _say(f"{len(rows)} rows, {len({one.pair for one in rows})} pairs")
    fits = fold_fits(rows)
    found = left_out_pairs(rows, fits)
    _say("pairs left out; now cells of family and class, then whole families")
    found += left_out_groups(rows, lambda one: " ".join(one.cell), "family", CELL_BATCHES)
    families = len({one.case.family for one in rows})
    found += left_out_groups(rows, lambda one: one.case.family, "datasheet", families)
    newest = max(one.row.date for one in rows)
    constants = constants_of(fit(rows), widths_of(found), newest)
    directory.mkdir(exist_ok=True)
    (directory / "constants.toml").write_text(toml_of(constants), encoding="utf-8")
    folds = [
        {
            "rows": len(one.rows),
            "pairs": len({row.pair for row in one.rows}),
            "cells": cells_of(one),
            "terms": msgspec.to_builtins(terms_of(one)),
        }
        for one in fits
    ]
    (directory / "folds.json").write_bytes(msgspec.json.encode(folds) + b"\n")
    _say(f"written: {directory / 'constants.toml'}, folds.json")


def _say(text: str) -> None:
    sys.stderr.write(text + "\n")


if __name__ == "__main__":
    main(Path(sys.argv[1])) if len(sys.argv) > 1 else main()
