"""Adoption: how many enterprises buy models at all (Bass 1969)."""

import numpy as np

from simulator.entries import BUYERS
from simulator.month import Month
from simulator.world import World


def adoption(world: World, month: Month) -> World:
    """Return the world with this month's share of adopters in each stratum; it never falls."""
    numbers = month.assumptions.adoption
    alone = numbers.innovation.array
    by_example = numbers.imitation.array
    share = world.adoption.reshape(len(world.regions), len(BUYERS))
    speed = world.regions.adoption_speed[:, None] * world.economy.capability_pull
    share = share + (alone + by_example * share) * (1.0 - share) * speed
    return world.changed(adoption=np.minimum(share, 1.0).ravel())
