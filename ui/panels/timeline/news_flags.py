"""News as flags along the years: a shape for each topic, a number for several, ticks for new versions."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QPointF, QRectF, Qt
from PySide6.QtGui import QFont, QHelpEvent, QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QPalette, QPen, QPolygonF
from PySide6.QtWidgets import QToolTip, QWidget

from ui.look import wording
from ui.look.clock import GROWTH, Paced
from ui.look.wording import tr
from ui.models.news import Flag, Story, flags, stories, topic_in_words
from ui.panels.timeline.bars import draw_focus, draw_hand
from ui.widgets.drawn import Drawn
from ui.widgets.form import plain_tip

if TYPE_CHECKING:
    from simulator.history import Branch
    from simulator.world import World
    from ui.panels.timeline.scale import Scaled
    from ui.session.session import Session

_SIZE = 9.0  # pixels of a flag
_GAP = 3.0  # between flags
_TOLD = 8  # stories in a tooltip
_TICK = 3.0  # pixels of a month with one new version; each further one adds half a pixel
_TICKS = 7.0  # at most


class NewsFlags(QWidget):
    """A strip of flags: a click, or the arrow keys, move the hand to one."""

    def __init__(self, session: Session, scale: Scaled) -> None:
        """Take the session whose news it shows, and the scale."""
        super().__init__()
        self._session, self._scale = session, scale
        self._branch: Branch | None = None
        self._known: list[World] = []  # the months whose news was read
        self._news: list[Story] = []  # all but new versions
        self._versions: list[int] = []  # number of new versions, by month
        self._drawn = Drawn(self, self._paint_news)
        self.setMouseTracking(True)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setAccessibleName(tr("News along the years"))
        self._fit()
        self._paced = Paced(self, GROWTH, self._read)
        for signal in (session.months_added, session.branch_changed, session.scenario_changed):
            signal.connect(self._paced.ask)
        session.future_covered.connect(self.paint_anew)
        self._paced.ask()

    def flags(self) -> list[Flag]:
        """Return the flags on show: of all months, or of those up to the hand where the future is hidden."""
        last = self._session.hand if self._session.future_hidden else len(self._known)
        apart = (self._numbered + _GAP) / self._scale().month_width
        return flags([story for story in self._news if story.month <= last], apart)

    def place(self, flag: Flag) -> QPointF:
        """Return where a flag stands."""
        return QPointF(self._scale().x(flag.month), self.height() / 2)

    # --- The mouse and the keys ---------------------------------------------------------------------------

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Move the hand to the flag under the pointer, or else to the month."""
        if event.button() == Qt.MouseButton.LeftButton:
            flag = self._at(event.position())
            x = event.position().x()
            self._session.move_hand(self._scale().month(x) if flag is None else flag.month)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Point at a flag."""
        over = self._at(event.position()) is not None
        self.setCursor(Qt.CursorShape.PointingHandCursor if over else Qt.CursorShape.ArrowCursor)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Move the hand to the flag before or after it."""
        hand, key = self._session.hand, Qt.Key(event.key())
        if key == Qt.Key.Key_Right:
            wanted = next((flag.month for flag in self.flags() if flag.month > hand), hand)
        elif key == Qt.Key.Key_Left:
            wanted = next((flag.month for flag in reversed(self.flags()) if flag.month < hand), hand)
        else:
            super().keyPressEvent(event)
            return
        self._session.move_hand(wanted)
        self.setAccessibleDescription(self._told_at(wanted))

    def event(self, event: QEvent) -> bool:
        """Tell the news of the flag, or of the month, under the pointer."""
        if event.type() == QEvent.Type.ToolTip and isinstance(event, QHelpEvent):
            QToolTip.showText(event.globalPos(), plain_tip(self.tip_at(QPointF(event.pos()))), self)
            return True
        return super().event(event)

    def tip_at(self, point: QPointF) -> str:
        """Return what is told at a place."""
        flag = self._at(point)
        if flag is not None:
            return _told(flag)
        month = self._scale().month(point.x())
        hidden = self._session.future_hidden and month > self._session.hand
        count = self._versions[month] if month < len(self._versions) and not hidden else 0
        if not count:
            return wording.month(month)
        versions = tr("1 new version") if count == 1 else tr("{count} new versions").format(count=count)
        return f"{wording.month(month)}: {versions}"

    def _told_at(self, month: int) -> str:
        return next((_told(flag) for flag in self.flags() if flag.month == month), "")

    def _at(self, point: QPointF) -> Flag | None:
        near = [(abs(self.place(flag).x() - point.x()), place, flag) for place, flag in enumerate(self.flags())]
        distance, _, flag = min(near, default=(self._numbered, 0, None))
        return flag if distance <= self._numbered / 2 + 1 else None

    # --- What it knows ------------------------------------------------------------------------------------

    def _read(self) -> None:
        """Read the news of months that are new; of another branch, of all that it does not share."""
        worlds = self._session.branch.worlds
        shared = 0
        while shared < min(len(worlds), len(self._known)) and worlds[shared] is self._known[shared]:
            shared += 1
        self._known = self._known[:shared]
        self._news = [story for story in self._news if story.month < shared]
        del self._versions[shared:]
        for world in worlds[shared:]:
            told = stories(world, self._session.scenario)
            self._news += [story for story in told if story.topic != "release"]
            self._versions.append(sum(story.topic == "release" for story in told))
            self._known.append(world)
        count = len(self.flags())
        self.setAccessibleDescription(tr("{count} flags; the arrow keys go from one to the next").format(count=count))
        self.paint_anew()

    def changeEvent(self, event: QEvent) -> None:
        """Make room for larger type."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.FontChange:
            self._fit()

    @property
    def _numbered(self) -> float:
        """Return the pixels of a flag with a number."""
        return self.fontMetrics().horizontalAdvance("00") + 2.0

    def _fit(self) -> None:
        self.setFixedHeight(max(int(_SIZE + _TICKS), self.fontMetrics().height()) + 4)

    # --- Painting -----------------------------------------------------------------------------------------

    def paint_anew(self) -> None:
        """Paint everything anew: other flags are told, or months lie elsewhere."""
        self._drawn.forget()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Show ticks and flags, and the line of the hand."""
        painter = QPainter(self)
        draw_hand(painter, self._scale().x(self._session.hand), self.height(), self.palette())
        self._drawn.show(painter, event.rect())
        if self.hasFocus():
            draw_focus(painter, self)

    def _paint_news(self, painter: QPainter) -> None:
        scale, palette = self._scale(), self.palette()
        last = self._session.hand if self._session.future_hidden else len(self._versions)
        painter.setPen(QPen(palette.color(QPalette.ColorRole.Mid), 1))
        for month, count in enumerate(self._versions[: last + 1]):
            if count:
                x, high = round(scale.x(month)), min(_TICK + 0.5 * count, _TICKS)
                painter.drawLine(QPointF(x, self.height()), QPointF(x, self.height() - high))
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        for flag in self.flags():
            self._paint(painter, flag)

    def _paint(self, painter: QPainter, flag: Flag) -> None:
        palette, place = self.palette(), self.place(flag)
        grave = flag.topic in ("measure", "exit", "culling")
        ink = palette.color(QPalette.ColorRole.Text if grave else QPalette.ColorRole.PlaceholderText)
        if len(flag.stories) == 1:
            painter.setPen(QPen(palette.color(QPalette.ColorRole.Window), 1))
            painter.setBrush(ink)
            painter.drawPolygon(_shape(flag.topic, place))
            return
        box = QRectF(0, 0, self._numbered, self.height() - 3.0)
        box.moveCenter(place)
        painter.setPen(QPen(ink, 1))
        painter.setBrush(palette.color(QPalette.ColorRole.Base))
        painter.drawRoundedRect(box, 3, 3)
        font = QFont(self.font())
        font.setPointSizeF(font.pointSizeF() * 0.9)
        painter.setFont(font)
        painter.setPen(palette.color(QPalette.ColorRole.Text))
        count = len(flag.stories)
        painter.drawText(box, Qt.AlignmentFlag.AlignCenter, str(count) if count < 100 else "…")  # noqa: PLR2004 - what fits


def _told(flag: Flag) -> str:
    """Return the stories of a flag under their months."""
    lines, month = [], -1
    for story in flag.stories[:_TOLD]:
        if story.month != month:
            month = story.month
            lines.append(wording.month(month))
        lines.append(f"{topic_in_words(story.topic)}: {story.text}")
    more = len(flag.stories) - _TOLD
    if more > 0:
        lines.append(tr("and {count} more").format(count=more))
    return "\n".join(lines)


def _shape(topic: str, at: QPointF) -> QPolygonF:
    """Return the mark of a topic, told from the others by its shape alone."""
    r = _SIZE / 2
    shapes: dict[str, list[tuple[float, float]]] = {
        "measure": [(-1, -1), (1, -1), (1, 1), (-1, 1)],
        "exit": [
            (-1, -0.5), (-0.5, -1), (0, -0.5), (0.5, -1), (1, -0.5), (0.5, 0),
            (1, 0.5), (0.5, 1), (0, 0.5), (-0.5, 1), (-1, 0.5), (-0.5, 0),
        ],
        "culling": [(-1, -0.9), (1, -0.9), (0, 1)],
        "takeover": [(-1, -1), (1, 0), (-1, 1)],
        "listing": [(0, -1.2), (1.2, 0), (0, 1.2), (-1.2, 0)],
        "entry": [(-1, 0.9), (1, 0.9), (0, -1)],
        "licence": [(-0.5, -1), (0.5, -1), (0.5, -0.5), (1, -0.5), (1, 0.5), (0.5, 0.5), (0.5, 1), (-0.5, 1),
                    (-0.5, 0.5), (-1, 0.5), (-1, -0.5), (-0.5, -0.5)],
    }  # fmt: skip
    star = [(-0.3, -1), (0.3, -1), (0.3, 1), (-0.3, 1)]
    return QPolygonF([QPointF(at.x() + r * x, at.y() + r * y) for x, y in shapes.get(topic, star)])
