"""What the user can do with futures: keep the one on show; show, compare with, rename, save and delete a kept one."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QMenu, QWidget

from ui.dialogs.naming import ask_for_name
from ui.look.wording import tr
from ui.models.values import Ghost, KeptFuture

if TYPE_CHECKING:
    from ui.keeping.files import Files
    from ui.session.session import Session


class Futures(QObject):
    """Acts on futures, and offers these acts in menus."""

    kept = Signal(str)  # what was done, in a sentence

    def __init__(self, window: QWidget, session: Session, files: Files) -> None:
        """Act on the futures of a session; dialogs open over the window, and files are saved by `files`."""
        super().__init__(window)
        self._window, self._session, self._files = window, session, files

    def ask_to_keep(self) -> None:
        """Let the user name the future on show, and keep it."""
        usual = self._session.kept.usual_name(self._session.scenario)
        ask_for_name(self._window, tr("Keep this future"), tr("Keep this future as"), usual, self._keep)

    def _keep(self, name: str) -> None:
        future = self._session.kept.keep(self._session.scenario, name)
        self.kept.emit(tr("“{name}” is kept and will be here whenever you open this scenario").format(name=future.name))

    def ask_to_rename(self, future: KeptFuture) -> None:
        """Let the user rename a future."""
        ask_for_name(
            self._window,
            tr("Rename a future"),
            tr("Name of the future"),
            future.name,
            lambda name: self._session.kept.rename(future, name),
        )

    def show(self, future: KeptFuture) -> None:
        """Show a future that was kept."""
        self._session.show_future(future)

    def compare(self, future: KeptFuture) -> None:
        """Compare with a future, or with the last edit again if it is compared with already."""
        session = self._session
        if not session.gate.opens():
            return
        session.comparison.choose(Ghost.LAST_EDIT if session.comparison.chosen == future else future)

    def fill(self, menu: QMenu) -> None:
        """Replace a menu's content by what can be done with each kept future."""
        menu.clear()
        for future in self._session.kept.all:
            self.fill_for(menu.addMenu(future.name.replace("&", "&&")), future)
        if not self._session.kept.all:
            menu.addAction(tr("No futures kept yet")).setEnabled(False)

    def fill_for(self, menu: QMenu, future: KeptFuture) -> None:
        """Add to a menu what can be done with a future."""
        session = self._session
        show = menu.addAction(tr("&Show"), lambda: self.show(future))
        show.setEnabled(future.scenario != session.scenario)
        compare = menu.addAction(tr("&Compare with it"), lambda: self.compare(future))
        compare.setCheckable(True)
        compare.setChecked(session.comparison.chosen == future)
        menu.addSeparator()
        menu.addAction(tr("&Rename…"), lambda: self.ask_to_rename(future))
        menu.addAction(tr("Sa&ve to a file…"), lambda: self._files.ask_to_save_copy(future.scenario, future.name))
        menu.addSeparator()
        menu.addAction(tr("&Delete"), lambda: session.kept.delete(future))
