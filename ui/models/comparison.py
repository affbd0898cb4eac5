"""Futures side by side: which can be compared, their key figures, and what differs in words."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from simulator.dates import NEVER
from simulator.experiment.comparison import may_differ_from
from simulator.experiment.quantities import HEADLINES
from simulator.scenario.differences import differences
from ui.look import wording
from ui.look.wording import tr

if TYPE_CHECKING:
    from collections.abc import Sequence

    from simulator.experiment.quantities import Quantity
    from simulator.history import Branch
    from simulator.scenario.value import Scenario

MOST = 4
"""At most so many futures stand side by side."""
_CALLED = frozenset(
    {"title", "question", "description", "author", "licence"}
)  # what a file is called changes no market


@dataclass(frozen=True)
class Future:
    """A future with the name it goes by."""

    title: str
    scenario: Scenario
    branch: Branch


@dataclass(frozen=True)
class Figures:
    """One number in every future, and its difference from the first; words, with what it counts."""

    label: str
    definition: str
    cost: bool
    values: tuple[str, ...]
    differences: tuple[str, ...]  # "" for the first, and where a number is not known yet; "none" where nothing is left


class Costly:
    """Numbers that take a while: each is worked out once, when somebody has time for it."""

    def __init__(self) -> None:
        """Begin without any."""
        self._known: dict[tuple[str, Scenario, int], float] = {}
        self._wanted: list[tuple[Quantity, Future, int]] = []

    def number(self, quantity: Quantity, future: Future, month: int) -> float:
        """Return a number, NaN until it has been worked out; it is wanted from now on."""
        known = self._known.get((quantity.name, future.scenario, month))
        if known is None:
            self._wanted.append((quantity, future, month))
            return float("nan")
        return known

    @property
    def wanted(self) -> bool:
        """Return whether numbers are still to be worked out."""
        return bool(self._wanted)

    def forget_wishes(self) -> None:
        """Want nothing any more."""
        self._wanted = []

    def work_one_out(self) -> bool:
        """Work out one of the numbers wanted; return whether there was one."""
        if not self._wanted:
            return False
        quantity, future, month = self._wanted.pop(0)
        self._known[quantity.name, future.scenario, month] = quantity.of(future.branch, month)
        return True


def course_of_luck(futures: Sequence[Future]) -> str:
    """Return in sentences that differences between some futures are those of one seed, and how to see more than one."""
    seeds = [future.scenario.seed for future in futures]
    more = tr(
        "With other seeds the differences are others. To tell effects from luck, try another seed (Assumptions, "
        "This future), or run many pairs in a terminal: shakeout compare."
    )
    return f"{wording.course_of_luck(seeds)}. {more}"


def compared(futures: Sequence[Future], month: int, costly: Costly) -> tuple[Figures, ...]:
    """Return the headlines of some futures in a month, effects before costs; all of them know that month."""
    since = min(first_difference(futures), month + 1)
    found = []
    for headline in HEADLINES:
        quantity = headline.changed(range(month, month + 1))
        if quantity.costly:
            numbers = [costly.number(quantity, future, month) for future in futures]
        else:
            numbers = [quantity.of(future.branch, since) for future in futures]
        found.append(_figures(quantity, numbers))
    return tuple(found)


def first_difference(futures: Sequence[Future]) -> int:
    """Return the first month in which any of the futures may differ from the first, `NEVER` if none does."""
    return min((may_differ_from(futures[0].scenario, other.scenario) for other in futures[1:]), default=NEVER)


def what_differs(futures: Sequence[Future]) -> tuple[tuple[str, tuple[str, ...]], ...]:
    """Return for every future but the first its title and, in sentences, how it differs from the first."""
    first = futures[0].scenario
    same_words = {name: getattr(first, name) for name in _CALLED}
    return tuple((other.title, differences(first, other.scenario.changed(**same_words))) for other in futures[1:])


def _figures(quantity: Quantity, numbers: Sequence[float]) -> Figures:
    unit, apart = quantity.unit, [number - numbers[0] for number in numbers]
    return Figures(
        label=_label(quantity),
        definition=f"{quantity.definition} ({unit})",
        cost=quantity.cost,
        values=tuple(wording.value(number, unit) if quantity.level else wording.UNKNOWN for number in numbers),
        differences=("", *(_difference(number, unit) for number in apart[1:])),
    )


def _label(quantity: Quantity) -> str:
    """Return what a number is, with the time over which it runs."""
    if quantity.over == "sum":
        return tr("{label}, so far").format(label=quantity.label)
    if quantity.unit.endswith(" a month"):
        return tr("{label}, a month").format(label=quantity.label)
    return quantity.label


def _difference(apart: float, unit: str) -> str:
    if not np.isfinite(apart):
        return ""
    said = wording.difference(apart, unit)
    return said if any(digit in "123456789" for digit in said) else tr("none")


def common_range(ranges: Sequence[tuple[float, float]]) -> tuple[float, float]:
    """Return the range that holds all of some ranges, so that charts share their axis."""
    return min(low for low, _ in ranges), max(high for _, high in ranges)


def differs_from_month(month: int) -> str:
    """Return in a sentence from which month on the futures differ."""
    if month >= NEVER:
        return tr("These futures are the same, to the last bit.")
    if month == 0:
        return tr("These futures differ from the start.")
    return tr("The same, to the last bit, until {month}.").format(month=wording.month(month - 1))
