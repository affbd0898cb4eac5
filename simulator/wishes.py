"""What buyers would choose without inertia, and how well the market serves them: costly, so computed when looked at.

One adopted buyer in eight is asked. Wished shares are closed-form probabilities of the nested logit without
switching cost; they are less noisy than realised shares, and a different concept. Welfare is the expected utility of
the best choice.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np

from simulator.budgets import budgets
from simulator.history import Branch
from simulator.indicator import GROUPS, MEMBERSHIP, PLACES, UNITS, Cut, label_of_offers, over_groups, shares
from simulator.luck import Luck
from simulator.market.choice import coverage, lasting_taste, menus, unheard_of, weights_of
from simulator.month import Month
from simulator.nested_logit import log_sum, probabilities
from simulator.world import STRATA, Floats, Ints, World, total_by

ONE_IN = 8
YEAR = 12  # months


@dataclass(frozen=True)
class Costly:
    """An indicator that needs a branch and a while: one labelled array of a month, with its definition."""

    name: str
    label: str
    unit: str
    definition: str
    cuts: Callable[[Branch, int], tuple[Cut, ...]]
    level: bool = True  # whether its level has a meaning, beyond differences


@dataclass(frozen=True)
class Wishes:
    """Answers of the buyers who were asked, at the end of one month."""

    rows: Ints  # (asked,) rows of buyers
    weight: Floats  # (asked,) $M a month of budget
    probability: Floats  # (asked, offers)
    welfare: Floats  # (asked,) utils


def wishes(branch: Branch, month: int) -> Wishes:
    """Return what one adopted buyer in eight would choose at the end of a month, if changing cost nothing."""
    world = branch.world(month)
    before = branch.worlds[month - 1] if month else world
    assumptions = branch.setup.assumptions
    now = Month(month, branch.timeline.rules_for(before, month, assumptions), Luck(branch.setup.seed), assumptions)
    adopted = np.flatnonzero(world.buyers.offer > 0)
    rows = adopted[adopted % ONE_IN == 0].astype(np.int32)
    region = world.buyers.region[rows]
    held = world.offers.model[world.buyers.offer[rows]]
    weights, draw = weights_of(rows, world, now), coverage(rows, now)
    taste, unheard = lasting_taste(rows, world, now), unheard_of(rows, held, region, world)
    probability = np.zeros((len(rows), len(world.offers)))
    welfare = np.zeros(len(rows))
    scales = assumptions.choice.model_scale, assumptions.choice.channel_scale
    for number, menu in enumerate(menus(world, now)):
        here = np.flatnonzero(region == number)
        if not len(here) or not len(menu.offer):
            continue
        utility = (weights[here] @ menu.seen + taste[here][:, menu.model]) * scales[1]
        forbidden = menu.forbidden[world.buyers.kind[rows[here]]] > draw[here, None]
        utility[:, menu.restricted] += np.where(forbidden, -np.inf, 0.0)
        known = np.where(unheard[here][:, menu.model], -np.inf, utility)
        lost = np.isneginf(known.max(axis=1))  # knows nothing that may be used: looks at everything
        known[lost] = utility[lost]
        some = ~np.isneginf(known.max(axis=1))
        probability[np.ix_(here[some], menu.offer)] = probabilities(known[some], menu.model, *scales)
        welfare[here[some]] = log_sum(known[some], menu.model, *scales)
    weight = np.where(probability.any(axis=1), budgets(world, assumptions.demand, rows), 0.0)
    return Wishes(rows, weight, probability, welfare)


def wished_shares(branch: Branch, month: int, breakdown: str) -> Floats:
    """Return `(labels, places, groups)` shares of workload that buyers would choose, if changing cost nothing."""
    world, asked = branch.world(month), wishes(branch, month)
    label, labels = label_of_offers(world, breakdown)
    by_label = asked.probability @ np.eye(len(labels))[label]
    by_stratum = (by_label.T * asked.weight) @ np.eye(STRATA)[world.buyers.stratum[asked.rows]]
    return shares(np.tensordot(by_stratum, MEMBERSHIP, axes=1))


def buyers_welfare(branch: Branch, month: int) -> Floats:
    """Return `(places, groups)` mean welfare in utils; only differences between two branches have a meaning.

    There is no dollar figure: the cut in log price that is worth as much, times budgets, comes to some sixty times what
    buyers spend, for utility also counts all that has no price.
    """
    world, asked = branch.world(month), wishes(branch, month)
    stratum = world.buyers.stratum[asked.rows]
    weight = over_groups(total_by(stratum, asked.weight, STRATA))
    return over_groups(total_by(stratum, asked.welfare * asked.weight, STRATA)) / np.where(weight > 0.0, weight, 1.0)


def survival(branch: Branch, cohort: tuple[int, int]) -> Floats:
    """Return `(months,)` the share of the tail's firms founded in a span of months (first, last) that is still alive.

    It is 1 while the cohort is being founded.
    """
    founded = np.array([world.tail_flow.founded for world in branch.worlds])
    first = int(founded[cohort[0] - 1]) if cohort[0] else 0
    last = int(founded[cohort[1]])
    alive = np.array([_between(world, first, last) for world in branch.worlds], dtype=np.float64)
    return np.where(np.arange(len(alive)) <= cohort[1], 1.0, alive / max(1, last - first))


def _preferred(branch: Branch, month: int) -> tuple[Cut, ...]:
    cuts = []
    for breakdown in ("maker", "origin", "openness"):
        _, labels = label_of_offers(branch.world(month), breakdown)
        axes = ((breakdown, labels), ("region", PLACES), ("buyer", GROUPS), ("units", UNITS[:1]))
        present = np.array([label != "" for label in labels])  # the null maker is nobody
        cuts.append(Cut(axes, wished_shares(branch, month, breakdown)[..., None], present))
    return tuple(cuts)


def _survival(branch: Branch, month: int) -> tuple[Cut, ...]:
    grown_up = month >= 2 * YEAR - 1
    cohort = (month - 2 * YEAR + 1, month - YEAR)
    share = survival(branch, cohort)[month] if grown_up else 0.0
    return (Cut((), np.array(share), np.array(grown_up)),)


_WHERE_AND_WHO = (("region", PLACES), ("buyer", GROUPS))

COSTLY: dict[str, Costly] = {
    found.name: found
    for found in (
        Costly(
            "preference_share",
            "Preference share",
            "share",
            "Share of workload that buyers would choose at the end of the month if changing cost nothing; one adopted "
            "buyer in eight is asked.",
            _preferred,
        ),
        Costly(
            "buyers_welfare",
            "Buyers' welfare",
            "utils",
            "Mean expected utility of buyers' best choice (log-sum), weighted by budget, in utils, the unit of their "
            "tastes; only differences have a meaning. Not told in money: turned into a cut in prices, it would come to "
            "many times what buyers spend.",
            lambda branch, month: (Cut(_WHERE_AND_WHO, buyers_welfare(branch, month)),),
            level=False,
        ),
        Costly(
            "tail_survival",
            "Survival in the long tail",
            "share",
            "Share of the small Chinese makers founded between two years and one year ago that is still alive.",
            _survival,
        ),
    )
}
"""Indicators of a branch that cost too much to compute before somebody looks."""


def _between(world: World, first: int, last: int) -> int:
    return int(((world.tail.firm >= first) & (world.tail.firm < last)).sum())
