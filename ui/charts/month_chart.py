"""The chart over months: it shows a figure of any kind, and reports what the mouse and the keys ask for.

It puts the parts together and decides nothing. Each part is a function of the scene and can be asked without painting.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QPointF, QRectF, QSize, QSizeF, Qt, QTimer, Signal
from PySide6.QtGui import (
    QColor,
    QFocusEvent,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPen,
    QResizeEvent,
    QShowEvent,
)
from PySide6.QtWidgets import QSizePolicy, QWidget

from ui.charts.axes import Axes, draw_axes
from ui.charts.hand import draw_cover, draw_hand
from ui.charts.heading import draw_heading
from ui.charts.labels import Label, draw_labels, place_labels
from ui.charts.layout import Layout, lay_out
from ui.charts.lettering import Lettering, compact_lettering, lettering, small_lettering
from ui.charts.marks import KINDS, Marks
from ui.charts.mouse_and_keys import (
    Asked,
    MonthAsked,
    Mouse,
    Pointed,
    SeriesClicked,
    asked_by_key,
    label_at,
    pointed_at,
)
from ui.charts.plotting import Picture
from ui.charts.read_out import (
    Box,
    Reading,
    beside,
    box_size,
    draw_box,
    lines_of,
    nearest,
    read_out,
    readings,
)
from ui.charts.scene import Scene
from ui.look.theme import Theme, theme
from ui.look.wording import tr
from ui.widgets.form import plain_tip

if TYPE_CHECKING:
    from ui.figures.figure import Figure

_TEXT_EVERY = 200  # ms; the description that screen readers hear changes no faster than text can be read
_SMALL = 430  # pixels at plain type
_WIDEST_NEED = 560  # pixels; with larger type names are shortened
_MODIFIED = Qt.KeyboardModifier.AltModifier | Qt.KeyboardModifier.ControlModifier
_BY_KEYBOARD = {Qt.FocusReason.TabFocusReason, Qt.FocusReason.BacktabFocusReason}
_CENTRE = Qt.AlignmentFlag.AlignHCenter | Qt.AlignmentFlag.AlignVCenter


class MonthChart(Picture):
    """A figure over months, with a hand."""

    month_clicked = Signal(int)
    month_hovered = Signal(int)
    series_clicked = Signal(str)
    series_wanted = Signal(str)  # by the keyboard; "" = none

    def __init__(self, parent: QWidget | None = None) -> None:
        """Begin with an empty figure in the light theme, the hand at now."""
        light = theme("light")
        self._scene = Scene(light, lettering(light))
        self._layout: Layout | None = None
        self._marks: Marks | None = None
        self._labels: tuple[Label, ...] | None = None
        self._mouse, self._resting = Mouse(), QPointF()
        self._hover: Pointed | None = None
        self._box: Box | None = None
        self._tabbed = False  # reached by the keyboard: the focus is shown
        super().__init__(self.paint_body, self.paint_overlay, parent)
        self._letter()
        self._speech = QTimer(self)
        self._speech.setSingleShot(True)
        self._speech.setInterval(_TEXT_EVERY)
        self._speech.timeout.connect(self._describe)
        self.setMouseTracking(True)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        self.setAccessibleName(tr("Chart"))

    # --- What it shows --------------------------------------------------------------------------------------

    @property
    def figure(self) -> Figure:
        """Return the figure on show."""
        return self._scene.figure

    @property
    def theme(self) -> Theme:
        """Return the theme it is drawn in."""
        return self._scene.theme

    @property
    def hand(self) -> int:
        """Return the month under the hand."""
        return self._scene.hand

    @property
    def covered(self) -> bool:
        """Return whether the future is hidden."""
        return self._scene.covered

    @property
    def selected(self) -> str:
        """Return the key of the series that stands out, "" for none."""
        return self._scene.selected

    @property
    def line_height(self) -> float:
        """Return the height of a line of plain text."""
        return self._scene.lettering.plain.height

    def show_figure(self, figure: Figure) -> None:
        """Draw another figure."""
        self._scene = replace(self._scene, figure=figure, least_ink=KINDS[figure.kind].least_ink)
        self.setAccessibleName(figure.title or tr("Chart"))
        self.setWhatsThis(plain_tip(figure.whole_definition))
        hovered = self._hover is not None
        self._forget()
        if hovered and self.isVisible():  # the mouse still rests on a month, whatever is drawn there now
            self._hover_at(self._resting)
        self._speak()

    def set_hand(self, month: int) -> None:
        """Move the hand; what lies after it is faint."""
        if month == self.hand:
            return
        self._scene = replace(self._scene, hand=month)
        if self.covered:
            self._labels = None
        self.repaint_body()
        self._speak()

    def set_theme(self, chosen: Theme) -> None:
        """Draw in the colours and type of a theme."""
        self._scene = replace(self._scene, theme=chosen)
        self._letter()
        self._forget()

    def select(self, key: str) -> None:
        """Let one series stand out among the others, if the figure has it."""
        if key != self.selected:
            self._scene = replace(self._scene, selected=key)
            self.repaint_body()

    def make_compact(self) -> None:
        """Leave out what the large chart beside it says: the title and the month under the hand."""
        self._scene = replace(self._scene, headed=False, compact=True)
        self._letter()
        self._forget()

    def cover_future(self) -> None:
        """Hide every month after the hand."""
        self._scene = replace(self._scene, covered=True)
        self._forget()

    def uncover_future(self) -> None:
        """Show the months after the hand again."""
        self._scene = replace(self._scene, covered=False)
        self._forget()

    def hide_heading(self) -> None:
        """Leave the title to whoever shows the chart."""
        self._scene = replace(self._scene, headed=False)
        self._forget()

    def sizeHint(self) -> QSize:
        """Return a comfortable size."""
        return QSize(700, 300)

    def minimumSizeHint(self) -> QSize:
        """Return the smallest size at which the labels fit."""
        scene = self._scene
        least = QSize(180, 96) if scene.compact else QSize(360, 150 if scene.headed else 126)
        return (least * max(1.0, scene.theme.scale)).boundedTo(QSize(_WIDEST_NEED, least.height() * 3))

    # --- Layout ---------------------------------------------------------------------------------------------

    def _letter(self) -> None:
        """Choose the type, and have it given room."""
        self._scene = replace(self._scene, lettering=_lettering_of(self._scene))
        self.set_background(QColor(self.theme.panel))
        self.updateGeometry()

    def _forget(self) -> None:
        """Have everything placed and painted again."""
        self._layout = self._marks = self._labels = self._hover = self._box = None
        self.repaint_body()

    def _arranged(self) -> Layout:
        if self._layout is None:
            ticks = KINDS[self.figure.kind].ticks(self.figure, self.height())
            self._layout = lay_out(self._scene, ticks, QSizeF(self.size()))
        return self._layout

    def _placed(self) -> Marks:
        if self._marks is None:
            self._marks = KINDS[self.figure.kind].place_marks(self.figure, self.laid_out())
        return self._marks

    def laid_out(self) -> Axes:
        """Return where months and values lie."""
        return self._arranged().axes

    def labels(self) -> tuple[Label, ...]:
        """Return the names of the series, none over another."""
        if self._labels is None:
            self._labels = place_labels(self._scene, self._arranged(), self._placed())
        return self._labels

    def read_out(self) -> tuple[Reading, ...]:
        """Return every series of the month under the mouse, as they lie from the top down."""
        if self._hover is None or not self.figure.knows(self._hover.month):
            return ()
        month = self._hover.month
        return readings(self.figure, month, self._placed().marks_at(self.figure.position(month)))

    # --- Painting -------------------------------------------------------------------------------------------

    def paint_body(self, painter: QPainter) -> None:
        """Paint everything but what follows the mouse."""
        scene, layout, marks = self._scene, self._arranged(), self._placed()
        painter.setFont(scene.lettering.plain.font)
        draw_heading(painter, scene, layout.size.width())
        marks.draw_under(painter, scene)
        self._paint_months(painter, marks)
        draw_axes(painter, scene, layout.axes)
        draw_labels(painter, scene, layout, self.labels())
        marks.draw_at_hand(painter, scene)
        draw_hand(painter, scene, layout)
        if scene.figure.signed and not scene.figure.series:
            painter.setPen(QColor(scene.theme.muted))
            painter.drawText(layout.axes.frame, _CENTRE, tr("No difference"))
        if self._tabbed:
            self._paint_focus(painter)

    def _paint_months(self, painter: QPainter, marks: Marks) -> None:
        """Paint the marks, faint after the hand; or the cover over them."""
        scene, layout = self._scene, self._arranged()
        frame, hand = layout.axes.frame, layout.axes.hand_x(scene.hand)
        past = QRectF(frame.left(), frame.top() - 1.0, hand - frame.left(), frame.height() + 2.0)
        future = QRectF(hand, frame.top() - 1.0, frame.right() + 1.0 - hand, frame.height() + 2.0)
        ahead = future.width() > 1.0
        painter.save()
        if ahead and not scene.covered:
            painter.setClipRect(future)
            marks.draw_future(painter, scene)
        painter.setClipRect(past)
        marks.draw_past(painter, scene)
        painter.setClipRect(past if scene.covered else past.united(future))
        marks.draw_over(painter, scene)
        painter.restore()
        if ahead and scene.covered:
            draw_cover(painter, scene, layout, future)

    def _paint_focus(self, painter: QPainter) -> None:
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.setPen(QPen(QColor(self.theme.accent), 2))
        painter.drawRect(QRectF(1.0, 1.0, self.width() - 2.0, self.height() - 2.0))

    def paint_overlay(self, painter: QPainter) -> None:
        """Paint what follows the mouse: the month, the series and its exact value."""
        if self._hover is None or self._box is None:
            return
        frame, x = self.laid_out().frame, round(self.laid_out().x(self._hover.month))
        painter.setPen(QPen(QColor(self.theme.muted), 1))
        painter.drawLine(QPointF(x, frame.top()), QPointF(x, frame.bottom()))
        self._placed().draw_hovered(painter, self._scene, self._hover.month, self._hover.series)
        draw_box(painter, self._scene, self._box)

    # --- The mouse and the keys -----------------------------------------------------------------------------

    def _hover_at(self, point: QPointF) -> None:
        """Show what lies under the mouse, and report another month."""
        before, areas = self._hover, [self._touched()]
        self._resting = point
        self._hover = pointed_at(point, self._scene, self.laid_out(), self._placed())
        self._box = self._made_box(self._hover)
        if self._hover is not None and (before is None or before.month != self._hover.month):
            self.month_hovered.emit(self._hover.month)
        areas.append(self._touched())
        self.repaint_overlay(*(area for area in areas if not area.isEmpty()))

    def _made_box(self, hover: Pointed | None) -> Box | None:
        """Return the box beside the mouse."""
        if hover is None:
            return None
        pointed = None if hover.series is None else self.figure.series[hover.series]
        room = QSizeF(self.size())
        listed = nearest(self.read_out(), pointed, lines_of(room, self.line_height))
        said = read_out(self.figure, hover.month, listed, pointed)
        return Box(beside(self._resting, box_size(said, self._scene.lettering), room), said)

    def _touched(self) -> QRectF:
        """Return the area that the read-out covers."""
        if self._hover is None or self._box is None:
            return QRectF()
        axes = self.laid_out()
        x = round(axes.x(self._hover.month))
        column = QRectF(x - 8.0, axes.frame.top() - 8.0, 16.0, axes.frame.height() + 16.0)
        return column.united(self._box.area.adjusted(-3.0, -3.0, 3.0, 3.0))

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Show the value under the mouse; with the button held, ask for the month."""
        point = event.position()
        self._hover_at(point)
        over_label = label_at(point, self.labels()) is not None
        self.setCursor(Qt.CursorShape.PointingHandCursor if over_label else Qt.CursorShape.ArrowCursor)
        self._ask(self._mouse.move(point, self.laid_out()))

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Ask for the month or the label under the mouse."""
        if event.button() != Qt.MouseButton.LeftButton:
            return
        point = event.position()
        asked = self._mouse.press(point, self.laid_out(), self.labels(), self.line_height)
        if isinstance(asked, MonthAsked) and self.laid_out().frame.contains(point):
            self._hover_at(point)
        self._ask(asked)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """Ask for the series under the mouse, unless it was dragged."""
        pointed = self._box.read_out.pointed if self._box is not None else None
        self._ask(self._mouse.release(event.position(), pointed.key if pointed is not None else ""))

    def leaveEvent(self, event: QEvent) -> None:
        """Forget the mouse."""
        super().leaveEvent(event)
        area = self._touched()
        self._hover = self._box = None
        if not area.isEmpty():
            self.repaint_overlay(area)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Ask for what the key means; what means nothing here goes to whoever shows the chart."""
        asked = None
        if not event.modifiers() & _MODIFIED:
            asked = asked_by_key(Qt.Key(event.key()), self._scene, self.laid_out(), self.labels())
        if asked is None:
            super().keyPressEvent(event)
        self._ask(asked)

    def _ask(self, asked: Asked | None) -> None:
        """Report what the mouse or a key asks for."""
        if isinstance(asked, MonthAsked):
            self.month_clicked.emit(asked.month)
        elif isinstance(asked, SeriesClicked):
            self.series_clicked.emit(asked.key)
        elif asked is not None:
            self.series_wanted.emit(asked.key)

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Show the focus that the keyboard brought."""
        super().focusInEvent(event)
        self._tabbed = event.reason() in _BY_KEYBOARD
        self.repaint_body()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """Stop showing the focus."""
        super().focusOutEvent(event)
        self._tabbed = False
        self.repaint_body()

    # --- Size, sight and speech -----------------------------------------------------------------------------

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Place everything again, in smaller type where there is little room."""
        super().resizeEvent(event)
        small = not self._scene.compact and self.width() < _SMALL * max(1.0, self.theme.scale)
        if small != self._scene.small:
            self._scene = replace(self._scene, small=small)
            self._letter()
        self._forget()

    def showEvent(self, event: QShowEvent) -> None:
        """Paint what changed while it was hidden."""
        super().showEvent(event)
        self._forget()

    def _speak(self) -> None:
        if not self._speech.isActive():
            self._describe()
            self._speech.start()

    def _describe(self) -> None:
        words = self.figure.summary(self.hand)
        if words != self.accessibleDescription():
            self.setAccessibleDescription(words)


def _lettering_of(scene: Scene) -> Lettering:
    if scene.small:
        return small_lettering(scene.theme)
    return compact_lettering(scene.theme) if scene.compact else lettering(scene.theme)
