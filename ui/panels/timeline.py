"""The timeline: measures as bars to be selected, dragged, stretched and deleted, under a ruler that moves the hand."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING, Literal, NamedTuple

from PySide6.QtCore import QEvent, QPointF, QRectF, QSize, Qt
from PySide6.QtGui import (
    QColor,
    QContextMenuEvent,
    QFontMetrics,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QPalette,
    QPen,
    QPolygonF,
    QResizeEvent,
)
from PySide6.QtWidgets import QFrame, QMenu, QScrollArea, QSizePolicy, QVBoxLayout, QWidget

from simulator.dates import NEVER
from ui import edits, wording
from ui.clock import CURVES, Paced
from ui.commands import Gestures
from ui.form import plain_tip
from ui.models.measures import Placed, headline, lanes, short_name
from ui.wording import tr

if TYPE_CHECKING:
    from collections.abc import Callable

    from simulator.policy import Measure
    from simulator.scenario.value import Scenario
    from ui.session import Session

_SPACE = 4  # pixels between bars
_GRIP = 6  # pixels at either end of a bar by which it is stretched
_MARGIN = 10
_CLICK = 4  # pixels that the mouse may move in a click

_ARROWS = {Qt.Key.Key_Left: -1, Qt.Key.Key_Up: -1, Qt.Key.Key_Right: 1, Qt.Key.Key_Down: 1}

Grip = Literal["start", "end", "all"]


class Scale(NamedTuple):
    """Where months lie."""

    left: float
    right: float
    last: int

    def x(self, month: float) -> float:
        """Return the pixel of a month."""
        return self.left + (self.right - self.left) * month / max(1, self.last)

    def month(self, x: float) -> int:
        """Return the month nearest to a pixel."""
        return min(max(round(self.exact(x)), 0), self.last)

    def exact(self, x: float) -> float:
        """Return the month at a pixel, with its fraction."""
        return (x - self.left) / max(1.0, self.right - self.left) * self.last


class Ruler(QWidget):
    """The years; a click or a drag on it moves the hand."""

    def __init__(self, session: Session, scale: Callable[[], Scale]) -> None:
        """Take the session whose hand it moves, and the scale."""
        super().__init__()
        self._session, self._scale = session, scale
        self._fit()
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setToolTip(tr("Click or drag to move the hand"))

    def changeEvent(self, event: QEvent) -> None:
        """Make room for larger type."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.FontChange:
            self._fit()

    def _fit(self) -> None:
        self.setFixedHeight(self.fontMetrics().height() + 8)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the years and the month under the hand."""
        painter = QPainter(self)
        scale, palette, height = self._scale(), self.palette(), self.height()
        painter.setPen(palette.color(QPalette.ColorRole.PlaceholderText))
        year = int(wording.year(0)) + 1
        needed = self.fontMetrics().horizontalAdvance("2026") + 12
        every = max(1, math.ceil(needed / max(1.0, scale.x(12) - scale.x(0))))
        while (january := wording.first_month_of(year)) <= scale.last:
            x = scale.x(january)
            painter.drawLine(QPointF(x, height - 5), QPointF(x, height))
            width = self.fontMetrics().horizontalAdvance(str(year))
            if year % every == 0 and x + 4 + width < self.width():
                painter.drawText(QPointF(x + 3, height - 6), str(year))
            year += 1
        x = scale.x(self._session.hand)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(palette.color(QPalette.ColorRole.Highlight))
        painter.drawPolygon(QPolygonF([QPointF(x - 6, height - 9), QPointF(x + 6, height - 9), QPointF(x, height)]))

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Move the hand."""
        self._session.move_hand(self._scale().month(event.position().x()))

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Move the hand along."""
        if event.buttons() & Qt.MouseButton.LeftButton:
            self._session.move_hand(self._scale().month(event.position().x()))


class Bars(QWidget):
    """The bars. Arrow keys choose one; with Shift they move it, with Ctrl its end, with Alt its start."""

    def __init__(self, session: Session, scale: Callable[[], Scale]) -> None:
        """Take the session that it shows and edits, and the scale."""
        super().__init__()
        self._session, self._scale = session, scale
        self._gestures = Gestures()
        self._placed: list[Placed] = []
        self._grip: Grip | None = None
        self._pressed = QPointF()
        self._dragged = False
        self._moved = 0
        self._stepped: Grip | None = None  # what keys moved last
        self.setMouseTracking(True)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setAccessibleName(tr("Timeline of measures"))
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.MinimumExpanding)
        self.arrange()

    def arrange(self) -> None:
        """Place every measure on a lane."""
        scenario, metrics = self._session.scenario, self.fontMetrics()
        per_month = max(0.1, self._scale().x(1) - self._scale().x(0))
        room = {
            measure.id: round((metrics.horizontalAdvance(short_name(measure, scenario)) + 12) / per_month)
            for measure in scenario.measures
        }
        self._placed = lanes(scenario, room)
        self.setMinimumHeight((1 + max((placed.lane for placed in self._placed), default=0)) * self.lane + _SPACE)
        self._tell()
        self.update()

    def sizeHint(self) -> QSize:
        """Return the height of all lanes."""
        return QSize(300, self.minimumHeight())

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the bars and the line of the hand."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        scale, hand = self._scale(), self._session.hand
        if not self._placed:
            painter.setPen(self.palette().color(QPalette.ColorRole.PlaceholderText))
            painter.drawText(self.rect(), Qt.AlignmentFlag.AlignCenter, tr("Move a lever to put a measure here"))
        for placed in self._placed:
            self._paint(painter, placed, scale)
        x = scale.x(hand)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing, on=False)
        painter.setPen(QPen(self.palette().color(QPalette.ColorRole.Highlight), 1))
        painter.drawLine(QPointF(x, 0), QPointF(x, self.height()))
        for placed in self._placed:  # names over the line of the hand, or it would cross them out
            self._write(painter, placed)
        if self.hasFocus():
            painter.setBrush(Qt.BrushStyle.NoBrush)  # or the frame would be filled, and hide all bars
            painter.setPen(QPen(self.palette().color(QPalette.ColorRole.Highlight), 1, Qt.PenStyle.DotLine))
            painter.drawRect(self.rect().adjusted(0, 0, -1, -1))

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Select what lies under the pointer, or move the hand."""
        if event.button() != Qt.MouseButton.LeftButton:
            return
        found = self._at(event.position())
        self._pressed, self._dragged, self._grip = event.position(), False, None
        self._moved = 0
        if found is None:
            self._session.select("")
            return
        self._session.select(found.measure.id)
        if not found.measure.history:
            self._grip = self._grip_at(found, event.position())
            self._gestures.begin()

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Drag what was pressed, or show what can be done here."""
        if not event.buttons() & Qt.MouseButton.LeftButton:
            self._point_out(event.position())
            return
        if self._grip is None or not self._session.selected:
            return
        way = event.position() - self._pressed
        self._dragged = self._dragged or abs(way.x()) > _CLICK
        scale = self._scale()
        months = round(way.x() / max(0.1, scale.x(1) - scale.x(0)))
        if self._dragged and months != self._moved:
            self._moved = months
            self._shift(self._grip, months, self._gestures.proceed(held=True))

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """Let go."""
        self._grip = None
        self._point_out(event.position())

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        """Move the hand to where a measure begins."""
        found = self._at(event.position())
        if found is not None:
            self._session.move_hand(found.measure.start)

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
        switch = tr("Switch off") if measure.enabled else tr("Switch on")
        menu.addAction(switch, lambda: session.edit(switch, lambda scenario: edits.switch_measure(scenario, name)))
        if measure.end < NEVER:
            endless = tr("Let it last")
            menu.addAction(endless, lambda: self._change(endless, measure.changed(end=NEVER)))
        menu.addSeparator()
        delete = tr("Delete")
        menu.addAction(delete, lambda: session.edit(delete, lambda scenario: scenario.without_measure(name)))
        return menu

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Choose, move and stretch by keys."""
        step = {Qt.Key.Key_Left: -1, Qt.Key.Key_Up: -1, Qt.Key.Key_Right: 1, Qt.Key.Key_Down: 1}.get(
            Qt.Key(event.key())
        )
        if step is None:
            super().keyPressEvent(event)
            return
        modifiers = event.modifiers()
        if not modifiers & ~Qt.KeyboardModifier.KeypadModifier:
            self._choose_next(step)
            return
        selected = self._session.selected
        if not selected or self._session.scenario.measure(selected).history:
            return
        keys = Qt.KeyboardModifier
        grips: dict[Qt.KeyboardModifier, Grip] = {
            keys.ShiftModifier: "all",
            keys.ControlModifier: "end",
            keys.AltModifier: "start",
        }
        for modifier, grip in grips.items():
            if modifiers & modifier:
                self._step(grip, step)
                return

    def bar(self, measure: str) -> QRectF:
        """Return where the bar of a measure is painted."""
        return next(self._rectangle(placed) for placed in self._placed if placed.measure.id == measure)

    @property
    def lane(self) -> int:
        """Return the height of a lane: a line of text and some space."""
        return self.fontMetrics().height() + _SPACE

    def changeEvent(self, event: QEvent) -> None:
        """Make room for larger type."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.FontChange:
            self.arrange()

    def _rectangle(self, placed: Placed) -> QRectF:
        scale, measure = self._scale(), placed.measure
        left = scale.x(min(measure.start, scale.last))
        right = scale.x(min(measure.end + 1, scale.last))
        return QRectF(left, placed.lane * self.lane + 2, max(right - left - 1.5, 2.0), self.lane - _SPACE)

    def _at(self, point: QPointF) -> Placed | None:
        for placed in self._placed:
            if self._rectangle(placed).adjusted(-3, -2, 3, 2).contains(point):
                return placed
        return None

    def _grip_at(self, placed: Placed, point: QPointF) -> Grip:
        bar = self._rectangle(placed)
        reach = min(_GRIP, bar.width() / 3)
        if point.x() < bar.left() + reach:
            return "start"
        return "end" if point.x() > bar.right() - reach else "all"

    def _point_out(self, point: QPointF) -> None:
        found = self._at(point)
        self.setToolTip("" if found is None else _tip(found.measure, self._session.scenario))
        if found is None:
            self.setCursor(Qt.CursorShape.ArrowCursor)
        elif found.measure.history:
            self.setCursor(Qt.CursorShape.PointingHandCursor)
        else:
            whole = self._grip_at(found, point) == "all"
            self.setCursor(Qt.CursorShape.OpenHandCursor if whole else Qt.CursorShape.SizeHorCursor)

    def _shift(self, grip: Grip, months: int, gesture: int) -> None:
        name = self._session.selected
        change = {"all": edits.move_measure, "start": edits.stretch_start, "end": edits.stretch_end}[grip]
        text = tr("Move a measure") if grip == "all" else tr("Stretch a measure")
        self._session.edit(text, lambda scenario: change(scenario, name, months), gesture)

    def _step(self, grip: Grip, step: int) -> None:
        """Move by one month more than the gesture has moved so far, for each edit starts where its gesture began."""
        gesture = self._gestures.proceed() if grip == self._stepped else self._gestures.begin()
        self._moved = self._moved + step if gesture == self._session.gesture else step
        self._stepped = grip
        self._shift(grip, self._moved, gesture)

    def _change(self, text: str, measure: Measure) -> None:
        self._session.edit(text, lambda scenario: scenario.with_measure(measure))

    def _choose_next(self, step: int) -> None:
        names = [placed.measure.id for placed in self._placed]
        if not names:
            return
        selected = self._session.selected
        place = names.index(selected) + step if selected in names else (0 if step > 0 else -1)
        self._session.select(names[place % len(names)])

    def _tell(self) -> None:
        selected = self._session.selected
        if selected:
            measure = self._session.scenario.measure(selected)
            self.setAccessibleDescription(f"{tr(measure.policy.title)}, {headline(measure, self._session.scenario)}")
        else:
            count = len(self._session.scenario.measures)
            self.setAccessibleDescription(tr("{count} measures, none selected").format(count=count))

    def _paint(self, painter: QPainter, placed: Placed, scale: Scale) -> None:
        measure, bar, palette = placed.measure, self._rectangle(placed), self.palette()
        selected = measure.id == self._session.selected
        fill, _ = _colours(measure, palette)
        if measure.announced is not None and measure.announced < measure.start:
            painter.setPen(QPen(fill, 1, Qt.PenStyle.DashLine))
            middle = bar.center().y()
            painter.drawLine(QPointF(scale.x(measure.announced), middle), QPointF(bar.left(), middle))
        outline = palette.color(QPalette.ColorRole.Text) if selected else fill
        painter.setPen(QPen(outline, 2 if selected else 1))
        painter.setBrush(fill if measure.enabled and measure.strength else Qt.BrushStyle.NoBrush)
        risen = scale.x(min(measure.start + measure.ramp, scale.last)) - scale.x(measure.start) if measure.ramp else 0.0
        painter.drawPolygon(_with_ramp(bar, min(risen, bar.width())))

    def _write(self, painter: QPainter, placed: Placed) -> None:
        bar, measure = self._rectangle(placed), placed.measure
        words = _colours(measure, self.palette())[1] if measure.enabled and measure.strength else None
        metrics = QFontMetrics(painter.font())
        width = metrics.horizontalAdvance(placed.label)
        inside = bar.width() >= width + 10
        beside = self.width() - bar.right() - 6
        text_colour = self.palette().color(QPalette.ColorRole.Text)
        if inside or bar.width() - 10 > beside:
            painter.setPen(text_colour if words is None else words)
            room = bar.adjusted(6, 0, -4, 0)
        else:
            painter.setPen(text_colour)
            room = QRectF(bar.right() + 5, bar.top(), beside, bar.height())
        text = metrics.elidedText(placed.label, Qt.TextElideMode.ElideRight, int(room.width()))
        painter.drawText(room, Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft, text)


class Timeline(QFrame):
    """Ruler and bars."""

    def __init__(self, session: Session) -> None:
        """Take the session that it shows and edits."""
        super().__init__()
        self._session = session
        self._left, self._right = float(_MARGIN), float(_MARGIN)
        self.ruler = Ruler(session, self.scale)
        self.bars = Bars(session, self.scale)
        scroll = QScrollArea()
        scroll.setWidget(self.bars)
        scroll.setWidgetResizable(True)
        scroll.setFrameShape(QFrame.Shape.NoFrame)
        scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._scroll = scroll
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addWidget(self.ruler)
        layout.addWidget(scroll, 1)
        self._paced = Paced(self, CURVES, self._follow)
        session.hand_moved.connect(self._paced.ask)
        session.scenario_changed.connect(self.bars.arrange)
        session.scenario_changed.connect(self.ruler.update)
        session.selection_changed.connect(self._show_selected)

    def scale(self) -> Scale:
        """Return where months lie at present."""
        return Scale(self._left, max(self._left + 1, self.width() - self._right), self._session.scenario.end)

    def align(self, left: float, right: float) -> None:
        """Put the first and the last month at these distances from the left and the right edge."""
        if (left, right) != (self._left, self._right):
            self._left, self._right = left, right
            self.bars.arrange()
            self.ruler.update()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Place the bars anew: other names fit."""
        super().resizeEvent(event)
        self.bars.arrange()

    def _follow(self) -> None:
        self.ruler.update()
        self.bars.update()

    def _show_selected(self, measure: str) -> None:
        self.bars.arrange()
        if measure:
            bar = self.bars.bar(measure)
            self._scroll.ensureVisible(int(self.width() / 2), int(bar.center().y()), 0, self.bars.lane)


def _tip(measure: Measure, scenario: Scenario) -> str:
    lines = [f"{tr(measure.policy.title)}. {headline(measure, scenario)}."]
    if measure.ramp > 1:
        lines.append(tr("Grows to full strength over {months} months.").format(months=measure.ramp))
    if measure.note:
        lines.append(measure.note)
    if measure.source:
        lines.append(tr("Source: {source}").format(source=measure.source))
    return plain_tip("\n".join(lines))


def _colours(measure: Measure, palette: QPalette) -> tuple[QColor, QColor]:
    """Return the fill of a bar and the colour of the words on it: the user's measures in the accent, history muted."""
    if measure.history:
        return palette.color(QPalette.ColorRole.Midlight), palette.color(QPalette.ColorRole.Text)
    return palette.color(QPalette.ColorRole.Highlight), palette.color(QPalette.ColorRole.HighlightedText)


def _with_ramp(bar: QRectF, risen: float) -> QPolygonF:
    """Return a bar that rises over its ramp."""
    low = bar.bottom() - bar.height() * 0.2 if risen else bar.top()
    return QPolygonF(
        [
            QPointF(bar.left(), bar.bottom()),
            QPointF(bar.left(), low),
            QPointF(bar.left() + risen, bar.top()),
            bar.topRight(),
            bar.bottomRight(),
        ]
    )
