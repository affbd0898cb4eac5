"""The buyers of the market as Mesa agents, written twice: in plain Python, and with NumPy inside the agent.

Both follow the rules of `simulator.market.choice`, in utils, by the closed form of the nested logit and with random
numbers of their own. They read what buyers are, what they see and what the law says from one month's world, which stays
as it is while months pass. Buyers do not act on each other within a month, so they need no shuffling.

In Mesa's words a model is the whole market; here it is what makers make, as everywhere else, except in `Buyer.model`.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, replace
from math import exp
from operator import mul
from typing import Any, NamedTuple

import mesa
import numpy as np
from numpy.typing import NDArray

from simulator.attributes import ATTRIBUTES, CHANNEL_TASTES, TASTES, attributes
from simulator.budgets import budgets
from simulator.entries import BUYERS
from simulator.luck import ALWAYS
from simulator.market.adoption import adoption
from simulator.market.choice import choices, lasting_taste
from simulator.month import Month
from simulator.world import NEVER_ADOPTED, STRATA, Floats, Ints, World, total_by

_BAN, _PRICE, _SELF_HOSTED = (TASTES.index(name) for name in ("ban_risk", "price", "channel_self_hosted"))
_BRAND = ATTRIBUTES.index("brand")
_NOT_CHANNELS = [number for number in range(len(TASTES)) if not CHANNEL_TASTES.start <= number < CHANNEL_TASTES.stop]
_OUT_OF_REACH = 2.0  # more than every buyer: what is not on offer


def our_month(world: World, month: Month) -> tuple[World, Floats]:
    """Return the world after our own buyer phases of one more month, and the workload of each offer and stratum."""
    month = replace(month, number=world.month + 1)
    world = choices(adoption(world.changed(month=month.number), month), month)
    buyers = world.buyers
    cell = buyers.offer.astype(np.int32) * STRATA + buyers.stratum
    workload = total_by(cell, budgets(world, month.assumptions.demand), len(world.offers) * STRATA)
    return world, workload.reshape(len(world.offers), STRATA)


class Market(mesa.Model):
    """What buyers share: how many have adopted, what is on the menu, and what was decided and used this month."""

    def __init__(self, kind: type[Buyer], world: World, month: Month, seed: int) -> None:
        """Set the market up as a world leaves it, under the law and the numbers of a month."""
        super().__init__(rng=seed)
        numbers, self.month = month.assumptions, world.month
        self.choice, self.demand, self.spread = numbers.choice, numbers.demand, numbers.adoption
        self.growth: list[float] = world.economy.budget_growth.tolist()
        self.adoption: list[float] = world.adoption.tolist()
        self.speed: list[float] = (world.regions.adoption_speed * world.economy.capability_pull).tolist()
        self.adaptation: list[float] = numbers.choice.adaptation.array.tolist()
        self.offer_model: list[int] = world.offers.model.tolist()
        self.offer_channel: list[int] = world.offers.channel.tolist()
        self.forbidden = _forbidden(world, month)
        self.barred: list[list[float]] = self.forbidden.T.tolist()
        self.to_be_had = _to_be_had(world, month)
        self.menus = kind.menus(world, month, self.forbidden)
        self.switching = kind.columns(_switching(world, month))
        self.everything = kind.columns(np.full(len(world.models), -1.0))  # the attention of one who looks everywhere
        self.workload: defaultdict[tuple[int, int], float] = defaultdict(float)
        self.decisions: defaultdict[tuple[str, int], float] = defaultdict(float)
        self.adaptation_cost: defaultdict[int, float] = defaultdict(float)
        self._create_buyers(kind, world, month)

    def step(self) -> None:
        """Let one month pass."""
        self.month += 1
        self._adopt()
        for counted in (self.workload, self.decisions, self.adaptation_cost):
            counted.clear()
        self.agents.do("step")

    def offers_held(self) -> Ints:
        """Return `(buyers,)` the offer that each buyer holds."""
        return np.array(self.agents.get("offer"), dtype=np.int32)

    def _adopt(self) -> None:
        alone, by_example = self.spread.innovation.array.tolist(), self.spread.imitation.array.tolist()
        for stratum, share in enumerate(self.adoption):
            region, kind = divmod(stratum, len(BUYERS))
            gain = (alone[kind] + by_example[kind] * share) * (1.0 - share) * self.speed[region]
            self.adoption[stratum] = min(1.0, share + gain)

    def _create_buyers(self, kind: type[Buyer], world: World, month: Month) -> None:
        buyers, luck, rows = world.buyers, month.luck, np.arange(len(world.buyers), dtype=np.int32)
        overhead = np.log(month.assumptions.prices.self_hosting.array)[buyers.kind]
        taste = buyers.taste.copy()
        taste[:, _SELF_HOSTED] -= taste[:, _PRICE] * overhead
        kind.create_agents(
            self,
            len(buyers),
            stratum=buyers.stratum.tolist(),
            budget=buyers.budget.tolist(),
            threshold=buyers.threshold.tolist(),
            renewal=month.assumptions.choice.renewal.array[buyers.kind].tolist(),
            switching_cost=buyers.switching_cost.tolist(),
            coverage=luck.uniform("coverage of bans", ALWAYS, rows).tolist(),
            taste=kind.columns(taste),
            liking=kind.columns(lasting_taste(rows, world, month) * month.assumptions.choice.channel_scale),
            attention=kind.columns(buyers.threshold_of_awareness.astype(np.float64)),
            offer=buyers.offer.tolist(),
            adopted=buyers.adopted.tolist(),
        )


class Buyer(mesa.Agent):
    """An enterprise that may adopt, renews now and then, and moves when its offer is gone."""

    model: Market

    def __init__(
        self,
        model: Market,
        *,
        stratum: int,
        budget: float,
        threshold: float,
        renewal: float,
        switching_cost: float,
        coverage: float,
        taste: Any,  # noqa: ANN401 - a list or an array, as the kind of agent likes it
        liking: Any,  # noqa: ANN401 - likewise
        attention: Any,  # noqa: ANN401 - likewise
        offer: int,
        adopted: int,
    ) -> None:
        """Join the market with what does not change about a buyer, and what it holds."""
        super().__init__(model)
        self.stratum = stratum
        self.region, self.kind = divmod(stratum, len(BUYERS))
        self.budget = budget * model.growth[self.region]
        self.threshold = threshold
        self.renewal = renewal
        self.switching_cost = switching_cost
        self.coverage = coverage  # a ban that covers more than this share of buyers covers this one
        self.taste, self.liking, self.attention = taste, liking, attention
        self.offer = offer
        self.adopted = adopted

    @staticmethod
    def menus(world: World, month: Month, forbidden: Floats) -> list[Any]:
        """Return what is seen of the market in each stratum."""
        raise NotImplementedError

    @staticmethod
    def columns(table: Floats) -> Any:  # noqa: ANN401 - lists or arrays
        """Return numbers as this kind of agent reads them."""
        raise NotImplementedError

    def best(self, attention: Any) -> int:  # noqa: ANN401 - a list or an array
        """Return the offer chosen among the models that this much attention takes in, 0 where there is none."""
        raise NotImplementedError

    def step(self) -> None:
        """Choose, if it is time to, and use what was chosen."""
        market = self.model
        if self.offer == 0:
            if self.threshold <= market.adoption[self.stratum]:
                self._decide("new")
        elif market.barred[self.stratum][self.offer] > self.coverage:
            self._decide("forced")
        elif self.random.random() < self.renewal:
            self._decide("renewed")
        if self.offer:
            market.workload[self.offer, self.stratum] += self._workload()

    def _decide(self, why: str) -> None:
        market, held = self.model, self.offer
        self.offer = self.best(self.attention) or self.best(market.everything)
        if self.offer == 0:
            self.adopted = NEVER_ADOPTED
            return
        if why == "new":
            self.adopted = market.month
        elif why == "renewed" and self.offer != held:
            why = "voluntary"
        workload = self._workload()
        market.decisions[why, self.stratum] += workload
        if why == "forced":
            market.adaptation_cost[self.stratum] += workload * market.adaptation[self.kind] * 12.0

    def _workload(self) -> float:
        """Return $M a month: the budget, ramped up since adoption."""
        demand = self.model.demand
        age = self.model.month - self.adopted
        return self.budget * min(1.0, demand.first_budget + (1.0 - demand.first_budget) * age / demand.ramp)

    def _cost_of_moving(self, model: int) -> float:
        """Return the switching cost, which is nothing where the model held is not to be had any more."""
        return self.switching_cost if model in self.model.to_be_had[self.region] else 0.0


# --- Plain Python --------------------------------------------------------------------------------------------


class Seen(NamedTuple):
    """One offer, as the buyers of a stratum see it."""

    row: int
    channel: int
    forbidden: float
    attributes: tuple[float, ...]  # all but the channels, of which each offer has one


class Nest(NamedTuple):
    """One model with its offers."""

    model: int
    awareness: float
    appeal: float
    offers: list[Seen]


class PlainBuyer(Buyer):
    """A buyer that reckons in plain Python."""

    def __init__(self, model: Market, **given: Any) -> None:  # noqa: ANN401 - passed on
        """Keep the liking of channels apart from what is multiplied with attributes."""
        super().__init__(model, **given)
        self.channel_liking: list[float] = self.taste[CHANNEL_TASTES]
        self.weights: list[float] = [self.taste[number] for number in _NOT_CHANNELS]

    @staticmethod
    def menus(world: World, month: Month, forbidden: Floats) -> list[list[Nest]]:
        """Return for each stratum the models with their offers."""
        seen, appeal = _seen(world, month)
        found = []
        for stratum in range(STRATA):
            region, nests = stratum // len(BUYERS), dict[int, Nest]()
            for row in np.flatnonzero(forbidden[:, stratum] < _OUT_OF_REACH).tolist():
                model = int(world.offers.model[row])
                awareness = float(world.models.awareness[model, region])
                nest = nests.setdefault(model, Nest(model, awareness, float(appeal[row]), []))
                offer = seen[stratum, row, _NOT_CHANNELS].tolist()
                nest.offers.append(
                    Seen(row, int(world.offers.channel[row]), float(forbidden[row, stratum]), tuple(offer))
                )
            found.append(list(nests.values()))
        return found

    @staticmethod
    def columns(table: Floats) -> list[Any]:
        """Return lists of numbers."""
        return table.tolist()

    def best(self, attention: list[float]) -> int:
        """Return an offer drawn with the probabilities of the nested logit, 0 where none may be used."""
        market = self.model
        held, channel_held = market.offer_model[self.offer], market.offer_channel[self.offer]
        cost = self._cost_of_moving(held)
        switching, weights, coverage = market.switching[held], self.weights, self.coverage
        of_channel = [liking - cost * market.choice.switch_channel for liking in self.channel_liking]
        of_channel[channel_held] = self.channel_liking[channel_held]
        nests, utilities = [], []
        for model, awareness, appeal, offers in market.menus[self.stratum]:
            if attention[model] >= awareness and model != held:
                continue
            allowed = [offer for offer in offers if offer.forbidden <= coverage]
            if allowed:
                common = appeal + self.liking[model] - cost * switching[model]
                nests.append(allowed)
                utilities.append(
                    [common + of_channel[seen.channel] + sum(map(mul, weights, seen.attributes)) for seen in allowed]
                )
        return self._draw(nests, utilities) if nests else 0

    def _draw(self, nests: list[list[Seen]], utilities: list[list[float]]) -> int:
        within = self.model.choice.channel_scale
        exponent = within / self.model.choice.model_scale
        top = max(map(max, utilities))
        odds = [[exp((utility - top) / within) for utility in nest] for nest in utilities]
        (nest,) = self.random.choices(range(len(nests)), [sum(nest) ** exponent for nest in odds])
        (chosen,) = self.random.choices(nests[nest], odds[nest])
        return chosen.row


# --- NumPy inside the agent ----------------------------------------------------------------------------------


@dataclass(frozen=True)
class Menu:
    """Everything on offer in a stratum, in order of model."""

    offer: Ints
    model: Ints
    channel: Ints
    seen: Floats  # (offers, tastes)
    appeal: Floats
    awareness: Floats
    forbidden: Floats
    bounds: NDArray[np.intp]  # (models + 1,) where each model's offers begin, and the end of all


class NumpyBuyer(Buyer):
    """A buyer that reckons with vectors over offers."""

    @staticmethod
    def menus(world: World, month: Month, forbidden: Floats) -> list[Menu]:
        """Return for each stratum the offers as columns."""
        seen, appeal = _seen(world, month)
        found = []
        for stratum in range(STRATA):
            offer = np.flatnonzero(forbidden[:, stratum] < _OUT_OF_REACH).astype(np.int32)
            model = world.offers.model[offer]
            found.append(
                Menu(
                    offer=offer,
                    model=model,
                    channel=world.offers.channel[offer],
                    seen=np.ascontiguousarray(seen[stratum, offer]),
                    appeal=appeal[offer],
                    awareness=world.models.awareness[model, stratum // len(BUYERS)],
                    forbidden=forbidden[offer, stratum],
                    bounds=np.append(np.flatnonzero(np.diff(model, prepend=-1)), len(model)),
                )
            )
        return found

    @staticmethod
    def columns(table: Floats) -> Floats:
        """Return the array itself."""
        return table

    def best(self, attention: Floats) -> int:
        """Return an offer drawn with the probabilities of the nested logit, 0 where none may be used."""
        market, choice, menu = self.model, self.model.choice, self.model.menus[self.stratum]
        held, channel_held = market.offer_model[self.offer], market.offer_channel[self.offer]
        considered = (attention[menu.model] < menu.awareness) | (menu.model == held)
        considered &= menu.forbidden <= self.coverage
        if not considered.any():
            return 0
        utility = menu.seen @ self.taste + menu.appeal + self.liking[menu.model]
        cost = self._cost_of_moving(held)
        if cost:
            other_channel = choice.switch_channel * (menu.channel != channel_held)
            utility -= cost * (market.switching[held][menu.model] + other_channel)
        utility[~considered] = -np.inf
        odds = np.exp((utility - utility.max()) / choice.channel_scale)
        total = np.add.reduceat(odds, menu.bounds[:-1]) ** (choice.channel_scale / choice.model_scale)
        nest = self._draw(total)
        first, end = menu.bounds[nest : nest + 2]
        return int(menu.offer[first + self._draw(odds[first:end])])

    def _draw(self, weight: Floats) -> int:
        cumulated = weight.cumsum()
        return int(cumulated.searchsorted(self.random.random() * cumulated[-1], side="right"))


# --- What both read from a world -----------------------------------------------------------------------------


def _seen(world: World, month: Month) -> tuple[Floats, Floats]:
    """Return `(strata, offers, tastes)` what is seen of each offer, and `(offers,)` the brand's appeal."""
    by_region = attributes(world, month.rules, month.assumptions)
    seen = np.repeat(by_region[:, : len(TASTES)], len(BUYERS), axis=0)
    for kind, name in enumerate(BUYERS):
        seen[kind :: len(BUYERS), _BAN] = by_region[:, ATTRIBUTES.index(f"ban_risk_of_{name}")]
    return seen.transpose(0, 2, 1), by_region[0, _BRAND]


def _forbidden(world: World, month: Month) -> Floats:
    """Return `(offers, strata)` the share of buyers who may not use an offer, and more where there is none."""
    on_offer = np.repeat(world.offers.feasible, len(BUYERS), axis=1)
    return np.where(on_offer, month.rules.forbidden, _OUT_OF_REACH)


def _to_be_had(world: World, month: Month) -> list[set[int]]:
    """Return for each region the models that some buyers may use."""
    somebody = _forbidden(world, month).reshape(len(world.offers), -1, len(BUYERS)).min(axis=2) < 1.0
    return [set(world.offers.model[somebody[:, region]].tolist()) for region in range(len(world.regions))]


def _switching(world: World, month: Month) -> Floats:
    """Return `(models, models)` which part of the switching cost a move from one model to another takes."""
    numbers, models = month.assumptions.choice, world.models
    part = np.ones((len(models), len(models)))
    part[np.ix_(models.open, models.open)] = numbers.switch_open_to_open
    part[models.maker[:, None] == models.maker] = numbers.switch_same_maker
    np.fill_diagonal(part, 0.0)
    return part
