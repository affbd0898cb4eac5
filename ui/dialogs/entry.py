"""A row of a table of actions, how people read it, and the actions that Qt makes of a table.

The table itself stands where the window is known. Here nothing is known of what an action acts upon.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import KW_ONLY, dataclass
from typing import Generic, TypeVar

from PySide6.QtGui import QAction, QActionGroup, QKeySequence
from PySide6.QtWidgets import QWidget

from ui.look.wording import tr
from ui.widgets.typed import settle

Window = TypeVar("Window", bound=QWidget)
"""What the actions of a table act upon."""

FILE, EDIT, MARKET, FUTURES, VIEW, HELP = MENUS = ("file", "edit", "market", "futures", "view", "help")


@dataclass(frozen=True)
class Entry(Generic[Window]):
    """One action. `ticked` makes it a box that shows a state; entries of one `choice` exclude each other."""

    id: str
    menu: str
    text: str
    _: KW_ONLY
    do: Callable[[Window], object]
    keys: tuple[str, ...] = ()
    icon: str = ""
    enabled: Callable[[Window], bool] | None = None
    ticked: Callable[[Window], bool] | None = None
    choice: str = ""
    tip: str = ""
    line_before: bool = False


def menu_words() -> dict[str, str]:
    """Return the title of each menu."""
    return {
        FILE: tr("&File"),
        EDIT: tr("&Edit"),
        MARKET: tr("&Market"),
        FUTURES: tr("F&utures"),
        VIEW: tr("&View"),
        HELP: tr("&Help"),
    }


class Actions(Generic[Window]):
    """The actions of one window, by id."""

    def __init__(self, window: Window, entries: Iterable[Entry[Window]], actions: Mapping[str, QAction]) -> None:
        """Take the window, its table, and the actions made of the table, which the window owns from now on."""
        self._window, self._entries, self._actions = window, tuple(entries), dict(actions)
        self._groups: dict[str, QActionGroup] = {}
        for entry in self._entries:
            self._connect(entry)
        self.refresh()

    def __getitem__(self, name: str) -> QAction:
        """Return an action."""
        return self._actions[name]

    def refresh(self) -> None:
        """Ask every entry whether it is enabled and ticked."""
        for entry in self._entries:
            action = self._actions[entry.id]
            if entry.enabled is not None:
                action.setEnabled(entry.enabled(self._window))
            if entry.ticked is not None:
                action.setChecked(entry.ticked(self._window))

    def _connect(self, entry: Entry[Window]) -> None:
        action = self._actions[entry.id]
        action.setParent(self._window)
        if entry.choice:
            group = self._groups.setdefault(entry.choice, QActionGroup(self._window))
            group.addAction(action)

        def do() -> None:
            # what is typed comes first, whatever is done; only help is there also for who does not know what to type
            if settle(self._window) or entry.menu == HELP:
                entry.do(self._window)
            self.refresh()

        action.triggered.connect(lambda _=False: do())


def actions_of(entries: Iterable[Entry[Window]]) -> dict[str, QAction]:
    """Return an action for every entry, by id; it does nothing until there is a window to act upon."""
    return {entry.id: _action(entry) for entry in entries}


def _action(entry: Entry[Window]) -> QAction:
    action = QAction(entry.text)
    action.setObjectName(entry.id)
    action.setShortcuts([QKeySequence(keys) for keys in entry.keys])
    words = entry.tip or plain_words(entry.text)
    action.setToolTip(f"{words} ({keys_in_words(entry.keys)})" if entry.keys else words)
    action.setCheckable(entry.ticked is not None)
    return action


def plain_words(text: str) -> str:
    """Return the text of a menu or an action without what only a menu shows."""
    return text.replace("&&", "\0").replace("&", "").replace("\0", "&").rstrip("…")


def menu_keys(entry: Entry[Window]) -> str:
    """Return the keys that lead to an action through its menu, as in "Alt+V, L"."""
    menu, item = mnemonic(menu_words()[entry.menu]), mnemonic(entry.text)
    return f"{QKeySequence(f'Alt+{menu}').toString(QKeySequence.SequenceFormat.NativeText)}, {item}"


def mnemonic(text: str) -> str:
    """Return the letter that is underlined in a menu, "" where there is none."""
    keys = QKeySequence.mnemonic(text)
    return "" if keys.isEmpty() else keys.toString().removeprefix("Alt+")


def keys_in_words(keys: Iterable[str]) -> str:
    """Return keys, each of which does the same, as people read them."""
    sequences = (QKeySequence(key) for key in keys)
    return tr(" or ").join(sequence.toString(QKeySequence.SequenceFormat.NativeText) for sequence in sequences)
