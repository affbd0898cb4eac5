"""What the law says this month, and why.

Policies write into a `Draft` with a small vocabulary; it settles into `Rules`, which the market reads. Every rule is
declared once, in `Rules`: its axes, its value where no measure wrote, and how two measures that write it combine (sum,
product, greatest, union), so that no two policies can fight over state. Each entry remembers the measure that wrote it.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field, fields
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


Combine = Callable[[Any, Any], Any]
"""Makes one value of what stands in a column and of what the next measure writes there."""

add, multiply, greatest, smallest, union = np.add, np.multiply, np.maximum, np.minimum, np.logical_or


def add_up_to(most: float) -> Combine:
    """Return a sum that stops at a greatest value."""
    return lambda old, new: np.minimum(old + new, most)


def replace(_: Floats, new: Floats) -> Floats:
    """Return what the last measure wrote."""
    return new


@dataclass(frozen=True)
class Column:
    """How a rule looks where no measure wrote, and how two measures that write it combine."""

    shape: tuple[str, ...]  # the axes: makers, models, clouds, offers, regions, origins, strata; none = one number
    neutral: float | bool
    combine: Combine


def column(*shape: str, neutral: float | bool, combine: Combine) -> Any:  # noqa: ANN401 - it stands for a field of any type
    """Declare a rule that measures write: its axes, its value where no measure wrote, and how two measures combine."""
    return field(metadata={"column": Column(shape, neutral, combine)})


def collected() -> Any:  # noqa: ANN401 - as above
    """Declare a rule that holds everything that measures add to it, in the order of the timeline."""
    return field(metadata={"collected": True})


@dataclass(frozen=True, kw_only=True)
class Rules(Frozen):
    """The law of one month; neutral where no measure wrote."""

    chip_access: Floats  # (makers,) share of the chips wanted
    efficiency: Floats = column("makers", neutral=1.0, combine=multiply)  # factor on research
    capability_floor: Floats = column("makers", neutral=-np.inf, combine=greatest)  # points relative to the frontier
    capability_loss: Floats = column("makers", neutral=0.0, combine=add)  # points
    cadence: Floats = column("makers", neutral=1.0, combine=multiply)  # factor on the time between releases
    intensity_cap: Floats = column("models", neutral=np.inf, combine=smallest)  # greatest compute intensity
    awareness_floor: Floats = column("models", neutral=0.0, combine=greatest)
    closed: Flags = column("models", neutral=False, combine=union)  # weights may not be open
    delisted: Flags = column("clouds", "makers", neutral=False, combine=union)
    forbidden: Floats = column("offers", "strata", neutral=0.0, combine=greatest)  # share of buyers who may not use it
    friction: Floats = column("offers", "regions", neutral=0.0, combine=add)  # utils
    exposure: Floats = column("offers", "regions", neutral=0.0, combine=add)  # added unease about data
    exposure_presence: Floats = column("offers", "regions", neutral=0.0, combine=add)  # less where a cloud is local
    distrust_factor: Floats = column("regions", "origins", neutral=1.0, combine=multiply)
    endorsement: Floats = column("models", "regions", neutral=0.0, combine=add)
    open_endorsement: Floats = column("regions", neutral=0.0, combine=add)  # for every open model
    ban_signal: Floats = column("origins", "regions", neutral=0.0, combine=add)  # hazard a year
    tension: float = column(neutral=0.0, combine=add)  # added tension between Europe and America
    capex: Floats = column("clouds", neutral=1.0, combine=greatest)  # factor on investment
    redirected: Floats = column("clouds", neutral=0.0, combine=greatest)  # share of investment moved to destinations
    destinations: Floats = column("regions", neutral=0.0, combine=replace)  # where it goes
    alarm: Floats = column("origins", neutral=0.0, combine=greatest)  # how alarmed weaker makers are, 0 to 1
    distrust_shift: Floats = column("regions", "origins", neutral=0.0, combine=add)  # utils per unit
    budgets: Floats = column("regions", neutral=1.0, combine=add)  # factor on enterprises' budgets for models
    apps_banned: Flags = column("makers", "regions", neutral=False, combine=union)
    app_revenue: Floats = column("makers", "regions", neutral=1.0, combine=smallest)  # share of consumers' revenue kept
    app_attraction: Floats = column("makers", "regions", neutral=0.0, combine=smallest)  # added attraction
    research_grant: Floats = column("makers", neutral=0.0, combine=add)  # public research per dollar of its own
    # a maker pays at least a tenth itself
    serving_grant: Floats = column("makers", neutral=0.0, combine=add_up_to(0.9))  # share of serving cost paid for it
    entry_grant: Floats = column("origins", neutral=0.0, combine=add)  # added entry of small makers
    listing: Floats = column("origins", neutral=0.0, combine=greatest)  # 1 = stock exchanges are open
    listing_closed: Floats = column("origins", neutral=0.0, combine=greatest)  # 1 = they are closed whatever else
    takeovers_blocked: Floats = column("origins", neutral=0.0, combine=greatest)  # share of deals
    mood: Floats = column("origins", neutral=0.0, combine=greatest)  # how deep a funding winter is, 0 to 1
    enters: Flags = column("makers", neutral=False, combine=union)  # waiting makers that enter now
    retreats: Flags = column("makers", neutral=False, combine=union)  # stop training now
    lists: Flags = column("makers", neutral=False, combine=union)  # list their shares now
    deals: tuple[Deal, ...] = collected()
    locked: bool  # makers known to be alive in January 2026 cannot fail before
    payments: tuple[Payment, ...] = collected()
    reasons: tuple[Reason, ...] = collected()

    def why(self, effect: str) -> tuple[Reason, ...]:
        """Return every reason for one kind of effect, in the order of the timeline."""
        return tuple(reason for reason in self.reasons if reason.effect == effect)


COLUMNS: dict[str, Column] = {rule.name: rule.metadata["column"] for rule in fields(Rules) if "column" in rule.metadata}
"""How each rule that measures write was declared."""
_NUMBERS = tuple(name for name, rule in COLUMNS.items() if not rule.shape)
_COLLECTED = tuple(rule.name for rule in fields(Rules) if "collected" in rule.metadata)
_DRAFTED = {
    **COLUMNS,
    "chip_scale": Column(("makers",), 1.0, multiply),  # these two settle into chip_access
    "chip_missing": Column(("makers",), 1.0, multiply),
}
ALL_CHANNELS = tuple(Channel(number) for number in range(len(CHANNELS)))


class Draft:
    """The law of a month while measures write it; `settle` ends the writing.

    Who is meant is a boolean mask over the rows of the world (makers, models, clouds, regions, origins), as a `Case` of
    `policy` resolves it; `where` is the same in words.
    """

    def __init__(self, world: World, chip_access: Floats) -> None:
        """Begin with the law as it stands without measures; `chip_access` is `(makers,)`."""
        self._offer_model, self._offer_channel = world.offers.model, world.offers.channel
        regions, origins = world.distrust.shape
        self._neutral = _neutral_columns(
            makers=len(world.makers),
            models=len(world.models),
            clouds=len(world.clouds),
            offers=len(world.offers),
            regions=regions,
            origins=origins,
            strata=STRATA,
        )
        self._chip_access = chip_access
        self._written: dict[str, Any] = {}
        self._collected: dict[str, list[Any]] = {name: [] for name in _COLLECTED}
        self._measure = ""

    def sign(self, measure: str) -> None:
        """Name the measure that writes from here on."""
        self._measure = measure

    def scale_chips(self, makers: Flags, factor: float, where: str) -> None:
        """Multiply the chip access of makers."""
        self._write("chip_scale", makers, factor)
        self._note("scale_chips", where)

    def relieve_chips(self, makers: Flags, share: float, where: str) -> None:
        """Close a share of the distance between the chip access of makers and full access."""
        self._write("chip_missing", makers, 1.0 - share)
        self._note("relieve_chips", where)

    def scale_research(self, makers: Flags, factor: float, where: str) -> None:
        """Multiply what makers get out of their research."""
        self._write("efficiency", makers, factor)
        self._note("scale_research", where)

    def lift_capability(self, makers: Flags, relative_to_frontier: float, where: str) -> None:
        """Lift makers to a place relative to the frontier, if they stand below it."""
        self._write("capability_floor", makers, relative_to_frontier)
        self._note("lift_capability", where)

    def set_back(self, makers: Flags, points: float, where: str) -> None:
        """Take points from what makers' laboratories have."""
        self._write("capability_loss", makers, points)
        self._note("set_back", where)

    def slow_releases(self, makers: Flags, factor: float, where: str) -> None:
        """Multiply the time between makers' releases."""
        self._write("cadence", makers, factor)
        self._note("slow_releases", where)

    def lighten(self, models: Flags, intensity: float, where: str) -> None:
        """Let models run at no more than a compute intensity."""
        self._write("intensity_cap", models, intensity)
        self._note("lighten", where)

    def make_known(self, models: Flags, awareness: float, where: str) -> None:
        """Make models known to at least a share of buyers everywhere."""
        self._write("awareness_floor", models, awareness)
        self._note("make_known", where)

    def close(self, models: Flags, where: str) -> None:
        """Forbid models to have open weights."""
        self._write("closed", models, value=True)
        self._note("close", where)

    def delist(self, clouds: Flags, makers: Flags, where: str) -> None:
        """Make clouds stop carrying the models of makers."""
        self._write("delisted", np.ix_(clouds, makers), value=True)
        self._note("delist", where)

    def forbid(self, models: Flags, channels: tuple[Channel, ...], strata: Flags, share: float, where: str) -> None:
        """Forbid models in some channels to a share of the buyers of `(strata,)`; the greatest share counts."""
        self._write("forbidden", np.ix_(self._offers(models, channels), strata), share)
        self._note("forbid", where)

    def hinder(self, models: Flags, channels: tuple[Channel, ...], regions: Flags, utils: float, where: str) -> None:
        """Make models harder to use in some channels."""
        self._write("friction", np.ix_(self._offers(models, channels), regions), utils)
        self._note("hinder", where)

    def expose(self, models: Flags, channels: tuple[Channel, ...], regions: Flags, unease: float, where: str) -> None:
        """Add unease about data to models in some channels."""
        self._write("exposure", np.ix_(self._offers(models, channels), regions), unease)
        self._note("expose", where)

    def expose_unless_local(
        self, models: Flags, channels: tuple[Channel, ...], regions: Flags, unease: float, where: str
    ) -> None:
        """Add unease about data to models in some channels, less where their cloud has local data centres."""
        self._write("exposure_presence", np.ix_(self._offers(models, channels), regions), unease)
        self._note("expose", where)

    def scale_distrust(self, origin: int, regions: Flags, factor: float, where: str) -> None:
        """Multiply the distrust of an origin in regions."""
        self._write("distrust_factor", (regions, origin), factor)
        self._note("scale_distrust", where)

    def endorse(self, models: Flags, regions: Flags, strength: float, where: str) -> None:
        """Add a government's word for models."""
        self._write("endorsement", np.ix_(models, regions), strength)
        self._note("endorse", where)

    def endorse_open(self, regions: Flags, strength: float, where: str) -> None:
        """Add a government's word for every open model."""
        self._write("open_endorsement", regions, strength)
        self._note("endorse", where)

    def alarm_buyers(self, origins: Flags, regions: Flags, hazard: float, where: str) -> None:
        """Add to the fear of a ban, from next month on."""
        self._write("ban_signal", np.ix_(origins, regions), hazard)
        self._note("alarm_buyers", where)

    def strain(self, tension: float, where: str) -> None:
        """Add tension between Europe and America."""
        self._write("tension", (), tension)
        self._note("strain", where)

    def invest_abroad(self, clouds: Flags, factor: float, share: float, destinations: Floats, where: str) -> None:
        """Scale clouds' investment and move a share of it to destinations; the greatest counts."""
        if share > self._column("redirected").max():
            self._write("destinations", ..., destinations)
        self._write("capex", clouds, factor)
        self._write("redirected", clouds, share)
        self._note("invest_abroad", where)

    def alarm_makers(self, origin: int, alarm: float, where: str) -> None:
        """Alarm the weaker makers of an origin; the greatest alarm counts."""
        self._write("alarm", origin, alarm)
        self._note("alarm_makers", where)

    def pay(self, model: int, amount: float, where: str) -> None:
        """Pay the group of a model's maker, in $M a month."""
        self._collected["payments"].append(Payment(model, amount))
        self._note("pay", where)

    def shift_distrust(self, origins: Flags, regions: Flags, utils: float, where: str) -> None:
        """Add to the distrust of origins in regions."""
        self._write("distrust_shift", np.ix_(regions, origins), utils)
        self._note("shift_distrust", where)

    def scale_budgets(self, regions: Flags, factor: float, where: str) -> None:
        """Add to enterprises' budgets for models: what factors exceed 1 by adds up."""
        self._write("budgets", regions, factor - 1.0)
        self._note("scale_budgets", where)

    def ban_apps(self, makers: Flags, regions: Flags, where: str) -> None:
        """Take makers' chat applications off the market."""
        self._write("apps_banned", np.ix_(makers, regions), value=True)
        self._note("ban_apps", where)

    def divest_apps(self, makers: Flags, regions: Flags, kept: float, attraction: float, where: str) -> None:
        """Leave makers a part of their consumers' revenue; the smallest part counts."""
        chosen = np.ix_(makers, regions)
        self._write("app_revenue", chosen, kept)
        self._write("app_attraction", chosen, attraction)
        self._note("divest_apps", where)

    def subsidise(self, makers: Flags, origin: int, grants: Grants, where: str) -> None:
        """Pay for a part of makers' research and serving, and help small makers to start."""
        self._write("research_grant", makers, grants.research)
        self._write("serving_grant", makers, grants.serving)
        self._write("entry_grant", origin, grants.entry)
        self._note("subsidise", where)

    def open_listings(self, origins: Flags, where: str) -> None:
        """Open stock exchanges to makers."""
        self._write("listing", origins, 1.0)
        self._note("open_listings", where)

    def close_listings(self, origins: Flags, where: str) -> None:
        """Close stock exchanges to makers, whatever else is in force."""
        self._write("listing_closed", origins, 1.0)
        self._note("close_listings", where)

    def block_takeovers(self, origins: Flags, share: float, where: str) -> None:
        """Block a share of takeovers; the greatest counts."""
        self._write("takeovers_blocked", origins, share)
        self._note("block_takeovers", where)

    def chill(self, origins: Flags, depth: float, where: str) -> None:
        """Let a funding winter come; the deepest counts."""
        self._write("mood", origins, depth)
        self._note("chill", where)

    def found(self, makers: Flags, where: str) -> None:
        """Let waiting makers enter."""
        self._write("enters", makers, value=True)
        self._note("found", where)

    def retire(self, makers: Flags, where: str) -> None:
        """Let makers stop training their own models."""
        self._write("retreats", makers, value=True)
        self._note("retire", where)

    def list_shares(self, makers: Flags, where: str) -> None:
        """Let makers list their shares."""
        self._write("lists", makers, value=True)
        self._note("list_shares", where)

    def agree_takeover(self, buyer: int, bought: int, price: float, where: str) -> None:
        """Let one maker buy another, unless takeovers are blocked."""
        self._collected["deals"].append(Deal(buyer, bought, price))
        self._note("agree_takeover", where)

    def settle(self, *, locked: bool = False) -> Rules:
        """Return the law of the month; `locked` protects the makers known to be alive in January 2026."""
        columns = {**self._neutral, **self._written}
        scale, missing = columns.pop("chip_scale"), columns.pop("chip_missing")
        numbers = {name: float(columns[name]) for name in _NUMBERS}
        lists: dict[str, Any] = {name: tuple(items) for name, items in self._collected.items()}
        return Rules(
            chip_access=1.0 - (1.0 - self._chip_access * scale) * missing,  # first all cuts, then all relief
            **{**columns, **numbers, **lists},
            locked=locked,
        )

    def _note(self, effect: str, where: str) -> None:
        self._collected["reasons"].append(Reason(self._measure, effect, where))

    def _write(self, name: str, rows: Any, value: Any) -> None:  # noqa: ANN401 - whatever indexes an array, and fits it
        """Write into rows of a column; what stands there already and the new value combine as it was declared."""
        written = self._column(name)
        written[rows] = _DRAFTED[name].combine(written[rows], value)

    def _offers(self, models: Flags, channels: tuple[Channel, ...]) -> Flags:
        wanted = np.zeros(len(CHANNELS), dtype=bool)
        wanted[list(channels)] = True
        offers = models[self._offer_model] & wanted[self._offer_channel]
        offers[0] = False
        return offers

    def _column(self, name: str) -> Any:  # noqa: ANN401 - floats or flags, as the law declares it
        if name not in self._written:
            self._written[name] = self._neutral[name].copy()
        return self._written[name]


@lru_cache(maxsize=64)
def _neutral_columns(**lengths: int) -> dict[str, Any]:
    """Return every column as it is where no measure wrote, given the lengths of the axes."""
    columns = {name: np.full([lengths[axis] for axis in rule.shape], rule.neutral) for name, rule in _DRAFTED.items()}
    for values in columns.values():
        values.setflags(write=False)
    return columns
