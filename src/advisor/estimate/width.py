"""A range around a mid value, as factors on it."""

import msgspec

from advisor.figures import Basis, Range


class Width(msgspec.Struct, frozen=True):
    """Factors on the mid value of a duration."""

    low: float
    high: float

    def duration(self, mid: float, basis: Basis) -> Range:
        """Range of a duration."""
        return Range(mid * self.low, mid, mid * self.high, basis)

    def rate(self, mid: float, basis: Basis) -> Range:
        """Range of a rate: the inverse of a duration's."""
        return Range(mid / self.high, mid, mid / self.low, basis)
