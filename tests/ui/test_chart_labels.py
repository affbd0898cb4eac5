"""Labels stand beside their marks, none over another, with as much of name and number as has room."""

from __future__ import annotations

from dataclasses import replace
from itertools import pairwise

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

pytest.importorskip("PySide6.QtGui", exc_type=ImportError)

from tests.ui.charting import LETTER, LINE, laid_out, rows, scene
from ui.charts.labels import Label, apart, labelled_position, place_labels
from ui.charts.scene import Scene

MONTHS = 148
NOTHING = np.nan


def labels(shown: Scene, width: float = 800.0, height: float = 400.0) -> tuple[Label, ...]:
    return place_labels(shown, *laid_out(shown, width, height))


def level(*shares: float) -> list[list[float]]:
    """Return a row of constant values for each."""
    return [[share] * MONTHS for share in shares]


def test_a_label_stands_in_the_middle_of_its_band_behind_the_right_edge() -> None:
    shown = scene(rows("stacked", *level(0.4, 0.6)))
    layout, _ = laid_out(shown)
    upper, lower = labels(shown)
    frame = layout.axes.frame
    assert [upper.series.key, lower.series.key] == ["google", "openai"]
    assert lower.place.center().y() == pytest.approx(frame.bottom() - 0.2 * frame.height())
    assert upper.place.center().y() == pytest.approx(frame.bottom() - 0.7 * frame.height())
    assert lower.at == pytest.approx(lower.place.center().y())
    assert lower.place.left() > frame.right()
    assert lower.place.right() <= 800.0


def test_a_label_has_the_name_and_the_last_known_number() -> None:
    first = [0.25] * 60 + [NOTHING] * 88
    second = [0.75] * 60 + [NOTHING] * 88
    found = labels(scene(rows("stacked", first, second)))
    assert [(label.words, label.number) for label in found] == [
        ("Google", "75\N{NO-BREAK SPACE}%"),
        ("Openai", "25\N{NO-BREAK SPACE}%"),
    ]


def test_over_a_hidden_future_labels_say_and_stand_at_the_hand() -> None:
    rising = list(np.linspace(0.1, 0.9, MONTHS))
    falling = [1.0 - share for share in rising]
    shown = scene(rows("stacked", rising, falling), hand=50, covered=True)
    layout, _ = laid_out(shown)
    (upper, lower) = labels(shown)
    assert lower.number == f"{100 * rising[50]:.0f}\N{NO-BREAK SPACE}%"
    assert layout.axes.x(50) < lower.place.left() < layout.axes.x(62)
    assert upper.place.left() == lower.place.left()


@pytest.mark.parametrize("hand, covered, position", [(28, False, 59), (28, True, 28), (100, True, 59)])
def test_labels_say_the_last_month_on_show(hand: int, covered: bool, position: int) -> None:  # noqa: FBT001
    figure = rows("lines", [0.5] * 60 + [NOTHING] * 88)
    assert labelled_position(scene(figure, hand=hand, covered=covered)) == position


def test_a_figure_of_unknown_values_has_no_labels() -> None:
    assert labels(scene(rows("lines", [NOTHING] * MONTHS))) == ()


@pytest.mark.parametrize("height, room", [(110.0, 3), (140.0, 5)])
def test_where_few_have_room_the_largest_are_named(height: float, room: int) -> None:
    sizes = (0.5, 0.48, 0.52, 0.1, 0.05, 0.02)
    shown = scene(rows("lines", *level(*sizes)), headed=False)
    layout, _ = laid_out(shown, 800.0, height)
    assert room * LINE <= layout.axes.frame.height() + 8.0 < (room + 1) * LINE
    largest = sorted(zip(sizes, shown.figure.series, strict=True), key=lambda pair: -pair[0])[:room]
    assert {label.series.key for label in labels(shown, 800.0, height)} == {series.key for _, series in largest}


@given(st.lists(st.floats(0.001, 1.0), min_size=2, max_size=6), st.floats(120.0, 500.0), st.booleans())
def test_labels_stand_clear_of_each_other_inside_the_chart(sizes: list[float], height: float, covered: bool) -> None:  # noqa: FBT001
    shares = np.array(sizes) / sum(sizes)
    shown = scene(rows("stacked", *level(*map(float, shares))), covered=covered)
    places = [label.place for label in labels(shown, 700.0, height)]
    assert places
    assert all(lower.top() - upper.top() >= LINE - 1e-6 for upper, lower in pairwise(places))
    assert places[0].top() >= 0.0
    assert places[-1].bottom() <= height
    assert all(0.0 < place.left() < place.right() <= 700.0 for place in places)


def test_bands_and_differences_too_small_to_see_are_not_named() -> None:
    assert [label.series.key for label in labels(scene(rows("stacked", *level(0.001, 0.999))))] == ["google"]
    signed = replace(rows("lines", *level(0.01, 0.3)), low=-0.5, high=0.5, signed=True)
    assert [label.series.key for label in labels(scene(signed))] == ["google"]


def test_a_chart_beside_a_large_one_leaves_out_numbers_that_have_no_room_and_a_single_name() -> None:
    pair = rows("lines", *level(0.4, 0.6))
    wide, narrow = (labels(scene(pair, compact=True, headed=False), width, 170.0) for width in (400.0, 200.0))
    assert [label.number for label in wide] == ["60\N{NO-BREAK SPACE}%", "40\N{NO-BREAK SPACE}%"]
    assert [label.number for label in narrow] == ["", ""]
    (single,) = labels(scene(rows("lines", *level(0.4)), compact=True, headed=False), 400.0, 170.0)
    assert single.words == ""


def test_names_are_shortened_where_some_have_no_room() -> None:
    figure = rows("stacked", *level(0.5, 0.5))
    long = replace(figure.series[0], name="A name of many words, far too many", brief="Some")
    figure = replace(figure, series=(long, figure.series[1]))
    assert [label.words for label in labels(scene(figure), 1600.0)] == ["Google", long.name]
    assert [label.words for label in labels(scene(figure), 400.0)] == ["Google", "Some"]
    assert LETTER * len(long.name) > 0.38 * 400.0


@given(st.lists(st.floats(0.0, 300.0), min_size=1, max_size=14))
def test_labels_apart_keep_order_distance_and_limits(wanted: list[float]) -> None:
    placed = apart(np.sort(np.array(wanted)), 16.0, 8.0, 292.0)
    assert np.all(np.diff(placed) >= 16.0 - 1e-9)
    assert placed[0] >= 8.0 - 1e-9
    assert placed[-1] <= 292.0 + 1e-9


def test_labels_with_room_stay_where_they_are() -> None:
    wanted = np.array([10.0, 40.0, 90.0])
    assert np.array_equal(apart(wanted, 16.0, 8.0, 292.0), wanted)


@given(st.lists(st.floats(0.0, 300.0), min_size=2, max_size=6))
def test_no_other_places_are_nearer_to_where_labels_want_to_be(wanted: list[float]) -> None:
    order = np.sort(np.array(wanted))
    placed = apart(order, 16.0, -1e6, 1e6)
    distance = ((placed - order) ** 2).sum()
    for number in range(len(order)):
        for step in (-0.5, 0.5):
            other = placed.copy()
            other[number:] += step  # together with all below it, or above it, each keeps its distance
            if np.all(np.diff(other) >= 16.0 - 1e-9):
                assert ((other - order) ** 2).sum() >= distance - 1e-6
