"""Expectations: whom buyers trust this month, and how much they will fear a ban next month."""

import numpy as np

from simulator.entries import BUYERS, ORIGINS, REGIONS
from simulator.month import Month
from simulator.world import Floats, Origin, RegionIndex, World

_CALM = 0.15  # the tension of January 2026, to which the regions' distrust refers


def trust(world: World, month: Month) -> World:
    """Return the world with this month's distrust of each origin in each region.

    Europe trusts Chinese models more as its relations with America sour and as its own best model falls behind.
    """
    numbers, rules, models = month.assumptions.beliefs, month.rules, world.models
    distrust = world.regions.distrust.copy()
    tension = numbers.tension_baseline - _CALM + rules.tension
    european = models.live & world.makers.from_origin(Origin.EUROPE)[models.maker]
    lag = world.economy.frontier - (
        models.capability[european].max() if european.any() else world.economy.open_frontier
    )
    relief = numbers.europe_tension * tension + numbers.europe_lag * (lag - 100.0) / 100.0
    base = distrust[RegionIndex.EUROPE]
    base[Origin.CHINA] = max(0.0, base[Origin.CHINA] - relief)
    base[Origin.UNITED_STATES] += numbers.europe_america * max(0.0, tension)
    # what takes away distrust leaves trust alone
    scaled = np.where(distrust > 0.0, distrust * rules.distrust_factor, distrust)
    return world.changed(distrust=scaled + rules.distrust_shift)


def fear_of_bans(world: World, month: Month) -> World:
    """Return the world with the fear of a ban that buyers carry into next month: it fades, and signals add to it."""
    numbers = month.assumptions.beliefs
    weight = numbers.weight.array
    signal = np.multiply.outer(month.rules.ban_signal, weight).reshape(len(ORIGINS), -1)
    belief = world.ban_belief + numbers.decay * (ban_baseline(month) - world.ban_belief) + signal
    return world.changed(ban_belief=np.clip(belief, 0.0, 2.0))


def ban_baseline(month: Month) -> Floats:
    """Return `(origins, strata)` the fear of a ban without any reason, hazard a year."""
    numbers = month.assumptions.beliefs
    baseline = np.full((len(ORIGINS), len(REGIONS), len(BUYERS)), numbers.ban_baseline)
    baseline[Origin.CHINA, RegionIndex.UNITED_STATES] = numbers.ban_baseline_china_us
    baseline[Origin.CHINA, RegionIndex.EUROPE] = numbers.ban_baseline_china_europe
    baseline[Origin.UNITED_STATES, RegionIndex.CHINA] = numbers.ban_baseline_us_china
    return baseline.reshape(len(ORIGINS), -1)
