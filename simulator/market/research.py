"""Research: what makers spend, what their laboratories achieve, what they learn from each other."""

from math import exp, sqrt

import numpy as np

from simulator.dates import NOW
from simulator.month import Month
from simulator.world import Floats, Kind, Makers, Status, World, row_numbers

_TINKERING = 0.05  # research below this scale makes no breakthrough


def research(world: World, month: Month) -> World:
    """Return the world after a month of research.

    Progress of a laboratory of effective scale x is `frontier_pace` x^`elasticity` plus spillovers, which only a lab
    with research of its own absorbs (Cohen and Levinthal 1990), plus noise and rare breakthroughs.
    """
    makers, economy, assumptions = world.makers, world.economy, month.assumptions.research
    rules, luck = month.rules, month.luck
    rows = row_numbers(len(makers))
    active = makers.in_status(Status.ACTIVE)
    spend = _spend(makers, economy.programme_cost, month)
    scale = (
        spend
        * (1.0 + rules.research_grant)
        * makers.efficiency
        * rules.efficiency
        * rules.chip_access
        / economy.programme_cost
    )
    absorbed = scale / (scale + assumptions.absorption)
    latent = makers.capability
    spillover = absorbed * (
        assumptions.spillover_open * np.maximum(economy.open_frontier - latent, 0.0)
        + assumptions.spillover_closed * np.maximum(economy.frontier - latent, 0.0)
    )
    pace = exp(-max(0, month.number - NOW) / assumptions.slowdown)
    noise = assumptions.noise * np.sqrt(np.minimum(1.0, scale + 0.2)) * luck.normal("research", month.number, rows)
    leap = luck.uniform("breakthrough", month.number, rows) < assumptions.breakthrough_chance
    leap &= scale > _TINKERING
    size = np.zeros(len(makers))
    if leap.any():
        draws = luck.uniform("size of breakthrough", month.number, rows)
        size = np.where(leap, -assumptions.breakthrough_size * np.log(draws), 0.0)
    progress = pace * (assumptions.frontier_pace * scale**assumptions.elasticity + spillover)
    progress += sqrt(pace) * noise + pace * size
    trained = latent + np.where(active & ~makers.wrapper, progress, 0.0)
    tuned = np.maximum(latent, economy.open_frontier - assumptions.retreated_lag)
    wrapped = np.maximum(latent, economy.frontier - assumptions.wrapper_lag)
    capability = np.where(makers.in_status(Status.RETREATED), tuned, trained)
    capability = np.where(active & makers.wrapper, wrapped, capability) - rules.capability_loss
    capability = np.maximum(capability, economy.frontier + rules.capability_floor)
    return world.changed(makers=makers.changed(capability=capability, research=spend, scale=scale))


def _spend(makers: Makers, programme_cost: float, month: Month) -> Floats:
    """Return `(makers,)` $M a month: giants, patrons and states follow their plan; start-ups mind their cash."""
    assumptions = month.assumptions.finance
    plan = makers.ambition * programme_cost
    careful = np.minimum(plan, np.maximum(assumptions.minimum_research * plan, makers.cash / assumptions.cash_months))
    spend = np.where(makers.of_kind(Kind.STARTUP), careful, plan)
    spend = np.where(makers.in_status(Status.RETREATED), month.assumptions.research.retreated_spend * plan, spend)
    return np.where(makers.alive, spend, 0.0)
