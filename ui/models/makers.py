"""Makers as their page shows them: one row each, one maker's customers and hosts, and the shake-out in figures.

Everything is read from worlds up to the month under the hand; firms' accounts are illustrative.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from simulator.attributes import hosted
from simulator.entries import BUYERS, ORIGINS, REGIONS
from simulator.indicator import GROUPS, MEMBERSHIP, PLACES
from simulator.wishes import survival
from simulator.world import CHANNELS, Channel, Flags, Floats, Ints, Kind, Status, World, best_model, total_by
from ui.figures.figure import Figure, Provenance, Series
from ui.look import wording
from ui.look.wording import tr

if TYPE_CHECKING:
    from collections.abc import Sequence

    from simulator.history import Branch

YEAR = 12  # months
_YEAR = 12  # months over which a loss is averaged
_COLOURS = tuple(f"channel.{name}" for name in CHANNELS)  # colours made to be told apart
_FIRST, _SECOND, _THIRD = _COLOURS[1], _COLOURS[4], _COLOURS[3]
_COHORTS = 6  # years of founding that one chart can name
_LONGEST_RUNWAY = 48.0  # months; beyond it nobody worries


@dataclass(frozen=True)
class MakerRow:
    """One maker in one month; money in $M a month, NaN where there is none."""

    row: int
    id: str
    name: str
    origin: str
    kind: Kind
    status: Status
    share: float  # of the workload of the buyers on show
    revenue: float
    cost: float
    cash: float  # $M
    runway: float  # months; ∞ where it loses nothing or a group pays
    capability: float  # points of its best model on offer
    price: float  # $ per million tokens, list price of that model
    downloads: float  # this month
    shares: Floats  # (months,) its share so far

    @property
    def alive(self) -> bool:
        """Return whether its models are on the market."""
        return self.status in {Status.ACTIVE, Status.RETREATED}


@dataclass(frozen=True)
class Part:
    """One line of a list of parts: a name and its share of the whole."""

    name: str
    share: float


@dataclass(frozen=True)
class Portrait:
    """What one maker's page lists beside its accounts."""

    models: tuple[tuple[str, str, str, str], ...]  # name, open or closed, points, list price
    channels: tuple[Part, ...]  # through which its weights are reached, whoever is paid
    clouds: tuple[Part, ...]  # that host what is bought on marketplaces
    regions: tuple[Part, ...]
    buyers: tuple[Part, ...]
    came_from: tuple[Part, ...]  # today's customers, by the maker they used a year ago
    left_for: tuple[Part, ...]  # those lost within a year, by the maker they use now
    lost: float  # share of last year's customers that left


def maker_rows(worlds: Sequence[World], place: str = "world", group: str = "all") -> tuple[MakerRow, ...]:
    """Return every named maker that has entered by the last of some months, the largest share first."""
    world = worlds[-1]
    makers, models = world.makers, world.models
    shares = np.array([_workload_shares(each, place, group) for each in worlds])
    points = best_model(world)
    downloads = total_by(models.maker, models.downloads, len(makers))
    loss = np.maximum(-makers.profit, 0.0)
    rows = []
    for row in np.flatnonzero(_shown(world)):
        index, status, kind = int(row), Status(int(makers.status[row])), Kind(int(makers.kind[row]))
        alive, sells = bool(makers.alive[row]), bool(makers.in_business[row])
        spends = alive and loss[row] > 0.0 and kind == Kind.STARTUP
        model = _best_row(world, index)
        rows.append(
            MakerRow(
                row=index,
                id=str(makers.id[row]),
                name=str(makers.name[row]),
                origin=ORIGINS[makers.origin[row]],
                kind=kind,
                status=status,
                share=float(shares[-1, row]),
                revenue=float(makers.revenue[row]) if sells else np.nan,
                cost=float(makers.revenue[row] - makers.profit[row]) if sells else np.nan,
                cash=float(makers.cash[row]) if alive else np.nan,
                runway=float(makers.cash[row] / loss[row]) if spends else np.inf if alive else np.nan,
                capability=float(points[row]) if np.isfinite(points[row]) else np.nan,
                price=float(models.list_price[model]) if model else np.nan,
                downloads=float(downloads[row]),
                shares=shares[:, row],
            )
        )
    return tuple(sorted(rows, key=lambda one: (-one.share, one.name)))


def portrait(worlds: Sequence[World], maker: int) -> Portrait:
    """Return what one maker offers in the last of some months, who hosts it, who buys it, who came and who left."""
    world = worlds[-1]
    sales, offers, models = world.sales, world.offers, world.models
    own = models.maker[offers.model[sales.offer]] == maker
    channel = total_by(offers.channel[sales.offer], sales.workload * own, len(CHANNELS))
    region, kind = np.divmod(sales.stratum, len(BUYERS))
    before = worlds[max(0, len(worlds) - 1 - YEAR)]
    came, left, lost = _came_and_left(before, world, maker)
    names = [str(name) for name in world.makers.name[1:]]
    return Portrait(
        models=_models_of(world, maker),
        channels=_parts([wording.channel(name) for name in CHANNELS], channel),
        clouds=_parts([str(name) for name in world.clouds.name], _hosts(world, own)),
        regions=_parts([wording.place(name) for name in REGIONS], total_by(region, sales.workload * own, len(REGIONS))),
        buyers=_parts([wording.buyers(name) for name in BUYERS], total_by(kind, sales.workload * own, len(BUYERS))),
        came_from=_parts([tr("None: new to AI models"), *names], came),
        left_for=_parts([tr("None: stopped buying"), *names], left),
        lost=lost,
    )


# --- Figures ------------------------------------------------------------------------------------------------


def accounts_figure(worlds: Sequence[World], maker: int, provenance: Provenance) -> Figure:
    """Return what a maker earns and spends on models month by month."""
    sells = np.array([world.makers.in_business[maker] for world in worlds])
    revenue, profit, research = (
        np.where(sells, [getattr(world.makers, name)[maker] for world in worlds], np.nan)
        for name in ("revenue", "profit", "research")
    )
    if worlds[-1].makers.kind[maker] == Kind.TAIL:
        research = np.full(len(worlds), np.nan)  # its firms' research is part of their staff's cost
    lines = (
        (tr("Revenue"), "revenue", revenue, _FIRST),
        (tr("Cost"), "cost", revenue - profit, _SECOND),
        (tr("of it research"), "research", research, _THIRD),
    )
    return _lines(
        worlds,
        lines,
        title=tr("Accounts"),
        subtitle=tr("$ m a month, models only; illustrative"),
        unit="$M",
        definition=tr(
            "What customers pay, without the money of investors, owners and states; app-store fees, serving less what "
            "a state pays of it, research, marketing and administration. Firms' accounts are illustrative."
        ),
        provenance=provenance,
    )


def births_and_deaths_figure(worlds: Sequence[World], provenance: Provenance) -> Figure:
    """Return entries, exits and conversions of Chinese makers over twelve months."""
    flow = np.array([(w.tail_flow.entries, w.tail_flow.exits, w.tail_flow.conversions) for w in worlds], dtype=float)
    total = np.cumsum(flow, axis=0)
    year = total - np.vstack([np.zeros((min(YEAR, len(total)), 3)), total[:-YEAR]])[: len(total)]
    lines = (
        (tr("Founded"), "entries", year[:, 0], _FIRST),
        (tr("Gave up"), "exits", year[:, 1], _SECOND),
        (tr("Stopped training"), "conversions", year[:, 2], _THIRD),
    )
    return _lines(
        worlds,
        lines,
        title=tr("Births and deaths"),
        subtitle=tr("small Chinese makers, in the last twelve months"),
        unit="firms",
        definition=tr("Firms of the Chinese long tail founded, given up, and turned to tuning others' open models."),
        provenance=provenance,
    )


def survivors_figure(branch: Branch, months: int, provenance: Provenance) -> Figure:
    """Return the share of each year's small Chinese makers that is still alive, in the first months of a branch."""
    worlds = branch.worlds[:months]
    lines: list[tuple[str, str, Floats, str]] = []
    years = range(int(wording.year(0)), int(wording.year(worlds[-1].month)) + 1)
    for year in years[:_COHORTS]:
        first = max(0, wording.first_month_of(year))
        last = min(wording.first_month_of(year + 1) - 1, worlds[-1].month)
        founded = worlds[last].tail_flow.founded - (worlds[first - 1].tail_flow.founded if first else 0)
        if last <= first or founded <= 0:
            continue
        alive = survival(branch, (first, last))[:months].copy()
        alive[:last] = np.nan
        lines.append((str(year), str(year), alive, _COLOURS[len(lines) % len(_COLOURS)]))
    return _lines(
        worlds,
        tuple(lines),
        title=tr("Survivors by year of founding"),
        subtitle=tr("share of the small Chinese makers of a year still alive"),
        unit="share",
        definition=tr(
            "Of the firms of the Chinese long tail founded in a calendar year, the share still on the market."
        ),
        provenance=provenance,
        high=1.0,
    )


def runway_figure(worlds: Sequence[World], provenance: Provenance) -> Figure:
    """Return for how many months the cash of each named Chinese start-up lasts at its mean loss of a year."""
    makers = worlds[-1].makers
    lines = []
    chinese = (makers.kind == Kind.STARTUP) & (makers.origin == ORIGINS.index("china"))
    for row in np.flatnonzero(chinese):
        values = _runways(worlds, int(row))
        if np.isfinite(values).any():
            name = str(makers.name[row])
            lines.append((name, str(makers.id[row]), values, f"maker.{makers.id[row]}"))
    return _lines(
        worlds,
        tuple(lines),
        title=tr("Runway of Chinese start-ups"),
        subtitle=tr("months until the cash is gone at the mean loss of a year, at most 48"),
        unit="months",
        definition=tr(
            "Cash over the mean loss of twelve months of each named Chinese start-up that trains; 48 where it is more."
        ),
        provenance=provenance,
        high=_LONGEST_RUNWAY,
    )


def long_tail_figure(worlds: Sequence[World], provenance: Provenance) -> Figure:
    """Return how many small Chinese makers train, and how many tune others' open models."""
    trains = np.array([world.tail.trains.sum() for world in worlds], dtype=float)
    alive = np.array([len(world.tail) for world in worlds], dtype=float)
    lines = (
        (tr("All"), "all", alive, "origin.china"),
        (tr("Train their own"), "trains", trains, _FIRST),
    )
    return _lines(
        worlds,
        lines,
        title=tr("The long tail"),
        subtitle=tr("small Chinese makers on the market"),
        unit="firms",
        definition=tr("Firms of the Chinese long tail alive, and those of them that train their own models."),
        provenance=provenance,
    )


# --- How it is worked out -----------------------------------------------------------------------------------


def _shown(world: World) -> Flags:
    entered = world.makers.status != Status.WAITING
    entered[0] = False
    return entered


def _workload_shares(world: World, place: str, group: str) -> Floats:
    """Return `(makers,)` shares of the workload of a group of buyers in a place."""
    sales = world.sales
    inside = MEMBERSHIP[sales.stratum, PLACES.index(place), GROUPS.index(group)]
    maker = world.models.maker[world.offers.model[sales.offer]]
    amount = total_by(maker, sales.workload * inside, len(world.makers))
    return amount / max(float(amount.sum()), 1e-300)


def _best_row(world: World, maker: int) -> int:
    """Return the row of a maker's best live model, 0 without any."""
    own = world.models.live & (world.models.maker == maker)
    own[0] = False
    return int(np.argmax(np.where(own, world.models.capability, -np.inf))) if own.any() else 0


def _models_of(world: World, maker: int) -> tuple[tuple[str, str, str, str], ...]:
    models = world.models
    rows = np.flatnonzero(models.live & (models.maker == maker))
    return tuple(
        (
            str(models.name[row]),
            wording.openness("open" if models.open[row] else "closed"),
            wording.points(float(models.capability[row])),
            wording.price(float(models.list_price[row])),
        )
        for row in rows[np.argsort(-models.capability[rows], kind="stable")]
    )


def _hosts(world: World, own: Flags) -> Floats:
    """Return `(clouds,)` workload of some sales that each cloud hosts for marketplaces."""
    sold = own & world.offers.through(Channel.MARKETPLACE)[world.sales.offer]
    return hosted(world, world.sales.workload * sold, np.zeros(len(world.sales))).sum(axis=1)


def _came_and_left(before: World, now: World, maker: int) -> tuple[Floats, Floats, float]:
    """Return `(makers,)` today's customers by their maker of then, `(makers,)` those lost by that of now, share lost.

    Buyers count by their budget.
    """
    then, today = _maker_of_buyers(before), _maker_of_buyers(now)
    budget, count = now.buyers.budget, len(now.makers)
    came = total_by(then[today == maker], budget[today == maker], count)
    left = total_by(today[then == maker], budget[then == maker], count)
    all_then = max(float(left.sum()), 1e-300)
    left[maker] = 0.0
    return came, left, float(left.sum()) / all_then


def _maker_of_buyers(world: World) -> Ints:
    """Return `(buyers,)` the maker of the model that each uses, 0 for none."""
    maker: Ints = world.models.maker[world.offers.model[world.buyers.offer]]
    return maker


def _runways(worlds: Sequence[World], maker: int) -> Floats:
    """Return `(months,)` months of runway, NaN where a maker does not train."""
    profit = np.array([world.makers.profit[maker] for world in worlds])
    cash = np.array([world.makers.cash[maker] for world in worlds])
    trains = np.array([world.makers.status[maker] == Status.ACTIVE for world in worlds])
    total = np.concatenate([np.zeros(1), np.cumsum(profit)])
    ends = np.arange(1, len(worlds) + 1)
    starts = np.maximum(0, ends - _YEAR)
    loss = -(total[ends] - total[starts]) / (ends - starts)
    months = np.where(loss > 0.0, cash / np.maximum(loss, 1e-9), np.inf)
    return np.where(trains, np.clip(months, 0.0, _LONGEST_RUNWAY), np.nan)


def _parts(names: Sequence[str], amounts: Floats) -> tuple[Part, ...]:
    """Return the parts of a whole, the largest first, without what is nothing."""
    total = float(amounts.sum())
    found = [Part(name, float(amount) / total) for name, amount in zip(names, amounts, strict=True) if amount > 0.0]
    return tuple(sorted(found, key=lambda part: -part.share))


def _lines(
    worlds: Sequence[World],
    lines: Sequence[tuple[str, str, Floats, str]],
    *,
    title: str,
    subtitle: str,
    unit: str,
    definition: str,
    provenance: Provenance,
    high: float = 0.0,
) -> Figure:
    """Return a figure of lines (name, key, values, colour) from zero, or below, to a round number."""
    known = np.concatenate([values[np.isfinite(values)] for _, _, values, _ in lines]) if lines else np.zeros(1)
    start = worlds[0].month
    return Figure(
        title=title,
        subtitle=subtitle,
        unit=unit,
        kind="lines",
        months=range(start, start + len(worlds)),
        series=tuple(Series(name, key, values, colour) for name, key, values, colour in lines),
        definition=definition,
        provenance=provenance,
        low=min(0.0, 1.05 * float(known.min(initial=0.0))),
        high=high or max(1.0, 1.05 * float(known.max(initial=0.0))),
    )
