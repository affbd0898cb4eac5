"""Figures: frozen values of which picture, table, text for screen readers and exports are projections.

A figure knows nothing of pixels or colours. Its series run over its months; where a value is not known yet it is NaN.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import cached_property
from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from ui.look import wording
from ui.look.wording import tr

if TYPE_CHECKING:
    from simulator.scenario.value import Scenario
    from simulator.world import Floats

_NAMED_IN_SUMMARY = 4
_ROOM = 1.06  # of an axis, relative to the largest difference on it


class Table(NamedTuple):
    """A figure in words: a header, and a row for each month."""

    header: tuple[str, ...]
    rows: list[tuple[str, ...]]


@dataclass(frozen=True)
class Provenance:
    """Where a figure's numbers come from."""

    scenario: str = ""
    seed: int = 1
    run: Scenario | None = None  # whose future it shows; None where it is the one on show

    def sentence(self) -> str:
        """Return what stands under an exported picture."""
        if not self.scenario:
            return wording.caveat()
        origin = tr("{scenario}, seed {seed}: one course of luck.").format(scenario=self.scenario, seed=self.seed)
        return f"{origin} {wording.caveat()}"


@dataclass(frozen=True, eq=False)
class Series:
    """One named line of values over the months of a figure."""

    name: str
    key: str  # the id of a maker, model, origin ...; "other:china" for those not named one by one
    values: Floats  # (months,) NaN = not known yet
    colour: str  # what gives it its colour in the theme: "maker.alibaba", "others.china", "channel.api"
    group: str = ""  # origin, where it has one
    shade: int = 0  # 0 = the colour itself; 1, 2 ... = variations, where two series share a colour
    ghost: Floats | None = None  # (months,) the old future where it differs, NaN elsewhere
    brief: str = ""  # a shorter name, where a chart has no room for the whole one
    meaning: str = ""  # whom it stands for, where its name does not say it


@dataclass(frozen=True, eq=False)
class Figure:
    """What a chart draws, a table lists, and a screen reader says."""

    title: str
    subtitle: str
    unit: str  # "share", "points": how `wording.value` writes its numbers
    kind: str  # of chart: "lines", "stacked", or another file of `ui/charts/kinds/`
    months: range
    series: tuple[Series, ...]  # stacked ones from the bottom up
    definition: str
    provenance: Provenance = Provenance()
    low: float = 0.0
    high: float = 1.0
    ghost_name: str = ""  # what the dashed lines are
    signed: bool = False  # its values are differences, and written with their sign

    @cached_property
    def known(self) -> int:
        """Return how many of its months have values so far."""
        if not self.series:
            return 0
        found = np.flatnonzero(np.isfinite([series.values for series in self.series]).any(axis=0))
        return int(found[-1]) + 1 if len(found) else 0

    @property
    def whole_definition(self) -> str:
        """Return what the figure counts, and whom names stand for that are not those of somebody."""
        return " ".join((self.definition, *(series.meaning for series in self.series if series.meaning)))

    @property
    def has_ghost(self) -> bool:
        """Return whether it shows an old future beside the new one."""
        return any(series.ghost is not None for series in self.series)

    def position(self, month: int) -> int:
        """Return the index of the month nearest to the one asked for."""
        return min(max(month - self.months.start, 0), len(self.months) - 1)

    def knows(self, month: int) -> bool:
        """Return whether it has values in a month."""
        return month in self.months and self.position(month) < self.known

    def exact(self, amount: float) -> str:
        """Return a value of the figure in words, with all digits that a reader can use."""
        return (wording.difference if self.signed else wording.value)(amount, self.unit)

    def brief(self, amount: float) -> str:
        """Return a value of the figure in as few words as a label has room for."""
        return (wording.brief_difference if self.signed else wording.brief)(amount, self.unit)

    def table(self) -> Table:
        """Return the known months as rows: the month, one exact value per series, then those of the old future."""
        ghosts = [series for series in self.series if series.ghost is not None]
        header = (
            tr("Month"),
            *(series.name for series in self.series),
            *(f"{series.name}, {self.ghost_name}" for series in ghosts),
        )
        columns = [series.values for series in self.series]
        columns += [series.values if series.ghost is None else series.ghost for series in ghosts]
        rows = [
            (wording.month(month), *(self.exact(float(values[row])) for values in columns))
            for row, month in enumerate(self.months[: self.known])
        ]
        return Table(header, rows)

    @property
    def points_in_words(self) -> str:
        """Return what labels of differences leave out: that they are percentage points, where shares are compared."""
        return tr(", in points") if self.unit.startswith("share") else ""

    def summary(self, month: int) -> str:
        """Return a month in one or two plain sentences: the largest values, and what the old future had."""
        row = self.position(month)
        if row >= self.known:
            return tr("{title}: not simulated yet.").format(title=self.title)
        listed = ", ".join(_said(self, series, float(series.values[row])) for series in _largest(self, row))
        sentence = tr("{title}, {subtitle}, {month}: {values}.").format(
            title=self.title, subtitle=self.subtitle, month=wording.month(month), values=listed or wording.UNKNOWN
        )
        before = _before(self, row)
        return f"{sentence} {before}" if before else sentence

    def difference(self) -> Figure:
        """Return the new future minus the old one as lines around zero; series that never differ are left out."""
        known = np.arange(len(self.months)) < self.known
        moved = []
        for series in self.series:
            ghost = np.full(len(known), np.nan) if series.ghost is None else series.ghost
            apart = np.where(known & np.isfinite(series.values), np.nan_to_num(series.values - ghost), np.nan)
            apart.setflags(write=False)
            if np.nan_to_num(apart).any():
                moved.append(replace(series, values=apart, ghost=None))
        size = np.nan_to_num([series.values for series in moved]) if moved else np.zeros(1)
        low, high = _ROOM * float(size.min()), _ROOM * float(size.max())
        return replace(
            self,
            title=tr("{title}: difference").format(title=self.title),
            subtitle=tr("{subtitle}, compared with: {ghost}").format(subtitle=self.subtitle, ghost=self.ghost_name)
            + self.points_in_words,
            kind="lines",
            series=tuple(moved),
            low=low,
            high=high if high > low else low + 1.0,
            signed=True,
        )


EMPTY = Figure("", "", "share", "stacked", range(1), (), "")
"""What a chart shows before anything is simulated."""


def _largest(figure: Figure, row: int) -> list[Series]:
    present = [series for series in figure.series if np.isfinite(series.values[row]) and series.values[row] != 0.0]
    return sorted(present, key=lambda series: -abs(float(series.values[row])))[:_NAMED_IN_SUMMARY]


def _said(figure: Figure, series: Series, amount: float) -> str:
    return f"{series.name} {figure.exact(amount)}"


def _before(figure: Figure, row: int) -> str:
    """Return the largest difference from the old future in a sentence, or nothing where there is none."""
    changed = [
        (abs(float(series.values[row] - series.ghost[row])), series, float(series.ghost[row]))
        for series in figure.series
        if series.ghost is not None and np.isfinite(series.ghost[row]) and np.isfinite(series.values[row])
    ]
    if not changed:
        return ""
    _, series, old = max(changed, key=lambda entry: entry[0])
    name = wording.upper_first(figure.ghost_name)
    return tr("{name}: {value}.").format(name=name, value=_said(figure, series, old))
