"""What every chart over months shares: frame, years, hand, the faint or covered future, labels, mouse and keys.

A chart adds its marks and says which series is where. It shows a figure and reports what mouse and keys ask for;
it decides nothing.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
from PySide6.QtCore import QEvent, QPointF, QRectF, QSize, Qt, QTimer, Signal
from PySide6.QtGui import (
    QBrush,
    QColor,
    QFocusEvent,
    QFont,
    QFontMetricsF,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPainterPath,
    QPen,
    QResizeEvent,
    QShowEvent,
)
from PySide6.QtWidgets import QSizePolicy, QWidget

from simulator.dates import HORIZON, NOW
from simulator.world import Flags, Floats
from ui.charts.plotting import Picture
from ui.figures.figure import EMPTY, Figure, Series
from ui.look import wording
from ui.look.theme import Theme, theme
from ui.look.wording import tr

if TYPE_CHECKING:
    from collections.abc import Sequence

_TEXT_EVERY = 200  # ms; the description that screen readers hear changes no faster than text can be read
_GAP = 6.0
_STILL = 3.0  # pixels within which a press and its release are a click
_LEADER = 14.0
_SMALL = 430  # pixels at plain type
_WIDEST_NEED = 560  # pixels; with larger type names are shortened
_LEAST_LETTERS = 5  # of what is shortened: fewer say nothing
_TYPE, _SMALL_TYPE = 0.9, 0.82  # of the window's type
_APART, _MOST_VALUES = 50.0, 4  # pixels between values that an axis names, and how many it names at most
_STEPS = {Qt.Key.Key_Left: -1, Qt.Key.Key_Right: 1, Qt.Key.Key_PageUp: -12, Qt.Key.Key_PageDown: 12}
_LEFT = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
_RIGHT = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
_CENTRE = Qt.AlignmentFlag.AlignHCenter | Qt.AlignmentFlag.AlignVCenter


@dataclass(frozen=True)
class Axes:
    """Where months and values lie in pixels."""

    frame: QRectF
    first: int
    last: int
    low: float
    high: float

    def x(self, month: float) -> float:
        """Return the pixel column of a month."""
        return self.frame.left() + (month - self.first) / max(1, self.last - self.first) * self.frame.width()

    def xs(self, months: range) -> Floats:
        """Return the pixel columns of months."""
        elapsed = np.arange(months.start, months.stop, dtype=np.float64) - self.first
        return self.frame.left() + elapsed * self._step

    @property
    def _step(self) -> float:
        return self.frame.width() / max(1, self.last - self.first)

    def y(self, values: Floats) -> Floats:
        """Return the pixel rows of values."""
        return self.frame.bottom() - (values - self.low) / (self.high - self.low) * self.frame.height()

    def month(self, x: float) -> int:
        """Return the month nearest to a pixel column."""
        part = (x - self.frame.left()) / max(1.0, self.frame.width())
        return round(self.first + min(max(part, 0.0), 1.0) * (self.last - self.first))


@dataclass(frozen=True)
class Label:
    """A series' name beside its mark."""

    series: Series
    at: float  # pixel row of the mark
    place: QRectF  # where the words go
    words: str
    number: str


@dataclass(frozen=True)
class Reading:
    """A series in the month under the mouse: its name, its exact value, and that of the old future, "" without one."""

    series: Series
    value: str
    before: str


class MonthChart(Picture):
    """A figure over months, with a hand."""

    month_clicked = Signal(int)
    month_hovered = Signal(int)
    series_clicked = Signal(str)
    series_wanted = Signal(str)  # by the keyboard; "" = none
    least_ink = 0.0  # how much of a colour remains where a mark is faint; the theme says how much at least

    def __init__(self, parent: QWidget | None = None) -> None:
        """Begin with an empty figure in the light theme, the hand at now."""
        self.figure: Figure = EMPTY
        self.theme: Theme = theme("light")
        self.hand = NOW
        self.covered = False
        self.selected = ""  # key of the series that stands out
        self._headed = True
        self._names_fit = True
        self.compact = False
        self._small = False  # too narrow for plain type
        self._axes: Axes | None = None
        self._labels: tuple[Label, ...] = ()
        self._hover: tuple[int, int | None] | None = None  # month, series
        self._mouse = QPointF()
        self._pressed: QPointF | None = None
        self._scrubbed: int | None = None
        self._tip = QRectF()
        self._tabbed = False  # reached by the keyboard: the focus is shown
        super().__init__(self.paint_body, self.paint_overlay, parent)
        self._set_type()
        self._speech = QTimer(self)
        self._speech.setSingleShot(True)
        self._speech.setInterval(_TEXT_EVERY)
        self._speech.timeout.connect(self._describe)
        self.setMouseTracking(True)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        self.setAccessibleName(tr("Chart"))

    # --- What it is told ------------------------------------------------------------------------------------

    def show_figure(self, figure: Figure) -> None:
        """Draw another figure."""
        self.figure = figure
        self.setAccessibleName(figure.title or tr("Chart"))
        self.setWhatsThis(figure.definition)
        hovered = self._hover is not None
        self._forget()
        if hovered and self.isVisible():  # the mouse still rests on a month, whatever is drawn there now
            self._hover_at(self._mouse)
        self._speak()

    def set_hand(self, month: int) -> None:
        """Move the hand; what lies after it is faint."""
        if month == self.hand:
            return
        self.hand = month
        if self.covered:
            self._labels = ()
        self.repaint_body()
        self._speak()

    def set_theme(self, chosen: Theme) -> None:
        """Draw in the colours and type of a theme."""
        self.theme = chosen
        self._set_type()
        self._forget()

    def select(self, key: str) -> None:
        """Let one series stand out among the others, if the figure has it."""
        if key != self.selected:
            self.selected = key
            self.repaint_body()

    def make_compact(self) -> None:
        """Leave out what the large chart beside it says: the title and the month under the hand."""
        self._headed, self.compact = False, True
        self._set_type()
        self._forget()

    def cover_future(self) -> None:
        """Hide every month after the hand."""
        self.covered = True
        self._forget()

    def uncover_future(self) -> None:
        """Show the months after the hand again."""
        self.covered = False
        self._forget()

    def hide_heading(self) -> None:
        """Leave the title to whoever shows the chart."""
        self._headed = False
        self._forget()

    def sizeHint(self) -> QSize:
        """Return a comfortable size."""
        return QSize(700, 300)

    def minimumSizeHint(self) -> QSize:
        """Return the smallest size at which the labels fit."""
        least = QSize(180, 96) if self.compact else QSize(360, 150 if self._headed else 126)
        return (least * max(1.0, self.theme.scale)).boundedTo(QSize(_WIDEST_NEED, least.height() * 3))

    # --- What a chart adds ----------------------------------------------------------------------------------

    def measure(self, axes: Axes) -> None:
        """Work out the marks in pixels."""
        raise NotImplementedError

    def draw_under(self, painter: QPainter, axes: Axes) -> None:
        """Draw what lies under the marks."""

    def draw_marks(self, painter: QPainter, axes: Axes, *, faint: bool) -> None:
        """Draw the marks, full or faint; the painter is clipped to the months concerned."""
        raise NotImplementedError

    def draw_over(self, painter: QPainter, axes: Axes) -> None:
        """Draw what lies over the marks: separators and ghosts; the painter is clipped to the months on show."""
        raise NotImplementedError

    def draw_at_hand(self, painter: QPainter, axes: Axes) -> None:
        """Draw the values at the hand."""

    def draw_hovered(self, painter: QPainter, axes: Axes, month: int, series: int | None) -> None:
        """Point out the values of a month, or that of one series."""

    def marks_at(self, row: int) -> Floats:
        """Return `(series,)` the pixel row of each mark in a month, NaN where there is none."""
        raise NotImplementedError

    def series_at(self, row: int, y: float) -> int | None:
        """Return the series under a pixel row in a month."""
        raise NotImplementedError

    def ticks(self) -> Sequence[tuple[float, str]]:
        """Return the values that the axis names, with their words."""
        raise NotImplementedError

    # --- Layout ---------------------------------------------------------------------------------------------

    def _set_type(self) -> None:
        size = _SMALL_TYPE if self.compact or self._small else _TYPE
        self.plain: QFont = self.theme.font(size)
        self.strong: QFont = self.theme.font(size, bold=True)
        self.title: QFont = self.theme.font(0.95 if self._small else 1.05, bold=True)
        self.set_background(QColor(self.theme.panel))
        self.updateGeometry()

    def _forget(self) -> None:
        """Have everything measured and painted anew."""
        self._axes = None
        self._labels = ()
        self._hover = None
        self.repaint_body()

    @property
    def line_height(self) -> float:
        """Return the height of a line of plain text."""
        return QFontMetricsF(self.plain).height()

    def laid_out(self) -> Axes:
        """Return where months and values lie, worked out when first asked for."""
        if self._axes is None:
            self._axes = self._lay_out()
            self.measure(self._axes)
        return self._axes

    def _lay_out(self) -> Axes:
        plain, figure = QFontMetricsF(self.plain), self.figure
        longest = max((plain.horizontalAdvance(series.name) for series in figure.series), default=0.0)
        self._names_fit = longest + 2 * _GAP + self._widest_number() <= self._label_room()
        left = 12.0 + max((plain.horizontalAdvance(words) for _, words in self.ticks()), default=0.0) + _GAP
        right = min(self._label_width() + _LEADER + 12.0, self._label_room() + _LEADER + 12.0)
        heading = self._heading_height() if self._headed else 0.0
        top = 10.0 if self.compact else 8.0 + heading + self.line_height + 6.0
        bottom = self.line_height + 12.0
        frame = QRectF(
            round(left),
            round(top),
            max(40.0, round(self.width() - left - right)),
            max(40.0, round(self.height() - top - bottom)),
        )
        return Axes(frame, figure.months.start, max(HORIZON - 1, figure.months.stop - 1), figure.low, figure.high)

    def _heading_height(self) -> float:
        title = QFontMetricsF(self.title).height() + 2.0
        return title if self._subtitle_is_beside() else title + self.line_height

    def _subtitle_is_beside(self) -> bool:
        """Tell whether the subtitle, and the key of the dashed lines, have room beside the title.

        In small charts, of which several stand side by side, it never does, so that all have their frames alike.
        """
        if self._small:
            return False
        title, plain = QFontMetricsF(self.title), QFontMetricsF(self.plain)
        key = self._key_width() + 12.0 if self.figure.has_ghost else 0.0
        needed = title.horizontalAdvance(self.figure.title) + 10.0 + plain.horizontalAdvance(self.figure.subtitle) + key
        return needed <= self.width() - 24.0

    def _label_room(self) -> float:
        part = 0.46 if self._small else 0.42 if self.compact else 0.38
        return part * self.width() - _LEADER - 12.0

    def _name_width(self) -> float:
        plain = QFontMetricsF(self.plain)
        return max((plain.horizontalAdvance(self._name(series)) for series in self.figure.series), default=0.0)

    def _widest_number(self) -> float:
        strong = QFontMetricsF(self.strong)
        widest = (0.888, 0.008) if self.figure.unit == "share" else (self.figure.low, self.figure.high)
        return max(strong.horizontalAdvance(self.short(value)) for value in widest)

    def _number_width(self) -> float:
        """Return how wide the numbers of the labels are, 0 where a small chart has room for names only."""
        numbers = self._widest_number()
        fits = self._name_width() + 2 * _GAP + numbers <= self._label_room()
        return numbers if fits or not self.compact else 0.0

    def _label_width(self) -> float:
        numbers, names = self._number_width(), self._name_width()
        if self.compact:
            return names + (_GAP + numbers if numbers else 0.0)
        return max(names + 2 * _GAP + numbers, QFontMetricsF(self.plain).horizontalAdvance(wording.month(HORIZON - 1)))

    def labels(self) -> tuple[Label, ...]:
        """Return the names of the series, none over another: at the right edge, or at the hand if that is the end."""
        if not self._labels:
            self._labels = self._place_labels(self.laid_out())
        return self._labels

    def _place_labels(self, axes: Axes) -> tuple[Label, ...]:
        figure = self.figure
        row = self._label_row()
        if row is None:
            return ()
        marks = self.marks_at(row)
        height = self.line_height
        room = max(1, int((axes.frame.height() + 8.0) / height))
        values = np.array([series.values[row] for series in figure.series])
        worth = np.flatnonzero(np.isfinite(marks) & self.worth_a_label(values))
        keep = worth[np.argsort(-values[worth], kind="stable")][:room]
        order = keep[np.argsort(marks[keep], kind="stable")]
        low, high = axes.frame.top() - 4.0 + height / 2, axes.frame.bottom() + 4.0 - height / 2
        rows = apart(marks[order], height, low, high)
        left = (axes.x(self.hand) if self.covered else axes.frame.right()) + _LEADER
        left = min(left, axes.frame.right() + _LEADER)
        width = min(self._label_width() + 1.0, self.width() - left - 10.0)
        numbered = self._number_width() > 0.0
        return tuple(
            Label(
                figure.series[index],
                float(marks[index]),
                QRectF(left, float(y) - height / 2, width, height),
                self._name(figure.series[index]),
                self.short(float(values[index])) if numbered else "",
            )
            for index, y in zip(order, rows, strict=True)
        )

    def _name(self, series: Series) -> str:
        """Return the name of a series, in brief where some have no room; the title says what a single one is."""
        if len(self.figure.series) == 1 and self.compact:
            return ""
        return (not self._names_fit and series.brief) or series.name

    def worth_a_label(self, values: Floats) -> Flags:
        """Return which values are worth a label."""
        return np.isfinite(values)

    def dimmed(self, series: Series) -> bool:
        """Tell whether another series of the figure stands out."""
        return series.key != self.selected and any(each.key == self.selected for each in self.figure.series)

    def ink(self, series: Series) -> QColor:
        """Return the colour of a series: faint where another one stands out."""
        colour = self.theme.colour(series.colour, series.shade)
        return self.theme.faded(colour, self.least_ink) if self.dimmed(series) else colour

    def short(self, value: float) -> str:
        """Return a value in as few words as a label has room for."""
        return self.figure.brief(value)

    def _label_row(self) -> int | None:
        known = self.figure.known
        if known == 0:
            return None
        return min(known - 1, self.figure.position(self.hand)) if self.covered else known - 1

    # --- Painting -------------------------------------------------------------------------------------------

    def paint_body(self, painter: QPainter) -> None:
        """Paint everything but what follows the mouse."""
        axes = self.laid_out()
        painter.setFont(self.plain)
        self._draw_heading(painter, axes)
        self.draw_under(painter, axes)
        self._draw_months(painter, axes)
        self._draw_axis(painter, axes)
        self._draw_labels(painter, axes)
        self._draw_hand(painter, axes)
        if self.figure.signed and not self.figure.series:
            painter.setPen(QColor(self.theme.muted))
            painter.drawText(axes.frame, _CENTRE, tr("No difference"))
        if self._tabbed:
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.setPen(QPen(QColor(self.theme.accent), 2))
            painter.drawRect(QRectF(1.0, 1.0, self.width() - 2.0, self.height() - 2.0))

    def _draw_months(self, painter: QPainter, axes: Axes) -> None:
        frame, hand = axes.frame, self._hand_x(axes)
        past = QRectF(frame.left(), frame.top() - 1.0, hand - frame.left(), frame.height() + 2.0)
        future = QRectF(hand, frame.top() - 1.0, frame.right() + 1.0 - hand, frame.height() + 2.0)
        painter.save()
        if not self.covered and future.width() > 1.0:
            painter.setClipRect(future)
            self.draw_marks(painter, axes, faint=True)
        painter.setClipRect(past)
        self.draw_marks(painter, axes, faint=False)
        painter.setClipRect(past if self.covered else past.united(future))
        self.draw_over(painter, axes)
        painter.restore()
        if self.covered and future.width() > 1.0:
            self._draw_cover(painter, future)

    def _draw_cover(self, painter: QPainter, area: QRectF) -> None:
        painter.fillRect(area, QBrush(QColor(self.theme.hairline), Qt.BrushStyle.BDiagPattern))
        words = tr("The future is hidden")
        room = QFontMetricsF(self.plain).horizontalAdvance(words) + 24.0
        if area.width() > room + self._label_width() + 2 * _LEADER:
            box = QRectF(
                area.right() - room, area.bottom() - 2.2 * self.line_height, room - 8.0, 1.6 * self.line_height
            )
            painter.fillRect(box, QColor(self.theme.panel))
            painter.setPen(QColor(self.theme.muted))
            painter.drawText(box, _CENTRE, words)

    def _hand_x(self, axes: Axes) -> float:
        return round(axes.x(min(max(self.hand, axes.first), axes.last)))

    def _draw_heading(self, painter: QPainter, axes: Axes) -> None:
        if not self._headed:
            return
        title = QFontMetricsF(self.title)
        line = QRectF(12.0, 6.0, self.width() - 24.0, title.height())
        painter.setFont(self.title)
        painter.setPen(QColor(self.theme.text))
        painter.drawText(line, _LEFT, title.elidedText(self.figure.title, Qt.TextElideMode.ElideRight, line.width()))
        painter.setFont(self.plain)
        painter.setPen(QColor(self.theme.muted))
        if self._subtitle_is_beside():
            line.setLeft(line.left() + title.horizontalAdvance(self.figure.title) + 10.0)
            if self.figure.has_ghost:
                line.setRight(line.right() - self._key_width() - 12.0)
        else:
            line = QRectF(12.0, line.bottom(), line.width(), self.line_height)
        words = QFontMetricsF(self.plain).elidedText(self.figure.subtitle, Qt.TextElideMode.ElideRight, line.width())
        if len(words) > _LEAST_LETTERS:
            painter.drawText(line, _LEFT, words)

    def _key_width(self) -> float:
        return 30.0 + QFontMetricsF(self.plain).horizontalAdvance(self.figure.ghost_name)

    def _draw_key(self, painter: QPainter, axes: Axes, taken: QRectF) -> None:
        """Say what the dashed lines are: in the heading, or in the strip above the frame, clear of the hand's month."""
        if not self.figure.has_ghost:
            return
        width = self._key_width()
        if self._headed:
            area = QRectF(self.width() - 12.0 - width, 6.0, width, QFontMetricsF(self.title).height())
            if area.left() < 22.0 + QFontMetricsF(self.title).horizontalAdvance(self.figure.title):
                return  # no room beside a long title
        else:
            plain = QFontMetricsF(self.plain)
            half = plain.horizontalAdvance(tr("now")) / 2.0 + 1.0
            now = QRectF(axes.x(NOW) - half, taken.top(), 2.0 * half, taken.height())
            end = self.width() - 20.0 - plain.horizontalAdvance(wording.month(HORIZON - 1))
            lefts = (
                axes.frame.right() - width,
                taken.right() + 10.0,
                taken.left() - 10.0 - width,
                now.left() - 10.0 - width,
            )
            areas = [QRectF(left, taken.top(), width, taken.height()) for left in lefts if _GAP <= left <= end - width]
            free = [area for area in areas if not area.intersects(taken) and not area.intersects(now)]
            if not free:
                return
            area = free[0]
        painter.setPen(self.ghost_pen())
        painter.drawLine(QPointF(area.left(), area.center().y()), QPointF(area.left() + 24.0, area.center().y()))
        painter.setPen(QColor(self.theme.muted))
        painter.drawText(area.adjusted(30.0, 0.0, 2.0, 0.0), _LEFT, self.figure.ghost_name)

    def ghost_pen(self) -> QPen:
        """Return the dashes of the old future."""
        pen = QPen(QColor(self.theme.ghost), 1)
        pen.setDashPattern([4.0, 3.0])
        pen.setCapStyle(Qt.PenCapStyle.FlatCap)
        return pen

    def _draw_axis(self, painter: QPainter, axes: Axes) -> None:
        frame, plain = axes.frame, QFontMetricsF(self.plain)
        painter.setFont(self.plain)
        painter.setPen(QColor(self.theme.muted))
        for value, words in self.ticks():
            y = float(axes.y(np.array(value)))
            painter.drawText(QRectF(0.0, y - plain.height(), frame.left() - _GAP, 2 * plain.height()), _RIGHT, words)
        years = range(int(wording.year(axes.first)) + 1, int(wording.year(axes.last)) + 1)
        spacing = frame.width() * 12 / max(1, axes.last - axes.first)
        every = max(1, int(np.ceil((plain.horizontalAdvance("2026") + 10.0) / spacing)))
        base = frame.bottom()
        zero = round(float(axes.y(np.zeros(1))[0])) if axes.low < 0.0 < axes.high else base
        painter.setPen(QColor(self.theme.border))
        painter.drawLine(QPointF(frame.left(), base), QPointF(frame.right(), base))
        if zero != base:
            painter.setPen(QColor(self.theme.muted))
            painter.drawLine(QPointF(frame.left(), zero), QPointF(frame.right(), zero))
        for year in years:
            x = round(axes.x(wording.first_month_of(year)))
            painter.setPen(QColor(self.theme.border))
            painter.drawLine(QPointF(x, base), QPointF(x, base + 4.0))
            if (year - 2026) % every == 0:
                painter.setPen(QColor(self.theme.muted))
                room = plain.horizontalAdvance("2026") + 4.0
                painter.drawText(QRectF(x - room / 2, base + 5.0, room, plain.height()), _CENTRE, str(year))

    def _draw_hand(self, painter: QPainter, axes: Axes) -> None:
        """Draw the month under the hand, the mark of now, and what the columns of numbers belong to."""
        frame, x = axes.frame, self._hand_x(axes)
        self.draw_at_hand(painter, axes)
        painter.setPen(QPen(QColor(self.theme.text), 1))
        painter.drawLine(QPointF(x, frame.top() - 4.0), QPointF(x, frame.bottom()))
        if not self.compact:
            self._draw_month(painter, axes, x)

    def _draw_month(self, painter: QPainter, axes: Axes, x: float) -> None:
        frame, strong = axes.frame, QFontMetricsF(self.strong)
        at_now = self.hand == NOW
        words = f"{wording.month(self.hand)} · {tr('now')}" if at_now else wording.month(self.hand)
        pill = QRectF(
            0.0, frame.top() - 5.0 - self.line_height, strong.horizontalAdvance(words) + 14.0, self.line_height + 1.0
        )
        pill.moveLeft(
            min(max(x - pill.width() / 2, frame.left()), max(frame.left(), self.width() - pill.width() - 6.0))
        )
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QColor(self.theme.text))
        painter.drawRoundedRect(pill, 4.0, 4.0)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing, on=False)
        painter.setFont(self.strong)
        painter.setPen(QColor(self.theme.panel))
        painter.drawText(pill, _CENTRE, words)
        painter.setFont(self.plain)
        if not at_now:
            self._draw_now(painter, axes, pill)
        if not self.covered and self.figure.known:
            month = self.figure.months[self.figure.known - 1]
            left = frame.right() + _LEADER
            area = QRectF(left, pill.top(), min(self._label_width() + 1.0, self.width() - left - 10.0), pill.height())
            if not area.intersects(pill.adjusted(-_GAP, 0.0, _GAP, 0.0)) and month != self.hand:
                painter.setPen(QColor(self.theme.muted))
                painter.drawText(area, _RIGHT, wording.month(month))
        self._draw_key(painter, axes, pill)

    def _draw_now(self, painter: QPainter, axes: Axes, taken: QRectF) -> None:
        x, frame = round(axes.x(NOW)), axes.frame
        if self.covered and self.hand < NOW:
            return
        pen = QPen(QColor(self.theme.text), 1)
        pen.setDashPattern([1.0, 3.0])
        painter.setPen(pen)
        painter.drawLine(QPointF(x, frame.top() - 3.0), QPointF(x, frame.bottom()))
        width = QFontMetricsF(self.plain).horizontalAdvance(tr("now"))
        area = QRectF(x - width / 2 - 1.0, taken.top(), width + 2.0, taken.height())
        if not area.intersects(taken.adjusted(-_GAP, 0.0, _GAP, 0.0)):
            painter.setPen(QColor(self.theme.muted))
            painter.drawText(area, _CENTRE, tr("now"))

    def _draw_labels(self, painter: QPainter, axes: Axes) -> None:
        edge = self._hand_x(axes) if self.covered else axes.frame.right()
        plain = QFontMetricsF(self.plain)
        complete = self.covered or axes.first + self.figure.known > axes.last
        for label in self.labels():
            colour = self.ink(label.series)
            self._draw_leader(painter, edge, label.at if complete else label.place.center().y(), label, colour)
            painter.setPen(QColor(self.theme.muted if self.dimmed(label.series) else self.theme.text))
            number = QFontMetricsF(self.strong).horizontalAdvance(label.number)
            stands_out = label.series.key == self.selected
            face = QFontMetricsF(self.strong) if stands_out else plain
            name = face.elidedText(
                label.words, Qt.TextElideMode.ElideRight, label.place.width() - number - bool(number) * _GAP
            )
            painter.setFont(self.strong if stands_out else self.plain)
            painter.drawText(label.place, _LEFT, name)
            painter.setFont(self.strong)
            painter.drawText(label.place, _RIGHT, label.number)
        painter.setFont(self.plain)

    def _draw_leader(self, painter: QPainter, edge: float, start: float, label: Label, colour: QColor) -> None:
        """Lead from the edge, where the mark ends, to its name, in its colour."""
        y = label.place.center().y()
        path = QPainterPath(QPointF(edge + 1.0, start))
        path.cubicTo(QPointF(edge + 6.0, start), QPointF(edge + 5.0, y), QPointF(edge + _LEADER - 4.0, y))
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.setPen(QPen(colour, 2))
        painter.drawPath(path)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing, on=False)

    # --- The mouse and the keys -----------------------------------------------------------------------------

    def paint_overlay(self, painter: QPainter) -> None:
        """Paint what follows the mouse: the month, the series and its exact value."""
        if self._hover is None:
            return
        axes, (month, series) = self.laid_out(), self._hover
        x = round(axes.x(month))
        painter.setPen(QPen(QColor(self.theme.muted), 1))
        painter.drawLine(QPointF(x, axes.frame.top()), QPointF(x, axes.frame.bottom()))
        self.draw_hovered(painter, axes, month, series)
        self._draw_tip(painter)

    def read_out(self) -> tuple[Reading, ...]:
        """Return what the box beside the mouse lists: every series of the month, as they lie from the top down."""
        if self._hover is None:
            return ()
        row = self.figure.position(self._hover[0])
        if row >= self.figure.known or self._hover[0] not in self.figure.months:
            return ()
        marks = self.marks_at(row)
        readings = []
        for index in np.argsort(marks, kind="stable"):
            series = self.figure.series[index]
            if np.isfinite(marks[index]) and np.isfinite(series.values[row]):
                old = np.nan if series.ghost is None else float(series.ghost[row])
                before = self.figure.exact(old) if np.isfinite(old) else ""
                readings.append(Reading(series, self.figure.exact(float(series.values[row])), before))
        return tuple(readings)

    def _listed(self, readings: tuple[Reading, ...]) -> tuple[Reading, ...]:
        """Return the readings that there is room for: those nearest to the mouse."""
        room = max(1, int((self.height() - 16.0) / self.line_height) - 1)
        pointed = self._pointed()
        place = next((place for place, each in enumerate(readings) if each.series is pointed), 0)
        first = min(max(0, place - room // 2), max(0, len(readings) - room))
        return readings[first : first + room]

    def _pointed(self) -> Series | None:
        if self._hover is None or self._hover[1] is None:
            return None
        return self.figure.series[self._hover[1]]

    def _tip_columns(self, readings: tuple[Reading, ...]) -> tuple[float, float, float]:
        """Return how wide the names, the values and the old values are."""
        strong = QFontMetricsF(self.strong)
        return (
            max((strong.horizontalAdvance(each.series.name) for each in readings), default=0.0),
            max((strong.horizontalAdvance(each.value) for each in readings), default=0.0),
            max((strong.horizontalAdvance(each.before) for each in readings), default=0.0),
        )

    def _tip_head(self, readings: tuple[Reading, ...]) -> tuple[str, str]:
        month = "" if self._hover is None else wording.month(self._hover[0])
        return month, self.figure.ghost_name if any(each.before for each in readings) else ""

    def _draw_tip(self, painter: QPainter) -> None:
        readings, height, box = self._listed(self.read_out()), self.line_height, self._tip
        month, ghost = self._tip_head(readings)
        painter.setPen(QPen(QColor(self.theme.border), 1))
        painter.setBrush(QColor(self.theme.panel))
        painter.drawRect(box)
        line = QRectF(box.left() + 8.0, box.top() + 5.0, box.width() - 16.0, height)
        painter.setFont(self.plain)
        painter.setPen(QColor(self.theme.muted))
        painter.drawText(line, _LEFT, month)
        painter.drawText(line, _RIGHT, ghost)
        _, _, old = self._tip_columns(readings)
        for each in readings:
            line.translate(0.0, height)
            painter.fillRect(
                QRectF(line.left(), line.center().y() - 4.0, 8.0, 8.0),
                self.theme.colour(each.series.colour, each.series.shade),
            )
            painter.setFont(self.strong if each.series is self._pointed() else self.plain)
            painter.setPen(QColor(self.theme.text))
            painter.drawText(line.adjusted(14.0, 0.0, 0.0, 0.0), _LEFT, each.series.name)
            painter.drawText(line.adjusted(0.0, 0.0, -old - (12.0 if old else 0.0), 0.0), _RIGHT, each.value)
            painter.setFont(self.plain)
            painter.setPen(QColor(self.theme.muted))
            painter.drawText(line, _RIGHT, each.before)
        painter.setBrush(Qt.BrushStyle.NoBrush)

    def _tip_box(self) -> QRectF:
        readings = self._listed(self.read_out())
        plain = QFontMetricsF(self.plain)
        month, ghost = self._tip_head(readings)
        names, values, old = self._tip_columns(readings)
        head = plain.horizontalAdvance(month) + (plain.horizontalAdvance(ghost) + 16.0 if ghost else 0.0)
        row = 14.0 + names + 14.0 + values + (12.0 + old if old else 0.0) if readings else 0.0
        box = QRectF(0.0, 0.0, round(max(head, row) + 18.0), round((len(readings) + 1) * self.line_height + 10.0))
        box.moveTopLeft(QPointF(round(self._mouse.x() + 14.0), round(self._mouse.y() + 14.0)))
        if box.right() > self.width() - 3.0:
            box.moveRight(round(self._mouse.x() - 10.0))
        if box.bottom() > self.height() - 3.0:
            box.moveBottom(self.height() - 3.0)
        return box.translated(max(0.0, 3.0 - box.left()), max(0.0, 3.0 - box.top()))

    def _hover_at(self, point: QPointF) -> None:
        axes = self.laid_out()
        before, areas = self._hover, [self._touched(axes)]
        inside = axes.frame.adjusted(-2.0, 0.0, 2.0, 0.0).contains(point)
        month = axes.month(point.x())
        if not inside or (self.covered and month > self.hand):
            self._hover = None
        else:
            row = self.figure.position(month)
            known = row < self.figure.known and month in self.figure.months
            self._hover = (month, self.series_at(row, point.y()) if known else None)
        self._mouse = point
        if self._hover is not None:
            self._tip = self._tip_box()
            if before is None or before[0] != month:
                self.month_hovered.emit(month)
        areas.append(self._touched(axes))
        self.repaint_overlay(*(area for area in areas if not area.isEmpty()))

    def _touched(self, axes: Axes) -> QRectF:
        if self._hover is None:
            return QRectF()
        x = round(axes.x(self._hover[0]))
        column = QRectF(x - 8.0, axes.frame.top() - 8.0, 16.0, axes.frame.height() + 16.0)
        return column.united(self._tip.adjusted(-3.0, -3.0, 3.0, 3.0))

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Show the value under the mouse; with the button held, ask for the month."""
        point = event.position()
        self._hover_at(point)
        over_label = any(label.place.contains(point) for label in self.labels())
        self.setCursor(Qt.CursorShape.PointingHandCursor if over_label else Qt.CursorShape.ArrowCursor)
        if self._pressed is not None and (point - self._pressed).manhattanLength() > _STILL:
            self._ask_for(self.laid_out().month(point.x()))

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Ask for the month under the mouse."""
        if event.button() != Qt.MouseButton.LeftButton:
            return
        point = event.position()
        for label in self.labels():
            if label.place.contains(point):
                self.series_clicked.emit(label.series.key)
                return
        axes = self.laid_out()
        if axes.frame.adjusted(-2.0, -2.0 * self.line_height, 2.0, self.line_height).contains(point):
            self._pressed = point
            self._scrubbed = None
            if axes.frame.contains(point):
                self._hover_at(point)
            self._ask_for(axes.month(point.x()))

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """Ask for the series under the mouse, unless it was dragged."""
        pressed, self._pressed = self._pressed, None
        still = pressed is not None and (event.position() - pressed).manhattanLength() <= _STILL
        if still and self._hover is not None and self._hover[1] is not None:
            self.series_clicked.emit(self.figure.series[self._hover[1]].key)

    def leaveEvent(self, event: QEvent) -> None:
        """Forget the mouse."""
        super().leaveEvent(event)
        if self._hover is not None:
            area, self._hover = self._touched(self.laid_out()), None
            self.repaint_overlay(area)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Ask for the month before or after, a year at a time, or the ends; for the series above or below; for none."""
        axes = self.laid_out()
        key = Qt.Key(event.key())
        if event.modifiers() & (Qt.KeyboardModifier.AltModifier | Qt.KeyboardModifier.ControlModifier):
            super().keyPressEvent(event)
        elif key in _STEPS:
            self.month_clicked.emit(min(max(self.hand + _STEPS[key], axes.first), axes.last))
        elif key == Qt.Key.Key_Home:
            self.month_clicked.emit(axes.first)
        elif key == Qt.Key.Key_End:
            self.month_clicked.emit(axes.last)
        elif key in {Qt.Key.Key_Up, Qt.Key.Key_Down}:
            self._want_another(-1 if key == Qt.Key.Key_Up else 1)
        elif key == Qt.Key.Key_Escape and self.selected:
            self.series_wanted.emit("")
        else:
            super().keyPressEvent(event)

    def _want_another(self, step: int) -> None:
        """Ask for the series above or below the one that stands out, in the order of the labels."""
        keys = [label.series.key for label in self.labels()]
        if keys:
            place = keys.index(self.selected) + step if self.selected in keys else (0 if step > 0 else -1)
            self.series_wanted.emit(keys[place % len(keys)])

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Show the focus that the keyboard brought."""
        super().focusInEvent(event)
        self._tabbed = event.reason() in {Qt.FocusReason.TabFocusReason, Qt.FocusReason.BacktabFocusReason}
        self.repaint_body()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """Show the focus no longer."""
        super().focusOutEvent(event)
        self._tabbed = False
        self.repaint_body()

    def _ask_for(self, month: int) -> None:
        if month != self._scrubbed:
            self._scrubbed = month
            self.month_clicked.emit(month)

    # --- Size, sight and speech -----------------------------------------------------------------------------

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Measure anew, in smaller type where there is little room."""
        super().resizeEvent(event)
        small = not self.compact and self.width() < _SMALL * max(1.0, self.theme.scale)
        if small != self._small:
            self._small = small
            self._set_type()
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


def round_values(low: float, high: float, height: float) -> tuple[float, ...]:
    """Return round values between two limits, as many as an axis of so many pixels has room to name."""
    step = _round_step((high - low) / min(max(int(height / _APART), 2), _MOST_VALUES))
    return tuple(float(value) for value in step * np.arange(np.ceil(low / step), np.floor(high / step) + 1))


def _round_step(rough: float) -> float:
    """Return 1, 2 or 5 times a power of ten, the nearest one not below."""
    power = 10.0 ** np.floor(np.log10(rough))
    return float(power * next(factor for factor in (1.0, 2.0, 5.0, 10.0) if rough <= factor * power * (1 + 1e-9)))
