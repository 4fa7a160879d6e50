"""What a team's own benchmark says against the shipped constants, as factors on the model's times."""

import msgspec


class Correction(msgspec.Struct, frozen=True, kw_only=True):
    """Factors for one model family on one part with one stack; 1 leaves the prediction as it is."""

    step_factor: float = 1.0
    """On every part of a decode step: above 1 where answers were slower than predicted."""
    prompt_factor: float = 1.0
    """On every part of reading a prompt."""
    width_factor: float = 1.0
    """On the width of the ranges, on the log scale: below 1 where the own rows agree with each other."""


NO_CORRECTION = Correction()
