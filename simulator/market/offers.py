"""Offers: which model can be had in which channel and region, at what price, and who receives a dollar spent on it."""

import numpy as np

from simulator.attributes import hosting_weights
from simulator.month import Month
from simulator.world import Channel, Flags, Floats, Kind, Offers, Origin, Receiver, RegionIndex, World


def offers(world: World, month: Month) -> World:
    """Return the world with this month's feasible offers, prices and receipts (before bans, which the law holds)."""
    state = world.offers
    feasible = _feasible(world, state)
    receipt = _receipts(world, state, month)
    changed = state.changed(
        feasible=state.feasible if np.array_equal(feasible, state.feasible) else feasible,
        price=np.where(feasible, _prices(world, state, month), 0.0),
        receipt=state.receipt if np.array_equal(receipt, state.receipt) else receipt,
    )
    return world.changed(offers=changed)


def _feasible(world: World, state: Offers) -> Flags:
    models, makers = world.models, world.makers
    model, channel = state.model, state.channel
    maker = models.maker[model]
    live, opened, origin = models.live[model], models.open[model], makers.origin[maker]
    tail = makers.kind[maker] == Kind.TAIL
    listed = (world.clouds.lists.T.astype(np.float64) @ world.clouds.attraction > 0.0)[model]
    has_cloud = makers.own_cloud[maker] > 0
    runs = (channel == Channel.API) & models.maker_api[model]
    runs |= (channel == Channel.MAKER_CLOUD) & has_cloud & ~tail
    runs |= (channel == Channel.SELF_HOSTED) & opened
    runs |= (channel == Channel.PLATFORM) & opened & ~tail
    feasible = np.repeat((runs & live)[:, None], len(world.regions), axis=1)
    feasible |= (channel == Channel.MARKETPLACE)[:, None] & listed & live[:, None]
    china = np.arange(len(world.regions)) == RegionIndex.CHINA
    feasible &= china[None, :] | ~models.domestic_only[model][:, None]
    american = origin == Origin.UNITED_STATES
    own_service = (channel == Channel.API) | (channel == Channel.MAKER_CLOUD)
    barred = american & (own_service | ~opened)  # China admits American models as open weights only
    feasible &= ~(china[None, :] & barred[:, None])
    feasible[0] = False
    return feasible


def _prices(world: World, state: Offers, month: Month) -> Floats:
    """Return `(offers, regions)` $ per million tokens; self-hosting is shown at cost, before a buyer's own overhead."""
    numbers, models, clouds = month.assumptions.prices, world.models, world.clouds
    china = np.arange(len(world.regions)) == RegionIndex.CHINA
    cost = np.where(china, models.unit_cost[:, None], models.unit_cost_abroad[:, None])
    posted = np.broadcast_to(models.list_price[:, None], cost.shape)
    pool = np.einsum("cmr,cr->mr", hosting_weights(clouds), clouds.price)
    own = posted * clouds.price[world.makers.own_cloud[models.maker]]
    closed = posted * (1.0 + numbers.marketplace_markup)
    marketplace = np.where(models.open[:, None], cost * numbers.marketplace_open * pool, closed)
    by_channel = np.stack([posted, own, marketplace, cost * numbers.platform_open, cost])
    return by_channel[state.channel, state.model]


def _receipts(world: World, state: Offers, month: Month) -> Floats:
    """Return `(offers, receivers)` parts of each dollar; they sum to one (level 1)."""
    numbers, opened = month.assumptions.demand, world.models.open[state.model]
    receipt = np.zeros((len(state), len(Receiver)))
    own_service = (state.channel == Channel.API) | (state.channel == Channel.MAKER_CLOUD)
    receipt[own_service, Receiver.MAKER] = 1.0
    marketplace = state.channel == Channel.MARKETPLACE
    royalty = np.where(opened, numbers.royalty_open, numbers.royalty_closed)
    receipt[marketplace, Receiver.MAKER] = royalty[marketplace]
    receipt[marketplace, Receiver.CLOUD] = 1.0 - royalty[marketplace]
    platform = state.channel == Channel.PLATFORM
    receipt[platform, Receiver.MAKER] = numbers.royalty_platform
    receipt[platform, Receiver.PLATFORM] = 1.0 - numbers.royalty_platform
    alone = state.channel == Channel.SELF_HOSTED
    receipt[alone, Receiver.CLOUD] = numbers.rented_machines
    receipt[alone, Receiver.OWN_IT] = 1.0 - numbers.rented_machines
    return receipt
