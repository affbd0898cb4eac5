"""Cash is conserved: every change of a maker's cash is a payment with one payer and one payee, in both histories."""

from __future__ import annotations

from itertools import pairwise

import numpy as np
import pytest

from simulator.accounts import accounts
from simulator.history import Branch
from simulator.scenario.library import load
from simulator.scenario.value import History
from simulator.world import Kind, Status, World

TO_ROUNDING = 1e-9  # of the cash at stake
NAMES = ("base", "ban_the_weights_too", "compute_for_all", "sell_the_app", "shake_out")
"""Scenarios that between them move every kind of money: sales, grants, fees of stores, rounds, failures."""


def branch_of(name: str, history: History) -> Branch:
    """Return a shipped scenario with few buyers, over its whole horizon."""
    scenario = load(name).changed(buyers=256, history=history)
    branch = Branch(scenario.setup, scenario.timeline)
    branch.world(scenario.end)
    return branch


@pytest.mark.parametrize("history", ["locked", "free"])
@pytest.mark.parametrize("name", NAMES)
def test_cash_changes_by_payments_alone(name: str, history: History) -> None:
    worlds = branch_of(name, history).worlds
    for before, after in pairwise(worlds):
        _cash_follows_payments(before, after)
        _dead_makers_neither_earn_nor_spend(before, after)
        _receipts_are_what_enterprises_pay(after)
        _nothing_is_missing(after)


def _cash_follows_payments(before: World, after: World) -> None:
    book = accounts(after)
    mine = book.maker(np.arange(len(after.makers)))
    flow = after.payments[:, mine].sum(axis=0) - after.payments[mine].sum(axis=1)
    scale = 1.0 + np.abs(after.makers.cash) + after.payments[mine].sum(axis=1)
    assert (np.abs(after.makers.cash - before.makers.cash - flow) <= TO_ROUNDING * scale).all()
    tail = after.makers.kind == Kind.TAIL
    assert after.makers.cash[tail].sum() == pytest.approx(after.tail.cash.sum(), abs=1e-6)


def _dead_makers_neither_earn_nor_spend(before: World, after: World) -> None:
    gone = (before.makers.status == Status.BANKRUPT) | (before.makers.status == Status.ACQUIRED)
    mine = accounts(after).maker(np.flatnonzero(gone))
    assert after.payments[mine].sum() == 0.0
    assert after.payments[:, mine].sum() == 0.0
    assert np.abs(after.makers.cash[gone]).max(initial=0.0) < 1e-6


def _receipts_are_what_enterprises_pay(world: World) -> None:
    book = accounts(world)
    paid = world.payments[book.outside("enterprises")].sum()
    assert paid == pytest.approx(world.sales.spend.sum(), rel=TO_ROUNDING)
    assert (world.payments >= 0.0).all()


def _nothing_is_missing(world: World) -> None:
    makers, consumers = world.makers, world.consumers
    for numbers in (makers.cash, makers.valuation, makers.profit, world.payments, consumers.revenue, consumers.share):
        assert np.isfinite(numbers).all()
    offered = consumers.share.sum(axis=0)
    assert np.allclose(offered[offered > 0.0], 1.0)
