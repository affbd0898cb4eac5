"""Numbers by which branches are compared: an indicator, its labels, and the months over which it is taken.

`HEADLINES` is the one list of what every comparison shows: effects, and beside them what they cost, since otherwise
every ban would look free.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Literal, Self

import numpy as np

from simulator.dates import month_number, month_words
from simulator.history import Branch
from simulator.indicator import INDICATORS, Cut
from simulator.registry import UnknownNameError, what_there_is
from simulator.wishes import COSTLY
from simulator.world import Floats

YEAR_2028 = range(month_number("2028-01"), month_number("2028-12") + 1)
"""The months over which headlines are taken by default: a whole year, three years ahead."""

Over = Literal["mean", "sum", "end"]
Labels = tuple[tuple[str, str], ...]


@dataclass(frozen=True)
class Quantity:
    """One number of a branch: an indicator at some labels, over some months."""

    name: str
    label: str
    indicator: str
    labels: Labels
    over: Over = "mean"  # of the months; "sum": from the first month that may differ to the last; "end": the last
    cost: bool = False  # what an effect costs, rather than an effect
    months: range = YEAR_2028
    meaning: str = ""  # what it counts, where the indicator says more than that

    def __post_init__(self) -> None:
        """Refuse an indicator that is not declared."""
        if self.indicator not in INDICATORS and self.indicator not in COSTLY:
            near = what_there_is(self.indicator, [*INDICATORS, *COSTLY])
            raise UnknownNameError(f'there is no indicator "{self.indicator}"{near}')

    @property
    def costly(self) -> bool:
        """Whether it takes a while to compute."""
        return self.indicator in COSTLY

    @property
    def level(self) -> bool:
        """Whether its level has a meaning, beyond differences."""
        return not self.costly or COSTLY[self.indicator].level

    @property
    def unit(self) -> str:
        """The unit of the number: that of the indicator, of its total where months are summed up."""
        kind = COSTLY[self.indicator] if self.costly else INDICATORS[self.indicator]
        return kind.unit.removesuffix(" a month") if self.over == "sum" else kind.unit

    @property
    def definition(self) -> str:
        """What it counts, in a sentence."""
        return self.meaning or (COSTLY[self.indicator] if self.costly else INDICATORS[self.indicator]).definition

    def when(self, since: int) -> str:
        """Return over which months it is taken, in words."""
        first, last = month_words(self.months[0]), month_words(self.months[-1])
        if self.over == "sum":
            return f"sum, {month_words(min(since, self.months[-1]))} to {last}"
        return last if self.over == "end" or len(self.months) == 1 else f"mean, {first} to {last}"

    def changed(self, months: range) -> Self:
        """Return the same over other months."""
        return replace(self, months=months)

    def at(self, branch: Branch, month: int) -> float:
        """Return the number in one month.

        Raises
        ------
        LookupError
            If the indicator has no such labels.
        """
        found: tuple[Cut, ...]
        if self.costly:
            found = COSTLY[self.indicator].cuts(branch, month)
        else:
            found = INDICATORS[self.indicator].cuts(branch.worlds[month])
        wanted = dict(self.labels)
        for cut in found:
            axes = dict(cut.axes)
            if axes.keys() == wanted.keys() and all(wanted[axis] in names for axis, names in axes.items()):
                return float(cut.values[tuple(names.index(wanted[axis]) for axis, names in axes.items())])
        words = ", ".join(f"{axis} {label}" for axis, label in self.labels)
        message = f"{self.indicator} has no number for {words or 'everything at once'}"
        raise LookupError(message)

    def of(self, branch: Branch, since: int) -> float:
        """Return the number of a branch; `since` is the first month of a sum."""
        if self.over == "end":
            return self.at(branch, self.months[-1])
        if self.over == "sum":
            return float(sum(self.at(branch, month) for month in range(since, self.months[-1] + 1)))
        return float(np.mean([self.at(branch, month) for month in self.months]))


def _share(name: str, label: str, region: str) -> Quantity:
    where = (("origin", "china"), ("region", region), ("buyer", "all"), ("units", "workload"))
    return Quantity(name, label, "market_share", where)


_CHINA: Labels = (("origin", "china"),)
_WORLD: Labels = (("region", "world"), ("buyer", "all"))
_RECEIPTS = (
    "What enterprises pay for Chinese weights and reaches those who made them; what consumers and national programmes "
    "pay them is not in it."
)

HEADLINES: tuple[Quantity, ...] = (
    _share("share_united_states", "Chinese share of use, United States", "united_states"),
    _share("share_europe", "Chinese share of use, Europe", "europe"),
    _share("share_latin_america", "Chinese share of use, Latin America", "latin_america"),
    Quantity(
        "share_of_open_use",
        "Chinese share of open use, US corporations",
        "origin_share_of_open_use",
        (*_CHINA, ("region", "united_states"), ("buyer", "corporations"), ("units", "workload")),
    ),
    Quantity(
        "leakage",
        "Leakage, Chinese models, US and Europe",
        "leakage",
        (*_CHINA, ("region", "west"), ("buyer", "all")),
    ),
    Quantity(
        "receipts",
        "Enterprise receipts of Chinese makers",
        "value_capture",
        (("maker", "all"), *_CHINA, ("region", "world")),
        meaning=_RECEIPTS,
    ),
    Quantity(
        "receipts_united_states",
        "Enterprise receipts of Chinese makers, US",
        "value_capture",
        (("maker", "all"), *_CHINA, ("region", "united_states")),
        meaning=_RECEIPTS,
    ),
    Quantity("capability_gap", "Gap of the best Chinese model, points", "capability_gap", _CHINA),
    Quantity("downloads", "Downloads of Chinese models", "downloads", _CHINA),
    Quantity("models_on_offer", "Chinese models on offer", "models_on_offer", _CHINA),
    Quantity("startups_training", "Chinese start-ups still training", "startups_training", _CHINA, "end"),
    Quantity("adaptation_cost", "Adaptation cost of forced switches", "adaptation_cost", _WORLD, "sum", cost=True),
    Quantity(
        "buyers_welfare",
        "Buyers' welfare, utils (minus: a loss)",
        "buyers_welfare",
        _WORLD,
        cost=True,
    ),
)
"""Effects and costs that every comparison shows."""


def numbers(branch: Branch, quantities: Sequence[Quantity], since: int) -> tuple[Floats, Floats]:
    """Return `(quantities,)` numbers, and `(quantities, months)` those of each month before `since`.

    What is costly is looked at in the last of these months alone; it is 0 in the others.
    """
    early = np.zeros((len(quantities), since))
    for row, one in enumerate(quantities):
        for month in range(max(0, since - 1) if one.costly else 0, since):
            early[row, month] = one.at(branch, month)
    return np.array([one.of(branch, since) for one in quantities]), early
