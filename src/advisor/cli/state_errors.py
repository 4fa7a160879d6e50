"""What the self-test finds, written where the project states it: `make errors`, after every new fit.

Writes `evidence/stated_errors.toml` beside the sources, and the section of the README that shows the table.
"""

import sys
from pathlib import Path

import msgspec
import tomli_w

from advisor.catalogue.catalogue import Catalogue
from advisor.cli.selftest import left_out_outcomes
from advisor.evidence import stated
from advisor.evidence.score import summarise
from advisor.report.selftest_page import selftest_markdown

HEADING = "## How wrong are the speeds"
_FILE_HEAD = "# What `advisor selftest` is expected to find; written by `make errors`.\n"


def section_replaced(readme: str, section: str) -> str:
    """The README with `section` as the text under its heading; ValueError where the heading is missing."""
    before, heading, rest = readme.partition(f"{HEADING}\n")
    if not heading:
        raise ValueError(f"no line {HEADING!r}")
    _, following, after = rest.partition("\n## ")
    return f"{before}{heading}\n{section.strip()}\n{following}{after}"


def main(readme: Path) -> None:
    """Runs the self-test with the shipped profiles and writes both files."""
    summary = summarise(left_out_outcomes(Catalogue.shipped()))
    text = _FILE_HEAD + tomli_w.dumps(msgspec.to_builtins(stated.stated_from(summary)))
    Path(stated.__file__).with_name(stated.FILE).write_text(text, encoding="utf-8")
    whole = section_replaced(readme.read_text(encoding="utf-8"), selftest_markdown(summary))
    readme.write_text(whole, encoding="utf-8")


if __name__ == "__main__":
    main(Path(sys.argv[1]))
