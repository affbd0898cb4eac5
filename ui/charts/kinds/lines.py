"""Lines over months: each series a curve with its name at its end."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
from PySide6.QtCore import QPointF, Qt
from PySide6.QtGui import QColor, QPainter, QPen, QPolygonF

from ui.charts.axes import Axes, Tick, round_values
from ui.charts.marks import KINDS, Kind, Marks
from ui.charts.plotting import polygon

if TYPE_CHECKING:
    from collections.abc import Iterable

    from simulator.world import Flags, Floats
    from ui.charts.scene import Scene
    from ui.figures.figure import Figure, Series

_WORTH_A_LABEL = 0.02  # of the axis: a smaller difference is not named
_NEAR = 14.0  # pixels within which the mouse finds a curve
_LEAST_INK = 0.62  # of a curve's colour in the future: thin marks need more of it than bands
_TWICE = (
    -0.35,
    0.35,
)  # pixels; two thin curves side by side look like a wider one, which would take several times as long
_THRICE = (-0.7, 0.0, 0.7)
_LARGE = 1.3  # size of text from which curves are seen from afar
_MOVED = 1.5  # pixels; an old curve nearer than that to the new one says nothing
_DOT, _SMALL_DOT = 4.0, 3.0  # pixels from the middle of a dot to its edge


def ticks(figure: Figure, height: float) -> tuple[Tick, ...]:
    """Return round values from the lowest to the highest."""
    return tuple(Tick(value, figure.brief(value)) for value in round_values(figure.low, figure.high, height))


class Curves(Marks):
    """Curves over months on one axis."""

    def __init__(self, figure: Figure, axes: Axes) -> None:
        """Work out the curves and those of the old future."""
        self._figure, self._axes = figure, axes
        self._x = axes.xs(figure.months)
        values = np.array([series.values for series in figure.series])
        self._rows = axes.y(values.reshape(len(figure.series), len(figure.months)))
        self._ghosts: list[list[QPolygonF]] = [
            [] if series.ghost is None else _pieces(self._x, _moved(axes.y(series.ghost), row))
            for series, row in zip(figure.series, self._rows, strict=True)
        ]

    def draw_under(self, painter: QPainter, scene: Scene) -> None:
        """Draw a hairline at each value that the axis names."""
        frame = self._axes.frame
        painter.setPen(QPen(QColor(scene.theme.grid), 1))
        for tick in self._axes.ticks:
            y = round(self._axes.row(tick.value))
            painter.drawLine(QPointF(frame.left(), y), QPointF(frame.right(), y))

    def draw_past(self, painter: QPainter, scene: Scene) -> None:
        """Draw the curves up to the hand."""
        self._draw(painter, scene, slice(0, scene.at_hand + 1), map(scene.ink, self._figure.series))

    def draw_future(self, painter: QPainter, scene: Scene) -> None:
        """Draw the curves from the hand on."""
        self._draw(painter, scene, slice(scene.at_hand, None), map(scene.faint_ink, self._figure.series))

    def _draw(self, painter: QPainter, scene: Scene, part: slice, colours: Iterable[QColor]) -> None:
        """Draw a part of each curve, one pixel wide and smoothed."""
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        for series, row, colour in zip(self._figure.series, self._rows, colours, strict=True):
            painter.setPen(QPen(colour, 1))
            for shift in _THRICE if _stands_out(series, scene) else _TWICE:
                for piece in _pieces(self._x[part] + shift, row[part] + shift):
                    painter.drawPolyline(piece)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing, on=False)

    def draw_over(self, painter: QPainter, scene: Scene) -> None:
        """Draw the curves of the old future in dashes."""
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        for series, pieces in zip(self._figure.series, self._ghosts, strict=True):
            pen = scene.ghost_pen()
            pen.setColor(scene.ink(series))
            painter.setPen(pen)
            for piece in pieces:
                painter.drawPolyline(piece)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing, on=False)

    def draw_at_hand(self, painter: QPainter, scene: Scene) -> None:
        """Mark each curve at the hand."""
        dots = [*enumerate(self._rows[:, scene.at_hand])]
        self._draw_dots(painter, scene, round(self._axes.x(scene.hand)), dots)

    def draw_hovered(self, painter: QPainter, scene: Scene, month: int, series: int | None) -> None:
        """Mark the value of one series, or of each."""
        position = self._figure.position(month)
        if position < self._figure.known:
            dots = [*enumerate(self._rows[:, position])]
            self._draw_dots(painter, scene, round(self._axes.x(month)), dots if series is None else [dots[series]])

    def _draw_dots(self, painter: QPainter, scene: Scene, x: float, dots: list[tuple[int, float]]) -> None:
        size = _SMALL_DOT if scene.compact else _DOT
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QPen(QColor(scene.theme.panel), 1))
        for index, y in dots:
            if np.isfinite(y):
                painter.setBrush(scene.ink(self._figure.series[index]))
                painter.drawEllipse(QPointF(x, y), size, size)
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing, on=False)

    def marks_at(self, position: int) -> Floats:
        """Return the height of each curve."""
        rows: Floats = self._rows[:, position]
        return rows

    def worth_a_label(self, values: Floats) -> Flags:
        """Return which values are worth a label: of differences those that can be seen."""
        if not self._figure.signed:
            return super().worth_a_label(values)
        least = _WORTH_A_LABEL * (self._figure.high - self._figure.low)
        return np.isfinite(values) & (np.abs(values) >= least)

    def series_at(self, position: int, y: float) -> int | None:
        """Return the curve nearest to a pixel row, if it is near."""
        distance = np.abs(self._rows[:, position] - y)
        if not np.isfinite(distance).any():
            return None
        nearest = int(np.nanargmin(distance))
        return nearest if distance[nearest] <= _NEAR else None


def _stands_out(series: Series, scene: Scene) -> bool:
    """Return whether a curve is drawn wider: where it is selected, and all of them for an audience."""
    return series.key == scene.selected or scene.theme.scale >= _LARGE


def _pieces(x: Floats, y: Floats) -> list[QPolygonF]:
    """Return the pieces of a curve between its unknown months, so that nothing is drawn where nothing is known."""
    known = np.flatnonzero(np.isfinite(y))
    breaks = np.flatnonzero(np.diff(known) > 1) + 1
    return [polygon(x[part], y[part]) for part in np.split(known, breaks) if len(part)]


def _moved(old: Floats, new: Floats) -> Floats:
    """Return an old curve, unknown where it lies on the new one for months on end."""
    apart = ~(np.abs(old - new) < _MOVED)
    return np.where(np.convolve(apart, np.ones(7))[3 : 3 + len(apart)] > 0.0, old, np.nan)


KINDS.add("lines", Kind(Curves, ticks, _LEAST_INK))
