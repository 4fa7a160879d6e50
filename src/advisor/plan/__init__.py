"""Brief x catalogue -> setups, near-misses and rejections with reasons."""
