"""Files of older formats, lifted to the present one step by step; every step is kept for ever.

A step is a list of changes. Each change is declared once, and three things follow from it: how plain tables are lifted,
how the text of a file is lifted when it is saved again, and how a problem in an old file is named by the words that
stand there.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import zip_longest
from typing import Any

from simulator.scenario.editing import with_key_renamed, with_value, without_key
from simulator.scenario.outline import Place
from simulator.scenario.parsing import Tables, parsed

ANY = "*"
"""Stands in a place for every name."""


@dataclass(frozen=True)
class Renamed:
    """A key that has another name or another place now; `*` stands for the same name in both."""

    old: Place
    new: Place


@dataclass(frozen=True)
class Dropped:
    """A key that could only ever say one thing, and is no longer written."""

    old: Place
    value: object


Step = tuple[Renamed | Dropped, ...]

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


def migrated(tables: Tables) -> Tables:
    """Return the tables of a file in the present format."""
    for step in STEPS[tables["format"] :]:
        for change in step:
            for place, value in _found(tables, change):
                tables = _without(tables, place)
                if isinstance(change, Renamed):
                    tables = _with(tables, _filled(change.new, place), value)
    return {**tables, "format": FORMAT}


def migrated_text(text: str, sections: tuple[str, ...]) -> str:
    """Return the text of a file in the present format; comments and order stay."""
    tables = parsed(text)
    for step in STEPS[tables["format"] :]:
        for change in step:
            for place, value in _found(parsed(text), change):
                if isinstance(change, Dropped):
                    text = without_key(text, place)
                elif (new := _filled(change.new, place))[:-1] == place[:-1]:
                    text = with_key_renamed(text, place, new[-1])
                else:
                    text = with_value(without_key(text, place), new, value, sections)
    return with_value(text, ("format",), FORMAT, sections)


def as_written(place: Place, written: int) -> Place:
    """Return where a file of format `written` says what the present format says at `place`."""
    for step in reversed(STEPS[written:]):
        for change in step:
            if isinstance(change, Renamed) and _matches(place[: len(change.new)], change.new):
                place = (*_filled(change.old, place), *place[len(change.new) :])
                break
    return place


def _found(tables: Tables, change: Renamed | Dropped) -> list[tuple[Place, Any]]:
    """Return the place and the value of each key that a change is about.

    Where a file says a thing by its old and by its new name, both stay, and the old one will be refused.
    """
    return [
        (place, value)
        for place, value in _matching(tables, change.old)
        if (value == change.value if isinstance(change, Dropped) else _is_free(tables, _filled(change.new, place)))
    ]


def _matching(table: Tables, pattern: Place, above: Place = ()) -> Iterator[tuple[Place, Any]]:
    """Yield the place and the value of each key that a pattern describes."""
    first, *rest = pattern
    for name in list(table) if first == ANY else [first] if first in table else []:
        if not rest:
            yield (*above, name), table[name]
        elif isinstance(table[name], dict):
            yield from _matching(table[name], tuple(rest), (*above, name))


def _filled(pattern: Place, place: Place) -> Place:
    """Return a pattern with the names of a place in the place of its stars."""
    return tuple(name if part == ANY else part for part, name in zip_longest(pattern, place[: len(pattern)]))


def _matches(place: Place, pattern: Place) -> bool:
    return len(place) == len(pattern) and all(part in (ANY, name) for name, part in zip(place, pattern, strict=True))


def _is_free(tables: Tables, place: Place) -> bool:
    """Tell whether a key can be put at a place: nothing stands there yet, and tables stand around it or can."""
    inner: Any = tables
    for name in place:
        if not isinstance(inner, dict):
            return False
        if name not in inner:
            return True
        inner = inner[name]
    return False


def _with(table: Tables, place: Place, value: object) -> Tables:
    """Return a copy of a table with one value inside it set; a new name takes its place at the end."""
    name, *rest = place
    return {**table, name: _with(table.get(name, {}), tuple(rest), value) if rest else value}


def _without(table: Tables, place: Place) -> Tables:
    """Return a copy of a table without one value inside it."""
    name, *rest = place
    if rest:
        return {**table, name: _without(table[name], tuple(rest))}
    return {key: value for key, value in table.items() if key != name}
