"""What the law says this month, and why.

Policies write into a `Draft` with a small vocabulary; it settles into `Rules`, which the market reads. Each entry
remembers the measure that wrote it, and entries of one kind combine (sum, product, greatest, union), so that no two
policies can fight over state.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from typing import Any

import numpy as np

from simulator.world import CHANNELS, STRATA, Channel, Flags, Floats, Frozen, World


@dataclass(frozen=True)
class Reason:
    """One thing that one measure did to the law."""

    measure: str
    effect: str  # the verb of the draft
    where: str  # in words


@dataclass(frozen=True)
class Payment:
    """Public money for the group of a model's maker, if it owns a cloud."""

    model: int
    amount: float  # $M a month


@dataclass(frozen=True)
class Grants:
    """How far the state helps makers."""

    research: float  # public research per dollar of a maker's own
    serving: float  # share of serving cost
    entry: float  # added entry of small makers


@dataclass(frozen=True)
class Deal:
    """A takeover that is agreed at a price."""

    buyer: int  # row of makers
    bought: int
    price: float  # $M


@dataclass(frozen=True)
class Rules(Frozen):
    """The law of one month; neutral where no measure wrote."""

    chip_access: Floats  # (makers,) share of the chips wanted
    efficiency: Floats  # (makers,) factor on research
    capability_floor: Floats  # (makers,) points relative to the frontier, −∞ = none
    capability_loss: Floats  # (makers,) points
    cadence: Floats  # (makers,) factor on the time between releases
    intensity_cap: Floats  # (models,) greatest compute intensity
    awareness_floor: Floats  # (models,)
    closed: Flags  # (models,) weights may not be open
    delisted: Flags  # (clouds, makers)
    forbidden: Floats  # (offers, strata) share of buyers who may not use it
    friction: Floats  # (offers, regions) utils
    exposure: Floats  # (offers, regions) added unease about data
    exposure_presence: Floats  # (offers, regions) part of that which local data centres take away
    distrust_factor: Floats  # (regions, origins)
    endorsement: Floats  # (models, regions)
    open_endorsement: Floats  # (regions,) for every open model
    ban_signal: Floats  # (origins, regions) hazard a year
    tension: float  # added tension between Europe and America
    capex: Floats  # (clouds,) factor on investment
    redirected: Floats  # (clouds,) share of investment moved to the destinations
    destinations: Floats  # (regions,) where it goes
    alarm: Floats  # (origins,) how alarmed weaker makers are, 0 to 1
    distrust_shift: Floats  # (regions, origins) utils per unit
    budgets: Floats  # (regions,) factor on enterprises' budgets for models
    apps_banned: Flags  # (makers, regions)
    app_revenue: Floats  # (makers, regions) share of consumers' revenue that a maker may keep
    app_attraction: Floats  # (makers, regions) added attraction
    research_grant: Floats  # (makers,) public research per dollar of its own
    serving_grant: Floats  # (makers,) share of serving cost paid by the state
    entry_grant: Floats  # (origins,) added entry of small makers
    listing: Floats  # (origins,) 1 = stock exchanges are open
    listing_closed: Floats  # (origins,) 1 = they are closed whatever else
    takeovers_blocked: Floats  # (origins,) share of deals
    mood: Floats  # (origins,) how deep a funding winter is, 0 to 1
    enters: Flags  # (makers,) waiting makers that enter now
    retreats: Flags  # (makers,) stop training now
    lists: Flags  # (makers,) list their shares now
    deals: tuple[Deal, ...]
    locked: bool  # makers known to be alive in January 2026 cannot fail before
    payments: tuple[Payment, ...]
    reasons: tuple[Reason, ...]

    def why(self, effect: str) -> tuple[Reason, ...]:
        """Return every reason for one kind of effect, in the order of the timeline."""
        return tuple(reason for reason in self.reasons if reason.effect == effect)


class Draft:
    """The law of a month while measures write it; `settle` ends the writing.

    All selections are boolean masks over the rows of the world (makers, models, clouds, regions, origins), as a `Case`
    of `policy` resolves them.
    """

    def __init__(self, world: World, chip_access: Floats) -> None:
        """Begin with the law as it stands without measures; `chip_access` is `(makers,)`."""
        self._offer_model, self._offer_channel = world.offers.model, world.offers.channel
        regions, origins = world.distrust.shape
        self._lengths = {
            "makers": len(world.makers),
            "models": len(world.models),
            "clouds": len(world.clouds),
            "offers": len(world.offers),
            "regions": regions,
            "origins": origins,
            "strata": STRATA,
        }
        self._chip_access = chip_access
        self._written: dict[str, Any] = {}
        self._reasons: list[Reason] = []
        self._payments: list[Payment] = []
        self._deals: list[Deal] = []
        self._measure = ""

    def sign(self, measure: str) -> None:
        """Name the measure that writes from here on."""
        self._measure = measure

    def scale_chips(self, makers: Flags, factor: float, where: str) -> None:
        """Multiply the chip access of makers."""
        self._column("chip_scale")[makers] *= factor
        self._note("scale_chips", where)

    def relieve_chips(self, makers: Flags, share: float, where: str) -> None:
        """Close a share of the distance between the chip access of makers and full access."""
        self._column("chip_missing")[makers] *= 1.0 - share
        self._note("relieve_chips", where)

    def scale_research(self, makers: Flags, factor: float, where: str) -> None:
        """Multiply what makers get out of their research."""
        self._column("efficiency")[makers] *= factor
        self._note("scale_research", where)

    def lift_capability(self, makers: Flags, relative_to_frontier: float, where: str) -> None:
        """Lift makers to a place relative to the frontier, if they stand below it."""
        floor = self._column("capability_floor")
        floor[makers] = np.maximum(floor[makers], relative_to_frontier)
        self._note("lift_capability", where)

    def set_back(self, makers: Flags, points: float, where: str) -> None:
        """Take points from what makers' laboratories have."""
        self._column("capability_loss")[makers] += points
        self._note("set_back", where)

    def slow_releases(self, makers: Flags, factor: float, where: str) -> None:
        """Multiply the time between makers' releases."""
        self._column("cadence")[makers] *= factor
        self._note("slow_releases", where)

    def lighten(self, models: Flags, intensity: float, where: str) -> None:
        """Let models run at no more than a compute intensity."""
        cap = self._column("intensity_cap")
        cap[models] = np.minimum(cap[models], intensity)
        self._note("lighten", where)

    def make_known(self, models: Flags, awareness: float, where: str) -> None:
        """Make models known to at least a share of buyers everywhere."""
        floor = self._column("awareness_floor")
        floor[models] = np.maximum(floor[models], awareness)
        self._note("make_known", where)

    def close(self, models: Flags, where: str) -> None:
        """Forbid models to have open weights."""
        self._column("closed")[models] = True
        self._note("close", where)

    def delist(self, clouds: Flags, makers: Flags, where: str) -> None:
        """Make clouds stop carrying the models of makers."""
        self._column("delisted")[np.ix_(clouds, makers)] = True
        self._note("delist", where)

    def forbid(self, models: Flags, channels: tuple[Channel, ...], strata: Flags, share: float, where: str) -> None:
        """Forbid models in some channels to a share of the buyers of `(strata,)`; the greatest share counts."""
        offers = self._offers(models, channels)
        forbidden = self._column("forbidden")
        chosen = np.ix_(offers, strata)
        forbidden[chosen] = np.maximum(forbidden[chosen], share)
        self._note("forbid", where)

    def hinder(self, models: Flags, channels: tuple[Channel, ...], regions: Flags, utils: float, where: str) -> None:
        """Make models harder to use in some channels."""
        self._add("friction", models, channels, regions, utils)
        self._note("hinder", where)

    def expose(self, models: Flags, channels: tuple[Channel, ...], regions: Flags, unease: float, where: str) -> None:
        """Add unease about data to models in some channels."""
        self._add("exposure", models, channels, regions, unease)
        self._note("expose", where)

    def expose_unless_local(
        self, models: Flags, channels: tuple[Channel, ...], regions: Flags, unease: float, where: str
    ) -> None:
        """Add unease about data to models in some channels, less where their cloud has local data centres."""
        self._add("exposure_presence", models, channels, regions, unease)
        self._note("expose", where)

    def scale_distrust(self, origin: int, regions: Flags, factor: float, where: str) -> None:
        """Multiply the distrust of an origin in regions."""
        self._column("distrust_factor")[regions, origin] *= factor
        self._note("scale_distrust", where)

    def endorse(self, models: Flags, regions: Flags, strength: float, where: str) -> None:
        """Add a government's word for models."""
        self._column("endorsement")[np.ix_(models, regions)] += strength
        self._note("endorse", where)

    def endorse_open(self, regions: Flags, strength: float, where: str) -> None:
        """Add a government's word for every open model."""
        self._column("open_endorsement")[regions] += strength
        self._note("endorse", where)

    def alarm_buyers(self, origins: Flags, regions: Flags, hazard: float, where: str) -> None:
        """Add to the fear of a ban, from next month on."""
        self._column("ban_signal")[np.ix_(origins, regions)] += hazard
        self._note("alarm_buyers", where)

    def strain(self, tension: float, where: str) -> None:
        """Add tension between Europe and America."""
        self._written["tension"] = self._written.get("tension", 0.0) + tension
        self._note("strain", where)

    def invest_abroad(self, clouds: Flags, factor: float, share: float, destinations: Floats, where: str) -> None:
        """Scale clouds' investment and move a share of it to destinations; the greatest counts."""
        capex, redirected = self._column("capex"), self._column("redirected")
        if share > redirected.max():
            self._written["destinations"] = destinations.copy()
        capex[clouds] = np.maximum(capex[clouds], factor)
        redirected[clouds] = np.maximum(redirected[clouds], share)
        self._note("invest_abroad", where)

    def alarm_makers(self, origin: int, alarm: float, where: str) -> None:
        """Alarm the weaker makers of an origin; the greatest alarm counts."""
        column = self._column("alarm")
        column[origin] = max(column[origin], alarm)
        self._note("alarm_makers", where)

    def pay(self, model: int, amount: float, where: str) -> None:
        """Pay the group of a model's maker, in $M a month."""
        self._payments.append(Payment(model, amount))
        self._note("pay", where)

    def shift_distrust(self, origins: Flags, regions: Flags, utils: float, where: str) -> None:
        """Add to the distrust of origins in regions."""
        self._column("distrust_shift")[np.ix_(regions, origins)] += utils
        self._note("shift_distrust", where)

    def scale_budgets(self, regions: Flags, factor: float, where: str) -> None:
        """Add to enterprises' budgets for models: factors above 1 add up."""
        self._column("budgets")[regions] += factor - 1.0
        self._note("scale_budgets", where)

    def ban_apps(self, makers: Flags, regions: Flags, where: str) -> None:
        """Take makers' chat applications off the market."""
        self._column("apps_banned")[np.ix_(makers, regions)] = True
        self._note("ban_apps", where)

    def divest_apps(self, makers: Flags, regions: Flags, kept: float, attraction: float, where: str) -> None:
        """Leave makers a part of their consumers' revenue; the smallest part counts."""
        chosen = np.ix_(makers, regions)
        revenue, pull = self._column("app_revenue"), self._column("app_attraction")
        revenue[chosen] = np.minimum(revenue[chosen], kept)
        pull[chosen] = np.minimum(pull[chosen], attraction)
        self._note("divest_apps", where)

    def subsidise(self, makers: Flags, origin: int, grants: Grants, where: str) -> None:
        """Pay for a part of makers' research and serving, and help small makers to start."""
        self._column("research_grant")[makers] += grants.research
        serving = self._column("serving_grant")
        serving[makers] = np.minimum(serving[makers] + grants.serving, 0.9)
        self._column("entry_grant")[origin] += grants.entry
        self._note("subsidise", where)

    def open_listings(self, origins: Flags, where: str) -> None:
        """Open stock exchanges to makers."""
        self._column("listing")[origins] = 1.0
        self._note("open_listings", where)

    def close_listings(self, origins: Flags, where: str) -> None:
        """Close stock exchanges to makers, whatever else is in force."""
        self._column("listing_closed")[origins] = 1.0
        self._note("close_listings", where)

    def block_takeovers(self, origins: Flags, share: float, where: str) -> None:
        """Block a share of takeovers; the greatest counts."""
        blocked = self._column("takeovers_blocked")
        blocked[origins] = np.maximum(blocked[origins], share)
        self._note("block_takeovers", where)

    def chill(self, origins: Flags, depth: float, where: str) -> None:
        """Let a funding winter come; the deepest counts."""
        mood = self._column("mood")
        mood[origins] = np.maximum(mood[origins], depth)
        self._note("chill", where)

    def found(self, makers: Flags, where: str) -> None:
        """Let waiting makers enter."""
        self._column("enters")[makers] = True
        self._note("found", where)

    def retire(self, makers: Flags, where: str) -> None:
        """Let makers stop training their own models."""
        self._column("retreats")[makers] = True
        self._note("retire", where)

    def list_shares(self, makers: Flags, where: str) -> None:
        """Let makers list their shares."""
        self._column("lists")[makers] = True
        self._note("list_shares", where)

    def agree_takeover(self, buyer: int, bought: int, price: float, where: str) -> None:
        """Let one maker buy another, unless takeovers are blocked."""
        self._deals.append(Deal(buyer, bought, price))
        self._note("agree_takeover", where)

    def settle(self, *, locked: bool = False) -> Rules:
        """Return the law of the month; `locked` protects the makers known to be alive in January 2026."""
        columns = {name: self._written.get(name, self._neutral(name)) for name in _NEUTRAL}
        scale, missing = columns.pop("chip_scale"), columns.pop("chip_missing")
        return Rules(
            chip_access=1.0 - (1.0 - self._chip_access * scale) * missing,  # first all cuts, then all relief
            **columns,
            tension=self._written.get("tension", 0.0),
            payments=tuple(self._payments),
            deals=tuple(self._deals),
            locked=locked,
            reasons=tuple(self._reasons),
        )

    def _note(self, effect: str, where: str) -> None:
        self._reasons.append(Reason(self._measure, effect, where))

    def _add(self, name: str, models: Flags, channels: tuple[Channel, ...], regions: Flags, value: float) -> None:
        offers = self._offers(models, channels)
        self._column(name)[np.ix_(offers, regions)] += value

    def _offers(self, models: Flags, channels: tuple[Channel, ...]) -> Flags:
        wanted = np.zeros(len(CHANNELS), dtype=bool)
        wanted[list(channels)] = True
        offers = models[self._offer_model] & wanted[self._offer_channel]
        offers[0] = False
        return offers

    def _column(self, name: str) -> Any:  # noqa: ANN401 - floats or flags, as the law declares it
        if name not in self._written:
            self._written[name] = self._neutral(name).copy()
        return self._written[name]

    def _neutral(self, name: str) -> Any:  # noqa: ANN401 - floats or flags, as the law declares it
        size, neutral = _NEUTRAL[name]
        return _filled(tuple(self._lengths[word] for word in size), neutral)


@lru_cache(maxsize=256, typed=True)  # False and 0.0 are equal, and not the same
def _filled(shape: tuple[int, ...], value: float | bool) -> Any:  # noqa: ANN401, FBT001 - floats or flags, as the law declares it
    column = np.full(shape, value)
    column.setflags(write=False)
    return column


ALL_CHANNELS = tuple(Channel(number) for number in range(len(CHANNELS)))

_NEUTRAL: dict[str, tuple[tuple[str, ...], float | bool]] = {
    "chip_scale": (("makers",), 1.0),
    "chip_missing": (("makers",), 1.0),
    "efficiency": (("makers",), 1.0),
    "capability_floor": (("makers",), -np.inf),
    "capability_loss": (("makers",), 0.0),
    "cadence": (("makers",), 1.0),
    "intensity_cap": (("models",), np.inf),
    "awareness_floor": (("models",), 0.0),
    "closed": (("models",), False),
    "delisted": (("clouds", "makers"), False),
    "forbidden": (("offers", "strata"), 0.0),
    "friction": (("offers", "regions"), 0.0),
    "exposure": (("offers", "regions"), 0.0),
    "exposure_presence": (("offers", "regions"), 0.0),
    "distrust_factor": (("regions", "origins"), 1.0),
    "endorsement": (("models", "regions"), 0.0),
    "open_endorsement": (("regions",), 0.0),
    "ban_signal": (("origins", "regions"), 0.0),
    "capex": (("clouds",), 1.0),
    "redirected": (("clouds",), 0.0),
    "destinations": (("regions",), 0.0),
    "alarm": (("origins",), 0.0),
    "distrust_shift": (("regions", "origins"), 0.0),
    "budgets": (("regions",), 1.0),
    "apps_banned": (("makers", "regions"), False),
    "app_revenue": (("makers", "regions"), 1.0),
    "app_attraction": (("makers", "regions"), 0.0),
    "research_grant": (("makers",), 0.0),
    "serving_grant": (("makers",), 0.0),
    "entry_grant": (("origins",), 0.0),
    "listing": (("origins",), 0.0),
    "listing_closed": (("origins",), 0.0),
    "takeovers_blocked": (("origins",), 0.0),
    "mood": (("origins",), 0.0),
    "enters": (("makers",), False),
    "retreats": (("makers",), False),
    "lists": (("makers",), False),
}
"""Shape and value of every column of the law where no measure wrote; the two of chips combine into one."""
