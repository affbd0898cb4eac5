"""Numbers are read as they were meant or not at all, and whatever is written is read back as the same number."""

from __future__ import annotations

from decimal import Decimal

import pytest

pytest.importorskip("PySide6.QtCore", exc_type=ImportError)

from hypothesis import given
from hypothesis import strategies as st

from ui.widgets.written_numbers import MisreadError, Span, number_in, tidied, without_unit, written

PERCENT = Span(Decimal(0), Decimal(100), False, "{} %".format)
MONEY = Span(Decimal(0), Decimal(5000), False, "${}".format)
MONTHS = Span(Decimal(0), Decimal(148), True, str)
SEED = Span(Decimal(0), Decimal(2**53), True, str)


@pytest.mark.parametrize(
    "typed, span, meant",
    [
        ("0,9", PERCENT, "0.9"),
        ("0.9", PERCENT, "0.9"),
        ("7,5", PERCENT, "7.5"),
        ("10,5", PERCENT, "10.5"),
        (",5", PERCENT, "0.5"),
        ("5.", PERCENT, "5"),
        (" +5 ", PERCENT, "5"),
        ("1,234", PERCENT, "1.234"),
        ("1e-3", PERCENT, "0.001"),
        ("0,123", MONEY, "0.123"),
        ("1,234.5", MONEY, "1234.5"),
        ("1.234,5", MONEY, "1234.5"),
        ("1 234,5", MONEY, "1234.5"),
        ("1\N{THIN SPACE}234", MONEY, "1234"),
        ("1\N{NARROW NO-BREAK SPACE}234.567", MONEY, "1234.567"),
        ("1'234", MONEY, "1234"),
        ("1234,567", MONEY, "1234.567"),
        ("2.5E3", MONEY, "2500"),
        ("\N{FULLWIDTH DIGIT SEVEN}", MONEY, "7"),
        ("20.261.127", SEED, "20261127"),
        ("1,234", SEED, "1234"),
        ("12.0", MONTHS, "12"),
    ],
)
def test_a_number_is_read_where_only_one_reading_makes_sense(typed: str, span: Span, meant: str) -> None:
    assert number_in(typed, span, ".") == Decimal(meant)


@pytest.mark.parametrize("typed, one, other", [("1,234", "1.2340", "1 234"), ("2.500", "2.5", "2 500")])
def test_a_number_that_can_be_read_in_two_ways_is_asked_for_in_one_of_them(typed: str, one: str, other: str) -> None:
    with pytest.raises(MisreadError) as told:
        number_in(typed, MONEY, ".")
    assert tidied(str(told.value)) == f"“{typed}” can be read in two ways. Write {one} or {other}."
    assert {number_in(one, MONEY, "."), number_in(other, MONEY, ".")} == {
        Decimal(typed.replace(",", ".")),
        Decimal(typed.replace(",", "").replace(".", "")),
    }


@pytest.mark.parametrize("typed", ["105", "-1", "100,01", "10 000", "1e300"])
def test_a_number_out_of_range_is_refused_with_the_range(typed: str) -> None:
    with pytest.raises(MisreadError, match=f"Between 0 % and 100 %; “{typed}” is not possible."):
        number_in(typed, PERCENT, ".")


@pytest.mark.parametrize("typed", ["abc", "1 23", "12,34,567", "1.2.3", "½", "--1", ".", "5 bn", "1,2 3"])
def test_what_is_no_number_is_refused_with_what_is_one(typed: str) -> None:
    with pytest.raises(MisreadError, match=r"Write a number between 0 % and 100 %; “.*” is none\."):
        number_in(typed, PERCENT, ".")


def test_a_part_is_refused_where_only_whole_numbers_are_meant() -> None:
    with pytest.raises(MisreadError, match=r"Write a whole number between 0 and 148; “2,5” is none\."):
        number_in("2,5", MONTHS, ".")


def test_nothing_at_all_is_no_number() -> None:
    with pytest.raises(MisreadError, match=r"Write a number between 0 % and 100 %\."):
        number_in("  ", PERCENT, ".")


@pytest.mark.parametrize(
    "typed, prefix, suffix, bare",
    [
        ("7,5 %", "", " % a year", "7,5"),
        ("7,5% a year", "", " % a year", "7,5"),
        ("$2 000 m", "$", " m a month", "2 000"),
        ("2000M a Month", "$", " m a month", "2000"),
        ("x 1.3", "× ", "", "1.3"),
        ("5 %", "", " points", "5 %"),
    ],
)
def test_signs_and_units_may_be_typed_or_left_out(typed: str, prefix: str, suffix: str, bare: str) -> None:
    assert without_unit(typed, prefix, suffix) == bare


NUMBERS = st.decimals(-(10**12), 10**12, allow_nan=False, allow_infinity=False)


@given(NUMBERS, st.sampled_from(".,"))
def test_whatever_is_written_is_read_back_as_the_same_number(number: Decimal, mark: str) -> None:
    span = Span(Decimal(-(10**12)), Decimal(10**12), False, str)
    assert number_in(written(number, mark, span), span, mark) == number


@given(st.integers(0, 2**53))
def test_whatever_whole_number_is_written_is_read_back_as_the_same(number: int) -> None:
    assert number_in(written(Decimal(number), ",", SEED), SEED, ",") == number


@given(st.floats(0.0, 1.0))
def test_a_share_written_in_per_cent_is_read_back_as_the_very_same_float(share: float) -> None:
    text = written(Decimal(repr(share)) * 100, ".", PERCENT)
    assert float(number_in(text, PERCENT, ".") / 100) == share
