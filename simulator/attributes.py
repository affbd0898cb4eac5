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
    Receiver,
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

_OPEN_STACK = np.array([0.0, 0.0, 1.0, 1.0, 1.0])  # where open weights run on a stack that is not their maker's
_MIDDLING = 1300.0  # points: the zero of capability, which adds the same to every offer and so moves nobody


def attributes(world: World, rules: Rules, assumptions: Assumptions) -> Floats:
    """Return `(regions, attributes, offers)` what buyers see this month, given the law; the null offer has zeros.

    Source: mixed logit with error components (McFadden and Train 2000); brand terms as in Berry, Levinsohn
    and Pakes (1995).
    """
    offers, models, makers, choice = world.offers, world.models, world.makers, assumptions.choice
    model, opened = offers.model, models.open[offers.model]
    traits = _traits(offers.model, offers.channel, models.maker, makers.origin, makers.kind, makers.own_cloud)
    presence = clouds_presence(world.clouds, assumptions.clouds.presence_scale)
    local = (presence[traits.own_cloud] * traits.has_cloud).T
    seen = np.zeros((len(world.regions), len(ATTRIBUTES), len(offers)))

    # what the product is: how good, how dear, what others have built on it, and on whose stack it runs
    seen[:, _AT["capability"]] = (models.capability[model] - _MIDDLING) / 100.0
    seen[:, _AT["price"]] = _cheapness(world)
    thousands = models.derivatives / 1000.0  # a logarithm, since the first variants help more than the next thousand
    seen[:, _AT["ecosystem"]] = opened * np.log1p(thousands)[model] * choice.ecosystem_by_channel.array[offers.channel]
    seen[:, _AT["open_stack"]] = np.where(traits.tail, choice.tail_open_stack, opened * _OPEN_STACK[offers.channel])
    seen[:, CHANNEL_TASTES] = traits.channels

    # whom a buyer has to trust: with its data, with the weights, and not to be banned
    seen[:, _AT["exposure"]] = -_exposure(world, rules, assumptions, traits, local)
    felt = choice.distrust_by_channel.array[offers.channel]
    seen[:, _AT["distrust"]] = np.where(traits.tail, choice.tail_trust, -world.distrust[:, traits.origin] * felt)
    seen[:, _BAN_RISKS] = _ban_risks(world, assumptions, traits)

    # who is there to help, who vouches for it, and what stands in the way
    seen[:, _AT["presence"]] = _presence(makers.presence, world, assumptions, traits, local)
    seen[:, _AT["support"]] = _support(traits, makers.support, makers.presence, models.open, choice)
    seen[:, _AT["endorsement"]] = rules.endorsement[model].T + opened * rules.open_endorsement[:, None]
    seen[:, _AT["friction"]] = -_friction(world.clouds, rules, traits, choice)

    # many small firms find a niche each: the size variable of an aggregate alternative (Ben-Akiva and Lerman 1985)
    variety = choice.tail_variety * np.log(max(1, len(world.tail)))
    seen[:, _AT["brand"]] = models.appeal[model] + np.where(traits.tail, variety, 0.0)
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
    """Return the traits of offers from the columns of models and makers that they depend on."""
    # an offer inherits what its model's maker is
    maker = maker[model]
    origin, own_cloud = origin[maker], own_cloud[maker]
    # how it reaches the buyer, and whether that is at home
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


def _cheapness(world: World) -> Floats:
    """Return `(regions, offers)` log units by which an offer undercuts the price of the frontier."""
    reference = world.economy.reference_price
    # what cannot be had has no price: it is set to the reference, whose logarithm does no harm
    price = np.where(world.offers.price > 0.0, world.offers.price, reference)
    return -np.log(price / reference).T


def _ban_risks(world: World, assumptions: Assumptions, traits: _Traits) -> Floats:
    """Return `(regions, types of buyer, offers)` minus the chance of a ban within the horizon, as far as it would hurt.

    A hazard b a year strikes within h years with the chance 1 − exp(−b h). The long tail is no target of bans.
    """
    by_region = world.ban_belief.reshape(-1, len(REGIONS), len(BUYERS))
    feared = 1.0 - np.exp(-by_region * assumptions.beliefs.horizon.array)
    hurt = np.where(traits.tail, 0.0, assumptions.choice.ban_by_channel.array[world.offers.channel])
    return np.ascontiguousarray(-feared.transpose(1, 2, 0))[:, :, traits.origin] * hurt


def _presence(presence: Floats, world: World, assumptions: Assumptions, traits: _Traits, local: Floats) -> Floats:
    """Return `(regions, offers)` how much a buyer has of the maker's people, and of its data centres abroad."""
    choice = assumptions.choice
    known = presence[traits.maker].T * choice.presence_by_channel.array[world.offers.channel]
    known += traits.abroad_on_own_cloud * assumptions.clouds.maker_cloud_presence * local
    return np.where(traits.tail, choice.tail_presence, known)


def _friction(state: Clouds, rules: Rules, traits: _Traits, choice: Choice) -> Floats:
    """Return `(regions, offers)` utils lost to crowded machines, to the border and to the law."""
    # a maker's own cloud that is nearly full serves badly
    load = (state.utilisation[traits.own_cloud] * traits.has_cloud).T
    crowded = choice.congestion_friction * np.maximum(load - choice.congestion_from, 0.0)
    congestion = np.where(traits.on_maker_cloud, crowded, 0.0)
    # a Chinese service used abroad is paid for, and supported, across a border
    border = np.where(traits.chinese_api_abroad, choice.border_friction, 0.0)
    return congestion + border + rules.friction.T


@remembered
def _support(traits: _Traits, support: Floats, presence: Floats, opened: Flags, choice: Choice) -> Floats:
    """Return `(regions, offers)` how well somebody helps when something breaks."""
    support, known = support[traits.maker], presence[traits.maker].T
    # on its own service a maker helps, as far abroad as its people travel
    reach = choice.support_abroad + (1.0 - choice.support_abroad) * known
    own = support * np.where(traits.at_home, 1.0, reach)
    # a marketplace stands in for the maker: by contract where weights are closed, by itself where they are open
    reach = (1.0 - choice.support_closed_lost) + choice.support_closed_lost * known
    licensed = choice.support_closed * support * np.where(traits.at_home, 1.0, reach)
    hosted = np.where(opened[traits.model], choice.support_marketplace, licensed)
    by_channel = {
        Channel.API: own,
        Channel.MAKER_CLOUD: own,
        Channel.MARKETPLACE: hosted,
        Channel.PLATFORM: np.full_like(own, choice.support_platform),
    }
    return np.select([traits.channels[channel] for channel in by_channel], list(by_channel.values()))


def _exposure(world: World, rules: Rules, assumptions: Assumptions, traits: _Traits, local: Floats) -> Floats:
    """Return `(regions, offers)` unease about whose servers see the data."""
    felt = assumptions.choice.exposure_by_channel.array[world.offers.channel]
    # the jurisdiction counts of whoever runs the machines: the maker, its data centre nearby, or a marketplace's clouds
    exposure = _exposure_to_hosts(traits, world.regions.exposure)
    relieved = exposure * (1.0 - assumptions.clouds.maker_cloud_relief * local)
    exposure = np.where(traits.on_maker_cloud, relieved, exposure)
    exposure = np.where(traits.channels[Channel.MARKETPLACE], pool_exposure(world)[:, traits.model], exposure)
    # the law adds to it; what it asks of foreign hosts, local data centres meet
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
    return state.attraction / np.maximum(state.attraction.sum(axis=0), 1e-300)  # all 0 where nobody rents any out


def received(world: World) -> Floats:
    """Return `(rows of sales, receivers)` $M a month of spending that each receiver gets (level 1)."""
    sales, offers = world.sales, world.offers
    paid = sales.spend[:, None] * offers.receipt[sales.offer]
    # where no cloud rents out machines, a buyer runs the weights on its own
    unrented = ~(world.clouds.attraction.sum(axis=0) > 0.0)[sales.stratum // len(BUYERS)]
    unrented &= ~offers.through(Channel.MARKETPLACE)[sales.offer]
    if unrented.any():
        paid[unrented, Receiver.OWN_IT] += paid[unrented, Receiver.CLOUD]
        paid[unrented, Receiver.CLOUD] = 0.0
    return paid


def hosted(world: World, listed: Floats, anywhere: Floats) -> Floats:
    """Return `(clouds, regions)` what clouds host of two amounts per row of sales.

    What is listed goes to the clouds that carry the model, the other to all that rent out machines.
    """
    sales, models, regions = world.sales, len(world.models), len(world.regions)
    # what is bought on a marketplace runs only where the model is listed
    region = sales.stratum // len(BUYERS)
    cell = world.offers.model[sales.offer] * regions + region
    by_pool = total_by(cell, listed, models * regions).reshape(models, regions)
    from_pools: Floats = np.einsum("cmr,mr->cr", hosting_weights(world.clouds), by_pool)
    # everything else runs on whatever machines are for rent
    return from_pools + renting_weights(world.clouds) * total_by(region, anywhere, regions)


def pool_exposure(world: World) -> Floats:
    """Return `(regions, models)` mean exposure of the clouds that host each model on marketplaces."""
    state = world.clouds
    # a buyer on a marketplace does not choose the host: it takes the mixture
    jurisdiction = world.regions.exposure[:, state.origin].T
    listed = state.lists.T.astype(np.float64)
    total = listed @ state.attraction
    return ((listed @ (state.attraction * jurisdiction)) / np.where(total > 0.0, total, 1.0)).T


def clouds_presence(state: Clouds, scale: float) -> Floats:
    """Return `(clouds, regions)` how much a cloud is felt to be present, from 0 to 1."""
    return _clouds_presence(state.capacity, scale)


@remembered
def _clouds_presence(capacity: Floats, scale: float) -> Floats:
    total = np.maximum(capacity.sum(axis=0), 1e-12)  # no cloud is present where none stands
    return 1.0 - np.exp(-capacity / (scale * total))
