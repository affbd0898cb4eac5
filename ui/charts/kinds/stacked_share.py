"""Shares or amounts as stacked bands: who has how much, and what the old future was."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QFontMetricsF, QPainter, QPen, QPolygonF

from ui.charts.month_chart import Axes, MonthChart, round_values
from ui.charts.plotting import band, polygon
from ui.look.theme import text_on

if TYPE_CHECKING:
    from collections.abc import Sequence

    from simulator.world import Flags, Floats

_WORTH_A_LABEL = 0.0015  # of the axis
_THICK = 1.5  # pixels between separators; more of them would cover thin bands
_SPACED = 4.0  # pixels between boundaries of the old future
_MOVED = 1.0  # pixels; an old boundary nearer than that to the new one says nothing


class StackedShareChart(MonthChart):
    """Shares of one whole, or amounts, stacked from the bottom in the order of the figure."""

    def measure(self, axes: Axes) -> None:
        """Work out bands, separators and the boundaries of the old future."""
        figure = self.figure
        known = figure.known
        x = axes.xs(figure.months)
        values = np.nan_to_num([series.values[:known] for series in figure.series]).reshape(len(figure.series), known)
        edges = np.vstack((np.zeros(known), np.cumsum(values, axis=0)))
        self._edges = axes.y(edges)  # (series + 1, known months) pixel rows
        self._bands: list[QPolygonF] = [
            band(x[:known], top, bottom) for bottom, top in zip(self._edges, self._edges[1:], strict=False)
        ]
        self._separators = [
            run
            for row, keep in zip(self._edges[1:-1], _clear(self._edges, _THICK), strict=True)
            for run in _runs(x[:known], row, keep)
        ]
        self._ghosts = self._ghost_boundaries(axes, x)

    def _ghost_boundaries(self, axes: Axes, x: Floats) -> list[QPolygonF]:
        figure = self.figure
        ghosts = [series.ghost for series in figure.series if series.ghost is not None]
        if len(ghosts) != len(figure.series) or not ghosts:
            return []
        old = axes.y(np.vstack((np.zeros(len(x)), np.cumsum(ghosts, axis=0))))
        new = np.full(old.shape, np.nan)
        new[:, : self._edges.shape[1]] = self._edges
        moved = ~(np.abs(old - new) < _MOVED) & np.isfinite(old)
        free = _clear(old, _SPACED)
        return [
            run
            for row, keep in zip(old[1:-1], moved[1:-1] & free, strict=True)
            for run in _runs(x, row, _bridged(keep) & np.isfinite(row))
        ]

    def draw_marks(self, painter: QPainter, axes: Axes, *, faint: bool) -> None:
        """Fill the bands without smoothing, which would leave seams."""
        painter.setPen(Qt.PenStyle.NoPen)
        for series, points in zip(self.figure.series, self._bands, strict=True):
            colour = self.ink(series)
            painter.setBrush(self.theme.faded(colour) if faint else colour)
            painter.drawPolygon(points)
        painter.setBrush(Qt.BrushStyle.NoBrush)

    def draw_over(self, painter: QPainter, axes: Axes) -> None:
        """Part the bands by hairlines and draw the boundaries of the old future."""
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QPen(QColor(self.theme.panel), 1))
        for line in self._separators:
            painter.drawPolyline(line)
        if self._ghosts:
            halo = QColor(self.theme.panel)
            halo.setAlphaF(0.6)
            for pen in (QPen(halo, 1), self.ghost_pen()):
                painter.setPen(pen)
                for line in self._ghosts:
                    painter.drawPolyline(line)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing, on=False)

    def draw_at_hand(self, painter: QPainter, axes: Axes) -> None:
        """Write the value at the hand into each band that has room, left of the hand where it can."""
        row = self.figure.position(self.hand)
        if row >= self.figure.known or self.covered:
            return
        metrics = QFontMetricsF(self.strong)
        x = axes.x(self.hand)
        said = [self.short(float(series.values[row])) for series in self.figure.series]
        width = max(map(metrics.horizontalAdvance, said), default=0.0) + 8.0
        on_left = x - axes.frame.left() > width
        painter.setFont(self.strong)
        reach = row + np.arange(1 + int(width / max(1.0, axes.x(1) - axes.x(0)))) * (-1 if on_left else 1)
        edges = self._edges[:, np.clip(reach, 0, self.figure.known - 1)]
        rows = zip(self.figure.series, said, edges.min(axis=1), edges[1:].max(axis=1), strict=False)
        for series, words, bottom, top in rows:
            if bottom - top < metrics.height() - 1.0:
                continue
            colour = self.ink(series)
            painter.setPen(text_on(colour if on_left else self.theme.faded(colour)))
            area = QRectF(x - width - 4.0 if on_left else x + 4.0, top, width, bottom - top)
            side = Qt.AlignmentFlag.AlignRight if on_left else Qt.AlignmentFlag.AlignLeft
            painter.drawText(area, side | Qt.AlignmentFlag.AlignVCenter, words)

    def draw_hovered(self, painter: QPainter, axes: Axes, month: int, series: int | None) -> None:
        """Mark the height of the band in the month."""
        if series is None:
            return
        row = self.figure.position(month)
        x = round(axes.x(month))
        painter.setPen(QPen(QColor(self.theme.text), 3, Qt.PenStyle.SolidLine, Qt.PenCapStyle.FlatCap))
        painter.drawLine(QPointF(x, self._edges[series, row]), QPointF(x, self._edges[series + 1, row]))

    def marks_at(self, row: int) -> Floats:
        """Return the middle of each band."""
        middle: Floats = (self._edges[:-1, row] + self._edges[1:, row]) / 2.0
        return middle

    def worth_a_label(self, values: Floats) -> Flags:
        """Return which values are worth a label: those that can be seen."""
        return np.asarray(values >= _WORTH_A_LABEL * self.figure.high)

    def series_at(self, row: int, y: float) -> int | None:
        """Return the band under a pixel row."""
        inside = np.flatnonzero((self._edges[:-1, row] >= y) & (self._edges[1:, row] <= y))
        return int(inside[0]) if len(inside) else None

    def ticks(self) -> Sequence[tuple[float, str]]:
        """Return the quarters of the whole, or round amounts."""
        figure = self.figure
        whole = figure.unit == "share" and figure.high == 1.0
        values = [quarter / 4.0 for quarter in range(5)] if whole else round_values(0.0, figure.high, self.height())
        return tuple((value, self.short(value)) for value in values)


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
