"""Words and numbers as people write them."""

import math

import pytest

from simulator.amounts import money_words
from simulator.entries import BUYERS, ORIGINS, REGIONS
from simulator.indicator import BREAKDOWNS, GROUPS, INDICATORS, OPENNESS, PLACES, UNITS
from simulator.policy import POLICIES
from simulator.world import CHANNELS
from ui.look import wording


def plain(text: str) -> str:
    """Return a text with ordinary spaces."""
    return text.replace(wording.HARD_SPACE, " ")


@pytest.mark.parametrize(
    "amount,words",
    [
        (1700.0, "$1.7 bn"),
        (53.0, "$53 m"),
        (0.0, "$0"),
        (0.25, "$250 k"),
        (999.9, "$1.0 bn"),
        (2.5e6, "$2.5 trn"),
        (-53.0, "−$53 m"),
        (210_452.0, "$210 bn"),
        (math.nan, "–"),
    ],
)
def test_money(amount: float, words: str) -> None:
    assert plain(wording.money(amount)) == words


def test_the_terminal_and_the_window_round_money_alike() -> None:
    for power in range(-5, 8):
        for digits in (1.0, 1.26, 1.949, 9.94, 9.96, 53.4, 99.9, 999.4, 999.7):
            amount = digits * 10.0**power
            assert plain(wording.money(amount)) == money_words(amount)
            assert plain(wording.money(-amount)) == money_words(-amount)


def test_numbers_follow_the_chosen_example() -> None:
    try:
        for style in wording.NUMBER_STYLES:
            for money in wording.MONEY_STYLES:
                wording.write_numbers(style, money)
                assert plain(wording.number(12345.6, 1)) == style
                decimal = wording.NUMBER_STYLES[style].decimal
                assert plain(wording.money(1700.0)) == money.replace(".", decimal)
                assert plain(wording.share(0.0001)) == f"<0{decimal}1 %"
    finally:
        wording.write_numbers("12,345.6", "$1.7 bn")


@pytest.mark.parametrize(
    "amount,words",
    [
        (0.1, "10 %"),
        (0.004, "0.4 %"),
        (0.0, "0 %"),
        (0.0001, "<0.1 %"),
        (1.0, "100 %"),
        (0.0196, "2 %"),
        (math.nan, "–"),
    ],
)
def test_shares(amount: float, words: str) -> None:
    assert plain(wording.share(amount)) == words


@pytest.mark.parametrize(
    "amount,words", [(0.024, "+2.4 points"), (-0.024, "−2.4 points"), (0.0, "0.0 points"), (-1e-9, "0.0 points")]
)
def test_differences_between_shares(amount: float, words: str) -> None:
    assert plain(wording.percentage_points(amount)) == words


def test_months() -> None:
    assert wording.month(28) == "Jan 2026"
    assert wording.month(0) == "Sep 2023"
    assert wording.month(147) == "Dec 2035"
    assert wording.year(27) == "2025"
    assert wording.first_month_of(2026) == 28


def test_points_and_prices() -> None:
    assert plain(wording.points(1446.4)) == "1,446 points"
    assert wording.price(2.5) == "$2.50"
    assert plain(wording.tokens(3.14)) == "3.1 trn tokens"
    assert plain(wording.tokens(0.25)) == "250 bn tokens"


def test_everything_that_can_be_chosen_has_a_name_for_people() -> None:
    names = [
        *map(wording.place, PLACES),
        *map(wording.buyers, GROUPS),
        *map(wording.units, UNITS),
        *map(wording.units_meaning, UNITS),
        *map(wording.breakdown, BREAKDOWNS),
        *map(wording.channel, CHANNELS),
        *map(wording.origin, ORIGINS),
        *map(wording.openness, OPENNESS),
        *map(wording.other_makers, ORIGINS),
        *map(wording.other_models, ORIGINS),
    ]
    assert all(names)
    assert not {*REGIONS, *BUYERS, *CHANNELS} & set(names)


def test_every_actor_of_a_policy_can_be_translated() -> None:
    assert {POLICIES[name].actor for name in POLICIES} <= set(wording.ACTORS)


@pytest.mark.parametrize(
    "amount,unit,words",
    [
        (0.103, "share of enterprises", "10 %"),
        (1446.4, "points", "1,446"),
        (1700.0, "$M a month", "$1.7 bn"),
        (0.02, "$ per million tokens", "$0.02"),
        (8412.0, "downloads a month", "8,412"),
        (214_881_362.0, "downloads", "215 m"),
        (1258.0, "million a month", "1.3 bn"),
        (0.461, "Herfindahl index", "0.46"),
        (math.nan, "months", "–"),
    ],
)
def test_a_label_says_a_value_in_the_unit_of_its_figure(amount: float, unit: str, words: str) -> None:
    assert plain(wording.brief(amount, unit)) == words


@pytest.mark.parametrize(
    "amount,unit,words",
    [
        (0.024, "share", "+2.4 points"),
        (53.0, "$M", "+$53 m"),
        (-53.0, "$M", "−$53 m"),
        (0.0, "$M", "$0"),
        (12.0, "points", "+12"),
    ],
)
def test_a_difference_has_its_sign(amount: float, unit: str, words: str) -> None:
    assert plain(wording.difference(amount, unit)) == words


def test_every_unit_of_an_indicator_can_be_written() -> None:
    for name in INDICATORS:
        unit = INDICATORS[name].unit
        for amount in (0.0, -0.4, 3.2, 12_345.6, 1e10):
            assert wording.brief(amount, unit).strip(wording.MINUS)[0] in "0123456789$<"
        assert not wording.unit_words(unit).startswith(("$", "million"))
