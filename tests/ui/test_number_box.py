"""A box keeps what is typed: it is taken, or it stays, marked, with a sentence; and what it holds it shows exactly."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING

import pytest

pytest.importorskip("PySide6.QtWidgets", exc_type=ImportError)

from PySide6.QtWidgets import QApplication, QLabel, QVBoxLayout, QWidget

from simulator.dates import HORIZON, NEVER, month_number
from simulator.parameters import Param
from tests.ui.keyboard import enter, press, type_over
from ui.look import wording
from ui.widgets.month_box import MonthBox
from ui.widgets.number_box import NumberBox, WholeBox

if TYPE_CHECKING:
    from pytestqt.qtbot import QtBot

    from ui.widgets.typed_box import TypedBox

SHARE = Param("share", 0.0, 1.0, "A share.", "a source")
MONEY = Param("$M a month", 0.0, 5000.0, "Money.", "a source")
SEED = Param("", 0, 2**53, "A seed.", "a source")


Show = Callable[["TypedBox"], QWidget]


@pytest.fixture
def show(qtbot: QtBot) -> Iterator[Show]:
    """Return how to put a box and room below it on screen, with something else to go to."""
    windows: list[QWidget] = []  # nothing else keeps them

    def show_one(box: TypedBox) -> QWidget:
        window = QWidget()
        layout = QVBoxLayout(window)
        layout.addWidget(box)
        layout.addWidget(NumberBox(SHARE, 0.5))
        layout.addStretch(1)
        window.resize(400, 300)
        windows.append(window)
        qtbot.addWidget(window)
        with qtbot.waitActive(window):
            window.show()
            window.activateWindow()
        return window

    yield show_one
    windows.clear()


def told(window: QWidget) -> list[str]:
    """Return the sentences that stand on a window."""
    return [label.text() for label in window.findChildren(QLabel) if label.isVisible()]


def plain(box: TypedBox) -> str:
    return box.text().replace(wording.HARD_SPACE, " ")


@pytest.mark.parametrize(
    "typed, number", [("0,9", 0.009), ("7,5", 0.075), ("10,5 %", 0.105), ("25", 0.25), (".5", 0.005)]
)
def test_a_comma_and_a_point_both_part_decimals(typed: str, number: float, show: Show) -> None:
    box = NumberBox(SHARE, 0.5)
    window = show(box)
    enter(box, typed)
    assert (box.number, told(window), box.property("refused")) == (number, [], None)


@pytest.mark.parametrize(
    "declared, typed, sentence",
    [
        (SHARE, "105", "Between 0 % and 100 %; “105” is not possible."),
        (SHARE, "abc", "Write a number between 0 % and 100 %; “abc” is none."),
        (MONEY, "70000", "Between $0 m and $5 000 m; “70000” is not possible."),
        (MONEY, "1,234", "“1,234” can be read in two ways. Write 1.2340 or 1 234."),
    ],
)
def test_what_cannot_be_taken_stays_as_typed_marked_and_told(
    declared: Param, typed: str, sentence: str, show: Show
) -> None:
    box = NumberBox(declared, 0.5)
    window = show(box)
    enter(box, typed)
    assert (box.text(), box.number, box.property("refused")) == (typed, 0.5, True)
    assert [each.replace(wording.HARD_SPACE, " ") for each in told(window)] == [sentence]
    assert box.accessibleDescription().replace(wording.HARD_SPACE, " ") == sentence


def test_the_mark_goes_as_soon_as_what_is_typed_makes_sense(show: Show) -> None:
    box = NumberBox(SHARE, 0.5)
    window = show(box)
    enter(box, "105")
    press("Backspace")  # Enter selects nothing that was refused
    assert (box.text(), told(window), box.property("refused")) == ("10", [], False)
    press("Return")
    assert box.number == 0.1


def test_what_is_pasted_is_kept_like_what_is_typed(show: Show) -> None:
    box = NumberBox(SHARE, 0.5)
    show(box)
    QApplication.clipboard().setText("12,5 apples")
    type_over(box, "")
    press("Ctrl+V")
    press("Return")
    assert (box.text(), box.number, box.property("refused")) == ("12,5 apples", 0.5, True)


def test_escape_takes_back_what_is_typed_and_the_box_keeps_the_focus(show: Show) -> None:
    box = NumberBox(SHARE, 0.5)
    window = show(box)
    enter(box, "105")
    press("Escape")
    assert (plain(box), told(window), box.property("refused")) == ("50 %", [], False)
    assert QApplication.focusWidget() is box
    assert box.lineEdit().selectedText() == box.text()


def test_what_is_typed_is_taken_when_the_box_is_left(show: Show) -> None:
    box = NumberBox(SHARE, 0.5)
    show(box)
    type_over(box, "20")
    press("Tab")
    assert (plain(box), box.number) == ("20 %", 0.2)


def test_what_is_being_typed_survives_a_new_value(show: Show) -> None:
    box = NumberBox(SHARE, 0.5)
    show(box)
    type_over(box, "20")
    box.show_number(0.7)
    assert box.text() == "20"
    press("Escape")
    assert plain(box) == "70 %"


@pytest.mark.parametrize("number", [0.123456789, 0.1 + 0.2, 1e-9, 1 / 3])
def test_a_number_is_shown_with_all_its_digits_and_entering_it_changes_nothing(number: float, show: Show) -> None:
    box = NumberBox(SHARE, number)
    show(box)
    changed: list[float] = []
    box.number_changed.connect(changed.append)
    box.setFocus()
    press("Return")
    enter(box, box.text())
    assert (box.number, changed) == (number, [])


def test_a_step_stays_within_the_range_and_is_exact(show: Show) -> None:
    box = NumberBox(SHARE, 0.985)
    show(box)
    box.setFocus()
    press("Up")
    assert box.number == 0.995
    press("Up")
    assert box.number == 1.0


def test_whole_numbers_of_any_size_are_kept(show: Show) -> None:
    box = WholeBox(SEED, 1)
    show(box)
    for seed in (0, 20261127, 2**53 - 1, 2**53):
        enter(box, str(seed))
        assert box.number == seed
    enter(box, "2,5")
    assert (box.text(), box.number) == ("2,5", 2**53)


def test_a_month_is_typed_as_people_write_it_and_words_stand_for_none(show: Show) -> None:
    box = MonthBox("Month", before_first="Not before", after_last="No end")
    window = show(box)
    for typed, month in (
        ("March 2027", month_number("2027-03")),
        ("no end", NEVER),
        ("1.4.2027", month_number("2027-04")),
        ("Not before", None),
    ):
        enter(box, typed)
        assert (box.month, told(window)) == (month, [])
    enter(box, "Mar 27")
    assert box.text() == "Mar 27"
    assert told(window)


def test_a_month_is_stepped_by_months_and_years_as_far_as_there_are_any(show: Show) -> None:
    box = MonthBox("Month", after_last="No end")
    show(box)
    box.setFocus()
    box.show_month(HORIZON - 2)
    for keys, month in (
        ("Up", HORIZON - 1),
        ("Up", NEVER),
        ("Up", NEVER),
        ("Down", HORIZON - 1),
        ("PgDown", HORIZON - 13),
    ):
        press(keys)
        assert box.month == month
