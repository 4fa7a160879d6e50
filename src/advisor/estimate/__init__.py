"""Memory and speed: does a model fit a layout, and how fast will it answer."""
