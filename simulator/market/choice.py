"""Choice: new adopters, those whose offer is gone and those whose contract is up choose among what they may use."""

from __future__ import annotations

from dataclasses import dataclass
from functools import reduce
from typing import Any

import numpy as np
from numpy.typing import NDArray

from simulator.attributes import CHANNEL_TASTES, TASTES, attributes
from simulator.budgets import budgets
from simulator.entries import BUYERS
from simulator.luck import ALWAYS
from simulator.memory import remembered
from simulator.month import Month
from simulator.nested_logit import BARRED, BLOCK, choose
from simulator.world import (
    CHANNELS,
    NEVER_ADOPTED,
    STRATA,
    SWITCHES,
    Flags,
    Floats,
    Frozen,
    Ints,
    Switching,
    World,
    row_numbers,
    total_by,
)

_BAN = TASTES.index("ban_risk")
_PRICE = TASTES.index("price")
_SELF_HOSTED = TASTES.index("channel_self_hosted")
_NOTHING = np.zeros((0, 0))
_CHUNK = 8192  # buyers at a time, so that a million of them do not fill the memory


def choices(world: World, month: Month) -> World:
    """Return the world after this month's choices; buyers who are not due keep what they have.

    Of the offers that a buyer knows and may use it takes that of greatest utility: a nested logit of channels within
    models (McFadden 1978) with switching costs (Klemperer 1995), drawn by one argmax.
    """
    due = _who_is_due(world, month)
    # what is on the menu is the same for everybody in a region; what it is worth differs from buyer to buyer
    chosen = np.zeros(len(due.rows), dtype=np.int32)
    if len(due.rows):
        what = menus(world, month)
        switching = _switching(world, month)
        for start in range(0, len(due.rows), _CHUNK):
            here = slice(start, start + _CHUNK)
            chosen[here] = _choices_of(due.part(here), what, switching, world, month)
    return _settled(world, month, due, chosen)


@dataclass(frozen=True)
class _Due:
    """Buyers who choose this month, in order of region."""

    rows: Ints  # rows of buyers
    new: Flags
    forced: Flags
    draw: Floats  # coverage draw of each, compared with partial bans

    def part(self, here: slice | NDArray[np.intp]) -> _Due:
        return _Due(self.rows[here], self.new[here], self.forced[here], self.draw[here])


@dataclass(frozen=True)
class Menu(Frozen):
    """What may be had in one region, and what is seen of it."""

    offer: Ints  # (columns,) rows of offers
    model: Ints  # (columns,)
    to_be_had: Flags  # (models,)
    restricted: NDArray[np.intp]  # columns that some buyers may not use
    forbidden: Floats  # (types of buyer, restricted columns) share of buyers who may not
    seen: Floats  # (attributes, columns)


def _who_is_due(world: World, month: Month) -> _Due:
    """Return the buyers who choose this month: new ones, those who must, and those whose contract is up."""
    buyers, adopted = world.buyers, world.buyers.offer > 0
    # enough of its like have adopted for a buyer to begin
    new = ~adopted & (buyers.threshold <= world.adoption.take(buyers.stratum))
    # whose offer is gone cannot wait for the end of the contract
    forced = _must_leave(world, month)
    forced &= adopted
    # of all others, those decide whose contract happens to be up: the rest is inertia
    chance = month.assumptions.choice.renewal.array
    due = month.luck.uniform("renewal", month.number, row_numbers(len(buyers))) < chance.take(buyers.kind)
    due &= adopted
    due |= new
    due |= forced
    rows = np.flatnonzero(due).astype(np.int32)
    return _Due(rows, new[rows], forced[rows], coverage(rows, month))


def _must_leave(world: World, month: Month) -> Flags:
    """Return `(buyers,)` whose offer is gone or forbidden to them; of buyers without an offer it says nothing."""
    buyers, forbidden = world.buyers, month.rules.forbidden
    cell = buyers.offer.astype(np.int32) * STRATA + buyers.stratum
    gone = _gone(world.offers.feasible).take(cell)
    # a ban for a share of buyers hits those whose lasting draw lies below it, so that a stricter one hits them too
    if _any(forbidden):
        share = forbidden.ravel().take(cell)
        at_risk = np.flatnonzero(share)
        gone[at_risk] |= share[at_risk] > coverage(at_risk, month)
    return gone


@remembered
def _gone(feasible: Flags) -> Flags:
    """Return `(offers × strata,)` what is not to be had."""
    return ~np.repeat(feasible, len(BUYERS), axis=1).ravel()


@remembered
def _any(column: Floats) -> bool:
    return bool(column.any())


def coverage(rows: NDArray[np.integer[Any]], month: Month) -> Floats:
    """Return `(rows,)` draws that stay with a buyer: a partial ban covers the same ones every month."""
    return month.luck.uniform("coverage of bans", ALWAYS, rows)


def menus(world: World, month: Month) -> list[Menu]:
    """Return the menu of each region: only what at least some buyers may use."""
    seen = attributes(world, month.rules, month.assumptions)
    unseen = _unseen_menus(world.offers.feasible, month.rules.forbidden, world.offers.model, world.models.maker)
    return [menu.changed(seen=here[:, menu.offer]) for menu, here in zip(unseen, seen, strict=True)]


@remembered
def _unseen_menus(feasible: Flags, forbidden: Floats, model: Ints, maker: Ints) -> tuple[Menu, ...]:
    """Return the menu of each region without attributes: it changes only with the law, the models and the clouds."""
    # what is forbidden to every type of buyer is on no menu, what is forbidden to some needs a look at each
    by_region = forbidden.reshape(*feasible.shape, len(BUYERS))
    by_kind = np.moveaxis(by_region, 2, 0)  # ten times faster to reduce than a short last axis
    to_nobody, some = reduce(np.minimum, by_kind) >= 1.0, reduce(np.maximum, by_kind) > 0.0
    found = []
    for region, usable in enumerate((feasible & ~to_nobody).T):
        offer = np.flatnonzero(usable).astype(np.int32)
        to_be_had = np.zeros(len(maker), dtype=bool)
        to_be_had[model[offer]] = True
        restricted = np.flatnonzero(some[offer, region])
        refused = by_region[offer[restricted], region].T
        found.append(Menu(offer, model[offer], to_be_had, restricted, refused, _NOTHING))
    return tuple(found)


def _choices_of(due: _Due, what: list[Menu], switching: Floats, world: World, month: Month) -> Ints:
    """Return `(due,)` the offers chosen, 0 where nothing may be used."""
    region = world.buyers.region.take(due.rows)
    held = world.offers.model.take(world.buyers.offer.take(due.rows))
    # changing costs those something who could stay: whose model is gone must rebuild whatever it chooses
    settled = ~due.new & np.array([menu.to_be_had for menu in what])[region, held]
    weights = weights_of(due.rows, world, month)
    weights[:, CHANNEL_TASTES] -= _moving(due, settled, world, month)
    by_model = _by_model(due, held, settled, switching, world, month)
    # one chooses among the models that one knows
    considered = by_model + unheard_of(due.rows, held, region, world) * BARRED
    chosen, utility = _best(due, weights, considered, what, world, month)
    # who knows nothing that may be used looks at everything, and goes without where even that helps nothing
    stuck = np.flatnonzero(utility <= 0.5 * BARRED)  # half, so that no liking lifts what is barred above it
    if len(stuck):
        chosen[stuck], utility = _best(due.part(stuck), weights[stuck], by_model[stuck], what, world, month)
        chosen[stuck[utility <= 0.5 * BARRED]] = 0
    return chosen


def _best(
    due: _Due, weights: Floats, by_model: Floats, what: list[Menu], world: World, month: Month
) -> tuple[Ints, Floats]:
    """Return `(due,)` the best offer of each buyer's region, and its utility."""
    gumbels = month.luck.gumbels(len(world.offers))
    places = month.luck.places("offer", month.number, due.rows)
    chosen, utility = np.zeros(len(due.rows), dtype=np.int32), np.full(len(due.rows), BARRED)
    # buyers stand in order of region, so that each region is one run of rows with one menu
    bounds = np.searchsorted(world.buyers.region[due.rows], np.arange(len(what) + 1))
    for number, menu in enumerate(what):
        for start in range(bounds[number], bounds[number + 1], BLOCK) if len(menu.offer) else ():
            here = slice(start, min(start + BLOCK, bounds[number + 1]))
            # passing taste for each offer, and a bar on what the law forbids this buyer
            luck = gumbels[places[here]][:, menu.offer]
            if len(menu.restricted):
                refused = menu.forbidden[world.buyers.kind[due.rows[here]]] > due.draw[here, None]
                luck[:, menu.restricted] += np.where(refused, np.float32(-np.inf), 0.0)
            column, utility[here] = choose(weights[here], menu.seen, by_model[here], menu.model, luck)
            chosen[here] = menu.offer[column]
    return chosen, utility


def weights_of(rows: Ints, world: World, month: Month) -> Floats:
    """Return `(rows, attributes)` what each buyer weighs, over the scale within nests."""
    buyers, assumptions = world.buyers, month.assumptions
    each = np.arange(len(rows))
    kind, taste = buyers.kind.take(rows), buyers.taste.take(rows, axis=0)
    weights = np.zeros((len(rows), len(TASTES) + len(BUYERS) + 1))
    weights[:, : len(TASTES)] = taste
    # fear of bans differs by type of buyer, so that each type weighs an attribute of its own
    weights[:, _BAN] = 0.0
    weights[each, len(TASTES) + kind] = taste[:, _BAN]
    weights[:, -1] = 1.0  # brand
    # running a model oneself costs a start-up more than a large firm: the price on the menu leaves that out
    overhead = np.log(assumptions.prices.self_hosting.array)
    weights[:, _SELF_HOSTED] -= taste[:, _PRICE] * overhead[kind]
    weights /= assumptions.choice.channel_scale
    return weights


def _moving(due: _Due, settled: Flags, world: World, month: Month) -> Floats:
    """Return `(due, channels)` cost of changing the channel, over the scale within nests."""
    assumptions = month.assumptions.choice
    channel = world.offers.channel.take(world.buyers.offer.take(due.rows))
    # another way to the model means new contracts and new interfaces, whichever model it is
    cost = settled * world.buyers.switching_cost.take(due.rows) * assumptions.switch_channel / assumptions.channel_scale
    return cost[:, None] * (channel[:, None] != np.arange(len(CHANNELS)))


def _by_model(due: _Due, held: Ints, settled: Flags, switching: Floats, world: World, month: Month) -> Floats:
    """Return `(due, models)` lasting taste, passing taste and switching cost over the scale within nests."""
    assumptions, luck, models = month.assumptions.choice, month.luck, len(world.models)
    utility = lasting_taste(due.rows, world, month)
    # passing taste for a model is shared by all its channels, which is what makes a model a nest
    exponent = assumptions.channel_scale / assumptions.model_scale
    utility += luck.log_stables(models, exponent)[luck.places("model", month.number, due.rows)]
    # leaving what one holds costs the more, the less alike the new model is
    cost = settled * world.buyers.switching_cost.take(due.rows) / assumptions.channel_scale
    moving = switching.take(held, axis=0)
    moving *= cost[:, None]
    utility -= moving
    return utility


def lasting_taste(rows: Ints, world: World, month: Month) -> Floats:
    """Return `(rows, models)` buyers' lasting liking of each model over the scale within nests."""
    spread = month.assumptions.tastes.brand_spread / month.assumptions.choice.channel_scale
    taste = world.buyers.liking.take(rows, axis=0).astype(np.float64)
    taste *= spread
    return taste


def unheard_of(rows: Ints, held: Ints, region: Ints, world: World) -> Flags:
    """Return `(rows, models)` what each buyer does not consider: models unheard of, never the one it holds."""
    known = world.models.awareness.T.copy().take(region, axis=0)
    # a buyer has a lasting alertness for each model: the better known it is, the less alert ones consider it too
    unknown = world.buyers.threshold_of_awareness.take(rows, axis=0) >= known
    unknown[np.arange(len(held)), held] = False
    return unknown


def _switching(world: World, month: Month) -> Floats:
    """Return `(models, models)` part of the switching cost from one model (row) to another (column)."""
    assumptions, models = month.assumptions.choice, world.models
    # stacks that serve open weights are alike, and so are the interfaces of one maker
    both_open = models.open[:, None] & models.open[None, :]
    same_maker = models.maker[:, None] == models.maker[None, :]
    part = np.where(both_open, assumptions.switch_open_to_open, 1.0)
    part = np.where(same_maker, assumptions.switch_same_maker, part)
    np.fill_diagonal(part, 0.0)
    return part


def _settled(world: World, month: Month, due: _Due, chosen: Ints) -> World:
    """Return the world with the choices made and counted."""
    before = world.buyers
    offer, adopted = before.offer.copy(), before.adopted.copy()
    offer[due.rows] = chosen
    # a buyer that finds nothing to use stops being an adopter: its budget starts again when it comes back
    adopted[due.rows[due.new]] = month.number
    adopted[due.rows[chosen == 0]] = NEVER_ADOPTED
    buyers = before.changed(offer=offer, adopted=adopted)
    after = world.changed(buyers=buyers)
    return after.changed(switching=_count(world, after, due, month))


def _count(before: World, after: World, due: _Due, month: Month) -> Switching:
    """Return who decided this month and why, weighted by budget; who lost everything counts with what it had."""
    assumptions, buyers = month.assumptions, before.buyers
    weight = budgets(after, assumptions.demand, due.rows)
    lost = np.flatnonzero(after.buyers.offer[due.rows] == 0)  # found nothing that they may use
    if len(lost):
        weight[lost] = budgets(before, assumptions.demand, due.rows[lost])
    # a reason each: the first contract, a ban, or one's own will to go or to stay
    stratum = buyers.stratum[due.rows]
    moved = buyers.offer[due.rows] != after.buyers.offer[due.rows]
    by_will = np.where(moved, SWITCHES.index("voluntary"), SWITCHES.index("renewed"))
    switch = np.where(due.new, SWITCHES.index("new"), np.where(due.forced, SWITCHES.index("forced"), by_will))
    workload = total_by(switch * STRATA + stratum, weight, len(SWITCHES) * STRATA).reshape(-1, STRATA)
    # rebuilding in a hurry costs a part of the annual budget
    cost = assumptions.choice.adaptation.array[buyers.kind[due.rows]]
    adaptation = total_by(stratum, weight * due.forced * cost * 12.0, STRATA)
    return Switching(workload=workload, adaptation_cost=adaptation)
