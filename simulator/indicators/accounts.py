"""Makers' accounts and survival, and consumers' applications; firms' accounts are illustrative."""

import numpy as np

from simulator.accounts import money_raised
from simulator.entries import KINDS, ORIGINS, REGIONS
from simulator.indicator import Cut, indicator, maker_ids
from simulator.world import Flags, Floats, Kind, Status, World, row_numbers, total_by

_LARGE = 999.0  # months: a maker that loses nothing


@indicator("revenue", "Revenue", "$M a month")
def revenue(world: World) -> tuple[Cut, ...]:
    """What a maker's customers pay it: enterprises, consumers and national programmes, and those of the long tail.

    What investors, owners and grants put in is no revenue; what goes to app stores and clouds is not taken off.
    """
    return _by_maker(world, world.makers.revenue, _in_business(world))


@indicator("money_raised", "Money raised from investors", "$M a month")
def money_raised_by_makers(world: World) -> tuple[Cut, ...]:
    """What investors put into a maker: rounds, listings, bridges, and the capital of the long tail's firms."""
    return _by_maker(world, money_raised(world), _in_business(world))


@indicator("profit", "Profit on models", "$M a month")
def profit(world: World) -> tuple[Cut, ...]:
    """A maker's revenue and grants for serving less app-store fees, serving, research, marketing and administration."""
    return _by_maker(world, world.makers.profit, _in_business(world))


@indicator("reported_loss", "Reported loss", "$M a month")
def reported_loss(world: World) -> tuple[Cut, ...]:
    """A maker's loss with the charge that a private start-up books when its preferred shares rise in value."""
    return _by_maker(world, world.makers.reported_loss)


@indicator("group_profit", "Profit of the group", "$M a month")
def group_profit(world: World) -> tuple[Cut, ...]:
    """A giant's profit on models with its other business, its cloud and what models add; others' profit on models."""
    return _by_maker(world, world.makers.group_profit)


@indicator("cash", "Cash", "$M")
def cash(world: World) -> tuple[Cut, ...]:
    """What a maker has in the till at the end of the month; the long tail's firms together."""
    return _by_maker(world, world.makers.cash, _running(world))


@indicator("runway", "Runway", "months")
def runway(world: World) -> tuple[Cut, ...]:
    """A maker's cash over its loss on models this month; 999 where that is longer, or nothing is lost."""
    loss = np.maximum(-world.makers.profit, 0.0)
    return _by_maker(
        world, np.where(loss > 0.0, np.minimum(world.makers.cash / np.maximum(loss, 1e-12), _LARGE), _LARGE)
    )


@indicator("valuation", "Valuation", "$M")
def valuation(world: World) -> tuple[Cut, ...]:
    """What a maker is worth in investors' mood: a multiple of twelve months' revenue, and the chance to lead."""
    return _by_maker(world, world.makers.valuation)


@indicator("research_spend", "Research spending", "$M a month")
def research_spend(world: World) -> tuple[Cut, ...]:
    """What a maker itself spends on research."""
    return _by_maker(world, world.makers.research)


@indicator("makers_training", "Makers that train their own models", "makers")
def makers_training(world: World) -> tuple[Cut, ...]:
    """Named makers on the market that have not given up training, by origin."""
    return (Cut((("origin", ORIGINS),), _count(world, _named(world) & (world.makers.status == Status.ACTIVE))),)


@indicator("startups_training", "Start-ups that train their own models", "makers")
def startups_training(world: World) -> tuple[Cut, ...]:
    """Named start-ups on the market that have not given up training, by origin."""
    active = (world.makers.kind == KINDS.index("startup")) & (world.makers.status == Status.ACTIVE)
    return (Cut((("origin", ORIGINS),), _count(world, _named(world) & active)),)


@indicator("makers_gone", "Makers that failed or were bought", "makers")
def makers_gone(world: World) -> tuple[Cut, ...]:
    """Named makers that have left the market so far, by origin."""
    gone = (world.makers.status == Status.BANKRUPT) | (world.makers.status == Status.ACQUIRED)
    return (Cut((("origin", ORIGINS),), _count(world, gone)),)


@indicator("sentiment", "Mood of investors", "index")
def sentiment(world: World) -> tuple[Cut, ...]:
    """The mood of investors towards makers of an origin; 1 is normal."""
    return (Cut((("origin", ORIGINS),), world.economy.sentiment),)


@indicator("app_users", "Users of chat applications", "million a month")
def app_users(world: World) -> tuple[Cut, ...]:
    """People who use a maker's chat application."""
    return _by_maker_and_region(world, world.consumers.users)


@indicator("app_payers", "Paying users of chat applications", "million a month")
def app_payers(world: World) -> tuple[Cut, ...]:
    """People who pay a maker for its chat application; those who pay a new owner of it are left out."""
    each = world.regions.revenue_per_payer
    return _by_maker_and_region(world, world.consumers.revenue / np.where(each > 0.0, each, 1.0))


@indicator("app_revenue", "Revenue of chat applications", "$M a month")
def app_revenue(world: World) -> tuple[Cut, ...]:
    """What consumers pay a maker, before the fees of app stores."""
    return _by_maker_and_region(world, world.consumers.revenue)


@indicator("app_store_revenue", "Revenue through the App Store", "$M a month")
def app_store_revenue(world: World) -> tuple[Cut, ...]:
    """What consumers pay a maker through Apple's App Store, before its fee."""
    return _by_maker_and_region(world, world.consumers.through_store)


def _by_maker(world: World, values: Floats, present: Flags | None = None) -> tuple[Cut, ...]:
    """Return one number for each maker that is present: the named ones, if nothing else is said."""
    return (Cut((("maker", maker_ids(world)),), values, _named(world) if present is None else present),)


def _by_maker_and_region(world: World, values: Floats) -> tuple[Cut, ...]:
    present = _named(world) & np.isfinite(world.makers.app).any(axis=1)
    return (Cut((("maker", maker_ids(world)), ("region", REGIONS)), values, present),)


def _in_business(world: World) -> Flags:
    """Return which makers have accounts of this month, the long tail too."""
    return world.makers.in_business & (row_numbers(len(world.makers)) > 0)


def _running(world: World) -> Flags:
    """Return which makers are on the market, the long tail too."""
    return world.makers.alive & (row_numbers(len(world.makers)) > 0)


def _named(world: World) -> Flags:
    return _running(world) & (world.makers.kind != Kind.TAIL)


def _count(world: World, those: Flags) -> Floats:
    return total_by(world.makers.origin[those], np.ones(int(those.sum())), len(ORIGINS))
