"""The law of a month: kept while nothing that it depends on changes, given once what is given once, and in no order."""

from dataclasses import fields, replace
from functools import reduce

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as some

from simulator.dates import NOW
from simulator.policy import POLICIES, Measure, Timeline
from simulator.rules import COLUMNS, Rules
from simulator.scenario.library import load
from simulator.world import Status, World
from tests.worlds import assuming, base_branch, measure, next_world, rows_of, scenario, small_world


def same_law(one: Rules, other: Rules) -> bool:
    """Return whether two laws are equal in every column."""
    return all(np.array_equal(getattr(one, found.name), getattr(other, found.name)) for found in fields(Rules))


@pytest.mark.parametrize("kind", list(POLICIES))
def test_a_law_that_was_kept_is_the_law_that_would_be_written(kind: str) -> None:
    branch = base_branch(until=60)
    added = measure(kind, NOW + 2, announced=NOW, ramp=5, end=NOW + 20)
    kept = Timeline((*scenario().timeline.measures, added))
    for month in range(NOW - 14, NOW + 24):
        world = branch.worlds[month - 1]
        fresh = Timeline(kept.measures)
        assert same_law(kept.rules_for(world, month, assuming()), fresh.rules_for(world, month, assuming())), month


@pytest.mark.parametrize("name", [name for name in COLUMNS if name != "destinations"])
@given(values=some.lists(some.floats(0.0, 2.0), min_size=2, max_size=4))
def test_measures_that_write_one_rule_come_to_the_same_in_any_order(name: str, values: list[float]) -> None:
    """Where investment goes is the exception: the greater programme decides that, as another test shows."""
    rule = COLUMNS[name]
    flags = isinstance(rule.neutral, bool)
    written = [bool(value > 1.0) if flags else value for value in values]
    one, other = (reduce(rule.combine, order, rule.neutral) for order in (written, written[::-1]))
    assert one == pytest.approx(other)


def test_a_timeline_with_other_measures_keeps_no_law_of_the_first() -> None:
    world = small_world()
    first = Timeline((measure("export_controls"),))
    first.rules_for(world, NOW + 1, assuming())
    milder = (measure("export_controls", chips_lost=0.25),)
    other = replace(first, measures=milder).rules_for(world, NOW + 1, assuming())
    assert same_law(other, Timeline(milder).rules_for(world, NOW + 1, assuming()))


def signals(added: Measure) -> float:
    """Return all the fear that a measure raises in its first twelve months."""
    timeline, world = Timeline((added,)), small_world()
    return sum(
        float(timeline.rules_for(world, month, assuming()).ban_signal.sum())
        for month in range(added.start, added.start + 12)
    )


@pytest.mark.parametrize("kind", ["entity_list", "export_controls", "official_ban"])
def test_a_ramp_does_not_shrink_what_is_said_once(kind: str) -> None:
    assert signals(measure(kind, ramp=12)) == pytest.approx(signals(measure(kind)))
    assert signals(measure(kind)) > 0.0


def test_cuts_and_relief_of_chips_come_to_the_same_in_any_order() -> None:
    world, cut, relief = small_world(), measure("export_controls"), measure("export_relief", strength=0.5)
    one = Timeline((cut, relief)).rules_for(world, NOW + 1, assuming())
    other = Timeline((relief, cut)).rules_for(world, NOW + 1, assuming())
    assert same_law(replace(one, reasons=()), replace(other, reasons=()))
    (zai,) = rows_of(world.makers, "zai")
    assert one.chip_access[zai] == pytest.approx(1.0 - (1.0 - 0.6 * 0.5) * 0.5)


@pytest.mark.parametrize("buyer", ["moonshot", "manus", "breakout_china_1", "nobody"])
def test_only_a_living_maker_can_buy_another(buyer: str) -> None:
    world = small_world()
    after = next_world(world, measure("takeover", buyer=buyer))
    (moonshot,) = rows_of(after.makers, "moonshot")
    assert after.makers.status[moonshot] == Status.ACTIVE
    assert (after.makers.cash >= -1e-9).all()


def test_a_giant_can() -> None:
    after = next_world(small_world(), measure("takeover", price=100.0))
    (moonshot,) = rows_of(after.makers, "moonshot")
    assert after.makers.status[moonshot] == Status.ACQUIRED


def test_what_a_maker_must_sell_somebody_else_earns() -> None:
    def paid(world: World) -> float:
        return float(world.payments[5].sum())  # by consumers

    world = small_world()
    usual, sold = next_world(world), next_world(world, measure("divestiture", target={"maker": "minimax"}))
    assert usual.payments.shape == sold.payments.shape
    assert paid(sold) == pytest.approx(paid(usual), rel=0.01)
    (row,) = rows_of(world.makers, "minimax")
    assert sold.consumers.revenue[row].sum() < usual.consumers.revenue[row].sum()


def test_a_subsidy_is_paid_by_the_state_and_leaves_other_hosts_prices_alone() -> None:
    world = small_world()
    usual, helped = next_world(world), next_world(world, measure("subsidy", research=0.0))
    alone = world.offers.channel == 4
    np.testing.assert_allclose(helped.offers.price[alone], usual.offers.price[alone])
    state = 3
    assert helped.payments[state].sum() > 1.05 * usual.payments[state].sum()
    (qwen,) = rows_of(world.models, "qwen")
    assert helped.models.list_price[qwen] < usual.models.list_price[qwen]


def test_the_shipped_history_opens_the_window_in_hong_kong() -> None:
    opened = load("base").measure("hong_kong_opens")
    world = small_world()
    rules = Timeline((opened,)).rules_for(world, NOW + 1, assuming())
    assert rules.listing.max() == 1.0
    assert rules.listing_closed.max() == 0.0
