"""The shape of a measure on the timeline, in pixels: its bar, its ramp, its lead, and where each part is grabbed.

Nothing here needs a widget: a shape follows from the measure's place on the lanes and from the scale.
"""

from __future__ import annotations

from typing import Literal, NamedTuple

from PySide6.QtCore import QPointF, QRectF
from PySide6.QtGui import QPolygonF

from simulator.dates import NEVER
from ui.models.measures import Placed, is_flag
from ui.panels.timeline.scale import Scale

Grip = Literal["start", "end", "ramp", "announcement", "all"]
"""The part of a measure that a drag or a key moves."""

SPACE = 6  # pixels between bars
TIP = 5.0  # pixels of the arrow of a bar without end
KNOB = 3.0
_REACH = 6  # pixels around an end, a knob or a lead within which it is grabbed
_KNOB_PART = 0.4  # of a bar's height, from its top, belongs to the knob


class BarShape(NamedTuple):
    """Where one measure lies on the timeline."""

    placed: Placed
    scale: Scale
    lane_height: int

    @property
    def rectangle(self) -> QRectF:
        """Return the bar from its first to its last month on show, or the box around a diamond."""
        scale, measure = self.scale, self.placed.measure
        left = scale.x(min(measure.start, scale.last))
        top, height = self.placed.lane * self.lane_height + SPACE / 2, self.lane_height - SPACE
        if is_flag(measure):
            return QRectF(left - height / 2, top, height, height)
        right = scale.x(min(measure.end + 1, scale.last))
        return QRectF(left, top, max(right - left - 1.5, 3.0), height)

    @property
    def risen(self) -> float:
        """Return the pixels over which the bar rises to its full strength."""
        measure, scale = self.placed.measure, self.scale
        if not measure.ramp or is_flag(measure):
            return 0.0
        risen = scale.x(min(measure.start + measure.ramp, scale.last)) - scale.x(measure.start)
        return min(risen, self.rectangle.width())

    @property
    def knob(self) -> QPointF:
        """Return the centre of the knob that sets the ramp."""
        bar = self.rectangle
        return QPointF(bar.left() + self.risen, bar.top() + KNOB - 1)

    @property
    def announced(self) -> float:
        """Return the pixel at which the measure is announced, or begins where it is not announced earlier."""
        measure = self.placed.measure
        return self.scale.x(measure.start if measure.announced is None else min(measure.announced, measure.start))

    @property
    def outline(self) -> QPolygonF:
        """Return the outline: a diamond for a single month, else a band that rises over its ramp."""
        bar = self.rectangle
        if is_flag(self.placed.measure):
            return _diamond(bar)
        risen = self.risen
        low = bar.bottom() - 2 if risen else bar.top()
        end = [bar.topRight(), bar.bottomRight()]
        if self.placed.measure.end >= NEVER:
            end.insert(1, QPointF(bar.right() + TIP, bar.center().y()))
        left = [QPointF(bar.left(), bar.bottom()), QPointF(bar.left(), low), QPointF(bar.left() + risen, bar.top())]
        return QPolygonF([*left, *end])

    def handle(self, grip: Grip) -> QPointF:
        """Return the point at which a part of the measure is grabbed."""
        bar = self.rectangle
        return {
            "start": QPointF(bar.left() + 1, bar.bottom() - 2),
            "end": QPointF(bar.right() - 1, bar.center().y()),
            "ramp": self.knob,
            "announcement": QPointF(self.announced, bar.center().y()),
            "all": bar.center(),
        }[grip]

    def covers(self, point: QPointF) -> bool:
        """Return whether a click at a point means this measure: its bar or its lead, with a little room around."""
        bar = self.rectangle
        area = bar.united(QRectF(self.announced, bar.top(), 1, bar.height()))
        return area.adjusted(-3, -2, 3, 2).contains(point)

    def grip_at(self, point: QPointF) -> Grip:
        """Return the part of the measure that is grabbed at a point."""
        bar, measure = self.rectangle, self.placed.measure
        lasts = not is_flag(measure)
        reach = min(_REACH, bar.width() / 3)
        if not lasts and measure.policy.momentary:
            return "all"
        if lasts and self._at_knob(point, reach):
            return "ramp"
        if measure.announced is not None and point.x() < min(bar.left(), self.announced + _REACH):
            return "announcement"
        if lasts and bar.left() - 4 <= point.x() < bar.left() + reach:
            return "start"
        return "end" if point.x() > bar.right() - reach else "all"

    def _at_knob(self, point: QPointF, reach: float) -> bool:
        bar = self.rectangle
        return abs(point.x() - self.knob.x()) < reach + 1 and point.y() < bar.top() + _KNOB_PART * bar.height()


def _diamond(box: QRectF) -> QPolygonF:
    middle = box.center()
    return QPolygonF(
        [
            QPointF(middle.x(), box.top()),
            QPointF(box.right(), middle.y()),
            QPointF(middle.x(), box.bottom()),
            QPointF(box.left(), middle.y()),
        ]
    )
