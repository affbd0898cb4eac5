"""Facts about capability: who leads, and how far the others are behind."""

from collections.abc import Callable

import numpy as np

from simulator.dates import month_number
from simulator.evidence.readings import YEAR_2025, mean, months_behind, span
from simulator.evidence.row import row
from simulator.history import Branch
from simulator.indicator import INDICATORS
from simulator.world import Flags, Kind, Origin, World

_ARENA = "public leaderboard histories (LMArena); The Economist, January 2026"
_EPOCH = "Epoch AI, October 2025 and January 2026"


def _best(world: World, those: Flags) -> float:
    return float(world.models.capability[those & _named(world)].max(initial=0.0))


def _named(world: World) -> Flags:
    return world.models.live & (world.makers.kind[world.models.maker] != Kind.TAIL)


def _from(world: World, origin: Origin) -> Flags:
    those: Flags = world.makers.origin[world.models.maker] == origin
    return those


@row(
    "A3 lead",
    "hard",
    "Months of 2025 in which the best model of all is American and closed",
    "share",
    low=1.0,
    high=1.0,
    source=_ARENA,
    months=YEAR_2025,
    weight="months",
    numerator="months in which it is",
    denominator="twelve months",
    also=("B15",),
)
def america_leads(branch: Branch) -> float:
    """Return how many of twelve months find an American closed model at the top, as a part."""
    return mean(branch, YEAR_2025, _leads)


def _leads(world: World) -> float:
    leader = int(np.where(_named(world), world.models.capability, 0.0).argmax())
    american = world.makers.origin[world.models.maker[leader]] == Origin.UNITED_STATES
    return float(american and not world.models.open[leader])


@row(
    "A3 gap",
    "hard",
    "Gap between the best model of all and the best Chinese one",
    "points",
    low=20.0,
    high=80.0,
    source=_ARENA,
    months=YEAR_2025,
    taken="mean",
    weight="months",
    numerator="points of the best model less those of the best Chinese model",
    also=("B15",),
)
def gap(branch: Branch) -> float:
    """Return the mean distance in points, month by month, from the frontier down to China's best."""
    return mean(branch, YEAR_2025, lambda world: world.economy.frontier - _best(world, _from(world, Origin.CHINA)))


@row(
    "B16 China",
    "check",
    "Months by which the best Chinese model trails the frontier",
    "months",
    low=4.0,
    high=14.0,
    source=_EPOCH,
    months=YEAR_2025,
    taken="mean",
    weight="months",
    numerator="months since the frontier passed the points of the best Chinese model",
    why_out="The gap in points is met; the model's frontier rises so steadily that the same gap is fewer months "
    "than the counts say.",
)
def china_behind(branch: Branch) -> float:
    """Return how long ago, on average, the frontier stood where China's best stands."""
    return _behind(branch, lambda world: _from(world, Origin.CHINA))


@row(
    "B16 open",
    "check",
    "Months by which the best open model trails the frontier",
    "months",
    low=1.0,
    high=8.0,
    source=_EPOCH,
    months=YEAR_2025,
    taken="mean",
    weight="months",
    numerator="months since the frontier passed the points of the best open model",
)
def open_behind(branch: Branch) -> float:
    """Return how long ago, on average, the frontier stood where the best open weights stand."""
    return _behind(branch, lambda world: world.models.open)


def _behind(branch: Branch, those: Callable[[World], Flags]) -> float:
    return mean(branch, YEAR_2025, lambda world: months_behind(branch, world.month, _best(world, those(world))))


@row(
    "A8 first",
    "input",
    "Chinese models on offer in September 2023",
    "models",
    low=13.0,
    high=15.0,
    source="The Economist, January 2026: 14",
    months=span("2023-09"),
    weight="models",
    numerator="versions of named Chinese families, up to three each, and one for each small firm; typed",
)
def models_at_first(branch: Branch) -> float:
    """Return the indicator's number for China in the month in which the market opens."""
    return _on_offer(branch.worlds[month_number("2023-09")])


@row(
    "A8 later",
    "hard",
    "Chinese models on offer in September 2025",
    "models",
    low=400.0,
    high=700.0,
    source="The Economist, January 2026: more than 500",
    months=span("2025-09"),
    weight="models",
    numerator="versions of named Chinese families, up to three each, and one for each small firm",
)
def models_later(branch: Branch) -> float:
    """Return the same number two years later."""
    return _on_offer(branch.worlds[month_number("2025-09")])


def _on_offer(world: World) -> float:
    (cut,) = INDICATORS["models_on_offer"].cuts(world)
    return float(cut.values[Origin.CHINA])
