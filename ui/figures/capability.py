"""The capability frontier as a figure: the best released model of each camp, month by month."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from simulator.world import Floats, Origin, World
from ui.figures.figure import Figure, Provenance, Series
from ui.figures.over_months import Memo, padded, where_different
from ui.look.wording import tr

_CAMPS = {
    "american_closed": ("camp.american_closed", "united_states"),
    "american_open": ("camp.american_open", "united_states"),
    "europe": ("origin.europe", "europe"),
    "china": ("origin.china", "china"),
}
"""Colour and origin of each camp."""
_STEP = 100.0  # points, to which the ends of the axis are rounded


def capability_figure(
    worlds: Sequence[World],
    ghost_worlds: Sequence[World] = (),
    provenance: Provenance = Provenance(),  # noqa: B008 - a frozen value
    ghost_name: str = "",
) -> Figure:
    """Return the capability of the best model of each camp month by month."""
    values, ghosts = _best_over_time(worlds, ghost_worlds)
    low, high = _range([*values, *ghosts])
    start = worlds[0].month if worlds else 0
    return Figure(
        title=tr("Capability frontier"),
        subtitle=tr("best model of each camp, points"),
        unit="points",
        kind="lines",
        months=range(start, start + max(1, len(values[0]))),
        series=_series(values, ghosts),
        definition=tr(
            "Capability of the best released model of each camp, in points on a scale like that of chess ratings."
        ),
        provenance=provenance,
        ghost_name=ghost_name or tr("before the last change"),
        low=_STEP * np.floor(low / _STEP),
        high=_STEP * np.ceil(high / _STEP),
    )


def _series(values: list[Floats], ghosts: list[Floats]) -> tuple[Series, ...]:
    """Return a series for each camp that has ever had a model."""
    names = (tr("American closed"), tr("American open"), tr("European"), tr("Chinese"))
    rows = zip(names, _CAMPS.items(), values, where_different(values, ghosts), strict=True)
    return tuple(
        Series(name, camp, value, colour, origin, 0, ghost)
        for name, (camp, (colour, origin)), value, ghost in rows
        if np.isfinite(value).any()
    )


def _range(values: list[Floats]) -> tuple[float, float]:
    known = np.concatenate([value[np.isfinite(value)] for value in values])
    return (float(known.min()), float(known.max())) if len(known) else (0.0, 1.0)


def _best(world: World) -> Floats:
    """Return `(camps,)` the capability of the best released model of each camp, NaN where there is none."""
    models = world.models
    origin = world.makers.origin[models.maker]
    american = origin == Origin.UNITED_STATES
    camps = (american & ~models.open, american & models.open, origin == Origin.EUROPE, origin == Origin.CHINA)
    live = models.live & (models.maker > 0)
    return np.array([models.capability[camp & live].max() if (camp & live).any() else np.nan for camp in camps])


_BEST = Memo(_best)


def _best_over_time(worlds: Sequence[World], ghost_worlds: Sequence[World]) -> tuple[list[Floats], list[Floats]]:
    months = max(len(worlds), len(ghost_worlds))
    now, old = (np.array([_BEST(world) for world in each]).reshape(-1, len(_CAMPS)) for each in (worlds, ghost_worlds))
    return [padded(column, months) for column in now.T], [padded(column, months) for column in old.T]
