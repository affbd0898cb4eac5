"""Undo and redo: the edits of one gesture are one step."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

pytest.importorskip("PySide6.QtWidgets", exc_type=ImportError)

from PySide6.QtCore import QObject
from PySide6.QtGui import QUndoCommand

from ui.models.values import Shown
from ui.session.steps import Steps
from ui.session.undo import Gestures

if TYPE_CHECKING:
    from simulator.scenario.value import Scenario

pytestmark = pytest.mark.usefixtures("qapp")


class Screen:
    """Shows a scenario, whose seed stands for everything that can be edited."""

    def __init__(self, scenario: Scenario) -> None:
        self.owner = QObject()
        self.shown = Shown(scenario)
        self.steps = Steps(self.owner, self.show)

    def show(self, shown: Shown) -> None:
        self.shown = shown

    def raise_seed(self, by: int, gesture: int | None = None) -> None:
        self.steps.edit(f"by {by}", self.shown, lambda scenario: scenario.changed(seed=scenario.seed + by), gesture)

    @property
    def seed(self) -> int:
        return self.shown.scenario.seed


@pytest.fixture
def screen(base: Scenario) -> Screen:
    return Screen(base.changed(seed=100))


def test_the_edits_of_one_gesture_are_one_step_and_start_where_it_began(screen: Screen) -> None:
    drag = Gestures().begin()
    for by in (1, 2, 3):
        screen.raise_seed(by, drag)
    assert screen.seed == 103
    assert screen.steps.stack.count() == 1
    screen.steps.undo()
    assert screen.seed == 100


def test_edits_of_two_gestures_or_of_none_are_steps_of_their_own(screen: Screen) -> None:
    for gesture in (Gestures().begin(), Gestures().begin(), None, None):
        screen.raise_seed(1, gesture)
    assert screen.seed == 104
    assert screen.steps.stack.count() == 4


def test_a_gesture_that_comes_back_leaves_no_step_and_nothing_to_compare_with(screen: Screen) -> None:
    drag = Gestures().begin()
    screen.raise_seed(5, drag)
    assert screen.shown.before is not None
    screen.raise_seed(0, drag)
    assert screen.seed == 100
    assert screen.shown.before is None
    assert not screen.steps.stack.canUndo()


def test_an_edit_that_changes_nothing_is_no_step(screen: Screen) -> None:
    screen.raise_seed(0)
    assert screen.steps.stack.count() == 0


def test_each_edit_is_shown_with_the_scenario_before_it(screen: Screen) -> None:
    screen.raise_seed(1)
    screen.raise_seed(1)
    assert screen.shown.before is not None
    assert screen.shown.before.seed == 101
    screen.steps.undo()
    assert screen.shown.before is not None
    assert screen.shown.before.seed == 100


@pytest.mark.parametrize("between", ["undo", "redo", "another step", "another scenario"])
def test_nothing_joins_a_gesture_once_something_else_was_done(screen: Screen, between: str) -> None:
    steps, drag = screen.steps, Gestures().begin()
    screen.raise_seed(1, drag)
    if between == "redo":
        steps.stack.undo()
    assert steps.joins(drag)
    {
        "undo": steps.undo,
        "redo": steps.redo,
        "another step": lambda: steps.take(QUndoCommand("something else")),
        "another scenario": steps.clear,
    }[between]()
    assert not steps.joins(drag)
    seed = screen.seed
    screen.raise_seed(1, drag)
    assert screen.seed == seed + 1


def test_keys_in_quick_succession_are_one_gesture_and_a_control_that_is_held_keeps_its_own() -> None:
    slider, other = Gestures(), Gestures()
    first = slider.begin()
    assert slider.proceed() == first
    assert slider.proceed(held=True) == first
    assert other.proceed() != first
