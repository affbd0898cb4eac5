"""What buyers see in each offer: attributes in the units that tastes weigh.

The utility of an offer is the sum over `TASTES` of a buyer's taste times the offer's attribute, plus brand and luck, so
that every choice decomposes additively.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from simulator.assumptions import Assumptions, Choice
from simulator.entries import BUYERS, REGIONS
from simulator.memory import remembered
from simulator.rules import Rules
from simulator.world import (
    CHANNELS,
    IN_CHINA,
    Channel,
    Clouds,
    Flags,
    Floats,
    Frozen,
    Ints,
    Kind,
    Origin,
    World,
    home_region,
    row_numbers,
    total_by,
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
_BAN_RISKS = slice(len(TASTES), len(TASTES) + len(BUYERS))

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
    model, maker, opened = offers.model, models.maker[offers.model], models.open[offers.model]
    traits = _traits(offers.model, offers.channel, models.maker, makers.origin, makers.kind, makers.own_cloud)
    numbers, tail = assumptions.choice, traits.tail
    presence = clouds_presence(world.clouds, assumptions.clouds.presence_scale)
    local = (presence[traits.own_cloud] * traits.has_cloud).T

    seen = np.zeros((len(regions), len(ATTRIBUTES), len(offers)))
    seen[:, _AT["capability"]] = (models.capability[model] - 1300.0) / 100.0
    price = np.where(offers.price > 0.0, offers.price, world.economy.reference_price)
    seen[:, _AT["price"]] = -np.log(price / world.economy.reference_price).T
    seen[:, _AT["ecosystem"]] = opened * np.log1p(models.derivatives / 1000.0)[model] * _ECOSYSTEM[offers.channel]
    seen[:, _AT["open_stack"]] = np.where(tail, _TAIL_OPEN_STACK, opened * _OPEN_STACK[offers.channel])
    seen[:, _AT["exposure"]] = -_exposure(world, rules, assumptions, traits, local)
    felt = numbers.distrust_by_channel.array[offers.channel]
    seen[:, _AT["distrust"]] = np.where(tail, _TAIL_TRUST, -world.distrust[:, traits.origin] * felt)
    known = makers.presence[maker].T * _PRESENCE[offers.channel]
    known += traits.abroad_on_own_cloud * assumptions.clouds.maker_cloud_presence * local
    seen[:, _AT["presence"]] = np.where(tail, _TAIL_PRESENCE, known)
    seen[:, _AT["endorsement"]] = rules.endorsement[model].T + opened * rules.open_endorsement[:, None]
    seen[:, CHANNEL_TASTES] = traits.channels
    host = (world.clouds.utilisation[traits.own_cloud] * traits.has_cloud).T
    congestion = np.where(traits.on_maker_cloud, 2.0 * np.maximum(host - 0.9, 0.0), 0.0)  # beyond 90 % service suffers
    border = np.where(traits.chinese_api_abroad, numbers.border_friction, 0.0)
    seen[:, _AT["friction"]] = -(congestion + border + rules.friction.T)
    seen[:, _AT["support"]] = _support(traits, makers.support, makers.presence, models.open, numbers)
    feared = 1.0 - np.exp(-world.ban_belief.reshape(-1, len(regions), len(BUYERS)) * assumptions.beliefs.horizon.array)
    hurt = np.where(tail, 0.0, numbers.ban_by_channel.array[offers.channel])
    seen[:, _BAN_RISKS] = np.ascontiguousarray(-feared.transpose(1, 2, 0))[:, :, traits.origin] * hurt
    variety = numbers.tail_variety * np.log(max(1, len(world.tail)))
    seen[:, _AT["brand"]] = models.appeal[model] + np.where(tail, variety, 0.0)
    seen[:, :, 0] = 0.0
    return seen


@dataclass(frozen=True)
class _Traits(Frozen):
    """What never changes about offers; `(offers,)` where nothing else is said."""

    model: Ints
    maker: Ints
    origin: Ints
    own_cloud: Ints  # of its maker
    has_cloud: Flags  # (offers, 1)
    tail: Flags
    channels: Flags  # (channels, offers)
    on_maker_cloud: Flags
    at_home: Flags  # (regions, offers)
    abroad_on_own_cloud: Flags  # (regions, offers)
    chinese_api_abroad: Flags  # (regions, offers)


@remembered
def _traits(model: Ints, channel: Ints, maker: Ints, origin: Ints, kind: Ints, own_cloud: Ints) -> _Traits:
    maker = maker[model]
    origin, own_cloud = origin[maker], own_cloud[maker]
    channels = row_numbers(len(CHANNELS))[:, None] == channel
    at_home = home_region(origin)[None, :] == row_numbers(len(REGIONS))[:, None]
    return _Traits(
        model=model,
        maker=maker,
        origin=origin,
        own_cloud=own_cloud,
        has_cloud=own_cloud[:, None] > 0,
        tail=kind[maker] == Kind.TAIL,
        channels=channels,
        on_maker_cloud=channels[Channel.MAKER_CLOUD],
        at_home=at_home,
        abroad_on_own_cloud=channels[Channel.MAKER_CLOUD] & ~at_home,
        chinese_api_abroad=channels[Channel.API] & (origin == Origin.CHINA) & ~at_home,
    )


@remembered
def _support(traits: _Traits, support: Floats, presence: Floats, opened: Flags, numbers: Choice) -> Floats:
    """Return `(regions, offers)` how well somebody helps when something breaks."""
    support, known = support[traits.maker], presence[traits.maker].T
    own = support * np.where(traits.at_home, 1.0, 0.45 + 0.55 * known)  # support travels with the maker's people
    licensed = 0.9 * support * np.where(traits.at_home, 1.0, 0.7 + 0.3 * known)  # the marketplace stands in for them
    hosted = np.where(opened[traits.model], numbers.support_marketplace, licensed)
    by_channel = {
        Channel.API: own,
        Channel.MAKER_CLOUD: own,
        Channel.MARKETPLACE: hosted,
        Channel.PLATFORM: np.full_like(own, numbers.support_platform),
    }
    return np.select([traits.channels[channel] for channel in by_channel], list(by_channel.values()))


def _exposure(world: World, rules: Rules, assumptions: Assumptions, traits: _Traits, local: Floats) -> Floats:
    """Return `(regions, offers)` unease about whose servers see the data."""
    felt = assumptions.choice.exposure_by_channel.array[world.offers.channel]
    exposure = _exposure_to_hosts(traits, world.regions.exposure)
    relieved = exposure * (1.0 - assumptions.clouds.maker_cloud_relief * local)
    exposure = np.where(traits.on_maker_cloud, relieved, exposure)
    exposure = np.where(traits.channels[Channel.MARKETPLACE], pool_exposure(world)[:, traits.model], exposure)
    return exposure * felt + rules.exposure.T + rules.exposure_presence.T * (1.0 - local)


@remembered
def _exposure_to_hosts(traits: _Traits, exposure: Floats) -> Floats:
    """Return `(regions, offers)` exposure to the maker's home, or to that of a region's platforms."""
    platform_host = np.where(IN_CHINA, Origin.CHINA, Origin.UNITED_STATES)
    platform = exposure[row_numbers(len(REGIONS)), platform_host][:, None]
    return np.where(traits.channels[Channel.PLATFORM], platform, exposure[:, traits.origin])


def hosting_weights(state: Clouds) -> Floats:
    """Return `(clouds, models, regions)` which part of each model's marketplace a cloud hosts; it sums to 1."""
    return _hosting_weights(state.lists, state.attraction)


@remembered
def _hosting_weights(lists: Flags, attraction: Floats) -> Floats:
    weight = lists[:, :, None] * attraction[:, None, :]
    total = weight.sum(axis=0)
    return weight / np.where(total > 0.0, total, 1.0)


def renting_weights(state: Clouds) -> Floats:
    """Return `(clouds, regions)` which part of the machines rented in a region each cloud supplies."""
    return state.attraction / np.maximum(state.attraction.sum(axis=0), 1e-300)


def hosted(world: World, listed: Floats, anywhere: Floats) -> Floats:
    """Return `(clouds, regions)` what clouds host of two amounts per row of sales.

    What is listed goes to the clouds that carry the model, the other to all that rent out machines.
    """
    sales, models, regions = world.sales, len(world.models), len(world.regions)
    region = sales.stratum // len(BUYERS)
    cell = world.offers.model[sales.offer] * regions + region
    by_pool = total_by(cell, listed, models * regions).reshape(models, regions)
    from_pools: Floats = np.einsum("cmr,mr->cr", hosting_weights(world.clouds), by_pool)
    return from_pools + renting_weights(world.clouds) * total_by(region, anywhere, regions)


def pool_exposure(world: World) -> Floats:
    """Return `(regions, models)` mean exposure of the clouds that host each model on marketplaces."""
    state = world.clouds
    jurisdiction = world.regions.exposure[:, state.origin].T
    listed = state.lists.T.astype(np.float64)
    total = listed @ state.attraction
    return ((listed @ (state.attraction * jurisdiction)) / np.where(total > 0.0, total, 1.0)).T


def clouds_presence(state: Clouds, scale: float) -> Floats:
    """Return `(clouds, regions)` how much a cloud is felt to be present, from 0 to 1."""
    return _clouds_presence(state.capacity, scale)


@remembered
def _clouds_presence(capacity: Floats, scale: float) -> Floats:
    total = np.maximum(capacity.sum(axis=0), 1e-12)
    return 1.0 - np.exp(-capacity / (scale * total))
