"""Facts about tokens, which are not money: at a tenth of the price, half of the tokens is little of the spending."""

from collections.abc import Sequence

from simulator.entries import BUYERS, REGIONS
from simulator.evidence.readings import HALF_2025, YEAR_2024, mean, share, sold_in, span, total
from simulator.evidence.row import row
from simulator.history import Branch
from simulator.world import Channel, Flags, Origin, World

_ROUTER = "OpenRouter, study of 100 trillion tokens, 2025"
_IDC = "IDC, first half of 2025"
_LAST_QUARTER = span("2025-10", "2025-12")
_STUDY_BEGINS, _STUDY = span("2024-11"), span("2024-11", "2025-11")
_ABROAD = tuple(region for region in REGIONS if region != "china")


@row(
    "B10",
    "check",
    "Open models' share of start-ups' tokens, worldwide",
    "share",
    low=0.20,
    high=0.50,
    source=f"{_ROUTER}: about a third",
    months=_LAST_QUARTER,
    taken="mean",
    weight="tokens of start-ups",
    numerator="tokens on open weights",
    denominator="all tokens",
)
def open_tokens(branch: Branch) -> float:
    """Return the part of start-ups' tokens that runs on open weights, averaged over months."""
    return mean(branch, _LAST_QUARTER, lambda world: share(world, "openness", "open", "world", "startup", "tokens"))


def _routed(world: World) -> Flags:
    """Return `(sales,)` what start-ups outside China buy from others: such work may pass through a router."""
    startups = world.sales.stratum % len(BUYERS) == BUYERS.index("startup")
    return startups & sold_in(world, _ABROAD) & _hosted(world)


def _hosted(world: World) -> Flags:
    """Return `(sales,)` what does not run on the buyer's own machines."""
    those: Flags = world.offers.channel[world.sales.offer] != Channel.SELF_HOSTED
    return those


def _chinese_part(world: World) -> float:
    """Return which part of routed tokens runs on models of Chinese makers whose weights are open in that month."""
    model = world.offers.model[world.sales.offer]
    chinese = world.makers.origin[world.models.maker[model]] == Origin.CHINA
    tokens = world.sales.tokens * _routed(world)
    return float(tokens @ (chinese & world.models.open[model]) / tokens.sum())


def _on_a_router(name: str, words: str, months: range, low: float, high: float, said: str) -> None:
    """Declare the row of Chinese open models on a developer router in some months."""

    @row(
        name,
        "check",
        f"Chinese open models' share of start-ups' hosted tokens outside China, {words}",
        "share",
        low=low,
        high=high,
        source=f"{_ROUTER}: {said}",
        months=months,
        taken="" if len(months) == 1 else "mean of months",
        weight="tokens of start-ups outside China in every channel but self-hosting",
        numerator="tokens on models of Chinese makers whose weights are open in that month",
        denominator="tokens on all models",
    )
    def part(branch: Branch) -> float:
        return mean(branch, months, _chinese_part)


_on_a_router("B51 first", "November 2024", _STUDY_BEGINS, 0.0, 0.05, "1.2 %")
_on_a_router("B51 mean", "a year", _STUDY, 0.08, 0.20, "13 % in the mean, weeks near 30 % from mid-2025")


def _tokens_in_china(branch: Branch, months: Sequence[int]) -> float:
    """Return trillion tokens that enterprises in China run on others' machines."""
    return total(
        branch, months, lambda world: float(world.sales.tokens @ (sold_in(world, ("china",)) & _hosted(world)))
    )


@row(
    "B53 half",
    "check",
    "Tokens that enterprises run on hosts in China, first half of 2025",
    "tn tokens",
    low=200.0,
    high=1100.0,
    source=f"{_IDC}: 537 tn",
    months=HALF_2025,
    weight="tokens",
    numerator="tokens that enterprises in China run in every channel but self-hosting",
)
def tokens_of_half(branch: Branch) -> float:
    """Return the tokens of six months, summed."""
    return _tokens_in_china(branch, HALF_2025)


@row(
    "B53 growth",
    "check",
    "Tokens that enterprises run on hosts in China, first half of 2025 over all of 2024",
    "times",
    low=3.0,
    high=7.0,
    source=f"{_IDC}: 537 tn over 114 tn",
    months=span("2024-01", "2025-06"),
    taken="the last six months over the twelve before",
    weight="tokens",
    numerator="tokens that enterprises in China run in every channel but self-hosting, Jan to Jun 2025",
    denominator="the same, Jan to Dec 2024",
)
def growth_of_tokens(branch: Branch) -> float:
    """Return six months' tokens over those of the twelve months before."""
    return _tokens_in_china(branch, HALF_2025) / _tokens_in_china(branch, YEAR_2024)
