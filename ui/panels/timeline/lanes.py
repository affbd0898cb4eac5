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
from ui.models.values import Comparison, KeptFuture
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
        usual = self._session.usual_branch_name()
        ask_for_name(self._window, tr("Keep this future"), tr("Keep this future as"), usual, self._keep)

    def _keep(self, name: str) -> None:
        branch = self._session.keep_branch(name)
        self.kept.emit(tr("“{name}” is kept, and is here whenever this scenario is opened").format(name=branch.name))

    def ask_to_rename(self, branch: KeptFuture) -> None:
        """Let the user call a future by another name."""
        ask_for_name(
            self._window,
            tr("Rename a future"),
            tr("Name of the future"),
            branch.name,
            lambda name: self._session.rename_branch(branch, name),
        )

    def compare(self, branch: KeptFuture) -> None:
        """Let a future be the ghost, or no longer."""
        session = self._session
        session.compare_with(Comparison.LAST_EDIT if session.comparison == branch else branch)

    def fill(self, menu: QMenu) -> None:
        """Put what can be done with each future that is kept into a menu, and nothing else."""
        menu.clear()
        for branch in self._session.saved_branches:
            self.fill_for(menu.addMenu(branch.name.replace("&", "&&")), branch)
        if not self._session.saved_branches:
            menu.addAction(tr("No future is kept yet")).setEnabled(False)

    def fill_for(self, menu: QMenu, branch: KeptFuture) -> None:
        """Put what can be done with a future into a menu."""
        session = self._session
        show = menu.addAction(tr("&Show"), lambda: session.show_branch(branch))
        show.setEnabled(branch.scenario != session.scenario)
        compare = menu.addAction(tr("&Compare with it"), lambda: self.compare(branch))
        compare.setCheckable(True)
        compare.setChecked(session.comparison == branch)
        menu.addSeparator()
        menu.addAction(tr("&Rename…"), lambda: self.ask_to_rename(branch))
        menu.addAction(tr("Sa&ve to a file…"), lambda: self._files.ask_to_save_copy(branch.scenario, branch.name))
        menu.addSeparator()
        menu.addAction(tr("&Delete"), lambda: session.delete_branch(branch))


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
        session.saved_branches_changed.connect(self.arrange)
        session.branch_changed.connect(self.arrange)
        self.arrange()

    def arrange(self) -> None:
        """Make room for every future."""
        count = len(self._session.saved_branches)
        self._chosen = min(self._chosen, max(0, count - 1))
        self._partings = {
            branch.name: parting(self._session.scenario, branch.scenario) for branch in self._session.saved_branches
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
        return QSize(300, len(self._session.saved_branches) * self.lane)

    def place(self, branch: KeptFuture) -> QPointF:
        """Return where a future parts from the one on show."""
        row = self._session.saved_branches.index(branch)
        return QPointF(self._parts_at(branch), (row + 0.5) * self.lane)

    # --- The mouse and the keys ---------------------------------------------------------------------------

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Choose a lane."""
        self._choose(int(event.position().y() // self.lane))

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        """Show the future of a lane."""
        branch = self._branch()
        if branch is not None:
            self._session.show_branch(branch)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Tell what a lane is."""
        kept, row = self._session.saved_branches, int(event.position().y() // self.lane)
        self.setToolTip(plain_tip(self._in_words(kept[row])) if 0 <= row < len(kept) else "")

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        """Offer what can be done with a future."""
        if event.reason() == QContextMenuEvent.Reason.Mouse:
            self._choose(int(event.pos().y() // self.lane))
        branch = self._branch()
        if branch is not None and self.futures is not None:
            menu = QMenu(self)
            menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
            self.futures.fill_for(menu, branch)
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
        key, branch = Qt.Key(event.key()), self._branch()
        if branch is None:
            super().keyPressEvent(event)
        elif key in (Qt.Key.Key_Up, Qt.Key.Key_Down):
            self._choose(self._chosen + (1 if key == Qt.Key.Key_Down else -1))
        elif key in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self._session.show_branch(branch)
        elif key == Qt.Key.Key_Delete:
            self._session.delete_branch(branch)
        elif key == Qt.Key.Key_C and self.futures is not None:
            self.futures.compare(branch)
        elif key == Qt.Key.Key_F2 and self.futures is not None:
            self.futures.ask_to_rename(branch)
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
        for row, branch in enumerate(self._session.saved_branches):
            self._paint(painter, row, branch)
        draw_hand(painter, self._scale().x(self._session.hand), self.height(), self.palette())
        for row, branch in enumerate(self._session.saved_branches):
            self._write(painter, row, branch)
        if self.hasFocus():
            draw_focus(painter, self)

    def _paint(self, painter: QPainter, row: int, branch: KeptFuture) -> None:
        palette, roles = self.palette(), QPalette.ColorRole
        top, middle = row * self.lane, (row + 0.5) * self.lane
        if self.hasFocus() and row == self._chosen:
            painter.fillRect(QRectF(1, top + 1, self.width() - 2, self.lane - 2), palette.color(roles.Midlight))
        on_show = self._partings.get(branch.name) is None
        pen = QPen(palette.color(roles.Highlight if on_show else roles.PlaceholderText), 2 if on_show else 1.5)
        if branch == self._session.comparison:
            pen = QPen(palette.color(roles.Text), 1.5)
            pen.setDashPattern(list(_DASHES))
        painter.setPen(pen)
        painter.setBrush(Qt.BrushStyle.NoBrush)
        start, end = self._parts_at(branch), self._scale().right
        path = QPainterPath(QPointF(start, top))
        path.quadTo(QPointF(start, middle), QPointF(min(start + _BEND, end), middle))
        path.lineTo(QPointF(end, middle))
        painter.drawPath(path)

    def _write(self, painter: QPainter, row: int, branch: KeptFuture) -> None:
        palette, metrics = self.palette(), self.fontMetrics()
        start, top = self._parts_at(branch), row * self.lane
        said = self._label(branch)
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

    def _parts_at(self, branch: KeptFuture) -> float:
        month = self._partings.get(branch.name)
        return self._scale().x(0 if month is None else month)

    def _branch(self) -> KeptFuture | None:
        kept = self._session.saved_branches
        return kept[self._chosen] if self._chosen < len(kept) else None

    def _choose(self, row: int) -> None:
        self._chosen = min(max(row, 0), max(0, len(self._session.saved_branches) - 1))
        self._tell()
        self.update()

    def _label(self, branch: KeptFuture) -> str:
        if self._partings.get(branch.name) is None:
            return tr("{name} · on show").format(name=branch.name)
        if branch == self._session.comparison:
            return tr("{name} · dashed").format(name=branch.name)
        return branch.name

    def _in_words(self, branch: KeptFuture) -> str:
        month = self._partings.get(branch.name)
        if month is None:
            return tr("{name}: the future on show.").format(name=branch.name)
        compared = tr(" The charts show it dashed.") if branch == self._session.comparison else ""
        return tr("{name}: parts from the future on show in {month}.{compared} Double-click to show it.").format(
            name=branch.name, month=wording.month(month), compared=compared
        )

    def _tell(self) -> None:
        branch = self._branch()
        self.setAccessibleDescription("" if branch is None else self._in_words(branch))
