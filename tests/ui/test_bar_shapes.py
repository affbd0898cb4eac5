"""Where measures lie on the timeline and what a drag or a key means, decided without a widget."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QPointF, Qt

from simulator.dates import NEVER
from simulator.policies.federal_ban import FederalBan
from simulator.policy import Measure
from simulator.scenario.library import load
from ui.models.measures import Placed
from ui.panels.timeline.bar_painting import room_for_name
from ui.panels.timeline.bar_shape import BarShape, Grip
from ui.panels.timeline.dragging import Drag, KeyStep, key_step, moved
from ui.panels.timeline.lanes import room_for_label
from ui.panels.timeline.placed_measures import PlacedMeasures
from ui.panels.timeline.scale import Scale

SCALE = Scale(0.0, 1000.0, 100)  # ten pixels a month
GRIPS: tuple[Grip, ...] = ("start", "end", "ramp", "announcement", "all")
HELD = Qt.KeyboardModifier


def shape(lane: int = 0, **fields: object) -> BarShape:
    usual: dict[str, object] = {"start": 20, "end": 59, "ramp": 10, "announced": 12}
    measure = Measure(id="ban", policy=FederalBan(), **{**usual, **fields})  # type: ignore[arg-type]
    return BarShape(Placed(measure, lane, "Ban"), SCALE, 20)


def test_a_bar_reaches_from_its_first_month_to_the_end_of_its_last() -> None:
    bar = shape().rectangle
    assert bar.left() == 200.0
    assert bar.right() == pytest.approx(600.0, abs=2.0)


def test_bars_of_different_lanes_do_not_touch() -> None:
    assert shape(lane=0).rectangle.bottom() < shape(lane=1).rectangle.top()


def test_a_measure_of_one_month_is_a_mark_around_its_month() -> None:
    bar = shape(end=20, ramp=0, announced=None).rectangle
    assert bar.center().x() == 200.0
    assert bar.width() == bar.height()


def test_a_bar_rises_over_its_ramp_but_never_past_its_end() -> None:
    assert shape().risen == 100.0
    assert shape(ramp=60).risen == shape(ramp=60).rectangle.width()


@pytest.mark.parametrize("grip", GRIPS)
def test_every_handle_grabs_the_part_that_it_belongs_to(grip: Grip) -> None:
    one = shape()
    assert one.grip_at(one.handle(grip)) == grip


def test_a_click_beside_a_measure_does_not_mean_it() -> None:
    one = shape()
    middle = one.rectangle.center().y()
    assert one.covers(QPointF(121.0, middle)), "the lead"
    assert not one.covers(QPointF(110.0, middle))
    assert not one.covers(QPointF(400.0, one.rectangle.bottom() + 5))


def named(name: str, **fields: object) -> BarShape:
    one = shape(**fields)
    return one._replace(placed=one.placed._replace(measure=one.placed.measure.changed(id=name)))


def test_clicks_on_measures_that_lie_on_one_another_select_each_in_turn() -> None:
    shapes = (named("one"), named("two"), named("elsewhere", start=80, end=90, announced=None))
    place, selected = shapes[0].rectangle.center(), ""
    clicked = []
    for _ in range(3):
        found = PlacedMeasures(shapes, selected).next_at(place)
        assert found is not None
        selected = found.placed.measure.id
        clicked.append(selected)
    assert clicked == ["one", "two", "one"]
    assert PlacedMeasures(shapes, "two").at(place) == shapes[1], "the pointer means the selected one"
    assert PlacedMeasures(shapes, "two").at(QPointF(5.0, 5.0)) is None


def test_keys_reach_every_measure_and_go_round() -> None:
    shapes = (named("one"), named("two"))
    assert PlacedMeasures(shapes, "").next_name(1) == "one"
    assert PlacedMeasures(shapes, "").next_name(-1) == "two"
    assert PlacedMeasures(shapes, "two").next_name(1) == "one"
    assert PlacedMeasures((), "").next_name(1) == ""


def test_a_click_with_an_unsteady_hand_is_no_drag() -> None:
    drag = Drag("ban", "all", 300.0, 2.0).at(303.0)
    assert (drag.begun, drag.months) == (False, 0)


def test_a_drag_that_comes_back_has_moved_nothing() -> None:
    there = Drag("ban", "all", 300.0, 10.0).at(352.0)
    assert (there.begun, there.months) == (True, 5)
    back = there.at(301.0)
    assert (back.begun, back.months) == (True, 0)


def test_a_key_moves_the_part_that_the_held_keys_name() -> None:
    assert key_step(Qt.Key.Key_Right, HELD.NoModifier) == KeyStep("all", 1)
    assert key_step(Qt.Key.Key_PageUp, HELD.ShiftModifier) == KeyStep("end", -12)
    assert key_step(Qt.Key.Key_Left, HELD.ControlModifier | HELD.ShiftModifier) == KeyStep("announcement", -1)
    assert key_step(Qt.Key.Key_Right, HELD.MetaModifier) is None
    assert key_step(Qt.Key.Key_A, HELD.NoModifier) is None


@pytest.mark.parametrize(
    "grip, dates",
    [
        ("all", (23, 62, 10, 15)),
        ("start", (23, 59, 10, 12)),
        ("end", (20, 62, 10, 12)),
        ("ramp", (20, 59, 13, 12)),
        ("announcement", (20, 59, 10, 15)),
    ],
)
def test_a_drag_of_three_months_changes_only_what_was_grabbed(grip: Grip, dates: tuple[int, int, int, int]) -> None:
    scenario = load("base").with_measure(shape().placed.measure)
    after = moved(scenario, "ban", grip, 3).measure("ban")
    assert (after.start, after.end, after.ramp, after.announced) == dates


def test_a_name_stands_after_the_slope_else_on_it_else_beside_the_bar() -> None:
    one = shape()
    assert room_for_name(one, 200, 1000.0).left() == 306.0
    assert room_for_name(one, 350, 1000.0).left() == 206.0
    assert room_for_name(shape(end=24, ramp=0), 200, 1000.0).left() > shape(end=24).rectangle.right()
    assert room_for_name(shape(start=90, end=NEVER, ramp=0), 200, 1000.0).left() == 906.0, "no room beside it either"


def test_the_label_of_a_future_stands_left_of_where_it_parts_where_the_right_has_no_room() -> None:
    assert room_for_label(100.0, 80.0, 1000.0)[0] > 100.0
    left, end = room_for_label(950.0, 80.0, 1000.0)
    assert left < end <= 950.0
