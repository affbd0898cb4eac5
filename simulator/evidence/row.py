"""A row of evidence: one fact, the band in which the model agrees with it, and how the model is measured.

A row is declared once, by a decorator over its statistic, in a module of `facts`.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from math import inf
from typing import Literal, NamedTuple

from simulator.dates import month_number
from simulator.history import Branch
from simulator.registry import Registry
from simulator.scenario.value import History

Tier = Literal["hard", "check", "input"]
"""Hard: must be met. Check: reported as in or out. Input: put in by hand, so never a finding."""

TIERS: tuple[Tier, ...] = ("hard", "check", "input")

Unit = Literal["month", "share", "$M", "points", "times", "models", "months", "downloads"]


class Ratio(NamedTuple):
    """A number of few buyers or events: it is pooled over the seeds before it is divided."""

    part: float
    whole: float


Statistic = Callable[[Branch], float | Ratio]


@dataclass(frozen=True)
class Runs:
    """The runs that a row looks at: how far they go, under which history, how many, with how many buyers."""

    until: int  # last month
    history: History | None = None  # None: as asked for
    seeds: int | None = None  # None: as asked for
    buyers: int | None = None  # None: the scenario's own


RECORD = Runs(until=month_number("2026-06"))
"""The market up to the record's end, and a few months more for latecomers."""
FREE_RECORD = Runs(until=month_number("2026-01"), history="free")
"""The same, with survival left to the model: who gave up, listed or was bought is not scripted."""
SHAKE_OUT = Runs(until=month_number("2028-12"), seeds=40, buyers=1024)
"""Many runs into the future, for what happens in some of them only."""


@dataclass(frozen=True)
class Row:
    """One fact and its statistic; the mean over the seeds is in if it lies between `low` and `high`."""

    id: str
    tier: Tier
    quantity: str
    unit: Unit
    low: float
    high: float
    source: str
    numerator: str
    denominator: str  # "" where nothing is divided
    weight: str
    window: str
    runs: Runs
    why_out: str  # one sentence, where the model is known to miss
    statistic: Statistic


ROWS: Registry[Row] = Registry("row of evidence", "simulator.evidence.facts")


def row(
    name: str,
    tier: Tier,
    quantity: str,
    unit: Unit,
    *,
    source: str,
    numerator: str,
    window: str,
    weight: str,
    denominator: str = "",
    low: float = -inf,
    high: float = inf,
    runs: Runs = RECORD,
    why_out: str = "",
) -> Callable[[Statistic], Statistic]:
    """Register a function of a branch as the statistic that a fact is held against."""

    def register(statistic: Statistic) -> Statistic:
        declared = Row(
            name,
            tier,
            quantity,
            unit,
            low,
            high,
            source,
            numerator,
            denominator,
            weight,
            window,
            runs,
            why_out,
            statistic,
        )
        ROWS.add(name, declared)
        return statistic

    return register


def in_order() -> tuple[Row, ...]:
    """Return all rows: hard ones first, then by the number of the fact."""
    return tuple(sorted((ROWS[name] for name in ROWS), key=_place))


def _place(declared: Row) -> tuple[int, str, int, str]:
    letter, rest = declared.id[0], declared.id[1:]
    digits = "".join(character for character in rest.split()[0] if character.isdigit())
    return TIERS.index(declared.tier), letter, int(digits), rest
