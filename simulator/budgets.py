"""What buyers spend on models before prices enter: the workload, which surveys of use measure."""

import numpy as np

from simulator.assumptions import Demand
from simulator.world import Floats, Ints, World

EVERYBODY = slice(None)


def budgets(world: World, numbers: Demand, rows: Ints | slice = EVERYBODY) -> Floats:
    """Return `(rows,)` $M a month: budget at saturation, grown with software budgets and ramped up since adoption.

    A buyer that holds no offer has 0.
    """
    buyers = world.buyers
    months = np.arange(world.month + 1)  # since adoption
    ramp = np.minimum(1.0, numbers.first_budget + (1.0 - numbers.first_budget) * months / numbers.ramp)
    workload = buyers.budget[rows] * world.economy.budget_growth.take(buyers.region[rows])
    workload *= ramp.take(world.month - buyers.adopted[rows], mode="clip")
    workload *= buyers.offer[rows] > 0
    return workload
