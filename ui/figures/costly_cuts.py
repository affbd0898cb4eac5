"""Indicators that need a whole future and some time: worked out month by month while the window is idle, and kept.

What a month contributes is remembered as long as its world lives: an edit costs only the months that it changes.
"""

from __future__ import annotations

import weakref
from typing import TYPE_CHECKING

from simulator.indicator import INDICATORS
from simulator.wishes import COSTLY

if TYPE_CHECKING:
    from simulator.history import Branch
    from simulator.indicator import Cut, Indicator
    from simulator.wishes import Costly
    from simulator.world import World

_KNOWN: dict[tuple[str, int], tuple[weakref.ref[World], tuple[Cut, ...]]] = {}


def described(name: str) -> Indicator | Costly:
    """Return what is declared of an indicator: its label, unit and definition.

    Raises
    ------
    KeyError
        If there is none of this name.
    """
    return COSTLY[name] if name in COSTLY else INDICATORS[name]


def cuts_of(name: str, world: World) -> tuple[Cut, ...]:
    """Return the arrays of an indicator in a month.

    Raises
    ------
    KeyError
        If it is costly and that month has not been worked out.
    """
    return _KNOWN[name, id(world)][1] if name in COSTLY else INDICATORS[name].cuts(world)


def is_known(name: str, world: World) -> bool:
    """Return whether an indicator can be read in a month at once."""
    return name not in COSTLY or (name, id(world)) in _KNOWN


def work_out(name: str, branch: Branch, month: int) -> None:
    """Work out a costly indicator in a month, unless it is known."""
    world = branch.worlds[month]
    key = name, id(world)
    if not is_known(name, world):
        reference = weakref.ref(world, lambda _: _KNOWN.pop(key, None))
        _KNOWN[key] = reference, COSTLY[name].cuts(branch, month)


def known_months(name: str, branch: Branch | None) -> int:
    """Return how many months from the first on can be read at once."""
    if branch is None:
        return 0
    unknown = (place for place, world in enumerate(branch.worlds) if not is_known(name, world))
    return next(unknown, len(branch.worlds))
