"""TOML profiles become frozen records here, each figure with its source; read lazily, kind by kind."""
