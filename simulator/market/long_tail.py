"""The long tail: hundreds of small Chinese makers enter, crowd, convert and leave.

Klepper's shake-out (1996) with two twists: the open frontier re-seeds entry while it raises the bar for those who
train, and fear is contagious through the mood of investors.
"""

from __future__ import annotations

import numpy as np

from simulator.accounts import accounts
from simulator.dates import NEVER
from simulator.memory import remembered, unless_equal
from simulator.month import Month
from simulator.news import Item
from simulator.world import Channel, Floats, Kind, Origin, Tail, TailFlow, World

_LEADERS = 10  # one firm in ten sets the tone
_ALARM_OVER = 16  # January 2025: from then on few entrants train their own models


def long_tail(world: World, month: Month) -> World:
    """Return the world after a month in the long tail, with its payments."""
    assumptions = month.assumptions.tail
    mood = float(world.economy.sentiment[Origin.CHINA])
    firms = _progress(world.tail, world, month)
    firms, conversions = _convert(firms, world, month)
    market = _market(world)
    earned = _earn(firms, market, month)
    refinanced = _refinance(earned, world, month, mood)
    alive = refinanced.cash > 0.0
    rest = refinanced.cash[~alive]
    entrants = _entrants(int(alive.sum()), world, month, mood)
    joined = _joined(_only(refinanced, alive), entrants)
    flow = TailFlow(world.tail_flow.founded + len(entrants), len(entrants), len(rest), conversions)
    other = assumptions.other_revenue * len(firms)
    costs = float(firms.burn.sum()) + (1.0 - assumptions.margin) * ((market if len(firms) else 0.0) + other)
    raised = float(refinanced.cash.sum() - earned.cash.sum() + entrants.cash.sum())
    left = float(rest.sum())
    flows = {"other_customers": other, "staff_and_suppliers": -costs, "investors": raised, "owners": -left}
    paid = _payments(world, flows)
    changed = world.changed(tail=joined, tail_flow=flow, payments=paid)
    return _with_brand(changed).reported(*_news(flow, len(joined), month))


def _payments(world: World, flows: dict[str, float]) -> Floats:
    """Return payments with those of the tail's firms: positive flows come in, negative ones go out."""
    book, payments = accounts(world), world.payments.copy()
    rows = np.flatnonzero(world.makers.of_kind(Kind.TAIL) & (np.arange(len(world.makers)) > 0))
    for row in rows[:1]:
        for name, amount in flows.items():
            account = book.outside(name)
            payments[account, book.maker(int(row))] += max(amount, 0.0)
            payments[book.maker(int(row)), account] += max(-amount, 0.0)
    return payments


def _joined(firms: Tail, entrants: Tail) -> Tail:
    columns = {name: np.concatenate([column, getattr(entrants, name)]) for name, column in firms.__dict__.items()}
    return Tail(**columns)


def _market(world: World) -> float:
    """Return what enterprises pay the tail's firms, $M."""
    of_tail = world.makers.of_kind(Kind.TAIL)[world.models.maker[world.offers.model]]
    of_its_own = of_tail & world.offers.through(Channel.API)
    return float(world.sales.spend[of_its_own[world.sales.offer]].sum())


def leading_capability(firms: Tail, otherwise: float) -> float:
    """Return the mean capability of the top tenth, in points."""
    if not len(firms):
        return otherwise
    return _mean_of_leaders(firms.capability)


@remembered
def _mean_of_leaders(capability: Floats) -> float:
    count = max(1, len(capability) // _LEADERS)
    top = np.partition(capability, -count)[-count:]
    return float(np.sort(top).mean())


def _only(firms: Tail, those: np.ndarray[tuple[int], np.dtype[np.bool_]]) -> Tail:
    return Tail(**{name: column[those] for name, column in firms.__dict__.items()})


def _progress(firms: Tail, world: World, month: Month) -> Tail:
    assumptions = month.assumptions.tail
    noise = month.luck.normal("tail research", month.number, firms.firm)
    trained = firms.capability + assumptions.trainer_pace + assumptions.trainer_noise * noise
    tuned = world.economy.open_frontier - assumptions.tuner_lag + assumptions.tuner_quality * firms.quality
    return firms.changed(capability=np.where(firms.trains, trained, np.maximum(firms.capability, tuned)))


def _convert(firms: Tail, world: World, month: Month) -> tuple[Tail, int]:
    assumptions = month.assumptions.tail
    alarmed = month.rules.alarm[Origin.CHINA] > 0.0
    gap = assumptions.conversion_gap * (assumptions.alarm_factor if alarmed else 1.0)
    behind = firms.trains & (firms.capability < world.economy.open_frontier - gap)
    asks = np.flatnonzero(behind)
    luck = month.luck.uniform("tail conversion", month.number, firms.firm[asks])
    gives_up = asks[luck < assumptions.conversion_chance]
    if not len(gives_up):
        return firms, 0
    trains, burn = firms.trains.copy(), firms.burn.copy()
    trains[gives_up] = False
    burn[gives_up] = 2.0 * assumptions.tuner_burn  # a former trainer keeps some of its people
    return firms.changed(trains=trains, burn=burn), len(gives_up)


def _earn(firms: Tail, market: float, month: Month) -> Tail:
    assumptions = month.assumptions.tail
    best = leading_capability(firms, 0.0)
    weight = np.exp((firms.capability - best) / assumptions.revenue_scale)
    revenue = weight / max(weight.sum(), 1e-300) * market + assumptions.other_revenue
    return firms.changed(cash=firms.cash + assumptions.margin * revenue - firms.burn)


def _refinance(firms: Tail, world: World, month: Month, mood: float) -> Tail:
    assumptions = month.assumptions.tail
    short = firms.cash < 2.0 * firms.burn
    weakness = np.maximum(leading_capability(firms, 0.0) - firms.capability, 0.0) / assumptions.revenue_scale
    far_behind = firms.trains & (firms.capability < world.economy.open_frontier - assumptions.revenue_scale)
    ease = (
        0.55 * assumptions.refinancing * min(max(mood - assumptions.sentiment_floor, 0.0), 1.2)
    )  # 0.55: the best in a normal mood
    chance = ease * np.exp(-0.5 * weakness) * np.where(far_behind, assumptions.trainer_discount, 1.0)
    asks = np.flatnonzero(short)
    luck = month.luck.uniform("tail refinancing", month.number, firms.firm[asks])
    helped = asks[luck < chance[asks]]
    cash = firms.cash.copy()
    cash[helped] += 12.0 * firms.burn[helped]
    return firms.changed(cash=cash)


def _entrants(alive: int, world: World, month: Month, mood: float) -> Tail:
    """Return the firms founded this month."""
    assumptions, luck, t = month.assumptions.tail, month.luck, month.number
    gap = world.economy.frontier - world.economy.open_frontier
    worth = min(max(1.0 - gap / assumptions.entry_gap, 0.2), 1.0)
    rate = assumptions.entry_base + assumptions.entry_imitation * alive * min(max(mood, 0.0), 1.5) ** 2 * worth
    rate *= (1.0 + float(month.rules.entry_grant[Origin.CHINA])) * max(0.0, 1.0 - alive / assumptions.crowding)
    chinese = world.makers.from_origin(Origin.CHINA)[world.models.maker]
    named = ~world.makers.of_kind(Kind.TAIL)[world.models.maker]
    if not (world.models.open & chinese & named).any():
        rate *= assumptions.entry_without_open
    if named[1:].all():  # a market without the tail's brand has no tail
        rate = 0.0
    count = int(rate + float(luck.uniform("tail entry", t, [0])[0]))
    count = min(count, max(0, int(assumptions.slots) - alive))
    firm = np.arange(world.tail_flow.founded, world.tail_flow.founded + count, dtype=np.int32)
    trainers = assumptions.trainers_at_first if t < _ALARM_OVER else assumptions.trainers_later
    trains = luck.uniform("tail kind", t, firm) < trainers
    return found(firm, trains, world.economy.open_frontier, month)


def found(
    firm: np.ndarray[tuple[int], np.dtype[np.int32]],
    trains: np.ndarray[tuple[int], np.dtype[np.bool_]],
    open_frontier: float,
    month: Month,
) -> Tail:
    """Return newly founded firms: burn and cash scatter around their kind's."""
    assumptions, luck, t = month.assumptions.tail, month.luck, month.number
    quality, thrift, wealth = luck.normals_for(("tail quality", "tail burn", "tail cash"), t, firm)
    burn = np.where(trains, assumptions.trainer_burn, assumptions.tuner_burn) * np.exp(0.4 * thrift)
    cash = np.where(trains, assumptions.trainer_cash, assumptions.tuner_cash) * np.exp(0.5 * wealth)
    tuned = open_frontier - assumptions.tuner_lag + assumptions.tuner_quality * quality
    return Tail(firm=firm, trains=trains, capability=tuned, cash=cash, burn=burn, quality=quality)


def _with_brand(world: World) -> World:
    """Return the world in which the tail's brand is as good as its leading firms."""
    models = world.models
    tail = world.makers.of_kind(Kind.TAIL)[models.maker]
    tail[0] = False
    capability: Floats = np.where(tail, leading_capability(world.tail, 0.0), models.capability)
    launch = np.where(tail, 0 if len(world.tail) else NEVER, models.launch).astype(np.int16)
    return world.changed(models=models.changed(capability=capability, launch=unless_equal(launch, models.launch)))


def _news(flow: TailFlow, alive: int, month: Month) -> list[Item]:
    if flow.exits < max(3, alive // 20):
        return []
    text = f"{flow.exits} small Chinese makers give up in one month; {alive} remain."
    return [Item(month.number, "exits", "chinese_long_tail", text)]
