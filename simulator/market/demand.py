"""Demand: what is bought, how many tokens run, and who pays whom."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from simulator.accounts import accounts
from simulator.attributes import clouds_presence, hosted, hosting_weights, received, renting_weights
from simulator.budgets import budgets
from simulator.entries import BUYERS
from simulator.month import Month
from simulator.world import IN_CHINA, STRATA, Channel, Flags, Floats, Ints, Receiver, Sales, World, total_by


def demand(world: World, month: Month) -> World:
    """Return the world with this month's sales, payments and load on clouds.

    A buyer on a model ten times cheaper spends less and uses more tokens:
    spend = budget × (price / reference) ^ (1 − elasticity).
    """
    world = world.changed(sales=_sales(world, month))
    use = _use(world)
    served = total_by(use.maker, world.sales.tokens * (use.on_api | use.on_maker_cloud), len(world.makers))
    return world.changed(
        payments=_payments(world, month, use),
        clouds=world.clouds.changed(utilisation=_utilisation(world, month, use)),
        makers=world.makers.changed(tokens=world.makers.tokens + served),
    )


def _sales(world: World, month: Month) -> Sales:
    buyers, assumptions = world.buyers, month.assumptions
    cell = buyers.offer.astype(np.int32) * STRATA + buyers.stratum
    by_cell = total_by(cell, budgets(world, assumptions.demand), len(world.offers) * STRATA)
    used = np.flatnonzero(by_cell)
    offer, stratum = np.divmod(used.astype(np.int32), np.int32(STRATA))
    overhead = assumptions.prices.self_hosting.array[stratum % len(BUYERS)]
    price = world.offers.price[offer, stratum // len(BUYERS)]
    price = price * np.where(world.offers.through(Channel.SELF_HOSTED)[offer], overhead, 1.0)
    workload = by_cell[used]
    spend = workload * (price / world.economy.reference_price) ** (1.0 - assumptions.demand.elasticity)
    return Sales(offer=offer, stratum=stratum, workload=workload, spend=spend, tokens=spend / price)


@dataclass(frozen=True)
class _Use:
    """The rows of `Sales`, with what is needed to say who is paid; money in $M a month."""

    model: Ints
    maker: Ints
    region: Ints
    opened: Flags
    on_api: Flags
    on_maker_cloud: Flags
    on_marketplace: Flags
    on_platform: Flags
    paid: Floats  # (rows, receivers) level 1
    cost_at_maker: Floats  # of serving at its maker's host
    cost_elsewhere: Floats  # of serving at any other host


def _use(world: World) -> _Use:
    sales, offers, models = world.sales, world.offers, world.models
    model, region = offers.model[sales.offer], sales.stratum // len(BUYERS)
    in_china = IN_CHINA[region]  # where a model costs as much on any host as at its maker's
    return _Use(
        model=model,
        maker=models.maker[model],
        region=region,
        opened=models.open[model],
        on_api=offers.through(Channel.API)[sales.offer],
        on_maker_cloud=offers.through(Channel.MAKER_CLOUD)[sales.offer],
        on_marketplace=offers.through(Channel.MARKETPLACE)[sales.offer],
        on_platform=offers.through(Channel.PLATFORM)[sales.offer],
        paid=received(world),
        cost_at_maker=models.unit_cost[model] * sales.tokens,
        cost_elsewhere=np.where(in_china, models.unit_cost[model], models.unit_cost_abroad[model]) * sales.tokens,
    )


def _payments(world: World, month: Month, use: _Use) -> Floats:
    """Return `(accounts, accounts)` $M this month, from payer (row) to payee (column)."""
    book, makers = accounts(world), world.makers
    payments = np.zeros((len(book), len(book)))
    enterprises, platforms = book.outside("enterprises"), book.outside("platforms")
    to_clouds, to_makers = book.of_clouds, book.of_makers

    # level 1: enterprises pay makers, clouds, platforms and their own IT
    to_cloud = use.paid[:, Receiver.CLOUD]
    payments[enterprises, to_makers] = total_by(use.maker, use.paid[:, Receiver.MAKER], len(makers))
    payments[enterprises, platforms] = use.paid[:, Receiver.PLATFORM].sum()
    payments[enterprises, book.outside("own_it")] = use.paid[:, Receiver.OWN_IT].sum()
    by_cloud = hosted(world, to_cloud * use.on_marketplace, to_cloud * ~use.on_marketplace)
    payments[enterprises, to_clouds] = by_cloud.sum(axis=1)

    # level 2: makers and platforms pay the clouds that serve, a maker's own cloud too
    own = np.flatnonzero(makers.own_cloud)
    inside = total_by(use.maker, use.cost_at_maker * use.on_maker_cloud, len(makers))
    payments[book.maker(own), book.cloud(makers.own_cloud[own])] += inside[own]
    guests = np.flatnonzero(makers.host_cloud)
    at_host = total_by(use.maker, use.cost_at_maker * use.on_api, len(makers))
    payments[book.maker(guests), book.cloud(makers.host_cloud[guests])] += at_host[guests]
    licensed = _by_model_and_region(world, use, use.cost_elsewhere * (use.on_marketplace & ~use.opened))
    by_host = np.einsum("cmr,mr->mc", hosting_weights(world.clouds), licensed)
    np.add.at(payments[:, to_clouds], book.maker(world.models.maker), by_host)
    on_platform = _by_region(world, use, use.cost_elsewhere * use.on_platform)
    payments[platforms, to_clouds] += (renting_weights(world.clouds) * on_platform).sum(axis=1)

    # public money for the group of a national programme's model, if it owns a cloud
    for grant in month.rules.payments:
        group = int(world.models.maker[grant.model])
        if makers.own_cloud[group] > 0 and world.models.live[grant.model]:
            payments[book.outside("state"), book.maker(group)] += grant.amount
    return payments


def _utilisation(world: World, month: Month, use: _Use) -> Floats:
    """Return `(clouds, regions)` serving cost over capacity."""
    clouds = world.clouds
    rented = use.paid[:, Receiver.CLOUD] * ~use.on_marketplace
    load = hosted(world, use.cost_elsewhere * use.on_marketplace, rented + use.cost_elsewhere * use.on_platform)
    local = clouds_presence(clouds, month.assumptions.clouds.presence_scale)
    own_cloud = world.makers.own_cloud[use.maker]
    np.add.at(load, (own_cloud, use.region), use.cost_at_maker * use.on_maker_cloud * local[own_cloud, use.region])
    available = world.economy.hardware_cost * clouds.capacity
    return np.where(available > 0.0, load / np.where(available > 0.0, available, 1.0), 0.0)


def _by_model_and_region(world: World, use: _Use, amount: Floats) -> Floats:
    """Return `(models, regions)` amounts."""
    shape = (len(world.models), len(world.regions))
    return total_by(use.model * shape[1] + use.region, amount, shape[0] * shape[1]).reshape(shape)


def _by_region(world: World, use: _Use, amount: Floats) -> Floats:
    """Return `(regions,)` amounts."""
    return total_by(use.region, amount, len(world.regions))
