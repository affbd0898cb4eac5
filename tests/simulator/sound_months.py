"""What is wrong with a month that no market can have: numbers that are not finite, negative amounts, lost money.

It is written without a look at the model's own guard, so that each can catch what the other overlooks.
"""

from collections.abc import Iterator

import numpy as np

from simulator.accounts import accounts
from simulator.history import Branch
from simulator.indicator import BREAKDOWNS, INDICATORS, Cut, shares, use
from simulator.wishes import COSTLY
from simulator.world import Floats, Kind, World
from tests.worlds import columns

TO_ROUNDING = 1e-9  # of the money at stake
WITHOUT_APPLICATION = "makers.app"
"""The one column in which minus infinity has a meaning: no application."""
MAY_BE_NEGATIVE = {
    *("month", "regions.distrust", "distrust", "economy.sentiment", "economy.frontier", "economy.open_frontier"),
    *("makers.app", "makers.app_shift", "makers.cash", "makers.entered", "makers.raised", "makers.profit"),
    *("makers.reported_loss", "makers.group_profit", "makers.capability"),
    *("models.appeal", "models.capability", "buyers.taste", "buyers.liking", "tail.capability", "tail.quality"),
}
SHARES = {
    *("adoption", "models.awareness", "models.download_share", "consumers.adoption", "consumers.share"),
    *("offers.receipt", "buyers.threshold", "buyers.threshold_of_awareness"),
}
SIGNED_INDICATORS = {
    *("profit", "reported_loss", "group_profit", "cash", "runway", "capability", "distrust", "buyers_welfare"),
}


def wrong_with(world: World, before: World | None) -> Iterator[str]:
    """Yield what is wrong with the columns of a month; those that it shares with the month before were looked at."""
    known = {} if before is None else {place: id(value) for place, value in columns(before)}
    for place, value in columns(world):
        if known.get(place) != id(value):
            yield from _wrong_with_column(place, value)
    yield from _wrong_with_shares(world)
    yield from _wrong_with_money(world, before)


def _wrong_with_column(place: str, value: object) -> Iterator[str]:
    numbers = np.asarray(value)
    if numbers.dtype.kind not in "if" or not numbers.size:
        return
    if place == WITHOUT_APPLICATION:
        numbers = numbers[~np.isneginf(numbers)]
    if not np.isfinite(numbers).all():
        yield f"{place} is not finite"
    elif place not in MAY_BE_NEGATIVE and (numbers < 0).any():
        yield f"{place} is negative"
    elif place in SHARES and (numbers > 1.0 + TO_ROUNDING).any():
        yield f"{place} is above 1"


def _wrong_with_shares(world: World) -> Iterator[str]:
    for name, parts in (
        ("shares of applications", world.consumers.share),
        ("shares of downloads", world.models.download_share),
        ("parts of a dollar", world.offers.receipt[np.unique(world.sales.offer)].T),
    ):
        total = parts.sum(axis=0)
        if not (np.isclose(total, 1.0) | (total == 0.0)).all():
            yield f"{name} do not add up to 1"


def _wrong_with_money(world: World, before: World | None) -> Iterator[str]:
    book, makers = accounts(world), world.makers
    if (world.payments < 0.0).any():
        yield "somebody pays a negative amount"
    paid = float(world.payments[book.outside("enterprises")].sum())
    if not np.isclose(paid, world.sales.spend.sum(), rtol=TO_ROUNDING, atol=1e-9):
        yield "what enterprises spend is not what they pay"
    if before is None:
        return
    mine = book.maker(np.arange(len(makers)))
    received, spent = world.payments[:, mine].sum(axis=0), world.payments[mine].sum(axis=1)
    stake = 1.0 + np.abs(makers.cash) + np.abs(before.makers.cash) + received + spent
    change = makers.cash - before.makers.cash
    if not (np.abs(change - received + spent) <= TO_ROUNDING * stake).all():
        yield "cash changes by something else than payments"
    tail = makers.of_kind(Kind.TAIL)
    tail_cash = float(world.tail.cash.sum())
    if tail.any() and not np.isclose(makers.cash[tail].sum(), tail_cash, rtol=TO_ROUNDING, atol=1e-6 * (1 + tail_cash)):
        yield "the long tail's cash is not that of its firms"


def wrong_with_indicators(world: World) -> Iterator[str]:
    """Yield what is wrong with the indicators of a month."""
    for name in INDICATORS:
        yield from _wrong_with_cuts(name, INDICATORS[name].cuts(world))
    for breakdown in BREAKDOWNS:
        amounts, _ = use(world, breakdown)
        total = shares(amounts).sum(axis=0)
        if not (np.isclose(total, 1.0) | (total == 0.0)).all():
            yield f"market shares by {breakdown} do not add up to 1"


def wrong_with_costly(branch: Branch, month: int) -> Iterator[str]:
    """Yield what is wrong with the indicators that are computed when somebody looks."""
    for name, costly in COSTLY.items():
        yield from _wrong_with_cuts(name, costly.cuts(branch, month))


def _wrong_with_cuts(name: str, cuts: tuple[Cut, ...]) -> Iterator[str]:
    for cut in cuts:
        shown: Floats = cut.values if cut.present is None else cut.values[cut.present]
        if not np.isfinite(shown).all():
            yield f"{name} is not finite"
        elif name not in SIGNED_INDICATORS and (shown < 0.0).any():
            yield f"{name} is negative"
