"""Painting measures: bars and their leads below the line of the hand, names above it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QBrush, QColor, QFontMetrics, QPainter, QPainterPath, QPalette, QPen, QPolygonF

from simulator.dates import NEVER
from ui.look.theme import mixed
from ui.models.measures import is_flag
from ui.panels.timeline.bar_shape import KNOB, TIP, BarShape
from ui.panels.timeline.measure_words import acts
from ui.session import edits

if TYPE_CHECKING:
    from simulator.policy import Measure
    from simulator.scenario.value import Scenario

_FAINT = 0.72  # how much of a lead is background
_ROLES = QPalette.ColorRole


@dataclass(frozen=True)
class BarPainting:
    """Paints measures of a scenario in the colours of a palette."""

    scenario: Scenario
    palette: QPalette
    area: QRectF  # of the whole widget
    selected: str
    hovered: str

    def paint_bar(self, painter: QPainter, bar: BarShape) -> None:
        """Paint a bar with its lead, and the knob of its ramp where it can be grabbed."""
        measure, rectangle, outline = bar.placed.measure, bar.rectangle, bar.outline
        if bar.announced < rectangle.left() - 1:
            lead = QRectF(bar.announced, rectangle.top(), rectangle.left() - bar.announced, rectangle.height())
            self._paint_lead(painter, lead, _colours(measure, self.palette)[0])
        painter.setPen(self._edge(measure))
        painter.setBrush(self._fill(measure))
        painter.drawPolygon(outline)
        if measure.history and acts(measure, self.scenario):
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(QBrush(self.palette.color(_ROLES.Mid), Qt.BrushStyle.BDiagPattern))
            painter.drawPolygon(outline)
        if self._shows_knob(measure):
            painter.setPen(QPen(self.palette.color(_ROLES.Text), 1))
            painter.setBrush(self.palette.color(_ROLES.Base))
            painter.drawEllipse(bar.knob, KNOB, KNOB)

    def write_name(self, painter: QPainter, bar: BarShape) -> None:
        """Write the name of a measure in its bar, after the slope if it fits there, or else beside the bar."""
        measure, label = bar.placed.measure, bar.placed.label
        if not label:
            return
        metrics = QFontMetrics(painter.font())
        room = room_for_name(bar, metrics.horizontalAdvance(label), self.area.width())
        text = metrics.elidedText(label, Qt.TextElideMode.ElideRight, int(room.width()))
        filled, plain = acts(measure, self.scenario), self.palette.color(_ROLES.Text)
        if measure.history and filled and not is_flag(measure):
            self._clear_hatching(painter, room, metrics.horizontalAdvance(text))
        inside = _colours(measure, self.palette)[1] if filled else plain
        self._write_in_two_inks(painter, room, text, bar.outline, (inside, plain))

    def _edge(self, measure: Measure) -> QPen:
        chosen = measure.id == self.selected
        usual = self.palette.color(_ROLES.Mid) if measure.history else _colours(measure, self.palette)[0]
        style = Qt.PenStyle.SolidLine if acts(measure, self.scenario) else Qt.PenStyle.DashLine
        return QPen(self.palette.color(_ROLES.Text) if chosen else usual, 2 if chosen else 1, style)

    def _fill(self, measure: Measure) -> QBrush:
        if not acts(measure, self.scenario):
            return QBrush(Qt.BrushStyle.NoBrush)
        return QBrush(self.palette.color(_ROLES.Midlight if measure.history else _ROLES.Highlight))

    def _shows_knob(self, measure: Measure) -> bool:
        movable = not edits.why_locked(self.scenario, measure) and not is_flag(measure)
        return movable and measure.id in {self.selected, self.hovered}

    def _paint_lead(self, painter: QPainter, lead: QRectF, fill: QColor) -> None:
        """Paint the months of announcement: a lighter, thinner band with a mark at its beginning."""
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(mixed(fill, self.palette.color(_ROLES.Window), _FAINT))
        painter.drawRect(lead.adjusted(0, lead.height() * 0.25, 0, -lead.height() * 0.25))
        painter.setPen(QPen(fill, 1))
        painter.drawLine(QPointF(lead.left(), lead.top() + 1), QPointF(lead.left(), lead.bottom() - 1))
        painter.drawLine(QPointF(lead.left(), lead.center().y()), QPointF(lead.right(), lead.center().y()))

    def _clear_hatching(self, painter: QPainter, room: QRectF, width: int) -> None:
        """Paint over the hatching behind a name."""
        painter.fillRect(
            QRectF(room.left() - 3, room.top() + 1, width + 6, room.height() - 2), self.palette.color(_ROLES.Midlight)
        )

    def _write_in_two_inks(
        self, painter: QPainter, room: QRectF, text: str, outline: QPolygonF, inks: tuple[QColor, QColor]
    ) -> None:
        """Write a name that is legible on its bar and, where it crosses the slope, on the background too."""
        painter.save()
        inner, whole = QPainterPath(), QPainterPath()
        inner.addPolygon(outline)
        inner.closeSubpath()
        whole.addRect(self.area)
        for path, ink in ((inner, inks[0]), (whole.subtracted(inner), inks[1])):
            if path.intersects(room):
                painter.setClipPath(path)
                painter.setPen(ink)
                painter.drawText(room, Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft, text)
        painter.restore()


def room_for_name(bar: BarShape, width: int, whole: float) -> QRectF:
    """Return where a name of a width is written: within the bar if it fits, or has more room there than beside it."""
    measure, rectangle, risen = bar.placed.measure, bar.rectangle, bar.risen
    end = rectangle.right() + (TIP if measure.end >= NEVER else 0)
    beside = whole - end - 10
    if not is_flag(measure) and rectangle.width() - risen >= width + 12:
        return rectangle.adjusted(risen + 6, 0, -4, 0)
    if not is_flag(measure) and (rectangle.width() >= width + 12 or rectangle.width() > beside):
        return rectangle.adjusted(6, 0, -4, 0)
    return QRectF(end + 5, rectangle.top(), beside, rectangle.height())


def _colours(measure: Measure, palette: QPalette) -> tuple[QColor, QColor]:
    """Return the fill of a bar and the colour of its words: the user's measures in the accent, history muted."""
    if measure.history:
        return palette.color(_ROLES.Mid), palette.color(_ROLES.Text)
    return palette.color(_ROLES.Highlight), palette.color(_ROLES.HighlightedText)
