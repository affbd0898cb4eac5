"""Every chart of the window, wherever it stands, has a summary in words and turns into its own table."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

pytest.importorskip("PySide6.QtWidgets", exc_type=ImportError)

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QTableView, QWidget

from ui.charts.chart_frame import ChartFrame
from ui.charts.month_chart import MonthChart
from ui.look.wording import UNKNOWN
from ui.pages.makers.makers import MakersPage

if TYPE_CHECKING:
    from pytestqt.qtbot import QtBot

    from ui.window.main_window import MainWindow


def drawn(parent: QWidget, qtbot: QtBot, least: int) -> list[MonthChart]:
    """Return the charts on show that have something to show, once they are so many."""

    def found() -> list[MonthChart]:
        return [chart for chart in parent.findChildren(MonthChart) if chart.isVisible() and chart.figure.known > 1]

    qtbot.waitUntil(lambda: len(found()) >= least)
    return found()


def frame_of(chart: MonthChart) -> ChartFrame:
    above = chart.parentWidget()
    assert isinstance(above, ChartFrame), f"{chart.figure.title} has no table twin"
    return above


def turn_each(charts: list[MonthChart], qtbot: QtBot) -> None:
    """Turn each chart into its table and back, by the keyboard."""
    for chart in charts:
        frame = frame_of(chart)
        assert chart.figure.title in chart.accessibleDescription()
        assert UNKNOWN not in chart.accessibleDescription()
        qtbot.keyClick(chart, Qt.Key.Key_T)
        table = frame.findChild(QTableView, "table")
        assert frame.lists
        qtbot.waitUntil(table.isVisible)
        assert table.accessibleName().startswith(chart.figure.title)
        assert table.model().rowCount() == chart.figure.known
        qtbot.keyClick(table, Qt.Key.Key_T)
        assert not frame.lists
        qtbot.waitUntil(chart.isVisible)


@pytest.mark.parametrize("view, least", [("live", 3), ("compare", 2)])
def test_every_chart_of_a_view_turns_into_its_table(window: MainWindow, qtbot: QtBot, view: str, least: int) -> None:
    window.tabs.show_tab(view)
    if view == "compare":
        page = window.tabs.page(view)
        page.choose(("present", ""), ("shipped", "ban_the_service"))  # type: ignore[attr-defined]  # it is Compare
    turn_each(drawn(window, qtbot, least), qtbot)


@pytest.mark.parametrize("place, least", [(1, 1), (2, 4)])
def test_every_chart_about_makers_turns_into_its_table(
    window: MainWindow, qtbot: QtBot, place: int, least: int
) -> None:
    window.tabs.show_tab("makers")
    page = window.tabs.page("makers")
    assert isinstance(page, MakersPage)
    page.views.setCurrentIndex(place)
    turn_each(drawn(page, qtbot, least), qtbot)


@pytest.mark.screen("the projector is a second window, with keys and pointer of its own")
def test_the_charts_that_are_presented_turn_into_their_tables(window: MainWindow, qtbot: QtBot) -> None:
    presented = window.projector.present()
    presented.showNormal()
    presented.activateWindow()
    qtbot.waitUntil(presented.isActiveWindow)
    for frame in (presented.share, presented.guessing.chart):
        qtbot.waitUntil(lambda frame=frame: frame.isVisible() and frame.chart.figure.known > 1)
        qtbot.keyClick(presented, Qt.Key.Key_T)
        assert frame.lists
        assert frame.findChild(QTableView, "table").model().rowCount() > 1
        qtbot.keyClick(presented, Qt.Key.Key_T)
        assert not frame.lists
        qtbot.keyClick(presented, Qt.Key.Key_G)
    presented.leave()
