"""The axes of a chart over months: where months and values lie in pixels, and which values and years are named."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, NamedTuple

import numpy as np
from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor

from ui.look import wording

if TYPE_CHECKING:
    from PySide6.QtGui import QPainter

    from simulator.world import Floats
    from ui.charts.scene import Scene

_APART, _MOST_VALUES = 50.0, 4  # pixels between values that an axis names, and how many it names at most
_GAP = 6.0  # between the words of a value and the frame
_RIGHT = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
_CENTRE = Qt.AlignmentFlag.AlignHCenter | Qt.AlignmentFlag.AlignVCenter
_ALWAYS_NAMED = 2026  # a year that is named however few are


class Tick(NamedTuple):
    """A value that an axis names, and its words."""

    value: float
    words: str


@dataclass(frozen=True)
class Axes:
    """Where months and values lie in pixels, and the values that are named."""

    frame: QRectF
    first: int
    last: int
    low: float
    high: float
    ticks: tuple[Tick, ...] = ()

    def x(self, month: float) -> float:
        """Return the pixel column of a month."""
        return self.frame.left() + (month - self.first) / max(1, self.last - self.first) * self.frame.width()

    def xs(self, months: range) -> Floats:
        """Return the pixel columns of months."""
        elapsed = np.arange(months.start, months.stop, dtype=np.float64) - self.first
        return self.frame.left() + elapsed * self._step

    @property
    def _step(self) -> float:
        return self.frame.width() / max(1, self.last - self.first)

    def y(self, values: Floats) -> Floats:
        """Return the pixel rows of values."""
        return self.frame.bottom() - (values - self.low) / (self.high - self.low) * self.frame.height()

    def row(self, value: float) -> float:
        """Return the pixel row of one value."""
        return float(self.y(np.array(value)))

    def month(self, x: float) -> int:
        """Return the month nearest to a pixel column."""
        part = (x - self.frame.left()) / max(1.0, self.frame.width())
        return round(self.first + min(max(part, 0.0), 1.0) * (self.last - self.first))

    def within(self, month: int) -> int:
        """Return the month on the axis that is nearest to another."""
        return min(max(month, self.first), self.last)

    def hand_x(self, month: int) -> float:
        """Return the whole pixel column of a hand, which stays on the axis."""
        return round(self.x(self.within(month)))


def round_values(low: float, high: float, height: float) -> tuple[float, ...]:
    """Return round values between two limits, as many as an axis of so many pixels has room to name."""
    step = _round_step((high - low) / min(max(int(height / _APART), 2), _MOST_VALUES))
    return tuple(float(value) for value in step * np.arange(np.ceil(low / step), np.floor(high / step) + 1))


def _round_step(rough: float) -> float:
    """Return 1, 2 or 5 times a power of ten, the nearest one not below."""
    power = 10.0 ** np.floor(np.log10(rough))
    return float(power * next(factor for factor in (1.0, 2.0, 5.0, 10.0) if rough <= factor * power * (1 + 1e-9)))


def years(axes: Axes) -> range:
    """Return the years that begin on the axis."""
    return range(int(wording.year(axes.first)) + 1, int(wording.year(axes.last)) + 1)


def years_between_names(axes: Axes, room: float) -> int:
    """Return every how many years one has room for its name, which is so many pixels wide."""
    spacing = axes.frame.width() * 12 / max(1, axes.last - axes.first)
    return max(1, int(np.ceil((room + 10.0) / spacing)))


# --- Painting -----------------------------------------------------------------------------------------------


def draw_axes(painter: QPainter, scene: Scene, axes: Axes) -> None:
    """Name the values, draw the base line and that of zero, and mark the years."""
    painter.setFont(scene.lettering.plain.font)
    painter.setPen(QColor(scene.theme.muted))
    _draw_values(painter, scene, axes)
    _draw_base(painter, scene, axes)
    _draw_years(painter, scene, axes)


def _draw_values(painter: QPainter, scene: Scene, axes: Axes) -> None:
    height = scene.lettering.plain.height
    for value, words in axes.ticks:
        area = QRectF(0.0, axes.row(value) - height, axes.frame.left() - _GAP, 2 * height)
        painter.drawText(area, _RIGHT, words)


def _draw_base(painter: QPainter, scene: Scene, axes: Axes) -> None:
    frame = axes.frame
    rows = [(frame.bottom(), scene.theme.border)]
    if axes.low < 0.0 < axes.high and (zero := round(axes.row(0.0))) != frame.bottom():
        rows.append((zero, scene.theme.muted))
    for row, colour in rows:
        painter.setPen(QColor(colour))
        painter.drawLine(QPointF(frame.left(), row), QPointF(frame.right(), row))


def _draw_years(painter: QPainter, scene: Scene, axes: Axes) -> None:
    plain, base = scene.lettering.plain, axes.frame.bottom()
    width = plain.width(str(_ALWAYS_NAMED))
    every = years_between_names(axes, width)
    for year in years(axes):
        x = round(axes.x(wording.first_month_of(year)))
        painter.setPen(QColor(scene.theme.border))
        painter.drawLine(QPointF(x, base), QPointF(x, base + 4.0))
        if (year - _ALWAYS_NAMED) % every == 0:
            room = width + 4.0
            painter.setPen(QColor(scene.theme.muted))
            painter.drawText(QRectF(x - room / 2, base + 5.0, room, plain.height), _CENTRE, str(year))
