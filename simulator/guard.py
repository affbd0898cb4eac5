"""A guard at the end of each month: amounts are finite and not negative, shares add up, no money comes or goes unpaid.

It mends nothing. A month that no market can have ends the run with one sentence: which month, which quantity, and which
assumption or setting of a measure lies nearest to the end of its range.
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import chain
from math import inf, isfinite, isnan
from operator import attrgetter
from typing import Any

import numpy as np

from simulator.accounts import accounts
from simulator.assumptions import Assumptions
from simulator.dates import month_words
from simulator.impossible import ImpossibleMonthError
from simulator.parameters import Leaf, leaves
from simulator.policy import Timeline
from simulator.world import Flags, Floats, World

AMOUNTS = {
    "economy.programme_cost": "the cost of a frontier programme",
    "economy.hardware_cost": "the cost of hardware",
    "economy.budget_growth": "software budgets",
    "economy.capex_growth": "investment in data centres",
    "economy.reference_price": "the price of the frontier",
    "makers.research": "research",
    "makers.tokens": "tokens served",
    "makers.revenue": "revenue",
    "makers.valuation": "the valuation",
    "models.unit_cost": "the serving cost",
    "models.unit_cost_abroad": "the serving cost abroad",
    "models.list_price": "the list price",
    "models.awareness": "awareness",
    "models.derivatives": "derivatives",
    "models.downloads": "downloads",
    "clouds.capacity": "capacity",
    "clouds.utilisation": "utilisation",
    "clouds.price": "the price of compute",
    "clouds.attraction": "attraction",
    "offers.price": "the price of an offer",
    "buyers.budget": "a buyer's budget",
    "buyers.switching_cost": "a buyer's cost of switching",
    "adoption": "adoption",
    "ban_belief": "fear of bans",
    "sales.workload": "workload",
    "sales.spend": "spending",
    "sales.tokens": "tokens",
    "consumers.adoption": "people who chat",
    "consumers.share": "a share of chat applications",
    "consumers.users": "users of chat applications",
    "consumers.revenue": "revenue of chat applications",
    "tail.burn": "costs in the long tail",
    "payments": "a payment",
}
"""Quantities that are finite and never negative, in words."""
NUMBERS = {
    "economy.frontier": "the frontier",
    "economy.open_frontier": "the open frontier",
    "economy.sentiment": "the mood of investors",
    "makers.capability": "capability",
    "makers.cash": "cash",
    "makers.profit": "profit",
    "models.capability": "capability",
    "buyers.taste": "a buyer's taste",
    "distrust": "distrust",
    "tail.capability": "capability in the long tail",
    "tail.cash": "cash in the long tail",
}
"""Quantities that are finite, and may be negative."""
_READ = {place: attrgetter(place) for place in (*AMOUNTS, *NUMBERS)}
_NAMED = ("makers", "models", "clouds")
_TO_ROUNDING = 1e-9  # of the money or of the shares at stake


def guarded(world: World, before: World, timeline: Timeline, assumptions: Assumptions) -> World:
    """Return a world after a look at what has changed in it since the month before.

    Raises
    ------
    ImpossibleMonthError
        If it holds a number that no market can have.
    """
    wrong = next(chain(_nonsense(world, before), _lost_shares(world), _lost_money(world, before)), None)
    if wrong is not None:
        raise impossible(world.month, wrong, timeline, assumptions)
    return world


def impossible(month: int, wrong: str, timeline: Timeline, assumptions: Assumptions) -> ImpossibleMonthError:
    """Return the error about a month, given what is wrong with it in words."""
    return ImpossibleMonthError(
        month, f"The run stops before {month_words(month)}: {wrong}. {_advice(timeline, assumptions)}."
    )


def _nonsense(world: World, before: World) -> Iterator[str]:
    """Yield each quantity that is not finite, or negative where it must not be; buyers never change after the first."""
    places = [place for place in _READ if before.month < 0 or not place.startswith("buyers.")]
    # all columns at once, which is ten times as fast as one after the other
    amounts = _in_one_row(world, [place for place in places if place in AMOUNTS])
    numbers = _in_one_row(world, [place for place in places if place in NUMBERS])
    if amounts.min() >= 0.0 and amounts.max() < inf and np.isfinite(numbers).all():
        return
    for place in places:
        column = np.asarray(_READ[place](world))
        wrong = ~np.isfinite(column) | ((column < 0.0) & (place in AMOUNTS))
        if wrong.any():
            yield _nonsense_in_words(place, column, wrong, world)


def _in_one_row(world: World, places: list[str]) -> Floats:
    """Return all numbers of some columns."""
    columns = [_READ[place](world) for place in places]
    single = [column for column in columns if isinstance(column, float)]
    return np.concatenate([single, *(column.ravel() for column in columns if not isinstance(column, float))])


def _nonsense_in_words(place: str, column: Floats, wrong: Flags, world: World) -> str:
    """Return what is wrong with a column, as in "the list price of Qwen is infinite"."""
    row, value = int(np.argwhere(wrong)[0][0]) if wrong.ndim else 0, float(column[wrong].flat[0])
    table = place.partition(".")[0]
    name = f" of {getattr(world, table).name[row]}" if table in _NAMED and row else ""
    how = "is not a number" if isnan(value) else f"is {value:g}" if isfinite(value) else "is infinite"
    return f"{(AMOUNTS | NUMBERS)[place]}{name} {how}"


def _lost_shares(world: World) -> Iterator[str]:
    """Yield which shares do not add up to 1 where there is anything to share."""
    for name, share in (("chat applications", world.consumers.share), ("downloads", world.models.download_share)):
        total = share.sum(axis=0)
        if (np.abs(total - 1.0) * (total != 0.0)).max() > _TO_ROUNDING:
            yield f"the shares of {name} do not add up to 1"


def _lost_money(world: World, before: World) -> Iterator[str]:
    """Yield where money comes or goes without a payment."""
    book, payments, makers = accounts(world), world.payments, world.makers
    spend = float(world.sales.spend.sum())
    if abs(float(payments[book.outside("enterprises")].sum()) - spend) > _TO_ROUNDING * (1.0 + spend):
        yield "what enterprises spend is not what they pay"
    mine = book.of_makers
    received, spent = payments[:, mine].sum(axis=0), payments[mine].sum(axis=1)
    stake = 1.0 + np.abs(makers.cash) + received + spent
    missing = np.abs(makers.cash - before.makers.cash - received + spent) > _TO_ROUNDING * stake
    if missing.any():
        yield f"the cash of {makers.name[missing][0]} changes by more than what it is paid and pays"


def _advice(timeline: Timeline, assumptions: Assumptions) -> str:
    """Return the sentence that names the number nearest to an end of its range."""
    # the record has extreme numbers as well, and is to blame only where nothing else can be
    chosen = max(_numbers(timeline, assumptions, history=False), key=lambda number: _nearness(*number))
    recorded = max(_numbers(timeline, assumptions, history=True), key=lambda number: _nearness(*number))
    found = chosen if _nearness(*chosen) else recorded
    if not _nearness(*found):
        return "Every assumption and every measure has its usual numbers, so this is a mistake of the model"
    leaf, usual = found
    span = f"from {leaf.param.low:g} to {leaf.param.high:g}"
    return f"The number nearest to an end of its range is {leaf.path} = {leaf.value:g} ({span}, usually {usual:g})"


def _numbers(timeline: Timeline, assumptions: Assumptions, *, history: bool) -> Iterator[tuple[Leaf, float]]:
    """Yield each number of the assumptions and of the measures that act, of the record or not, with its usual one."""
    yield from _with_defaults(assumptions, Assumptions(), "parameters.")
    for measure in timeline.measures:
        if measure.enabled and measure.strength and measure.history == history:
            yield from _with_defaults(measure.policy, type(measure.policy)(), f"measures.{measure.id}.")


def _with_defaults(value: Any, usual: Any, prefix: str) -> Iterator[tuple[Leaf, float]]:  # noqa: ANN401 - any declared value
    """Yield the numbers of a declared value, each with the one of another."""
    for leaf, other in zip(leaves(value, prefix), leaves(usual, prefix), strict=True):
        yield leaf, other.value


def _nearness(leaf: Leaf, usual: float) -> float:
    """Return how far a number has gone from its usual value towards an end of its range, 1 at the end."""
    end = leaf.param.high if leaf.value > usual else leaf.param.low
    return abs(leaf.value - usual) / abs(end - usual) if usual not in (leaf.value, end) else 0.0
