"""Measured rows: what benchmarks found, how a row becomes a layout and a load, how predictions compare."""
