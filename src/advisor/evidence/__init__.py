"""Measured rows: what benchmarks found, how a row becomes a layout and a load, and how predictions compare."""
