"""Measures as bars: selected, moved, stretched, ramped, announced, copied and deleted, by mouse and by keys.

A bar rises over its ramp, and a lighter lead shows the months in which it is announced. History is hatched and, while
it is locked, stays where it is.
"""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QContextMenuEvent, QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QPalette
from PySide6.QtWidgets import QSizePolicy, QToolTip, QWidget

from ui.look.wording import tr
from ui.models.measures import Placed, headline, lanes, short_name
from ui.panels.timeline.bar_painting import BarPainting
from ui.panels.timeline.bar_shape import SPACE, BarShape, Grip
from ui.panels.timeline.dragging import Drag, edit_in_words, key_step, moved, why_stopped
from ui.panels.timeline.marks import draw_focus, draw_hand
from ui.panels.timeline.measure_menu import measure_menu, switch_measure
from ui.panels.timeline.measure_words import dates_in_words, measure_tip
from ui.panels.timeline.placed_measures import PlacedMeasures
from ui.session import edits
from ui.session.undo import Gestures
from ui.widgets.drawn import Drawn
from ui.widgets.form import plain_tip

if TYPE_CHECKING:
    from simulator.scenario.value import Scenario
    from ui.panels.timeline.scale import Scaled
    from ui.session.session import Session


class Bars(QWidget):
    """The bars, on as many lanes as they need."""

    refused = Signal(str)  # why a measure cannot be moved

    def __init__(self, session: Session, scale: Scaled) -> None:
        """Show and edit the measures of a session on a scale."""
        super().__init__()
        self._session, self._scale = session, scale
        self._gestures = Gestures()
        self._placed: list[Placed] = []
        self._drag: Drag | None = None
        self._stepped: tuple[Grip, int] | None = None  # what keys moved last, and how far within their gesture
        self._stopped = ""  # why the part that moved last could not go further
        self._hovered = ""
        self._under, self._over = Drawn(self, self._paint_bars), Drawn(self, self._write_names)
        self.setMouseTracking(True)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setAccessibleName(tr("Timeline of measures"))
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.MinimumExpanding)
        self.arrange()

    def arrange(self) -> None:
        """Put every measure on a lane."""
        scenario, metrics = self._session.scenario, self.fontMetrics()
        month_width = self._scale().month_width
        room = {
            measure.id: round((metrics.horizontalAdvance(short_name(measure, scenario)) + 14) / month_width)
            for measure in scenario.measures
        }
        mark = math.ceil((self.lane_height - SPACE + 1) / month_width)
        self._placed = lanes(scenario, room, mark, self._session.selected)
        count = 1 + max((placed.lane for placed in self._placed), default=0)
        self.setMinimumHeight(count * self.lane_height + SPACE)
        self._describe()
        self._repaint()

    def sizeHint(self) -> QSize:
        """Return the height of all lanes."""
        return QSize(300, self.minimumHeight())

    @property
    def lane_height(self) -> int:
        """Return the height of a lane: a line of text and some space."""
        return self.fontMetrics().height() + SPACE

    def shape(self, measure: str) -> BarShape:
        """Return the shape of a measure, as it is painted."""
        return self._shape(next(placed for placed in self._placed if placed.measure.id == measure))

    # --- The mouse ----------------------------------------------------------------------------------------

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Select what lies under the pointer, and grab it."""
        if event.button() != Qt.MouseButton.LeftButton:
            return
        self._drag = self._stepped = None
        if not self._session.gate.opens():
            return
        found = self._measures.next_at(event.position())
        self._session.select("" if found is None else found.placed.measure.id)
        if found is None:
            return
        copies = bool(event.modifiers() & Qt.KeyboardModifier.ControlModifier)
        grip: Grip = "all" if copies else found.grip_at(event.position())
        self._drag = Drag(found.placed.measure.id, grip, event.position().x(), self._scale().month_width, copies=copies)
        self._gestures.begin()

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Drag what was grabbed, or show what can be done here."""
        if not event.buttons() & Qt.MouseButton.LeftButton:
            self._point_out(event.position())
            return
        before = self._drag
        if before is None or not self._session.selected:
            return
        now = self._drag = before.at(event.position().x())
        if now.begun and not before.begun and not now.copies and self._refuse():
            self._drag = None
        elif now.months != before.months:
            self._follow(now)
            self._show_dates(event)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """Let go."""
        self._drag = None
        self._point_out(event.position())

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        """Move the hand to the month in which a measure begins."""
        found = self._measures.at(event.position())
        if found is not None:
            self._session.move_hand(found.placed.measure.start)

    def leaveEvent(self, event: QEvent) -> None:
        """Stop pointing anything out."""
        super().leaveEvent(event)
        self._hover("")

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        """Offer what can be done with a measure."""
        if not self._session.gate.opens():
            return
        if event.reason() == QContextMenuEvent.Reason.Mouse:
            found = self._measures.at(QPointF(event.pos()))
            self._session.select(found.placed.measure.id if found else "")
        if self._session.selected:
            measure = self._session.scenario.measure(self._session.selected)
            measure_menu(self, self._session, measure).popup(event.globalPos())

    def _follow(self, drag: Drag) -> None:
        """Let the scenario follow a drag; each change starts from the scenario in which the drag began."""
        gesture = self._gestures.proceed(held=True)
        if not drag.copies:
            self._shift(drag.grip, drag.months, gesture)
            return

        def copied(scenario: Scenario) -> Scenario:
            return edits.copy_measure(scenario, drag.measure, drag.months)

        if self._session.edit(tr("Duplicate a measure"), copied, gesture):
            self._session.select(self._session.scenario.measures[-1].id)

    # --- What can be done with the selected measure -------------------------------------------------------

    def copy_selected(self) -> None:
        """Put a copy of the selected measure after it, and select the copy."""
        if self._session.selected:
            self._session.duplicate(self._session.selected)

    def switch_selected(self) -> None:
        """Switch the selected measure off, or on again."""
        if self._session.selected:
            switch_measure(self._session, self._session.selected)

    def _shift(self, grip: Grip, months: int, gesture: int) -> None:
        """Move a part of the selected measure, and say which other date of it is in the way."""
        name, self._stopped = self._session.selected, ""

        def shifted(scenario: Scenario) -> Scenario:
            self._stopped = why_stopped(scenario, name, grip, months)
            return moved(scenario, name, grip, months)

        self._session.edit(edit_in_words(grip), shifted, gesture)
        if self._stopped:
            self.refused.emit(self._stopped)

    def _refuse(self) -> bool:
        """Return whether the selected measure cannot be moved, and say why."""
        why = edits.why_locked(self._session.scenario, self._session.scenario.measure(self._session.selected))
        if why:
            self.setAccessibleDescription(why)
            self.refused.emit(why)
        return bool(why)

    # --- The keys -----------------------------------------------------------------------------------------

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Select with up and down; move with left and right, alone or with a key that says which part moves."""
        key, held = Qt.Key(event.key()), event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier
        selected, step = self._session.selected, key_step(key, held)
        if key in (Qt.Key.Key_Up, Qt.Key.Key_Down) and held == Qt.KeyboardModifier.NoModifier:
            self._session.select(self._measures.next_name(1 if key == Qt.Key.Key_Down else -1))
        elif step is not None and selected:
            self._step(step.grip, step.months)
        elif step is not None:
            self._session.select(self._measures.next_name(1))
        elif key in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and selected:
            self._session.move_hand(self._session.scenario.measure(selected).start)
        elif key == Qt.Key.Key_Escape and selected:
            self._session.select("")
        else:
            super().keyPressEvent(event)

    def _step(self, grip: Grip, months: int) -> None:
        """Move on from where the gesture has come so far, for each edit starts where its gesture began."""
        if self._refuse():
            return
        last, so_far = self._stepped or (None, 0)
        gesture = self._gestures.proceed() if grip == last else self._gestures.begin()
        total = so_far + months if gesture == self._session.steps.gesture else months
        self._shift(grip, total, gesture)
        self._stepped = grip, total - months if self._stopped else total

    # --- Where things are ---------------------------------------------------------------------------------

    def _shape(self, placed: Placed) -> BarShape:
        return BarShape(placed, self._scale(), self.lane_height)

    @property
    def _measures(self) -> PlacedMeasures:
        return PlacedMeasures(tuple(map(self._shape, self._placed)), self._session.selected)

    # --- What is said -------------------------------------------------------------------------------------

    def _point_out(self, point: QPointF) -> None:
        """Show by tooltip and cursor what lies under the pointer and what a press would do."""
        found = self._measures.at(point)
        self._hover("" if found is None else found.placed.measure.id)
        here = (shape.placed.measure for shape in self._measures.all_at(point))
        self.setToolTip("".join(measure_tip(measure, self._session.scenario) for measure in here))
        self.setCursor(self._cursor(found, point))

    def _cursor(self, found: BarShape | None, point: QPointF) -> Qt.CursorShape:
        if found is None:
            return Qt.CursorShape.ArrowCursor
        if edits.why_locked(self._session.scenario, found.placed.measure):
            return Qt.CursorShape.PointingHandCursor
        return Qt.CursorShape.OpenHandCursor if found.grip_at(point) == "all" else Qt.CursorShape.SizeHorCursor

    def _hover(self, measure: str) -> None:
        if measure != self._hovered:
            self._hovered = measure
            self._repaint()

    def _show_dates(self, event: QMouseEvent) -> None:
        """Show beside the pointer what the drag makes of the measure's dates."""
        if self._session.selected:
            measure = self._session.scenario.measure(self._session.selected)
            words = "\n".join(filter(None, (dates_in_words(measure), self._stopped)))
            QToolTip.showText(event.globalPosition().toPoint(), plain_tip(words), self)

    def _describe(self) -> None:
        scenario, selected = self._session.scenario, self._session.selected
        if selected:
            measure = scenario.measure(selected)
            words = f"{tr(measure.policy.title)}, {headline(measure, scenario)}"
        else:
            words = tr("{count} measures, none selected").format(count=len(scenario.measures))
        self.setAccessibleDescription(words)

    # --- Painting -----------------------------------------------------------------------------------------

    def changeEvent(self, event: QEvent) -> None:
        """Make room for larger type."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.FontChange:
            self.arrange()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Show the bars, the line of the hand, and over it the names, or it would cross them out."""
        painter = QPainter(self)
        self._under.show(painter, event.rect())
        draw_hand(painter, self._scale().x(self._session.hand), self.height(), self.palette())
        self._over.show(painter, event.rect())
        if self.hasFocus():
            draw_focus(painter, self)

    def _repaint(self) -> None:
        self._under.forget()
        self._over.forget()

    def _painting(self) -> BarPainting:
        session = self._session
        return BarPainting(session.scenario, self.palette(), QRectF(self.rect()), session.selected, self._hovered)

    def _paint_bars(self, painter: QPainter) -> None:
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painting = self._painting()
        for placed in sorted(self._placed, key=lambda placed: placed.measure.id == self._session.selected):
            painting.paint_bar(painter, self._shape(placed))

    def _write_names(self, painter: QPainter) -> None:
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if not self._placed:
            painter.setPen(self.palette().color(QPalette.ColorRole.PlaceholderText))
            painter.drawText(self.rect(), Qt.AlignmentFlag.AlignCenter, tr("Move a lever to put a measure here"))
        painting = self._painting()
        for placed in self._placed:
            painting.write_name(painter, self._shape(placed))
