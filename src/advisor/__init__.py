"""Advisor: accelerator setups for open-weight language models, with cost, speed, law and supply."""

__version__ = "0.1.0"
