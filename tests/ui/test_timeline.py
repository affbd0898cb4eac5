"""The timeline: measures are selected, dragged, stretched and deleted, each as one step of undo."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QDockWidget

from simulator.dates import NEVER
from tests.patience import PATIENCE
from tests.ui.everything import action
from ui.models.measures import is_flag
from ui.panels.timeline.measure_menu import measure_menu

if TYPE_CHECKING:
    from collections.abc import Callable

    from pytestqt.qtbot import QtBot

    from simulator.policy import Measure
    from simulator.scenario.value import Scenario
    from simulator.world import World
    from ui.window.main_window import MainWindow

NOW = 28
LEFT = Qt.MouseButton.LeftButton
LEFT_KEY, RIGHT = Qt.Key.Key_Left, Qt.Key.Key_Right
SHIFT, CONTROL, ALT = (
    Qt.KeyboardModifier.ShiftModifier,
    Qt.KeyboardModifier.ControlModifier,
    Qt.KeyboardModifier.AltModifier,
)


@pytest.fixture
def banned(window: MainWindow) -> MainWindow:
    window.levers.row("federal_ban").tick.click()
    return window


def measure(window: MainWindow) -> Measure:
    return window.session.scenario.measure("federal_ban")


def drag(
    window: MainWindow,
    start: QPoint,
    months: int,
    held: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier,
) -> None:
    bars = window.timeline.bars
    scale = window.timeline.scale()
    way = round(months * (scale.x(1) - scale.x(0)))
    QTest.mousePress(bars, LEFT, held, start)
    for part in (way // 3, way // 2, way):
        QTest.mouseMove(bars, start + QPoint(part, 0))
        QApplication.processEvents()
    QTest.mouseRelease(bars, LEFT, held, start + QPoint(way, 0))


@pytest.mark.screen("the pointer is the window system's")
def test_a_dragged_bar_moves_its_measure_in_one_step(banned: MainWindow) -> None:
    steps = banned.session.steps.stack.count()
    drag(banned, banned.timeline.bars.shape("federal_ban").rectangle.center().toPoint(), 6)
    assert (measure(banned).start, measure(banned).end) == (NOW + 6, NEVER)
    assert banned.session.steps.stack.count() == steps + 1
    banned.session.steps.undo()
    assert measure(banned).start == NOW


@pytest.mark.screen("the pointer is the window system's")
def test_a_dragged_edge_stretches_a_measure(banned: MainWindow) -> None:
    bar = banned.timeline.bars.shape("federal_ban").rectangle
    drag(banned, QPoint(int(bar.right()) - 2, int(bar.center().y())), -12)
    assert measure(banned).start == NOW
    assert measure(banned).end < NEVER
    bar = banned.timeline.bars.shape("federal_ban").rectangle
    drag(banned, QPoint(int(bar.left()) + 2, int(bar.center().y())), 4)
    assert measure(banned).start == NOW + 4


def press(window: MainWindow, qtbot: QtBot, key: Qt.Key, *modifiers: Qt.KeyboardModifier) -> None:
    held = Qt.KeyboardModifier.NoModifier
    for modifier in modifiers:
        held |= modifier
    qtbot.keyClick(window.timeline.bars, key, held)


@pytest.mark.screen("the window system gives the focus")
def test_keys_move_stretch_ramp_and_announce_the_selected_measure(banned: MainWindow, qtbot: QtBot) -> None:
    banned.timeline.bars.setFocus()
    banned.session.select("federal_ban")
    for _ in range(3):
        press(banned, qtbot, RIGHT)
    assert measure(banned).start == NOW + 3
    press(banned, qtbot, RIGHT, ALT)
    assert (measure(banned).start, measure(banned).end) == (NOW + 4, NEVER)
    press(banned, qtbot, LEFT_KEY, SHIFT)
    press(banned, qtbot, LEFT_KEY, SHIFT)
    assert measure(banned).end == banned.session.scenario.end - 1
    for _ in range(4):
        press(banned, qtbot, RIGHT, CONTROL)
    assert measure(banned).ramp == 4
    press(banned, qtbot, LEFT_KEY, CONTROL, SHIFT)
    press(banned, qtbot, LEFT_KEY, CONTROL, SHIFT)
    assert measure(banned).announced == NOW + 2
    press(banned, qtbot, Qt.Key.Key_PageUp)
    assert measure(banned).start == NOW - 8


def test_keys_pressed_in_quick_succession_are_one_step_of_undo(
    banned: MainWindow, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("ui.session.undo._GESTURE_LASTS", 1000 * PATIENCE)  # quick enough on any machine
    banned.session.select("federal_ban")
    steps = banned.session.steps.stack.count()
    for _ in range(4):
        press(banned, qtbot, RIGHT)
    assert banned.session.steps.stack.count() == steps + 1


def test_up_and_down_choose_enter_goes_there_and_escape_lets_go(banned: MainWindow, qtbot: QtBot) -> None:
    session = banned.session
    press(banned, qtbot, Qt.Key.Key_Down)
    assert session.selected == "federal_ban"
    press(banned, qtbot, Qt.Key.Key_Down)
    assert session.scenario.measure(session.selected).history
    press(banned, qtbot, Qt.Key.Key_Return)
    assert session.hand == session.scenario.measure(session.selected).start
    press(banned, qtbot, Qt.Key.Key_Up)
    press(banned, qtbot, Qt.Key.Key_Escape)
    assert session.selected == ""


def test_the_ramp_is_dragged_by_its_knob(banned: MainWindow) -> None:
    bars = banned.timeline.bars
    drag(banned, bars.shape("federal_ban").handle("ramp").toPoint(), 9)
    assert (measure(banned).start, measure(banned).ramp) == (NOW, 9)
    drag(banned, bars.shape("federal_ban").handle("ramp").toPoint(), -4)
    assert measure(banned).ramp == 5


def test_an_announcement_is_dragged_by_the_mark_before_the_bar(banned: MainWindow) -> None:
    bars, session = banned.timeline.bars, banned.session
    session.select("federal_ban")
    texts = {action.text(): action for action in measure_menu(bars, session, measure(banned)).actions()}
    texts["Announce it half a year before"].trigger()
    assert measure(banned).announced == NOW - 6
    drag(banned, bars.shape("federal_ban").handle("announcement").toPoint(), 3)
    assert measure(banned).announced == NOW - 3
    assert measure(banned).start == NOW


def test_a_copy_begins_when_the_original_is_over_and_is_one_step(banned: MainWindow, qtbot: QtBot) -> None:
    session = banned.session
    session.edit("end", lambda scenario: scenario.with_measure(measure(banned).changed(end=NOW + 5)))
    session.select("federal_ban")
    steps = session.steps.stack.count()
    banned.timeline.bars.setFocus()
    qtbot.keyClick(banned, Qt.Key.Key_D, CONTROL)
    copy = session.scenario.measure("federal_ban_2")
    assert (copy.start, copy.end) == (NOW + 6, NOW + 11)
    assert session.selected == "federal_ban_2"
    assert session.steps.stack.count() == steps + 1


def test_a_drag_with_control_leaves_the_original_and_moves_a_copy(banned: MainWindow) -> None:
    steps = banned.session.steps.stack.count()
    start = banned.timeline.bars.shape("federal_ban").rectangle.center().toPoint()
    drag(banned, start, 10, CONTROL)
    assert measure(banned).start == NOW
    assert banned.session.scenario.measure("federal_ban_2").start == NOW + 10
    assert banned.session.steps.stack.count() == steps + 1
    banned.session.steps.undo()
    assert "federal_ban_2" not in {each.id for each in banned.session.scenario.measures}


def test_a_copy_of_history_is_the_users_own(window: MainWindow) -> None:
    window.session.select("meta_stall")
    action(window, "duplicate").trigger()
    copy = window.session.scenario.measure(window.session.selected)
    assert copy.id != "meta_stall"
    assert not copy.history


def test_a_measure_is_switched_off_and_on_by_keys(banned: MainWindow, qtbot: QtBot) -> None:
    banned.session.select("federal_ban")
    qtbot.keyClick(banned, Qt.Key.Key_M, CONTROL)
    assert not measure(banned).enabled
    qtbot.keyClick(banned, Qt.Key.Key_M, CONTROL)
    assert measure(banned).enabled


@pytest.mark.screen("the window system gives the focus")
def test_a_click_opens_the_form_and_delete_removes(banned: MainWindow, qtbot: QtBot) -> None:
    from ui.panels.levers.measure_form import MeasureForm

    bars = banned.timeline.bars
    qtbot.mouseClick(bars, LEFT, pos=bars.shape("federal_ban").rectangle.center().toPoint())
    assert banned.session.selected == "federal_ban"
    assert any(form.isVisible() for form in banned.levers.row("federal_ban").findChildren(MeasureForm))
    bars.setFocus()
    qtbot.keyClick(bars, Qt.Key.Key_Delete)
    assert banned.session.selected == ""
    assert "federal_ban" not in {measure.id for measure in banned.session.scenario.measures}


def test_locked_history_stays_and_says_why(window: MainWindow, qtbot: QtBot) -> None:
    first = window.session.scenario
    drag(window, window.timeline.bars.shape("meta_stall").rectangle.center().toPoint(), 12)
    assert window.session.selected == "meta_stall"
    assert window.session.scenario is first
    assert "history is locked" in window.statusBar().currentMessage()
    window.statusBar().clearMessage()
    press(window, qtbot, RIGHT)
    assert window.session.scenario is first
    assert "history is locked" in window.statusBar().currentMessage()


def test_free_history_can_be_dragged(window: MainWindow) -> None:
    window.session.edit("free", lambda scenario: scenario.changed(history="free"))
    start = window.session.scenario.measure("meta_stall").start
    drag(window, window.timeline.bars.shape("meta_stall").rectangle.center().toPoint(), 5)
    assert window.session.scenario.measure("meta_stall").start == start + 5


def test_every_bar_lies_where_no_other_lies(banned: MainWindow) -> None:
    lasting = [one for one in banned.session.scenario.measures if not (one.history and is_flag(one))]
    bars = [banned.timeline.bars.shape(one.id).rectangle for one in lasting]
    assert not [(one, two) for place, one in enumerate(bars) for two in bars[place + 1 :] if one.intersects(two)]


def test_events_of_history_share_a_lane_and_clicks_select_those_of_a_month_in_turn(
    window: MainWindow, qtbot: QtBot
) -> None:
    bars, session = window.timeline.bars, window.session
    events = [one for one in session.scenario.measures if one.history and is_flag(one)]
    assert len({bars.shape(one.id).rectangle.top() for one in events}) == 1
    place = bars.shape(events[0].id).rectangle.center().toPoint()
    here = [one.id for one in events if bars.shape(one.id).rectangle.adjusted(-3, -2, 3, 2).contains(place)]
    selected = []
    for _ in here:
        qtbot.mouseClick(bars, LEFT, pos=place)
        selected.append(session.selected)
    assert sorted(selected) == sorted(here)


def test_every_event_of_history_is_reached_by_the_keyboard(window: MainWindow, qtbot: QtBot) -> None:
    bars, seen = window.timeline.bars, set()
    bars.setFocus()
    for _ in window.session.scenario.measures:
        qtbot.keyClick(bars, Qt.Key.Key_Down)
        seen.add(window.session.selected)
    assert seen == {one.id for one in window.session.scenario.measures}


@pytest.mark.screen("panels are laid out again when the window system answers")
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


@pytest.mark.screen("panels are laid out again when the window system answers")
def test_the_height_of_the_timeline_is_remembered(
    open_window: Callable[..., MainWindow], base: Scenario, months: list[World], qtbot: QtBot
) -> None:
    first = open_window(base, known=months)
    dock = first.findChild(QDockWidget, "timeline")
    before = dock.height()
    first.resizeDocks([dock], [before + 60], Qt.Orientation.Vertical)
    qtbot.waitUntil(lambda: dock.height() > before)
    height = dock.height()
    first.close()
    second = open_window(base, known=months)
    qtbot.waitUntil(lambda: second.findChild(QDockWidget, "timeline").height() == height)
