"""Awareness: how buyers come to know of a model, and forget it."""

import numpy as np

from simulator.entries import BUYERS
from simulator.month import Month
from simulator.world import World, total_by


def awareness(world: World, month: Month) -> World:
    """Return the world with the awareness that buyers carry into next month (consideration sets: Goeree 2008).

    Free downloads buy mind-share: the marketing return to opening weights.
    """
    numbers, models, sales = month.assumptions.awareness, world.models, world.sales
    regions = len(world.regions)
    cell = world.offers.model[sales.offer] * regions + sales.stratum // len(BUYERS)
    used = total_by(cell, sales.workload, len(models) * regions).reshape(len(models), regions)
    share = used / np.maximum(used.sum(axis=0), 1e-300)
    presence = world.makers.presence[models.maker]
    standing = np.clip(
        1.0 + (models.capability - world.economy.frontier) / 150.0, 0.0, 1.0
    )  # a release far behind is no news
    reach = 0.3 + 0.7 * presence.max(axis=1)
    gain = numbers.word_of_mouth * share + numbers.marketing * presence
    gain += (0.5 * numbers.release * models.released * standing * reach + numbers.downloads * models.download_share)[
        :, None
    ]
    known = models.awareness
    known = known + models.live[:, None] * (1.0 - known) * gain - numbers.forgetting * known * (1.0 - share)
    known = np.where(models.live[:, None], np.clip(known, 0.01, 0.99), models.awareness)
    return world.changed(models=models.changed(awareness=known))
