"""Prints every benchmark: `make bench`."""

import sys

from bench import catalogue, engine, startup, terminal


def main() -> None:
    """Runs the benchmarks in turn and prints a line for each."""
    for title, measure in (
        ("Start-up", startup.measure),
        ("Catalogue", catalogue.measure),
        ("Engine", engine.measure),
        ("Terminal", terminal.measure),
    ):
        sys.stdout.write(f"{title}\n")
        for line in measure():
            sys.stdout.write(f"  {line}\n")
        sys.stdout.flush()


if __name__ == "__main__":
    main()
