"""Months are numbers that count from September 2023, and words."""

import re

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as some

from simulator.dates import HORIZON, NEVER, NOW, month_number, month_text, month_words

MONTHS = some.integers(-12_284, 95_700)  # the years 1000 to 9999, which have four digits


@pytest.mark.parametrize(
    "number, text, words",
    [
        (0, "2023-09", "Sep 2023"),
        (3, "2023-12", "Dec 2023"),
        (4, "2024-01", "Jan 2024"),
        (NOW, "2026-01", "Jan 2026"),
        (HORIZON - 1, "2035-12", "Dec 2035"),
        (-1, "2023-08", "Aug 2023"),
    ],
)
def test_a_month_in_three_forms(number: int, text: str, words: str) -> None:
    assert month_number(text) == number
    assert month_text(number) == text
    assert month_words(number) == words


@given(MONTHS)
def test_text_and_number_are_the_same_month(number: int) -> None:
    assert month_number(month_text(number)) == number


@given(MONTHS)
def test_months_follow_each_other(number: int) -> None:
    year, month = map(int, month_text(number).split("-"))
    following = f"{year + month // 12:04d}-{month % 12 + 1:02d}"
    assert month_text(number + 1) == following


@given(some.text().filter(lambda text: not re.fullmatch(r"\d{4}-\d{2}", text)))
def test_any_other_text_is_refused_with_a_sentence(text: str) -> None:
    with pytest.raises(ValueError, match='as in "2026-01"'):
        month_number(text)


@pytest.mark.parametrize("wrong", ["", "2026", "2026-00", "2026-13", "26-01", "2026-1", "2026-01-01", "2026-01\n"])
def test_what_is_nearly_a_month_is_refused(wrong: str) -> None:
    with pytest.raises(ValueError, match="is not a month"):
        month_number(wrong)


def test_never_comes_after_every_month_and_fits_its_column() -> None:
    assert HORIZON < NEVER <= np.iinfo(np.int16).max
