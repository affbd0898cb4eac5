"""What buyers spend on models before prices enter: the workload, which surveys of use measure."""

import numpy as np

from simulator.assumptions import Demand
from simulator.world import Floats, Ints, World

EVERYBODY = slice(None)


def budgets(world: World, assumptions: Demand, rows: Ints | slice = EVERYBODY) -> Floats:
    """Return `(rows,)` $M a month: budget at saturation, grown with software budgets and ramped up since adoption.

    Rows are rows of buyers, everybody unless named. A buyer that holds no offer has 0.
    """
    buyers = world.buyers
    # a new adopter begins with a part of what it will spend once models are at work everywhere in the firm
    months = np.arange(world.month + 1)  # since adoption
    ramp = np.minimum(1.0, assumptions.first_budget + (1.0 - assumptions.first_budget) * months / assumptions.ramp)
    # budgets for software grow with the region's economy, whoever is bought from
    workload = buyers.budget[rows] * world.economy.budget_growth.take(buyers.region[rows])
    workload *= ramp.take(world.month - buyers.adopted[rows], mode="clip")
    workload *= buyers.offer[rows] > 0
    return workload
