"""Entry: makers appear when their month has come, when a measure founds them, or when a new laboratory breaks out."""

import numpy as np

from simulator.dates import NEVER, NOW
from simulator.month import Month
from simulator.news import Item
from simulator.world import Kind, Status, World, row_numbers


def entry(world: World, month: Month) -> World:
    """Return the world in which this month's newcomers have entered; their models launch at once."""
    makers, assumptions, t = world.makers, month.assumptions.finance, month.number
    outside = makers.in_status(Status.WAITING)
    by_calendar = outside & (makers.enters == t)
    founded = outside & month.rules.enters
    breaks_out = outside & makers.waits & makers.of_kind(Kind.STARTUP) & (t > NOW)
    if breaks_out.any():
        chance = assumptions.breakout_chance * world.economy.sentiment[makers.origin]
        breaks_out &= month.luck.uniform("break-out", t, row_numbers(len(makers))) < chance
    come = by_calendar | founded | breaks_out
    come[0] = False
    if not come.any():
        return world
    anew = come & ~by_calendar
    models = world.models
    launched = anew[models.maker] & (models.launch == NEVER)
    start = world.economy.open_frontier - assumptions.breakout_lag
    changed = makers.changed(
        status=np.where(come, Status.ACTIVE, makers.status).astype(np.int32),
        entered=np.where(come, t, makers.entered).astype(np.int16),
        capability=np.where(anew, start, makers.capability),
    )
    names = [(str(makers.id[row]), str(makers.name[row])) for row in np.flatnonzero(come)]
    news = [Item(t, "entry", subject, f"{name} enters the market.") for subject, name in names]
    launch = np.where(launched, t, models.launch).astype(np.int16)
    return world.changed(makers=changed, models=models.changed(launch=launch)).reported(*news)
