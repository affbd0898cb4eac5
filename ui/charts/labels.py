"""Labels: the name of each series beside its mark, none over another.

They stand at the right edge, or at the hand where the future is hidden.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPainterPath, QPen

from ui.charts.layout import GAP, LEADER, name_of

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    from simulator.world import Floats
    from ui.charts.layout import Layout
    from ui.charts.marks import Marks
    from ui.charts.scene import Scene
    from ui.figures.figure import Series

    Rows = NDArray[np.intp]

_OVER = 4.0  # pixels by which labels may stand out above and below the frame
_LEFT = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
_RIGHT = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter


@dataclass(frozen=True)
class Label:
    """A series' name beside its mark."""

    series: Series
    at: float  # pixel row of the mark
    place: QRectF  # where the words go
    words: str
    number: str


def place_labels(scene: Scene, layout: Layout, marks: Marks) -> tuple[Label, ...]:
    """Return the labels from the top down; where there is no room for all, those of the largest values."""
    figure, position = scene.figure, labelled_position(scene)
    if position is None:
        return ()
    at = marks.marks_at(position)
    values = np.array([series.values[position] for series in figure.series])
    column, height = _column(scene, layout), scene.lettering.plain.height
    worth = np.flatnonzero(np.isfinite(at) & marks.worth_a_label(values))
    order = _largest_from_the_top(worth, values, at, max(1, int(column.height() / height)))
    rows = apart(at[order], height, column.top() + height / 2, column.bottom() - height / 2)
    return tuple(
        Label(
            figure.series[index],
            float(at[index]),
            QRectF(column.left(), float(row) - height / 2, column.width(), height),
            name_of(figure.series[index], scene, layout.in_brief),
            figure.brief(float(values[index])) if layout.numbered else "",
        )
        for index, row in zip(order, rows, strict=True)
    )


def labelled_position(scene: Scene) -> int | None:
    """Return the position of the month whose values the labels say: the last on show, None without any."""
    known = scene.figure.known
    if known == 0:
        return None
    return min(known - 1, scene.at_hand) if scene.covered else known - 1


def _column(scene: Scene, layout: Layout) -> QRectF:
    """Return the area for labels."""
    frame, axes = layout.axes.frame, layout.axes
    edge = min(axes.x(scene.hand), frame.right()) if scene.covered else frame.right()
    left = edge + LEADER
    width = min(layout.label_width + 1.0, layout.size.width() - left - 10.0)
    return QRectF(left, frame.top() - _OVER, width, frame.height() + 2 * _OVER)


def _largest_from_the_top(worth: Rows, values: Floats, at: Floats, room: int) -> Rows:
    """Return the series of the largest values, as many as have room, in the order of their marks."""
    keep = worth[np.argsort(-values[worth], kind="stable")][:room]
    return keep[np.argsort(at[keep], kind="stable")]


def apart(wanted: Floats, gap: float, low: float, high: float) -> Floats:
    """Return positions nearest to the wanted ones (ascending) that keep their order, a gap apart, between two limits.

    With the k-th position lowered by k gaps this is isotonic regression, which pooling adjacent violators solves.
    """
    count = len(wanted)
    if count == 0:
        return wanted
    steps = gap * np.arange(count)
    pools: list[tuple[float, int]] = []  # mean, size
    for target in wanted - steps:
        mean, size = float(target), 1
        while pools and pools[-1][0] > mean:
            before, members = pools.pop()
            mean, size = (before * members + mean * size) / (members + size), members + size
        pools.append((mean, size))
    fitted = np.concatenate([np.full(size, mean) for mean, size in pools])
    return np.clip(fitted, low, max(low, high - steps[-1])) + steps


# --- Painting -----------------------------------------------------------------------------------------------


def draw_labels(painter: QPainter, scene: Scene, layout: Layout, labels: Sequence[Label]) -> None:
    """Draw each label, with a line that leads to it from the edge at which its mark ends."""
    axes = layout.axes
    edge = axes.hand_x(scene.hand) if scene.covered else axes.frame.right()
    to_the_edge = scene.covered or axes.first + scene.figure.known > axes.last
    for label in labels:
        start = label.at if to_the_edge else label.place.center().y()
        _draw_leader(painter, scene.ink(label.series), QPointF(edge, start), label.place.center().y())
        _draw_words(painter, scene, label)
    painter.setFont(scene.lettering.plain.font)


def _draw_words(painter: QPainter, scene: Scene, label: Label) -> None:
    plain, strong = scene.lettering.plain, scene.lettering.strong
    face = strong if label.series.key == scene.selected else plain
    taken = strong.width(label.number) + bool(label.number) * GAP
    painter.setPen(QColor(scene.theme.muted if scene.dimmed(label.series) else scene.theme.text))
    painter.setFont(face.font)
    painter.drawText(label.place, _LEFT, face.shortened(label.words, label.place.width() - taken))
    painter.setFont(strong.font)
    painter.drawText(label.place, _RIGHT, label.number)


def _draw_leader(painter: QPainter, colour: QColor, start: QPointF, y: float) -> None:
    """Lead from the edge, where the mark ends, to the row of its name."""
    edge = start.x()
    path = QPainterPath(QPointF(edge + 1.0, start.y()))
    path.cubicTo(QPointF(edge + 6.0, start.y()), QPointF(edge + 5.0, y), QPointF(edge + LEADER - 4.0, y))
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.setPen(QPen(colour, 2))
    painter.drawPath(path)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing, on=False)
