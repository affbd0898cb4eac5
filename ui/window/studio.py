"""All windows of the program: each has its own session and worker, and all share the user's settings."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QPoint, QTimer
from PySide6.QtWidgets import QApplication

from simulator.scenario.library import load_to_edit
from ui.look.settings import Settings
from ui.session.session import Session
from ui.widgets.typed import settle
from ui.window.main_window import MainWindow
from ui.window.opened import opened_window
from ui.window.placement import show_within_screen

if TYPE_CHECKING:
    from pathlib import Path

    from simulator.scenario.value import Scenario

_BESIDE = QPoint(32, 32)  # pixels from the window before


class Studio(QObject):
    """Opens windows and closes them together."""

    def __init__(self, settings: Settings | None = None) -> None:
        """Start without a window."""
        super().__init__()
        self.settings = settings or Settings()
        self._windows: list[MainWindow] = []

    @property
    def windows(self) -> tuple[MainWindow, ...]:
        """Return the open windows, the oldest first."""
        return tuple(self._windows)

    @property
    def front(self) -> MainWindow | None:
        """Return the window in use, or else the one opened last."""
        active = QApplication.activeWindow()
        while active is not None and not isinstance(active, MainWindow):
            active = active.parentWidget()
        return active if active in self._windows else self._windows[-1] if self._windows else None

    def open(self, scenario: Scenario, path: Path | None = None) -> MainWindow:
        """Show a scenario, with the path of its file if it has one, in a new window."""
        front = self.front
        window = opened_window(Session(scenario, path), self.settings)
        window.another_wanted.connect(self._open_base)
        window.quit_wanted.connect(self.quit)
        window.left.connect(lambda: self._forget(window))
        if front is not None:
            window.move(front.pos() + _BESIDE)
        if path is not None:
            window.files.tell_remarks(path)
        self._windows.append(window)
        show_within_screen(window)
        return window

    def quit(self) -> None:
        """Take what is typed and ask about unsaved work, window by window; then close all, the front one last.

        It ends at what cannot be taken, and where the user cancels.
        """
        front = self.front
        for window in self._windows:
            if not settle(window):
                window.raise_()
                window.activateWindow()
                return
        self._ask(sorted(self._windows, key=lambda window: window is front), {})

    def end(self) -> None:
        """Stop all threads, also when the desktop and not the user ends the program."""
        for window in self._windows:
            window.end()

    def _ask(self, windows: list[MainWindow], answered: dict[MainWindow, Scenario]) -> None:
        """Ask about the next unsaved scenario, unless the user has already answered for this very version of it."""
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
