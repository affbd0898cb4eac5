"""What the law says this month, and why.

Policies write into a `Draft` with a small vocabulary; it settles into `Rules`, which the market reads. Each entry
remembers the measure that wrote it, and entries of one kind combine (sum, product, greatest, union), so that no two
policies can fight over state.
"""

from __future__ import annotations

from dataclasses import dataclass
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
        self._written: dict[str, Any] = {"chip_access": chip_access.copy()}
        self._reasons: list[Reason] = []
        self._payments: list[Payment] = []
        self._measure = ""

    def sign(self, measure: str) -> None:
        """Name the measure that writes from here on."""
        self._measure = measure

    def scale_chips(self, makers: Flags, factor: float, where: str) -> None:
        """Multiply the chip access of makers."""
        self._column("chip_access")[makers] *= factor
        self._note("scale_chips", where)

    def relieve_chips(self, makers: Flags, share: float, where: str) -> None:
        """Close a share of the distance between the chip access of makers and full access."""
        access = self._column("chip_access")
        access[makers] += (1.0 - access[makers]) * share
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
        offers = models[self._offer_model] & np.isin(self._offer_channel, channels)
        offers[0] = False
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
        capex[clouds] = np.maximum(capex[clouds], factor)
        redirected[clouds] = np.maximum(redirected[clouds], share)
        self._written["destinations"] = destinations
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

    def settle(self) -> Rules:
        """Return the law of the month."""
        columns = {name: self._column(name) for name in _NEUTRAL}
        tension = self._written.get("tension", 0.0)
        return Rules(**columns, tension=tension, payments=tuple(self._payments), reasons=tuple(self._reasons))

    def _note(self, effect: str, where: str) -> None:
        self._reasons.append(Reason(self._measure, effect, where))

    def _add(self, name: str, models: Flags, channels: tuple[Channel, ...], regions: Flags, value: float) -> None:
        offers = models[self._offer_model] & np.isin(self._offer_channel, channels)
        offers[0] = False
        self._column(name)[np.ix_(offers, regions)] += value

    def _column(self, name: str) -> Any:  # noqa: ANN401 - floats or flags, as the law declares it
        if name not in self._written:
            size, neutral = _NEUTRAL[name]
            shape = tuple(self._lengths[word] for word in size)
            self._written[name] = np.full(shape, neutral)
        return self._written[name]


ALL_CHANNELS = tuple(Channel(number) for number in range(len(CHANNELS)))

_NEUTRAL: dict[str, tuple[tuple[str, ...], float | bool]] = {
    "chip_access": (("makers",), 1.0),
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
}
"""Shape and value of every column of the law where no measure wrote."""
