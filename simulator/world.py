"""The state of the market in one month: tables of read-only columns.

Row number is identity. Row 0 of makers, models, clouds and offers is the null object: no maker, no model, the
customer's own machines, the offer "buy nothing". Rows are never deleted or reused, so that a column that a month left
alone is shared with the month before.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import IntEnum
from functools import lru_cache
from typing import TYPE_CHECKING, Any, Self

import numpy as np
from numpy.typing import NDArray

from simulator.dates import NEVER
from simulator.entries import BUYERS, REGIONS
from simulator.memory import remembered

if TYPE_CHECKING:
    from simulator.news import Item

Floats = NDArray[np.float64]
Singles = NDArray[np.float32]
"""Numbers that never change and are many: kept in single precision, used in double."""
Ints = NDArray[np.int32]
Shorts = NDArray[np.int16]
Months = NDArray[np.int16]
Flags = NDArray[np.bool_]
Words = NDArray[np.str_]

CHANNELS = ("api", "maker_cloud", "marketplace", "platform", "self_hosted")
STRATA = len(REGIONS) * len(BUYERS)
NEVER_ADOPTED = NEVER


class Channel(IntEnum):
    """The way in which a model is reached."""

    API = 0
    MAKER_CLOUD = 1
    MARKETPLACE = 2
    PLATFORM = 3
    SELF_HOSTED = 4


class Origin(IntEnum):
    """Where a maker or a cloud comes from."""

    UNITED_STATES = 0
    EUROPE = 1
    CHINA = 2
    OTHER = 3


class RegionIndex(IntEnum):
    """The regions that rules speak of by name."""

    UNITED_STATES = 0
    EUROPE = 1
    CHINA = 2


IN_CHINA = np.arange(len(REGIONS)) == int(RegionIndex.CHINA)
"""Which regions are China, where other rules hold."""
HOME_REGION = np.array([0, 1, 2, -1], dtype=np.int32)
"""Region that is home to each origin; −1 where there is none."""


class Kind(IntEnum):
    """How a maker is funded."""

    GIANT = 0
    STARTUP = 1
    PATRON = 2
    STATE = 3
    TAIL = 4


class Status(IntEnum):
    """Where a maker stands in its life."""

    BANKRUPT = 0
    ACTIVE = 1
    RETREATED = 2
    ACQUIRED = 3
    WAITING = 4


class Receiver(IntEnum):
    """Who is paid for the use of a model (level 1)."""

    MAKER = 0
    CLOUD = 1
    PLATFORM = 2
    OWN_IT = 3


RECEIVERS = ("maker", "cloud", "platform", "own_it")
SWITCHES = ("new", "renewed", "voluntary", "forced")


@dataclass(frozen=True)
class Value:
    """A frozen value of which a month makes many copies that differ in a few fields."""

    def changed(self, **fields: Any) -> Self:  # noqa: ANN401 - each field has its own type
        """Return a copy with the named fields replaced; all others are shared.

        Raises
        ------
        TypeError
            If there is no field of a name.
        """
        copy = object.__new__(type(self))
        columns = copy.__dict__
        columns.update(self.__dict__)
        columns.update(fields)
        if len(columns) > len(self.__dict__):
            message = f"{type(self).__name__} has no {', '.join(sorted(fields.keys() - self.__dict__.keys()))}"
            raise TypeError(message)
        copy._settle(fields)
        return copy

    def _settle(self, fields: dict[str, Any]) -> None:
        """Check and lock what is new in a copy."""


@dataclass(frozen=True)
class Frozen(Value):
    """A bundle of read-only arrays."""

    def __post_init__(self) -> None:
        """Lock every array."""
        self._settle(self.__dict__)

    def _settle(self, fields: dict[str, Any]) -> None:
        for value in fields.values():
            if isinstance(value, np.ndarray):
                value.setflags(write=False)


@dataclass(frozen=True)
class Table(Frozen):
    """Columns of equal length; the row number is the identity of what the row describes."""

    def __len__(self) -> int:
        """Return the number of rows, the null row included."""
        return len(next(iter(self.__dict__.values())))

    def _settle(self, fields: dict[str, Any]) -> None:
        """Lock columns, and refuse columns of unequal length."""
        length = len(self)
        for column in fields.values():
            column.setflags(write=False)
            if len(column) != length:
                lengths = {name: len(other) for name, other in self.__dict__.items()}
                message = f"columns of {type(self).__name__} have unequal lengths: {lengths}"
                raise ValueError(message)


@dataclass(frozen=True)
class Regions(Table):
    """The markets in which models are bought; no null row."""

    name: Words
    software_spend: Floats  # $M a month, September 2023
    adoption_speed: Floats
    price_sensitivity: Floats
    exposure: Floats  # (regions, origins) unease about data under each jurisdiction
    distrust: Floats  # (regions, origins) before policies and the Europe rule
    online_population: Floats  # million
    paying_share: Floats
    revenue_per_payer: Floats  # $ a month


@dataclass(frozen=True)
class Makers(Table):
    """Firms and institutes that make models."""

    id: Words
    name: Words
    origin: Ints
    kind: Ints
    ambition: Floats  # research planned, in frontier programmes
    efficiency: Floats
    support: Floats
    presence: Floats  # (makers, regions)
    own_cloud: Ints  # row of clouds, 0 = none
    host_cloud: Ints  # row of clouds, 0 = none
    enters: Months
    wrapper: Flags
    core_profit: Floats  # $M a month
    monetisation: Floats
    app: Floats  # (makers, regions) attraction of its application, −∞ = none
    app_shift: Floats  # added to it before a month
    app_shift_until: Months
    waits: Flags  # does not enter by the calendar
    cash: Floats  # $M; illustrative
    entered: Months
    listed: Flags
    raised: Months  # month of the last round
    behind: Ints  # months too far behind the best open model
    revenue: Floats  # $M this month, from customers alone
    revenue_of_year: Floats  # (makers, 12) $M in each of the last twelve months, this one first
    profit: Floats  # $M this month, of models
    reported_loss: Floats  # $M this month, with the charge on preferred shares
    group_profit: Floats  # $M this month, with the group's other business
    valuation: Floats  # $M
    status: Ints
    capability: Floats  # points, latent: what its laboratory has
    research: Floats  # $M a month spent this month
    scale: Floats  # effective research, in frontier programmes
    tokens: Floats  # trillion tokens served so far

    @property
    def alive(self) -> Flags:
        """Makers whose models are on the market."""
        return self.in_status(Status.ACTIVE) | self.in_status(Status.RETREATED)

    @property
    def in_business(self) -> Flags:
        """Makers with accounts of this month: those on the market, and those that left it after they had sold."""
        return self.alive | (self.revenue > 0.0)

    def in_status(self, status: Status) -> Flags:
        """Return which makers stand somewhere in their life."""
        return _rows_with(self.status, status)

    def of_kind(self, kind: Kind) -> Flags:
        """Return which makers are funded in a way."""
        return _rows_with(self.kind, kind)

    def from_origin(self, origin: Origin) -> Flags:
        """Return which makers come from somewhere."""
        return _rows_with(self.origin, origin)


@dataclass(frozen=True)
class Models(Table):
    """Families of models offered under one name."""

    id: Words
    name: Words
    maker: Ints
    launch: Months
    open_from: Months
    lag: Floats  # points behind its maker's best
    compute_intensity: Floats
    cadence: Floats  # months
    appeal: Floats  # utils
    variants_per_month: Floats
    domestic_only: Flags
    maker_api: Flags
    listed_abroad_from: Months
    carried_closed: Flags  # (models, clouds) clouds that carry it while its weights are closed
    live: Flags
    open: Flags
    released: Flags  # a new version this month
    capability: Floats  # points of the released version
    since: Floats  # months since the last release
    releases: Ints
    variants: Floats
    derivatives: Floats
    download_share: Floats
    downloads: Floats  # this month
    downloads_total: Floats
    unit_cost: Floats  # $ per million tokens at its maker's host
    unit_cost_abroad: Floats  # $ per million tokens at any other host
    list_price: Floats  # $ per million tokens
    awareness: Floats  # (models, regions) share of buyers who know of it


@dataclass(frozen=True)
class Clouds(Table):
    """Providers of data centres; row 0 is the customer's own machines."""

    id: Words
    name: Words
    origin: Ints
    group: Ints  # row of makers, 0 = none
    capex_2026: Floats  # $M a month
    split: Floats  # (clouds, regions)
    open_only: Flags
    capacity: Floats  # (clouds, regions) $M of monthly serving cost at the hardware of August 2023
    utilisation: Floats  # (clouds, regions)
    price: Floats  # (clouds, regions) price of compute, 1 = normal
    attraction: Floats  # (clouds, regions) weight among hosts
    lists: Flags  # (clouds, models)


@dataclass(frozen=True)
class Offers(Table):
    """Every model in every channel; row 0 is "buy nothing"."""

    model: Ints
    channel: Ints
    feasible: Flags  # (offers, regions) before bans
    price: Floats  # (offers, regions) $ per million tokens; self-hosting before overhead
    receipt: Floats  # (offers, receivers) who gets a dollar spent on it

    def through(self, channel: Channel) -> Flags:
        """Return which offers reach a buyer through a channel."""
        return _rows_with(self.channel, channel)


@dataclass(frozen=True)
class Buyers(Table):
    """Enterprise buyers, sorted by stratum (region, then type); no null row."""

    region: Ints
    kind: Ints
    stratum: Ints
    budget: Floats  # $M a month at saturation, September 2023
    threshold: Floats  # adopts when adoption in its stratum reaches this
    taste: Floats  # (buyers, tastes) utils, in the order of `attributes.TASTES`
    liking: Singles  # (buyers, models) lasting liking of each model, standard normal
    threshold_of_awareness: Singles  # (buyers, models) considers a model whose awareness exceeds this
    switching_cost: Floats  # utils
    offer: Shorts  # row of offers, 0 = not adopted
    adopted: Months  # month of adoption, NEVER = not yet


@dataclass(frozen=True)
class Tail(Table):
    """The living small Chinese makers; `firm` is the identity, and no number is given twice."""

    firm: Ints
    trains: Flags  # trains its own models; else it tunes open ones
    capability: Floats
    cash: Floats  # $M
    burn: Floats  # $M a month
    quality: Floats  # standard normal


@dataclass(frozen=True)
class TailFlow(Frozen):
    """What happened in the long tail this month."""

    founded: int = 0  # firms ever founded
    entries: int = 0
    exits: int = 0
    conversions: int = 0


@dataclass(frozen=True)
class Consumers(Frozen):
    """People who chat with models, by region."""

    adoption: Floats  # (regions,) share of people online
    share: Floats  # (makers, regions) of applications in use
    users: Floats  # (makers, regions) million a month
    revenue: Floats  # (makers, regions) $M a month
    through_store: Floats  # (makers, regions) $M a month of it, through Apple's App Store


@dataclass(frozen=True)
class Sales(Table):
    """What was bought this month: one row per offer and stratum in use."""

    offer: Ints
    stratum: Ints
    workload: Floats  # $M a month of budget, which is what surveys of use count
    spend: Floats  # $M a month
    tokens: Floats  # trillion tokens a month


@dataclass(frozen=True)
class Economy(Frozen):
    """What the whole market shares."""

    programme_cost: float  # $M a month, one frontier programme
    hardware_cost: float  # index, August 2023 = 1
    budget_growth: Floats  # (regions,) index of software budgets, September 2023 = 1
    capex_growth: float  # index of data-centre investment, March 2026 = 1
    capability_pull: float  # factor on adoption
    frontier: float  # points of the best model
    open_frontier: float  # points of the best open model
    reference_price: float  # $ per million tokens: the frontier at a plain margin
    sentiment: Floats  # (origins,) mood of investors


@dataclass(frozen=True)
class Switching(Frozen):
    """Who decided this month, by stratum."""

    workload: Floats  # (SWITCHES, strata) $M a month of budget
    adaptation_cost: Floats  # (strata,) $M


@dataclass(frozen=True)
class World(Frozen):
    """Everything that the market is at the end of one month."""

    month: int
    regions: Regions
    economy: Economy
    makers: Makers
    models: Models
    clouds: Clouds
    offers: Offers
    buyers: Buyers
    adoption: Floats  # (strata,) share of enterprises that buy models
    ban_belief: Floats  # (origins, strata) perceived hazard a year
    distrust: Floats  # (regions, origins) after policies and the Europe rule
    tail: Tail
    tail_flow: TailFlow
    consumers: Consumers
    sales: Sales
    switching: Switching
    payments: Floats  # (accounts, accounts) $M from payer (row) to payee (column)
    news: tuple[Item, ...]

    def reported(self, *items: Item) -> World:
        """Return a copy whose news has these items besides."""
        return self.changed(news=self.news + items)


@lru_cache(maxsize=64)
def row_numbers(count: int) -> NDArray[np.int64]:
    """Return the row numbers of a table of a length; the same read-only array each time."""
    rows = np.arange(count)
    rows.setflags(write=False)
    return rows


@remembered
def _rows_with(column: Ints, code: int) -> Flags:
    return column == int(code)


def total_by(cell: NDArray[np.integer[Any]], amount: Floats | Ints, count: int) -> Floats:
    """Return `(count,)` the sum of the amounts of each cell."""
    return np.bincount(cell, amount, count).astype(np.float64, copy=False)  # without any cell it counts whole numbers


def best_model(world: World) -> Floats:
    """Return `(makers,)` points of each maker's best live model, −∞ without any."""
    best = np.full(len(world.makers), -np.inf)
    np.maximum.at(best, world.models.maker, np.where(world.models.live, world.models.capability, -np.inf))
    return best


def home_region(origin: Ints) -> Ints:
    """Return the region that is home to each origin, −1 where there is none."""
    return HOME_REGION[origin]
