"""Measures as bars: chosen, moved, stretched, ramped, announced, copied and deleted, by mouse and by keys.

A bar rises over its ramp, and a lighter lead shows the months in which it is announced. History is hatched and, while
it is locked, stays where it is.
"""

from __future__ import annotations

import math
from typing import TYPE_CHECKING, Literal

from PySide6.QtCore import QEvent, QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import (
    QBrush,
    QColor,
    QContextMenuEvent,
    QFontMetrics,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPainterPath,
    QPaintEvent,
    QPalette,
    QPen,
    QPolygonF,
)
from PySide6.QtWidgets import QMenu, QSizePolicy, QToolTip, QWidget

from simulator.dates import NEVER
from ui.look import wording
from ui.look.theme import mixed
from ui.look.wording import tr
from ui.models.measures import Placed, headline, is_flag, lanes, short_name
from ui.session import edits
from ui.session.undo import Gestures
from ui.widgets.drawn import Drawn
from ui.widgets.form import plain_tip

if TYPE_CHECKING:
    from simulator.policy import Measure
    from simulator.scenario.value import Scenario
    from ui.panels.timeline.scale import Scaled
    from ui.session.session import Session

Grip = Literal["start", "end", "ramp", "announcement", "all"]

_SPACE = 6  # pixels between bars
_REACH = 6  # pixels around an end, a knob or a lead by which it is taken
_CLICK = 4  # pixels that the mouse may move in a click
_TIP = 5.0  # pixels of the arrow of a bar without end
_KNOB = 3.0
_FAINT = 0.72  # how much of a lead is background
_YEAR = 12
_SHIFTS = {
    "all": edits.move_measure,
    "start": edits.stretch_start,
    "end": edits.stretch_end,
    "ramp": edits.stretch_ramp,
    "announcement": edits.move_announcement,
}
_STEPS = {
    Qt.Key.Key_Left: -1,
    Qt.Key.Key_Right: 1,
    Qt.Key.Key_PageUp: -_YEAR,
    Qt.Key.Key_PageDown: _YEAR,
}
_KEYS = Qt.KeyboardModifier
_GRIPS: dict[Qt.KeyboardModifier, Grip] = {
    _KEYS.NoModifier: "all",
    _KEYS.ShiftModifier: "end",
    _KEYS.AltModifier: "start",
    _KEYS.ControlModifier: "ramp",
    _KEYS.ControlModifier | _KEYS.ShiftModifier: "announcement",
}


class Bars(QWidget):
    """The bars, as many lanes as they need."""

    refused = Signal(str)  # why what was tried cannot be done

    def __init__(self, session: Session, scale: Scaled) -> None:
        """Take the session that it shows and edits, and the scale."""
        super().__init__()
        self._session, self._scale = session, scale
        self._gestures = Gestures()
        self._placed: list[Placed] = []
        self._grip: Grip | None = None
        self._copied = ""  # what is dragged is a copy of this measure
        self._pressed = QPointF()
        self._per_month = 1.0  # pixels, as they were when the drag began: what it does may move the chart's months
        self._dragged = False
        self._moved = 0
        self._stepped: Grip | None = None  # what keys moved last
        self._hovered = ""
        self._under, self._over = Drawn(self, self._paint_bars), Drawn(self, self._write_names)
        self.setMouseTracking(True)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setAccessibleName(tr("Timeline of measures"))
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.MinimumExpanding)
        self.arrange()

    def arrange(self) -> None:
        """Place every measure on a lane."""
        scenario, metrics = self._session.scenario, self.fontMetrics()
        per_month = self._scale().month_width
        room = {
            measure.id: round((metrics.horizontalAdvance(short_name(measure, scenario)) + 14) / per_month)
            for measure in scenario.measures
        }
        mark = math.ceil((self.lane - _SPACE + 1) / per_month)
        self._placed = lanes(scenario, room, mark, self._session.selected)
        self.setMinimumHeight((1 + max((placed.lane for placed in self._placed), default=0)) * self.lane + _SPACE)
        self._tell()
        self._paint_anew()

    def sizeHint(self) -> QSize:
        """Return the height of all lanes."""
        return QSize(300, self.minimumHeight())

    @property
    def lane(self) -> int:
        """Return the height of a lane: a line of text and some space."""
        return self.fontMetrics().height() + _SPACE

    def bar(self, measure: str) -> QRectF:
        """Return where the bar of a measure is painted."""
        return self._rectangle(self._place_of(measure))

    def handle(self, measure: str, grip: Grip) -> QPointF:
        """Return where a measure is taken to change its start, its end, its ramp or its announcement."""
        placed = self._place_of(measure)
        bar = self._rectangle(placed)
        return {
            "start": QPointF(bar.left() + 1, bar.bottom() - 2),
            "end": QPointF(bar.right() - 1, bar.center().y()),
            "ramp": self._knob(placed),
            "announcement": QPointF(self._heard(placed), bar.center().y()),
            "all": bar.center(),
        }[grip]

    # --- The mouse ----------------------------------------------------------------------------------------

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Choose what lies under the pointer, and take it."""
        if event.button() != Qt.MouseButton.LeftButton:
            return
        found = self._next_at(event.position())
        self._pressed, self._dragged, self._grip, self._copied = event.position(), False, None, ""
        self._moved, self._per_month = 0, self._scale().month_width
        if found is None:
            self._session.select("")
            return
        self._session.select(found.measure.id)
        self._grip = self._grip_at(found, event.position())
        if event.modifiers() & _KEYS.ControlModifier:
            self._grip, self._copied = "all", found.measure.id
        self._gestures.begin()

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Drag what was taken, or show what can be done here."""
        if not event.buttons() & Qt.MouseButton.LeftButton:
            self._point_out(event.position())
            return
        if self._grip is None or not self._session.selected:
            return
        way = event.position().x() - self._pressed.x()
        begins = not self._dragged and abs(way) > _CLICK
        self._dragged = self._dragged or begins
        if begins and not self._copied and self._refuse():
            self._grip = None
            return
        months = round(way / self._per_month)
        if self._dragged and months != self._moved:
            self._moved = months
            if self._copied:
                self._drag_copy(months)
            else:
                self._shift(self._grip, months, self._gestures.proceed(held=True))
            self._say_dates(event)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """Let go."""
        self._grip, self._copied = None, ""
        self._point_out(event.position())

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        """Move the hand to where a measure begins."""
        found = self._at(event.position())
        if found is not None:
            self._session.move_hand(found.measure.start)

    def leaveEvent(self, event: QEvent) -> None:
        """Point nothing out any longer."""
        super().leaveEvent(event)
        self._hover("")

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        """Offer what can be done with a measure."""
        if event.reason() == QContextMenuEvent.Reason.Mouse:
            found = self._at(QPointF(event.pos()))
            self._session.select(found.measure.id if found else "")
        if self._session.selected:
            measure = self._session.scenario.measure(self._session.selected)
            self.menu_of(measure).popup(event.globalPos())

    def menu_of(self, measure: Measure) -> QMenu:
        """Return the menu of a measure."""
        session, name = self._session, measure.id
        menu = QMenu(self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        start = tr("Move the hand to {month}").format(month=wording.month(measure.start))
        menu.addAction(start, lambda: session.move_hand(measure.start))
        menu.addSeparator()
        menu.addAction(tr("Switch off") if measure.enabled else tr("Switch on"), self.switch_selected)
        if not edits.why_locked(session.scenario, measure):
            if measure.end < NEVER and not measure.policy.momentary:
                endless = tr("Let it last")
                menu.addAction(endless, lambda: self._change(endless, measure.changed(end=NEVER)))
            if measure.policy.heard_before and measure.announced is None:
                heard = tr("Announce it half a year before")
                menu.addAction(
                    heard, lambda: session.edit(heard, lambda sc: edits.move_announcement(sc, name, -_YEAR // 2))
                )
        menu.addAction(tr("Duplicate"), self.copy_selected)
        menu.addSeparator()
        delete = tr("Delete")
        menu.addAction(delete, lambda: session.edit(delete, lambda scenario: scenario.without_measure(name)))
        return menu

    # --- What can be done with the measure that is chosen -------------------------------------------------

    def copy_selected(self) -> None:
        """Put a copy of the measure that is chosen after it, and choose the copy."""
        if self._session.selected:
            self._session.duplicate(self._session.selected)

    def switch_selected(self) -> None:
        """Switch the measure that is chosen off, or on again."""
        name = self._session.selected
        if name:
            on = self._session.scenario.measure(name).enabled
            text = tr("Switch a measure off") if on else tr("Switch a measure on")
            self._session.edit(text, lambda scenario: edits.switch_measure(scenario, name))

    # --- The keys -----------------------------------------------------------------------------------------

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Choose with up and down; move with left and right, alone or with a key that says which part moves."""
        key, modifiers = Qt.Key(event.key()), event.modifiers() & ~_KEYS.KeypadModifier
        selected = self._session.selected
        if key in (Qt.Key.Key_Up, Qt.Key.Key_Down) and modifiers == _KEYS.NoModifier:
            self._choose_next(1 if key == Qt.Key.Key_Down else -1)
        elif key in _STEPS and modifiers in _GRIPS:
            if selected:
                self._step(_GRIPS[modifiers], _STEPS[key])
            else:
                self._choose_next(1)
        elif key in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and selected:
            self._session.move_hand(self._session.scenario.measure(selected).start)
        elif key == Qt.Key.Key_Escape and selected:
            self._session.select("")
        else:
            super().keyPressEvent(event)

    def _step(self, grip: Grip, step: int) -> None:
        """Move by one month more than the gesture has moved so far, for each edit starts where its gesture began."""
        if self._refuse():
            return
        gesture = self._gestures.proceed() if grip == self._stepped else self._gestures.begin()
        self._moved = self._moved + step if gesture == self._session.gesture else step
        self._stepped = grip
        self._shift(grip, self._moved, gesture)

    def _choose_next(self, step: int) -> None:
        names = [placed.measure.id for placed in self._placed]
        if not names:
            return
        selected = self._session.selected
        place = names.index(selected) + step if selected in names else (0 if step > 0 else -1)
        self._session.select(names[place % len(names)])

    # --- What becomes of it -------------------------------------------------------------------------------

    def _shift(self, grip: Grip, months: int, gesture: int) -> None:
        name, change = self._session.selected, _SHIFTS[grip]
        words = {
            "all": tr("Move a measure"),
            "ramp": tr("Change how a measure grows"),
            "announcement": tr("Announce a measure"),
        }
        text = words.get(grip, tr("Stretch a measure"))
        self._session.edit(text, lambda scenario: change(scenario, name, months), gesture)

    def _drag_copy(self, months: int) -> None:
        """Put a copy of what was taken elsewhere; the copy is made anew from where the drag began."""
        name, text = self._copied, tr("Duplicate a measure")
        gesture = self._gestures.proceed(held=True)
        self._session.edit(text, lambda scenario: edits.copy_measure(scenario, name, months), gesture)
        self._session.select(self._session.scenario.measures[-1].id)

    def _refuse(self) -> bool:
        """Say why the measure that is chosen cannot be moved, where it cannot."""
        why = edits.why_locked(self._session.scenario, self._session.scenario.measure(self._session.selected))
        if why:
            self.setAccessibleDescription(why)
            self.refused.emit(why)
        return bool(why)

    def _change(self, text: str, measure: Measure) -> None:
        self._session.edit(text, lambda scenario: scenario.with_measure(measure))

    # --- Where things are ---------------------------------------------------------------------------------

    def _place_of(self, measure: str) -> Placed:
        return next(placed for placed in self._placed if placed.measure.id == measure)

    def _rectangle(self, placed: Placed) -> QRectF:
        scale, measure = self._scale(), placed.measure
        left = scale.x(min(measure.start, scale.last))
        top, height = placed.lane * self.lane + _SPACE / 2, self.lane - _SPACE
        if is_flag(measure):
            return QRectF(left - height / 2, top, height, height)
        right = scale.x(min(measure.end + 1, scale.last))
        return QRectF(left, top, max(right - left - 1.5, 3.0), height)

    def _risen(self, placed: Placed) -> float:
        """Return the pixels over which a bar rises."""
        measure, scale = placed.measure, self._scale()
        if not measure.ramp or is_flag(measure):
            return 0.0
        risen = scale.x(min(measure.start + measure.ramp, scale.last)) - scale.x(measure.start)
        return min(risen, self._rectangle(placed).width())

    def _knob(self, placed: Placed) -> QPointF:
        bar = self._rectangle(placed)
        return QPointF(bar.left() + self._risen(placed), bar.top() + _KNOB - 1)

    def _heard(self, placed: Placed) -> float:
        """Return where a measure is announced, or where it begins."""
        measure = placed.measure
        return self._scale().x(measure.start if measure.announced is None else min(measure.announced, measure.start))

    def _at(self, point: QPointF) -> Placed | None:
        """Return what lies at a point, the selected measure where it is one of several."""
        found = self._all_at(point)
        selected = [placed for placed in found if placed.measure.id == self._session.selected]
        return next(iter(selected or found), None)

    def _next_at(self, point: QPointF) -> Placed | None:
        """Return what a click at a point selects: of several that lie on top of another, each in turn."""
        found = self._all_at(point)
        names = [placed.measure.id for placed in found]
        place = names.index(self._session.selected) + 1 if self._session.selected in names else 0
        return found[place % len(found)] if found else None

    def _all_at(self, point: QPointF) -> list[Placed]:
        found = []
        for placed in self._placed:
            bar = self._rectangle(placed)
            area = bar.united(QRectF(self._heard(placed), bar.top(), 1, bar.height()))
            if area.adjusted(-3, -2, 3, 2).contains(point):
                found.append(placed)
        return found

    def _grip_at(self, placed: Placed, point: QPointF) -> Grip:
        bar, measure = self._rectangle(placed), placed.measure
        reach = min(_REACH, bar.width() / 3)
        if is_flag(measure) and measure.policy.momentary:
            return "all"
        knob = self._knob(placed)
        if (
            abs(point.x() - knob.x()) < reach + 1
            and point.y() < bar.top() + 0.4 * bar.height()
            and not is_flag(measure)
        ):
            return "ramp"
        if measure.announced is not None and point.x() < bar.left() and point.x() < self._heard(placed) + _REACH:
            return "announcement"
        if bar.left() - 4 <= point.x() < bar.left() + reach and not is_flag(measure):
            return "start"
        return "end" if point.x() > bar.right() - reach else "all"

    def _point_out(self, point: QPointF) -> None:
        found = self._at(point)
        self._hover("" if found is None else found.measure.id)
        here = (placed.measure for placed in self._all_at(point))
        self.setToolTip("".join(_tip(measure, self._session.scenario) for measure in here))
        if found is None:
            self.setCursor(Qt.CursorShape.ArrowCursor)
        elif edits.why_locked(self._session.scenario, found.measure):
            self.setCursor(Qt.CursorShape.PointingHandCursor)
        else:
            whole = self._grip_at(found, point) == "all"
            self.setCursor(Qt.CursorShape.OpenHandCursor if whole else Qt.CursorShape.SizeHorCursor)

    def _hover(self, measure: str) -> None:
        if measure != self._hovered:
            self._hovered = measure
            self._paint_anew()

    def _say_dates(self, event: QMouseEvent) -> None:
        """Say beside the pointer what the drag makes of the measure."""
        if self._session.selected:
            measure = self._session.scenario.measure(self._session.selected)
            QToolTip.showText(event.globalPosition().toPoint(), plain_tip(dates_in_words(measure)), self)

    def _tell(self) -> None:
        selected = self._session.selected
        if selected:
            measure = self._session.scenario.measure(selected)
            self.setAccessibleDescription(f"{tr(measure.policy.title)}, {headline(measure, self._session.scenario)}")
        else:
            count = len(self._session.scenario.measures)
            self.setAccessibleDescription(tr("{count} measures, none selected").format(count=count))

    def changeEvent(self, event: QEvent) -> None:
        """Make room for larger type."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.FontChange:
            self.arrange()

    # --- Painting -----------------------------------------------------------------------------------------

    def paintEvent(self, event: QPaintEvent) -> None:
        """Show the bars, the line of the hand, and over it the names, or it would cross them out."""
        painter = QPainter(self)
        self._under.show(painter, event.rect())
        draw_hand(painter, self._scale().x(self._session.hand), self.height(), self.palette())
        self._over.show(painter, event.rect())
        if self.hasFocus():
            draw_focus(painter, self)

    def _paint_anew(self) -> None:
        self._under.forget()
        self._over.forget()

    def _paint_bars(self, painter: QPainter) -> None:
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        for placed in sorted(self._placed, key=lambda placed: placed.measure.id == self._session.selected):
            self._paint(painter, placed)

    def _write_names(self, painter: QPainter) -> None:
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if not self._placed:
            painter.setPen(self.palette().color(QPalette.ColorRole.PlaceholderText))
            painter.drawText(self.rect(), Qt.AlignmentFlag.AlignCenter, tr("Move a lever to put a measure here"))
        for placed in self._placed:
            self._write(painter, placed)

    def _paint(self, painter: QPainter, placed: Placed) -> None:
        measure, bar, palette = placed.measure, self._rectangle(placed), self.palette()
        chosen = measure.id == self._session.selected
        fill, _ = _colours(measure, palette)
        heard = self._heard(placed)
        if heard < bar.left() - 1:
            self._paint_lead(painter, QRectF(heard, bar.top(), bar.left() - heard, bar.height()), fill)
        text = palette.color(QPalette.ColorRole.Text)
        edge = palette.color(QPalette.ColorRole.Mid) if measure.history else fill
        painter.setPen(QPen(text if chosen else edge, 2 if chosen else 1))
        acts = measure.enabled and measure.strength and not self._left_out(measure)
        if not acts:
            painter.setPen(QPen(text if chosen else edge, 2 if chosen else 1, Qt.PenStyle.DashLine))
            painter.setBrush(Qt.BrushStyle.NoBrush)
        elif measure.history:
            painter.setBrush(palette.color(QPalette.ColorRole.Midlight))
        else:
            painter.setBrush(fill)
        shape = self._shape(placed)
        painter.drawPolygon(shape)
        if acts and measure.history:
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(QBrush(palette.color(QPalette.ColorRole.Mid), Qt.BrushStyle.BDiagPattern))
            painter.drawPolygon(shape)
        movable = not edits.why_locked(self._session.scenario, measure) and not is_flag(measure)
        if movable and (chosen or measure.id == self._hovered):
            painter.setPen(QPen(text, 1))
            painter.setBrush(palette.color(QPalette.ColorRole.Base))
            painter.drawEllipse(self._knob(placed), _KNOB, _KNOB)

    def _paint_lead(self, painter: QPainter, lead: QRectF, fill: QColor) -> None:
        """Paint the months in which a measure is announced: a lighter, thinner band with a mark at its beginning."""
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(mixed(fill, self.palette().color(QPalette.ColorRole.Window), _FAINT))
        painter.drawRect(lead.adjusted(0, lead.height() * 0.25, 0, -lead.height() * 0.25))
        painter.setPen(QPen(fill, 1))
        painter.drawLine(QPointF(lead.left(), lead.top() + 1), QPointF(lead.left(), lead.bottom() - 1))
        painter.drawLine(QPointF(lead.left(), lead.center().y()), QPointF(lead.right(), lead.center().y()))

    def _shape(self, placed: Placed) -> QPolygonF:
        """Return the outline of a bar: a diamond for what happens once, else a band that rises over its ramp."""
        bar, measure = self._rectangle(placed), placed.measure
        if is_flag(measure):
            middle = bar.center()
            return QPolygonF(
                [
                    QPointF(middle.x(), bar.top()),
                    QPointF(bar.right(), middle.y()),
                    QPointF(middle.x(), bar.bottom()),
                    QPointF(bar.left(), middle.y()),
                ]
            )
        risen = self._risen(placed)
        low = bar.bottom() - 2 if risen else bar.top()
        end = [bar.topRight(), bar.bottomRight()]
        if measure.end >= NEVER:
            end.insert(1, QPointF(bar.right() + _TIP, bar.center().y()))
        left = [QPointF(bar.left(), bar.bottom()), QPointF(bar.left(), low), QPointF(bar.left() + risen, bar.top())]
        return QPolygonF([*left, *end])

    def _left_out(self, measure: Measure) -> bool:
        return measure.history and measure.policy.survival and self._session.scenario.history == "free"

    def _write(self, painter: QPainter, placed: Placed) -> None:
        """Write the name of a measure in its bar, after the slope where there is room, or else beside the bar."""
        if not placed.label:
            return
        measure, bar = placed.measure, self._rectangle(placed)
        metrics = QFontMetrics(painter.font())
        width = metrics.horizontalAdvance(placed.label)
        plain = self.palette().color(QPalette.ColorRole.Text)
        filled = measure.enabled and bool(measure.strength) and not self._left_out(measure)
        inside = _colours(measure, self.palette())[1] if filled else plain
        risen = self._risen(placed)
        end = bar.right() + (_TIP if measure.end >= NEVER else 0)
        beside = self.width() - end - 10
        if not is_flag(measure) and bar.width() - risen >= width + 12:
            room = bar.adjusted(risen + 6, 0, -4, 0)
        elif not is_flag(measure) and (bar.width() >= width + 12 or bar.width() > beside):
            room = bar.adjusted(6, 0, -4, 0)
        else:
            room = QRectF(end + 5, bar.top(), beside, bar.height())
        text = metrics.elidedText(placed.label, Qt.TextElideMode.ElideRight, int(room.width()))
        if measure.history and filled and not is_flag(measure):
            self._clear_behind(painter, room, metrics.horizontalAdvance(text))
        self._write_in_two_inks(painter, room, text, self._shape(placed), (inside, plain))

    def _clear_behind(self, painter: QPainter, room: QRectF, width: int) -> None:
        """Take the hatching away behind a name."""
        painter.fillRect(
            QRectF(room.left() - 3, room.top() + 1, width + 6, room.height() - 2),
            self.palette().color(QPalette.ColorRole.Midlight),
        )

    def _write_in_two_inks(
        self, painter: QPainter, room: QRectF, text: str, shape: QPolygonF, inks: tuple[QColor, QColor]
    ) -> None:
        """Write a name that can be read on its bar and, where it reaches over the slope, on the background too."""
        painter.save()
        inner, whole = QPainterPath(), QPainterPath()
        inner.addPolygon(shape)
        inner.closeSubpath()
        whole.addRect(QRectF(self.rect()))
        for path, ink in ((inner, inks[0]), (whole.subtracted(inner), inks[1])):
            if path.intersects(room):
                painter.setClipPath(path)
                painter.setPen(ink)
                painter.drawText(room, Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft, text)
        painter.restore()


def dates_in_words(measure: Measure) -> str:
    """Return when a measure is announced, when it is in force and how it grows."""
    words = wording.month(measure.start)
    if measure.end > measure.start:
        until = tr("no end") if measure.end >= NEVER else wording.month(measure.end)
        words = tr("{start} – {end}").format(start=words, end=until)
    if measure.ramp > 1:
        words = tr("{words}, grows over {months} months").format(words=words, months=measure.ramp)
    if measure.announced is not None and measure.announced < measure.start:
        words = tr("{words}, announced in {month}").format(words=words, month=wording.month(measure.announced))
    return words


def draw_hand(painter: QPainter, x: float, height: int, palette: QPalette) -> None:
    """Draw the line of the month under the hand."""
    painter.setRenderHint(QPainter.RenderHint.Antialiasing, on=False)
    painter.setPen(QPen(palette.color(QPalette.ColorRole.Highlight), 1))
    painter.drawLine(QPointF(round(x), 0), QPointF(round(x), height))


def draw_focus(painter: QPainter, widget: QWidget) -> None:
    """Draw a frame around what has the focus."""
    painter.setRenderHint(QPainter.RenderHint.Antialiasing, on=False)
    painter.setBrush(Qt.BrushStyle.NoBrush)  # or the frame would be filled, and hide everything
    painter.setPen(QPen(widget.palette().color(QPalette.ColorRole.Highlight), 1, Qt.PenStyle.DotLine))
    painter.drawRect(widget.rect().adjusted(0, 0, -1, -1))


def _tip(measure: Measure, scenario: Scenario) -> str:
    lines = [f"{tr(measure.policy.title)}. {headline(measure, scenario)}."]
    if measure.ramp > 1 or measure.announced is not None:
        lines.append(f"{dates_in_words(measure)}.")
    if measure.note:
        lines.append(measure.note)
    if measure.source:
        lines.append(tr("Source: {source}").format(source=measure.source))
    if measure.history and measure.policy.survival and scenario.history == "free":
        lines.append(tr("Left out, for history is free."))
    return plain_tip("\n".join(lines))


def _colours(measure: Measure, palette: QPalette) -> tuple[QColor, QColor]:
    """Return the fill of a bar and the colour of the words on it: the user's measures in the accent, history muted."""
    if measure.history:
        return palette.color(QPalette.ColorRole.Mid), palette.color(QPalette.ColorRole.Text)
    return palette.color(QPalette.ColorRole.Highlight), palette.color(QPalette.ColorRole.HighlightedText)
