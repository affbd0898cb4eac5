"""All windows of the program: each has its own session and worker, all share what the user prefers."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QPoint, QTimer
from PySide6.QtWidgets import QApplication

from simulator.scenario.library import load_to_edit
from ui.look.settings import Preferences
from ui.session.session import Session
from ui.window.main_window import MainWindow

if TYPE_CHECKING:
    from pathlib import Path

    from simulator.scenario.value import Scenario

_BESIDE = QPoint(32, 32)  # pixels from the window before


class Studio(QObject):
    """Opens windows and closes them together."""

    def __init__(self, preferences: Preferences | None = None) -> None:
        """Begin without a window."""
        super().__init__()
        self.preferences = preferences or Preferences()
        self._windows: list[MainWindow] = []

    @property
    def windows(self) -> tuple[MainWindow, ...]:
        """Return the windows that are open, the first opened first."""
        return tuple(self._windows)

    @property
    def front(self) -> MainWindow | None:
        """Return the window that the user works with, or worked with last."""
        active = QApplication.activeWindow()
        while active is not None and not isinstance(active, MainWindow):
            active = active.parentWidget()
        return active if active in self._windows else self._windows[-1] if self._windows else None

    def open(self, scenario: Scenario, path: Path | None = None) -> MainWindow:
        """Show a scenario, and the path of its own file where it has one, in a window of its own."""
        front = self.front
        window = MainWindow(Session(scenario, path), self.preferences)
        window.another_wanted.connect(self._open_base)
        window.quit_wanted.connect(self.quit)
        window.left.connect(lambda: self._forget(window))
        if front is not None:
            window.move(front.pos() + _BESIDE)
        self._windows.append(window)
        window.show_at_first()
        return window

    def quit(self) -> None:
        """Ask in each window about what is not saved; when nobody objects, close all, the one in front last."""
        front = self.front
        self._ask(sorted(self._windows, key=lambda window: window is front), {})

    def end(self) -> None:
        """Stop all threads, also where the desktop, and not the user, ended the program."""
        for window in self._windows:
            window.end()

    def _ask(self, windows: list[MainWindow], answered: dict[MainWindow, Scenario]) -> None:
        """Ask about the next scenario that is not saved, unless the user has answered for just what it says now."""
        windows = [window for window in windows if window in self._windows]
        unsaved = [
            window for window in windows if window.session.changed and answered.get(window) != window.session.scenario
        ]
        if not unsaved:
            for window in windows:
                window.close_for_good()
            return
        window = unsaved[0]
        window.raise_()
        window.activateWindow()
        window.files.leave_present(lambda: self._ask(windows, {**answered, window: window.session.scenario}))

    def _open_base(self) -> None:
        self.open(load_to_edit("base"))

    def _forget(self, window: MainWindow) -> None:
        self._windows.remove(window)
        QTimer.singleShot(0, window, window.deleteLater)
