"""Serving cost and list price: cost falls with hardware and practice, margins with crowding."""

import numpy as np

from simulator.memory import remembered
from simulator.month import Month
from simulator.world import Flags, Floats, Ints, Kind, Models, Origin, World

_SERVICE_OF_A_LEADER = 1.0  # support from which a maker asks the leaders' margin


def prices(world: World, month: Month) -> World:
    """Return the world with this month's unit costs ($ per million tokens) and list prices.

    A price closes a share of its distance to cost over (1 − target margin); the margin grows with a lead over all
    rivals and shrinks with each close rival of the same origin. A new model starts at its target.
    """
    models, economy, assumptions = world.models, world.economy, month.assumptions.prices
    makers, maker = world.makers, world.models.maker
    tail = makers.of_kind(Kind.TAIL)[maker]
    intensity = np.minimum(models.compute_intensity, month.rules.intensity_cap)
    practice = (1.0 + makers.tokens / assumptions.learning_scale) ** -assumptions.learning
    abroad = assumptions.serving_cost * intensity
    abroad = abroad * np.exp(assumptions.cost_of_capability * (models.capability - 1160.0) / 100.0)
    abroad = abroad * economy.hardware_cost * np.where(tail, 1.0, practice[maker])  # small firms share no practice
    chips_missing = np.where(makers.from_origin(Origin.CHINA), 1.0 - month.rules.chip_access, 0.0)
    home = abroad * (1.0 + assumptions.chip_penalty * chips_missing)[maker]
    borne = home * (1.0 - month.rules.serving_grant)[maker]  # the state bears the rest
    margin = np.where(tail, assumptions.tail_markup / (1.0 + assumptions.tail_markup), _target_margin(world, month))
    target = np.log(np.maximum(borne, 1e-12) / (1.0 - margin))  # the null model costs nothing
    posted = np.log(np.maximum(models.list_price, 1e-12))
    started = models.list_price > 0
    price = np.exp(np.where(started & ~tail, posted + assumptions.adjustment * (target - posted), target))
    frontier_cost = assumptions.serving_cost * economy.hardware_cost
    frontier_cost *= float(np.exp(assumptions.cost_of_capability * (economy.frontier - 1160.0) / 100.0))
    changed = models.changed(
        unit_cost=np.where(models.live, home, models.unit_cost),
        unit_cost_abroad=np.where(models.live, abroad, models.unit_cost_abroad),
        list_price=np.where(models.live, price, models.list_price),
    )
    reference = frontier_cost / (1.0 - assumptions.reference_margin)
    return world.changed(models=changed, economy=economy.changed(reference_price=reference))


def _target_margin(world: World, month: Month) -> Floats:
    models, makers, assumptions = world.models, world.makers, month.assumptions.prices
    maker = models.maker
    chinese = makers.from_origin(Origin.CHINA)
    base = np.where(makers.support >= _SERVICE_OF_A_LEADER, assumptions.margin_leader, assumptions.margin_other)
    base = np.where(chinese, assumptions.margin_chinese_startup, base)
    base = np.where(chinese & makers.of_kind(Kind.GIANT), assumptions.margin_chinese_giant, base)
    named = models.live & ~makers.of_kind(Kind.TAIL)[maker]
    apart, alike = _apart(maker), _same_origin(maker, makers.origin)
    near = np.abs(models.capability[:, None] - models.capability) <= assumptions.crowding_reach
    rivals = (near & apart & alike & named).sum(axis=1).astype(np.float64)
    behind_open = chinese[maker] & (models.capability < world.economy.open_frontier)
    small = min(assumptions.tail_crowding_most, assumptions.tail_crowding * len(world.tail))
    rivals += np.where(behind_open, small, 0.0)
    lead = np.clip(models.capability - _best_rival(models, apart & named), 0.0, 100.0)
    margin = base[maker] + assumptions.margin_of_lead * lead / 50.0 - assumptions.margin_of_crowding * rivals
    return np.clip(margin, assumptions.least_margin, assumptions.greatest_margin)


@remembered
def _apart(maker: Ints) -> Flags:
    """Return `(models, models)` which models are of different makers."""
    return maker[:, None] != maker


@remembered
def _same_origin(maker: Ints, origin: Ints) -> Flags:
    """Return `(models, models)` which models are of the same origin."""
    return origin[maker][:, None] == origin[maker]


def _best_rival(models: Models, rival: Flags) -> Floats:
    """Return `(models,)` the best capability among rivals `(models, models)`, its own without any."""
    best = np.where(rival, models.capability, -np.inf).max(axis=1)
    return np.where(np.isneginf(best), models.capability, best)
