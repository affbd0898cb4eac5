"""Shares or amounts as stacked bands: who has how much, and what the old future was."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

import numpy as np
from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPen, QPolygonF

from ui.charts.axes import Axes, Tick, round_values
from ui.charts.marks import KINDS, Kind, Marks
from ui.charts.plotting import band, polygon
from ui.look.theme import text_on

if TYPE_CHECKING:
    from collections.abc import Iterable

    from simulator.world import Flags, Floats
    from ui.charts.scene import Scene
    from ui.figures.figure import Figure

_WORTH_A_LABEL = 0.0015  # of the axis
_THICK = 1.5  # pixels between separators; more of them would cover thin bands
_SPACED = 4.0  # pixels between boundaries of the old future
_MOVED = 1.0  # pixels; an old boundary nearer than that to the new one says nothing
_BESIDE = 4.0  # pixels between the hand and the numbers beside it
_LEFT = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
_RIGHT = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter


def ticks(figure: Figure, height: float) -> tuple[Tick, ...]:
    """Return the quarters of the whole, or round amounts."""
    whole = figure.unit == "share" and figure.high == 1.0
    values = [quarter / 4.0 for quarter in range(5)] if whole else round_values(0.0, figure.high, height)
    return tuple(Tick(value, figure.brief(value)) for value in values)


class _Column(NamedTuple):
    """Where the numbers beside the hand stand: a column of some width, on its left where it has room."""

    left: float
    width: float
    before_hand: bool


class Bands(Marks):
    """Shares of one whole, or amounts, stacked from the bottom in the order of the figure."""

    def __init__(self, figure: Figure, axes: Axes) -> None:
        """Work out bands, separators and the boundaries of the old future."""
        self._figure, self._axes = figure, axes
        count, known = len(figure.series), figure.known
        x = axes.xs(figure.months)
        values = np.nan_to_num([series.values[:known] for series in figure.series]).reshape(count, known)
        self._edges = axes.y(np.vstack((np.zeros(known), np.cumsum(values, axis=0))))  # (series + 1, known months)
        self._bands: list[QPolygonF] = [
            band(x[:known], top, bottom) for bottom, top in zip(self._edges, self._edges[1:], strict=False)
        ]
        self._separators = [
            run
            for row, keep in zip(self._edges[1:-1], _clear(self._edges, _THICK), strict=True)
            for run in _runs(x[:known], row, keep)
        ]
        self._ghosts = self._ghost_boundaries(x)

    def _ghost_boundaries(self, x: Floats) -> list[QPolygonF]:
        ghosts = [series.ghost for series in self._figure.series if series.ghost is not None]
        if len(ghosts) != len(self._figure.series) or not ghosts:
            return []
        old = self._axes.y(np.vstack((np.zeros(len(x)), np.cumsum(ghosts, axis=0))))
        new = np.full(old.shape, np.nan)
        new[:, : self._edges.shape[1]] = self._edges
        moved = ~(np.abs(old - new) < _MOVED) & np.isfinite(old)
        free = _clear(old, _SPACED)
        return [
            run
            for row, keep in zip(old[1:-1], moved[1:-1] & free, strict=True)
            for run in _runs(x, row, _bridged(keep) & np.isfinite(row))
        ]

    def draw_past(self, painter: QPainter, scene: Scene) -> None:
        """Fill the bands."""
        self._fill(painter, map(scene.ink, self._figure.series))

    def draw_future(self, painter: QPainter, scene: Scene) -> None:
        """Fill the bands faintly."""
        self._fill(painter, map(scene.faint_ink, self._figure.series))

    def _fill(self, painter: QPainter, colours: Iterable[QColor]) -> None:
        """Fill the bands without smoothing, which would leave seams."""
        painter.setPen(Qt.PenStyle.NoPen)
        for colour, points in zip(colours, self._bands, strict=True):
            painter.setBrush(colour)
            painter.drawPolygon(points)
        painter.setBrush(Qt.BrushStyle.NoBrush)

    def draw_over(self, painter: QPainter, scene: Scene) -> None:
        """Part the bands by hairlines and draw the boundaries of the old future."""
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QPen(QColor(scene.theme.panel), 1))
        for line in self._separators:
            painter.drawPolyline(line)
        halo = QColor(scene.theme.panel)
        halo.setAlphaF(0.6)
        for pen in (QPen(halo, 1), scene.ghost_pen()) if self._ghosts else ():
            painter.setPen(pen)
            for line in self._ghosts:
                painter.drawPolyline(line)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing, on=False)

    def draw_at_hand(self, painter: QPainter, scene: Scene) -> None:
        """Write the value at the hand into each band that has room."""
        if scene.at_hand >= self._figure.known or scene.covered:
            return
        strong = scene.lettering.strong
        said = [self._figure.brief(float(series.values[scene.at_hand])) for series in self._figure.series]
        column = self._column(scene, max(map(strong.width, said), default=0.0) + 2 * _BESIDE)
        painter.setFont(strong.font)
        for series, words, (top, bottom) in zip(self._figure.series, said, self._free(scene, column), strict=True):
            if bottom - top < strong.height - 1.0:
                continue
            painter.setPen(text_on(scene.ink(series) if column.before_hand else scene.theme.faded(scene.ink(series))))
            area = QRectF(column.left, top, column.width, bottom - top)
            painter.drawText(area, _RIGHT if column.before_hand else _LEFT, words)

    def _column(self, scene: Scene, width: float) -> _Column:
        x = self._axes.x(scene.hand)
        before_hand = x - self._axes.frame.left() > width
        return _Column(x - width - _BESIDE if before_hand else x + _BESIDE, width, before_hand)

    def _free(self, scene: Scene, column: _Column) -> list[tuple[float, float]]:
        """Return the top and the bottom between which each band fills the whole width of the column."""
        month = self._axes.x(1) - self._axes.x(0)
        steps = np.arange(1 + int(column.width / max(1.0, month))) * (-1 if column.before_hand else 1)
        edges = self._edges[:, np.clip(scene.at_hand + steps, 0, self._figure.known - 1)]
        return [*zip(edges[1:].max(axis=1), edges[:-1].min(axis=1), strict=True)]

    def draw_hovered(self, painter: QPainter, scene: Scene, month: int, series: int | None) -> None:
        """Mark the height of the band in the month."""
        if series is None:
            return
        position, x = self._figure.position(month), round(self._axes.x(month))
        painter.setPen(QPen(QColor(scene.theme.text), 3, Qt.PenStyle.SolidLine, Qt.PenCapStyle.FlatCap))
        painter.drawLine(QPointF(x, self._edges[series, position]), QPointF(x, self._edges[series + 1, position]))

    def marks_at(self, position: int) -> Floats:
        """Return the middle of each band."""
        middle: Floats = (self._edges[:-1, position] + self._edges[1:, position]) / 2.0
        return middle

    def worth_a_label(self, values: Floats) -> Flags:
        """Return which values are worth a label: those that can be seen."""
        return np.asarray(values >= _WORTH_A_LABEL * self._figure.high)

    def series_at(self, position: int, y: float) -> int | None:
        """Return the band under a pixel row."""
        inside = np.flatnonzero((self._edges[:-1, position] >= y) & (self._edges[1:, position] <= y))
        return int(inside[0]) if len(inside) else None


def _clear(edges: Floats, gap: float) -> Flags:
    """Return `(inner edges, months)` which edges are at least a gap above the last one kept, and below the top."""
    kept = np.zeros((max(0, len(edges) - 2), edges.shape[1]), dtype=bool)
    last = edges[0].copy()
    for row, edge in enumerate(edges[1:-1]):
        kept[row] = (last - edge >= gap) & (edge - edges[-1] >= gap)
        last = np.where(kept[row], edge, last)
    return kept


def _bridged(keep: Flags) -> Flags:
    """Return a mask with two months more on either side, so that a line does not flicker."""
    return np.asarray(np.convolve(keep, np.ones(5))[2 : 2 + len(keep)] > 0.0)


def _runs(x: Floats, y: Floats, keep: Flags) -> list[QPolygonF]:
    """Return the stretches of a line that are kept."""
    edges = np.flatnonzero(np.diff(np.concatenate(([False], keep, [False])).astype(np.int8)))
    return [polygon(x[start:stop], y[start:stop]) for start, stop in edges.reshape(-1, 2) if stop - start > 1]


KINDS.add("stacked", Kind(Bands, ticks))
