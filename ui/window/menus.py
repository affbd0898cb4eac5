"""The menu bar: the table of actions, and lists of scenarios, recent files, futures, bookmarks and panels."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QMenu

from simulator.disk import without_home
from simulator.scenario.library import shipped
from ui.dialogs.entry import FILE, FUTURES, VIEW, menu_words
from ui.look import wording
from ui.look.wording import tr
from ui.session.recent import forget_files, recent_files
from ui.widgets.form import plain_tip
from ui.window.hand import go_to

if TYPE_CHECKING:
    from collections.abc import Iterable

    from ui.dialogs.entry import Actions, Entry
    from ui.window.main_window import MainWindow


class Menus(QObject):
    """The menus of a window: actions of the table, and lists that change."""

    def __init__(self, window: MainWindow, entries: Iterable[Entry[MainWindow]], actions: Actions[MainWindow]) -> None:
        """Fill the menu bar of a window from its table and the actions made of it."""
        super().__init__(window)
        self._window, self._actions = window, actions
        self._menus = {name: self._begun(name, words) for name, words in menu_words().items()}
        for entry in entries:
            if entry.line_before:
                self._menus[entry.menu].addSeparator()
            self._menus[entry.menu].addAction(actions[entry.id])
        self._recent = QMenu(tr("Open a &recent file"), window)
        self._add_files()
        self._add_futures()
        self._add_panels()

    def _begun(self, name: str, words: str) -> QMenu:
        menu = self._window.menuBar().addMenu(words)
        menu.setObjectName(name)
        return menu

    def _add_files(self) -> None:
        """Offer the scenarios that ship, and the files opened last."""
        menu, below = self._menus[FILE], self._actions["save"]
        menu.insertMenu(below, self._shipped())
        menu.insertMenu(below, self._recent)
        menu.aboutToShow.connect(self._list_recent)
        self._recent.setToolTipsVisible(True)
        self._recent.aboutToShow.connect(self._list_recent)

    def _add_panels(self) -> None:
        """Add a line to show or hide each panel."""
        self._menus[VIEW].addSeparator()
        for dock in self._window.docks:
            self._menus[VIEW].addAction(dock.toggleViewAction())

    def _list_recent(self) -> None:
        """List the files opened or saved last, each with a digit to press."""
        window = self._window
        self._recent.clear()
        files = recent_files(window.settings.store)
        for number, path in enumerate(files, 1):
            action = self._recent.addAction(f"&{number}  {path.name.replace('&', '&&')}")
            action.setToolTip(plain_tip(without_home(str(path))))
            action.triggered.connect(lambda _=False, path=path: window.files.open(path))
        if files:
            self._recent.addSeparator()
            self._recent.addAction(tr("&Forget them"), lambda: forget_files(window.settings.store))
        self._recent.setEnabled(bool(files))

    def _add_futures(self) -> None:
        """Add menus of kept futures and bookmarks, filled whenever they are opened."""
        window, menu = self._window, self._menus[FUTURES]
        kept, marks = QMenu(tr("Futures that are k&ept"), window), QMenu(tr("B&ookmarks"), window)
        kept.aboutToShow.connect(lambda: window.futures.fill(kept))
        marks.aboutToShow.connect(lambda: self._list_bookmarks(marks))
        menu.insertMenu(self._actions["bookmark"], kept)
        menu.addMenu(marks)

    def _list_bookmarks(self, menu: QMenu) -> None:
        window = self._window
        menu.clear()
        for mark in window.bookmarks.all:
            action = menu.addAction(mark.words.replace("&", "&&"))
            action.triggered.connect(lambda _=False, month=mark.month: go_to(window, month))
        if not window.bookmarks.all:
            menu.addAction(tr("No bookmark is set yet")).setEnabled(False)

    def _shipped(self) -> QMenu:
        """Return a menu of the scenarios that ship, each with its question."""
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
