"""What no firm decides: the cost of research and of hardware, the growth of budgets."""

from math import exp, log

import numpy as np

from simulator.month import Month
from simulator.world import World

_PROGRAMME_MONTH = 20  # the month to which `programme_cost` refers: May 2025
_CAPEX_MONTH = 30  # the middle of 2026's investment lies near March
_CAPEX_BEND = 60  # September 2028


def outside_forces(world: World, month: Month) -> World:
    """Return the world with this month's cost of a frontier programme, hardware cost and growth of budgets."""
    t, assumptions = month.number, month.assumptions
    rate = log(2.0) / assumptions.research.cost_growth_half_life

    def treadmill(when: float) -> float:
        return assumptions.research.cost_growth * (1.0 - exp(-rate * when)) / rate

    fall = assumptions.prices.decline_in_the_end
    fall += (assumptions.prices.decline_at_first - fall) * 2.0 ** (-t / assumptions.prices.decline_half_life)
    later = max(0, t - _CAPEX_BEND)
    capex = assumptions.clouds.capex_growth * (t - later - _CAPEX_MONTH) + assumptions.clouds.capex_growth_later * later
    surprise = (world.economy.frontier - 1160.0 - assumptions.adoption.trend * t) / 100.0
    economy = world.economy.changed(
        programme_cost=assumptions.research.programme_cost * exp(treadmill(t) - treadmill(_PROGRAMME_MONTH)),
        hardware_cost=world.economy.hardware_cost * exp(-fall),
        budget_growth=(1.0 + assumptions.demand.software_growth) ** (t / 12.0) * month.rules.budgets,
        capex_growth=exp(capex),
        capability_pull=float(np.clip(exp(assumptions.adoption.pull * surprise), 0.7, 1.3)),
    )
    return world.changed(economy=economy)
