"""Awareness: how buyers come to know of a model, and forget it."""

import numpy as np

from simulator.assumptions import Awareness
from simulator.entries import BUYERS
from simulator.month import Month
from simulator.world import Floats, World, total_by

_LEAST, _MOST = 0.01, 0.99  # no model is beyond reach of talk, and none is known to everybody


def awareness(world: World, month: Month) -> World:
    """Return the world with the awareness that buyers carry into next month (consideration sets: Goeree 2008).

    Free downloads buy mind-share: the marketing return to opening weights.
    """
    assumptions, models, known = month.assumptions.awareness, world.models, world.models.awareness
    share = _shares_of_use(world)
    presence = world.makers.presence[models.maker]

    # people talk of what they use, sales offices advertise it, and everybody reads of releases and downloads
    gain = assumptions.word_of_mouth * share + assumptions.marketing * presence
    gain += (_news_of_release(world, presence, assumptions) + assumptions.downloads * models.download_share)[:, None]

    # only those who do not know a model yet can come to know it; who neither uses it nor sees it used forgets it
    learnt = models.live[:, None] * (1.0 - known) * gain
    forgotten = assumptions.forgetting * known * (1.0 - share)
    after = np.clip(known + learnt - forgotten, _LEAST, _MOST)
    return world.changed(models=models.changed(awareness=np.where(models.live[:, None], after, known)))


def _shares_of_use(world: World) -> Floats:
    """Return `(models, regions)` each model's part of the workload in a region."""
    sales, models, regions = world.sales, len(world.models), len(world.regions)
    cell = world.offers.model[sales.offer] * regions + sales.stratum // len(BUYERS)
    used = total_by(cell, sales.workload, models * regions).reshape(models, regions)
    return used / np.maximum(used.sum(axis=0), 1e-300)  # where nothing is used yet, all shares are 0


def _news_of_release(world: World, presence: Floats, assumptions: Awareness) -> Floats:
    """Return `(models,)` share of those who do not know it that a model's release of this month reaches."""
    models = world.models
    # a release far behind the frontier is no news
    standing = np.clip(1.0 + (models.capability - world.economy.frontier) / assumptions.release_range, 0.0, 1.0)
    # the press writes more of a maker that has people to talk to somewhere
    reach = assumptions.release_reach + (1.0 - assumptions.release_reach) * presence.max(axis=1)
    # one half: it comes out in the middle of the month, and is talked of for the rest
    return 0.5 * assumptions.release * models.released * standing * reach
