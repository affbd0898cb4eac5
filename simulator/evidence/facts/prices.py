"""Facts about prices: how they fall, and how they differ by origin."""

import numpy as np

from simulator.dates import month_number
from simulator.evidence.readings import maker, span
from simulator.evidence.row import row
from simulator.history import Branch
from simulator.world import Channel, Kind, Origin, RegionIndex, World

_AS_GOOD = 40.0  # points within which two models count as equally good
_STEP = 50.0  # points between the qualities that are followed
_WITHIN = 2.0  # factor by which a list price may differ from the one on a price page


@row(
    "B12",
    "hard",
    "Price of American closed models over Chinese open ones of about the same quality",
    "times",
    low=6.0,
    high=13.0,
    source="public leaderboards and price lists, 11 December 2025: 7.6 to 9.2",
    months=span("2025-12"),
    weight="pairs of models within 40 points of each other; geometric mean",
    numerator="list price of an American closed model",
    denominator="list price of a Chinese open one",
)
def closed_over_open(branch: Branch) -> float:
    """Return the geometric mean of price ratios over all pairs of about equal points, NaN without a pair."""
    world = branch.worlds[month_number("2025-12")]
    models, makers = world.models, world.makers
    named = models.live & (makers.kind[models.maker] != Kind.TAIL) & (models.list_price > 0.0)
    origin = makers.origin[models.maker]
    american = np.flatnonzero(named & (origin == Origin.UNITED_STATES) & ~models.open)
    chinese = np.flatnonzero(named & (origin == Origin.CHINA) & models.open)
    alike = np.abs(models.capability[american][:, None] - models.capability[chinese]) <= _AS_GOOD
    if not alike.any():
        return float("nan")
    ratio = np.log(models.list_price[american][:, None] / models.list_price[chinese])
    return float(np.exp(ratio[alike].mean()))


@row(
    "B13",
    "check",
    "Yearly fall of the cheapest price at a given quality",
    "times",
    low=5.0,
    high=50.0,
    source="Epoch AI; a16z: 10 to 50 times a year, 2021 to 2025",
    months=span("2023-09", "2025-12"),
    weight="qualities 50 points apart, from the best of September 2023 to the best of December 2024; geometric mean",
    numerator="cheapest price of that quality in America, in the month in which it first could be bought",
    denominator="the same in December 2025, per year between the two",
)
def fall_of_price(branch: Branch) -> float:
    """Return the factor by which the cheapest offer of each quality falls in a year, as a geometric mean."""
    first, last = month_number("2023-09"), month_number("2025-12")
    best, best_later = (branch.worlds[month].economy.frontier for month in (first, month_number("2024-12")))
    falls = []
    for points in np.arange(best, best_later, _STEP):
        start = next(month for month in span("2023-09", "2025-12") if branch.worlds[month].economy.frontier >= points)
        fall = np.log(_cheapest(branch.worlds[start], points) / _cheapest(branch.worlds[last], points))
        falls.append(fall / (last - start) * 12.0)
    return float(np.exp(np.mean(falls)))


def _cheapest(world: World, points: float) -> float:
    """Return the lowest price at which a quality can be bought in America, one's own machines left out."""
    offers = world.offers
    there = offers.feasible[:, RegionIndex.UNITED_STATES] & (offers.channel != Channel.SELF_HOSTED)
    able = there & (world.models.capability[offers.model] >= points)
    return float(offers.price[able, RegionIndex.UNITED_STATES].min())


def _blended(tokens_in: float, tokens_out: float) -> float:
    """Return the price of a million tokens of which three in four are read and one is written."""
    return 0.75 * tokens_in + 0.25 * tokens_out


def _at_launch(name: str, quantity: str, maker_name: str, month: str, tokens_in: float, tokens_out: float) -> None:
    """Declare the row of a list price, whose band is a factor of two either side of the price page."""
    listed, months = _blended(tokens_in, tokens_out), span(month)

    @row(
        name,
        "check",
        quantity,
        "$",
        low=listed / _WITHIN,
        high=listed * _WITHIN,
        source=f"price pages: ${tokens_in:g} per million tokens read and ${tokens_out:g} per million written",
        months=months,
        weight="tokens, three read for each one written",
        numerator="list price, per million tokens, of the maker's model that has most points",
    )
    def price(branch: Branch) -> float:
        return _price_of_best(branch.worlds[months[0]], maker_name)


def _price_of_best(world: World, name: str) -> float:
    """Return the list price of a maker's best live model, NaN where it has none."""
    models = world.models
    theirs = np.flatnonzero(models.live & (models.maker == maker(world, name)) & (models.list_price > 0.0))
    return float(models.list_price[theirs[models.capability[theirs].argmax()]]) if len(theirs) else float("nan")


_at_launch("B45 GPT", "List price of GPT when the market opens", "openai", "2023-09", 30.0, 60.0)
_at_launch("B45 January", "List price of DeepSeek's best model, January 2025", "deepseek", "2025-01", 0.55, 2.19)
_at_launch("B45 September", "List price of DeepSeek's best model, September 2025", "deepseek", "2025-09", 0.28, 0.42)
