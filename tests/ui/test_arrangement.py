"""Where the panels stand: beside the view where there is room, else behind one another; put away and back."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.ui.keyboard import press
from tests.ui.patient import settle

pytest.importorskip("PySide6.QtWidgets", exc_type=ImportError)

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget

if TYPE_CHECKING:
    from collections.abc import Callable

    from PySide6.QtWidgets import QDockWidget
    from pytestqt.qtbot import QtBot

    from simulator.scenario.value import Scenario
    from simulator.world import World
    from ui.window.main_window import MainWindow

pytestmark = pytest.mark.screen("panels are laid out again when the window system answers")

RIGHT, LEFT = Qt.DockWidgetArea.RightDockWidgetArea, Qt.DockWidgetArea.LeftDockWidgetArea


def panel(window: MainWindow, name: str) -> QDockWidget:
    return next(dock for dock in window.docks if dock.objectName() == name)


def test_panels_stand_at_both_sides_of_the_view_where_there_is_room(window: MainWindow) -> None:
    assert not window.arrangement.narrow
    assert window.dockWidgetArea(panel(window, "figures")) == RIGHT
    assert window.dockWidgetArea(panel(window, "levers")) == LEFT
    assert panel(window, "figures").isVisible()


@pytest.mark.parametrize("size, width, height", [(200, 1280, 720), (100, 800, 600)])
def test_panels_stand_behind_one_another_where_there_is_no_room_beside_the_view_and_come_back(
    window: MainWindow, qtbot: QtBot, size: int, width: int, height: int
) -> None:
    window.settings.choose(text_size=size)
    window.resize(width, height)
    qtbot.waitUntil(lambda: window.arrangement.narrow)
    assert panel(window, "figures") in window.tabifiedDockWidgets(panel(window, "levers"))
    assert panel(window, "news") in window.tabifiedDockWidgets(panel(window, "levers"))
    window.settings.choose(text_size=100)
    window.resize(1280, 720)
    qtbot.waitUntil(lambda: not window.arrangement.narrow)
    assert window.dockWidgetArea(panel(window, "figures")) == RIGHT
    qtbot.waitUntil(window.market.comparison.isVisible)  # what a narrow view left out is there again


def test_a_panel_that_was_closed_stays_closed_when_the_window_becomes_narrow(window: MainWindow, qtbot: QtBot) -> None:
    panel(window, "news").close()
    window.resize(800, 600)
    qtbot.waitUntil(lambda: window.arrangement.narrow)
    assert panel(window, "news").isHidden()


def test_the_view_alone_has_the_whole_window_and_the_panels_come_back_as_they_were(
    window: MainWindow, qtbot: QtBot
) -> None:
    panel(window, "news").close()
    before = window.tabs.width()
    press("F11")
    assert not any(dock.isVisible() for dock in window.docks)
    qtbot.waitUntil(lambda: window.tabs.width() > before + 400)
    press("F11")
    assert [dock.objectName() for dock in window.docks if dock.isHidden()] == ["news"]


def test_panels_that_were_put_away_are_there_at_the_next_start(
    open_window: Callable[..., MainWindow], base: Scenario, months: list[World]
) -> None:
    first = open_window(base, known=months)
    first.arrangement.toggle()
    first.close()
    second = open_window(base, known=months)
    assert not second.arrangement.alone
    assert all(panel(second, name).isVisible() for name in ("levers", "figures", "timeline"))


def test_text_of_the_size_chosen_earlier_is_worn_by_every_control_from_the_start(
    open_window: Callable[..., MainWindow], base: Scenario, months: list[World]
) -> None:
    first = open_window(base, known=months)
    first.settings.choose(text_size=150)
    first.close()
    second = open_window(base, known=months)
    points = second.settings.theme.points
    small = [
        f"{type(each).__name__} {each.objectName()}: {each.font().pointSizeF()}"
        for each in second.findChildren(QWidget)
        if each.font().pointSizeF() < 0.9 * points - 0.1
    ]
    assert points == 15.0
    assert small == []


def test_a_window_left_maximised_comes_back_and_may_change_its_size_at_once(
    open_window: Callable[..., MainWindow], base: Scenario, months: list[World], qtbot: QtBot
) -> None:
    first = open_window(base, known=months)
    first.showMaximized()
    qtbot.waitUntil(first.isMaximized)
    settle(qtbot)
    first.settings.choose(text_size=200)
    settle(qtbot)
    first.close()
    second = open_window(base, known=months)
    for width, height, size in ((1280, 720, 100), (800, 600, 100), (1280, 720, 200), (1440, 900, 80)):
        second.resize(width, height)
        second.settings.choose(text_size=size)
        settle(qtbot)
    qtbot.waitUntil(lambda: not second.arrangement.narrow)
    assert panel(second, "figures").isVisible()
