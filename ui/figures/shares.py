"""The large figures of the window, from the worlds of a branch and, as a ghost, those of the branch before it."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING

import numpy as np

from simulator.dates import NOW
from simulator.entries import ORIGINS
from simulator.indicator import BREAKDOWNS, GROUPS, INDICATORS, OPENNESS, PLACES, UNITS, use
from simulator.world import CHANNELS, Floats, Kind, Origin, World
from ui.figures.figure import EMPTY, Figure, Provenance, Series
from ui.figures.over_months import Memo, padded, round_up, where_different
from ui.look import wording
from ui.look.wording import tr

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


def _cube(breakdown: str) -> Memo[Floats]:
    """Return the memo of amounts `(labels, places, groups, units)`, in single precision to save room."""
    return Memo(lambda world: use(world, breakdown)[0].astype(np.float32))


def _received_by_clouds(world: World) -> Floats:
    """Return `(clouds and own machines, places, 1, 1)` what is paid to whoever runs the machines."""
    cuts = [cut for cut in INDICATORS["receipts"].cuts(world) if cut.axes[0][0] == CLOUD]
    return np.concatenate([cut.values for cut in cuts])[:, :, None, None]


CLOUD = "cloud"
"""A way to divide what is spent, though not what is used: offers name no cloud."""
_CUBES = {**{breakdown: _cube(breakdown) for breakdown in BREAKDOWNS}, CLOUD: Memo(_received_by_clouds)}
_UNIT_OF = {"workload": "$M a month", "tokens": "trillion tokens a month", "spend": "$M a month"}


def share_figure(
    worlds: Sequence[World],
    ghost_worlds: Sequence[World] = (),
    by: str = "maker",
    place: str = "world",
    group: str = "all",
    units: str = "spend",
    provenance: Provenance = Provenance(),  # noqa: B008 - a frozen value
    ghost_name: str = "",
    form: str = "shares",
) -> Figure:
    """Return market shares or amounts month by month; with an old future its values are the ghosts."""
    if not worlds:
        return EMPTY
    clouds = by == CLOUD
    who = (0, 0) if clouds else (GROUPS.index(group), UNITS.index(units))
    pick = (slice(None), PLACES.index(place), *who)
    now = _over_time(_CUBES[by], worlds, pick)
    old = _over_time(_CUBES[by], ghost_worlds, pick) if len(ghost_worlds) else np.empty((0, now.shape[1]))
    new_share, old_share = _part_of_whole(now), _part_of_whole(old)
    peaks = np.maximum(new_share.max(axis=0), old_share.max(axis=0, initial=0.0))
    bands = _bands(worlds[-1], by, peaks, new_share[: NOW + 1].mean(axis=0))
    if form != "amounts":
        now, old = new_share, old_share
    months = max(len(now), len(old))
    values = [padded(now[:, list(band.rows)].sum(axis=1), months) for band in bands]
    ghosts = [padded(old[:, list(band.rows)].sum(axis=1), months) for band in bands]
    title, definition = _said_of(form, by, units)
    told = (wording.place(place),) if clouds else (wording.place(place), *_who_and_how(group, units))
    return Figure(
        title=title,
        subtitle=", ".join(told),
        unit=_UNIT_OF["spend" if clouds else units] if form == "amounts" else "share",
        kind="lines" if form == "lines" else "stacked",
        months=range(worlds[0].month, worlds[0].month + months),
        series=tuple(
            Series(band.name, band.key, value, band.colour, band.group, band.shade, ghost, band.brief)
            for band, value, ghost in zip(bands, values, where_different(values, ghosts), strict=True)
        ),
        definition=definition,
        provenance=provenance,
        high=_height(form, now, old, bands),
        ghost_name=ghost_name or tr("before the last change"),
    )


def _who_and_how(group: str, units: str) -> tuple[str, str]:
    return wording.buyers(group).lower(), wording.units(units).lower()


def _said_of(form: str, by: str, units: str) -> tuple[str, str]:
    """Return title and definition."""
    divided = wording.breakdown(by).lower()
    if by == CLOUD:
        title = tr("Received by clouds") if form == "amounts" else tr("Share of what clouds receive")
        return title, tr("What enterprises pay to whoever runs the machines: clouds, and buyers' own IT.")
    meaning = {"units": wording.units(units).lower(), "meaning": wording.units_meaning(units)}
    if form == "amounts":
        title = tr("{units} by {breakdown}").format(units=wording.units(units), breakdown=divided)
        return title, tr("Enterprise use a month, measured in {units}: {meaning}.").format(**meaning)
    title = tr("Market share by {breakdown}").format(breakdown=divided)
    return title, tr("Share of enterprise use measured in {units}: {meaning}.").format(**meaning)


def _part_of_whole(amounts: Floats) -> Floats:
    """Return `(months, labels)` shares, 0 where nothing is used."""
    whole = amounts.sum(axis=1, keepdims=True)
    part: Floats = amounts / np.where(whole > 0.0, whole, 1.0)
    return part


def _height(form: str, now: Floats, old: Floats, bands: list[_Band]) -> float:
    """Return the top of the axis: the whole, or a little more than the largest value."""
    if form == "shares":
        return 1.0
    if form == "amounts":
        return round_up(max(float(each.sum(axis=1).max(initial=0.0)) for each in (now, old)))
    tops = [float(each[:, list(band.rows)].sum(axis=1).max(initial=0.0)) for band in bands for each in (now, old)]
    return min(1.0, round_up(max(tops, default=1.0)))


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
    start = worlds[0].month if worlds else 0
    names = {
        "american_closed": (tr("American closed"), "camp.american_closed", "united_states"),
        "american_open": (tr("American open"), "camp.american_open", "united_states"),
        "europe": (tr("European"), "origin.europe", "europe"),
        "china": (tr("Chinese"), "origin.china", "china"),
    }
    return Figure(
        title=tr("Capability frontier"),
        subtitle=tr("best model of each camp, points"),
        unit="points",
        kind="lines",
        months=range(start, start + max(1, len(values[0]) if values else 1)),
        series=tuple(
            Series(names[camp][0], camp, value, names[camp][1], names[camp][2], 0, ghost)
            for camp, value, ghost in zip(_CAMPS, values, where_different(values, ghosts), strict=True)
            if np.isfinite(value).any()
        ),
        definition=tr(
            "Capability of the best released model of each camp, in points on a scale like that of chess ratings."
        ),
        provenance=provenance,
        ghost_name=ghost_name or tr("before the last change"),
        low=100.0 * np.floor(low / 100.0),
        high=100.0 * np.ceil(high / 100.0),
    )


# --- Which bands there are ----------------------------------------------------------------------------------


class _Band:
    """The rows of a breakdown that make one band, and what it is called."""

    def __init__(
        self, name: str, key: str, colour: str, group: str, rows: Iterable[int], shade: int = 0, brief: str = ""
    ) -> None:
        self.name, self.key, self.colour, self.group, self.shade, self.brief = name, key, colour, group, shade, brief
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
    if by == CLOUD:
        return _bands_of_clouds(world, peaks)
    labels, words = (OPENNESS, wording.openness) if by == "openness" else (CHANNELS, wording.channel)
    rows = [row for row in reversed(range(len(labels))) if peaks[row] > 0.0]
    return [_Band(words(labels[row]), labels[row], f"{by}.{labels[row]}", "", [row]) for row in rows]


def _bands_of_clouds(world: World, peaks: Floats) -> list[_Band]:
    """Return clouds by origin, in the colour of the maker that owns one; the buyers' own machines on top."""
    clouds, last = world.clouds, len(peaks) - 1
    bands = []
    for origin in _STACKING:
        rows = [row for row in range(1, last + 1) if ORIGINS[clouds.origin[row]] == origin and peaks[row - 1] > 0.0]
        for shade, row in enumerate(rows):
            owner = clouds.group[row]
            colour = f"maker.{world.makers.id[owner]}" if owner else f"others.{origin}"
            name, key = str(clouds.name[row]), str(clouds.id[row])
            bands.append(_Band(name, key, colour, origin, [row - 1], 0 if owner else shade))
    own = wording.own_it()
    return [*bands, _Band(own, "own_it", "channel.self_hosted", "", [last])] if peaks[last] > 0.0 else bands


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
            others = wording.others(origin)
            bands.append(_Band(name, f"other:{origin}", f"others.{origin}", origin, rest, brief=others))
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


_BEST = Memo(_best)


def _best_over_time(worlds: Sequence[World], ghost_worlds: Sequence[World]) -> tuple[list[Floats], list[Floats]]:
    months = max(len(worlds), len(ghost_worlds))
    now, old = (np.array([_BEST(world) for world in each]).reshape(-1, len(_CAMPS)) for each in (worlds, ghost_worlds))
    return [padded(column, months) for column in now.T], [padded(column, months) for column in old.T]


# --- Months -------------------------------------------------------------------------------------------------


def _over_time(memo: Memo[Floats], worlds: Sequence[World], pick: tuple[slice, int, int, int]) -> Floats:
    """Return `(months, labels)` one slice of each month's cube."""
    return np.array([memo(world)[pick] for world in worlds], dtype=np.float64)
