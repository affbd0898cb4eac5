"""Choice: new adopters, those whose offer is gone and those whose contract is up choose among what they may use."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from simulator.attributes import CHANNEL_TASTES, TASTES, attributes
from simulator.budgets import budgets
from simulator.entries import BUYERS
from simulator.luck import ALWAYS
from simulator.month import Month
from simulator.nested_logit import BLOCK, choose
from simulator.world import (
    CHANNELS,
    NEVER_ADOPTED,
    STRATA,
    SWITCHES,
    Buyers,
    Flags,
    Floats,
    Ints,
    Switching,
    World,
    total_by,
)

_BAN = TASTES.index("ban_risk")
_PRICE = TASTES.index("price")
_SELF_HOSTED = TASTES.index("channel_self_hosted")
_CHUNK = 8192  # buyers at a time, so that a million of them do not fill the memory


def choices(world: World, month: Month) -> World:
    """Return the world after this month's choices; buyers who are not due keep what they have."""
    due = _who_is_due(world, month)
    chosen = np.zeros(len(due.rows), dtype=np.int32)
    if len(due.rows):
        menus = _menus(world, month)
        switching = _switching(world, month)
        for start in range(0, len(due.rows), _CHUNK):
            here = slice(start, start + _CHUNK)
            chosen[here] = _choices_of(due.part(here), menus, switching, world, month)
    return _settled(world, month, due, chosen)


@dataclass(frozen=True)
class _Due:
    """Buyers who choose this month, in order of region."""

    rows: Ints  # rows of buyers
    new: Flags
    forced: Flags
    draw: Floats  # coverage draw of each, compared with partial bans

    def part(self, here: slice) -> _Due:
        return _Due(self.rows[here], self.new[here], self.forced[here], self.draw[here])


@dataclass(frozen=True)
class _Menu:
    """What may be had in one region, and what is seen of it."""

    offer: Ints  # (columns,) rows of offers
    model: Ints  # (columns,)
    seen: Floats  # (attributes, columns)
    to_be_had: Flags  # (models,)
    forbidden: Floats  # (types of buyer, columns) share of buyers who may not use it


def _who_is_due(world: World, month: Month) -> _Due:
    buyers, forbidden = world.buyers, month.rules.forbidden
    everyone = np.arange(len(buyers))
    adopted = buyers.offer > 0
    new = ~adopted & (buyers.threshold <= world.adoption[buyers.stratum])
    open_to = np.repeat(world.offers.feasible, len(BUYERS), axis=1)
    cell = buyers.offer * STRATA + buyers.stratum
    draw = np.zeros(0)
    if forbidden.any():
        draw = month.luck.uniform("coverage of bans", ALWAYS, everyone)
        gone = ~open_to.ravel()[cell] | (forbidden.ravel()[cell] > draw)
    else:
        gone = ~open_to.ravel()[cell]
    forced = adopted & gone
    chance = np.array([value for _, value in month.assumptions.choice.renewal])
    renewing = month.luck.uniform("renewal", month.number, everyone) < chance[buyers.kind]
    due = np.flatnonzero(new | forced | (adopted & renewing)).astype(np.int32)
    return _Due(due, new[due], forced[due], draw[due] if len(draw) else np.zeros(len(due)))


def _menus(world: World, month: Month) -> list[_Menu]:
    """Return the menu of each region: only what at least some buyers may use."""
    what = attributes(world, month.rules, month.assumptions)
    menus = []
    for region in range(len(world.regions)):
        forbidden = month.rules.forbidden[:, region * len(BUYERS) : (region + 1) * len(BUYERS)]
        offer = np.flatnonzero(world.offers.feasible[:, region] & (forbidden.min(axis=1) < 1.0)).astype(np.int32)
        seen = np.concatenate([what.common[region].T, what.ban_risk[region], what.brand[None, :]])
        model = world.offers.model[offer]
        to_be_had = np.zeros(len(world.models), dtype=bool)
        to_be_had[model] = True
        menus.append(_Menu(offer, model, seen[:, offer], to_be_had, forbidden[offer].T))
    return menus


def _choices_of(due: _Due, menus: list[_Menu], switching: Floats, world: World, month: Month) -> Ints:
    """Return `(due,)` the offers chosen, 0 where nothing may be used."""
    region = world.buyers.region[due.rows]
    held = world.offers.model[world.buyers.offer[due.rows]]
    settled = ~due.new & np.array([menu.to_be_had for menu in menus])[region, held]  # whom changing costs something
    weights = _weights(due, settled, world, month)
    by_model = _by_model(due, held, settled, switching, world, month)
    unknown = _unknown(due, held, region, world, month)
    gumbels = month.luck.gumbels(len(world.offers))
    places = month.luck.places("offer", month.number, due.rows)
    chosen = np.zeros(len(due.rows), dtype=np.int32)
    bounds = np.searchsorted(region, np.arange(len(menus) + 1))
    for number, menu in enumerate(menus):
        for start in range(bounds[number], bounds[number + 1], BLOCK) if len(menu.offer) else ():
            here = slice(start, min(start + BLOCK, bounds[number + 1]))
            luck = gumbels[places[here]][:, menu.offer]
            if menu.forbidden.any():
                kind = world.buyers.kind[due.rows[here]]
                luck[menu.forbidden[kind] > due.draw[here, None]] = -np.inf
            considered = np.where(unknown[here], -np.inf, by_model[here])
            best = choose(weights[here], menu.seen, considered, menu.model, luck)
            stuck = np.flatnonzero(best < 0)
            if len(stuck):  # knows nothing that may be used: looks at everything
                best[stuck] = choose(weights[here][stuck], menu.seen, by_model[here][stuck], menu.model, luck[stuck])
            chosen[here] = np.where(best >= 0, menu.offer[best], 0)
    return chosen


def _weights(due: _Due, settled: Flags, world: World, month: Month) -> Floats:
    """Return `(due, attributes)` what each buyer weighs, over the scale within nests."""
    buyers, numbers = world.buyers, month.assumptions.choice
    rows = np.arange(len(due.rows))
    kind, taste = buyers.kind[due.rows], buyers.taste[due.rows]
    weights = np.zeros((len(rows), len(TASTES) + len(BUYERS) + 1))
    weights[:, : len(TASTES)] = taste
    weights[:, _BAN] = 0.0
    weights[rows, len(TASTES) + kind] = taste[:, _BAN]
    weights[:, -1] = 1.0  # brand
    overhead = np.log([value for _, value in month.assumptions.prices.self_hosting])
    weights[:, _SELF_HOSTED] -= taste[:, _PRICE] * overhead[kind]
    channel = world.offers.channel[buyers.offer[due.rows]]
    moving = settled * buyers.switching_cost[due.rows] * numbers.switch_channel
    weights[:, CHANNEL_TASTES] -= moving[:, None] * (channel[:, None] != np.arange(len(CHANNELS)))
    weights /= numbers.channel_scale
    return weights


def _by_model(due: _Due, held: Ints, settled: Flags, switching: Floats, world: World, month: Month) -> Floats:
    """Return `(due, models)` lasting taste, passing taste and switching cost over the scale within nests."""
    numbers, luck, models = month.assumptions.choice, month.luck, len(world.models)
    spread = month.assumptions.tastes.brand_spread / numbers.channel_scale
    utility = luck.normals(models)[luck.places("brand", ALWAYS, due.rows)]
    utility *= spread
    exponent = numbers.channel_scale / numbers.model_scale
    utility += luck.log_stables(models, exponent)[luck.places("model", month.number, due.rows)]
    cost = settled * world.buyers.switching_cost[due.rows] / numbers.channel_scale
    utility -= switching[held] * cost[:, None]
    return utility


def _unknown(due: _Due, held: Ints, region: Ints, world: World, month: Month) -> Flags:
    """Return `(due, models)` what each buyer does not consider: models unheard of, never the one it holds."""
    threshold = month.luck.uniforms(len(world.models))[month.luck.places("consideration", ALWAYS, due.rows)]
    unknown = threshold >= np.ascontiguousarray(world.models.awareness.T)[region]
    unknown[np.arange(len(held)), held] = False
    return unknown


def _switching(world: World, month: Month) -> Floats:
    """Return `(models, models)` part of the switching cost from one model (row) to another (column)."""
    numbers, models = month.assumptions.choice, world.models
    both_open = models.open[:, None] & models.open[None, :]
    same_maker = models.maker[:, None] == models.maker[None, :]
    part = np.where(same_maker, numbers.switch_same_maker, np.where(both_open, numbers.switch_open_to_open, 1.0))
    np.fill_diagonal(part, 0.0)
    return part


def _settled(world: World, month: Month, due: _Due, chosen: Ints) -> World:
    """Return the world with the choices made and counted."""
    before = world.buyers
    offer, adopted = before.offer.copy(), before.adopted.copy()
    offer[due.rows] = chosen
    adopted[due.rows[due.new]] = month.number
    adopted[due.rows[chosen == 0]] = NEVER_ADOPTED
    buyers = before.changed(offer=offer, adopted=adopted)
    after = world.changed(buyers=buyers)
    return after.changed(switching=_count(before, after, due, month))


def _count(before: Buyers, after: World, due: _Due, month: Month) -> Switching:
    numbers = month.assumptions
    weight = budgets(after, numbers.demand)[due.rows]
    stratum = before.stratum[due.rows]
    moved = before.offer[due.rows] != after.buyers.offer[due.rows]
    kept_contract = ~due.new & ~due.forced
    groups = {
        "new": due.new,
        "renewed": kept_contract & ~moved,
        "voluntary": kept_contract & moved,
        "forced": due.forced,
    }
    workload = np.array([total_by(stratum, weight * groups[name], STRATA) for name in SWITCHES])
    cost = np.array([value for _, value in numbers.choice.adaptation])[before.kind[due.rows]]
    adaptation = total_by(stratum, weight * due.forced * cost * 12.0, STRATA)
    return Switching(workload=workload, adaptation_cost=adaptation)
