"""The market at the end of each year in a few totals, by which a run that was repeated is known to be the same.

Another processor, or another NumPy, rounds the last digits otherwise: in a handful of a million cells of a table that
makes a difference of about 1e-11 of the value. Totals are kept with twelve digits and compared to one part in a hundred
million, a thousand times that; they are no hashes of rounded numbers, for which any rounding has an edge where the
slightest difference flips it. One buyer who chooses another offer moves a total by far more: one in 16,384 spends about
1e-5 of the whole.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from simulator.dates import START_MONTH, month_text
from simulator.world import World, total_by

SAME = 1e-8  # of the greater of two totals: what differs by less is the same
_DIGITS = 12
_YEAR = 12  # months


@dataclass(frozen=True)
class Total:
    """One number of a whole market."""

    label: str
    unit: str
    of: Callable[[World], float]


Years = Mapping[str, Mapping[str, float]]
"""Totals by name, by the month at whose end they stood, as in "2026-12"."""


@dataclass(frozen=True)
class Apart:
    """Where two runs first differ, and by how much."""

    month: str
    total: Total
    then: float
    now: float

    @property
    def size(self) -> float:
        """The difference, as a part of the greater of the two."""
        return _apart(self.then, self.now)


def _concentration(world: World) -> float:
    """Return the sum of the squared spending on each offer: who chose what, where a plain sum would not tell."""
    return float(np.square(total_by(world.sales.offer, world.sales.spend, len(world.offers))).sum())


TOTALS: dict[str, Total] = {
    "spend": Total("what enterprises spend", "$M a month", lambda world: float(world.sales.spend.sum())),
    "tokens": Total("tokens that they use", "trillion a month", lambda world: float(world.sales.tokens.sum())),
    "concentration": Total("the concentration of spending on offers", "$M² a month", _concentration),
    "paid": Total("everything that is paid", "$M a month", lambda world: float(world.payments.sum())),
    "cash": Total("cash and debts of makers", "$M", lambda world: float(np.abs(world.makers.cash).sum())),
    "capability": Total("the capability of all models", "points", lambda world: float(world.models.capability.sum())),
    "downloads": Total("all downloads so far", "downloads", lambda world: float(world.models.downloads_total.sum())),
}
"""Each moves when something else happens in a market, and none is a difference of great numbers."""


def by_year(worlds: Sequence[World]) -> Years:
    """Return the totals of each December, and of the last month."""
    ends = [world for world in worlds if (world.month + START_MONTH) % _YEAR == 0 or world is worlds[-1]]
    return {
        month_text(world.month): {name: float(f"{total.of(world):.{_DIGITS}g}") for name, total in TOTALS.items()}
        for world in ends
    }


def first_apart(then: Years, now: Years) -> Apart | None:
    """Return where two runs first differ in a month that both have, None where they are the same."""
    for month in sorted(then.keys() & now.keys()):
        shared = [name for name in TOTALS if name in then[month] and name in now[month]]
        pairs = [Apart(month, TOTALS[name], then[month][name], now[month][name]) for name in shared]
        greatest = max(pairs, key=lambda pair: pair.size, default=None)
        if greatest is not None and not greatest.size <= SAME:
            return greatest
    return None


def _apart(one: float, other: float) -> float:
    scale = max(abs(one), abs(other))
    return abs(one - other) / scale if scale else 0.0
