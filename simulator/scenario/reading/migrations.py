"""Files of older formats, lifted to the present one step by step; every step is kept for ever.

A step is a list of changes. Each change is declared once, and three things follow from it: how plain tables are lifted,
how the text of a file is lifted when it is saved again (`writing.migrating`), and by which words a problem in an old
file is named: those that stand there.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import zip_longest
from typing import Any

from simulator.scenario.problems import Findings, quoted
from simulator.scenario.toml import Place, Tables

ANY = "*"
"""Matches every name in a place."""


@dataclass(frozen=True)
class Renamed:
    """A key that has a new name or a new place; `*` is the same name in both."""

    old: Place
    new: Place


@dataclass(frozen=True)
class Dropped:
    """A key that could only ever have one value, and is no longer written."""

    old: Place
    value: object


Change = Renamed | Dropped
Step = tuple[Change, ...]

_TO_1: Step = (  # units in names where a reader would guess; history in a table of its own
    Dropped(("run", "start"), "2023-09"),
    Renamed(("run", "history"), ("history", "mode")),
    Renamed(("regions", ANY, "software_spend"), ("regions", ANY, "software_spend_bn_a_year")),
    Renamed(("regions", ANY, "online_population"), ("regions", ANY, "online_population_million")),
    Renamed(("regions", ANY, "revenue_per_payer"), ("regions", ANY, "revenue_per_payer_a_month")),
    Renamed(("makers", ANY, "cash"), ("makers", ANY, "cash_million")),
    Renamed(("makers", ANY, "core_profit"), ("makers", ANY, "core_profit_million_a_month")),
    Renamed(("models", ANY, "cadence"), ("models", ANY, "cadence_months")),
    Renamed(("clouds", ANY, "capex_2026"), ("clouds", ANY, "capex_2026_bn")),
    Renamed(("measures", ANY, "ramp"), ("measures", ANY, "ramp_months")),
)
STEPS: tuple[Step, ...] = (_TO_1,)
"""Step n lifts a file from format n to format n + 1."""
FORMAT = len(STEPS)
"""The present format."""


def readable_format(own: Tables, findings: Findings) -> int | None:
    """Return the format of a file if this version reads it, else None after noting why not."""
    written = own.get("format")
    if "format" not in own:
        findings.error((), f"the file does not state its format; its first line must be format = {FORMAT}")
    elif not isinstance(written, int) or isinstance(written, bool) or written < 0:
        findings.error(("format",), f"{quoted(written)} is not a format; write format = {FORMAT}")
    elif written > FORMAT:
        text = (
            f"the file has format {written}, and this version of Shakeout reads up to {FORMAT}; "
            "a newer version of Shakeout will open it"
        )
        findings.error(("format",), text)
    else:
        return written
    return None


def migrated(tables: Tables) -> Tables:
    """Return the tables of a file in the present format."""
    for change in changes_since(tables["format"]):
        for place, value in to_change(tables, change):
            tables = _without(tables, place)
            if isinstance(change, Renamed):
                tables = _with(tables, filled(change.new, place), value)
    return {**tables, "format": FORMAT}


def as_written(place: Place, written: int) -> Place:
    """Return the place that a file of format `written` uses for what the present format has at `place`."""
    for step in reversed(STEPS[written:]):
        for change in step:
            if isinstance(change, Renamed) and _matches(place[: len(change.new)], change.new):
                place = (*filled(change.old, place), *place[len(change.new) :])
                break
    return place


def changes_since(written: int) -> tuple[Change, ...]:
    """Return every change between format `written` and the present one, in order."""
    return tuple(change for step in STEPS[written:] for change in step)


def to_change(tables: Tables, change: Change) -> list[tuple[Place, Any]]:
    """Return the place and the value of each key that a change applies to.

    Where a file has both the old and the new name of a key, both stay, and the old one is refused later.
    """
    return [
        (place, value)
        for place, value in _matching(tables, change.old)
        if (value == change.value if isinstance(change, Dropped) else _is_free(tables, filled(change.new, place)))
    ]


def filled(pattern: Place, place: Place) -> Place:
    """Return a pattern with its stars replaced by the names that a place has there."""
    return tuple(name if part == ANY else part for part, name in zip_longest(pattern, place[: len(pattern)]))


def _matching(table: Tables, pattern: Place, above: Place = ()) -> Iterator[tuple[Place, Any]]:
    """Yield the place and the value of each key that a pattern describes."""
    first, *rest = pattern
    for name in list(table) if first == ANY else [first] if first in table else []:
        if not rest:
            yield (*above, name), table[name]
        elif isinstance(table[name], dict):
            yield from _matching(table[name], tuple(rest), (*above, name))


def _matches(place: Place, pattern: Place) -> bool:
    return len(place) == len(pattern) and all(part in (ANY, name) for name, part in zip(place, pattern, strict=True))


def _is_free(tables: Tables, place: Place) -> bool:
    """Return whether a key can be put at a place: it is not taken, and what is around it are tables or nothing yet."""
    inner: Any = tables
    for name in place:
        if not isinstance(inner, dict):
            return False
        if name not in inner:
            return True
        inner = inner[name]
    return False


def _with(table: Tables, place: Place, value: object) -> Tables:
    """Return a copy of a table with one value inside it set; a new name is added at the end."""
    name, *rest = place
    return {**table, name: _with(table.get(name, {}), tuple(rest), value) if rest else value}


def _without(table: Tables, place: Place) -> Tables:
    """Return a copy of a table without one value inside it."""
    name, *rest = place
    if rest:
        return {**table, name: _without(table[name], tuple(rest))}
    return {key: value for key, value in table.items() if key != name}
