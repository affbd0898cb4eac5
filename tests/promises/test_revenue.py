"""Revenue is what customers pay: worked out anew from what was bought, for every maker, and held against the books."""

from __future__ import annotations

from functools import cache
from itertools import pairwise

import numpy as np
import pytest

from simulator.accounts import accounts
from simulator.dates import NOW
from simulator.entries import BUYERS
from simulator.history import Branch
from simulator.indicator import INDICATORS
from simulator.policies.national_programme import NationalProgramme
from simulator.scenario.library import load
from simulator.scenario.value import History, Scenario
from simulator.world import Channel, Floats, Kind, World
from tests.worlds import measure

TO_ROUNDING = 1e-9
RUNS: tuple[tuple[str, History], ...] = (
    ("base", "locked"),
    ("base", "free"),
    ("ban_the_weights_too", "locked"),
    ("compute_for_all", "locked"),
    ("sea_lion_stays", "locked"),
    ("sell_the_app", "free"),
    ("shake_out", "locked"),
)
"""Runs that between them move every kind of money: sales, licences, programmes, grants, rounds, failures, takeovers."""


@cache
def run(name: str, history: History) -> tuple[Scenario, Branch]:
    """Return a shipped scenario with few buyers, over its whole horizon, and with a programme that pays Alibaba."""
    programme = measure("national_programme", "2026-03", "programme", spend=7.0, ramp=6, target={"model": "qwen"})
    scenario = load(name).changed(buyers=256, history=history).with_measure(programme)
    branch = Branch(scenario.setup, scenario.timeline)
    branch.world(scenario.end)
    return scenario, branch


def sales(before: World, after: World, scenario: Scenario) -> Floats:
    """Return `(makers,)` $M that customers spend on each maker, from what they buy and not from the books."""
    of_enterprises = _enterprises(after, scenario)
    of_people = after.consumers.revenue.sum(axis=1)
    return of_enterprises + of_people + _programmes(after, scenario) + _other_work(before, after, scenario)


def _enterprises(world: World, scenario: Scenario) -> Floats:
    """Return tokens times price, and of it what the seller of each channel owes the maker."""
    bought, demand = world.sales, scenario.assumptions.demand
    model, channel = world.offers.model[bought.offer], world.offers.channel[bought.offer]
    price = world.offers.price[bought.offer, bought.stratum // len(BUYERS)]
    licence = np.where(world.models.open[model], demand.royalty_open, demand.royalty_closed)
    part = np.select(
        [channel == Channel.MARKETPLACE, channel == Channel.PLATFORM, channel == Channel.SELF_HOSTED],
        [licence, np.full(len(model), demand.royalty_platform), np.zeros(len(model))],
        1.0,  # on its own service or cloud a maker keeps everything
    )
    earned = np.zeros(len(world.makers))
    np.add.at(earned, world.models.maker[model], bought.tokens * price * part)
    return earned


def _programmes(world: World, scenario: Scenario) -> Floats:
    """Return what the national programmes on the timeline pay makers that own a cloud, for models that are out."""
    paid = np.zeros(len(world.makers))
    for one in scenario.timeline.measures:
        if isinstance(one.policy, NationalProgramme) and one.in_force(world.month):
            models = np.flatnonzero(np.isin(world.models.id, one.aim().model))
            for model in models[world.models.live[models]]:
                maker = world.models.maker[model]
                amount = one.policy.spend * one.envelope(world.month) / len(models)
                paid[maker] += amount if world.makers.own_cloud[maker] > 0 else 0.0
    return paid


def _other_work(before: World, after: World, scenario: Scenario) -> Floats:
    """Return what the firms of the long tail earn with other work: all that were alive when the month began."""
    tail = (after.makers.kind == Kind.TAIL) & (np.arange(len(after.makers)) > 0)
    return np.where(tail, scenario.assumptions.tail.other_revenue * len(before.tail), 0.0)


@pytest.mark.parametrize("name, history", RUNS)
def test_the_revenue_of_every_maker_is_what_its_customers_spend(name: str, history: History) -> None:
    scenario, branch = run(name, history)
    for before, after in pairwise(branch.worlds):
        np.testing.assert_allclose(after.makers.revenue, sales(before, after, scenario), rtol=TO_ROUNDING, atol=1e-9)


@pytest.mark.parametrize("name, history", RUNS)
def test_cash_grows_by_profit_and_by_what_is_put_in_and_by_nothing_else(name: str, history: History) -> None:
    """Profit is sales and grants for serving less every cost; capital is neither."""
    scenario, branch = run(name, history)
    for before, after in pairwise(branch.worlds):
        book, makers = accounts(after), after.makers
        rows = book.maker(np.arange(len(makers)))
        came = {payer: after.payments[book.outside(payer), rows] for payer in ("investors", "owners", "state")}
        went = after.payments[rows]
        spent = went.sum(axis=1) - went[:, book.outside("owners")]
        from_state = came["state"] - _programmes(after, scenario)
        till = np.where(makers.kind == Kind.STATE, from_state, 0.0)  # no scenario here pays a state's maker a grant
        profit = sales(before, after, scenario) + (from_state - till) - spent
        put_in = came["investors"] + came["owners"] - went[:, book.outside("owners")] + till
        scale = 1.0 + np.abs(makers.cash) + spent
        assert (np.abs(makers.profit - profit) <= TO_ROUNDING * scale).all()
        assert (np.abs(makers.cash - before.makers.cash - profit - put_in) <= TO_ROUNDING * scale).all()


def test_every_kind_of_money_moves_in_these_runs() -> None:
    """So that no term of the sums above is nought throughout."""
    moved: set[str] = set()
    for name, history in RUNS:
        scenario, branch = run(name, history)
        for before, after in pairwise(branch.worlds):
            book = accounts(after)
            moved |= {payer for payer in book.OUTSIDE if after.payments[book.outside(payer), book.of_makers].any()}
            moved |= {"programmes"} if _programmes(after, scenario).any() else set()
            moved |= {"other work"} if _other_work(before, after, scenario).any() else set()
            marketplace = after.offers.channel[after.sales.offer] == Channel.MARKETPLACE
            closed = ~after.models.open[after.offers.model[after.sales.offer]]
            moved |= {"licences"} if (marketplace & closed).any() else set()
    assert moved == {
        *("enterprises", "consumers", "state", "investors", "owners", "other_customers"),
        *("programmes", "other work", "licences"),
    }


def test_what_the_tables_call_revenue_and_money_raised_counts_every_maker_on_the_market_once() -> None:
    _, branch = run("base", "locked")
    for before, after in list(pairwise(branch.worlds))[:: NOW // 4]:
        found = {name: INDICATORS[name].cuts(after)[0] for name in ("revenue", "money_raised", "profit", "cash")}
        for cut in found.values():
            assert cut.present is not None
            assert cut.present[after.makers.alive].all()
        total = float(found["revenue"].values[found["revenue"].present].sum())
        assert total == pytest.approx(sales(before, after, run("base", "locked")[0]).sum(), rel=TO_ROUNDING)
        book = accounts(after)
        paid = after.payments[book.outside("investors")].sum()
        assert float(found["money_raised"].values[found["money_raised"].present].sum()) == pytest.approx(paid)


def test_the_long_tail_lives_from_capital_and_its_revenue_does_not_show_it() -> None:
    _, branch = run("base", "locked")
    world = branch.worlds[NOW]
    (tail,) = np.flatnonzero((world.makers.kind == Kind.TAIL) & (world.makers.id != ""))
    raised = float(INDICATORS["money_raised"].cuts(world)[0].values[tail])
    assert 0.0 < world.makers.revenue[tail] < raised
    assert world.makers.profit[tail] < 0.0
