"""What a chart shows, and how: all that its layout and its picture depend on, except its size and the mouse."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtGui import QColor, QPen

from simulator.dates import NOW
from ui.figures.figure import EMPTY, Figure

if TYPE_CHECKING:
    from ui.charts.lettering import Lettering
    from ui.figures.figure import Series
    from ui.look.theme import Theme


@dataclass(frozen=True)
class Scene:
    """A figure, its theme and type, the hand, and what is hidden or stands out."""

    theme: Theme
    lettering: Lettering
    figure: Figure = EMPTY
    hand: int = NOW
    covered: bool = False  # the future is hidden
    selected: str = ""  # key of the series that stands out
    headed: bool = True  # the title stands above
    compact: bool = False  # the large chart beside it says the rest
    small: bool = False  # too narrow for plain type
    least_ink: float = 0.0  # how much of a colour remains where a mark is faint; the theme says how much at least

    @property
    def at_hand(self) -> int:
        """Return the position of the month under the hand in the figure."""
        return self.figure.position(self.hand)

    def dimmed(self, series: Series) -> bool:
        """Return whether another series of the figure stands out."""
        return series.key != self.selected and any(each.key == self.selected for each in self.figure.series)

    def ink(self, series: Series) -> QColor:
        """Return the colour of a series: faint where another one stands out."""
        colour = self.theme.colour(series.colour, series.shade)
        return self.theme.faded(colour, self.least_ink) if self.dimmed(series) else colour

    def faint_ink(self, series: Series) -> QColor:
        """Return the colour of a series after the hand."""
        return self.theme.faded(self.ink(series), self.least_ink)

    def ghost_pen(self) -> QPen:
        """Return the dashes of the old future."""
        pen = QPen(QColor(self.theme.ghost), 1)
        pen.setDashPattern([4.0, 3.0])
        pen.setCapStyle(Qt.PenCapStyle.FlatCap)
        return pen
