"""A month that no market can have ends the run with a sentence that says where to look."""

from __future__ import annotations

import dataclasses
import pickle
from typing import Any

import numpy as np
import pytest

from simulator.dates import NOW
from simulator.guard import AMOUNTS, NUMBERS, guarded
from simulator.history import Branch
from simulator.impossible import ImpossibleMonthError
from simulator.policy import Timeline
from simulator.world import World
from tests.worlds import assuming, base_branch, columns, measure, scenario, small_setup

USUAL = scenario().assumptions
EACH = [(place, value) for place in AMOUNTS for value in (-1.0, np.nan, np.inf)] + [
    (place, value) for place in NUMBERS for value in (np.nan, np.inf, -np.inf)
]


def planted(world: World, place: str, value: float) -> World:
    """Return a world with one number of a column replaced, the second where there is one."""
    *table, name = place.split(".")
    owner: Any = getattr(world, table[0]) if table else world
    column = getattr(owner, name)
    if isinstance(column, np.ndarray):
        changed = np.array(column)
        changed.flat[min(1, changed.size - 1)] = value
    else:
        changed = value
    owner = owner.changed(**{name: changed})
    return world.changed(**{table[0]: owner}) if table else owner


def refusal(world: World, before: World, timeline: Timeline = Timeline()) -> str:  # noqa: B008 - it is frozen
    """Return what the guard says of a world."""
    with pytest.raises(ImpossibleMonthError) as stop:
        guarded(world, before, timeline, USUAL)
    return str(stop.value)


@pytest.mark.parametrize("place, value", EACH)
def test_nonsense_in_any_quantity_ends_the_run(place: str, value: float) -> None:
    """Buyers are looked at in the first month: they stay as they are."""
    after = base_branch(until=NOW).worlds[NOW]
    before = after.changed(month=-1) if place.startswith("buyers.") else base_branch().worlds[NOW - 1]
    told = refusal(planted(after, place, value), before)
    assert told.startswith(f"The run stops before Jan 2026: {(AMOUNTS | NUMBERS)[place]}")
    assert told.endswith("mistake of the model.")


def test_a_sound_month_passes_untouched() -> None:
    before, after = base_branch(until=NOW).worlds[NOW - 1 : NOW + 1]
    assert guarded(after, before, scenario().timeline, USUAL) is after


def test_every_amount_of_money_and_every_price_is_guarded() -> None:
    """A new column is guarded, or has no part in prices, spending and money."""
    guarded_places = {*AMOUNTS, *NUMBERS}
    money = ("price", "cost", "cash", "spend", "revenue", "profit", "budget", "burn", "valuation", "payments", "tokens")
    told_apart = {
        "makers.core_profit": "it is the file's",
        "makers.revenue_of_year": "it holds the revenue of months that were looked at",
        "makers.group_profit": "it is paid to owners, and cash is looked at",
        "regions.software_spend": "it is the file's",
        "regions.price_sensitivity": "it is the file's",
        "regions.revenue_per_payer": "it is the file's",
        "switching.adaptation_cost": "nobody is paid for it",
    }
    found = {place for place, _ in columns(base_branch(until=0).worlds[0]) if any(word in place for word in money)}
    assert found - guarded_places == set(told_apart)


def test_shares_that_do_not_add_up_end_the_run() -> None:
    before, after = base_branch(until=NOW).worlds[NOW - 1 : NOW + 1]
    halved = after.changed(consumers=dataclasses.replace(after.consumers, share=after.consumers.share / 2.0))
    assert "the shares of chat applications do not add up to 1" in refusal(halved, before)


def test_money_that_nobody_paid_ends_the_run() -> None:
    before, after = base_branch(until=NOW).worlds[NOW - 1 : NOW + 1]
    gift = np.arange(len(after.makers)) == 3
    richer = after.changed(makers=after.makers.changed(cash=after.makers.cash + gift * 0.01))
    assert f"the cash of {after.makers.name[3]} changes by more than" in refusal(richer, before)
    unpaid = after.changed(payments=np.where(np.arange(len(after.payments))[:, None] == 0, 0.0, after.payments))
    assert "what enterprises spend is not what they pay" in refusal(unpaid, before)


@pytest.mark.filterwarnings("ignore:divide by zero:RuntimeWarning", "ignore:invalid value:RuntimeWarning")
@pytest.mark.parametrize(
    "numbers, blamed",
    [
        ({"clouds__chinese_discount": 1.0}, "parameters.clouds.chinese_discount = 1 (from 0 to 0.9, usually 0.15)"),
        ({"prices__decline_half_life": 0.0}, "parameters.prices.decline_half_life = 0 (from 30 to 120, usually 60)"),
    ],
)
def test_the_number_nearest_to_an_end_of_its_range_is_named(numbers: dict[str, float], blamed: str) -> None:
    branch = Branch(small_setup(64, assumptions=assuming(**numbers)), Timeline())
    with pytest.raises(ImpossibleMonthError, match="The run stops before Sep 2023") as stop:
        branch.world(3)
    assert blamed in str(stop.value)


def test_the_setting_of_a_measure_is_named_where_it_is_the_extreme_one() -> None:
    before, after = base_branch(until=NOW).worlds[NOW - 1 : NOW + 1]
    acting = measure("audit", name="strict", distrust_removed=1.0)
    told = refusal(planted(after, "distrust", np.nan), before, Timeline((acting,)))
    assert "measures.strict.distrust_removed = 1 (from 0 to 1, usually 0.6)" in told
    recorded = measure("breakthrough", name="on_record", alarm=1.0, history=True)
    told = refusal(planted(after, "distrust", np.nan), before, Timeline((recorded, acting.changed(strength=0.5))))
    assert "measures.strict" in told, "the record is blamed last"
    assert "measures.on_record.alarm = 1" in refusal(planted(after, "distrust", np.nan), before, Timeline((recorded,)))
    idle = acting.changed(enabled=False)
    assert "strict" not in refusal(planted(after, "distrust", np.nan), before, Timeline((idle,)))


def test_the_months_before_stay_in_the_branch(monkeypatch: pytest.MonkeyPatch) -> None:
    branch = Branch(small_setup(64), Timeline())
    branch.world(4)
    monkeypatch.setattr("simulator.engine._month", lambda world, *_: planted(world.changed(month=5), "adoption", -1.0))
    with pytest.raises(ImpossibleMonthError, match="adoption is -1"):
        branch.world(9)
    assert len(branch.worlds) == 5


def test_the_error_comes_through_from_another_process_as_it_was() -> None:
    stop = ImpossibleMonthError(7, "The run stops before April 2024.")
    again = pickle.loads(pickle.dumps(stop))  # noqa: S301 - our own
    assert (str(again), again.month) == (str(stop), 7)
