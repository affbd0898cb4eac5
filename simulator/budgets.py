"""What buyers spend on models before prices enter: the workload, which surveys of use measure."""

import numpy as np

from simulator.assumptions import Demand
from simulator.world import Floats, World


def budgets(world: World, numbers: Demand) -> Floats:
    """Return `(buyers,)` $M a month: budget at saturation, grown with software budgets and ramped up since adoption.

    A buyer that holds no offer has 0.
    """
    buyers = world.buyers
    age = world.month - buyers.adopted.astype(np.float64)
    ramp = np.minimum(1.0, numbers.first_budget + (1.0 - numbers.first_budget) * age / numbers.ramp)
    return np.where(buyers.offer > 0, buyers.budget * world.economy.budget_growth * ramp, 0.0)
