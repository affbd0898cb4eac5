"""What a scenario file says of each region, maker, model and cloud: the cast of the market, as data.

The order of entries is their identity: entry n is row n + 1 of its table in the world, and its luck is keyed by that
row.
"""

from typing import Literal

from simulator.dates import NEVER
from simulator.parameters import Declared, MonthNumber, Names, Row, param, required, words

ORIGINS = ("united_states", "europe", "china", "other")
REGIONS = (
    "united_states",
    "europe",
    "china",
    "latin_america",
    "southeast_asia",
    "singapore",
    "middle_east_africa",
    "asia_pacific",
)
BUYERS = ("startup", "mid", "large", "government")
KINDS = ("giant", "startup", "patron", "state", "tail")

OriginName = Literal["united_states", "europe", "china", "other"]
KindName = Literal["giant", "startup", "patron", "state", "tail"]
FISCAL = "company reports and press, 2025; illustrative"


class ByOrigin(Row):
    """One number for each origin of makers and hosts."""

    united_states: float
    europe: float
    china: float
    other: float


class ByRegion(Row):
    """One number for each region; a region left out has 0."""

    united_states: float = 0.0
    europe: float = 0.0
    china: float = 0.0
    latin_america: float = 0.0
    southeast_asia: float = 0.0
    singapore: float = 0.0
    middle_east_africa: float = 0.0
    asia_pacific: float = 0.0


class AppAttraction(Declared):
    """Attraction of a maker's chat application by region; a region left out has no such application."""

    united_states: float | None = None
    europe: float | None = None
    china: float | None = None
    latin_america: float | None = None
    southeast_asia: float | None = None
    singapore: float | None = None
    middle_east_africa: float | None = None
    asia_pacific: float | None = None


class AppBefore(Declared):
    """A shift of an application's attraction before a month."""

    month: MonthNumber
    shift: float = required("log", "Shift of attraction before that month.", low=-9, high=9)


class SpendSplit(Row):
    """How a region's software spending divides among types of buyers."""

    startup: float
    mid: float
    large: float
    government: float


class Region(Declared):
    """A region in which models are bought."""

    name: str
    software_spend_bn_a_year: float = required(
        "$bn a year",
        "What its enterprises spend on software.",
        low=0,
        high=5000,
        source="The Economist, January 2026; Gartner",
    )
    spend_split: SpendSplit = required("share", "How that divides among types of buyers.", low=0, high=1)
    adoption_speed: float = required("factor", "Speed of adoption relative to the United States.", low=0, high=3)
    price_sensitivity: float = required("factor", "Weight of price relative to the United States.", low=0, high=5)
    buyer_share: float = required("share", "Part of the simulated buyers that stands here.", low=0, high=1)
    exposure: ByOrigin = required("index", "Unease about data on servers under each jurisdiction.", low=0, high=3)
    distrust: ByOrigin = required("index", "Distrust of models from each origin; negative is trust.", low=-2, high=3)
    online_population_million: float = required("million", "People online.", low=0, high=5000)
    consumer_adoption: float = required("share", "People who chat with models in September 2023.", low=0, high=1)
    paying_share: float = required("share", "Users who would pay for the best application.", low=0, high=1)
    revenue_per_payer_a_month: float = required("$ a month", "What a paying user pays.", low=0, high=200)


class Maker(Declared):
    """A firm or an institute that makes models; its finances are illustrative."""

    name: str
    origin: OriginName
    kind: KindName
    cash_million: float = param(0.0, "$M", "Cash in September 2023 or on entry.", low=0, high=1e6, source=FISCAL)
    core_profit_million_a_month: float = param(
        0.0, "$M a month", "Profit of the group's other business.", low=0, high=1e5, source=FISCAL
    )
    research_ambition: float = param(0.0, "share of a frontier programme", "Research that it plans.", low=0, high=5)
    research_efficiency: float = param(1.0, "factor", "Progress per dollar of research.", low=0, high=20)
    capability: float = param(
        1000.0,
        "points",
        "Capability of its best model in September 2023.",
        low=500,
        high=2500,
        source="public leaderboard histories",
    )
    support: float = param(0.0, "index", "Quality of its support to enterprises.", low=0, high=2)
    consumer_monetisation: float = param(0.0, "factor", "How well its application sells.", low=0, high=10)
    own_cloud: str = words("", "The cloud that its group owns.")
    host_cloud: str = words("", "The cloud that serves its own service.")
    presence: ByRegion = param(ByRegion(), "index", "Sales and compliance on the spot.", low=0, high=1)
    app: AppAttraction = param(AppAttraction(), "log", "Attraction of its chat application.", low=-9, high=9)
    app_at_first: ByRegion = param(
        ByRegion(), "share", "Its share of chat applications in September 2023.", low=0, high=1
    )
    app_before: AppBefore | None = None
    enters: MonthNumber = words(0, "The month in which it enters.")
    waiting: bool = words(default=False, text="Whether it waits for an event before it enters.")
    wrapper: bool = words(default=False, text="Whether it wraps the models of others.")
    listed: bool = words(default=False, text="Whether its shares are listed in September 2023.")


class Model(Declared):
    """A family of models that is offered and chosen under one name."""

    name: str
    maker: str
    launch: MonthNumber = words(NEVER, "The month in which it is launched.")
    open_from: MonthNumber = words(NEVER, "The month from which its weights are open.")
    lag: float = param(0.0, "points", "How far it stays behind the best that its maker has.", low=0, high=500)
    compute_intensity: float = param(1.0, "factor", "Compute per token relative to GPT-4.", low=0.005, high=5)
    cadence_months: float = param(6.0, "months", "Usual time between releases.", low=1, high=60)
    appeal: float = param(0.0, "utils", "What buyers see in it beyond its attributes.", low=-5, high=5)
    variants: float = param(0.0, "models", "Open versions at launch.", low=0, high=1000)
    variants_per_month: float = param(0.0, "models a month", "New open versions.", low=0, high=200)
    domestic_only: bool = words(default=False, text="Whether it is offered in China only.")
    maker_api: bool = words(default=True, text="Whether its maker serves it.")
    awareness: float = param(0.08, "share", "Buyers who know of it at first.", low=0, high=1)
    awareness_in_china: float = param(0.05, "share", "Buyers in China who know of it at first.", low=0, high=1)
    derivatives: float = param(
        0.0, "models", "Derivatives of it in September 2023.", low=0, high=1e6, source="Hugging Face counts"
    )
    listed_abroad_from: MonthNumber = words(0, "The month from which clouds of other origins offer it.")
    closed_hosts: Names = words((), "The clouds that carry it while its weights are closed.")


class Cloud(Declared):
    """A provider of data centres."""

    name: str
    origin: OriginName
    group: str = words("", "The maker to whose group it belongs.")
    capex_2026_bn: float = required(
        "$bn a year",
        "Investment in data centres in 2026.",
        low=0,
        high=2000,
        source="The Economist, January 2026; press",
    )
    capacity_split: ByRegion = required("share", "Where it builds.", low=0, high=1)
    catalogue: Literal["any", "open"] = words("any", "Whether it carries closed models too.")
