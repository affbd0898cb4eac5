"""Numbers read off a branch, for rows of evidence: spans of months, sums, means, shares, and who holds what.

A buyer holds an offer for each class of work. Surveys ask firms, so that what is counted has to be said:

- a firm *uses* something if it does so for any class;
- its *maker* is that of most of its workload, which is budget at work before prices;
- where each class counts by itself, what is counted are pairs of a firm and a class.

With one class of work the three are the same.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence

import numpy as np

from simulator.dates import month_number
from simulator.entries import BUYERS, REGIONS
from simulator.history import Branch
from simulator.indicator import market_shares
from simulator.world import Channel, Flags, Floats, Ints, World

Number = Callable[[World], float]

OWN_SERVICE = (Channel.API, Channel.MAKER_CLOUD)
"""The channels in which a maker serves its models itself."""


# --- Months -----------------------------------------------------------------------------------------------------------


def span(first: str, last: str = "") -> range:
    """Return the months from one to another, both included; of one month, that one."""
    return range(month_number(first), month_number(last or first) + 1)


YEAR_2024, YEAR_2025 = span("2024-01", "2024-12"), span("2025-01", "2025-12")
HALF_2025, NINE_MONTHS_2025 = span("2025-01", "2025-06"), span("2025-01", "2025-09")


def total(branch: Branch, months: Sequence[int], number: Number) -> float:
    """Return the sum of a number over some months."""
    return float(sum(number(branch.worlds[month]) for month in months))


def mean(branch: Branch, months: Sequence[int], number: Number) -> float:
    """Return the mean of a number over some months."""
    return total(branch, months, number) / len(months)


def first_month(branch: Branch, holds: Callable[[World], bool]) -> float:
    """Return the first month from which a claim holds for good; the month after the last, if there is none."""
    kept = [holds(world) for world in branch.worlds]
    failed = [month for month, true in enumerate(kept) if not true]
    return float(failed[-1] + 1 if failed else 0)


def trailing_year(branch: Branch, month: int, number: Number) -> float:
    """Return the sum of a number over the twelve months that end with a month."""
    return total(branch, range(max(0, month - 11), month + 1), number)


def months_behind(branch: Branch, month: int, points: float) -> float:
    """Return how many months ago the frontier passed some points; between two months it is taken to rise evenly."""
    frontier = np.array([world.economy.frontier for world in branch.worlds[: month + 1]])
    ahead = np.flatnonzero(frontier >= points)
    if not len(ahead):
        return 0.0
    first = int(ahead[0])
    if first == 0:
        return float(month)
    step = frontier[first] - frontier[first - 1]
    return month - first + float((frontier[first] - points) / step)


# --- Rows and shares --------------------------------------------------------------------------------------------------


def maker(world: World, name: str) -> int:
    """Return the row of a maker."""
    return world.makers.id.tolist().index(name)


def model(world: World, name: str) -> int:
    """Return the row of a model."""
    return world.models.id.tolist().index(name)


def share(world: World, breakdown: str, label: str, place: str, group: str, units: str = "workload") -> float:
    """Return one market share."""
    values, labels = market_shares(world, breakdown, place, group, units)
    return float(values[labels.index(label)])


# --- Who holds what ---------------------------------------------------------------------------------------------------


def holdings(world: World) -> Ints:
    """Return `(buyers, classes)` the offer that each buyer holds for each class of work, 0 = none."""
    return world.buyers.offer.reshape(len(world.buyers), -1).astype(np.int32)


def pairs(world: World, wanted: Flags) -> Ints:
    """Return `(buyers,)` for how many classes of work each buyer holds one of some `(offers,)`."""
    held = holdings(world)
    return (wanted[held] & (held > 0)).sum(axis=1)


def holds(world: World, wanted: Flags) -> Flags:
    """Return `(buyers,)` who holds one of some `(offers,)` for any class of work."""
    those: Flags = pairs(world, wanted) > 0
    return those


def adopted(world: World) -> Flags:
    """Return `(buyers,)` who holds any offer at all."""
    return holds(world, np.ones(len(world.offers), dtype=bool))


def main_maker(world: World) -> Ints:
    """Return `(buyers,)` the maker of most of each buyer's workload, 0 of one that has adopted none."""
    makers = world.models.maker[world.offers.model[holdings(world)]]
    budget = world.buyers.budget.reshape(len(makers), -1)
    # of each class, the budget of all classes for which the same maker's models are held
    same = makers[:, :, None] == makers[:, None, :]
    of_maker = (same * budget[:, None, :]).sum(axis=2) * (makers > 0)
    return np.take_along_axis(makers, of_maker.argmax(axis=1)[:, None], axis=1)[:, 0]


def living_in(world: World, place: str, *groups: str) -> Flags:
    """Return `(buyers,)` the buyers of a region and some types, whether or not they have adopted anything."""
    strata = [REGIONS.index(place) * len(BUYERS) + BUYERS.index(group) for group in groups or BUYERS]
    those: Flags = np.isin(world.buyers.stratum, strata)
    return those


# --- What is sold -----------------------------------------------------------------------------------------------------


def own_service(world: World, name: str) -> Flags:
    """Return `(offers,)` the offers of a maker's models on its own service."""
    theirs: Flags = world.models.maker[world.offers.model] == maker(world, name)
    return theirs & np.isin(world.offers.channel, OWN_SERVICE)


def sold_in(world: World, places: Sequence[str]) -> Flags:
    """Return `(sales,)` what is bought in some regions."""
    there: Flags = np.isin(world.sales.stratum // len(BUYERS), [REGIONS.index(place) for place in places])
    return there


def of_maker(branch: Branch, name: str, column: str, months: Sequence[int]) -> float:
    """Return the sum of one of a maker's monthly numbers."""

    def number(world: World) -> float:
        values: Floats = getattr(world.makers, column)
        return float(values[maker(world, name)])

    return total(branch, months, number)
