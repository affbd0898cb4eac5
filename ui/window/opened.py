"""Opening a window: joins the main window, the table of actions and the menus, which do not know each other."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject

from ui.dialogs.entry import Actions, actions_of
from ui.look import icons
from ui.look.wording import tr
from ui.window.main_window import MainWindow
from ui.window.menus import Menus
from ui.window.table import entries

if TYPE_CHECKING:
    from ui.look.settings import Settings
    from ui.session.session import Session

_BUTTONS = ("start", "back", "play", "forward", "end", "now", "hide_future")


def opened_window(session: Session, settings: Settings | None = None) -> MainWindow:
    """Return a window with its menus, keys and buttons; it is not on screen yet."""
    made = actions_of(entries())
    window = MainWindow(session, settings, [made[name] for name in _BUTTONS])
    actions = Actions(window, entries(), made)
    Menus(window, entries(), actions)
    _Following(window, actions)
    return window


class _Following(QObject):
    """Keeps the actions as the window is: enabled or not, ticked or not, with the words and icons of the moment."""

    def __init__(self, window: MainWindow, actions: Actions[MainWindow]) -> None:
        super().__init__(window)
        self._window, self._actions = window, actions
        session = window.session
        for signal in (
            session.scenario_changed,
            session.selection_changed,
            session.future_covered,
            session.comparison.differences_wanted,
            session.branch_changed,
            session.file_changed,
            session.steps.stack.indexChanged,
            window.tabs.shown,
        ):
            signal.connect(actions.refresh)
        session.steps.stack.undoTextChanged.connect(self._name_undo)
        session.steps.stack.redoTextChanged.connect(self._name_undo)
        window.player.playing_changed.connect(self._show_playing)
        window.dressed.connect(self._dress)
        self._dress()

    def _dress(self) -> None:
        """Give every action the icon of the theme."""
        for entry in entries():
            if entry.icon:
                self._actions[entry.id].setIcon(icons.icon(entry.icon, self._window.settings.theme))
        self._show_playing(self._window.player.playing)
        self._actions.refresh()

    def _name_undo(self) -> None:
        stack = self._window.session.steps.stack
        for name, word, text in (
            ("undo", tr("&Undo"), stack.undoText()),
            ("redo", tr("&Redo"), stack.redoText()),
        ):
            self._actions[name].setText(f"{word}: {text}" if text else word)
        self._actions.refresh()

    def _show_playing(self, playing: bool) -> None:
        action = self._actions["play"]
        action.setText(tr("&Pause") if playing else tr("&Play"))
        action.setIcon(icons.icon("pause" if playing else "play", self._window.settings.theme))
