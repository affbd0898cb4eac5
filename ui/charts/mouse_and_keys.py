"""What the mouse and the keys mean over a chart: which month or series they ask for."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from PySide6.QtCore import QPointF, Qt

if TYPE_CHECKING:
    from collections.abc import Sequence

    from ui.charts.axes import Axes
    from ui.charts.labels import Label
    from ui.charts.marks import Marks
    from ui.charts.scene import Scene

_STILL = 3.0  # pixels within which a press and its release are a click
_STEPS = {Qt.Key.Key_Left: -1, Qt.Key.Key_Right: 1, Qt.Key.Key_PageUp: -12, Qt.Key.Key_PageDown: 12}
_WALK = {Qt.Key.Key_Up: -1, Qt.Key.Key_Down: 1}


@dataclass(frozen=True)
class MonthAsked:
    """The hand is asked to a month."""

    month: int


@dataclass(frozen=True)
class SeriesClicked:
    """A series was clicked."""

    key: str


@dataclass(frozen=True)
class SeriesWanted:
    """The keyboard wants a series to stand out; "" = none."""

    key: str


Asked = MonthAsked | SeriesClicked | SeriesWanted


@dataclass(frozen=True)
class Pointed:
    """The month under the mouse, and the series, None between the marks."""

    month: int
    series: int | None


def pointed_at(point: QPointF, scene: Scene, axes: Axes, marks: Marks) -> Pointed | None:
    """Return what lies under the mouse, None outside the frame and over a hidden future."""
    month = axes.month(point.x())
    inside = axes.frame.adjusted(-2.0, 0.0, 2.0, 0.0).contains(point)
    if not inside or (scene.covered and month > scene.hand):
        return None
    position = scene.figure.position(month)
    return Pointed(month, marks.series_at(position, point.y()) if scene.figure.knows(month) else None)


def label_at(point: QPointF, labels: Sequence[Label]) -> Label | None:
    """Return the label under the mouse."""
    return next((label for label in labels if label.place.contains(point)), None)


class Mouse:
    """The button of the mouse: pressed and released in one place it clicks, moved meanwhile it drags the hand."""

    def __init__(self) -> None:
        """Begin with the button released."""
        self._pressed: QPointF | None = None
        self._asked: int | None = None

    def press(self, point: QPointF, axes: Axes, labels: Sequence[Label], line: float) -> Asked | None:
        """Return what a press asks for: a label its series; the frame, the strip above it and the years a month."""
        label = label_at(point, labels)
        if label is not None:
            return SeriesClicked(label.series.key)
        if not axes.frame.adjusted(-2.0, -2.0 * line, 2.0, line).contains(point):
            return None
        self._pressed, self._asked = point, None
        return self._month(axes.month(point.x()))

    def move(self, point: QPointF, axes: Axes) -> Asked | None:
        """Return the month that a drag asks for, once each."""
        if self._pressed is None or _near(self._pressed, point):
            return None
        return self._month(axes.month(point.x()))

    def release(self, point: QPointF, series: str) -> Asked | None:
        """Return the series that was clicked, "" being none under the mouse; after a drag there is none."""
        pressed, self._pressed = self._pressed, None
        clicked = pressed is not None and _near(pressed, point) and series
        return SeriesClicked(series) if clicked else None

    def _month(self, month: int) -> MonthAsked | None:
        if month == self._asked:
            return None
        self._asked = month
        return MonthAsked(month)


def asked_by_key(key: Qt.Key, scene: Scene, axes: Axes, labels: Sequence[Label]) -> Asked | None:
    """Return what a key asks for, None for a key that means nothing to a chart.

    That is the month before or after, a year at a time, or the first or last; the series above or below; none.
    """
    if key in _STEPS:
        return MonthAsked(axes.within(scene.hand + _STEPS[key]))
    if key in {Qt.Key.Key_Home, Qt.Key.Key_End}:
        return MonthAsked(axes.first if key == Qt.Key.Key_Home else axes.last)
    if key in _WALK and labels:
        return SeriesWanted(_neighbour(scene.selected, [label.series.key for label in labels], _WALK[key]))
    return SeriesWanted("") if key == Qt.Key.Key_Escape and scene.selected else None


def _neighbour(selected: str, keys: list[str], step: int) -> str:
    """Return the series above or below the one that stands out, in the order of the labels; else the first or last."""
    if selected not in keys:
        return keys[0 if step > 0 else -1]
    return keys[(keys.index(selected) + step) % len(keys)]


def _near(one: QPointF, other: QPointF) -> bool:
    return (other - one).manhattanLength() <= _STILL
