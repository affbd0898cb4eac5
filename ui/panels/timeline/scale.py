"""Where months lie on the timeline, in pixels; ruler, news, kept futures and bars share one scale."""

from __future__ import annotations

from collections.abc import Callable
from typing import NamedTuple


class Scale(NamedTuple):
    """Where months lie."""

    left: float
    right: float
    last: int

    @property
    def month_width(self) -> float:
        """Return the pixels of a month."""
        return max(0.1, self.x(1) - self.x(0))

    def x(self, month: float) -> float:
        """Return the pixel of a month."""
        return self.left + (self.right - self.left) * month / max(1, self.last)

    def month(self, x: float) -> int:
        """Return the month nearest to a pixel."""
        return min(max(round(self.exact(x)), 0), self.last)

    def exact(self, x: float) -> float:
        """Return the month at a pixel, with its fraction."""
        return (x - self.left) / max(1.0, self.right - self.left) * self.last


Scaled = Callable[[], Scale]
"""Returns the scale as it is at present."""
