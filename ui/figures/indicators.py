"""A figure of any indicator: one of its breakdowns month by month, as lines or stacked, with the old future.

A plot says which indicator, along which of its axes it is divided, and which label of each other axis is meant; what
it leaves open follows the large chart, where the indicator has that label, and a total otherwise.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from time import perf_counter
from typing import Literal

import numpy as np

from simulator.entries import BUYERS, ORIGINS, REGIONS
from simulator.indicator import Cut, Indicator
from simulator.wishes import Costly
from simulator.world import Clouds, Floats, Makers, Models, World
from ui.figures.costly_cuts import cuts_of, described
from ui.figures.figure import EMPTY, Figure, Provenance, Series
from ui.figures.over_months import Memo, padded, round_up, where_different
from ui.look import wording
from ui.look.wording import tr

Form = Literal["lines", "stacked"]
WHOLE = ""
"""Not divided: one line."""
PART = "part"
"""The axis of an indicator whose cuts are single numbers of several kinds: receivers, or ways to count."""
SHOWN = 6
"""So many lines of a small chart can be told apart and named."""
_TOTALS = {"region": "world", "buyer": "all", "units": "workload"}
_INSTEAD = {"region": "united_states", "origin": "china", "openness": "open", "buyer": "large"}
_ONE_BY_ONE = {"region": REGIONS, "buyer": BUYERS}  # without totals, which contain the others
_ADDABLE = ("$M a month", "downloads", "firms", "models", "makers", "million")
Axis = tuple[str, tuple[str, ...]]
"""Of an indicator: its name and its labels."""
_ENDLESS = 999.0  # months of runway: there is no loss that would end it


@dataclass(frozen=True)
class Plot:
    """What a small chart shows: `fixed` holds labels of axes that do not follow the large chart."""

    indicator: str
    by: str = WHOLE
    fixed: tuple[tuple[str, str], ...] = ()
    form: Form = "lines"


@dataclass(frozen=True)
class _Way:
    """How the values of a plot are read from the cuts of its indicator; `None` takes all of an axis."""

    pieces: tuple[tuple[int, tuple[int | None, ...]], ...]  # number of the cut, and what to take of it
    labels: tuple[str, ...]
    named: tuple[tuple[str, str], ...]  # the label meant of each other axis


def divisions(name: str, world: World) -> tuple[str, ...]:
    """Return the axes along which an indicator can be divided, and `WHOLE` where it has a total."""
    cuts = cuts_of(name, world)
    if _of_parts(cuts):
        return (PART,)
    found: list[str] = []
    for cut in cuts:
        found += [name for name, labels in cut.axes if name not in found and name != "units" and len(labels) > 1]
    whole = all(_TOTALS.get(name) in labels for name, labels in cuts[0].axes)
    return (*found, WHOLE) if whole else tuple(found)


def usual_plot(name: str, world: World) -> Plot:
    """Return the plot that shows most of an indicator at a glance."""
    ways = divisions(name, world)
    place_or_group = {"region", "buyer"}
    by = WHOLE if WHOLE in ways and set(ways) <= {*place_or_group, WHOLE} else ways[0]
    return Plot(name, by)


def choices(plot: Plot, world: World) -> dict[str, tuple[str, ...]]:
    """Return the labels that can be meant on each axis along which a plot is not divided."""
    found: dict[str, tuple[str, ...]] = {}
    for cut in cuts_of(plot.indicator, world):
        for name, labels in cut.axes if plot.by in {WHOLE, PART, *dict(cut.axes)} else ():
            if name != plot.by and len(labels) > 1:
                known = [label for label in (*found.get(name, ()), *labels) if label]
                found[name] = tuple(dict.fromkeys(known))
    return found


def label_words(axis: str, label: str, world: World) -> str:
    """Return what a label of an axis is called."""
    if label == _OWN_IT:
        return wording.own_it()
    if axis in _TABLES:
        table = _TABLES[axis](world)
        return str(table.name[np.flatnonzero(table.id == label)[0]])
    return _part_words(label) if axis == PART else _WORDS[axis](label)


def _part_words(label: str) -> str:
    """Return what a receiver, or a way to count, is called."""
    kind, one = label.split(":")
    if one == "all":
        return wording.plural(kind)
    return wording.own_it() if one == _OWN_IT else wording.channel(one)


_OWN_IT = "own_it"
_TABLES: Mapping[str, Callable[[World], Makers | Models | Clouds]] = {
    "maker": lambda world: world.makers,
    "model": lambda world: world.models,
    "cloud": lambda world: world.clouds,
}
_WORDS: Mapping[str, Callable[[str], str]] = {
    "origin": wording.origin,
    "openness": wording.openness,
    "channel": wording.channel,
    "region": wording.place,
    "buyer": wording.buyers,
    "units": wording.units,
}


def indicator_figure(
    worlds: Sequence[World],
    ghost_worlds: Sequence[World],
    plot: Plot,
    follow: Mapping[str, str],
    provenance: Provenance = Provenance(),  # noqa: B008 - a frozen value
    ghost_name: str = "",
    focus: str = "",
) -> Figure:
    """Return an indicator month by month; `follow` has the labels of axes that the plot leaves open.

    The series in focus is among those shown, if there are too many for all.
    """
    if not worlds:
        return EMPTY
    # what is read, and in which months
    world, indicator = worlds[-1], described(plot.indicator)
    way = _way_of(plot, world, follow)
    now, old = _values(plot, way, worlds, ghost_worlds)
    months = max(len(now), len(old))

    # what is shown of it
    rows, rest = _chosen(way.labels, now, old, focus)
    stacked = plot.form == "stacked" and _can_stack(indicator, plot.by, now)
    takes = [[row] for row in rows] + ([rest] if stacked and rest else [])
    values, ghosts = ([_summed(each, take, months) for take in takes] for each in (now, old))

    # what is said about it
    low, high = (_limits_of_stack if stacked else _limits_of_lines)(indicator.unit, values, ghosts)
    return Figure(
        title=tr(indicator.label),
        subtitle=_subtitle(indicator, way, world, none_left=not rest or stacked),
        unit=indicator.unit,
        kind="stacked" if stacked else "lines",
        months=range(worlds[0].month, worlds[0].month + months),
        series=tuple(
            _series(plot.by, way.labels, take, world, value, ghost)
            for take, value, ghost in zip(takes, values, where_different(values, ghosts), strict=True)
        ),
        definition=tr(indicator.definition),
        provenance=provenance,
        low=low,
        high=high,
        ghost_name=ghost_name or tr("before the last change"),
    )


def known_by(plot: Plot, worlds: Sequence[World], follow: Mapping[str, str], until: float) -> bool:
    """Read a plot's values in months not read yet, up to a time of `time.perf_counter`; tell whether all are read."""
    if not worlds:
        return True
    memo = _memo(plot.indicator, _way_of(plot, worlds[-1], follow).pieces)
    for world in worlds:
        memo(world)
        if perf_counter() > until:
            return world is worlds[-1]
    return True


def _can_stack(indicator: Indicator | Costly, by: str, values: Floats) -> bool:
    """Return whether the series of a plot add up to something."""
    if by == WHOLE or np.nanmin(values, initial=0.0) < 0.0:
        return False
    if indicator.unit == "share" and by not in _ONE_BY_ONE:
        whole = np.nansum(values, axis=1)
        return bool(np.all(np.isclose(whole, 1.0, atol=1e-3) | (whole == 0.0)))
    return indicator.unit.startswith(_ADDABLE)


# --- How values are read ------------------------------------------------------------------------------------


def _of_parts(cuts: tuple[Cut, ...]) -> bool:
    """Return whether each cut is a number of another kind, so that the cuts themselves are an axis."""
    return len(cuts) > 1 and all(len(cut.axes[0][1]) == 1 for cut in cuts)


def _way_of(plot: Plot, world: World, follow: Mapping[str, str]) -> _Way:
    """Return how to read a plot; what it leaves open follows the large chart."""
    cuts, wanted = cuts_of(plot.indicator, world), {**_TOTALS, **follow, **dict(plot.fixed)}
    return _way_of_parts(cuts, wanted) if plot.by == PART else _way(cuts, plot.by, wanted)


def _way_of_parts(cuts: tuple[Cut, ...], wanted: Mapping[str, str]) -> _Way:
    """Return how to read a plot whose labels are the cuts themselves."""
    return _Way(
        tuple((number, (0, *_places(cut.axes[1:], wanted))) for number, cut in enumerate(cuts)),
        tuple(f"{axis}:{label}" for axis, (label,) in (cut.axes[0] for cut in cuts)),
        _named(cuts[0].axes[1:], wanted),
    )


def _way(cuts: tuple[Cut, ...], by: str, wanted: Mapping[str, str]) -> _Way:
    """Return how to read a plot: from all cuts that have its axis and as many of the wanted labels as any."""
    having = [(number, cut) for number, cut in enumerate(cuts) if _has(cut, by)]
    fitting = [sum(wanted.get(name) in labels for name, labels in cut.axes if name != by) for _, cut in having]
    taken: list[tuple[int, tuple[int | None, ...]]] = []
    labels: list[str] = []
    axes: tuple[Axis, ...] = ()
    for (number, cut), fit in zip(having, fitting, strict=True):
        own = dict(cut.axes).get(by, ("",))
        if fit == max(fitting) and not set(own) & set(labels):
            taken.append((number, tuple(_place(name, each, by, wanted) for name, each in cut.axes)))
            labels += own
            axes = axes or tuple(axis for axis in cut.axes if axis[0] != by)
    return _Way(tuple(taken), tuple(labels), _named(axes, wanted))


def _has(cut: Cut, by: str) -> bool:
    """Return whether a cut can be divided along an axis: not if its total is all there is of a region or a group."""
    own = dict(cut.axes).get(by, ())
    return by == WHOLE or len(own) > (1 if by in _ONE_BY_ONE else 0)


def _place(axis: str, labels: tuple[str, ...], by: str, wanted: Mapping[str, str]) -> int | None:
    return None if axis == by else labels.index(_meant(axis, labels, wanted))


def _places(axes: tuple[Axis, ...], wanted: Mapping[str, str]) -> tuple[int, ...]:
    return tuple(labels.index(_meant(name, labels, wanted)) for name, labels in axes)


def _meant(axis: str, labels: tuple[str, ...], wanted: Mapping[str, str]) -> str:
    """Return the label that is wanted, else the total, else the one that is asked about most."""
    for label in (wanted.get(axis), _TOTALS.get(axis), _INSTEAD.get(axis)):
        if label in labels:
            return str(label)
    return next((label for label in labels if label), labels[0])


def _named(axes: tuple[Axis, ...], wanted: Mapping[str, str]) -> tuple[tuple[str, str], ...]:
    return tuple((name, _meant(name, labels, wanted)) for name, labels in axes if len(labels) > 1)


@lru_cache(maxsize=64)
def _memo(name: str, pieces: tuple[tuple[int, tuple[int | None, ...]], ...]) -> Memo[Floats]:
    """Return the memo of `(labels,)` values of a plot, NaN for what is not on the market."""

    def read(world: World) -> Floats:
        cuts = cuts_of(name, world)
        return np.concatenate([_taken(cuts[number], take) for number, take in pieces]).astype(np.float32)

    return Memo(read)


def _taken(cut: Cut, take: tuple[int | None, ...]) -> Floats:
    every = tuple(slice(None) if place is None else place for place in take)
    values = np.atleast_1d(np.asarray(cut.values, dtype=np.float64)[every])
    if cut.present is None or (take and take[0] is not None):
        return values
    return np.where(np.atleast_1d(cut.present), values, np.nan)


def _values(plot: Plot, way: _Way, worlds: Sequence[World], ghost_worlds: Sequence[World]) -> tuple[Floats, Floats]:
    """Return `(months, labels)` values of the new future and of the old one, NaN for what has no value."""
    memo = _memo(plot.indicator, way.pieces)
    now = _over_time(memo, worlds)
    old = _over_time(memo, ghost_worlds) if len(ghost_worlds) else np.empty((0, now.shape[1]))
    if described(plot.indicator).unit == "months":
        now, old = (np.where(each < _ENDLESS, each, np.nan) for each in (now, old))
    return now, old


def _over_time(memo: Memo[Floats], worlds: Sequence[World]) -> Floats:
    """Return `(months, labels)`."""
    values = np.array([memo(world) for world in worlds], dtype=np.float64)
    return np.where(np.isfinite(values), values, np.nan)


# --- What is shown ------------------------------------------------------------------------------------------


def _chosen(labels: tuple[str, ...], now: Floats, old: Floats, focus: str) -> tuple[list[int], list[int]]:
    """Return the rows that are shown, the largest first, and the rest; totals that contain the others are neither."""
    totals = {"world", "west", "all", "corporations"} if len(labels) > 1 else set()
    peaks = np.nanmax(np.abs(np.vstack((now, old, np.zeros((1, now.shape[1]))))), axis=0, initial=0.0)
    known = [row for row, label in enumerate(labels) if label not in totals and np.isfinite(now[:, row]).any()]
    known = [row for row in known if len(labels) == 1 or labels[row]]
    ranked = sorted(known, key=lambda row: (labels[row] != focus or not focus, -peaks[row]))
    shown = sorted(ranked[:SHOWN], key=lambda row: -peaks[row])
    if len(known) <= len(REGIONS):  # a few more than asked for say more than a rest would
        shown = sorted(known, key=lambda row: -peaks[row])
    return shown, [row for row in known if row not in shown]


def _summed(values: Floats, take: list[int], months: int) -> Floats:
    if len(take) == 1:
        return padded(values[:, take[0]], months)
    return padded(np.nansum(values[:, take], axis=1), months)


def _limits_of_stack(unit: str, values: list[Floats], ghosts: list[Floats]) -> tuple[float, float]:
    """Return the ends of the axis of stacked series: from nothing to the whole."""
    top = max((float(np.nansum(each, axis=0).max(initial=0.0)) for each in (values, ghosts)), default=0.0)
    return 0.0, 1.0 if unit == "share" else round_up(top)


def _limits_of_lines(unit: str, values: list[Floats], ghosts: list[Floats]) -> tuple[float, float]:
    """Return the ends of the axis of lines: it begins at zero, unless the unit has no meaningful zero."""
    known = np.concatenate([each[np.isfinite(each)] for each in (*values, *ghosts)]) if values else np.zeros(0)
    if not len(known):
        return 0.0, 1.0
    low, high = float(known.min()), float(known.max())
    if unit == "points" and low > 0.0:
        return 100.0 * np.floor(low / 100.0), 100.0 * np.ceil(high / 100.0)
    if unit.startswith("share") and low >= 0.0 and high <= 1.0:
        return 0.0, min(1.0, round_up(high))
    if low >= 0.0:
        return 0.0, round_up(high)
    return -round_up(-low), round_up(high) if high > 0.0 else 0.0


def _subtitle(indicator: Indicator | Costly, way: _Way, world: World, *, none_left: bool) -> str:
    """Return whose values these are and in what."""
    said = [label_words(axis, label, world) for axis, label in way.named]
    said = [
        words.lower() if axis in {"buyer", "units"} else words for words, (axis, _) in zip(said, way.named, strict=True)
    ]
    unit = wording.unit_words(indicator.unit)
    largest = [] if none_left else [tr("the {number} largest").format(number=SHOWN)]
    return ", ".join(words for words in (*said, unit, *largest) if words)


def _series(
    by: str,
    labels: tuple[str, ...],
    take: list[int],
    world: World,
    values: Floats,
    ghost: Floats | None,
) -> Series:
    if len(take) > 1:
        name, members = tr("All others"), [label_words(by, labels[row], world) for row in take]
        meaning = wording.meaning_of_the_rest(name, members)
        return Series(name, "others", values, "others.other", ghost=ghost, meaning=meaning)
    label = labels[take[0]]
    if by == WHOLE:
        return Series(tr("All"), "all", values, "nth.0", ghost=ghost)
    colour, shade = _colour(by, label, take[0], world)
    return Series(label_words(by, label, world), label, values, colour, "", shade, ghost)


def _colour(axis: str, label: str, row: int, world: World) -> tuple[str, int]:
    """Return what gives a label its colour, and the shade of it."""
    if axis in {"origin", "openness", "channel", "maker"}:
        return f"{axis}.{label}", 0
    if axis == "model":
        model = int(np.flatnonzero(world.models.id == label)[0])
        maker = world.models.maker[model]
        return f"maker.{world.makers.id[maker]}", int((world.models.maker[:model] == maker).sum()) % 3
    if axis == "cloud" and label != _OWN_IT:
        cloud = int(np.flatnonzero(world.clouds.id == label)[0])
        owner = world.clouds.group[cloud]
        own = f"maker.{world.makers.id[owner]}"
        return (own, 0) if owner else (f"others.{ORIGINS[world.clouds.origin[cloud]]}", row % 2)
    return f"nth.{row % 8}", 0
