"""The box beside the mouse lists a month from the top down, and stays inside the chart."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

pytest.importorskip("PySide6.QtGui", exc_type=ImportError)

from PySide6.QtCore import QPointF, QRectF, QSizeF

from tests.ui.charting import LETTER, LINE, laid_out, rows, scene
from ui.charts.read_out import ReadOut, beside, box_size, lines_of, nearest, read_out, readings
from ui.figures.figure import Figure

SPACE = "\N{NO-BREAK SPACE}"
ROOM = QSizeF(800.0, 400.0)


def said_of(figure: Figure, month: int) -> ReadOut:
    """Return what the box says of a month, nothing being under the mouse."""
    _, marks = laid_out(scene(figure))
    return read_out(figure, month, readings(figure, month, marks.marks_at(figure.position(month))), None)


def test_it_lists_exact_values_as_the_marks_lie() -> None:
    stacked = said_of(rows("stacked", [0.104] * 30, [0.896] * 30), 3)
    assert [(each.series.key, each.value) for each in stacked.readings] == [
        ("google", f"89.6{SPACE}%"),
        ("openai", f"10.4{SPACE}%"),
    ]
    crossing = rows("lines", [0.1, 0.3], [0.2, 0.2])
    assert [each.series.key for each in said_of(crossing, 0).readings] == ["google", "openai"]
    assert [each.series.key for each in said_of(crossing, 1).readings] == ["openai", "google"]


def test_it_leaves_out_what_has_no_value() -> None:
    said = said_of(rows("lines", [0.1, np.nan, 0.3], [0.2, 0.2, 0.2]), 1)
    assert [each.series.key for each in said.readings] == ["google"]


def test_it_names_the_month_and_the_old_future_where_there_is_one() -> None:
    figure = rows("lines", [0.1, 0.1], [0.2, 0.2], ghosts=([np.nan, 0.15], [np.nan, np.nan]))
    before, after = said_of(figure, 0), said_of(figure, 1)
    assert (before.month, before.ghost) == ("Sep 2023", "")
    assert (after.month, after.ghost) == ("Oct 2023", "before")
    assert [each.before for each in after.readings] == ["", f"15.0{SPACE}%"]


@pytest.mark.parametrize(
    "pointed, room, listed",
    [(None, 3, "012"), (0, 3, "012"), (2, 3, "123"), (5, 3, "345"), (4, 2, "34"), (1, 9, "012345"), (5, 1, "5")],
)
def test_where_few_lines_have_room_they_are_those_around_the_mouse(pointed: int | None, room: int, listed: str) -> None:
    figure = rows("lines", *([level] for level in (0.6, 0.5, 0.4, 0.3, 0.2, 0.1)))
    _, marks = laid_out(scene(figure))
    found = readings(figure, 0, marks.marks_at(0))
    series = None if pointed is None else figure.series[pointed]
    assert [each.series for each in nearest(found, series, room)] == [figure.series[int(place)] for place in listed]


def test_the_box_has_room_for_the_longest_of_each_column() -> None:
    figure = rows("stacked", [0.104] * 2, [0.896] * 2, ghosts=([0.2, 0.2], [0.8, 0.8]))
    size = box_size(said_of(figure, 0), scene(figure).lettering)
    longest = LETTER * (len("Openai") + len("89.6 %") + len("20.0 %"))
    assert longest < size.width() <= longest + 70.0
    assert size.height() == 3 * LINE + 10.0
    assert lines_of(QSizeF(200.0, size.height() + 6.0), LINE) == 2


def test_the_box_of_an_unknown_month_has_room_for_the_month() -> None:
    figure = rows("lines", [0.1])
    size = box_size(read_out(figure, 90, (), None), scene(figure).lettering)
    assert size.width() >= LETTER * len("Mar 2031")
    assert size.height() == LINE + 10.0


@given(st.floats(0.0, 800.0), st.floats(0.0, 400.0), st.floats(20.0, 380.0), st.floats(20.0, 390.0))
def test_the_box_stays_inside_and_off_the_mouse(x: float, y: float, width: float, height: float) -> None:
    area = beside(QPointF(x, y), QSizeF(width, height), ROOM)
    assert area.size() == QSizeF(width, height)
    assert QRectF(QPointF(), ROOM).contains(area)
    assert not area.adjusted(-5.0, 0.0, 5.0, 0.0).contains(QPointF(x, y))


def test_the_box_is_right_of_the_mouse_and_below_it_where_it_can() -> None:
    assert beside(QPointF(100.0, 50.0), QSizeF(200.0, 100.0), ROOM).topLeft() == QPointF(114.0, 64.0)
    turned = beside(QPointF(700.0, 350.0), QSizeF(200.0, 100.0), ROOM)
    assert (turned.right(), turned.bottom()) == (690.0, 397.0)
