"""Codes and values become sentences here; the engine never writes prose."""
