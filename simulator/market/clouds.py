"""Clouds: what they build, what compute costs there, and which models they carry."""

import numpy as np

from simulator.memory import unless_equal
from simulator.month import Month
from simulator.world import Clouds, Flags, Kind, Origin, World


def clouds(world: World, month: Month) -> World:
    """Return the world with this month's capacity, price of compute and listings of every cloud.

    Capacity is $M of monthly serving cost at the hardware of August 2023: cheaper hardware makes a dollar of investment
    go further.
    """
    state, numbers, rules = world.clouds, month.assumptions.clouds, month.rules
    capex = state.capex_2026 * rules.capex * world.economy.capex_growth
    split = state.split * (1.0 - rules.redirected)[:, None] + rules.redirected[:, None] * rules.destinations
    built = capex[:, None] * split * numbers.enterprise_share / (numbers.payback * world.economy.hardware_cost)
    capacity = (1.0 - numbers.depreciation) * state.capacity + built
    discount = np.where(state.origin == Origin.CHINA, 1.0 - numbers.chinese_discount, 1.0)
    price = discount[:, None] * (1.0 + np.maximum(state.utilisation - numbers.congestion_from, 0.0))
    exposure = world.regions.exposure[:, state.origin].T
    distrust = np.maximum(world.distrust[:, state.origin].T, 0.0)
    shunned = numbers.aversion_exposure * exposure + numbers.aversion_distrust * distrust
    attraction = np.where(capacity > 0.0, capacity / price * np.exp(-shunned), 0.0)
    attraction[0] = 0.0
    lists = _listings(world, state, rules.delisted, month.number)
    lists = unless_equal(lists, state.lists)
    return world.changed(clouds=state.changed(capacity=capacity, price=price, attraction=attraction, lists=lists))


def _listings(world: World, state: Clouds, delisted: Flags, t: int) -> Flags:
    """Return `(clouds, models)`: open models anywhere, closed ones where licensed, foreign ones once clouds dare."""
    models, makers = world.models, world.makers
    origin = makers.origin[models.maker]
    domestic = state.origin[:, None] == origin[None, :]
    dared = domestic | (models.listed_abroad_from <= t)[None, :]
    carried = np.where(models.open[None, :], dared, models.carried_closed.T & ~state.open_only[:, None] & dared)
    group = state.group[:, None] == models.maker[None, :]
    own = makers.own_cloud[models.maker][None, :] == np.arange(len(state))[:, None]
    lists = carried & models.live[None, :] & ~group & ~own & ~delisted[:, models.maker]
    lists[0] = False
    lists[:, 0] = False
    return lists & (~makers.of_kind(Kind.TAIL)[models.maker])[None, :]
