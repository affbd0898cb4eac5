"""Downloads of open weights, and what is built on them."""

import numpy as np

from simulator.month import Month
from simulator.world import Kind, World

_AUDIENCE = np.array([0.25, 0.20, 0.20, 0.07, 0.05, 0.01, 0.04, 0.18])  # where the people who download live, by region


def downloads(world: World, month: Month) -> World:
    """Return the world after this month's downloads; breadth and derivatives count for more than peak capability."""
    assumptions, models = month.assumptions.downloads, world.models
    eligible = models.open & ~world.makers.of_kind(Kind.TAIL)[models.maker]
    rise = 1.0 + np.exp(-assumptions.steepness * (month.number - assumptions.midpoint))
    total = (assumptions.ceiling - assumptions.floor) / rise
    total = (assumptions.floor + total) * 1e6
    pull = assumptions.capability * (models.capability - world.economy.open_frontier) / 100.0
    thousands = np.log1p(models.derivatives / 1000.0)
    pull += assumptions.variants * np.log1p(models.variants) + assumptions.derivatives * thousands
    pull += assumptions.novelty * np.exp(-models.since / assumptions.novelty_months)
    pull += assumptions.awareness * np.log(np.maximum(models.awareness @ _AUDIENCE, 1e-6))
    weight = np.where(eligible, np.exp(pull - pull[eligible].max(initial=0.0)), 0.0)
    target = weight / weight.sum() if eligible.any() else weight
    followed = assumptions.adjustment
    share = np.where(eligible, (1.0 - followed) * models.download_share + followed * target, 0.0)
    share = share / share.sum() if share.any() else share
    fetched = total * share
    derivatives = (1.0 - assumptions.derivatives_decay) * models.derivatives
    derivatives += assumptions.derivatives_per_download * fetched
    changed = models.changed(
        download_share=share,
        downloads=fetched,
        downloads_total=models.downloads_total + fetched,
        derivatives=np.where(models.live, derivatives, models.derivatives),
    )
    return world.changed(models=changed)
