"""Demand: what is bought, how many tokens run, and who pays whom."""

import numpy as np

from simulator.attributes import clouds_presence, hosting_weights
from simulator.budgets import budgets
from simulator.entries import BUYERS
from simulator.month import Month
from simulator.world import STRATA, Channel, Floats, Receiver, Sales, World, accounts


def demand(world: World, month: Month) -> World:
    """Return the world with this month's sales, payments and load on clouds.

    A buyer on a model ten times cheaper spends less and uses more tokens: spend = budget × (price / reference) ^ (1 − elasticity).
    """
    sales = _sales(world, month)
    payments, load = _payments(world, month, sales)
    return world.changed(
        sales=sales,
        payments=payments,
        clouds=world.clouds.changed(utilisation=load),
        makers=world.makers.changed(tokens=world.makers.tokens + _served(world, sales)),
    )


def _sales(world: World, month: Month) -> Sales:
    buyers, numbers = world.buyers, month.assumptions
    cells = buyers.offer.astype(np.int64) * STRATA + buyers.stratum
    workload = np.bincount(cells, budgets(world, numbers.demand), minlength=len(world.offers) * STRATA)
    used = np.flatnonzero(workload)
    offer, stratum = (used // STRATA).astype(np.int32), (used % STRATA).astype(np.int32)
    overhead = np.array([value for _, value in numbers.prices.self_hosting])[stratum % len(BUYERS)]
    price = world.offers.price[offer, stratum // len(BUYERS)]
    price = price * np.where(world.offers.channel[offer] == Channel.SELF_HOSTED, overhead, 1.0)
    spend = workload[used] * (price / world.economy.reference_price) ** (1.0 - numbers.demand.elasticity)
    return Sales(offer=offer, stratum=stratum, workload=workload[used], spend=spend, tokens=spend / price)


def _served(world: World, sales: Sales) -> Floats:
    """Return `(makers,)` trillion tokens that makers served themselves."""
    channel = world.offers.channel[sales.offer]
    own = (channel == Channel.API) | (channel == Channel.MAKER_CLOUD)
    maker = world.models.maker[world.offers.model[sales.offer]]
    return np.bincount(maker, sales.tokens * own, len(world.makers))


def _payments(world: World, month: Month, sales: Sales) -> tuple[Floats, Floats]:
    """Return `(accounts, accounts)` $M this month, and `(clouds, regions)` utilisation that it causes."""
    book, state = accounts(world), world.clouds
    makers, regions = world.makers, len(world.regions)
    payments = np.zeros((len(book), len(book)))
    offers, region = world.offers, sales.stratum // len(BUYERS)
    model, channel = offers.model[sales.offer], offers.channel[sales.offer]
    maker = world.models.maker[model]
    by_receiver = sales.spend[:, None] * offers.receipt[sales.offer]
    enterprises = book.outside("enterprises")

    # level 1: buyers pay makers, clouds, platforms and their own machines
    first = slice(book.maker(0), book.maker(len(makers)))
    payments[enterprises, first] = np.bincount(maker, by_receiver[:, Receiver.MAKER], len(makers))
    payments[enterprises, book.outside("platforms")] = by_receiver[:, Receiver.PLATFORM].sum()
    payments[enterprises, book.outside("own_it")] = by_receiver[:, Receiver.OWN_IT].sum()
    hosts = hosting_weights(state)
    marketplace = channel == Channel.MARKETPLACE
    shape = (len(world.models), regions)
    cell = model * regions + region
    through_pool = np.bincount(cell, by_receiver[:, Receiver.CLOUD] * marketplace, shape[0] * regions).reshape(shape)
    rented = np.bincount(region, by_receiver[:, Receiver.CLOUD] * ~marketplace, regions)
    anyone = state.attraction / np.maximum(state.attraction.sum(axis=0), 1e-300)
    to_clouds = np.einsum("cmr,mr->cr", hosts, through_pool) + anyone * rented
    cloud_accounts = slice(book.cloud(0), book.cloud(len(state)))
    payments[enterprises, cloud_accounts] = to_clouds.sum(axis=1)

    # level 2: makers and platforms pay the clouds that serve
    china_pays_home = world.models.unit_cost[model] * sales.tokens
    served_abroad = world.models.unit_cost_abroad[model] * sales.tokens
    api_cost = np.bincount(maker, china_pays_home * (channel == Channel.API), len(makers))
    hosted = makers.host_cloud > 0
    payments[book.maker(np.flatnonzero(hosted)), book.cloud(makers.host_cloud[hosted])] += api_cost[hosted]
    closed = marketplace & ~world.models.open[model]
    closed_cost = np.bincount(cell, china_pays_home * closed, shape[0] * regions).reshape(shape)
    per_model = np.einsum("cmr,mr->mc", hosts, closed_cost)
    for row in np.flatnonzero(per_model.any(axis=1)):
        payments[book.maker(world.models.maker[row]), cloud_accounts] += per_model[row]
    platform_cost = np.bincount(region, served_abroad * (channel == Channel.PLATFORM), regions)
    payments[book.outside("platforms"), cloud_accounts] += (anyone * platform_cost).sum(axis=1)
    for grant in month.rules.payments:
        group = world.models.maker[grant.model]
        if makers.own_cloud[group] > 0 and world.models.live[grant.model]:
            payments[book.outside("state"), book.maker(group)] += grant.amount

    # load: who serves how much, in $ of serving cost
    pool_load = np.bincount(cell, served_abroad * marketplace, shape[0] * regions).reshape(shape)
    load = np.einsum("cmr,mr->cr", hosts, pool_load) + anyone * (rented + platform_cost)
    own = channel == Channel.MAKER_CLOUD
    local = clouds_presence(state, month.assumptions.clouds.presence_scale)
    own_cloud = makers.own_cloud[maker]
    np.add.at(load, (own_cloud[own], region[own]), (china_pays_home * local[own_cloud, region])[own])
    available = world.economy.hardware_cost * state.capacity
    return payments, np.where(available > 0.0, load / np.where(available > 0.0, available, 1.0), 0.0)
