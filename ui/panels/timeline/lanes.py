"""Futures that are kept, as lanes under the years: where each parts from the one on show, and what it is called."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QObject, QPointF, QRectF, QSize, Qt, Signal
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

from ui.dialogs.naming import ask_for_name
from ui.look import wording
from ui.look.wording import tr
from ui.models.futures import parting
from ui.models.values import Ghost, KeptFuture
from ui.panels.timeline.bars import draw_focus, draw_hand
from ui.widgets.form import plain_tip

if TYPE_CHECKING:
    from ui.keeping.files import Files
    from ui.panels.timeline.scale import Scaled
    from ui.session.session import Session

_SPACE = 6
_BEND = 7.0  # pixels over which a lane leaves the line of the future on show
_DASHES = (4.0, 3.0)
_LEAST = 0.4  # of the width of the timeline must remain for a name that is cut


class Futures(QObject):
    """What can be done with futures: keep the one on show; show, compare with, rename, save and delete one."""

    kept = Signal(str)  # what was done, in a sentence

    def __init__(self, window: QWidget, session: Session, files: Files) -> None:
        """Take the window over which dialogs stand, the session, and who saves."""
        super().__init__(window)
        self._window, self._session, self._files = window, session, files

    def ask_to_keep(self) -> None:
        """Let the user name the future on show, and keep it."""
        usual = self._session.kept.usual_name(self._session.scenario)
        ask_for_name(self._window, tr("Keep this future"), tr("Keep this future as"), usual, self._keep)

    def _keep(self, name: str) -> None:
        future = self._session.kept.keep(self._session.scenario, name)
        self.kept.emit(tr("“{name}” is kept, and is here whenever this scenario is opened").format(name=future.name))

    def ask_to_rename(self, future: KeptFuture) -> None:
        """Let the user call a future by another name."""
        ask_for_name(
            self._window,
            tr("Rename a future"),
            tr("Name of the future"),
            future.name,
            lambda name: self._session.kept.rename(future, name),
        )

    def compare(self, future: KeptFuture) -> None:
        """Let a future be the ghost, or no longer."""
        session = self._session
        session.comparison.choose(Ghost.LAST_EDIT if session.comparison.chosen == future else future)

    def fill(self, menu: QMenu) -> None:
        """Put what can be done with each future that is kept into a menu, and nothing else."""
        menu.clear()
        for future in self._session.kept.all:
            self.fill_for(menu.addMenu(future.name.replace("&", "&&")), future)
        if not self._session.kept.all:
            menu.addAction(tr("No future is kept yet")).setEnabled(False)

    def fill_for(self, menu: QMenu, future: KeptFuture) -> None:
        """Put what can be done with a future into a menu."""
        session = self._session
        show = menu.addAction(tr("&Show"), lambda: session.show_future(future))
        show.setEnabled(future.scenario != session.scenario)
        compare = menu.addAction(tr("&Compare with it"), lambda: self.compare(future))
        compare.setCheckable(True)
        compare.setChecked(session.comparison.chosen == future)
        menu.addSeparator()
        menu.addAction(tr("&Rename…"), lambda: self.ask_to_rename(future))
        menu.addAction(tr("Sa&ve to a file…"), lambda: self._files.ask_to_save_copy(future.scenario, future.name))
        menu.addSeparator()
        menu.addAction(tr("&Delete"), lambda: session.kept.delete(future))


class Lanes(QWidget):
    """One lane for each future that is kept; none are no lanes and take no room."""

    def __init__(self, session: Session, scale: Scaled) -> None:
        """Take the session whose futures it shows, and the scale."""
        super().__init__()
        self._session, self._scale = session, scale
        self.futures: Futures | None = None  # says what can be done with one
        self._chosen = 0
        self._partings: dict[str, int | None] = {}  # month in which each parts from the future on show
        self.setMouseTracking(True)
        self.setAccessibleName(tr("Futures that are kept"))
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        session.kept.changed.connect(self.arrange)
        session.branch_changed.connect(self.arrange)
        self.arrange()

    def arrange(self) -> None:
        """Make room for every future."""
        count = len(self._session.kept.all)
        self._chosen = min(self._chosen, max(0, count - 1))
        self._partings = {
            future.name: parting(self._session.scenario, future.scenario) for future in self._session.kept.all
        }
        self.setFixedHeight(count * self.lane)
        self.setVisible(count > 0)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus if count else Qt.FocusPolicy.NoFocus)
        self._tell()
        self.update()

    @property
    def lane(self) -> int:
        """Return the height of a lane."""
        return self.fontMetrics().height() + _SPACE

    def sizeHint(self) -> QSize:
        """Return the height of all lanes."""
        return QSize(300, len(self._session.kept.all) * self.lane)

    def place(self, future: KeptFuture) -> QPointF:
        """Return where a future parts from the one on show."""
        row = self._session.kept.all.index(future)
        return QPointF(self._parts_at(future), (row + 0.5) * self.lane)

    # --- The mouse and the keys ---------------------------------------------------------------------------

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Choose a lane."""
        self._choose(int(event.position().y() // self.lane))

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        """Show the future of a lane."""
        future = self._future()
        if future is not None:
            self._session.show_future(future)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Tell what a lane is."""
        kept, row = self._session.kept.all, int(event.position().y() // self.lane)
        self.setToolTip(plain_tip(self._in_words(kept[row])) if 0 <= row < len(kept) else "")

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        """Offer what can be done with a future."""
        if event.reason() == QContextMenuEvent.Reason.Mouse:
            self._choose(int(event.pos().y() // self.lane))
        future = self._future()
        if future is not None and self.futures is not None:
            menu = QMenu(self)
            menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
            self.futures.fill_for(menu, future)
            menu.popup(event.globalPos())

    def event(self, event: QEvent) -> bool:
        """Keep Delete, which elsewhere deletes the measure that is chosen."""
        wanted = event.type() == QEvent.Type.ShortcutOverride
        if wanted and isinstance(event, QKeyEvent) and event.key() == Qt.Key.Key_Delete:
            event.accept()
            return True
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Choose with up and down, show with Enter, compare with C, rename with F2, delete with Delete."""
        key, future = Qt.Key(event.key()), self._future()
        if future is None:
            super().keyPressEvent(event)
        elif key in (Qt.Key.Key_Up, Qt.Key.Key_Down):
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
            super().keyPressEvent(event)

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
        palette, roles = self.palette(), QPalette.ColorRole
        top, middle = row * self.lane, (row + 0.5) * self.lane
        if self.hasFocus() and row == self._chosen:
            painter.fillRect(QRectF(1, top + 1, self.width() - 2, self.lane - 2), palette.color(roles.Midlight))
        on_show = self._partings.get(future.name) is None
        pen = QPen(palette.color(roles.Highlight if on_show else roles.PlaceholderText), 2 if on_show else 1.5)
        if future == self._session.comparison.chosen:
            pen = QPen(palette.color(roles.Text), 1.5)
            pen.setDashPattern(list(_DASHES))
        painter.setPen(pen)
        painter.setBrush(Qt.BrushStyle.NoBrush)
        start, end = self._parts_at(future), self._scale().right
        path = QPainterPath(QPointF(start, top))
        path.quadTo(QPointF(start, middle), QPointF(min(start + _BEND, end), middle))
        path.lineTo(QPointF(end, middle))
        painter.drawPath(path)

    def _write(self, painter: QPainter, row: int, future: KeptFuture) -> None:
        palette, metrics = self.palette(), self.fontMetrics()
        start, top = self._parts_at(future), row * self.lane
        said = self._label(future)
        width = metrics.horizontalAdvance(said) + 8
        left, end = start + _BEND + 6, self.width() - 4.0
        if left + min(width, _LEAST * end) > end:  # to the left of where it parts, then
            left = max(4.0, start - width - 4)
            end = start
        room = QRectF(left, top + 1, min(width, end - left), self.lane - 2)
        chosen = self.hasFocus() and row == self._chosen
        roles = QPalette.ColorRole
        painter.fillRect(room, palette.color(roles.Midlight if chosen else roles.Window))
        painter.setPen(palette.color(roles.Text))
        text = metrics.elidedText(said, Qt.TextElideMode.ElideRight, int(room.width()) - 6)
        painter.drawText(room.adjusted(4, 0, 0, 0), Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft, text)

    # --- What it knows ------------------------------------------------------------------------------------

    def _parts_at(self, future: KeptFuture) -> float:
        month = self._partings.get(future.name)
        return self._scale().x(0 if month is None else month)

    def _future(self) -> KeptFuture | None:
        kept = self._session.kept.all
        return kept[self._chosen] if self._chosen < len(kept) else None

    def _choose(self, row: int) -> None:
        self._chosen = min(max(row, 0), max(0, len(self._session.kept.all) - 1))
        self._tell()
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

    def _tell(self) -> None:
        future = self._future()
        self.setAccessibleDescription("" if future is None else self._in_words(future))
