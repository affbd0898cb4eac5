"""Adoption: how many enterprises buy models at all (Bass 1969)."""

import numpy as np

from simulator.entries import BUYERS
from simulator.month import Month
from simulator.world import World


def adoption(world: World, month: Month) -> World:
    """Return the world with this month's share of adopters in each stratum; it never falls.

    Those who have not adopted do so with a chance that others' example raises (Bass 1969); a region's readiness and
    progress beyond its trend hasten both.
    """
    assumptions = month.assumptions.adoption
    alone = assumptions.innovation.array
    by_example = assumptions.imitation.array
    # each type of firm follows the example of its like in its own region
    share = world.adoption.reshape(len(world.regions), len(BUYERS))
    # models that get better faster than expected win over the hesitant
    speed = world.regions.adoption_speed[:, None] * world.economy.capability_pull
    share = share + (alone + by_example * share) * (1.0 - share) * speed
    return world.changed(adoption=np.minimum(share, 1.0).ravel())
