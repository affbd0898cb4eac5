"""The large figures of the window: how use is divided in a future and, as a ghost, in another one."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from simulator.dates import NOW
from simulator.indicator import BREAKDOWNS, GROUPS, INDICATORS, PLACES, UNITS, use
from simulator.world import Floats, World
from ui.figures.bands import CLOUD, Band, bands
from ui.figures.figure import EMPTY, Figure, Provenance, Series
from ui.figures.over_months import Memo, padded, round_up, where_different
from ui.look import wording
from ui.look.wording import tr

_UNIT_OF = {"workload": "$M a month", "tokens": "trillion tokens a month", "spend": "$M a month"}


@dataclass(frozen=True)
class Use:
    """Which use is meant: divided by what, of whom, and in which units."""

    by: str = "maker"
    place: str = "world"
    group: str = "all"
    units: str = "spend"

    @property
    def who(self) -> str:
        """Return in words whose use it is, and in which units; what clouds receive is of all buyers, in money."""
        place = wording.place(self.place)
        if self.by == CLOUD:
            return place
        return f"{place}, {wording.buyers(self.group).lower()}, {wording.units(self.units).lower()}"


def share_figure(
    worlds: Sequence[World],
    ghost_worlds: Sequence[World] = (),
    which: Use = Use(),
    provenance: Provenance = Provenance(),  # noqa: B008 - a frozen value
    ghost_name: str = "",
    beside: Sequence[Sequence[World]] = (),
) -> Figure:
    """Return market shares month by month as bands that fill the whole; those of an old future are the ghosts.

    Of futures that are shown beside it the same makers or models have bands of their own, so that "all others" are the
    same in each.
    """
    if not worlds:
        return EMPTY
    divided = _divided(worlds, ghost_worlds, which, beside)
    look = _Look(_share_title(which), _share_meaning(which), "share", "stacked", 1.0)
    return _figure(divided, divided.shares, look, provenance, ghost_name)


def share_lines_figure(
    worlds: Sequence[World],
    ghost_worlds: Sequence[World] = (),
    which: Use = Use(),
    provenance: Provenance = Provenance(),  # noqa: B008 - a frozen value
    ghost_name: str = "",
) -> Figure:
    """Return market shares month by month as lines, on an axis that ends a little above the largest."""
    if not worlds:
        return EMPTY
    divided = _divided(worlds, ghost_worlds, which)
    largest = [float(band.of(each).max(initial=0.0)) for band in divided.bands for each in divided.shares]
    top = min(1.0, round_up(max(largest, default=1.0)))
    look = _Look(_share_title(which), _share_meaning(which), "share", "lines", top)
    return _figure(divided, divided.shares, look, provenance, ghost_name)


def amount_figure(
    worlds: Sequence[World],
    ghost_worlds: Sequence[World] = (),
    which: Use = Use(),
    provenance: Provenance = Provenance(),  # noqa: B008 - a frozen value
    ghost_name: str = "",
) -> Figure:
    """Return amounts month by month as bands, one on the other."""
    if not worlds:
        return EMPTY
    divided = _divided(worlds, ghost_worlds, which)
    top = round_up(max(float(each.sum(axis=1).max(initial=0.0)) for each in divided.amounts))
    unit = _UNIT_OF["spend" if which.by == CLOUD else which.units]
    look = _Look(_amount_title(which), _amount_meaning(which), unit, "stacked", top)
    return _figure(divided, divided.amounts, look, provenance, ghost_name)


UseFigure = Callable[[Sequence[World], Sequence[World], Use, Provenance, str], Figure]
FORMS: Mapping[str, UseFigure] = {"shares": share_figure, "amounts": amount_figure, "lines": share_lines_figure}
"""The figure of each form in which use can be drawn."""


# --- What is divided ----------------------------------------------------------------------------------------


@dataclass(frozen=True)
class _Divided:
    """Amounts and shares `(months, labels)`, each of the new future and of the old one, and the bands they make."""

    which: Use
    start: int
    amounts: tuple[Floats, Floats]
    shares: tuple[Floats, Floats]
    bands: list[Band]


def _cube(breakdown: str) -> Memo[Floats]:
    """Return the memo of amounts `(labels, places, groups, units)`, in single precision to save room."""
    return Memo(lambda world: use(world, breakdown)[0].astype(np.float32))


def _received_by_clouds(world: World) -> Floats:
    """Return `(clouds and own machines, places, 1, 1)` what is paid to whoever runs the machines."""
    cuts = [cut for cut in INDICATORS["receipts"].cuts(world) if cut.axes[0][0] == CLOUD]
    return np.concatenate([cut.values for cut in cuts])[:, :, None, None]


_CUBES = {**{breakdown: _cube(breakdown) for breakdown in BREAKDOWNS}, CLOUD: Memo(_received_by_clouds)}


def _divided(
    worlds: Sequence[World], ghost_worlds: Sequence[World], which: Use, beside: Sequence[Sequence[World]] = ()
) -> _Divided:
    who = (0, 0) if which.by == CLOUD else (GROUPS.index(which.group), UNITS.index(which.units))
    pick = (slice(None), PLACES.index(which.place), *who)
    now = _over_time(_CUBES[which.by], worlds, pick)
    old = _over_time(_CUBES[which.by], ghost_worlds, pick) if len(ghost_worlds) else np.empty((0, now.shape[1]))
    shares = _part_of_whole(now), _part_of_whole(old)
    others = [_part_of_whole(_over_time(_CUBES[which.by], each, pick)) for each in beside]
    alike = [each for each in (*shares, *others) if len(each) and each.shape[1] == now.shape[1]]
    peaks = np.max([each.max(axis=0) for each in alike], axis=0)
    found = bands(worlds[-1], which.by, peaks, shares[0][: NOW + 1].mean(axis=0))
    return _Divided(which, worlds[0].month, (now, old), shares, found)


def _over_time(memo: Memo[Floats], worlds: Sequence[World], pick: tuple[slice, int, int, int]) -> Floats:
    """Return `(months, labels)` one slice of each month's cube."""
    return np.array([memo(world)[pick] for world in worlds], dtype=np.float64)


def _part_of_whole(amounts: Floats) -> Floats:
    """Return `(months, labels)` shares, 0 where nothing is used."""
    whole = amounts.sum(axis=1, keepdims=True)
    part: Floats = amounts / np.where(whole > 0.0, whole, 1.0)
    return part


# --- How it is drawn ----------------------------------------------------------------------------------------


@dataclass(frozen=True)
class _Look:
    """What is said of a figure, and how it is drawn."""

    title: str
    definition: str
    unit: str
    kind: str
    high: float


def _figure(
    divided: _Divided, drawn: tuple[Floats, Floats], look: _Look, provenance: Provenance, ghost_name: str
) -> Figure:
    """Return the figure of amounts or shares, of which the old ones are the ghosts."""
    months = max(len(each) for each in drawn)
    return Figure(
        title=look.title,
        subtitle=divided.which.who,
        unit=look.unit,
        kind=look.kind,
        months=range(divided.start, divided.start + months),
        series=_series(divided.bands, drawn, months),
        definition=look.definition,
        provenance=provenance,
        high=look.high,
        ghost_name=ghost_name or tr("before the last change"),
    )


def _series(found: list[Band], drawn: tuple[Floats, Floats], months: int) -> tuple[Series, ...]:
    values, ghosts = ([padded(band.of(each), months) for band in found] for each in drawn)
    return tuple(
        Series(band.name, band.key, value, band.colour, band.group, band.shade, ghost, band.brief, band.meaning)
        for band, value, ghost in zip(found, values, where_different(values, ghosts), strict=True)
    )


def _share_title(which: Use) -> str:
    if which.by == CLOUD:
        return tr("Share of what clouds receive")
    return tr("Market share by {breakdown}").format(breakdown=wording.breakdown(which.by).lower())


def _amount_title(which: Use) -> str:
    if which.by == CLOUD:
        return tr("Received by clouds")
    divided = wording.breakdown(which.by).lower()
    return tr("{units} by {breakdown}").format(units=wording.units(which.units), breakdown=divided)


def _share_meaning(which: Use) -> str:
    return _meaning(which, tr("Share of enterprise use measured in {units}: {meaning}."))


def _amount_meaning(which: Use) -> str:
    return _meaning(which, tr("Enterprise use a month, measured in {units}: {meaning}."))


def _meaning(which: Use, sentence: str) -> str:
    if which.by == CLOUD:
        return tr("What enterprises pay to whoever runs the machines: clouds, and buyers' own IT.")
    return sentence.format(units=wording.units(which.units).lower(), meaning=wording.units_meaning(which.units))
