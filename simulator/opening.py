"""The market as it stands before September 2023, built from a scenario's entries."""

from __future__ import annotations

from dataclasses import dataclass
from statistics import NormalDist
from typing import Any

import numpy as np
from numpy.typing import DTypeLike, NDArray
from pydantic import BaseModel

from simulator.accounts import Accounts
from simulator.assumptions import Assumptions
from simulator.attributes import CHANNEL_TASTES, TASTES
from simulator.dates import NEVER
from simulator.entries import BUYERS, KINDS, ORIGINS, REGIONS, Cloud, Maker, Model, Region
from simulator.luck import ALWAYS, Luck
from simulator.market.expectations import ban_baseline
from simulator.market.long_tail import found
from simulator.month import Month
from simulator.rules import Draft
from simulator.world import (
    CHANNELS,
    HOME_REGION,
    NEVER_ADOPTED,
    STRATA,
    SWITCHES,
    Buyers,
    Clouds,
    Consumers,
    Economy,
    Flags,
    Floats,
    Ints,
    Kind,
    Makers,
    Models,
    Offers,
    Origin,
    Receiver,
    RegionIndex,
    Regions,
    Sales,
    Status,
    Switching,
    Tail,
    TailFlow,
    World,
)

BEFORE = -1  # the month before the first
_FOUNDED_BEFORE = 24  # months: makers of the opening are old enough to list, and their last round is long ago
_HALF_LOADED = 0.5  # of clouds, below what makes compute dearer; the first month's load takes its place
_SAMPLED = np.array([0.25, 0.25, 0.35, 0.15])  # of a panel, by type; large firms are sampled more densely
_FEWEST = 4  # simulated buyers of a stratum, so that each type in each region has some that differ
_TASTE_WORDS = TASTES[: CHANNEL_TASTES.start]
_WARY = ("exposure", "distrust", "ban_risk")


@dataclass(frozen=True)
class Setup:
    """Everything that a run starts from, besides its timeline."""

    seed: int
    buyers: int
    assumptions: Assumptions
    regions: tuple[tuple[str, Region], ...]
    makers: tuple[tuple[str, Maker], ...]
    models: tuple[tuple[str, Model], ...]
    clouds: tuple[tuple[str, Cloud], ...]


def opening(setup: Setup) -> World:
    """Return the world in August 2023: nobody has bought yet, and four small firms of the long tail stand ready."""
    luck = Luck(setup.seed)
    # the cast, each part of which refers to rows of those before it
    regions, makers, clouds = _regions(setup), _makers(setup), _clouds(setup)
    models = _models(setup, makers, clouds)
    founders = int(setup.assumptions.tail.firms_at_first) if (makers.kind[1:] == Kind.TAIL).any() else 0
    book = Accounts(len(makers), len(clouds))
    # buyers stand ready, but nothing has been bought, paid or reported
    world = World(
        month=BEFORE,
        regions=regions,
        economy=_economy(setup, makers, models),
        makers=makers,
        models=models,
        clouds=clouds,
        offers=_offers(models),
        buyers=_buyers(setup, regions, luck),
        adoption=_first_adopters(setup, regions),
        ban_belief=np.zeros((len(ORIGINS), STRATA)),
        distrust=regions.distrust,
        tail=_empty_tail(),
        tail_flow=TailFlow(founded=founders),
        consumers=_consumers(setup),
        sales=_no_sales(),
        switching=Switching(np.zeros((len(SWITCHES), STRATA)), np.zeros(STRATA)),
        payments=np.zeros((len(book), len(book))),
        news=(),
    )
    # fear and the founders of the long tail come from the phases that carry them on
    before = Month(BEFORE, Draft(world, np.ones(len(makers))).settle(), luck, setup.assumptions)
    return world.changed(ban_belief=ban_baseline(before), tail=_founders(founders, before))


def _economy(setup: Setup, makers: Makers, models: Models) -> Economy:
    """Return the indices at their base, and the frontiers of what is on the market in September 2023."""
    # the first month works out all prices and growth; it needs to know only how good the best models are
    ready = (models.launch <= 0) & (makers.kind[models.maker] != Kind.TAIL)
    ready[0] = False
    points = makers.capability[models.maker] - models.lag
    return Economy(
        programme_cost=0.0,
        hardware_cost=1.0,
        budget_growth=np.ones(len(REGIONS)),
        capex_growth=1.0,
        capability_pull=1.0,
        frontier=float(points[ready].max(initial=0.0)),
        open_frontier=float(points[ready & (models.open_from <= 0)].max(initial=0.0)),
        reference_price=1.0,
        sentiment=_sentiment(setup.assumptions),
    )


Column = NDArray[Any]


def _column(entries: tuple[tuple[str, Any], ...], field: str, null: object, dtype: DTypeLike = np.float64) -> Column:
    """Return a column with its null row first."""
    return np.array([null, *(getattr(entry, field) for _, entry in entries)], dtype=dtype)


def _values(entry: BaseModel) -> list[float]:
    return [float(value) for _, value in entry]


def _by_region(entries: tuple[tuple[str, Any], ...], field: str) -> Floats:
    return np.array([[0.0] * len(REGIONS), *(_values(getattr(entry, field)) for _, entry in entries)])


def _positions(entries: tuple[tuple[str, Any], ...]) -> dict[str, int]:
    return {"": 0, **{name: row + 1 for row, (name, _) in enumerate(entries)}}


def _references(entries: tuple[tuple[str, Any], ...], field: str, rows: dict[str, int]) -> Ints:
    return np.array([0, *(rows[getattr(entry, field)] for _, entry in entries)], dtype=np.int32)


def _words(entries: tuple[tuple[str, Any], ...]) -> tuple[Any, Any]:
    return np.array(["", *(name for name, _ in entries)]), np.array(["", *(entry.name for _, entry in entries)])


def _regions(setup: Setup) -> Regions:
    """Return the regions as the file has them, with money in $M a month."""
    entries = [entry for _, entry in setup.regions]
    return Regions(
        name=np.array([entry.name for entry in entries]),
        software_spend=np.array([entry.software_spend_bn_a_year for entry in entries]) * 1000.0 / 12.0,
        adoption_speed=np.array([entry.adoption_speed for entry in entries]),
        price_sensitivity=np.array([entry.price_sensitivity for entry in entries]),
        exposure=np.array([_values(entry.exposure) for entry in entries]),
        distrust=np.array([_values(entry.distrust) for entry in entries]),
        online_population=np.array([entry.online_population_million for entry in entries]),
        paying_share=np.array([entry.paying_share for entry in entries]),
        revenue_per_payer=np.array([entry.revenue_per_payer_a_month for entry in entries]),
    )


def _makers(setup: Setup) -> Makers:
    """Return the makers as the file has them: those that come later wait, all others are alive and in business."""
    entries, clouds = setup.makers, _positions(setup.clouds)
    identity, name = _words(entries)
    count = len(entries) + 1
    enters = _column(entries, "enters", NEVER, np.int16)
    waiting = _column(entries, "waiting", null=True, dtype=bool)
    later = waiting | (enters > 0)
    # the null maker is a state, which nobody can bankrupt or buy
    kind = np.array([Kind.STATE, *(KINDS.index(entry.kind) for _, entry in entries)], dtype=np.int32)
    return Makers(
        id=identity,
        name=name,
        origin=np.array([Origin.OTHER, *(ORIGINS.index(entry.origin) for _, entry in entries)], dtype=np.int32),
        kind=kind,
        ambition=_column(entries, "research_ambition", 0.0),
        efficiency=_column(entries, "research_efficiency", 0.0),
        support=_column(entries, "support", 0.0),
        presence=_by_region(entries, "presence"),
        own_cloud=_references(entries, "own_cloud", clouds),
        host_cloud=_references(entries, "host_cloud", clouds),
        enters=np.where(waiting, NEVER, enters).astype(np.int16),
        wrapper=_column(entries, "wrapper", null=False, dtype=bool),
        # the tail's maker holds the money of all its firms
        cash=np.where(kind == Kind.TAIL, _tail_cash(setup), _column(entries, "cash_million", 0.0)),
        core_profit=_column(entries, "core_profit_million_a_month", 0.0),
        monetisation=_column(entries, "consumer_monetisation", 0.0),
        app=np.array([[-np.inf] * len(REGIONS), *(_attraction(entry) for _, entry in entries)]),
        app_shift=np.array([0.0, *(entry.app_before.shift if entry.app_before else 0.0 for _, entry in entries)]),
        app_shift_until=np.array(
            [0, *(entry.app_before.month if entry.app_before else 0 for _, entry in entries)], np.int16
        ),
        # what has happened so far: nothing, but that the makers of the opening were founded
        waits=waiting,
        entered=np.where(later, NEVER, -_FOUNDED_BEFORE).astype(np.int16),
        listed=_column(entries, "listed", null=False, dtype=bool),
        raised=np.full(count, -_FOUNDED_BEFORE, dtype=np.int16),
        behind=np.zeros(count, dtype=np.int32),
        # the books are empty until the first month is closed
        revenue=np.zeros(count),
        revenue_of_year=np.zeros((count, 12)),
        profit=np.zeros(count),
        reported_loss=np.zeros(count),
        group_profit=np.zeros(count),
        valuation=np.zeros(count),
        status=np.where(later, Status.WAITING, Status.ACTIVE).astype(np.int32),
        capability=_column(entries, "capability", 0.0),
        research=np.zeros(count),
        scale=np.zeros(count),
        tokens=np.zeros(count),
    )


def _attraction(entry: Maker) -> list[float]:
    return [-np.inf if value is None else float(value) for _, value in entry.app]


def _tail_cash(setup: Setup) -> float:
    assumptions = setup.assumptions.tail
    return int(assumptions.firms_at_first) * assumptions.trainer_cash


def _clouds(setup: Setup) -> Clouds:
    """Return the clouds with the capacity of September 2023, half in use; they list nothing yet."""
    entries, makers = setup.clouds, _positions(setup.makers)
    identity, name = _words(entries)
    assumptions = setup.assumptions.clouds
    # what stands was built before the boom, from a small part of what 2026 invests
    capex = _column(entries, "capex_2026_bn", 0.0) * 1000.0 / 12.0  # from $bn a year to $M a month
    split = _by_region(entries, "capacity_split")
    built = capex[:, None] * split * assumptions.enterprise_share * assumptions.months_at_first / assumptions.payback
    capacity = built * assumptions.investment_at_first
    # prices and listings follow in the first month
    return Clouds(
        id=identity,
        name=name,
        origin=np.array([Origin.OTHER, *(ORIGINS.index(entry.origin) for _, entry in entries)], dtype=np.int32),
        group=_references(entries, "group", makers),
        capex_2026=capex,
        split=split,
        open_only=np.array([True, *(entry.catalogue == "open" for _, entry in entries)]),
        capacity=capacity,
        utilisation=np.full_like(capacity, _HALF_LOADED),
        price=np.ones_like(capacity),
        attraction=np.zeros_like(capacity),
        lists=np.zeros((len(identity), len(setup.models) + 1), dtype=bool),
    )


def _models(setup: Setup, makers: Makers, clouds: Clouds) -> Models:
    """Return the models as the file has them: as good as their makers' laboratories less a lag, and not yet live."""
    entries = setup.models
    identity, name = _words(entries)
    count = len(entries) + 1
    maker = _references(entries, "maker", _positions(setup.makers))
    lag, launch = _column(entries, "lag", 0.0), _column(entries, "launch", NEVER, np.int16)
    # the brand of the long tail is as good as its firms are, without a lag
    tail = makers.kind[maker] == Kind.TAIL
    tail[0] = False
    capability = np.where(tail, makers.capability[maker], makers.capability[maker] - lag)
    # nobody sells under it before there is a firm
    if not int(setup.assumptions.tail.firms_at_first):
        launch = np.where(tail, NEVER, launch).astype(np.int16)
    return Models(
        id=identity,
        name=name,
        maker=maker,
        launch=launch,
        open_from=_column(entries, "open_from", NEVER, np.int16),
        lag=lag,
        compute_intensity=_column(entries, "compute_intensity", 0.0),
        cadence=_column(entries, "cadence_months", 1.0),
        appeal=_column(entries, "appeal", 0.0),
        variants_per_month=_column(entries, "variants_per_month", 0.0),
        domestic_only=_column(entries, "domestic_only", null=True, dtype=bool),
        maker_api=_column(entries, "maker_api", null=False, dtype=bool),
        listed_abroad_from=_column(entries, "listed_abroad_from", NEVER, np.int16),
        carried_closed=_carried_closed(setup, makers, maker, clouds),
        # the first month launches what is due, sets costs and prices, and counts downloads
        live=np.zeros(count, dtype=bool),
        open=np.zeros(count, dtype=bool),
        released=np.zeros(count, dtype=bool),
        capability=capability,
        since=np.zeros(count),
        releases=np.zeros(count, dtype=np.int32),
        variants=_column(entries, "variants", 0.0),
        derivatives=_column(entries, "derivatives", 0.0),
        download_share=np.zeros(count),
        downloads=np.zeros(count),
        downloads_total=np.zeros(count),
        unit_cost=np.zeros(count),
        unit_cost_abroad=np.zeros(count),
        list_price=np.zeros(count),
        awareness=_awareness(setup, makers.origin[maker]),
    )


def _carried_closed(setup: Setup, makers: Makers, maker: Ints, clouds: Clouds) -> Flags:
    """Return `(models, clouds)`: the clouds that a file names, or else every full-range cloud of the model's origin."""
    rows = _positions(setup.clouds)
    carried = np.zeros((len(maker), len(clouds)), dtype=bool)
    for row, (_, entry) in enumerate(setup.models, start=1):
        carried[row, [rows[name] for name in entry.closed_hosts]] = True
        if not entry.closed_hosts:
            carried[row] = (clouds.origin == makers.origin[maker[row]]) & ~clouds.open_only
    return carried


def _awareness(setup: Setup, origin: Ints) -> Floats:
    """Return `(models, regions)` share of buyers who know of each model; in its home region many do."""
    known = np.tile(_column(setup.models, "awareness", 0.0)[:, None], (1, len(REGIONS)))
    known[:, RegionIndex.CHINA] = _column(setup.models, "awareness_in_china", 0.0)
    home = HOME_REGION[origin]
    rows = np.flatnonzero((home >= 0) & (np.arange(len(known)) > 0))
    known[rows, home[rows]] = np.maximum(known[rows, home[rows]], setup.assumptions.awareness.home)
    return known


def _offers(models: Models) -> Offers:
    model = np.repeat(np.arange(1, len(models), dtype=np.int32), len(CHANNELS))
    channel = np.tile(np.arange(len(CHANNELS), dtype=np.int32), len(models) - 1)
    count = len(model) + 1
    return Offers(
        model=np.concatenate([[0], model]).astype(np.int32),
        channel=np.concatenate([[0], channel]).astype(np.int32),
        feasible=np.zeros((count, len(REGIONS)), dtype=bool),
        price=np.zeros((count, len(REGIONS))),
        receipt=np.zeros((count, len(Receiver))),
    )


def _sentiment(assumptions: Assumptions) -> Floats:
    mood = np.full(len(ORIGINS), assumptions.sentiment.elsewhere)
    mood[Origin.UNITED_STATES] = assumptions.sentiment.united_states
    mood[Origin.CHINA] = assumptions.sentiment.china_boom
    return mood


def _first_adopters(setup: Setup, regions: Regions) -> Floats:
    share = np.array(_values(setup.assumptions.adoption.at_first))
    return np.minimum(np.multiply.outer(regions.adoption_speed, share), 1.0).ravel()


def _buyers(setup: Setup, regions: Regions, luck: Luck) -> Buyers:
    """Return the panel: each stratum's buyers differ in size, taste and readiness, and add up to its budget exactly."""
    counts, assumptions = _panel(setup), setup.assumptions
    # who they are: sorted by stratum, so that each region is one run of rows
    stratum = np.repeat(np.arange(STRATA, dtype=np.int32), counts)
    kind = (stratum % len(BUYERS)).astype(np.int32)
    region = (stratum // len(BUYERS)).astype(np.int32)
    actors = np.arange(len(stratum))
    # what they could spend, and when they begin
    budget, threshold = _budgets_and_thresholds(setup, regions, counts, luck)
    # what they like, what they come to know of, and how hard it is for them to change; all of it lasts
    level = np.array(_values(assumptions.choice.switching_cost))[kind]
    scatter = assumptions.choice.switching_spread
    models = len(setup.models) + 1
    return Buyers(
        region=region,
        kind=kind,
        stratum=stratum,
        budget=budget,
        threshold=threshold,
        taste=_tastes(setup, regions, kind, region, luck),
        liking=luck.normals(models)[luck.places("brand", ALWAYS, actors)],
        threshold_of_awareness=luck.uniforms(models)[luck.places("consideration", ALWAYS, actors)],
        switching_cost=_lognormal(level, scatter, luck.normal("switching cost", ALWAYS, actors)),
        offer=np.zeros(len(actors), dtype=np.int16),
        adopted=np.full(len(actors), NEVER_ADOPTED, dtype=np.int16),
    )


def _budgets_and_thresholds(setup: Setup, regions: Regions, counts: Ints, luck: Luck) -> tuple[Floats, Floats]:
    """Return `(buyers,)` budgets in $M a month at saturation, and shares of adopters at which a buyer begins.

    Both are quantiles rather than draws, so that few buyers stand for a stratum as well as many: luck only shuffles.
    """
    demand, actors = setup.assumptions.demand, np.arange(counts.sum())
    budget, threshold = np.empty(len(actors)), np.empty(len(actors))
    # a stratum's part of what its region spends on software, as far as models will ever get of it
    spread = np.array(_values(demand.budget_spread))
    split = np.array([_values(entry.spend_split) for _, entry in setup.regions])
    total = (regions.software_spend[:, None] * split * demand.saturation).ravel()
    ends = np.cumsum(counts)
    for number, (end, count) in enumerate(zip(ends, counts, strict=True)):
        here = slice(end - count, end)
        ranks = (np.arange(count) + 0.5) / count  # the middle of each buyer's part of the stratum
        # firms' sizes are lognormal: a few large budgets, many small ones
        sizes = np.exp(spread[number % len(BUYERS)] * np.array([NormalDist().inv_cdf(rank) for rank in ranks]))
        sizes = sizes[np.argsort(luck.uniform("size", ALWAYS, actors[here]), kind="stable")]
        budget[here] = sizes / sizes.sum() * total[number]
        # the readiest begins first, and its size says nothing of it
        threshold[here] = ranks[np.argsort(luck.uniform("readiness", ALWAYS, actors[here]), kind="stable")]
    return budget, threshold


def _panel(setup: Setup) -> Ints:
    """Return `(strata,)` how many simulated buyers stand in each: at least four, the largest remainders rounded up."""
    shares = np.array([entry.buyer_share for _, entry in setup.regions])
    wanted = np.multiply.outer(shares / shares.sum(), _SAMPLED).ravel() * setup.buyers
    counts = np.floor(wanted).astype(np.int32)
    missing = setup.buyers - int(counts.sum())
    counts[np.argsort(counts - wanted, kind="stable")[:missing]] += 1
    return np.maximum(counts, _FEWEST)


def _tastes(setup: Setup, regions: Regions, kind: Ints, region: Ints, luck: Luck) -> Floats:
    """Return `(buyers, tastes)` utils: lognormal weights, normal likings of open stacks and of channels."""
    assumptions = setup.assumptions.tastes
    actors = np.arange(len(kind))
    columns = []
    for name in (*_TASTE_WORDS, "friction", "support"):
        draws = luck.normal(f"taste for {name}", ALWAYS, actors)
        # what goes wrong costs everybody the same; open weights and channels some like and some dislike
        if name == "friction":
            columns.append(np.ones(len(kind)))
        elif name == "open_stack":
            columns.append(np.array(_values(assumptions.open_stack))[kind] + assumptions.open_stack_spread * draws)
        else:
            # nobody likes what others dislike in all the rest, but how much it weighs differs
            mean = np.array(_values(getattr(assumptions, name)))[kind]
            if name == "price":
                mean = mean * regions.price_sensitivity[region]
            spread = assumptions.spread_of_wariness if name in _WARY else assumptions.spread
            columns.append(_lognormal(mean, spread, draws))
    liking = np.array([_values(getattr(assumptions, f"channel_{name}")) for name in BUYERS])[kind]
    for number, name in enumerate(CHANNELS):
        draws = luck.normal(f"taste for {name}", ALWAYS, actors)
        columns.insert(len(_TASTE_WORDS) + number, liking[:, number] + assumptions.channel_spread * draws)
    return np.ascontiguousarray(np.column_stack(columns))


def _lognormal(mean: Floats, spread: float, draws: Floats) -> Floats:
    """Return lognormal draws with a mean: the last term takes off what the spread alone would add."""
    return mean * np.exp(spread * draws - 0.5 * spread**2)


def _founders(count: int, before: Month) -> Tail:
    """Return the first firms of the long tail: all train their own models, and all are equally good and rich."""
    assumptions = before.assumptions.tail
    firm = np.arange(count, dtype=np.int32)
    firms = found(firm, np.ones(count, dtype=bool), 0.0, before)
    cash, burn = np.full(count, assumptions.trainer_cash), np.full(count, assumptions.trainer_burn)
    return firms.changed(capability=np.full(count, assumptions.capability_at_first), cash=cash, burn=burn)


def _empty_tail() -> Tail:
    nothing = np.zeros(0)
    return Tail(np.zeros(0, dtype=np.int32), np.zeros(0, dtype=bool), nothing, nothing, nothing, nothing)


def _consumers(setup: Setup) -> Consumers:
    share = _by_region(setup.makers, "app_at_first")
    adoption = np.array([entry.consumer_adoption for _, entry in setup.regions])
    return Consumers(adoption, share, np.zeros_like(share), np.zeros_like(share), np.zeros_like(share))


def _no_sales() -> Sales:
    nothing = np.zeros(0)
    return Sales(np.zeros(0, dtype=np.int32), np.zeros(0, dtype=np.int32), nothing, nothing, nothing)
