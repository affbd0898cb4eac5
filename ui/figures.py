"""The figures of the window, built from the worlds of a branch and, as a ghost, those of the branch before it.

What a world contributes is computed once and remembered as long as the world lives. A figure of 148 months costs
some twenty milliseconds the first time and one from then on.
"""

from __future__ import annotations

import weakref
from collections.abc import Callable, Iterable, Sequence
from typing import TYPE_CHECKING, Generic, TypeVar

import numpy as np

from simulator.dates import NOW
from simulator.entries import ORIGINS
from simulator.indicator import BREAKDOWNS, GROUPS, MEASURES, OPENNESS, PLACES, shares, use
from simulator.world import CHANNELS, Floats, Kind, Origin, World
from ui import wording
from ui.figure import EMPTY, Figure, Provenance, Series
from ui.wording import tr

if TYPE_CHECKING:
    from numpy.typing import NDArray

NAMED = 8
"""At most so many series are named; the rest is grouped by origin."""
_WORTH_A_NAME = 0.01  # peak share; what never reaches it joins its group
_STACKING = (
    "united_states",
    "europe",
    "other",
    "china",
)  # from the bottom: both large blocks lie against a straight edge

Value = TypeVar("Value")


class _Memo(Generic[Value]):
    """A function of a world whose results live as long as the worlds."""

    def __init__(self, function: Callable[[World], Value]) -> None:
        self._function = function
        self._known: dict[int, tuple[weakref.ref[World], Value]] = {}

    def __call__(self, world: World) -> Value:
        """Return the value of a world, computed when first asked for."""
        known = self._known.get(id(world))
        if known is None:
            name = id(world)
            known = weakref.ref(world, lambda _: self._known.pop(name, None)), self._function(world)
            self._known[name] = known
        return known[1]


def _cube(breakdown: str) -> _Memo[Floats]:
    """Return the memo of shares `(labels, places, groups, measures)`, in single precision to save room."""
    return _Memo(lambda world: shares(use(world, breakdown)[0]).astype(np.float32))


_CUBES = {breakdown: _cube(breakdown) for breakdown in BREAKDOWNS}


def share_figure(
    worlds: Sequence[World],
    ghost_worlds: Sequence[World] = (),
    by: str = "maker",
    place: str = "world",
    group: str = "all",
    measure: str = "spend",
    provenance: Provenance = Provenance(),  # noqa: B008 - a frozen value
    ghost_name: str = "",
) -> Figure:
    """Return market shares month by month, stacked; with an old future its shares are the ghosts."""
    if not worlds:
        return EMPTY
    pick = (slice(None), PLACES.index(place), GROUPS.index(group), MEASURES.index(measure))
    now = _over_time(_CUBES[by], worlds, pick)
    old = _over_time(_CUBES[by], ghost_worlds, pick) if len(ghost_worlds) else np.empty((0, now.shape[1]))
    world = worlds[-1]
    bands = _bands(world, by, np.maximum(now.max(axis=0), old.max(axis=0, initial=0.0)), now[: NOW + 1].mean(axis=0))
    months = max(len(now), len(old))
    values = [_padded(now[:, list(band.rows)].sum(axis=1), months) for band in bands]
    ghosts = [_padded(old[:, list(band.rows)].sum(axis=1), months) for band in bands]
    return Figure(
        title=tr("Market share by {breakdown}").format(breakdown=wording.breakdown(by).lower()),
        subtitle=", ".join((wording.place(place), wording.buyers(group).lower(), wording.measure(measure).lower())),
        unit="share",
        kind="stacked",
        months=range(worlds[0].month, worlds[0].month + months),
        series=tuple(
            Series(band.name, band.key, value, band.colour, band.group, band.shade, ghost)
            for band, value, ghost in zip(bands, values, _where_different(values, ghosts), strict=True)
        ),
        definition=tr("Share of enterprise use measured in {measure}: {meaning}.").format(
            measure=wording.measure(measure).lower(), meaning=wording.measure_meaning(measure)
        ),
        provenance=provenance,
        ghost_name=ghost_name or tr("before the last change"),
    )


def capability_figure(
    worlds: Sequence[World],
    ghost_worlds: Sequence[World] = (),
    provenance: Provenance = Provenance(),  # noqa: B008 - a frozen value
    ghost_name: str = "",
) -> Figure:
    """Return the capability of the best model of each camp month by month."""
    values, ghosts = _best_over_time(worlds, ghost_worlds)
    present = [value[np.isfinite(value)] for value in (*values, *ghosts)]
    known = np.concatenate(present) if present else np.zeros(0)
    low, high = (float(known.min()), float(known.max())) if len(known) else (0.0, 1.0)
    return _camp_figure(
        worlds,
        values,
        ghosts,
        title=tr("Capability frontier"),
        subtitle=tr("best model of each camp, points"),
        definition=tr(
            "Capability of the best released model of each camp, in points on a scale like that of chess ratings."
        ),
        provenance=provenance,
        ghost_name=ghost_name,
        low=100.0 * np.floor(low / 100.0),
        high=100.0 * np.ceil(high / 100.0),
    )


def gap_figure(
    worlds: Sequence[World],
    ghost_worlds: Sequence[World] = (),
    provenance: Provenance = Provenance(),  # noqa: B008 - a frozen value
    ghost_name: str = "",
) -> Figure:
    """Return how many points the best model of each camp stands behind the best of all, as numbers below zero."""
    values, ghosts = (_behind_the_best(lines) for lines in _best_over_time(worlds, ghost_worlds))
    present = [value[np.isfinite(value)] for value in (*values, *ghosts)]
    known = np.concatenate(present) if present else np.zeros(0)
    return _camp_figure(
        worlds,
        values,
        ghosts,
        title=tr("Gap to the frontier"),
        subtitle=tr("best model of each camp, points from the best of all"),
        definition=tr("Points of capability between the best released model of each camp and the best of all."),
        provenance=provenance,
        ghost_name=ghost_name,
        low=50.0 * np.floor(float(known.min(initial=-50.0)) / 50.0),
        high=0.0,
    )


# --- Which bands there are ----------------------------------------------------------------------------------


class _Band:
    """The rows of a breakdown that make one band, and what it is called."""

    def __init__(self, name: str, key: str, colour: str, group: str, rows: Iterable[int], shade: int = 0) -> None:
        self.name, self.key, self.colour, self.group, self.shade = name, key, colour, group, shade
        self.rows = tuple(rows)


def _bands(world: World, by: str, peaks: Floats, past: Floats) -> list[_Band]:
    """Return the bands of a breakdown from the bottom up.

    The peak share of each row over all known months decides who has a name. The share of the past orders the names:
    what a lever does to the future turns no two bands round.
    """
    if by in {"maker", "model"}:
        return _bands_by_origin(world, by, peaks, past)
    if by == "origin":
        order = [(name, ORIGINS.index(name)) for name in _STACKING if peaks[ORIGINS.index(name)] > 0.0]
        return [_Band(wording.origin(name), name, f"origin.{name}", name, [row]) for name, row in order]
    labels, words = (OPENNESS, wording.openness) if by == "openness" else (CHANNELS, wording.channel)
    rows = [row for row in reversed(range(len(labels))) if peaks[row] > 0.0]
    return [_Band(words(labels[row]), labels[row], f"{by}.{labels[row]}", "", [row]) for row in rows]


def _bands_by_origin(world: World, by: str, peaks: Floats, past: Floats) -> list[_Band]:
    """Return makers or models grouped by origin, the largest of each first, with the rest of each origin last."""
    models = by == "model"
    maker = world.models.maker if models else np.arange(len(world.makers), dtype=np.int32)
    names, keys = (world.models.name, world.models.id) if models else (world.makers.name, world.makers.id)
    origins: NDArray[np.int32] = world.makers.origin[maker]
    one_by_one = (peaks >= _WORTH_A_NAME) & (world.makers.kind[maker] != Kind.TAIL)
    one_by_one[0] = False
    named = [int(row) for row in np.argsort(-peaks, kind="stable") if one_by_one[row]][:NAMED]
    ranked = sorted(named, key=lambda row: (-past[row], -peaks[row]))
    bands = []
    for origin in _STACKING:
        rows = [row for row in ranked if origins[row] == ORIGINS.index(origin)]
        for row in rows:
            shade = sum(maker[other] == maker[row] for other in rows[: rows.index(row)])
            bands.append(
                _Band(
                    str(names[row]), str(keys[row]), f"maker.{world.makers.id[maker[row]]}", origin, [row], int(shade)
                )
            )
        rest = [
            row
            for row in range(1, len(peaks))
            if origins[row] == ORIGINS.index(origin) and row not in ranked and peaks[row] > 0.0
        ]
        if rest:
            name = wording.other_models(origin) if models else wording.other_makers(origin)
            bands.append(_Band(name, f"other:{origin}", f"others.{origin}", origin, rest))
    return bands


# --- Camps of the frontier ----------------------------------------------------------------------------------

_CAMPS = ("american_closed", "american_open", "europe", "china")


def _best(world: World) -> Floats:
    """Return `(camps,)` the capability of the best released model of each camp, NaN where there is none."""
    models = world.models
    origin = world.makers.origin[models.maker]
    american = origin == Origin.UNITED_STATES
    masks = (american & ~models.open, american & models.open, origin == Origin.EUROPE, origin == Origin.CHINA)
    live = models.live & (models.maker > 0)
    return np.array([models.capability[mask & live].max() if (mask & live).any() else np.nan for mask in masks])


_BEST = _Memo(_best)


def _best_over_time(worlds: Sequence[World], ghost_worlds: Sequence[World]) -> tuple[list[Floats], list[Floats]]:
    months = max(len(worlds), len(ghost_worlds))
    now, old = (np.array([_BEST(world) for world in each]).reshape(-1, len(_CAMPS)) for each in (worlds, ghost_worlds))
    return [_padded(column, months) for column in now.T], [_padded(column, months) for column in old.T]


def _behind_the_best(lines: list[Floats]) -> list[Floats]:
    best = np.fmax.reduce(lines)
    return [line - best for line in lines]


def _camp_figure(
    worlds: Sequence[World],
    values: list[Floats],
    ghosts: list[Floats],
    *,
    title: str,
    subtitle: str,
    definition: str,
    provenance: Provenance,
    ghost_name: str,
    low: float,
    high: float,
) -> Figure:
    start = worlds[0].month if worlds else 0
    names = {
        "american_closed": (tr("American closed"), "camp.american_closed", "united_states"),
        "american_open": (tr("American open"), "camp.american_open", "united_states"),
        "europe": (tr("European"), "origin.europe", "europe"),
        "china": (tr("Chinese"), "origin.china", "china"),
    }
    return Figure(
        title=title,
        subtitle=subtitle,
        unit="points",
        kind="lines",
        months=range(start, start + max(1, len(values[0]) if values else 1)),
        series=tuple(
            Series(names[camp][0], camp, value, names[camp][1], names[camp][2], 0, ghost)
            for camp, value, ghost in zip(_CAMPS, values, _where_different(values, ghosts), strict=True)
            if np.isfinite(value).any()
        ),
        definition=definition,
        provenance=provenance,
        ghost_name=ghost_name or tr("before the last change"),
        low=low,
        high=high,
    )


# --- Months -------------------------------------------------------------------------------------------------


def _over_time(memo: _Memo[Floats], worlds: Sequence[World], pick: tuple[slice, int, int, int]) -> Floats:
    """Return `(months, labels)` one slice of each month's cube."""
    return np.array([memo(world)[pick] for world in worlds], dtype=np.float64)


def _padded(column: Floats, months: int) -> Floats:
    """Return a column as long as the figure, NaN where nothing is known."""
    padded = np.full(months, np.nan)
    padded[: len(column)] = column
    padded.setflags(write=False)
    return padded


def _where_different(values: list[Floats], ghosts: list[Floats]) -> list[Floats | None]:
    """Return the old futures from the last month that they share with the new one, or None where nothing differs."""
    if not values:
        return []
    compared = [
        np.isfinite(ghost) & ~np.isclose(value, ghost, rtol=0.0, atol=1e-9)
        for value, ghost in zip(values, ghosts, strict=True)
    ]
    different = np.flatnonzero(np.logical_or.reduce(compared))
    if not len(different):
        return [None] * len(values)
    shown = []
    for ghost in ghosts:
        part = ghost.copy()
        part[: max(0, int(different[0]) - 1)] = np.nan
        part.setflags(write=False)
        shown.append(part)
    return list(shown)
