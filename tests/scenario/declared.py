"""Every key that a scenario file may have, by its place, with the range of its number; and those that 0.1.0 had.

The list of 0.1.0 stands in `format_1/declared.txt`: a place in each line, and the range where a number has one. It is
what the version declared, and never changes.
"""

from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import get_args

import pytest
from pydantic import BaseModel
from pydantic.fields import FieldInfo

from simulator.assumptions import Assumptions
from simulator.parameters import declaration
from simulator.policy import POLICIES
from simulator.scenario.reading import migrations
from simulator.scenario.reading.contents import CASTS, Head, Record, When
from simulator.scenario.reading.migrations import STEPS
from simulator.scenario.reading.vanished import TO_2, Vanished, named
from simulator.scenario.toml import ANY, Place
from simulator.scenario.value import Run

Range = tuple[float, float] | None
GONE = tuple(f"{named(row.old)} no longer exists: {row.why}" for row in TO_2)
"""How the sentence about each thing begins that 0.1.0 had and that is gone."""
OF_0_1_0 = Path(__file__).parent / "format_1" / "declared.txt"


def today() -> dict[Place, Range]:
    """Return every key of a file, with its range; the kind of a policy stands for itself, without one."""
    tables: dict[Place, type[BaseModel]] = {
        (): Head,
        ("run",): Run,
        ("history",): Record,
        ("parameters",): Assumptions,
        **{("policies", kind): POLICIES[kind] for kind in POLICIES},
        **{(cast, ANY): kind for cast, kind in CASTS.items()},
        ("measures", ANY): When,
    }
    kinds: dict[Place, Range] = {("policies", kind): None for kind in POLICIES}
    return kinds | {place: reach for above, kind in tables.items() for place, reach in _keys(kind, above)}


def of_0_1_0() -> dict[Place, Range]:
    """Return every key that 0.1.0 had, with its range."""
    found: dict[Place, Range] = {}
    for line in OF_0_1_0.read_text(encoding="utf-8").splitlines():
        name, *reach = line.split()
        found[tuple(name.split("."))] = (float(reach[0]), float(reach[1])) if reach else None
    return found


def covers(pattern: Place, place: Place) -> bool:
    """Return whether a pattern describes a place, or a table around it."""
    parts = zip(pattern, place, strict=False)
    return len(pattern) <= len(place) and all(ANY in (one, name) or one == name for one, name in parts)


def let_vanish(monkeypatch: pytest.MonkeyPatch, rows: Iterable[Vanished]) -> None:
    """Have keys vanish besides those that did; where both have one, as the rows say."""
    wanted = tuple(rows)
    others = (row for row in TO_2 if not any(covers(one.old, row.old) for one in wanted))
    monkeypatch.setattr(migrations, "STEPS", (*STEPS[:1], (*others, *wanted)))


def _keys(kind: type[BaseModel], above: Place) -> Iterator[tuple[Place, Range]]:
    for name, field in kind.model_fields.items():
        said = declaration(kind, name)
        reach = None if said is None else (said.low, said.high)
        inner = _table_in(field)
        if inner is None:
            yield (*above, name), reach
        else:
            yield from ((place, reach or below) for place, below in _keys(inner, (*above, name)))


def _table_in(field: FieldInfo) -> type[BaseModel] | None:
    options = (field.annotation, *get_args(field.annotation))
    return next((kind for kind in options if isinstance(kind, type) and issubclass(kind, BaseModel)), None)
