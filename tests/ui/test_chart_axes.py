"""Axes put months and values where they belong, and name round ones, as many as have room."""

from __future__ import annotations

from decimal import Decimal

import numpy as np
import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

pytest.importorskip("PySide6.QtCore", exc_type=ImportError)

from PySide6.QtCore import QRectF

from ui.charts.axes import Axes, round_values, years, years_between_names

AXES = Axes(QRectF(50.0, 20.0, 294.0, 200.0), 0, 147, -1.0, 3.0)


def test_months_and_values_span_the_frame() -> None:
    assert (AXES.x(0), AXES.x(147)) == (50.0, 344.0)
    assert [AXES.row(value) for value in (3.0, 1.0, -1.0)] == [20.0, 120.0, 220.0]
    assert list(AXES.xs(range(3))) == [50.0, 52.0, 54.0]


@given(st.integers(0, 147))
def test_the_month_under_its_own_pixel_is_found_again(month: int) -> None:
    assert AXES.month(AXES.x(month)) == month
    assert AXES.month(AXES.x(month) + 0.9) == month


@pytest.mark.parametrize("x, month", [(-1e6, 0), (49.0, 0), (345.0, 147), (1e6, 147)])
def test_beside_the_frame_lies_its_nearest_month(x: float, month: int) -> None:
    assert AXES.month(x) == month


def test_a_hand_outside_stays_at_the_edge_and_on_a_whole_pixel() -> None:
    shifted = Axes(QRectF(50.0, 20.0, 300.0, 200.0), 10, 157, 0.0, 1.0)
    assert (shifted.hand_x(3), shifted.hand_x(200)) == (50.0, 350.0)
    assert shifted.hand_x(11) == 52.0


@given(st.floats(-1e6, 1e6), st.floats(1e-3, 1e6), st.floats(40.0, 2000.0))
def test_named_values_are_round_and_few_and_inside(low: float, size: float, height: float) -> None:
    assume(abs(low) < 1e4 * size)  # else single digits of the values differ
    values = round_values(low, low + size, height)
    assert len(values) <= 5
    assert all(low - 1e-6 * size <= value <= low + size * (1 + 1e-6) for value in values)
    steps = np.diff(values)
    if len(steps):
        assert np.allclose(steps, steps[0], rtol=1e-6)
        assert Decimal(f"{steps[0]:.6e}").normalize().as_tuple().digits in {(1,), (2,), (5,)}
        assert np.allclose(np.round(np.array(values) / steps[0]) * steps[0], values, rtol=0.0, atol=1e-6 * steps[0])


@pytest.mark.parametrize(
    "low, high, height, values",
    [
        (0.0, 1.0, 400.0, (0.0, 0.5, 1.0)),
        (0.0, 0.8, 400.0, (0.0, 0.2, 0.4, 0.6, 0.8)),
        (-0.3, 0.4, 400.0, (-0.2, 0.0, 0.2, 0.4)),
        (1200.0, 2000.0, 100.0, (1500.0, 2000.0)),
        (0.0, 90.0, 100.0, (0.0, 50.0)),
    ],
)
def test_an_axis_names_these(low: float, high: float, height: float, values: tuple[float, ...]) -> None:
    assert round_values(low, high, height) == pytest.approx(values)


def test_the_years_named_are_those_that_begin_on_the_axis() -> None:
    assert years(AXES) == range(2024, 2036)  # from September 2023 to December 2035


@pytest.mark.parametrize("width, every", [(1470.0, 1), (420.0, 2), (147.0, 4)])
def test_years_are_left_out_where_their_names_would_touch(width: float, every: int) -> None:
    room, narrow = 34.0, Axes(QRectF(0.0, 0.0, width, 100.0), 0, 147, 0.0, 1.0)
    assert years_between_names(narrow, room) == every
    assert narrow.x(12 * every) - narrow.x(0) >= room + 10.0
    assert every == 1 or narrow.x(12 * (every - 1)) - narrow.x(0) < room + 10.0
