"""Clouds: what they build, what compute costs there, and which models they carry."""

import numpy as np

from simulator.memory import unless_equal
from simulator.month import Month
from simulator.world import Clouds, Flags, Floats, Kind, Origin, World, row_numbers


def clouds(world: World, month: Month) -> World:
    """Return the world with this month's capacity, price of compute and listings of every cloud.

    Capacity is $M of monthly serving cost at the hardware of August 2023: cheaper hardware makes a dollar of investment
    go further.
    """
    state, lists = world.clouds, unless_equal(_listings(world, month), world.clouds.lists)
    capacity, price = _capacity(world, month), _price(state, month)
    attraction = _attraction(world, month, capacity, price)
    return world.changed(clouds=state.changed(capacity=capacity, price=price, attraction=attraction, lists=lists))


def _capacity(world: World, month: Month) -> Floats:
    """Return `(clouds, regions)` what stands after this month's wear and building."""
    state, assumptions, rules = world.clouds, month.assumptions.clouds, month.rules
    # a cloud spreads its investment as it always has, but for what a government's money takes elsewhere
    capex = state.capex_2026 * rules.capex * world.economy.capex_growth
    moved = rules.redirected[:, None]
    split = state.split * (1.0 - moved) + moved * rules.destinations
    # cheaper hardware makes a dollar of investment go further
    built = capex[:, None] * split * assumptions.enterprise_share / (assumptions.payback * world.economy.hardware_cost)
    return (1.0 - assumptions.depreciation) * state.capacity + built


def _price(state: Clouds, month: Month) -> Floats:
    """Return `(clouds, regions)` price of compute, 1 = normal: dearer where last month's machines were nearly full."""
    assumptions = month.assumptions.clouds
    discount = np.where(state.origin == Origin.CHINA, 1.0 - assumptions.chinese_discount, 1.0)
    return discount[:, None] * (1.0 + np.maximum(state.utilisation - assumptions.congestion_from, 0.0))


def _attraction(world: World, month: Month, capacity: Floats, price: Floats) -> Floats:
    """Return `(clouds, regions)` weight among hosts: much capacity at a low price, under a law that nobody minds."""
    assumptions, origin = month.assumptions.clouds, world.clouds.origin
    # buyers would rather not have their data under some jurisdictions, nor with firms that they distrust
    exposure = world.regions.exposure[:, origin].T
    distrust = np.maximum(world.distrust[:, origin].T, 0.0)
    shunned = assumptions.aversion_exposure * exposure + assumptions.aversion_distrust * distrust
    attraction = np.where(capacity > 0.0, capacity / price * np.exp(-shunned), 0.0)
    # the customer's own machines are not for rent
    attraction[0] = 0.0
    return attraction


def _listings(world: World, month: Month) -> Flags:
    """Return `(clouds, models)`: open models anywhere, closed ones where licensed, foreign ones once clouds dare."""
    state, models, makers = world.clouds, world.models, world.makers
    # a cloud carries models of its own origin at once, foreign ones when the first cloud has dared to
    domestic = state.origin[:, None] == makers.origin[models.maker][None, :]
    dared = domestic | (models.listed_abroad_from <= month.number)[None, :]
    # nobody asks leave to host open weights; closed ones are licensed to clouds that take them
    licensed = models.carried_closed.T & ~state.open_only[:, None]
    carried = dared & (models.open[None, :] | licensed)
    # models of the cloud's own group reach buyers on the maker's own channel, those of the long tail on no marketplace
    group = state.group[:, None] == models.maker[None, :]
    own = makers.own_cloud[models.maker][None, :] == row_numbers(len(state))[:, None]
    named = ~makers.of_kind(Kind.TAIL)[models.maker]
    lists = carried & models.live & named & ~group & ~own & ~month.rules.delisted[:, models.maker]
    lists[0] = False
    lists[:, 0] = False
    return lists
