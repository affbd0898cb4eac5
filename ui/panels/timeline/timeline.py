"""The timeline: years, news, futures that are kept and measures under one scale, and the hand across all of them."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QPointF, QRectF, Qt, Signal
from PySide6.QtGui import (
    QContextMenuEvent,
    QHelpEvent,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QPalette,
    QPolygonF,
    QResizeEvent,
)
from PySide6.QtWidgets import QFrame, QMenu, QScrollArea, QToolTip, QVBoxLayout, QWidget

from ui.dialogs.naming import ask_for_name
from ui.look import wording
from ui.look.clock import HAND, Paced
from ui.look.wording import tr
from ui.panels.timeline.bars import Bars
from ui.panels.timeline.lanes import Lanes
from ui.panels.timeline.news_flags import NewsFlags
from ui.panels.timeline.scale import Scale
from ui.widgets.form import plain_tip

if TYPE_CHECKING:
    from ui.keeping.bookmarks import Bookmark, Bookmarks
    from ui.panels.timeline.scale import Scaled
    from ui.session.session import Session

_MARGIN = 10
_NEAR = 6  # pixels within which a click means a bookmark
_HAND_ROOM = 9  # pixels to either side that the mark of the hand takes


class Ruler(QWidget):
    """The years, and the flags of bookmarks; a click or a drag moves the hand."""

    def __init__(self, session: Session, scale: Scaled) -> None:
        """Take the session whose hand it moves, and the scale."""
        super().__init__()
        self._session, self._scale = session, scale
        self._bookmarks: Bookmarks | None = None
        self._fit()
        self.setCursor(Qt.CursorShape.PointingHandCursor)

    def show_bookmarks(self, bookmarks: Bookmarks) -> None:
        """Take the bookmarks to show."""
        self._bookmarks = bookmarks
        bookmarks.changed.connect(self._fit)
        self._fit()

    def changeEvent(self, event: QEvent) -> None:
        """Make room for larger type."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.FontChange:
            self._fit()

    def _fit(self) -> None:
        line = self.fontMetrics().height()
        self.setFixedHeight(line + 8 + (line if self._marks else 0))
        self.update()

    @property
    def _marks(self) -> tuple[Bookmark, ...]:
        return self._bookmarks.all if self._bookmarks is not None else ()

    # --- Painting -----------------------------------------------------------------------------------------

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the years, the bookmarks and the month under the hand."""
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
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        self._paint_bookmarks(painter, scale)
        x = scale.x(self._session.hand)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(palette.color(QPalette.ColorRole.Highlight))
        painter.drawPolygon(QPolygonF([QPointF(x - 6, height - 9), QPointF(x + 6, height - 9), QPointF(x, height)]))

    def _paint_bookmarks(self, painter: QPainter, scale: Scale) -> None:
        """Paint a pennant for each bookmark, and its name as far as the next one leaves room."""
        palette, line, marks = self.palette(), self.fontMetrics().height(), self._marks
        places = [scale.x(mark.month) for mark in marks]
        for number, (mark, x) in enumerate(zip(marks, places, strict=True)):
            painter.setPen(palette.color(QPalette.ColorRole.Text))
            for top, bottom in ((2, line), (self.height() - 5, self.height())):  # it would cross out a year between
                painter.drawLine(QPointF(round(x), top), QPointF(round(x), bottom))
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(palette.color(QPalette.ColorRole.Text))
            painter.drawPolygon(QPolygonF([QPointF(x, 2), QPointF(x + 8, 6), QPointF(x, 10)]))
            end = places[number + 1] if number + 1 < len(places) else float(self.width())
            room = QRectF(x + 11, 0, end - x - 14, line)
            name = self.fontMetrics().elidedText(mark.words, Qt.TextElideMode.ElideRight, int(room.width()))
            if len(name) > 2:  # noqa: PLR2004 - a letter and the dots say nothing
                painter.setPen(palette.color(QPalette.ColorRole.Text))
                painter.drawText(room, Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft, name)

    # --- The mouse ----------------------------------------------------------------------------------------

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Move the hand, and onto a bookmark where one is near."""
        if event.button() == Qt.MouseButton.LeftButton:
            mark = self._at(event.position())
            self._session.move_hand(self._scale().month(event.position().x()) if mark is None else mark.month)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Move the hand along."""
        if event.buttons() & Qt.MouseButton.LeftButton:
            self._session.move_hand(self._scale().month(event.position().x()))

    def event(self, event: QEvent) -> bool:
        """Tell what a click here does."""
        if event.type() == QEvent.Type.ToolTip and isinstance(event, QHelpEvent):
            mark = self._at(QPointF(event.pos()))
            hint = tr("Click or drag to move the hand; right-click for bookmarks")
            QToolTip.showText(event.globalPos(), plain_tip(hint if mark is None else _bookmark_in_words(mark)), self)
            return True
        return super().event(event)

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        """Offer to set, to name and to remove a bookmark."""
        mark = self._at(QPointF(event.pos()))
        self.menu_of(self._scale().month(event.pos().x()) if mark is None else mark.month).popup(event.globalPos())

    def menu_of(self, month: int) -> QMenu:
        """Return what can be done with the bookmark of a month."""
        menu = QMenu(self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        marks = self._bookmarks
        if marks is not None:
            mark = marks.at(month)
            if mark is None:
                words = tr("Set a bookmark in {month}").format(month=wording.month(month))
                menu.addAction(words, lambda: marks.toggle(month))
            else:
                menu.addAction(tr("Name this bookmark…"), lambda: ask_for_bookmark(self, marks, month))
                menu.addAction(tr("Remove this bookmark"), lambda: marks.toggle(month))
        return menu

    def _at(self, point: QPointF) -> Bookmark | None:
        scale = self._scale()
        near = [(abs(scale.x(mark.month) + 3 - point.x()), mark) for mark in self._marks]
        distance, mark = min(near, default=(float(_NEAR), None))
        return mark if distance < _NEAR else None


class Timeline(QFrame):
    """Ruler, news, lanes and bars."""

    refused = Signal(str)  # why what was tried cannot be done

    def __init__(self, session: Session) -> None:
        """Take the session that it shows and edits."""
        super().__init__()
        self._session = session
        self._left, self._right = float(_MARGIN), float(_MARGIN)
        self._shown_hand = session.hand
        self.ruler = Ruler(session, self.scale)
        self.news = NewsFlags(session, self.scale)
        self.lanes = Lanes(session, self.scale)
        self.bars = Bars(session, self.scale)
        self.bars.refused.connect(self.refused)
        content = QWidget()
        column = QVBoxLayout(content)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.lanes)
        column.addWidget(self.bars, 1)
        scroll = QScrollArea()
        scroll.setWidget(content)
        scroll.setWidgetResizable(True)
        scroll.setFrameShape(QFrame.Shape.NoFrame)
        scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._scroll = scroll
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addWidget(self.ruler)
        layout.addWidget(self.news)
        layout.addWidget(scroll, 1)
        self._paced = Paced(self, HAND, self._follow)
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
            self._place_anew()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Place everything anew: other names fit."""
        super().resizeEvent(event)
        self._place_anew()

    def _place_anew(self) -> None:
        self.bars.arrange()
        self.news.paint_anew()
        for part in self._parts:
            part.update()

    @property
    def _parts(self) -> tuple[QWidget, ...]:
        return self.ruler, self.news, self.lanes, self.bars

    def _follow(self) -> None:
        """Paint anew where the hand was and where it is."""
        scale, before, now = self.scale(), self._shown_hand, self._session.hand
        self._shown_hand = now
        everything = self._session.future_hidden
        for part in self._parts:
            if everything and part is self.news:
                self.news.paint_anew()  # the flags that are told depend on the hand
            for month in (before, now):
                part.update(int(scale.x(month)) - _HAND_ROOM, 0, 2 * _HAND_ROOM, part.height())

    def _show_selected(self, measure: str) -> None:
        self.bars.arrange()
        if measure:
            bar = self.bars.bar(measure)
            middle = int(self.bars.y() + bar.center().y())
            self._scroll.ensureVisible(int(self.width() / 2), middle, 0, self.bars.lane)


def ask_for_bookmark(parent: QWidget, marks: Bookmarks, month: int) -> None:
    """Let the user name the bookmark of a month."""
    mark = marks.at(month)
    ask_for_name(
        parent,
        tr("Name a bookmark"),
        tr("Name of the bookmark in {month}").format(month=wording.month(month)),
        mark.name if mark is not None else "",
        lambda name: marks.rename(month, name),
    )


def _bookmark_in_words(mark: Bookmark) -> str:
    month = wording.month(mark.month)
    return tr("Bookmark: {name}, {month}").format(name=mark.name, month=month) if mark.name else month
