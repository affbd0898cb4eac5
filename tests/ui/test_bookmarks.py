"""Bookmarks: set, named, gone to and removed by mouse and keys, and kept for each file."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtWidgets import QInputDialog, QMenu

from tests.ui.everything import action
from tests.ui.keyboard import press
from ui.keeping.bookmarks import Bookmark

if TYPE_CHECKING:
    from pytestqt.qtbot import QtBot

    from simulator.scenario.value import Scenario
    from simulator.world import World
    from ui.window.main_window import MainWindow

NOW = 28
LEFT = Qt.MouseButton.LeftButton


def months(window: MainWindow) -> list[int]:
    return [mark.month for mark in window.bookmarks.all]


def test_b_sets_a_bookmark_and_b_again_removes_it(window: MainWindow) -> None:
    press("B")
    assert months(window) == [NOW]
    assert not window.session.changed
    press("B")
    assert months(window) == []


def test_whatever_is_done_to_bookmarks_is_taken_back_and_done_again_step_by_step(
    open_window: Callable[..., MainWindow], base: Scenario, tmp_path: Path
) -> None:
    window = open_window(base)
    marks, states = window.bookmarks, [window.bookmarks.all]
    for act in (
        lambda: marks.toggle(40),
        lambda: marks.rename(40, "Summit"),
        lambda: marks.rename(12, "Before"),
        lambda: marks.toggle(40),
    ):
        act()
        states.append(marks.all)
    marks.rename(12, "Before")
    assert window.session.steps.stack.count() == len(states) - 1, "the same name again is no step"
    window.session.note_saved(base, tmp_path / "mine.toml")
    for state in reversed(states[:-1]):
        action(window, "undo").trigger()
        assert marks.all == state
    for state in states[1:]:
        action(window, "redo").trigger()
        assert marks.all == state
    assert not window.session.changed
    window.session.open(base, tmp_path / "mine.toml")
    assert marks.all == states[-1], "what was done again is kept"


def test_brackets_go_from_bookmark_to_bookmark(window: MainWindow) -> None:
    for month in (10, 40, 52):
        window.bookmarks.toggle(month)
    visited = []
    for key in ("]", "]", "]", "["):
        press(key)
        visited.append(window.session.hand)
    assert visited == [40, 52, 52, 40]


@pytest.mark.screen("what pops up is a window of its own, and takes the keys")
def test_a_bookmark_is_named_in_a_dialog(window: MainWindow, qtbot: QtBot) -> None:
    action(window, "name_bookmark").trigger()
    (dialog,) = window.findChildren(QInputDialog)
    dialog.setTextValue("The ban")
    dialog.accept()
    assert window.bookmarks.all == (Bookmark(NOW, "The ban"),)
    qtbot.waitUntil(lambda: not window.findChildren(QInputDialog))


def test_a_click_on_a_bookmark_moves_the_hand_there(window: MainWindow, qtbot: QtBot) -> None:
    window.bookmarks.toggle(47)
    ruler, scale = window.timeline.ruler, window.timeline.scale()
    qtbot.mouseClick(ruler, LEFT, pos=QPoint(round(scale.x(47)) + 5, 5))
    assert window.session.hand == 47


def test_the_menus_list_bookmarks_and_go_there(window: MainWindow) -> None:
    window.bookmarks.rename(44, "Summit & after")
    texts = {action.text(): action for action in window.timeline.ruler.menu_of(44).actions()}
    assert set(texts) == {"Name this bookmark…", "Remove this bookmark"}
    futures = window.menuBar().findChild(QMenu, "futures")
    menu = next(action.menu() for action in futures.actions() if action.text() == "B&ookmarks")
    menu.aboutToShow.emit()
    (entry,) = menu.actions()
    assert entry.text() == "Summit && after"
    entry.trigger()
    assert window.session.hand == 44
    texts["Remove this bookmark"].trigger()
    assert window.bookmarks.all == ()


def test_bookmarks_are_kept_for_each_file_and_go_along_when_it_is_saved(
    open_window: Callable[..., MainWindow], base: Scenario, months: list[World], tmp_path: Path
) -> None:
    first = open_window(base, known=months)
    first.bookmarks.rename(40, "Here")
    first.session.note_saved(first.session.scenario, tmp_path / "one.toml")
    first.bookmarks.toggle(50)
    first.session.open(base.changed(title="Other"), None)
    assert first.bookmarks.all == ()
    first.session.open(base, None)
    assert first.bookmarks.all == (Bookmark(40, "Here"),)
    first.session.open(base.changed(seed=3), tmp_path / "one.toml")
    assert first.bookmarks.all == (Bookmark(40, "Here"), Bookmark(50))


def test_files_of_one_name_in_two_folders_have_bookmarks_of_their_own(
    open_window: Callable[..., MainWindow], base: Scenario, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in ("one", "two"):
        (tmp_path / name).mkdir()
    window = open_window(base)
    monkeypatch.chdir(tmp_path / "one")
    window.session.open(base.changed(seed=3), Path("mine.toml"))  # as from the command line
    window.bookmarks.toggle(40)
    monkeypatch.chdir(tmp_path / "two")
    window.session.open(base.changed(seed=4), Path("mine.toml"))
    assert months(window) == []
    window.session.open(base.changed(seed=5), tmp_path / "one" / "mine.toml")
    assert months(window) == [40]


def test_two_windows_on_one_scenario_lose_no_bookmark_of_each_other(
    open_window: Callable[..., MainWindow], base: Scenario
) -> None:
    first, second = open_window(base), open_window(base)
    first.bookmarks.toggle(10)
    second.bookmarks.toggle(20)
    assert months(second) == [10, 20]
    first.bookmarks.toggle(10)
    assert months(first) == [20]
    assert months(open_window(base)) == [20]


@pytest.mark.parametrize("kept", ["nonsense", "[1]", '{"a": [["x", 1]]}', '{"a": 3}'])
def test_settings_that_are_none_of_ours_count_as_nothing(window: MainWindow, kept: str) -> None:
    window._store.setValue("bookmarks", kept)  # noqa: SLF001 - what a stranger may have written there
    window.bookmarks.toggle(12)
    assert months(window) == [12]
