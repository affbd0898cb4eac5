"""What buyers see in each offer: attributes in the units that tastes weigh.

The utility of an offer is the sum over `TASTES` of a buyer's taste times the offer's attribute, plus brand and luck, so
that every choice decomposes additively.
"""

from __future__ import annotations

import numpy as np

from simulator.assumptions import Assumptions
from simulator.entries import BUYERS
from simulator.rules import Rules
from simulator.world import (
    CHANNELS,
    Channel,
    Clouds,
    Floats,
    Kind,
    Origin,
    RegionIndex,
    World,
    home_region,
)

TASTES = (
    "capability",
    "price",
    "ecosystem",
    "open_stack",
    "exposure",
    "distrust",
    "ban_risk",
    "presence",
    "endorsement",
    "channel_api",
    "channel_maker_cloud",
    "channel_marketplace",
    "channel_platform",
    "channel_self_hosted",
    "friction",
    "support",
)
"""Columns of `Buyers.taste`."""
CHANNEL_TASTES = slice(TASTES.index("channel_api"), TASTES.index("channel_self_hosted") + 1)
ATTRIBUTES = (*TASTES, *(f"ban_risk_of_{kind}" for kind in BUYERS), "brand")
"""What is seen of an offer; ban risk differs by type of buyer and has attributes of its own, "ban_risk" itself is 0."""
_AT = {name: number for number, name in enumerate(ATTRIBUTES)}

_ECOSYSTEM = np.array([0.3, 0.5, 0.6, 1.0, 1.0])  # how much of the ecosystem a buyer can use in each channel
_PRESENCE = np.array([1.0, 1.0, 0.7, 0.3, 0.3])  # how much the maker's people matter in each channel
_OPEN_STACK = np.array([0.0, 0.0, 1.0, 1.0, 1.0])
_TAIL_OPEN_STACK, _TAIL_TRUST, _TAIL_PRESENCE = 0.5, 0.35, 0.35  # the long tail is near at hand and domestic


def attributes(world: World, rules: Rules, assumptions: Assumptions) -> Floats:
    """Return `(regions, attributes, offers)` what buyers see this month, given the law; the null offer has zeros.

    Source: mixed logit with error components (McFadden and Train 2000); brand terms as in Berry, Levinsohn
    and Pakes (1995).
    """
    offers, models, makers, regions = world.offers, world.models, world.makers, world.regions
    model, channel = offers.model, offers.channel
    maker = models.maker[model]
    origin, numbers = makers.origin[maker], assumptions.choice
    opened = models.open[model]
    tail = makers.kind[maker] == Kind.TAIL
    presence = clouds_presence(world.clouds, assumptions.clouds.presence_scale)
    local = presence[makers.own_cloud[maker]].T * (makers.own_cloud[maker] > 0)
    at_home = home_region(origin)[None, :] == np.arange(len(regions))[:, None]
    api, maker_cloud, marketplace = (
        channel == number for number in (Channel.API, Channel.MAKER_CLOUD, Channel.MARKETPLACE)
    )
    hosted_by_maker = api | maker_cloud

    seen = np.zeros((len(regions), len(ATTRIBUTES), len(offers)))
    seen[:, _AT["capability"]] = (models.capability[model] - 1300.0) / 100.0
    price = np.where(offers.price > 0.0, offers.price, world.economy.reference_price)
    seen[:, _AT["price"]] = -np.log(price / world.economy.reference_price).T
    seen[:, _AT["ecosystem"]] = opened * np.log1p(models.derivatives[model] / 1000.0) * _ECOSYSTEM[channel]
    seen[:, _AT["open_stack"]] = np.where(tail, _TAIL_OPEN_STACK, opened * _OPEN_STACK[channel])
    seen[:, _AT["exposure"]] = -_exposure(world, rules, assumptions, local)
    felt = numbers.distrust_by_channel.array[channel]
    seen[:, _AT["distrust"]] = np.where(tail, _TAIL_TRUST, -world.distrust[:, origin] * felt)
    known = makers.presence[maker].T
    abroad_on_own_cloud = maker_cloud & ~at_home
    seen[:, _AT["presence"]] = (
        known * _PRESENCE[channel] + abroad_on_own_cloud * assumptions.clouds.maker_cloud_presence * local
    )
    seen[:, _AT["presence"]] = np.where(tail, _TAIL_PRESENCE, seen[:, _AT["presence"]])
    seen[:, _AT["endorsement"]] = rules.endorsement[model].T + opened * rules.open_endorsement[:, None]
    seen[:, CHANNEL_TASTES] = np.arange(len(CHANNELS))[:, None] == channel
    host = world.clouds.utilisation[makers.own_cloud[maker]].T * (makers.own_cloud[maker] > 0)
    congestion = np.where(
        maker_cloud, 2.0 * np.maximum(host - 0.9, 0.0), 0.0
    )  # service suffers beyond 90 % utilisation
    border = np.where(api & (origin == Origin.CHINA) & ~at_home, numbers.border_friction, 0.0)
    seen[:, _AT["friction"]] = -(congestion + border + rules.friction.T)
    support = makers.support[maker]
    own = support * np.where(at_home, 1.0, 0.45 + 0.55 * known)  # support travels with the maker's people
    licensed = 0.9 * support * np.where(at_home, 1.0, 0.7 + 0.3 * known)  # the marketplace stands in for them
    seen[:, _AT["support"]] = np.where(hosted_by_maker, own, 0.0)
    seen[:, _AT["support"]] += np.where(marketplace, np.where(opened, numbers.support_marketplace, licensed), 0.0)
    seen[:, _AT["support"]] += np.where(channel == Channel.PLATFORM, numbers.support_platform, 0.0)
    hurt = numbers.ban_by_channel.array[channel]
    ahead = assumptions.beliefs.horizon.array
    belief = world.ban_belief.reshape(-1, len(regions), len(BUYERS))
    feared = 1.0 - np.exp(-belief * ahead)
    first = _AT[f"ban_risk_of_{BUYERS[0]}"]
    seen[:, first : first + len(BUYERS)] = -feared[origin].transpose(1, 2, 0) * hurt * ~tail
    variety = numbers.tail_variety * np.log(max(1, len(world.tail)))
    seen[:, _AT["brand"]] = models.appeal[model] + np.where(tail, variety, 0.0)
    seen[:, :, 0] = 0.0
    return seen


def _exposure(world: World, rules: Rules, assumptions: Assumptions, local: Floats) -> Floats:
    """Return `(regions, offers)` unease about whose servers see the data."""
    offers, makers, regions = world.offers, world.makers, world.regions
    maker = world.models.maker[offers.model]
    origin, channel = makers.origin[maker], offers.channel
    felt = assumptions.choice.exposure_by_channel.array[channel]
    by_host = regions.exposure[:, origin]
    platform_host = np.where(np.arange(len(regions)) == RegionIndex.CHINA, Origin.CHINA, Origin.UNITED_STATES)
    platform = regions.exposure[np.arange(len(regions)), platform_host][:, None]
    exposure = np.where(
        channel == Channel.MAKER_CLOUD, by_host * (1.0 - assumptions.clouds.maker_cloud_relief * local), by_host
    )
    exposure = np.where(channel == Channel.MARKETPLACE, pool_exposure(world)[:, offers.model], exposure)
    exposure = np.where(channel == Channel.PLATFORM, platform, exposure)
    return exposure * felt + rules.exposure.T + rules.exposure_presence.T * (1.0 - local)


def hosting_weights(state: Clouds) -> Floats:
    """Return `(clouds, models, regions)` which part of each model's marketplace a cloud hosts; it sums to 1."""
    weight = state.lists[:, :, None] * state.attraction[:, None, :]
    total = weight.sum(axis=0)
    return weight / np.where(total > 0.0, total, 1.0)


def pool_exposure(world: World) -> Floats:
    """Return `(regions, models)` mean exposure of the clouds that host each model on marketplaces."""
    state = world.clouds
    jurisdiction = world.regions.exposure[:, state.origin].T
    listed = state.lists.astype(np.float64)
    total = listed.T @ state.attraction
    return ((listed.T @ (state.attraction * jurisdiction)) / np.where(total > 0.0, total, 1.0)).T


def clouds_presence(state: Clouds, scale: float) -> Floats:
    """Return `(clouds, regions)` how much a cloud is felt to be present, from 0 to 1."""
    total = np.maximum(state.capacity.sum(axis=0), 1e-12)
    return 1.0 - np.exp(-state.capacity / (scale * total))
