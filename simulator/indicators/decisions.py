"""Buyers' decisions: what they fear, how often they change, and what forced changes cost."""

import numpy as np

from simulator.entries import BUYERS, ORIGINS, REGIONS
from simulator.indicator import GROUPS, PLACES, UNITS, Cut, indicator, over_groups
from simulator.world import STRATA, SWITCHES, Floats, World, total_by

_WHERE_AND_WHO = (("region", PLACES), ("buyer", GROUPS))
_BY_WORKLOAD = (*_WHERE_AND_WHO, ("units", UNITS[:1]))


@indicator("ban_belief", "Fear of a ban", "hazard a year")
def ban_belief(world: World) -> tuple[Cut, ...]:
    """Chance a year, as buyers see it at the end of the month, that models of an origin become unusable for them."""
    shape = (len(ORIGINS), len(REGIONS), len(BUYERS))
    return (Cut((("origin", ORIGINS), ("region", REGIONS), ("buyer", BUYERS)), world.ban_belief.reshape(shape)),)


@indicator("adoption", "Adoption", "share of enterprises")
def adoption(world: World) -> tuple[Cut, ...]:
    """Share of enterprises that buy models at all."""
    return (Cut((("region", REGIONS), ("buyer", BUYERS)), world.adoption.reshape(len(REGIONS), len(BUYERS))),)


@indicator("first_contracts", "First contracts", "share of workload a month")
def first_contracts(world: World) -> tuple[Cut, ...]:
    """Part of the workload in use whose buyer took up models this month, or came back after finding none allowed."""
    return (Cut(_BY_WORKLOAD, _part(world, "new")),)


@indicator("renewals", "Renewals", "share of workload a month")
def renewals(world: World) -> tuple[Cut, ...]:
    """Part of the workload in use that could change at the end of a contract this month and stayed with its offer."""
    return (Cut(_BY_WORKLOAD, _part(world, "renewed")),)


@indicator("switching", "Voluntary switching", "share of workload a month")
def switching(world: World) -> tuple[Cut, ...]:
    """Part of the workload in use that changed its offer this month at the end of a contract, by its own choice."""
    return (Cut(_BY_WORKLOAD, _part(world, "voluntary")),)


@indicator("forced_switching", "Forced switching", "share of workload a month")
def forced_switching(world: World) -> tuple[Cut, ...]:
    """Part of the workload in use that had to change this month because its offer was gone or forbidden."""
    return (Cut(_BY_WORKLOAD, _part(world, "forced")),)


@indicator("adaptation_cost", "Adaptation cost", "$M a month")
def adaptation_cost(world: World) -> tuple[Cut, ...]:
    """What buyers spend on rebuilding their systems after forced switches."""
    return (Cut(_WHERE_AND_WHO, over_groups(world.switching.adaptation_cost)),)


def _part(world: World, switch: str) -> Floats:
    in_use = total_by(world.sales.stratum, world.sales.workload, STRATA)
    total = over_groups(in_use)
    moved = over_groups(world.switching.workload[SWITCHES.index(switch)])
    return (moved / np.where(total > 0.0, total, 1.0))[..., None]
