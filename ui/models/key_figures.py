"""The figures that stand beside the charts: each reads one indicator in the month under the hand and in the ghost's."""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import TYPE_CHECKING

from simulator.entries import ORIGINS
from simulator.indicator import INDICATORS, market_shares
from ui.look import wording
from ui.look.wording import tr

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from simulator.world import World
    from ui.models.values import Filter

Where = dict[str, str]


@dataclass(frozen=True)
class KeyFigure:
    """One number with its definition, in words; `difference` is empty where nothing is compared or nothing differs."""

    label: str
    definition: str
    value: str
    difference: str


@dataclass(frozen=True)
class Group:
    """Figures about the same buyers."""

    title: str
    figures: tuple[KeyFigure, ...]


@dataclass(frozen=True)
class _Reader:
    """How one figure is read and written."""

    label: str
    indicator: str
    read: Callable[[Sequence[World]], float]
    show: Callable[[float], str]
    show_difference: Callable[[float], str]
    summed: bool = False  # over all months so far: what a month's number per month becomes

    def figure(self, months: Sequence[World], ghost: Sequence[World]) -> KeyFigure:
        indicator = INDICATORS[self.indicator]
        unit = indicator.unit.removesuffix(" a month") if self.summed else indicator.unit
        definition = f"{tr(indicator.definition)} ({unit})"
        now = self.read(months)
        return KeyFigure(self.label, definition, self.show(now), self._difference(now, ghost))

    def _difference(self, now: float, ghost: Sequence[World]) -> str:
        if not ghost:
            return ""
        before = self.read(ghost)
        if self.show(now) == self.show(before):
            return ""
        difference = self.show_difference(now - before)
        if not any(digit in "123456789" for digit in difference):  # too small for its unit
            return tr("was {before}").format(before=self.show(before))
        return tr("{difference}, was {before}").format(difference=difference, before=self.show(before))


def key_figures(months: Sequence[World], ghost: Sequence[World], chosen: Filter) -> tuple[Group, ...]:
    """Return the figures of the last of some months, each with its difference from the same month of the ghost."""
    here: Where = {"region": chosen.place, "buyer": chosen.group}
    corporations: Where = {"origin": "china", "region": "united_states", "buyer": "corporations", "units": "workload"}
    points = wording.percentage_points

    def chinese(worlds: Sequence[World]) -> float:
        shares, labels = market_shares(worlds[-1], "origin", chosen.place, chosen.group, chosen.units)
        return float(shares[labels.index("china")])

    def so_far(worlds: Sequence[World]) -> float:
        return sum(reading(world, "adaptation_cost", here) for world in worlds)

    def paid_to_chinese_makers(worlds: Sequence[World]) -> float:
        makers = worlds[-1].makers
        return float(makers.revenue[makers.origin == ORIGINS.index("china")].sum())

    in_the_filter = (
        _Reader(
            tr("Chinese share of {units}").format(units=wording.units(chosen.units).lower()),
            "market_share",
            chinese,
            wording.share,
            points,
        ),
        _Reader(
            tr("Price per million tokens"),
            "price_level",
            _latest("price_level", here),
            wording.price,
            _signed(wording.price),
        ),
        _Reader(
            tr("Adaptation cost so far"),
            "adaptation_cost",
            so_far,
            wording.money,
            _signed(wording.money),
            summed=True,
        ),
    )
    american = (
        _Reader(
            tr("Chinese share of open-model workload"),
            "origin_share_of_open_use",
            _latest("origin_share_of_open_use", corporations),
            wording.share,
            points,
        ),
    )
    chinese_models = (
        _Reader(
            tr("Chinese makers' revenue a month"),
            "revenue",
            paid_to_chinese_makers,
            wording.money,
            _signed(wording.money),
        ),
        _Reader(
            tr("Start-ups that still train"),
            "startups_training",
            _latest("startups_training", {"origin": "china"}),
            wording.number,
            wording.signed,
        ),
        _Reader(
            tr("Leakage in America and Europe"),
            "leakage",
            _latest("leakage", {"origin": "china", "region": "west", "buyer": "all"}),
            wording.share,
            points,
        ),
        _Reader(
            tr("Gap to the frontier"),
            "capability_gap",
            _latest("capability_gap", {"origin": "china"}),
            wording.points,
            _signed(wording.points),
        ),
        _Reader(
            tr("Models on offer"),
            "models_on_offer",
            _latest("models_on_offer", {"origin": "china"}),
            wording.number,
            wording.signed,
        ),
    )
    place = f"{wording.place(chosen.place)}, {wording.buyers(chosen.group).lower()}"
    groups = (
        (place, in_the_filter),
        (tr("American corporations"), american),
        (tr("Chinese makers and models"), chinese_models),
    )
    return tuple(Group(title, tuple(reader.figure(months, ghost) for reader in readers)) for title, readers in groups)


def reading(world: World, name: str, where: Where) -> float:
    """Return one number of an indicator, NaN where it has none.

    Raises
    ------
    LookupError
        If the indicator is not broken down like that.
    """
    for cut in INDICATORS[name].cuts(world):
        if {axis for axis, _ in cut.axes} == where.keys() and all(where[axis] in labels for axis, labels in cut.axes):
            place = tuple(labels.index(where[axis]) for axis, labels in cut.axes)
            known = cut.present is None or bool(cut.present[place[0]])
            return float(cut.values[place]) if known else math.nan
    message = f"{name} is not broken down by {', '.join(where)}"
    raise LookupError(message)


def _latest(name: str, where: Where) -> Callable[[Sequence[World]], float]:
    return lambda worlds: reading(worlds[-1], name, where)


def _signed(show: Callable[[float], str]) -> Callable[[float], str]:
    return lambda difference: f"+{show(difference)}" if difference > 0 else show(difference)
