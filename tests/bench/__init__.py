"""Benchmarks: what a budget in the design is measured by. Nothing here passes or fails."""
