"""Facts about margins: what serving costs a maker, and what is left of a dollar that its customers pay."""

from collections.abc import Sequence

from simulator.accounts import accounts
from simulator.evidence.readings import (
    HALF_2025,
    NINE_MONTHS_2025,
    YEAR_2024,
    YEAR_2025,
    maker,
    of_maker,
    own_service,
    total,
)
from simulator.evidence.row import row, unmeasured
from simulator.history import Branch
from simulator.world import World

_ZHIPU = "Zhipu's prospectus; press"
_MINIMAX = "MiniMax's prospectus"
_PRESS = "press, 2025"
_SERVING = (
    "what the maker pays clouds, its own included, for serving enterprises and users of chat, also those who do not pay"
)


def _service_margin(branch: Branch, name: str, months: Sequence[int]) -> float:
    """Return what is left of a dollar that enterprises pay a maker's own service once it has been served."""

    def paid(world: World) -> float:
        return float(world.sales.spend[own_service(world, name)[world.sales.offer]].sum())

    def cost(world: World) -> float:
        those = own_service(world, name)[world.sales.offer]
        unit = world.models.unit_cost[world.offers.model[world.sales.offer[those]]]
        return float((unit * world.sales.tokens[those]).sum())

    spent = total(branch, months, paid)
    return 1.0 - total(branch, months, cost) / spent if spent else float("nan")


def _serving(branch: Branch, name: str, months: Sequence[int]) -> float:
    """Return $M that a maker pays clouds in some months."""

    def paid(world: World) -> float:
        book = accounts(world)
        return float(world.payments[book.maker(maker(world, name)), book.of_clouds].sum())

    return total(branch, months, paid)


def _gross_margin(branch: Branch, name: str, months: Sequence[int]) -> float:
    """Return what is left of a dollar of a maker's revenue after all serving."""
    return 1.0 - _serving(branch, name, months) / of_maker(branch, name, "revenue", months)


def _margin_of_service(
    name: str, quantity: str, maker_name: str, months: range, low: float, high: float, said: str
) -> None:
    """Declare the row of the margin of what a maker serves to enterprises itself."""

    @row(
        name,
        "check",
        quantity,
        "share",
        low=low,
        high=high,
        source=said,
        months=months,
        weight="dollars",
        numerator="what enterprises pay the maker's own service less the cost of serving them",
        denominator="what enterprises pay the maker's own service",
    )
    def margin(branch: Branch) -> float:
        return _service_margin(branch, maker_name, months)


def _margin_of_firm(
    name: str, quantity: str, maker_name: str, months: range, low: float, high: float, said: str, *also: str
) -> None:
    """Declare the row of the margin of all that a maker sells."""

    @row(
        name,
        "check",
        quantity,
        "share",
        low=low,
        high=high,
        source=said,
        months=months,
        weight="dollars",
        numerator=f"what the maker receives for models less {_SERVING}",
        denominator="what the maker receives for models",
        also=also,
    )
    def margin(branch: Branch) -> float:
        return _gross_margin(branch, maker_name, months)


_margin_of_service("B25", "Z.ai: margin of its cloud service in 2024", "zai", YEAR_2024, -0.20, 0.20, f"{_ZHIPU}: 3 %")
_margin_of_service(
    "B56 cloud", "Z.ai: margin of its cloud service in 2025", "zai", HALF_2025, -0.20, 0.20, f"{_ZHIPU}: about 0"
)
_margin_of_service(
    "B55 API",
    "MiniMax: margin of its service for enterprises",
    "minimax",
    NINE_MONTHS_2025,
    0.55,
    0.80,
    f"{_MINIMAX}: 69.4 %",
)
_margin_of_firm(
    "B55 all",
    "MiniMax: margin of all that it sells",
    "minimax",
    NINE_MONTHS_2025,
    0.10,
    0.40,
    f"{_MINIMAX}: 23.3 %",
    "B26",
)
_margin_of_firm("B29 Anthropic", "Anthropic: gross margin", "anthropic", YEAR_2025, 0.25, 0.55, f"{_PRESS}: 40 %")
_margin_of_firm("B29 OpenAI", "OpenAI: gross margin", "openai", YEAR_2025, 0.20, 0.50, f"{_PRESS}: 33 %")

unmeasured(
    "B56 services",
    "check",
    "Z.ai: margin of projects on customers' own machines",
    "share",
    low=0.45,
    high=0.70,
    source=f"{_ZHIPU}: 59 %",
    missing="Makers sell no projects on customers' machines yet.",
    months=HALF_2025,
    weight="dollars",
    numerator="what customers pay for projects less the cost of delivering them",
    denominator="what customers pay for projects",
)


@row(
    "B58",
    "check",
    "OpenAI: spending on serving its models",
    "$M",
    low=5000.0,
    high=13_000.0,
    source=f"{_PRESS}: $8.7 bn",
    months=NINE_MONTHS_2025,
    weight="dollars",
    numerator=_SERVING,
)
def openai_serving(branch: Branch) -> float:
    """Return what OpenAI pays clouds, summed over three quarters of the year."""
    return _serving(branch, "openai", NINE_MONTHS_2025)
