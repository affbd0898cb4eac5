"""The timeline: measures are selected, dragged, stretched and deleted, each as one step of undo."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest

from simulator.dates import NEVER

if TYPE_CHECKING:
    from pytestqt.qtbot import QtBot

    from simulator.policy import Measure
    from ui.main_window import MainWindow

NOW = 28
LEFT = Qt.MouseButton.LeftButton


@pytest.fixture
def banned(window: MainWindow) -> MainWindow:
    window.levers.row("federal_ban").tick.click()
    return window


def measure(window: MainWindow) -> Measure:
    return window.session.scenario.measure("federal_ban")


def drag(window: MainWindow, qtbot: QtBot, start: QPoint, months: int) -> None:
    bars = window.timeline.bars
    scale = window.timeline.scale()
    way = round(months * (scale.x(1) - scale.x(0)))
    QTest.mousePress(bars, LEFT, pos=start)
    for part in (way // 3, way // 2, way):
        QTest.mouseMove(bars, start + QPoint(part, 0))
        qtbot.wait(1)
    QTest.mouseRelease(bars, LEFT, pos=start + QPoint(way, 0))


def test_a_dragged_bar_moves_its_measure_in_one_step(banned: MainWindow, qtbot: QtBot) -> None:
    steps = banned.session.undo_stack.count()
    drag(banned, qtbot, banned.timeline.bars.bar("federal_ban").center().toPoint(), 6)
    assert (measure(banned).start, measure(banned).end) == (NOW + 6, NEVER)
    assert banned.session.undo_stack.count() == steps + 1
    banned.session.undo()
    assert measure(banned).start == NOW


def test_a_dragged_edge_stretches_a_measure(banned: MainWindow, qtbot: QtBot) -> None:
    bar = banned.timeline.bars.bar("federal_ban")
    drag(banned, qtbot, QPoint(int(bar.right()) - 2, int(bar.center().y())), -12)
    assert measure(banned).start == NOW
    assert measure(banned).end < NEVER
    bar = banned.timeline.bars.bar("federal_ban")
    drag(banned, qtbot, QPoint(int(bar.left()) + 2, int(bar.center().y())), 4)
    assert measure(banned).start == NOW + 4


def test_keys_move_and_stretch_the_selected_measure(banned: MainWindow, qtbot: QtBot) -> None:
    bars = banned.timeline.bars
    bars.setFocus()
    banned.session.select("federal_ban")
    for _ in range(3):
        qtbot.keyClick(bars, Qt.Key.Key_Right, Qt.KeyboardModifier.ShiftModifier)
    assert measure(banned).start == NOW + 3
    qtbot.keyClick(bars, Qt.Key.Key_Left, Qt.KeyboardModifier.ControlModifier)
    qtbot.keyClick(bars, Qt.Key.Key_Left, Qt.KeyboardModifier.AltModifier)
    assert measure(banned).start == NOW + 2
    assert measure(banned).end < NEVER


def test_a_click_opens_the_form_and_delete_removes(banned: MainWindow, qtbot: QtBot) -> None:
    from ui.panels.levers import MeasureForm

    bars = banned.timeline.bars
    qtbot.mouseClick(bars, LEFT, pos=bars.bar("federal_ban").center().toPoint())
    assert banned.session.selected == "federal_ban"
    assert any(form.isVisible() for form in banned.levers.row("federal_ban").findChildren(MeasureForm))
    bars.setFocus()
    qtbot.keyClick(bars, Qt.Key.Key_Delete)
    assert banned.session.selected == ""
    assert "federal_ban" not in {measure.id for measure in banned.session.scenario.measures}


def test_history_is_selected_and_not_dragged(window: MainWindow, qtbot: QtBot) -> None:
    first = window.session.scenario
    drag(window, qtbot, window.timeline.bars.bar("meta_stall").center().toPoint(), 12)
    assert window.session.selected == "meta_stall"
    assert window.session.scenario is first


def test_every_bar_lies_where_no_other_lies(banned: MainWindow) -> None:
    bars = [banned.timeline.bars.bar(measure.id) for measure in banned.session.scenario.measures]
    assert not [(one, two) for place, one in enumerate(bars) for two in bars[place + 1 :] if one.intersects(two)]


def test_the_months_of_the_timeline_stand_under_those_of_the_chart(window: MainWindow, qtbot: QtBot) -> None:
    chart = window.market.shares
    assert chart is not None

    def apart() -> float:
        axes, scale = chart.laid_out(), window.timeline.scale()
        month = window.session.scenario.end
        there = chart.mapToGlobal(QPoint(round(axes.x(month)), 0)).x()
        return abs(there - window.timeline.mapToGlobal(QPoint(round(scale.x(month)), 0)).x())

    qtbot.waitUntil(lambda: apart() <= 2)


def test_a_click_on_the_ruler_moves_the_hand(window: MainWindow, qtbot: QtBot) -> None:
    ruler = window.timeline.ruler
    qtbot.mouseClick(ruler, LEFT, pos=QPoint(round(window.timeline.scale().x(40)), 5))
    assert window.session.hand == 40


def test_the_focus_hides_no_bar(banned: MainWindow) -> None:
    bars = banned.timeline.bars
    free = bars.width() - 6, bars.height() - 6
    plain = bars.grab().toImage().pixelColor(*free)
    bars.setFocus()
    assert bars.grab().toImage().pixelColor(*free) == plain
