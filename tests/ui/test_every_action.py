"""Every action of the table does what it says: by its keys, and by the mouse through its menu."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QAction
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QDialog, QMenu

from simulator.scenario.library import load
from tests.ui.conftest import activated
from tests.ui.everything import action
from tests.ui.keyboard import press
from ui.dialogs.entry import Entry, menu_words, mnemonic
from ui.models.values import Ghost
from ui.window.table import entries
from ui.window.tabs import tabs

if TYPE_CHECKING:
    from pytestqt.qtbot import QtBot

    from simulator.scenario.value import Scenario
    from ui.window.main_window import MainWindow

pytestmark = pytest.mark.screen("keys, menus, dialogs and the clipboard are the window system's")

NOW, END = 28, 64
LEFT, ALT = Qt.MouseButton.LeftButton, Qt.KeyboardModifier.AltModifier
BAN = "federal_ban"


class Promise(NamedTuple):
    """What an action is to change: how to prepare, where to look, and what is to be seen there afterwards."""

    look: Callable[[MainWindow], object]
    after: object
    prepare: Callable[[MainWindow], object] = lambda _: None


def place(window: MainWindow) -> int:
    return window.session.hand


def ban(window: MainWindow) -> None:
    window.levers.row(BAN).tick.click()


def ban_and_select(window: MainWindow) -> None:
    ban(window)
    window.session.select(BAN)


def ban_and_undo(window: MainWindow) -> None:
    ban(window)
    window.session.steps.undo()


def bans(window: MainWindow) -> list[tuple[str, int, bool]]:
    measures = window.session.scenario.measures
    return [(each.id, each.start, each.enabled) for each in measures if each.policy.id == BAN]


def with_file(window: MainWindow) -> None:
    window.session.note_saved(window.session.scenario, Path("mine.toml"))


def at(month: int) -> Callable[[MainWindow], object]:
    return lambda window: window.session.move_hand(month)


def dialog(_: MainWindow) -> str:
    """Return the title of the dialog on show, and what it asks."""
    shown = [each for each in QApplication.topLevelWidgets() if isinstance(each, QDialog) and each.isVisible()]
    return shown[-1].windowTitle() if shown else ""


def marks(window: MainWindow) -> list[int]:
    return [mark.month for mark in window.bookmarks.all]


def mark(*months: int) -> Callable[[MainWindow], object]:
    return lambda window: [window.bookmarks.toggle(month) for month in months]


def compared(window: MainWindow) -> object:
    return window.session.comparison.chosen


def compare(comparison: Ghost) -> Callable[[MainWindow], object]:
    return lambda window: window.session.comparison.choose(comparison)


def make_of_another(window: MainWindow) -> None:
    ban = load("ban_the_service").changed(buyers=window.session.scenario.buyers, end=END)
    window.session.open(ban, None)


def picture_copied(_: MainWindow) -> bool:
    return not QApplication.clipboard().image().isNull()


def table_copied(_: MainWindow) -> bool:
    return "Google" in QApplication.clipboard().text()


def heard(window: MainWindow) -> tuple[object, ...]:
    return tuple(window.property("heard") or ())


def hear(window: MainWindow) -> None:
    """Write down what the window asks for of those who own it."""
    for name, signal in (("another", window.another_wanted), ("quit", window.quit_wanted)):
        signal.connect(lambda name=name: window.setProperty("heard", [name]))


def show_another(name: str) -> Callable[[MainWindow], object]:
    return lambda window: window.tabs.show_tab(next(tab.id for tab in tabs() if tab.id != name))


def presented(window: MainWindow) -> bool:
    presentation = window.projector.presentation
    return presentation is not None and presentation.isVisible()


def forget_clipboard(_: MainWindow) -> None:
    QApplication.clipboard().setText("something else")


def wear(dress: str) -> Callable[[MainWindow], object]:
    return lambda window: window.settings.choose(theme=dress)


def dress(window: MainWindow) -> str:
    return window.settings.chosen.theme


def focus_name(window: MainWindow) -> str:
    focused = window.focusWidget()
    return focused.accessibleName() if focused is not None else ""


ALL_ON = ("federal_ban", NOW, True)
PROMISES: dict[str, Promise] = {
    "new": Promise(lambda w: w.session.scenario.buyers, load("base").buyers),
    "new_window": Promise(heard, ("another",), hear),
    "open": Promise(dialog, "Open a scenario"),
    "save": Promise(dialog, "Save the scenario"),
    "save_as": Promise(dialog, "Save the scenario"),
    "save_in_full": Promise(dialog, "Save with every value"),
    "earlier_versions": Promise(dialog, "Earlier versions", with_file),
    "save_chart": Promise(lambda w: dialog(w).startswith("Save “"), after=True),
    "close": Promise(dialog, "Shakeout", ban),
    "quit": Promise(heard, ("quit",), hear),
    "undo": Promise(bans, [], ban),
    "redo": Promise(bans, [ALL_ON], ban_and_undo),
    "delete": Promise(bans, [], ban_and_select),
    "duplicate": Promise(lambda w: len(bans(w)), 2, ban_and_select),
    "switch": Promise(bans, [("federal_ban", NOW, False)], ban_and_select),
    "copy_picture": Promise(picture_copied, True, forget_clipboard),
    "copy_table": Promise(table_copied, True, forget_clipboard),
    "find": Promise(focus_name, "Find a lever"),
    "find_assumption": Promise(focus_name, "Find an assumption"),
    "find_anything": Promise(dialog, "Find anything"),
    "settings": Promise(dialog, "Settings"),
    "play": Promise(lambda w: w.player.playing, after=True),
    "back": Promise(place, NOW - 1),
    "forward": Promise(place, NOW + 1),
    "year_back": Promise(place, NOW - 12),
    "year_forward": Promise(place, NOW + 12),
    "start": Promise(place, 0),
    "now": Promise(place, NOW, at(40)),
    "end": Promise(place, END),
    "faster": Promise(lambda w: w.player.speed, 3, lambda w: w.player.set_speed(2)),
    "slower": Promise(lambda w: w.player.speed, 1, lambda w: w.player.set_speed(2)),
    **{f"tab_{tab.id}": Promise(lambda w: w.tabs.current, tab.id, show_another(tab.id)) for tab in tabs()},
    "keep": Promise(lambda w: dialog(w) != "", after=True),
    "bookmark": Promise(marks, [NOW]),
    "name_bookmark": Promise(lambda w: dialog(w) != "", True, mark(NOW)),
    "bookmark_before": Promise(place, 10, mark(10, 50)),
    "bookmark_after": Promise(place, 50, mark(10, 50)),
    "compare_last": Promise(compared, Ghost.LAST_EDIT, compare(Ghost.NOTHING)),
    "compare_opened": Promise(compared, Ghost.AS_OPENED),
    "compare_origin": Promise(compared, Ghost.ORIGIN, make_of_another),
    "compare_nothing": Promise(compared, Ghost.NOTHING),
    "differences": Promise(lambda w: w.session.comparison.differences_shown, after=True),
    "only_view": Promise(lambda w: [dock.isVisible() for dock in w.docks], [False] * 5),
    "present": Promise(presented, after=True),
    "hide_future": Promise(lambda w: w.session.future_hidden, after=True),
    "system": Promise(dress, "system", wear("light")),
    "light": Promise(dress, "light", wear("system")),
    "dark": Promise(dress, "dark"),
    "projector": Promise(dress, "projector"),
    "shortcuts": Promise(dialog, "Keyboard shortcuts"),
    "what": Promise(dialog, "What this is"),
    "scenario": Promise(dialog, "Open weights, January 2026"),
    "about": Promise(dialog, "About Shakeout"),
    "gallery": Promise(dialog, "Scenarios"),
    "first_steps": Promise(lambda w: w.hint.isVisible(), after=True, prepare=lambda w: w.hint.dismiss()),
    "files": Promise(dialog, "Scenario files"),
}


def by_keys(window: MainWindow, entry: Entry, qtbot: QtBot, keys: str) -> None:
    """Press the keys of an action, or where it has none, those that lead to it through its menu."""
    if keys:
        press(keys)
        return
    bar = window.menuBar()
    bar.setActiveAction(title_of(window, entry.menu))
    if QApplication.activePopupWidget() is None:
        QTest.keyClick(bar, Qt.Key.Key_Down)
    qtbot.waitUntil(lambda: isinstance(QApplication.activePopupWidget(), QMenu))
    QTest.keyClick(QApplication.activePopupWidget(), mnemonic(entry.text).lower())
    qtbot.waitUntil(lambda: QApplication.activePopupWidget() is None)


def title_of(window: MainWindow, menu: str) -> QAction:
    return next(action for action in window.menuBar().actions() if action.menu().objectName() == menu)


def by_mouse(window: MainWindow, entry: Entry, qtbot: QtBot) -> None:
    """Click on the menu's title and then on the line of the action."""
    bar = window.menuBar()
    title = title_of(window, entry.menu)
    QTest.mouseClick(bar, LEFT, pos=bar.actionGeometry(title).center())
    menu = title.menu()
    qtbot.waitUntil(menu.isVisible)
    QTest.mouseClick(menu, LEFT, pos=menu.actionGeometry(action(window, entry.id)).center())


def begin_anew(window: MainWindow, base: Scenario, qtbot: QtBot) -> None:
    """Put the window back to where each action begins."""
    for each in QApplication.topLevelWidgets():
        if isinstance(each, QDialog) and each.isVisible():
            each.reject()
    if window.projector.presentation is not None:
        window.projector.presentation.close()
    window.player.pause()
    window.session.note_saved(window.session.scenario, window.session.path)  # type: ignore[arg-type]
    window.session.open(base, None)
    window.session.comparison.choose(Ghost.LAST_EDIT)
    window.session.hide_future(False)
    window.session.comparison.show_differences(False)
    for month in marks(window):
        window.bookmarks.toggle(month)
    window.tabs.show_tab("live")
    window.settings.choose(theme="system")
    window.setProperty("heard", None)
    qtbot.waitUntil(lambda: activated(window))  # without a screen, a menu that was closed still is
    window.timeline.bars.setFocus()


def broken_promises(window: MainWindow, base: Scenario, qtbot: QtBot, ways: Callable[[Entry], list[Way]]) -> list[str]:
    broken = []
    for entry in entries():
        promise = PROMISES[entry.id]
        for name, do in ways(entry):
            begin_anew(window, base, qtbot)
            promise.prepare(window)
            before = promise.look(window)
            do()
            QApplication.processEvents()
            after = promise.look(window)
            if after == before or after != promise.after:
                broken.append(f"{entry.id} by {name}: {before!r} became {after!r}, not {promise.after!r}")
    begin_anew(window, base, qtbot)
    return broken


Way = tuple[str, Callable[[], None]]


def test_every_action_is_promised_something() -> None:
    assert set(PROMISES) == {entry.id for entry in entries()}


def test_every_action_is_done_by_each_of_its_keys(window: MainWindow, base: Scenario, qtbot: QtBot) -> None:
    def ways(entry: Entry) -> list[Way]:
        return [(keys or "menu keys", lambda k=keys: by_keys(window, entry, qtbot, k)) for keys in entry.keys or ("",)]

    assert broken_promises(window, base, qtbot, ways) == []


def test_every_action_is_done_by_the_mouse_through_its_menu(window: MainWindow, base: Scenario, qtbot: QtBot) -> None:
    def ways(entry: Entry) -> list[Way]:
        return [("mouse", lambda: by_mouse(window, entry, qtbot))]

    assert broken_promises(window, base, qtbot, ways) == []


def test_alt_and_its_letter_open_every_menu(window: MainWindow, qtbot: QtBot) -> None:
    for name, words in menu_words().items():
        QTest.keyClick(window, mnemonic(words).lower(), ALT)
        menu = title_of(window, name).menu()
        qtbot.waitUntil(menu.isVisible)
        QTest.keyClick(menu, Qt.Key.Key_Escape)
        QTest.keyClick(window.menuBar(), Qt.Key.Key_Escape)


@pytest.mark.parametrize("name", ["undo", "redo", "delete", "duplicate", "switch", "earlier_versions"])
def test_what_has_nothing_to_act_on_is_disabled(window: MainWindow, name: str) -> None:
    assert not action(window, name).isEnabled()
