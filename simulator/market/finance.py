"""Finance and survival: accounts, funding, listings, retreat, takeover, failure. All of it illustrative."""

from __future__ import annotations

from typing import Any

import numpy as np

from simulator.accounts import Accounts, accounts
from simulator.memory import unless_equal
from simulator.month import Month
from simulator.news import Item
from simulator.world import Flags, Floats, Kind, Makers, Origin, Status, World, best_model, row_numbers, total_by

_VALUE_MONTH = 1403.0  # $M: cost of a frontier programme to which the option values refer (September 2026)
_YOUNG, _OLD = -3.0, 1.5  # bounds of an investor's view of capability


def finance(world: World, month: Month) -> World:
    """Return the world after the accounts of the month and what follows from them.

    Every change of a maker's cash is a payment: its column of `payments` less its row.
    """
    ledger = _Ledger(world, month)
    ledger.pay_costs()
    ledger.settle_groups()
    ledger.value()
    ledger.fund()
    ledger.list_shares()
    ledger.retreat_and_fail()
    ledger.take_over()
    return ledger.closed()


class _Ledger:
    """One month's books while they are open; nothing of it outlives the month."""

    def __init__(self, world: World, month: Month) -> None:
        self.world, self.month, self.makers = world, month, world.makers
        self.assumptions, self.rules, self.luck = month.assumptions.finance, month.rules, month.luck
        self.book: Accounts = accounts(world)
        self.payments = world.payments.copy()
        self.rows = row_numbers(len(self.makers))
        self.accounts = self.book.of_makers
        received = self.payments[:, self.book.maker(self.rows)].sum(axis=0)
        self.cash = self.makers.cash + received - self.payments[self.accounts].sum(axis=1)  # kept with each payment
        self.capital = self._capital()
        self.status, self.listed = self.makers.status.copy(), self.makers.listed.copy()
        self.raised, self.behind = self.makers.raised.copy(), self.makers.behind.copy()
        self.mood = world.economy.sentiment.copy()
        self.news: list[Item] = []
        self.running = self.makers.alive & (self.rows > 0)
        self.named = self.running & ~self.makers.of_kind(Kind.TAIL)
        self.startup = self.named & self.makers.of_kind(Kind.STARTUP)
        self.plan = self.makers.ambition * world.economy.programme_cost
        self.protected = self.named & bool(self.rules.locked)
        known = best_model(world)
        self.quality = np.where(np.isneginf(known), self.makers.capability, known)
        self.revenue = self.profit = self.group_profit = np.zeros(len(self.rows))
        self.revenue_of_year, self.valuation = self.makers.revenue_of_year, self.makers.valuation

    def pay_costs(self) -> None:
        """Book research, marketing and administration, and work out profit."""
        assumptions, makers = self.assumptions, self.makers
        self.revenue = self.payments[self.book.of_customers, self.accounts].sum(axis=0)
        marketing = assumptions.marketing_of_research * makers.research
        marketing += assumptions.marketing_of_revenue * self.revenue
        marketing += np.where(makers.of_kind(Kind.GIANT), 0.0, assumptions.marketing_at_least)
        staff = makers.research * (1.0 + assumptions.administration) + marketing
        self.pay("staff_and_suppliers", np.where(self.named, staff, 0.0))
        self._grant()
        self.profit = self.cash - makers.cash - self.capital
        self.revenue_of_year = np.concatenate([self.revenue[:, None], makers.revenue_of_year[:, :-1]], axis=1)

    def settle_groups(self) -> None:
        """Settle giants with their owners, and fill the tills of patrons' and state laboratories."""
        assumptions, makers, t = self.assumptions, self.makers, self.month.number
        giant = self.named & makers.of_kind(Kind.GIANT)
        nearness = np.exp(np.clip((self.quality - self.world.economy.frontier) / 150.0, -4.0, 0.0))
        reach = min(1.0, float(self.world.consumers.adoption.mean()))
        uplift = assumptions.uplift * makers.core_profit * reach * nearness
        core = makers.core_profit * (1.0 + assumptions.core_growth) ** (t / 12.0) + uplift + self._cloud_profit()
        self.group_profit = np.where(giant, core + self.profit, self.profit)
        kept = np.where(giant, assumptions.group_retained * self.group_profit - self.profit, 0.0)
        patron = self.named & makers.of_kind(Kind.PATRON)
        wanted = np.maximum(assumptions.patron_least, assumptions.patron_months * self.plan)
        kept += np.where(patron, np.maximum(0.0, wanted - self.cash), 0.0)
        self.receive("owners", np.maximum(kept, 0.0))
        self.pay("owners", np.maximum(-kept, 0.0))
        poor = self.named & makers.of_kind(Kind.STATE) & (self.cash < assumptions.state_from)
        self.receive("state", np.where(poor, assumptions.state_to - self.cash, 0.0))

    def value(self) -> None:
        """Value every maker: a multiple of its revenue, and the chance to lead (an option that fades with distance)."""
        assumptions, origin = self.assumptions, self.makers.origin
        america, china = self.makers.from_origin(Origin.UNITED_STATES), self.makers.from_origin(Origin.CHINA)
        multiple = np.where(america, assumptions.multiple_america, assumptions.multiple_elsewhere)
        option = np.where(america, assumptions.option_america, assumptions.option_elsewhere)
        option = np.where(china, assumptions.option_china, option)
        near = np.exp(np.minimum(self.quality - self.world.economy.frontier, 0.0) / assumptions.option_scale)
        prospect = (
            option * near * (self.world.economy.programme_cost / _VALUE_MONTH) ** 0.8
        )  # dearer races promise more
        worth = self.mood[origin] * (multiple * self.revenue_of_year.sum(axis=1) + prospect)
        self.valuation = np.where(self.named, worth, 0.0)

    def fund(self) -> None:
        """Let start-ups that run low raise money; makers known to be alive are bridged in locked history."""
        assumptions, makers, t = self.assumptions, self.makers, self.month.number
        burn = np.maximum(self._planned_burn(), 0.05 * self.plan)  # investors never reckon with less
        runway = self.cash / np.maximum(burn, 1e-9)
        seeks = self.startup & (self.status == Status.ACTIVE) & (runway < assumptions.raise_below)
        seeks &= t - self.raised >= assumptions.raise_pause
        newcomer = self.startup & makers.waits & (makers.entered == t)
        amount = 12.0 * burn  # a first round pays for a year
        if seeks.any():
            chance = assumptions.raise_ease / (1.0 + np.exp(-self._score()))
            seeks &= self.luck.uniform("funding", t, self.rows) < chance
            size = 0.7 + 0.6 * self.luck.uniform("size of round", t, self.rows)  # rounds differ by a third
            most = 0.3 * self.valuation + 20.0  # nobody sells more than a third
            amount = np.where(newcomer, amount, np.minimum(assumptions.raise_months * burn * size, most))
        funded = seeks | newcomer
        self.receive("investors", np.where(funded, amount, 0.0))
        self.raised = np.where(funded, t, self.raised).astype(np.int16)
        bridged = self.protected & self.startup & (self.cash < assumptions.locked_runway * burn)
        self.receive("investors", np.where(bridged, assumptions.locked_months * burn, 0.0))

    def list_shares(self) -> None:
        """Let start-ups go public when exchanges are open to their origin and investors are willing."""
        assumptions, makers, rules, t = self.assumptions, self.makers, self.rules, self.month.number
        window = (rules.listing > 0.0) & (rules.listing_closed == 0.0)
        fit = self.startup & (self.status == Status.ACTIVE) & ~self.listed & window[makers.origin]
        fit &= t - makers.entered >= assumptions.listing_age
        fit &= self.revenue_of_year.sum(axis=1) >= assumptions.listing_revenue
        fit &= self.quality > self.world.economy.frontier - assumptions.listing_gap
        fit &= self.mood[makers.origin] > assumptions.listing_mood
        goes = fit & (self.luck.uniform("listing", t, self.rows) < assumptions.listing_chance) if fit.any() else fit
        goes |= rules.lists & self.named & ~self.listed
        self.receive("investors", np.where(goes, assumptions.listing_float * self.valuation, 0.0))
        self.listed |= goes
        for row in np.flatnonzero(goes):
            self.mood[makers.origin[row]] += assumptions.listing_cheer
            self.tell("listing", row, "lists its shares")

    def retreat_and_fail(self) -> None:
        """Let makers give up training when hopelessly behind or out of money, and fail when it happens again."""
        assumptions, makers, rules = self.assumptions, self.makers, self.rules
        china = makers.from_origin(Origin.CHINA)
        alarmed = rules.alarm[makers.origin] > 0.0
        patience = assumptions.retreat_gap * np.where(
            china, np.where(alarmed, assumptions.retreat_alarm, 1.0), assumptions.retreat_abroad
        )
        active = self.startup & (self.status == Status.ACTIVE)
        hopeless = active & ~self.listed & (self.world.economy.open_frontier - self.quality > patience)
        self.behind = np.where(hopeless, self.behind + 1, 0).astype(np.int32)
        gives_up = (self.behind >= assumptions.retreat_months) & ~self.protected
        gives_up |= rules.retreats & active
        broke = self.startup & (self.cash <= 0.0)
        emergency = broke & (self.status == Status.ACTIVE) & ~self.protected
        kept_up = self.month.assumptions.research.retreated_spend * self.plan
        bridge = assumptions.bridge_months * np.maximum(1.0, kept_up)
        self.receive("investors", np.where(emergency, bridge - np.minimum(self.cash, 0.0), 0.0))
        fails = broke & (self.status == Status.RETREATED) & ~self.protected
        for row in np.flatnonzero(gives_up | emergency):
            self.tell("retreat", row, "stops training its own models")
        self.status[gives_up | emergency] = Status.RETREATED
        for row in np.flatnonzero(fails):
            self.mood[makers.origin[row]] -= assumptions.failure_gloom
            self.tell("failure", row, "is bankrupt")
        if fails.any():
            self.leave(fails, Status.BANKRUPT)

    def take_over(self) -> None:
        """Let giants buy makers in distress, and agreed deals close, unless a government blocks them."""
        assumptions, makers, t = self.assumptions, self.makers, self.month.number
        burn = np.maximum(-self.profit, 0.0)
        standing = self.startup & (self.status != Status.BANKRUPT)
        prey = standing & (self.cash < assumptions.distress_months * burn) & ~self.protected
        prey &= self.quality > self.world.economy.frontier - assumptions.takeover_gap
        if prey.any():
            prey &= self.luck.uniform("takeover", t, self.rows) < assumptions.takeover_chance
        deals = [(deal.buyer, deal.bought, deal.price) for deal in self.rules.deals]
        for row in np.flatnonzero(prey):
            same = self.named & makers.of_kind(Kind.GIANT) & (makers.origin == makers.origin[row])
            buyers = np.flatnonzero(same & (self.cash > assumptions.takeover_cash))
            if len(buyers):
                pick = int(self.luck.uniform("buyer", t, [row])[0] * len(buyers))
                deals.append((int(buyers[pick]), int(row), float(assumptions.takeover_price * self.valuation[row])))
        if not deals:
            return
        allowed = self.luck.uniform("merger control", t, self.rows) >= self.rules.takeovers_blocked[makers.origin]
        for buyer, bought, price in deals:
            gone = {Status.ACQUIRED, Status.BANKRUPT}
            here = self.named[bought] and self.named[buyer] and buyer != bought
            if not here or self.status[bought] in gone or self.status[buyer] in gone:
                continue
            if not allowed[bought]:
                self.tell("blocked", bought, f"may not be sold to {makers.name[buyer]}")
                continue
            self.pay("owners", np.where(self.rows == buyer, price, 0.0))
            self.tell("takeover", bought, f"is bought by {makers.name[buyer]}")
            self.leave(self.rows == bought, Status.ACQUIRED)

    def closed(self) -> World:
        """Return the world with the books closed."""
        rise = np.maximum(self.valuation - self.makers.valuation, 0.0)
        private = self.startup & ~self.listed
        charge = np.where(private & (self.makers.valuation > 0.0), self.assumptions.fair_value * rise, 0.0)
        makers: Makers = self.makers.changed(
            cash=self.cash,
            status=unless_equal(self.status, self.makers.status),
            listed=self.listed,
            raised=self.raised,
            behind=self.behind,
            revenue=self.revenue,
            revenue_of_year=self.revenue_of_year,
            profit=np.where(self.running, self.profit, 0.0),
            reported_loss=np.where(self.running, charge - self.profit, 0.0),
            group_profit=np.where(self.running, self.group_profit, 0.0),
            valuation=np.where(self.leaving(), 0.0, self.valuation),
        )
        economy = self.world.economy.changed(sentiment=np.clip(self.mood, 0.1, 1.6))
        return self.world.changed(makers=makers, payments=self.payments, economy=economy).reported(*self.news)

    def leaving(self) -> Flags:
        """Return which makers have left the market."""
        return (self.status == Status.BANKRUPT) | (self.status == Status.ACQUIRED)

    def leave(self, gone: Flags, status: Status) -> None:
        """Let makers leave: what is left in the till, or missing, is their owners'."""
        rest = np.where(gone, self.cash, 0.0)
        self.pay("owners", np.maximum(rest, 0.0))
        self.receive("owners", np.maximum(-rest, 0.0))
        self.status[gone] = status

    def pay(self, payee: str, amount: Floats) -> None:
        """Book payments of makers to an outside account."""
        self.payments[self.accounts, self.book.outside(payee)] += amount
        self.cash = self.cash - amount

    def receive(self, payer: str, amount: Floats) -> None:
        """Book payments of an outside account to makers."""
        self.payments[self.book.outside(payer), self.accounts] += amount
        self.cash = self.cash + amount

    def tell(self, kind: str, row: int | np.integer[Any], what: str) -> None:
        """Report an event of a maker."""
        subject, name = str(self.makers.id[row]), str(self.makers.name[row])
        self.news.append(Item(self.month.number, kind, subject, f"{name} {what}."))

    def _capital(self) -> Floats:
        """Return `(makers,)` $M that investors and owners have put in less what owners took out: the long tail's."""
        investors, owners = self.book.outside("investors"), self.book.outside("owners")
        came = self.payments[[investors, owners], self.accounts].sum(axis=0)
        return came - self.payments[self.accounts, owners]

    def _grant(self) -> None:
        """Book what the state pays for makers: research besides their own, and a part of their serving."""
        to_clouds = self.payments[self.accounts, self.book.of_clouds].sum(axis=1)
        research = float((self.rules.research_grant * self.makers.research).sum())
        self.payments[self.book.outside("state"), self.book.outside("staff_and_suppliers")] += research
        self.receive("state", self.rules.serving_grant * to_clouds)

    def _cloud_profit(self) -> Floats:
        """Return `(makers,)` $M that a group's cloud earns from others."""
        owner = self.world.clouds.group
        paid = self.payments[:, self.book.cloud(row_numbers(len(owner)))]
        from_own_group = paid[self.book.maker(owner), row_numbers(len(owner))]
        earned = self.assumptions.cloud_margin * (paid.sum(axis=0) - from_own_group)
        income = total_by(owner, earned, len(self.rows))
        income[0] = 0.0
        return income

    def _planned_burn(self) -> Floats:
        """Return `(makers,)` $M a month that a maker would lose if it followed its plan."""
        assumptions, research = self.assumptions, self.makers.research
        overhead = 1.0 + assumptions.marketing_of_research + assumptions.administration
        plan = np.where(self.status == Status.ACTIVE, self.plan, research)
        return -self.profit + (plan - research) * overhead

    def _score(self) -> Floats:
        """Return `(makers,)` investors' log odds before the ease of funding."""
        assumptions, origin = self.assumptions, self.makers.origin
        cost = np.maximum(self.revenue - self.profit, 1e-9)
        china, america = self.makers.from_origin(Origin.CHINA), self.makers.from_origin(Origin.UNITED_STATES)
        score = assumptions.score_base + assumptions.score_sales * np.clip(self.revenue / cost, 0.0, 1.0)
        score += assumptions.score_mood * (self.mood[origin] - 1.0)
        near = np.clip((self.quality - self.world.economy.frontier + 50.0) / 60.0, _YOUNG, _OLD)
        score += assumptions.score_capability * near
        crowd = assumptions.score_china - assumptions.score_crowd * len(self.world.tail) / 500.0
        score += np.where(america, assumptions.score_america, np.where(china, crowd, assumptions.score_elsewhere))
        return score - assumptions.score_exit * self.rules.takeovers_blocked[origin]
