"""The menu bar: the table of actions, and lists that change: scenarios, recent files, futures, bookmarks, panels."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtGui import QAction
from PySide6.QtWidgets import QMenu

from simulator.disk import without_home
from simulator.scenario.library import shipped
from ui.look import wording
from ui.look.wording import tr
from ui.session.recent import forget_files, recent_files
from ui.widgets.form import plain_tip
from ui.window.table import FILE, FUTURES, VIEW

if TYPE_CHECKING:
    from PySide6.QtWidgets import QDockWidget

    from ui.window.main_window import MainWindow


class Menus:
    """The menus of a window, filled from the table of actions and from what is not an action."""

    def __init__(self, window: MainWindow) -> None:
        """Fill the menu bar of a window."""
        self._window = window
        window.actions_by_id.fill(window)
        self._panels_begun = False
        self._recent = QMenu(tr("Open a &recent file"), window)
        self._recent.setToolTipsVisible(True)
        self._recent.aboutToShow.connect(self.list_recent)
        below = window.actions_by_id["save"]
        menu = self._menu(FILE)
        menu.insertMenu(below, self._shipped())
        menu.insertMenu(below, self._recent)
        menu.aboutToShow.connect(self.list_recent)
        self._add_futures()

    def add_panel(self, dock: QDockWidget, words: str) -> None:
        """Let a panel be shown and hidden."""
        menu = self._menu(VIEW)
        if not self._panels_begun:
            menu.addSeparator()
            self._panels_begun = True
        dock.toggleViewAction().setText(words)
        menu.addAction(dock.toggleViewAction())

    def list_recent(self) -> None:
        """List the files that were opened or saved last, each behind a digit."""
        window = self._window
        self._recent.clear()
        files = recent_files(window.preferences.settings)
        for number, path in enumerate(files, 1):
            action = self._recent.addAction(f"&{number}  {path.name.replace('&', '&&')}")
            action.setToolTip(plain_tip(without_home(str(path))))
            action.triggered.connect(lambda _=False, path=path: window.files.open(path))
        if files:
            self._recent.addSeparator()
            self._recent.addAction(tr("&Forget them"), lambda: forget_files(window.preferences.settings))
        self._recent.setEnabled(bool(files))

    def _add_futures(self) -> None:
        """List the futures that are kept, and the bookmarks, whenever their menus are opened."""
        window, menu = self._window, self._menu(FUTURES)
        kept, marks = QMenu(tr("Futures that are k&ept"), window), QMenu(tr("B&ookmarks"), window)
        kept.aboutToShow.connect(lambda: window.futures.fill(kept))
        marks.aboutToShow.connect(lambda: self._list_bookmarks(marks))
        menu.insertMenu(window.actions_by_id["bookmark"], kept)
        menu.addMenu(marks)

    def _list_bookmarks(self, menu: QMenu) -> None:
        window = self._window
        menu.clear()
        for mark in window.bookmarks.all:
            action = menu.addAction(mark.words.replace("&", "&&"))
            action.triggered.connect(lambda _=False, month=mark.month: window.go_to(month))
        if not window.bookmarks.all:
            menu.addAction(tr("No bookmark is set yet")).setEnabled(False)

    def _shipped(self) -> QMenu:
        """Return a menu of the scenarios that ship, each with the question that it asks."""
        window = self._window
        menu = QMenu(tr("Open a scenario that s&hips"), window)
        menu.setToolTipsVisible(True)
        groups = {"": menu}  # the base market stands alone, others by who acts
        for scenario in shipped():
            if scenario.actor not in groups:
                groups[scenario.actor] = menu.addMenu(wording.actor(scenario.actor))
                groups[scenario.actor].setToolTipsVisible(True)
            action = QAction(scenario.title.replace("&", "&&"), window)
            action.setToolTip(plain_tip(scenario.question))
            action.setStatusTip(scenario.question)
            action.triggered.connect(lambda _=False, name=scenario.name: window.files.open(name))
            groups[scenario.actor].addAction(action)
        return menu

    def _menu(self, name: str) -> QMenu:
        return next(menu for menu in self._window.menuBar().findChildren(QMenu) if menu.objectName() == name)
