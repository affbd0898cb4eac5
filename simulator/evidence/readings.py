"""Numbers read off a branch, for rows of evidence: spans of months, sums, means, shares."""

from __future__ import annotations

from collections.abc import Callable, Sequence

import numpy as np

from simulator.dates import month_number
from simulator.entries import BUYERS, REGIONS
from simulator.history import Branch
from simulator.indicator import market_shares
from simulator.world import Flags, World

Number = Callable[[World], float]


def span(first: str, last: str) -> range:
    """Return the months from one to another, both included."""
    return range(month_number(first), month_number(last) + 1)


YEAR_2024, YEAR_2025 = span("2024-01", "2024-12"), span("2025-01", "2025-12")


def total(branch: Branch, months: Sequence[int], number: Number) -> float:
    """Return the sum of a number over some months."""
    return float(sum(number(branch.worlds[month]) for month in months))


def mean(branch: Branch, months: Sequence[int], number: Number) -> float:
    """Return the mean of a number over some months."""
    return total(branch, months, number) / len(months)


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


def holders(world: World, place: str, group: str) -> Flags:
    """Return `(buyers,)` the adopted buyers of a region and a type."""
    stratum = REGIONS.index(place) * len(BUYERS) + BUYERS.index(group)
    return (world.buyers.stratum == stratum) & (world.buyers.offer > 0)


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
