"""Files of older formats, lifted to the present one step by step; every step is kept for ever.

A step is a list of changes. Each change is declared once, and three things follow from it: how plain tables are lifted,
how the text of a file is lifted when it is saved again (`writing.migrating`), and by which words a problem in an old
file is named: those that stand there. What no longer exists is told (`vanished`).
"""

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import zip_longest
from typing import Any, NamedTuple

from simulator.scenario.problems import Findings, quoted
from simulator.scenario.reading.vanished import TO_2, Vanished, mapped, named, what_became
from simulator.scenario.toml import ANY, Place, Tables, tables_in


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


Change = Renamed | Dropped | Vanished
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
STEPS: tuple[Step, ...] = (_TO_1, TO_2)
"""Step n lifts a file from format n to format n + 1."""
FORMAT = len(STEPS)
"""The present format."""
MARKETS = ("0.1.0", "0.1.0")
"""The version of whose market a file of format n is, for every format before the present one."""


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


class Lifted(NamedTuple):
    """A file in the present format, and what it said that no longer exists."""

    tables: Tables
    gone: tuple[tuple[Place, str], ...]  # what became of each thing, with the first place where it stood
    dropped: tuple[str, ...]  # the names of those for which there is no place any more


def migrated(tables: Tables) -> Tables:
    """Return the tables of a file in the present format."""
    return lifted(tables, {}).tables


def lifted(tables: Tables, inherited: Tables) -> Lifted:
    """Return a file in the present format; `inherited` holds the tables of what it extends."""
    gone, lost = [], []
    for change in changes_since(tables["format"]):
        places, values = [], []
        for place, value in to_change(tables, change, inherited):
            tables = _without(tables, place)
            target = target_of(tables, change, place, value)
            tables = tables if target is None else _with(tables, *target)
            places.append(place)
            values.append((value, None if target is None else target[1]))
        if places and isinstance(change, Vanished):
            gone.append((places[0], what_became(change, tuple(values))))
            lost += [named(change.old)] if all(after is None for _, after in values) else []
    return Lifted({**tables, "format": FORMAT}, tuple(gone), tuple(lost))


def as_written(place: Place, written: int) -> Place:
    """Return the place that a file of format `written` uses for what the present format has at `place`."""
    for step in reversed(STEPS[written:]):
        for change in step:
            new = None if isinstance(change, Dropped) else change.new
            if new is not None and _matches(place[: len(new)], new):
                place = (*filled(change.old, place), *place[len(new) :])
                break
    return place


def changes_since(written: int) -> tuple[Change, ...]:
    """Return every change between format `written` and the present one, in order."""
    return tuple(change for step in STEPS[written:] for change in step)


def to_change(tables: Tables, change: Change, inherited: Tables) -> list[tuple[Place, Any]]:
    """Return the place and the value of each key that a change applies to.

    Where a file has both the old and the new name of a key, both stay, and the old one is refused later.
    """
    found = list(_matching(tables, change.old))
    if isinstance(change, Vanished):
        return [*found, *_in_measures(tables, change.old, inherited)]
    return [
        (place, value)
        for place, value in found
        if (value == change.value if isinstance(change, Dropped) else _is_free(tables, filled(change.new, place)))
    ]


def target_of(tables: Tables, change: Change, place: Place, value: object) -> tuple[Place, Any] | None:
    """Return where the value of a key goes that has just been taken out of a file, and what stands there for it."""
    if isinstance(change, Dropped) or change.new is None:
        return None
    if isinstance(change, Renamed):
        return filled(change.new, place), value
    new = (*place[:2], *change.new[2:]) if place[0] != change.old[0] else filled(change.new, place)
    after = mapped(change, value)
    return (new, after) if after is not None and _is_free(tables, new) else None


def _in_measures(tables: Tables, pattern: Place, inherited: Tables) -> Iterator[tuple[Place, Any]]:
    """Yield the place and the value of each key of a measure that a number of its kind of policy describes."""
    section, *rest = pattern
    if section != "policies" or len(rest) == 1:
        return
    kind, *key = rest
    kinds = {name: table.get("kind") for source in (inherited, tables) for name, table in _kinds_said(source)}
    for name, table in tables_in(tables, "measures"):
        if kinds.get(name) == kind:
            yield from _matching(table, tuple(key), ("measures", name))


def _kinds_said(tables: Tables) -> Iterator[tuple[str, Tables]]:
    return ((name, table) for name, table in tables_in(tables, "measures") if "kind" in table)


def filled(pattern: Place, place: Place) -> Place:
    """Return a pattern with its stars replaced by the names that a place has there."""
    return tuple(name if part == ANY else part for part, name in zip_longest(pattern, place[: len(pattern)]))


def _matching(table: Tables, pattern: Place, above: Place = ()) -> Iterator[tuple[Place, Any]]:
    """Yield the place and the value of each key that a pattern describes."""
    first, *rest = pattern
    every = (name for name in table if not name.startswith("x_"))
    for name in list(every) if first == ANY else [first] if first in table else []:
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
