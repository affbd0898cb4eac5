"""A row of evidence: one fact, the band in which the model agrees with it, and how the model is measured.

A row is declared once in a module of `facts`: by a decorator over its statistic, or, where the model has nothing yet
that could be measured, by `unmeasured` with a sentence on what is missing. All rows were declared, with tier and band,
before the rules of the market that they judge; a band that is moved since says from where, when and why.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from math import inf
from typing import Literal, NamedTuple

from simulator.dates import month_number, month_words
from simulator.history import Branch
from simulator.registry import Registry
from simulator.scenario.value import History

Tier = Literal["hard", "check", "input", "told"]
"""Hard: must be met. Check: reported as in or out. Input: put in by hand, so never a finding. Told: not asked."""

TIERS: tuple[Tier, ...] = ("hard", "check", "input", "told")

Unit = Literal["month", "share", "$M", "$", "points", "times", "models", "months", "downloads", "tn tokens", "none"]


class Ratio(NamedTuple):
    """A number of few buyers or events: it is pooled over the seeds before it is divided."""

    part: float
    whole: float


Statistic = Callable[[Branch], float | Ratio]


class Moved(NamedTuple):
    """That a band was moved after it had been declared: when, from where, and why."""

    date: str  # "2026-02-01"
    low: float
    high: float
    reason: str


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
    low: float  # of the band; minus infinity where it is open
    high: float
    source: str
    numerator: str
    denominator: str  # "" where nothing is divided
    weight: str
    months: range  # the window, first and last month included
    taken: str  # how its months are taken together; "" for one month, and for a sum over them
    also: tuple[str, ...] = ()  # other facts that the same number answers to
    joint: bool = False  # in the loss of the joint calibration
    runs: Runs = RECORD
    why_out: str = ""  # one sentence, where the model is known to miss
    missing: str = ""  # one sentence on what the model lacks, where nothing can be measured
    moved: Moved | None = None
    statistic: Statistic | None = field(default=None, repr=False)

    @property
    def facts(self) -> tuple[str, ...]:
        """The numbers of the facts that this row is held against, its own first: A1, B32."""
        return (self.id.split()[0], *self.also)

    @property
    def window(self) -> str:
        """The months that are looked at, and how they are taken together: "Oct 2025 to Jan 2026, mean"."""
        first, last = month_words(self.months[0]), month_words(self.months[-1])
        if first[-4:] == last[-4:]:
            first = first.split()[0]  # one year is named once
        months = last if len(self.months) == 1 else f"{first} to {last}"
        return ", ".join(filter(None, (months, self.taken)))


ROWS: Registry[Row] = Registry("row of evidence", "simulator.evidence.facts")


def row(
    name: str,
    tier: Tier,
    quantity: str,
    unit: Unit,
    *,
    source: str,
    numerator: str,
    months: range,
    weight: str,
    taken: str = "",
    denominator: str = "",
    low: float = -inf,
    high: float = inf,
    also: tuple[str, ...] = (),
    joint: bool = False,
    runs: Runs = RECORD,
    why_out: str = "",
    moved: Moved | None = None,
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
            months,
            taken,
            also,
            joint,
            runs,
            why_out,
            moved=moved,
            statistic=statistic,
        )
        ROWS.add(name, declared)
        return statistic

    return register


def unmeasured(
    name: str,
    tier: Tier,
    quantity: str,
    unit: Unit,
    *,
    source: str,
    missing: str,
    numerator: str,
    months: range,
    weight: str,
    taken: str = "",
    denominator: str = "",
    low: float = -inf,
    high: float = inf,
    joint: bool = False,
) -> None:
    """Register a fact that the model cannot be held against yet, or never, with what is missing."""
    ROWS.add(
        name,
        Row(
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
            months,
            taken,
            joint=joint,
            missing=missing,
        ),
    )


def in_order() -> tuple[Row, ...]:
    """Return all rows: hard ones first, then by the number of the fact."""
    return tuple(sorted((ROWS[name] for name in ROWS), key=_place))


def measured_rows() -> tuple[Row, ...]:
    """Return the rows that the model can be held against, in the same order."""
    return tuple(one for one in in_order() if one.statistic is not None)


def _place(declared: Row) -> tuple[int, str, int, str]:
    letter, rest = declared.id[0], declared.id[1:]
    digits = "".join(character for character in rest.split()[0] if character.isdigit())
    return TIERS.index(declared.tier), letter, int(digits), rest
