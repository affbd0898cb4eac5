"""The read-out: what stands in the box beside the mouse, and where the box goes."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
from PySide6.QtCore import QPointF, QRectF, QSizeF, Qt
from PySide6.QtGui import QColor, QPainter, QPen

from ui.look import wording

if TYPE_CHECKING:
    from simulator.world import Floats
    from ui.charts.lettering import Lettering
    from ui.charts.scene import Scene
    from ui.figures.figure import Figure, Series

_LEFT = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
_RIGHT = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
_EDGE = 3.0  # pixels between the box and the edge of the chart
_SIDE, _ABOVE = 8.0, 5.0  # pixels between the edge of the box and its words
_SQUARE = 8.0  # pixels of a series' colour
_AFTER_SQUARE, _AFTER_NAME, _BEFORE_OLD = 14.0, 14.0, 12.0


@dataclass(frozen=True)
class Reading:
    """A series in the month under the mouse: its name, its exact value, and that of the old future, "" without one."""

    series: Series
    value: str
    before: str


@dataclass(frozen=True)
class ReadOut:
    """A month, what the old values belong to ("" without any), and the readings, from the top down."""

    month: str
    ghost: str
    readings: tuple[Reading, ...]
    pointed: Series | None  # the one under the mouse


@dataclass(frozen=True)
class Box:
    """A read-out in its place."""

    area: QRectF
    read_out: ReadOut


def readings(figure: Figure, month: int, marks: Floats) -> tuple[Reading, ...]:
    """Return every series of a month, as their marks lie from the top down."""
    position = figure.position(month)
    found = []
    for index in np.argsort(marks, kind="stable"):
        series = figure.series[index]
        if np.isfinite(marks[index]) and np.isfinite(series.values[position]):
            old = np.nan if series.ghost is None else float(series.ghost[position])
            before = figure.exact(old) if np.isfinite(old) else ""
            found.append(Reading(series, figure.exact(float(series.values[position])), before))
    return tuple(found)


def nearest(found: tuple[Reading, ...], pointed: Series | None, room: int) -> tuple[Reading, ...]:
    """Return as many readings as there is room for: those around the one under the mouse."""
    place = next((place for place, each in enumerate(found) if each.series is pointed), 0)
    first = min(max(0, place - room // 2), max(0, len(found) - room))
    return found[first : first + room]


def lines_of(size: QSizeF, line: float) -> int:
    """Return how many readings have room in a chart, below the line of the month."""
    return max(1, int((size.height() - 16.0) / line) - 1)


def read_out(figure: Figure, month: int, listed: tuple[Reading, ...], pointed: Series | None) -> ReadOut:
    """Return what a box says of a month."""
    ghost = figure.ghost_name if any(each.before for each in listed) else ""
    return ReadOut(wording.month(month), ghost, listed, pointed)


def box_size(said: ReadOut, lettering: Lettering) -> QSizeF:
    """Return how much room a read-out needs."""
    plain, old = lettering.plain, _old_width(said, lettering)
    names = max((lettering.strong.width(each.series.name) for each in said.readings), default=0.0)
    values = max((lettering.strong.width(each.value) for each in said.readings), default=0.0)
    head = plain.width(said.month) + (plain.width(said.ghost) + 16.0 if said.ghost else 0.0)
    row = _AFTER_SQUARE + names + _AFTER_NAME + values + (_BEFORE_OLD + old if old else 0.0) if said.readings else 0.0
    height = (len(said.readings) + 1) * plain.height + 2 * _ABOVE
    return QSizeF(round(max(head, row) + 18.0), round(height))


def _old_width(said: ReadOut, lettering: Lettering) -> float:
    return max((lettering.strong.width(each.before) for each in said.readings), default=0.0)


def beside(mouse: QPointF, box: QSizeF, room: QSizeF) -> QRectF:
    """Return the place of a box: right of the mouse and below it, else left or higher, always inside the chart."""
    area = QRectF(QPointF(round(mouse.x() + 14.0), round(mouse.y() + 14.0)), box)
    if area.right() > room.width() - _EDGE:
        area.moveRight(round(mouse.x() - 10.0))
    if area.bottom() > room.height() - _EDGE:
        area.moveBottom(room.height() - _EDGE)
    return area.translated(max(0.0, _EDGE - area.left()), max(0.0, _EDGE - area.top()))


# --- Painting -----------------------------------------------------------------------------------------------


def draw_box(painter: QPainter, scene: Scene, box: Box) -> None:
    """Draw a read-out in its box."""
    said, plain, theme = box.read_out, scene.lettering.plain, scene.theme
    painter.setPen(QPen(QColor(theme.border), 1))
    painter.setBrush(QColor(theme.panel))
    painter.drawRect(box.area)
    line = QRectF(box.area.left() + _SIDE, box.area.top() + _ABOVE, box.area.width() - 2 * _SIDE, plain.height)
    painter.setFont(plain.font)
    painter.setPen(QColor(theme.muted))
    painter.drawText(line, _LEFT, said.month)
    painter.drawText(line, _RIGHT, said.ghost)
    old = _old_width(said, scene.lettering)
    for reading in said.readings:
        line.translate(0.0, plain.height)
        _draw_reading(painter, scene, line, reading, old, pointed=reading.series is said.pointed)
    painter.setBrush(Qt.BrushStyle.NoBrush)


def _draw_reading(
    painter: QPainter, scene: Scene, line: QRectF, reading: Reading, old: float, *, pointed: bool
) -> None:
    series, theme, faces = reading.series, scene.theme, scene.lettering
    square = QRectF(line.left(), line.center().y() - _SQUARE / 2, _SQUARE, _SQUARE)
    painter.fillRect(square, theme.colour(series.colour, series.shade))
    painter.setFont(faces.strong.font if pointed else faces.plain.font)
    painter.setPen(QColor(theme.text))
    painter.drawText(line.adjusted(_AFTER_SQUARE, 0.0, 0.0, 0.0), _LEFT, series.name)
    painter.drawText(line.adjusted(0.0, 0.0, -old - (_BEFORE_OLD if old else 0.0), 0.0), _RIGHT, reading.value)
    painter.setFont(faces.plain.font)
    painter.setPen(QColor(theme.muted))
    painter.drawText(line, _RIGHT, reading.before)
