"""The years above the timeline, with the flags of bookmarks."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QPointF, QRectF, Qt
from PySide6.QtGui import QContextMenuEvent, QHelpEvent, QMouseEvent, QPainter, QPaintEvent, QPalette, QPolygonF
from PySide6.QtWidgets import QMenu, QToolTip, QWidget

from ui.dialogs.naming import ask_for_name
from ui.look import wording
from ui.look.wording import tr
from ui.panels.timeline.scale import Scale
from ui.widgets.form import plain_tip

if TYPE_CHECKING:
    from ui.keeping.bookmarks import Bookmark, Bookmarks
    from ui.panels.timeline.scale import Scaled
    from ui.session.session import Session

_NEAR = 6  # pixels within which a click means a bookmark


class Ruler(QWidget):
    """The years, and the flags of bookmarks; a click or a drag moves the hand."""

    def __init__(self, session: Session, scale: Scaled) -> None:
        """Show the years of a session on a scale, and move its hand."""
        super().__init__()
        self._session, self._scale = session, scale
        self._bookmarks: Bookmarks | None = None
        self._fit()
        self.setCursor(Qt.CursorShape.PointingHandCursor)

    def show_bookmarks(self, bookmarks: Bookmarks) -> None:
        """Show these bookmarks from now on."""
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
        painter, scale = QPainter(self), self._scale()
        self._paint_years(painter, scale)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        self._paint_bookmarks(painter, scale)
        x, height = scale.x(self._session.hand), self.height()
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(self.palette().color(QPalette.ColorRole.Highlight))
        painter.drawPolygon(QPolygonF([QPointF(x - 6, height - 9), QPointF(x + 6, height - 9), QPointF(x, height)]))

    def _paint_years(self, painter: QPainter, scale: Scale) -> None:
        """Paint a tick for each January, and as many years as have room."""
        metrics, height = self.fontMetrics(), self.height()
        painter.setPen(self.palette().color(QPalette.ColorRole.PlaceholderText))
        every = max(1, math.ceil((metrics.horizontalAdvance("2026") + 12) / max(1.0, scale.x(12) - scale.x(0))))
        year = int(wording.year(0)) + 1
        while (january := wording.first_month_of(year)) <= scale.last:
            x = scale.x(january)
            painter.drawLine(QPointF(x, height - 5), QPointF(x, height))
            if year % every == 0 and x + 4 + metrics.horizontalAdvance(str(year)) < self.width():
                painter.drawText(QPointF(x + 3, height - 6), str(year))
            year += 1

    def _paint_bookmarks(self, painter: QPainter, scale: Scale) -> None:
        """Paint each bookmark, its name as far as the next one leaves room."""
        marks = self._marks
        ends = [*(scale.x(mark.month) for mark in marks[1:]), float(self.width())]
        for mark, end in zip(marks, ends, strict=False):  # without bookmarks one end is left over
            x = scale.x(mark.month)
            self._paint_pennant(painter, x)
            room = QRectF(x + 11, 0, end - x - 14, self.fontMetrics().height())
            name = self.fontMetrics().elidedText(mark.words, Qt.TextElideMode.ElideRight, int(room.width()))
            if len(name) > 2:  # noqa: PLR2004 - a letter and the dots say nothing
                painter.setPen(self.palette().color(QPalette.ColorRole.Text))
                painter.drawText(room, Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft, name)

    def _paint_pennant(self, painter: QPainter, x: float) -> None:
        ink, line = self.palette().color(QPalette.ColorRole.Text), self.fontMetrics().height()
        painter.setPen(ink)
        for top, bottom in ((2, line), (self.height() - 5, self.height())):  # in between it would cross out a year
            painter.drawLine(QPointF(round(x), top), QPointF(round(x), bottom))
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(ink)
        painter.drawPolygon(QPolygonF([QPointF(x, 2), QPointF(x + 8, 6), QPointF(x, 10)]))

    # --- The mouse ----------------------------------------------------------------------------------------

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Move the hand, to a bookmark if one is near."""
        if event.button() == Qt.MouseButton.LeftButton:
            mark = self._at(event.position())
            self._session.move_hand(self._scale().month(event.position().x()) if mark is None else mark.month)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Let the hand follow the mouse."""
        if event.buttons() & Qt.MouseButton.LeftButton:
            self._session.move_hand(self._scale().month(event.position().x()))

    def event(self, event: QEvent) -> bool:
        """Show what a click here does."""
        if event.type() == QEvent.Type.ToolTip and isinstance(event, QHelpEvent):
            mark = self._at(QPointF(event.pos()))
            hint = tr("Click or drag to move the hand; right-click for bookmarks")
            QToolTip.showText(event.globalPos(), plain_tip(hint if mark is None else _bookmark_in_words(mark)), self)
            return True
        return super().event(event)

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        """Offer to set, name or remove a bookmark."""
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
