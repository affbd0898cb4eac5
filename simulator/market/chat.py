"""Chat applications: people take them up, choose among them, and a few of them pay."""

import numpy as np

from simulator.month import Month
from simulator.world import IN_CHINA, Consumers, Floats, World, accounts, best_model, row_numbers


def chat(world: World, month: Month) -> World:
    """Return the world with this month's users and consumers' revenue, and the payments that they cause.

    Adoption follows Bass (1969); shares move towards a logit over attraction and capability; readiness to pay falls
    with distance from the frontier, except in China, where free competition leaves none of it.
    """
    numbers, makers, regions = month.assumptions.consumers, world.makers, world.regions
    adopted = world.consumers.adoption
    growth = (numbers.innovation + numbers.imitation * adopted) * (1.0 - adopted) * regions.adoption_speed
    adopted = np.minimum(numbers.most, adopted + growth)
    quality = best_model(world)
    distance = (quality - world.economy.frontier)[:, None] / 100.0
    share = _shares(world, month, distance)
    users = regions.online_population * adopted * numbers.applications * share
    ripe = numbers.paying_at_first
    ripe += (1.0 - numbers.paying_at_first) * min(1.0, month.number / numbers.paying_ramp)
    paying = np.exp(numbers.paying_quality * np.clip(distance, -3.0, 0.0)) * makers.monetisation[:, None] * ripe
    paying = np.where(IN_CHINA, makers.monetisation[:, None] > 0.0, paying) * regions.paying_share
    paid = users * paying * regions.revenue_per_payer
    revenue = paid * month.rules.app_revenue
    changed = world.changed(consumers=Consumers(adopted, share, users, revenue, numbers.store_part * revenue))
    return changed.changed(payments=_payments(changed, month, float(paid.sum() - revenue.sum())))


def _shares(world: World, month: Month, distance: Floats) -> Floats:
    """Return `(makers, regions)` shares of applications in use."""
    numbers, makers, rules = month.assumptions.consumers, world.makers, month.rules
    shift = np.where(month.number < makers.app_shift_until, makers.app_shift, 0.0)[:, None]
    pull = makers.app + shift + rules.app_attraction + numbers.quality * distance
    offered = np.isfinite(pull) & makers.alive[:, None] & ~rules.apps_banned
    top = np.where(offered, pull, -np.inf).max(axis=0)
    weight = np.where(offered, np.exp(np.where(offered, pull - np.where(np.isfinite(top), top, 0.0), 0.0)), 0.0)
    target = weight / np.maximum(weight.sum(axis=0), 1e-300)
    share = np.where(offered, (1.0 - numbers.adjustment) * world.consumers.share + numbers.adjustment * target, 0.0)
    total = share.sum(axis=0)
    return share / np.where(total > 0.0, total, 1.0)


def _payments(world: World, month: Month, to_new_owners: float) -> Floats:
    """Return payments with those of consumers: to makers, who pay stores and clouds, and to new owners of sold apps."""
    numbers, makers, book = month.assumptions.consumers, world.makers, accounts(world)
    payments = world.payments.copy()
    of_makers = book.of_makers
    revenue = world.consumers.revenue.sum(axis=1)
    users = (world.consumers.users * month.rules.app_revenue).sum(axis=1)  # of what is still the maker's
    payments[book.outside("consumers"), book.outside("owners")] += to_new_owners
    payments[book.outside("consumers"), of_makers] += revenue
    payments[of_makers, book.outside("app_stores")] += numbers.store_fee * revenue
    cheapest = np.full(len(makers), np.inf)
    models = world.models
    np.minimum.at(cheapest, models.maker, np.where(models.live & (models.unit_cost > 0.0), models.unit_cost, np.inf))
    serving = users * numbers.tokens * numbers.free_tier * np.where(np.isfinite(cheapest), cheapest, 0.0)
    host = np.where(makers.own_cloud > 0, makers.own_cloud, makers.host_cloud)
    payments[book.maker(row_numbers(len(makers))), book.cloud(host)] += serving
    return payments
