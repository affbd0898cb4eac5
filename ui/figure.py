"""Figures: frozen values of which picture, table, text for screen readers and exports are projections.

A figure knows nothing of pixels or colours. Its series run over its months; where a value is not known yet it is NaN.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

import numpy as np

from simulator.dates import month_text
from ui import wording
from ui.wording import tr

if TYPE_CHECKING:
    from simulator.world import Floats

Kind = Literal["stacked_shares", "lines"]
_NAMED_IN_SUMMARY = 4


@dataclass(frozen=True)
class Provenance:
    """Where a figure's numbers come from."""

    scenario: str = ""
    seed: int = 1

    def sentence(self) -> str:
        """Return what stands under an exported picture."""
        origin = tr("{scenario}, seed {seed}. ").format(scenario=self.scenario, seed=self.seed) if self.scenario else ""
        return f"{origin}{wording.caveat()}"


@dataclass(frozen=True, eq=False)
class Series:
    """One named course of values over the months of a figure."""

    name: str
    key: str  # the id of a maker, model, origin ...; "other:china" for those not named one by one
    values: Floats  # (months,) NaN = not known yet
    colour: str  # what gives it its colour in the theme: "maker.alibaba", "others.china", "channel.api"
    group: str = ""  # origin, where it has one
    shade: int = 0  # 0 = the colour itself; 1, 2 ... = variations, where two series share a colour
    ghost: Floats | None = None  # (months,) the old future where it differs, NaN elsewhere


@dataclass(frozen=True, eq=False)
class Figure:
    """What a chart draws, a table lists, and a screen reader says."""

    title: str
    subtitle: str
    unit: str  # "share", "points": how `wording.value` writes its numbers
    kind: Kind
    months: range
    series: tuple[Series, ...]  # stacked ones from the bottom up
    definition: str
    provenance: Provenance = Provenance()
    low: float = 0.0
    high: float = 1.0
    ghost_name: str = ""  # what the dashed lines are

    @property
    def known(self) -> int:
        """Return how many of its months have values so far."""
        present = [np.flatnonzero(np.isfinite(series.values)) for series in self.series]
        return max((int(found[-1]) + 1 for found in present if len(found)), default=0)

    @property
    def has_ghost(self) -> bool:
        """Tell whether it shows an old future beside the new one."""
        return any(series.ghost is not None for series in self.series)

    def position(self, month: int) -> int:
        """Return the index of the month nearest to the one asked for."""
        return min(max(month - self.months.start, 0), len(self.months) - 1)


EMPTY = Figure("", "", "share", "stacked_shares", range(1), (), "")
"""What a chart shows before anything is simulated."""


def table(figure: Figure) -> tuple[tuple[str, ...], list[tuple[str, ...]]]:
    """Return the header and the rows of the known months: month, then one exact value per series."""
    header = (tr("Month"), *(series.name for series in figure.series))
    rows = [
        (month_text(month), *(wording.value(float(series.values[row]), figure.unit) for series in figure.series))
        for row, month in enumerate(figure.months[: figure.known])
    ]
    return header, rows


def summary(figure: Figure, month: int) -> str:
    """Return a month of a figure in one or two plain sentences: the largest values, and what the old future had."""
    row = figure.position(month)
    if row >= figure.known:
        return tr("{title}: not simulated yet.").format(title=figure.title)
    listed = ", ".join(_said(figure, series, float(series.values[row])) for series in _largest(figure, row))
    sentence = tr("{title}, {subtitle}, {month}: {values}.").format(
        title=figure.title, subtitle=figure.subtitle, month=wording.month(month), values=listed
    )
    before = _before(figure, row)
    return f"{sentence} {before}" if before else sentence


def _largest(figure: Figure, row: int) -> list[Series]:
    present = [series for series in figure.series if np.isfinite(series.values[row]) and series.values[row] > 0.0]
    return sorted(present, key=lambda series: -float(series.values[row]))[:_NAMED_IN_SUMMARY]


def _said(figure: Figure, series: Series, amount: float) -> str:
    return f"{series.name} {wording.value(amount, figure.unit)}"


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
    return tr("Before the last change: {value}.").format(value=_said(figure, series, old))
