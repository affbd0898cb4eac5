"""Choice: new adopters, those whose offer is gone and those whose contract is up choose among the offers that they may use."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from simulator.attributes import CHANNEL_TASTES, TASTES, Attributes, attributes
from simulator.budgets import budgets
from simulator.entries import BUYERS
from simulator.luck import ALWAYS
from simulator.month import Month
from simulator.nested_logit import BLOCK, choose
from simulator.world import CHANNELS, NEVER_ADOPTED, STRATA, SWITCHES, Buyers, Flags, Floats, Ints, Switching, World

_BAN = TASTES.index("ban_risk")
_PRICE = TASTES.index("price")
_SELF_HOSTED = TASTES.index("channel_self_hosted")


def choices(world: World, month: Month) -> World:
    """Return the world after this month's choices; buyers who are not due keep what they have."""
    due = _who_is_due(world, month)
    menu = attributes(world, month.rules, month.assumptions)
    chosen = np.zeros(len(due.rows), dtype=np.int32)
    bounds = np.searchsorted(world.buyers.region[due.rows], np.arange(len(world.regions) + 1))
    for region in range(len(world.regions)):
        here = slice(int(bounds[region]), int(bounds[region + 1]))
        if here.stop > here.start:
            chosen[here] = _choices_in(region, due.part(here), menu, world, month)
    return _settled(world, month, due, chosen)


@dataclass(frozen=True)
class _Due:
    """Buyers who choose this month, in order of region."""

    rows: Ints  # rows of buyers
    new: Flags
    forced: Flags
    draw: Floats  # coverage draw of each, compared with partial bans; empty when no ban is partial

    def part(self, here: slice) -> _Due:
        return _Due(self.rows[here], self.new[here], self.forced[here], self.draw[here])


def _who_is_due(world: World, month: Month) -> _Due:
    buyers, forbidden = world.buyers, month.rules.forbidden
    everyone = np.arange(len(buyers))
    adopted = buyers.offer > 0
    new = ~adopted & (buyers.threshold <= world.adoption[buyers.stratum])
    gone = ~(world.offers.feasible[buyers.offer, buyers.region])
    draw = np.zeros(len(buyers))
    if forbidden.any():
        draw = month.luck.uniform("coverage of bans", ALWAYS, everyone)
        gone |= forbidden[buyers.offer, buyers.stratum] > draw
    forced = adopted & gone
    chance = np.array([value for _, value in month.assumptions.choice.renewal])
    renewing = month.luck.uniform("renewal", month.number, everyone) < chance[buyers.kind]
    due = np.flatnonzero(new | forced | (adopted & renewing)).astype(np.int32)
    return _Due(due, new[due], forced[due], draw[due])


def _choices_in(region: int, due: _Due, menu: Attributes, world: World, month: Month) -> Ints:
    """Return `(due,)` the offers chosen in one region, 0 where nothing may be used."""
    buyers, rules, offers = world.buyers, month.rules, world.offers
    strata = slice(region * len(BUYERS), (region + 1) * len(BUYERS))
    columns = np.flatnonzero(offers.feasible[:, region] & (rules.forbidden[:, strata].min(axis=1) < 1.0))
    if not len(columns):
        return np.zeros(len(due.rows), dtype=np.int32)
    scale = month.assumptions.choice.channel_scale
    seen = np.vstack([menu.common[region].T, menu.ban_risk[region], menu.brand])[:, columns] / scale
    partial = rules.forbidden[columns][:, strata].any()
    model = offers.model[columns]
    chosen = np.empty(len(due.rows), dtype=np.int32)
    for start in range(0, len(due.rows), BLOCK):
        block = due.part(slice(start, start + BLOCK))
        settled = _incumbents(block, world, region)
        weights = _weights(block, settled, menu, world, month)
        by_model, considered = _by_model(block, settled, region, world, month)
        luck = month.luck.gumbel_rows("offer", month.number, block.rows, len(offers))[:, columns]
        if partial:
            luck[rules.forbidden[columns][:, buyers.stratum[block.rows]].T > block.draw[:, None]] = -np.inf
        best = choose(weights, seen, np.where(considered, by_model, -np.inf), model, luck)
        stuck = np.flatnonzero(best < 0)
        if len(stuck):  # knows nothing that may be used: looks at everything
            best[stuck] = choose(weights[stuck], seen, by_model[stuck], model, luck[stuck])
        chosen[start : start + BLOCK] = np.where(best >= 0, columns[best], 0)
    return chosen


def _incumbents(due: _Due, world: World, region: int) -> Flags:
    """Return `(due,)` those whom changing costs something: they hold a model that can still be had here."""
    to_be_had = np.zeros(len(world.models), dtype=bool)
    to_be_had[world.offers.model[world.offers.feasible[:, region]]] = True
    held = world.offers.model[world.buyers.offer[due.rows]]
    return np.asarray(~due.new & to_be_had[held])


def _weights(due: _Due, settled: Flags, menu: Attributes, world: World, month: Month) -> Floats:
    """Return `(due, attributes)` what each buyer weighs, over the scale within nests."""
    buyers, numbers = world.buyers, month.assumptions.choice
    rows = np.arange(len(due.rows))
    kind, taste = buyers.kind[due.rows], buyers.taste[due.rows]
    weights = np.zeros((len(rows), len(TASTES) + len(BUYERS) + 1))
    weights[:, : len(TASTES)] = taste
    weights[:, _BAN] = 0.0
    weights[rows, len(TASTES) + kind] = taste[:, _BAN]
    weights[:, -1] = 1.0  # brand
    weights[:, _SELF_HOSTED] -= taste[:, _PRICE] * menu.self_hosting[kind]
    channel = world.offers.channel[buyers.offer[due.rows]]
    moving = settled * buyers.switching_cost[due.rows] * numbers.switch_channel
    weights[:, CHANNEL_TASTES] -= moving[:, None] * (channel[:, None] != np.arange(len(CHANNELS)))
    weights /= numbers.channel_scale
    return weights


def _by_model(due: _Due, settled: Flags, region: int, world: World, month: Month) -> tuple[Floats, Flags]:
    """Return `(due, models)` lasting taste, passing taste and switching cost over the scale within nests, and what is considered."""
    numbers, luck, models = month.assumptions.choice, month.luck, len(world.models)
    held = world.offers.model[world.buyers.offer[due.rows]]
    spread = month.assumptions.tastes.brand_spread / numbers.channel_scale
    utility = luck.normal_rows("brand", ALWAYS, due.rows, models) * spread
    exponent = numbers.channel_scale / numbers.model_scale
    utility += luck.log_stable_rows("model", month.number, due.rows, models, exponent)
    cost = settled * world.buyers.switching_cost[due.rows] / numbers.channel_scale
    utility -= _switching(world, month)[held] * cost[:, None]
    threshold = luck.uniform_rows("consideration", ALWAYS, due.rows, models)
    considered = threshold < world.models.awareness[:, region]
    considered[np.arange(len(held)), held] = True
    return utility, considered


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
    groups = {"new": due.new, "renewed": kept_contract & ~moved, "voluntary": kept_contract & moved, "forced": due.forced}
    workload = np.array([np.bincount(stratum, weight * groups[name], STRATA) for name in SWITCHES])
    cost = np.array([value for _, value in numbers.choice.adaptation])[before.kind[due.rows]]
    adaptation = np.bincount(stratum, weight * due.forced * cost * 12.0, STRATA)
    return Switching(workload=workload, adaptation_cost=adaptation)
