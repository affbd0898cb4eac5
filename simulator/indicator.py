"""Numbers worth plotting: each is a pure function of a world, with unit and definition.

An indicator returns cuts: an array of values with named axes. The axes are the breakdowns that tables and charts offer.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from simulator.entries import BUYERS, ORIGINS, REGIONS
from simulator.registry import Registry
from simulator.world import CHANNELS, STRATA, Flags, Floats, World, total_by

if TYPE_CHECKING:
    from numpy.typing import NDArray

PLACES = (*REGIONS, "world", "west")
"""Where: each region, the world, and the West (United States and Europe)."""
GROUPS = ("all", *BUYERS, "corporations")
"""Whose: all enterprises, each type, and corporations (mid and large)."""
UNITS = ("workload", "tokens", "spend")
"""What use is measured in: budgets at work, tokens run, dollars spent. They are never mixed."""
OPENNESS = ("open", "closed")
BREAKDOWNS = ("maker", "model", "origin", "openness", "channel")
"""Ways to divide use."""


@dataclass(frozen=True)
class Cut:
    """Values over named axes; `present` masks the first axis to what is on the market."""

    axes: tuple[tuple[str, tuple[str, ...]], ...]  # (column, labels) per dimension
    values: Floats
    present: Flags | None = None


@dataclass(frozen=True)
class Indicator:
    """One labelled number, or an array of them, of a world."""

    name: str
    label: str
    unit: str
    definition: str
    cuts: Callable[[World], tuple[Cut, ...]]


INDICATORS: Registry[Indicator] = Registry("indicator", "simulator.indicators")


def indicator(
    name: str, label: str, unit: str
) -> Callable[[Callable[[World], tuple[Cut, ...]]], Callable[[World], tuple[Cut, ...]]]:
    """Register a function of a world as an indicator; its docstring is the definition."""

    def register(function: Callable[[World], tuple[Cut, ...]]) -> Callable[[World], tuple[Cut, ...]]:
        INDICATORS.add(name, Indicator(name, label, unit, " ".join((function.__doc__ or "").split()), function))
        return function

    return register


def _membership() -> Floats:
    """Return `(strata, places, groups)`: 1 where a stratum belongs to a place and a group."""
    region, kind = np.arange(STRATA) // len(BUYERS), np.arange(STRATA) % len(BUYERS)
    places = [region == number for number in range(len(REGIONS))]
    places += [np.ones(STRATA, dtype=bool), region <= REGIONS.index("europe")]
    groups = [np.ones(STRATA, dtype=bool), *(kind == number for number in range(len(BUYERS)))]
    groups.append((kind == BUYERS.index("mid")) | (kind == BUYERS.index("large")))
    return np.einsum("ps,gs->spg", np.array(places, dtype=np.float64), np.array(groups, dtype=np.float64))


MEMBERSHIP = _membership()


def maker_ids(world: World) -> tuple[str, ...]:
    """Return the ids of all makers, "" for the null row."""
    return tuple(map(str, world.makers.id))


def model_ids(world: World) -> tuple[str, ...]:
    """Return the ids of all models, "" for the null row."""
    return tuple(map(str, world.models.id))


def over_groups(by_stratum: Floats) -> Floats:
    """Return `(places, groups)` amounts, summed from `(strata,)`."""
    return np.tensordot(by_stratum, MEMBERSHIP, axes=1)


def label_of_offers(world: World, breakdown: str) -> tuple[NDArray[np.int32], tuple[str, ...]]:
    """Return `(offers,)` the label number of each offer under a breakdown, and the labels."""
    model = world.offers.model
    maker = world.models.maker[model]
    if breakdown == "maker":
        return maker, maker_ids(world)
    if breakdown == "model":
        return model, model_ids(world)
    if breakdown == "origin":
        return world.makers.origin[maker], ORIGINS
    if breakdown == "openness":
        return np.where(world.models.open[model], 0, 1).astype(np.int32), OPENNESS
    return world.offers.channel, CHANNELS


def use(world: World, breakdown: str) -> tuple[Floats, tuple[str, ...]]:
    """Return `(labels, places, groups, units)` use in $M or trillion tokens a month, and the labels."""
    numbers, labels = label_of_offers(world, breakdown)
    return tally(world, numbers[world.sales.offer], len(labels)), labels


def tally(world: World, label: NDArray[np.int32], count: int) -> Floats:
    """Return `(count, places, groups, units)` sales summed by the label of each row."""
    sales = world.sales
    cell = label.astype(np.int64) * STRATA + sales.stratum
    cubes = [total_by(cell, getattr(sales, name), count * STRATA).reshape(count, STRATA) for name in UNITS]
    flat = MEMBERSHIP.reshape(STRATA, -1)
    return np.stack([(cube @ flat).reshape(count, len(PLACES), len(GROUPS)) for cube in cubes], axis=-1)


def shares(amounts: Floats) -> Floats:
    """Return amounts over their sum along the first axis; 0 where nothing is used."""
    total = amounts.sum(axis=0)
    return amounts / np.where(total > 0.0, total, 1.0)


def market_shares(world: World, breakdown: str, place: str, group: str, units: str) -> tuple[Floats, tuple[str, ...]]:
    """Return `(labels,)` market shares in one place and group of buyers in one unit, and the labels."""
    cube, labels = use(world, breakdown)
    return shares(cube[:, PLACES.index(place), GROUPS.index(group), UNITS.index(units)]), labels
