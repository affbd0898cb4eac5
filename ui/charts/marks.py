"""What a kind of chart adds to a chart over months: which values its axis names, and its marks.

A kind is one file in `ui/charts/kinds/` that adds itself to `KINDS` under the name that figures ask for.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Protocol

import numpy as np

from simulator.registry import Registry

if TYPE_CHECKING:
    from collections.abc import Callable

    from PySide6.QtGui import QPainter

    from simulator.world import Flags, Floats
    from ui.charts.axes import Axes, Tick
    from ui.charts.scene import Scene
    from ui.figures.figure import Figure


class Marks(Protocol):
    """The marks of one figure on its axes, placed in pixels once and drawn often.

    A position counts the months of the figure from its first.
    """

    def draw_under(self, painter: QPainter, scene: Scene) -> None:
        """Draw what lies under the marks."""

    def draw_past(self, painter: QPainter, scene: Scene) -> None:
        """Draw the marks in full colour; the painter is clipped to the months up to the hand."""
        ...

    def draw_future(self, painter: QPainter, scene: Scene) -> None:
        """Draw the marks faint; the painter is clipped to the months after the hand."""
        ...

    def draw_over(self, painter: QPainter, scene: Scene) -> None:
        """Draw what lies over the marks, as the old future does; the painter is clipped to the months on show."""

    def draw_at_hand(self, painter: QPainter, scene: Scene) -> None:
        """Draw the values at the hand."""

    def draw_hovered(self, painter: QPainter, scene: Scene, month: int, series: int | None) -> None:
        """Point out the values of a month, or that of one series."""

    def marks_at(self, position: int) -> Floats:
        """Return `(series,)` the pixel row of each mark in a month, NaN where there is none."""
        ...

    def series_at(self, position: int, y: float) -> int | None:
        """Return the series under a pixel row in a month."""
        ...

    def worth_a_label(self, values: Floats) -> Flags:
        """Return `(series,)` which values are worth a label."""
        return np.isfinite(values)


@dataclass(frozen=True)
class Kind:
    """A kind of chart."""

    place_marks: Callable[[Figure, Axes], Marks]
    ticks: Callable[[Figure, float], tuple[Tick, ...]]
    """Which values the axis names, given the height of the chart in pixels."""
    least_ink: float = 0.0
    """How much of a colour remains where a mark is faint, if the theme leaves less: thin marks need more than areas."""


KINDS: Registry[Kind] = Registry("chart", "ui.charts.kinds")
"""Every kind of chart, by the name that figures ask for."""
