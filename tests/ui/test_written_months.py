"""Months are read in every form in which people write them, or refused with what is wanted."""

from __future__ import annotations

import pytest

pytest.importorskip("PySide6.QtCore", exc_type=ImportError)

from simulator.dates import HORIZON, month_number, month_text, month_words
from ui.widgets.written_months import month_in
from ui.widgets.written_numbers import MisreadError

LAST = HORIZON - 1


@pytest.mark.parametrize(
    "typed",
    [
        "Mar 2027",
        "March 2027",
        "march, 2027",
        "MAR. 2027",
        "2027 March",
        "03/2027",
        "3/2027",
        "3.2027",
        "3-2027",
        "2027-03",
        "2027-3",
        "2027/3",
        "1.3.2027",
        "01.03.2027",
        "2027-03-01",
        "1 March 2027",
        "March 1, 2027",
        " Mar\N{NO-BREAK SPACE}2027 ",
    ],
)
def test_a_month_is_read_however_it_is_written(typed: str) -> None:
    assert month_text(month_in(typed, 0, LAST)) == "2027-03"


def test_every_month_is_read_as_files_and_texts_write_it() -> None:
    for month in range(HORIZON):
        assert month_in(month_text(month), 0, LAST) == month
        assert month_in(month_words(month), 0, LAST) == month


@pytest.mark.parametrize(
    "typed", ["", "2027", "Mar 27", "ma 2027", "Marble 2027", "13/2027", "0/2027", "2027/2028", "soon"]
)
def test_what_is_no_month_is_refused_with_the_form_of_one(typed: str) -> None:
    with pytest.raises(MisreadError, match="Write a month and its year"):
        month_in(typed, 0, LAST)


def test_a_date_that_some_read_the_other_way_round_is_asked_for_in_words() -> None:
    with pytest.raises(MisreadError, match=r"can be read in two ways. Write Jan 2027 or Apr 2027\."):
        month_in("1/4/2027", 0, LAST)
    assert month_in("1/1/2027", 0, LAST) == month_number("2027-01")


@pytest.mark.parametrize("typed", ["15.4.2027", "2027-04-15", "4/15/2027", "15 April 2027"])
def test_a_day_in_the_middle_of_a_month_is_not_dropped_in_silence(typed: str) -> None:
    with pytest.raises(MisreadError, match=r"names a day. Write Apr 2027\."):
        month_in(typed, 0, LAST)


@pytest.mark.parametrize("typed", ["2040-01", "Aug 2023"])
def test_a_month_out_of_range_is_refused_with_the_range(typed: str) -> None:
    with pytest.raises(MisreadError, match=f"Between Sep 2023 and Dec 2035; “{typed}” is not possible."):
        month_in(typed, 0, LAST)
