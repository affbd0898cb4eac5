"""What is on offer: capability, its gaps, list prices, and how many models there are."""

import numpy as np

from simulator.entries import ORIGINS
from simulator.indicator import OPENNESS, Cut, indicator, model_ids
from simulator.world import Flags, Kind, World, total_by


@indicator("capability", "Capability", "points")
def capability(world: World) -> tuple[Cut, ...]:
    """Capability of each released model on a leaderboard-like scale."""
    return (Cut((("model", model_ids(world)),), world.models.capability, world.models.live),)


@indicator("capability_gap", "Gap to the frontier", "points")
def capability_gap(world: World) -> tuple[Cut, ...]:
    """Capability of the best model of all less that of the best of an origin, or of the best open or closed one."""
    origin = world.makers.origin[world.models.maker]
    named = _named(world)
    by_origin = np.array([_best(world, named & (origin == number)) for number in range(len(ORIGINS))])
    by_openness = np.array([_best(world, named & world.models.open), _best(world, named & ~world.models.open)])
    return (
        Cut((("origin", ORIGINS),), world.economy.frontier - by_origin, by_origin > 0.0),
        Cut((("openness", OPENNESS),), world.economy.frontier - by_openness, by_openness > 0.0),
    )


@indicator("list_price", "List price", "$ per million tokens")
def list_price(world: World) -> tuple[Cut, ...]:
    """What a maker asks for a million tokens on its own service, input and output blended."""
    return (Cut((("model", model_ids(world)),), world.models.list_price, world.models.live),)


@indicator("models_on_offer", "Models on offer", "models")
def models_on_offer(world: World) -> tuple[Cut, ...]:
    """Models that can be had: each named family counts for up to three versions, each firm of the long tail for one."""
    origin = world.makers.origin[world.models.maker]
    versions = np.where(_named(world), np.minimum(3, 1 + world.models.releases // 3), 0)
    count = total_by(origin, versions, len(ORIGINS))
    count[ORIGINS.index("china")] += len(world.tail)
    return (Cut((("origin", ORIGINS),), count),)


def _named(world: World) -> Flags:
    return world.models.live & (world.makers.kind[world.models.maker] != Kind.TAIL)


def _best(world: World, those: Flags) -> float:
    return float(world.models.capability[those].max(initial=0.0))
