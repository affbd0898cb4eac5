"""Lines over months: each series a curve with its name at its end."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
from PySide6.QtCore import QPointF, Qt
from PySide6.QtGui import QColor, QPainter, QPen, QPolygonF

from ui.charts.month_chart import Axes, MonthChart, round_values
from ui.charts.plotting import polygon

if TYPE_CHECKING:
    from collections.abc import Sequence

    from simulator.world import Flags, Floats

_WORTH_A_LABEL = 0.02  # of the axis: a smaller difference is not named
_NEAR = 14.0  # pixels within which the mouse finds a curve
_FAINT = 0.62  # of a curve's colour in the future: thin marks need more of it than bands
_TWICE = (
    -0.35,
    0.35,
)  # pixels; two thin curves side by side look like a wider one, which would take several times as long
_THRICE = (-0.7, 0.0, 0.7)
_LARGE = 1.3  # size of text from which curves are seen from afar
_MOVED = 1.5  # pixels; an old curve nearer than that to the new one says nothing


class LineChart(MonthChart):
    """Curves over months on one axis."""

    least_ink = _FAINT

    def measure(self, axes: Axes) -> None:
        """Work out the curves and those of the old future."""
        figure = self.figure
        x = axes.xs(figure.months)
        self._rows = axes.y(
            np.array([series.values for series in figure.series]).reshape(len(figure.series), len(figure.months))
        )
        self._x = x
        self._ghosts: list[list[QPolygonF]] = [
            [] if series.ghost is None else _pieces(x, _moved(axes.y(series.ghost), row))
            for series, row in zip(figure.series, self._rows, strict=True)
        ]

    def draw_under(self, painter: QPainter, axes: Axes) -> None:
        """Draw a hairline at each value that the axis names."""
        painter.setPen(QPen(QColor(self.theme.grid), 1))
        for value, _ in self.ticks():
            y = round(float(axes.y(np.array(value))))
            painter.drawLine(QPointF(axes.frame.left(), y), QPointF(axes.frame.right(), y))

    def draw_marks(self, painter: QPainter, axes: Axes, *, faint: bool) -> None:
        """Draw the curves, one pixel wide and smoothed."""
        at_hand = self.figure.position(self.hand)
        part = slice(at_hand, None) if faint else slice(0, at_hand + 1)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        for series, row in zip(self.figure.series, self._rows, strict=True):
            colour = self.ink(series)
            painter.setPen(QPen(self.theme.faded(colour, self.least_ink) if faint else colour, 1))
            for shift in _THRICE if series.key == self.selected or self.theme.scale >= _LARGE else _TWICE:
                for piece in _pieces(self._x[part] + shift, row[part] + shift):
                    painter.drawPolyline(piece)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing, on=False)

    def draw_over(self, painter: QPainter, axes: Axes) -> None:
        """Draw the curves of the old future in dashes."""
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        for series, pieces in zip(self.figure.series, self._ghosts, strict=True):
            pen = self.ghost_pen()
            pen.setColor(self.ink(series))
            painter.setPen(pen)
            for piece in pieces:
                painter.drawPolyline(piece)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing, on=False)

    def draw_at_hand(self, painter: QPainter, axes: Axes) -> None:
        """Mark each curve at the hand."""
        row = self.figure.position(self.hand)
        self._draw_dots(painter, round(axes.x(self.hand)), [*enumerate(self._rows[:, row])])

    def draw_hovered(self, painter: QPainter, axes: Axes, month: int, series: int | None) -> None:
        """Mark the value of one series, or of each."""
        row = self.figure.position(month)
        if row < self.figure.known:
            dots = [*enumerate(self._rows[:, row])]
            self._draw_dots(painter, round(axes.x(month)), dots if series is None else [dots[series]])

    def _draw_dots(self, painter: QPainter, x: float, dots: list[tuple[int, float]]) -> None:
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QPen(QColor(self.theme.panel), 1))
        for index, y in dots:
            if np.isfinite(y):
                series = self.figure.series[index]
                painter.setBrush(self.ink(series))
                size = 3.0 if self.compact else 4.0
                painter.drawEllipse(QPointF(x, y), size, size)
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing, on=False)

    def marks_at(self, row: int) -> Floats:
        """Return the height of each curve."""
        rows: Floats = self._rows[:, row]
        return rows

    def worth_a_label(self, values: Floats) -> Flags:
        """Return which values are worth a label: of differences those that can be seen."""
        if not self.figure.signed:
            return super().worth_a_label(values)
        least = _WORTH_A_LABEL * (self.figure.high - self.figure.low)
        return np.isfinite(values) & (np.abs(values) >= least)

    def series_at(self, row: int, y: float) -> int | None:
        """Return the curve nearest to a pixel row, if it is near."""
        distance = np.abs(self._rows[:, row] - y)
        if not np.isfinite(distance).any():
            return None
        nearest = int(np.nanargmin(distance))
        return nearest if distance[nearest] <= _NEAR else None

    def ticks(self) -> Sequence[tuple[float, str]]:
        """Return round values from the lowest to the highest."""
        low, high = self.figure.low, self.figure.high
        return tuple((value, self.short(value)) for value in round_values(low, high, self.height()))


def _pieces(x: Floats, y: Floats) -> list[QPolygonF]:
    """Return the pieces of a curve between its unknown months, so that nothing is drawn where nothing is known."""
    known = np.flatnonzero(np.isfinite(y))
    breaks = np.flatnonzero(np.diff(known) > 1) + 1
    return [polygon(x[part], y[part]) for part in np.split(known, breaks) if len(part)]


def _moved(old: Floats, new: Floats) -> Floats:
    """Return an old curve, unknown where it lies on the new one for months on end."""
    apart = ~(np.abs(old - new) < _MOVED)
    return np.where(np.convolve(apart, np.ones(7))[3 : 3 + len(apart)] > 0.0, old, np.nan)
