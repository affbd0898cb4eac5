"""A number declared once carries its unit and range, and no value outside is accepted."""

import pytest
from hypothesis import given
from hypothesis import strategies as some
from pydantic import ValidationError

from simulator.assumptions import Assumptions
from simulator.entries import ByRegion
from simulator.parameters import (
    JUDGEMENT,
    ByBuyer,
    Declared,
    MonthNumber,
    Names,
    Param,
    declaration,
    leaves,
    param,
    required,
    words,
)


class Tax(Declared):
    """A thing with numbers."""

    rate: float = param(0.2, "share", "What is taken.")
    cap: float = param(100.0, "$M", "The most that is taken.")
    loss: float = param(-4.0, "utils", "What it hurts.")
    weight: ByBuyer = param(ByBuyer(startup=1, mid=2, large=3, government=4), "factor", "Who pays how much.", low=0.5)
    spread: float = required("log", "How much they differ.", low=0, high=2, source="a paper")
    start: MonthNumber = words(0, "When it starts.")
    payers: Names = words((), "Who pays.")


def tax(**numbers: object) -> Tax:
    """Return a tax; what is not given has its default."""
    return Tax.model_validate({"spread": 0.5, **numbers})


def test_a_number_without_a_stated_range_may_lie_between_half_and_twice_its_default() -> None:
    assert declaration(Tax, "cap") == Param("$M", 50.0, 200.0, "The most that is taken.", JUDGEMENT)
    assert declaration(Tax, "loss") == Param("utils", -8.0, -2.0, "What it hurts.", JUDGEMENT)


def test_a_share_may_lie_between_nought_and_one() -> None:
    found = declaration(Tax, "rate")
    assert found is not None
    assert (found.low, found.high) == (0.0, 1.0)


def test_a_stated_bound_counts_and_the_other_follows_from_the_defaults() -> None:
    found = declaration(Tax, "weight")
    assert found is not None
    assert (found.low, found.high) == (0.5, 8.0)


def test_a_number_without_default_must_be_given() -> None:
    with pytest.raises(ValidationError, match="spread"):
        Tax.model_validate({})


def test_words_have_no_declaration() -> None:
    assert declaration(Tax, "start") is None
    assert declaration(Tax, "nothing of that name") is None


@given(some.floats(allow_nan=True, allow_infinity=True))
def test_a_number_is_accepted_exactly_within_its_range(value: float) -> None:
    if 50.0 <= value <= 200.0:
        assert tax(cap=value).cap == value
    else:
        with pytest.raises(ValidationError):
            tax(cap=value)


def test_a_number_out_of_range_is_told_with_its_range_and_unit() -> None:
    with pytest.raises(ValidationError, match=r"201 lies outside the range from 50 to 200 \$M"):
        tax(cap=201.0)
    with pytest.raises(ValidationError, match=r"mid = 9 lies outside the range from 0\.5 to 8 factor"):
        tax(weight={"startup": 1, "mid": 9, "large": 1, "government": 1})


@pytest.mark.parametrize("wrong", [{"colour": 1.0}, {"cap": "100"}, {"cap": True}, {"weight": {"startup": 1.0}}])
def test_what_does_not_fit_is_refused(wrong: dict[str, object]) -> None:
    with pytest.raises(ValidationError):
        tax(**wrong)


def test_a_declared_value_is_frozen_hashable_and_equal_by_content() -> None:
    one = tax(rate=0.3)
    with pytest.raises(ValidationError, match="frozen"):
        one.rate = 0.4
    assert one == tax(rate=0.3)
    assert hash(one) == hash(tax(rate=0.3))
    assert one != tax(rate=0.4)


def test_leaves_are_every_number_in_the_order_of_declaration() -> None:
    found = list(leaves(tax(rate=0.3)))
    paths = ["rate", "cap", "loss", "weight.startup", "weight.mid", "weight.large", "weight.government", "spread"]
    assert [leaf.path for leaf in found] == paths
    assert found[0].value == 0.3
    assert found[5].value == 3.0
    assert found[-1].param.source == "a paper"


def test_leaves_of_groups_have_the_path_of_a_file() -> None:
    paths = {leaf.path for leaf in leaves(Assumptions())}
    assert {"research.frontier_pace", "choice.renewal.startup", "tastes.channel_large.self_hosted"} <= paths


@given(some.integers(-200, 2000))
def test_a_month_is_given_as_text_or_number_and_written_as_text(month: int) -> None:
    given_as_number = tax(start=month)
    text = given_as_number.model_dump(mode="json")["start"]
    assert tax(start=text) == given_as_number


@pytest.mark.parametrize("wrong", ["2026-13", "January", 2026.5, True, None])
def test_what_is_no_month_is_refused_with_the_form_of_one(wrong: object) -> None:
    with pytest.raises(ValidationError, match=r"2026-01"):
        tax(start=wrong)


@pytest.mark.parametrize("given_names, names", [("a", ("a",)), (["a", "b"], ("a", "b")), ((), ())])
def test_names_are_one_or_a_list(given_names: object, names: tuple[str, ...]) -> None:
    assert tax(payers=given_names).payers == names


def test_a_region_left_out_has_nothing() -> None:
    assert ByRegion(europe=0.5).china == 0.0
