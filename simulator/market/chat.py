"""Chat applications: people take them up, choose among them, and a few of them pay."""

import numpy as np

from simulator.accounts import accounts
from simulator.month import Month
from simulator.world import IN_CHINA, Consumers, Floats, World, best_model, row_numbers


def chat(world: World, month: Month) -> World:
    """Return the world with this month's users and consumers' revenue, and the payments that they cause.

    Adoption follows Bass (1969); shares move towards a logit over attraction and capability; readiness to pay falls
    with distance from the frontier, except in China, where free competition leaves none of it.
    """
    assumptions, regions, before = month.assumptions.consumers, world.regions, world.consumers
    # people take up chat by themselves and by example, up to those who never will
    adopted = before.adoption
    growth = (assumptions.innovation + assumptions.imitation * adopted) * (1.0 - adopted) * regions.adoption_speed
    adopted = np.minimum(assumptions.most, adopted + growth)

    # most use more than one application
    distance = (best_model(world) - world.economy.frontier)[:, None] / 100.0
    share = _shares(world, month, distance)
    users = regions.online_population * adopted * assumptions.applications * share

    # what they pay a maker whose app was sold off goes to its new owner
    paid = users * _paying(world, month, distance) * regions.revenue_per_payer
    revenue = paid * month.rules.app_revenue
    changed = world.changed(consumers=Consumers(adopted, share, users, revenue, assumptions.store_part * revenue))
    return changed.changed(payments=_payments(changed, month, float(paid.sum() - revenue.sum())))


def _shares(world: World, month: Month, distance: Floats) -> Floats:
    """Return `(makers, regions)` shares of applications in use."""
    assumptions, makers, rules = month.assumptions.consumers, world.makers, month.rules
    # an application draws people by what it is, by what the law does to it, and by the model behind it
    shift = np.where(month.number < makers.app_shift_until, makers.app_shift, 0.0)[:, None]
    pull = makers.app + shift + rules.app_attraction + assumptions.quality * distance
    offered = ~np.isneginf(pull) & makers.alive[:, None] & ~rules.apps_banned
    # a logit, taken relative to the strongest so that no exponential overflows
    top = np.where(offered, pull, -np.inf).max(axis=0)
    weight = np.where(offered, np.exp(np.where(offered, pull - np.where(np.isneginf(top), 0.0, top), 0.0)), 0.0)
    target = weight / np.maximum(weight.sum(axis=0), 1e-300)  # all 0 where no application is offered
    # habit: only some look around in a month, and what is gone is left at once
    followed = assumptions.adjustment
    share = np.where(offered, (1.0 - followed) * world.consumers.share + followed * target, 0.0)
    total = share.sum(axis=0)
    return share / np.where(total > 0.0, total, 1.0)


def _paying(world: World, month: Month, distance: Floats) -> Floats:
    """Return `(makers, regions)` share of a maker's users who pay; `distance` from the frontier in 100 points."""
    assumptions, charges = month.assumptions.consumers, world.makers.monetisation[:, None]
    # people get used to paying
    ripe = assumptions.paying_at_first
    ripe += (1.0 - assumptions.paying_at_first) * min(1.0, month.number / assumptions.paying_ramp)
    # few pay for less than the best; beyond 300 points only those are left who pay whatever others offer
    paying = np.exp(assumptions.paying_quality * np.clip(distance, -3.0, 0.0)) * charges * ripe
    # in China the free applications are as good as the paid ones, so that only habit pays
    return np.where(IN_CHINA, charges > 0.0, paying) * world.regions.paying_share


def _payments(world: World, month: Month, to_new_owners: float) -> Floats:
    """Return payments with those of consumers: to makers, who pay stores and clouds, and to new owners of sold apps."""
    assumptions, makers, book = month.assumptions.consumers, world.makers, accounts(world)
    payments = world.payments.copy()
    # what consumers pay, and what stores keep of it
    of_makers = book.of_makers
    revenue = world.consumers.revenue.sum(axis=1)
    payments[book.outside("consumers"), book.outside("owners")] += to_new_owners
    payments[book.outside("consumers"), of_makers] += revenue
    payments[of_makers, book.outside("app_stores")] += assumptions.store_fee * revenue
    # free and paying users alike are served with the cheapest model, on the maker's own cloud or its host's
    cheapest = np.full(len(makers), np.inf)
    models = world.models
    np.minimum.at(cheapest, models.maker, np.where(models.live & (models.unit_cost > 0.0), models.unit_cost, np.inf))
    users = (world.consumers.users * month.rules.app_revenue).sum(axis=1)  # of what is still the maker's
    serving = users * assumptions.tokens * assumptions.free_tier * np.where(np.isposinf(cheapest), 0.0, cheapest)
    host = np.where(makers.own_cloud > 0, makers.own_cloud, makers.host_cloud)
    payments[book.maker(row_numbers(len(makers))), book.cloud(host)] += serving
    return payments
