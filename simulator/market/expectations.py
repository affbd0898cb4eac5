"""Expectations: whom buyers trust this month, and how much they will fear a ban next month."""

import numpy as np

from simulator.entries import BUYERS, ORIGINS, REGIONS
from simulator.month import Month
from simulator.world import Floats, Origin, RegionIndex, World

_CALM = 0.15  # the tension of January 2026, to which the regions' distrust refers
_USUAL_LAG = 100.0  # points: the lag of Europe's best model to which its distrust of Chinese ones refers
_MOST_FEARED = 2.0  # hazard a year: six in seven expect the ban within the year, and more signals say nothing new


def trust(world: World, month: Month) -> World:
    """Return the world with this month's distrust of each origin in each region.

    Europe trusts Chinese models more as its relations with America sour and as its own best model falls behind.
    """
    assumptions, rules = month.assumptions.beliefs, month.rules
    distrust = world.regions.distrust.copy()
    tension = assumptions.tension_baseline - _CALM + rules.tension

    # Europe looks for another ally: what it loses in trust of America, it gains in trust of China
    europe = distrust[RegionIndex.EUROPE]
    behind = _lag_of_europe(world) - _USUAL_LAG
    relief = assumptions.europe_tension * tension + assumptions.europe_lag * behind / 100.0
    europe[Origin.CHINA] = max(0.0, europe[Origin.CHINA] - relief)
    europe[Origin.UNITED_STATES] += assumptions.europe_america * max(0.0, tension)

    # what takes away distrust leaves trust alone; what adds to it shifts both
    scaled = np.where(distrust > 0.0, distrust * rules.distrust_factor, distrust)
    return world.changed(distrust=scaled + rules.distrust_shift)


def _lag_of_europe(world: World) -> float:
    """Return the points from the frontier back to what Europe can offer: its best model, or else the best open one."""
    models = world.models
    european = models.live & world.makers.from_origin(Origin.EUROPE)[models.maker]
    best = models.capability[european].max() if european.any() else world.economy.open_frontier
    return float(world.economy.frontier - best)


def fear_of_bans(world: World, month: Month) -> World:
    """Return the world with the fear of a ban that buyers carry into next month: it fades, and signals add to it."""
    assumptions = month.assumptions.beliefs
    # a large firm hears in a threat what a start-up shrugs off
    signal = np.multiply.outer(month.rules.ban_signal, assumptions.weight.array).reshape(len(ORIGINS), -1)
    # without news, fear goes back to what it was before anybody threatened
    fading = assumptions.decay * (ban_baseline(month) - world.ban_belief)
    return world.changed(ban_belief=np.clip(world.ban_belief + fading + signal, 0.0, _MOST_FEARED))


def ban_baseline(month: Month) -> Floats:
    """Return `(origins, strata)` the fear of a ban without any reason, hazard a year."""
    assumptions = month.assumptions.beliefs
    baseline = np.full((len(ORIGINS), len(REGIONS), len(BUYERS)), assumptions.ban_baseline)
    # between the two powers, and in Europe of China, more is thought possible than elsewhere
    baseline[Origin.CHINA, RegionIndex.UNITED_STATES] = assumptions.ban_baseline_china_us
    baseline[Origin.CHINA, RegionIndex.EUROPE] = assumptions.ban_baseline_china_europe
    baseline[Origin.UNITED_STATES, RegionIndex.CHINA] = assumptions.ban_baseline_us_china
    return baseline.reshape(len(ORIGINS), -1)
