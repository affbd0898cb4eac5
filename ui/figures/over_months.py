"""Values over months: computed once for each world, as long as the figure, and compared with an old future.

What a world contributes is remembered as long as the world lives: a figure of 148 months costs some milliseconds the
first time, and hardly anything from then on.
"""

from __future__ import annotations

import weakref
from collections.abc import Callable, Sequence
from typing import Generic, TypeVar

import numpy as np

from simulator.world import Floats, World

Value = TypeVar("Value")


class Memo(Generic[Value]):
    """A function of a world whose results live as long as the worlds."""

    def __init__(self, function: Callable[[World], Value]) -> None:
        """Take the function."""
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


def padded(column: Floats, months: int) -> Floats:
    """Return a column as long as the figure, NaN where nothing is known."""
    result = np.full(months, np.nan)
    result[: len(column)] = column
    result.setflags(write=False)
    return result


def where_different(values: Sequence[Floats], ghosts: Sequence[Floats]) -> list[Floats | None]:
    """Return the old futures from the last month that they share with the new one, or None where nothing differs."""
    if not values:
        return []
    compared = [
        np.isfinite(ghost) & ~np.isclose(value, ghost, rtol=1e-9, atol=1e-9)
        for value, ghost in zip(values, ghosts, strict=True)
    ]
    different = np.flatnonzero(np.logical_or.reduce(compared))
    if not len(different):
        return [None] * len(values)
    shown: list[Floats | None] = []
    for ghost in ghosts:
        part = ghost.copy()
        part[: max(0, int(different[0]) - 1)] = np.nan
        part.setflags(write=False)
        shown.append(part)
    return shown


_STEPS = (1.0, 1.2, 1.5, 2.0, 2.5, 3.0, 4.0, 5.0, 6.0, 8.0, 10.0)  # tops of axes, times a power of ten


def round_up(size: float) -> float:
    """Return a round number not below a size, so that an axis does not change with every month; 1 for nothing."""
    if size <= 0.0:
        return 1.0
    power = 10.0 ** np.floor(np.log10(size))
    return float(power * next(step for step in _STEPS if size <= step * power * (1.0 + 1e-9)))
