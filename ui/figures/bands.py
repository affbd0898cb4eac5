"""Which series a breakdown of use is drawn as: who is named, what is grouped, and which lies on which."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from simulator.entries import ORIGINS
from simulator.indicator import OPENNESS
from simulator.world import CHANNELS, Floats, Kind, World
from ui.look import wording

if TYPE_CHECKING:
    from numpy.typing import NDArray

CLOUD = "cloud"
"""A way to divide what is spent, though not what is used: offers name no cloud."""
NAMED = 8
"""At most so many series are named; the rest is grouped by origin."""
_WORTH_A_NAME = 0.01  # peak share; what never reaches it joins its group
_STACKING = (
    "united_states",
    "europe",
    "other",
    "china",
)  # from the bottom: both large blocks lie against a straight edge


@dataclass(frozen=True)
class Band:
    """The rows of a breakdown that make one series, and what it is called."""

    name: str
    key: str
    colour: str
    group: str
    rows: tuple[int, ...]
    shade: int = 0
    brief: str = ""
    meaning: str = ""

    def of(self, values: Floats) -> Floats:
        """Return `(months,)` what is the band's of `(months, labels)` values."""
        total: Floats = values[:, list(self.rows)].sum(axis=1)
        return total


def bands(world: World, by: str, peaks: Floats, past: Floats) -> list[Band]:
    """Return the bands of a breakdown from the bottom up.

    The peak share of each row over all known months decides who has a name. The share of the past orders the names:
    what a lever does to the future turns no two bands round.
    """
    if by in {"maker", "model"}:
        return [*_of_makers_or_models(world, by, peaks, past)]
    if by == "origin":
        return [*_of_origins(peaks)]
    if by == CLOUD:
        return [*_of_clouds(world, peaks)]
    labels, words = (OPENNESS, wording.openness) if by == "openness" else (CHANNELS, wording.channel)
    rows = [row for row in reversed(range(len(labels))) if peaks[row] > 0.0]
    return [Band(words(labels[row]), labels[row], f"{by}.{labels[row]}", "", (row,)) for row in rows]


def _of_origins(peaks: Floats) -> Iterator[Band]:
    for name in _STACKING:
        row = ORIGINS.index(name)
        if peaks[row] > 0.0:
            yield Band(wording.origin(name), name, f"origin.{name}", name, (row,))


def _of_clouds(world: World, peaks: Floats) -> Iterator[Band]:
    """Yield clouds by origin, in the colour of the maker that owns one; the buyers' own machines on top."""
    clouds, own = world.clouds, len(peaks) - 1
    for origin in _STACKING:
        of_origin = [row for row in range(1, own + 1) if ORIGINS[clouds.origin[row]] == origin]
        for shade, row in enumerate(row for row in of_origin if peaks[row - 1] > 0.0):
            owner = clouds.group[row]
            colour = f"maker.{world.makers.id[owner]}" if owner else f"others.{origin}"
            yield Band(str(clouds.name[row]), str(clouds.id[row]), colour, origin, (row - 1,), 0 if owner else shade)
    if peaks[own] > 0.0:
        yield Band(wording.own_it(), "own_it", "channel.self_hosted", "", (own,))


def _of_makers_or_models(world: World, by: str, peaks: Floats, past: Floats) -> Iterator[Band]:
    """Yield makers or models grouped by origin, the largest of each first, with the rest of each origin last."""
    maker = world.models.maker if by == "model" else np.arange(len(world.makers), dtype=np.int32)
    origins: NDArray[np.int32] = world.makers.origin[maker]
    ranked = sorted(_named(world, maker, peaks), key=lambda row: (-past[row], -peaks[row]))
    for origin in _STACKING:
        place = ORIGINS.index(origin)
        rows = [row for row in ranked if origins[row] == place]
        for number, row in enumerate(rows):
            yield _of_one(world, by, row, maker, rows[:number], origin)
        of_origin = np.flatnonzero((origins == place) & (peaks > 0.0))
        rest = tuple(int(row) for row in of_origin if row and row not in ranked)
        if rest:
            yield _of_the_rest(world, by, rest, origin)


def _of_the_rest(world: World, by: str, rest: tuple[int, ...], origin: str) -> Band:
    """Return the band of those of an origin that have none of their own; one alone keeps its name."""
    parts, colour = world.models if by == "model" else world.makers, f"others.{origin}"
    if len(rest) == 1:
        return Band(str(parts.name[rest[0]]), str(parts.id[rest[0]]), colour, origin, rest)
    name = wording.other_models(origin) if by == "model" else wording.other_makers(origin)
    meaning = wording.meaning_of_the_rest(name, map(str, parts.name[list(rest)]))
    return Band(name, f"other:{origin}", colour, origin, rest, brief=wording.others(origin), meaning=meaning)


def _named(world: World, maker: NDArray[np.int32], peaks: Floats) -> list[int]:
    """Return the rows that have a name of their own: the largest, and none of the long tail."""
    one_by_one = (peaks >= _WORTH_A_NAME) & (world.makers.kind[maker] != Kind.TAIL)
    one_by_one[0] = False
    return [int(row) for row in np.argsort(-peaks, kind="stable") if one_by_one[row]][:NAMED]


def _of_one(world: World, by: str, row: int, maker: NDArray[np.int32], below: list[int], origin: str) -> Band:
    """Return the band of one maker or model; models of one maker differ in shade."""
    parts = world.models if by == "model" else world.makers
    shade = sum(maker[other] == maker[row] for other in below)
    colour = f"maker.{world.makers.id[maker[row]]}"
    return Band(str(parts.name[row]), str(parts.id[row]), colour, origin, (row,), int(shade))
