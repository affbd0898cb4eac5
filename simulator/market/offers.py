"""Offers: which model can be had in which channel and region, at what price, and who receives a dollar spent on it."""

import numpy as np

from simulator.assumptions import Demand, Prices
from simulator.attributes import hosting_weights
from simulator.memory import remembered, unless_equal
from simulator.month import Month
from simulator.world import (
    CHANNELS,
    IN_CHINA,
    RECEIVERS,
    Channel,
    Flags,
    Floats,
    Ints,
    Kind,
    Makers,
    Models,
    Offers,
    Origin,
    Receiver,
    World,
)

_HOSTS = 4.0  # even hosts, to which `marketplace_open` refers


def offers(world: World, month: Month) -> World:
    """Return the world with this month's feasible offers, prices and receipts (before bans, which the law holds)."""
    state = world.offers
    feasible = _feasible(world, state)
    changed = state.changed(
        feasible=unless_equal(feasible, state.feasible),
        price=np.where(feasible, _prices(world, state, month), 0.0),
        receipt=_receipts(state.model, state.channel, world.models.open, month.assumptions.demand),
    )
    return world.changed(offers=changed)


def _feasible(world: World, state: Offers) -> Flags:
    """Return `(offers, regions)`: what its maker or the buyer runs, and what some cloud there lists."""
    model, models, makers = state.model, world.models, world.makers
    listed = world.clouds.lists.T.astype(np.float64) @ world.clouds.attraction > 0.0
    runs = _runs(state, models, makers)
    american = makers.from_origin(Origin.UNITED_STATES)
    feasible = state.through(Channel.MARKETPLACE)[:, None] & listed[model]
    feasible |= runs[:, None]
    feasible &= _admitted(state.channel, model, models.maker, models.domestic_only, models.open, american)
    feasible &= models.live[model][:, None]
    feasible[0] = False
    return feasible


def _runs(state: Offers, models: Models, makers: Makers) -> Flags:
    """Return `(offers,)` what needs no cloud's listing: run by its maker, by a platform or by the buyer."""
    model, maker = state.model, models.maker[state.model]
    opened, named = models.open[model], ~makers.of_kind(Kind.TAIL)[maker]
    runs = state.through(Channel.API) & models.maker_api[model]
    runs |= state.through(Channel.MAKER_CLOUD) & (makers.own_cloud[maker] > 0) & named
    runs |= state.through(Channel.SELF_HOSTED) & opened
    runs |= state.through(Channel.PLATFORM) & opened & named
    return runs


@remembered
def _admitted(channel: Ints, model: Ints, maker: Ints, domestic_only: Flags, opened: Flags, american: Flags) -> Flags:
    """Return `(offers, regions)`: some models stay at home; China admits American ones as open weights only."""
    own_service = (channel == Channel.API) | (channel == Channel.MAKER_CLOUD)
    barred = american[maker[model]] & (own_service | ~opened[model])
    admitted: Flags = IN_CHINA | ~domestic_only[model][:, None]
    return admitted & ~(IN_CHINA & barred[:, None])


def _prices(world: World, state: Offers, month: Month) -> Floats:
    """Return `(offers, regions)` $ per million tokens; self-hosting is shown at cost, before a buyer's own overhead."""
    assumptions, models, clouds = month.assumptions.prices, world.models, world.clouds
    cost = np.where(IN_CHINA, models.unit_cost[:, None], models.unit_cost_abroad[:, None])
    posted = models.list_price[:, None]
    hosts = hosting_weights(clouds)
    pool = np.einsum("cmr,cr->mr", hosts, clouds.price)
    by_channel = np.empty((len(CHANNELS), *cost.shape))
    by_channel[Channel.API] = posted
    by_channel[Channel.MAKER_CLOUD] = posted * clouds.price[world.makers.own_cloud[models.maker]]
    licensed = posted * (1.0 + assumptions.marketplace_markup)
    hosted = cost * _asked_by_hosts(hosts, assumptions) * pool
    by_channel[Channel.MARKETPLACE] = np.where(models.open[:, None], hosted, licensed)
    by_channel[Channel.PLATFORM] = cost * assumptions.platform_open
    by_channel[Channel.SELF_HOSTED] = cost
    return by_channel[state.channel, state.model]


def _asked_by_hosts(hosts: Floats, assumptions: Prices) -> Floats:
    """Return `(models, regions)` price over cost of open weights on marketplaces; `hosts` are shares of clouds.

    The weights are the same wherever they run, so that only other hosts hold a host's margin down: it goes with
    1 / (1 − H), where H is the Herfindahl index of hosts (logit demand: Anderson, de Palma and Thisse 1992).
    """
    others = np.maximum(1.0 - np.einsum("cmr,cmr->mr", hosts, hosts), 1e-9)
    margin = (assumptions.marketplace_open - 1.0) * (1.0 - 1.0 / _HOSTS) / others
    return 1.0 + np.minimum(margin, assumptions.marketplace_alone - 1.0)


@remembered
def _receipts(model: Ints, channel: Ints, opened: Flags, assumptions: Demand) -> Floats:
    """Return `(offers, receivers)` parts of each dollar; they sum to one (level 1)."""
    receipt = np.zeros((len(model), len(RECEIVERS)))
    own_service = (channel == Channel.API) | (channel == Channel.MAKER_CLOUD)
    receipt[own_service, Receiver.MAKER] = 1.0
    marketplace = channel == Channel.MARKETPLACE
    royalty = np.where(opened[model], assumptions.royalty_open, assumptions.royalty_closed)
    receipt[marketplace, Receiver.MAKER] = royalty[marketplace]
    receipt[marketplace, Receiver.CLOUD] = 1.0 - royalty[marketplace]
    platform = channel == Channel.PLATFORM
    receipt[platform, Receiver.MAKER] = assumptions.royalty_platform
    receipt[platform, Receiver.PLATFORM] = 1.0 - assumptions.royalty_platform
    alone = channel == Channel.SELF_HOSTED
    receipt[alone, Receiver.CLOUD] = assumptions.rented_machines
    receipt[alone, Receiver.OWN_IT] = 1.0 - assumptions.rented_machines
    return receipt
