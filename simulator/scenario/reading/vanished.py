"""Parameters and keys of earlier versions that no longer exist: what became of each, and how a reader is told.

A file of an older format that still has one opens and runs. What it says there is left out, or goes to where it stands
now, and reading remarks on it once, however many entries have the key.
"""

import math
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from simulator.amounts import number_words
from simulator.scenario.problems import quoted
from simulator.scenario.toml import ANY, Place


def _same(number: float) -> float:
    return number


@dataclass(frozen=True)
class Vanished:
    """A parameter or a key that no longer exists.

    A number of a policy has its place under `policies`, and is meant in measures of that kind too. What another unit
    or another meaning has made another number has another name as well: the old one is gone, and may be mapped.
    """

    old: Place
    """Where files had it; `*` is any entry, as in `("models", "*", "appeal")`. A whole table may vanish as one."""
    why: str
    """What became of it, as the end of a sentence: "what hosts ask is now an outcome of their competition"."""
    new: Place | None = None
    """Where its value goes, None if nowhere; `*` is the same entry. No file may have had anything there before."""
    mapped: Callable[[float], float] = _same
    """Returns the number that stands in the new place for one in the old place."""


TO_2: tuple[Vanished, ...] = ()
"""What 0.1.0 had and later versions have not: one row each, in the order of a file."""


def mapped(row: Vanished, value: object) -> object:
    """Return what stands in the new place for a value, number by number; None where there is nothing for it.

    Anything but a number stays as it is, to be refused where it goes.
    """
    if isinstance(value, dict):
        inner = {name: mapped(row, number) for name, number in value.items()}
        return {name: number for name, number in inner.items() if number is not None}
    if not isinstance(value, int | float) or isinstance(value, bool):
        return value
    try:
        number = row.mapped(value)
        return number if math.isfinite(number) else None
    except (ArithmeticError, ValueError):  # as 1 / 0
        return None


def what_became(row: Vanished, values: tuple[tuple[Any, Any], ...]) -> str:
    """Return the sentence about what a file says that no longer exists.

    `values` holds what it says, at each place, with what stands in the new place for it, None where nothing does.
    """
    told = f"{named(row.old)} no longer exists: {row.why}"
    moved = [pair for pair in values if pair[1] is not None]
    if row.new is None or not moved:
        return f"{told}."
    before, after = moved[0]
    if len(values) > 1 or isinstance(before, dict):
        return f"{told}; what stands here is read as {named(row.new)}."
    return f"{told}; {_shown(before)} is read as {named(row.new)} = {_shown(after)}."


def named(place: Place) -> str:
    """Return a parameter or a key by the name that people know it by: with its group, or with what has it."""
    if place[0] == "parameters":
        return quoted(".".join(place[1:]))
    if place == place[:2]:  # at the top of a file, or in its run
        return quoted(".".join(place))
    section, of, *key = place
    return f"{quoted('.'.join(key))} of {section if of == ANY else of}"


def _shown(value: object) -> str:
    is_number = isinstance(value, int | float) and not isinstance(value, bool)
    return number_words(float(f"{value:.6g}")) if is_number else quoted(value)
