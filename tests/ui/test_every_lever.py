"""Every lever is moved by the mouse and by the keyboard, and its measure stands on the timeline as it was moved."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest

from simulator.policy import POLICIES
from ui.session import edits

if TYPE_CHECKING:
    from simulator.policy import Measure
    from ui.window.main_window import MainWindow

NOW = 28
LEFT, NO_KEYS = Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier


def placed(window: MainWindow) -> list[Measure]:
    """Return the measures that were put on the timeline, history aside."""
    return [measure for measure in window.session.scenario.measures if not measure.history]


def test_every_lever_is_switched_on_and_off_by_the_mouse(window: MainWindow) -> None:
    first = window.session.scenario
    for name in POLICIES:
        row = window.levers.open(name)
        window.levers.ensureWidgetVisible(row.tick)
        tick = QPoint(10, row.tick.height() // 2)
        QTest.mouseClick(row.tick, LEFT, NO_KEYS, tick)
        (measure,) = placed(window)
        assert (measure.policy.id, measure.start) == (name, NOW)
        assert measure.strength == POLICIES[name].greatest_strength
        assert window.session.steps.stack.count() == 1
        QTest.mouseClick(row.tick, LEFT, NO_KEYS, tick)
        assert placed(window) == []
        window.session.open(first, None)


@pytest.mark.screen("the window system gives the focus")
def test_every_lever_is_switched_on_and_off_by_the_keyboard(window: MainWindow) -> None:
    for name in POLICIES:
        row = window.levers.open(name)
        row.tick.setFocus(Qt.FocusReason.TabFocusReason)
        QTest.keyClick(row.tick, Qt.Key.Key_Space)
        (measure,) = placed(window)
        assert (measure.policy.id, measure.strength) == (name, POLICIES[name].greatest_strength)
        QTest.keyClick(row.tick, Qt.Key.Key_Space)
        assert placed(window) == [], name
        assert not window.player.playing


def test_every_graded_lever_is_set_by_a_click_and_by_arrow_keys(window: MainWindow) -> None:
    first = window.session.scenario
    for name in POLICIES:
        if edits.is_switch(POLICIES[name]):
            continue
        row = window.levers.open(name)
        QTest.mouseClick(row.slider, LEFT, NO_KEYS, QPoint(row.slider.width() // 2, row.slider.height() // 2))
        (measure,) = placed(window)
        greatest = POLICIES[name].greatest_strength
        assert 0.3 * greatest < measure.strength < 0.7 * greatest, name
        row.slider.setFocus(Qt.FocusReason.TabFocusReason)
        QTest.keyClick(row.slider, Qt.Key.Key_Right)
        (moved,) = placed(window)
        assert moved.strength > measure.strength, name
        QTest.keyClick(row.slider, Qt.Key.Key_Home)
        assert placed(window) == [], name
        window.session.open(first, None)


@pytest.mark.parametrize("name", sorted(name for name in POLICIES if edits.is_switch(POLICIES[name])))
def test_what_is_on_or_off_has_no_slider(window: MainWindow, name: str) -> None:
    assert not window.levers.open(name).slider.isVisible()
