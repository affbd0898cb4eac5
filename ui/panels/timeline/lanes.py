"""Kept futures as lanes under the years: where each parts from the one on show, and what it is called."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QPointF, QRectF, QSize, Qt
from PySide6.QtGui import (
    QContextMenuEvent,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPainterPath,
    QPaintEvent,
    QPalette,
    QPen,
)
from PySide6.QtWidgets import QMenu, QSizePolicy, QWidget

from ui.look import wording
from ui.look.wording import tr
from ui.models.futures import parting
from ui.models.values import KeptFuture
from ui.panels.timeline.marks import draw_focus, draw_hand
from ui.widgets.form import plain_tip

if TYPE_CHECKING:
    from ui.panels.timeline.futures import Futures
    from ui.panels.timeline.scale import Scaled
    from ui.session.session import Session

_SPACE = 6
_BEND = 7.0  # pixels over which a lane leaves the line of the future on show
_DASHES = (4.0, 3.0)
_LEAST = 0.4  # of the width of the timeline must remain for a name that is cut


class Lanes(QWidget):
    """One lane for each kept future; without any, nothing is shown and no room taken."""

    def __init__(self, session: Session, scale: Scaled) -> None:
        """Show the kept futures of a session on a scale."""
        super().__init__()
        self._session, self._scale = session, scale
        self.futures: Futures | None = None  # what the user can do with one
        self._chosen = 0
        self._partings: dict[str, int | None] = {}  # month in which each parts from the future on show
        self.setMouseTracking(True)
        self.setAccessibleName(tr("Kept futures"))
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        session.kept.changed.connect(self.arrange)
        session.branch_changed.connect(self.arrange)
        self.arrange()

    def arrange(self) -> None:
        """Make a lane for every kept future."""
        count = len(self._session.kept.all)
        self._chosen = min(self._chosen, max(0, count - 1))
        self._partings = {
            future.name: parting(self._session.scenario, future.scenario) for future in self._session.kept.all
        }
        self.setFixedHeight(count * self.lane_height)
        self.setVisible(count > 0)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus if count else Qt.FocusPolicy.NoFocus)
        self._describe()
        self.update()

    @property
    def lane_height(self) -> int:
        """Return the height of a lane."""
        return self.fontMetrics().height() + _SPACE

    def sizeHint(self) -> QSize:
        """Return the height of all lanes."""
        return QSize(300, len(self._session.kept.all) * self.lane_height)

    def place(self, future: KeptFuture) -> QPointF:
        """Return where a future parts from the one on show."""
        row = self._session.kept.all.index(future)
        return QPointF(self._parts_at(future), (row + 0.5) * self.lane_height)

    # --- The mouse and the keys ---------------------------------------------------------------------------

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Choose a lane."""
        self._choose(int(event.position().y() // self.lane_height))

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        """Show the future of a lane."""
        future = self._chosen_future()
        if future is not None:
            self._session.show_future(future)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Describe the future under the pointer in the tooltip."""
        kept, row = self._session.kept.all, int(event.position().y() // self.lane_height)
        self.setToolTip(plain_tip(self._in_words(kept[row])) if 0 <= row < len(kept) else "")

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        """Offer what can be done with a future."""
        if event.reason() == QContextMenuEvent.Reason.Mouse:
            self._choose(int(event.pos().y() // self.lane_height))
        future = self._chosen_future()
        if future is not None and self.futures is not None:
            menu = QMenu(self)
            menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
            self.futures.fill_for(menu, future)
            menu.popup(event.globalPos())

    def event(self, event: QEvent) -> bool:
        """Take the Delete key, which elsewhere deletes the selected measure."""
        wanted = event.type() == QEvent.Type.ShortcutOverride
        if wanted and isinstance(event, QKeyEvent) and event.key() == Qt.Key.Key_Delete:
            event.accept()
            return True
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Choose with up and down, show with Enter, compare with C, rename with F2, delete with Delete."""
        key, future = Qt.Key(event.key()), self._chosen_future()
        if future is None or not self._press(key, future):
            super().keyPressEvent(event)

    def _press(self, key: Qt.Key, future: KeptFuture) -> bool:
        """Do what a key means for a future; return whether it means anything."""
        if key in (Qt.Key.Key_Up, Qt.Key.Key_Down):
            self._choose(self._chosen + (1 if key == Qt.Key.Key_Down else -1))
        elif key in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self._session.show_future(future)
        elif key == Qt.Key.Key_Delete:
            self._session.kept.delete(future)
        elif key == Qt.Key.Key_C and self.futures is not None:
            self.futures.compare(future)
        elif key == Qt.Key.Key_F2 and self.futures is not None:
            self.futures.ask_to_rename(future)
        else:
            return False
        return True

    def changeEvent(self, event: QEvent) -> None:
        """Make room for larger type."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.FontChange:
            self.arrange()

    # --- Painting -----------------------------------------------------------------------------------------

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the lanes and the line of the hand."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        for row, future in enumerate(self._session.kept.all):
            self._paint(painter, row, future)
        draw_hand(painter, self._scale().x(self._session.hand), self.height(), self.palette())
        for row, future in enumerate(self._session.kept.all):
            self._write(painter, row, future)
        if self.hasFocus():
            draw_focus(painter, self)

    def _paint(self, painter: QPainter, row: int, future: KeptFuture) -> None:
        """Paint the line of a future, which bends away from the one on show where they part."""
        top, middle = row * self.lane_height, (row + 0.5) * self.lane_height
        if self._stands_out(row):
            area = QRectF(1, top + 1, self.width() - 2, self.lane_height - 2)
            painter.fillRect(area, self.palette().color(QPalette.ColorRole.Midlight))
        painter.setPen(self._pen(future))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        start, end = self._parts_at(future), self._scale().right
        path = QPainterPath(QPointF(start, top))
        path.quadTo(QPointF(start, middle), QPointF(min(start + _BEND, end), middle))
        path.lineTo(QPointF(end, middle))
        painter.drawPath(path)

    def _pen(self, future: KeptFuture) -> QPen:
        palette, roles = self.palette(), QPalette.ColorRole
        if future == self._session.comparison.chosen:
            pen = QPen(palette.color(roles.Text), 1.5)
            pen.setDashPattern(list(_DASHES))
            return pen
        on_show = self._partings.get(future.name) is None
        return QPen(palette.color(roles.Highlight if on_show else roles.PlaceholderText), 2 if on_show else 1.5)

    def _write(self, painter: QPainter, row: int, future: KeptFuture) -> None:
        palette, metrics, roles = self.palette(), self.fontMetrics(), QPalette.ColorRole
        label = self._label(future)
        left, end = room_for_label(self._parts_at(future), metrics.horizontalAdvance(label) + 8, self.width())
        room = QRectF(left, row * self.lane_height + 1, end - left, self.lane_height - 2)
        painter.fillRect(room, palette.color(roles.Midlight if self._stands_out(row) else roles.Window))
        painter.setPen(palette.color(roles.Text))
        text = metrics.elidedText(label, Qt.TextElideMode.ElideRight, int(room.width()) - 6)
        painter.drawText(room.adjusted(4, 0, 0, 0), Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft, text)

    def _stands_out(self, row: int) -> bool:
        return self.hasFocus() and row == self._chosen

    # --- What it knows ------------------------------------------------------------------------------------

    def _parts_at(self, future: KeptFuture) -> float:
        month = self._partings.get(future.name)
        return self._scale().x(0 if month is None else month)

    def _chosen_future(self) -> KeptFuture | None:
        kept = self._session.kept.all
        return kept[self._chosen] if self._chosen < len(kept) else None

    def _choose(self, row: int) -> None:
        self._chosen = min(max(row, 0), max(0, len(self._session.kept.all) - 1))
        self._describe()
        self.update()

    def _label(self, future: KeptFuture) -> str:
        if self._partings.get(future.name) is None:
            return tr("{name} · on show").format(name=future.name)
        if future == self._session.comparison.chosen:
            return tr("{name} · dashed").format(name=future.name)
        return future.name

    def _in_words(self, future: KeptFuture) -> str:
        month = self._partings.get(future.name)
        if month is None:
            return tr("{name}: the future on show.").format(name=future.name)
        compared = tr(" The charts show it dashed.") if future == self._session.comparison.chosen else ""
        return tr("{name}: parts from the future on show in {month}.{compared} Double-click to show it.").format(
            name=future.name, month=wording.month(month), compared=compared
        )

    def _describe(self) -> None:
        future = self._chosen_future()
        self.setAccessibleDescription("" if future is None else self._in_words(future))


def room_for_label(start: float, width: float, whole: float) -> tuple[float, float]:
    """Return the ends of a label: after the pixel at which its future parts, or left of that if need be."""
    left, end = start + _BEND + 6, whole - 4.0
    if left + min(width, _LEAST * end) > end:
        left, end = max(4.0, start - width - 4), start
    return left, left + min(width, end - left)
