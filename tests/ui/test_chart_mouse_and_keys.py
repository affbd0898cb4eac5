"""What the mouse and the keys ask a chart for, without a chart."""

from __future__ import annotations

import pytest

pytest.importorskip("PySide6.QtGui", exc_type=ImportError)

from PySide6.QtCore import QPointF, Qt

from tests.ui.charting import LINE, laid_out, rows, scene
from ui.charts.labels import place_labels
from ui.charts.mouse_and_keys import (
    Asked,
    MonthAsked,
    Mouse,
    Pointed,
    SeriesClicked,
    SeriesWanted,
    asked_by_key,
    label_at,
    pointed_at,
)

MONTHS = 148
HALVES = scene(rows("stacked", [0.5] * MONTHS, [0.5] * MONTHS))
LAYOUT, MARKS = laid_out(HALVES)
AXES = LAYOUT.axes
LABELS = place_labels(HALVES, LAYOUT, MARKS)


def at(month: float, value: float) -> QPointF:
    """Return where a month and a value are."""
    return QPointF(AXES.x(month), AXES.row(value))


def press(mouse: Mouse, point: QPointF) -> Asked | None:
    return mouse.press(point, AXES, LABELS, LINE)


# --- The mouse ----------------------------------------------------------------------------------------------


@pytest.mark.parametrize("value, series", [(0.3, 0), (0.8, 1)])
def test_a_band_is_found_under_the_mouse(value: float, series: int) -> None:
    assert pointed_at(at(40, value), HALVES, AXES, MARKS) == Pointed(40, series)


def test_a_curve_is_found_near_the_mouse_and_none_between_curves() -> None:
    lines = scene(rows("lines", [0.2] * MONTHS, [0.8] * MONTHS))
    layout, marks = laid_out(lines)
    found = [
        pointed_at(QPointF(layout.axes.x(9), layout.axes.row(value)), lines, layout.axes, marks)
        for value in (0.21, 0.5, 0.79)
    ]
    assert found == [Pointed(9, 0), Pointed(9, None), Pointed(9, 1)]


def test_a_month_not_simulated_yet_has_no_series() -> None:
    short = scene(rows("stacked", [0.5] * 30, [0.5] * 30))
    layout, marks = laid_out(short)
    point = QPointF(layout.axes.x(100), layout.axes.row(0.3))
    assert pointed_at(point, short, layout.axes, marks) == Pointed(100, None)


@pytest.mark.parametrize("x, y", [(-20.0, 10.0), (10.0, -20.0)])
def test_outside_the_frame_lies_nothing(x: float, y: float) -> None:
    assert pointed_at(AXES.frame.topLeft() + QPointF(x, y), HALVES, AXES, MARKS) is None


def test_a_hidden_future_cannot_be_pointed_at() -> None:
    covered = scene(HALVES.figure, hand=50, covered=True)
    assert pointed_at(at(50, 0.3), covered, AXES, MARKS) == Pointed(50, 0)
    assert pointed_at(at(51, 0.3), covered, AXES, MARKS) is None


def test_a_label_is_found_and_a_press_on_it_asks_for_its_series() -> None:
    for label in LABELS:
        assert label_at(label.place.center(), LABELS) is label
        assert press(Mouse(), label.place.center()) == SeriesClicked(label.series.key)
    assert label_at(at(40, 0.3), LABELS) is None


def test_a_press_and_a_release_in_one_place_ask_for_the_month_and_then_for_the_series() -> None:
    mouse, point = Mouse(), at(40, 0.3)
    assert press(mouse, point) == MonthAsked(40)
    assert mouse.move(point + QPointF(1.0, 1.0), AXES) is None
    assert mouse.release(point + QPointF(1.0, 2.0), "openai") == SeriesClicked("openai")


def test_a_click_between_the_marks_asks_for_no_series() -> None:
    mouse = Mouse()
    press(mouse, at(40, 0.3))
    assert mouse.release(at(40, 0.3), "") is None


def test_a_drag_asks_for_each_month_once_and_for_no_series() -> None:
    mouse = Mouse()
    asked = [press(mouse, at(40, 0.3)), *(mouse.move(at(month, 0.3), AXES) for month in (41, 41, 45, 900))]
    assert asked == [MonthAsked(40), MonthAsked(41), None, MonthAsked(45), MonthAsked(147)]
    assert mouse.release(at(147, 0.3), "openai") is None


def test_a_mouse_that_moves_without_the_button_asks_for_nothing() -> None:
    mouse = Mouse()
    assert mouse.move(at(41, 0.3), AXES) is None
    press(mouse, at(40, 0.3))
    mouse.release(at(40, 0.3), "")
    assert mouse.move(at(60, 0.3), AXES) is None
    assert mouse.release(at(60, 0.3), "openai") is None


def test_the_second_press_in_a_month_asks_for_it_again() -> None:
    mouse = Mouse()
    for _ in range(2):
        assert press(mouse, at(40, 0.3)) == MonthAsked(40)
        mouse.release(at(40, 0.3), "")


@pytest.mark.parametrize("down, asked", [(-1.5 * LINE, True), (-2.5 * LINE, False)])
def test_the_strip_above_the_frame_drags_the_hand_too(down: float, asked: bool) -> None:  # noqa: FBT001
    point = QPointF(AXES.x(40), AXES.frame.top() + down)
    assert press(Mouse(), point) == (MonthAsked(40) if asked else None)


# --- The keys -----------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "hand, key, month",
    [
        (28, Qt.Key.Key_Left, 27),
        (28, Qt.Key.Key_Right, 29),
        (28, Qt.Key.Key_PageUp, 16),
        (28, Qt.Key.Key_PageDown, 40),
        (28, Qt.Key.Key_Home, 0),
        (28, Qt.Key.Key_End, 147),
        (0, Qt.Key.Key_Left, 0),
        (140, Qt.Key.Key_PageDown, 147),
    ],
)
def test_keys_ask_for_months_on_the_axis(hand: int, key: Qt.Key, month: int) -> None:
    assert asked_by_key(key, scene(HALVES.figure, hand=hand), AXES, LABELS) == MonthAsked(month)


@pytest.mark.parametrize(
    "selected, key, wanted",
    [
        ("", Qt.Key.Key_Down, "google"),  # the uppermost band
        ("", Qt.Key.Key_Up, "openai"),
        ("google", Qt.Key.Key_Down, "openai"),
        ("openai", Qt.Key.Key_Down, "google"),
        ("google", Qt.Key.Key_Up, "openai"),
        ("a maker of another figure", Qt.Key.Key_Down, "google"),
        ("google", Qt.Key.Key_Escape, ""),
    ],
)
def test_keys_walk_through_the_series_as_they_lie(selected: str, key: Qt.Key, wanted: str) -> None:
    assert asked_by_key(key, scene(HALVES.figure, selected=selected), AXES, LABELS) == SeriesWanted(wanted)


def test_other_keys_mean_nothing_to_a_chart() -> None:
    assert asked_by_key(Qt.Key.Key_A, HALVES, AXES, LABELS) is None
    assert asked_by_key(Qt.Key.Key_Escape, HALVES, AXES, LABELS) is None
    assert asked_by_key(Qt.Key.Key_Down, HALVES, AXES, ()) is None
