"""Releases and licences: which models ship a new version, and whose weights are open."""

import numpy as np

from simulator.dates import NEVER
from simulator.memory import unless_equal
from simulator.month import Month
from simulator.news import Item
from simulator.world import Flags, Floats, Kind, Models, World, row_numbers


def releases(world: World, month: Month) -> World:
    """Return the world after this month's releases.

    A version ships when it is better by a worthwhile step and its time has come, sooner when it would take the lead; a
    model is open while it is live, its month of opening has come and no measure closes it.
    """
    t, models, makers, assumptions = month.number, world.models, world.makers, month.assumptions.releases
    tail = makers.of_kind(Kind.TAIL)[models.maker]
    live = (models.launch <= t) & makers.alive[models.maker]
    ready = makers.capability[models.maker] - models.lag
    cadence = models.cadence * month.rules.cadence[models.maker]
    waited = models.since + 1.0
    luck = month.luck.uniform("release", t, row_numbers(len(models)))
    could_lead = (ready > world.economy.frontier) & (models.capability < world.economy.frontier)
    eagerness = assumptions.eagerness * np.where(could_lead, assumptions.race, 1.0)
    worth = ready >= models.capability + assumptions.least_progress
    due = (luck < eagerness / cadence) | (waited >= assumptions.longest_wait * cadence)
    launched = live & (models.launch == t)
    released = launched | (live & ~launched & worth & (waited >= assumptions.least_wait * cadence) & due)
    released &= ~tail  # the long tail has no versions
    may_open = live & (models.open_from <= t) & (models.open_from < NEVER) & ~month.rules.closed
    changed = models.changed(
        live=unless_equal(live, models.live),
        open=unless_equal(may_open, models.open),
        released=released,
        capability=np.where(released, np.maximum(models.capability, ready), models.capability),
        since=np.where(released, 0.0, waited),
        releases=(models.releases + released).astype(np.int32),
        variants=models.variants + np.where(live, models.variants_per_month, 0.0),
        awareness=np.maximum(models.awareness, np.where(live, month.rules.awareness_floor, 0.0)[:, None]),
    )
    frontier = _best(changed.capability, live & ~tail, world.economy.frontier)
    open_frontier = _best(changed.capability, may_open & ~tail, world.economy.open_frontier)
    economy = world.economy.changed(frontier=frontier, open_frontier=open_frontier)
    return world.changed(models=changed, economy=economy).reported(*_news(models, changed, month))


def _best(capability: Floats, among: Flags, otherwise: float) -> float:
    """Return the greatest capability among some models; without any, knowledge of the last ones stays in the world."""
    return float(capability[among].max()) if among.any() else otherwise


def _news(before: Models, after: Models, month: Month) -> list[Item]:
    items = []
    for row in np.flatnonzero(after.released):
        weights = "open weights" if after.open[row] else "closed"
        points = f"{after.capability[row]:.0f} points"
        first = after.releases[row] == 1
        text = f"{after.name[row]} {'is launched' if first else 'has a new version'}: {points}, {weights}."
        items.append(Item(month.number, "launch" if first else "release", str(after.id[row]), text))
    for row in np.flatnonzero(after.open != before.open):
        if after.live[row] and after.releases[row] > 1:
            what = "opens its weights" if after.open[row] else "no longer publishes its weights"
            items.append(Item(month.number, "licence", str(after.id[row]), f"{after.name[row]} {what}."))
    return items
