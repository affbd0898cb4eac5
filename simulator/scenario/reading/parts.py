"""The parts of a scenario, read one by one from merged tables: head, run, record, assumptions, cast and measures.

A part that cannot be read is noted and left out, so that one mistake hides no other.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from simulator.assumptions import Assumptions
from simulator.policy import POLICIES, Measure, Policy
from simulator.registry import did_you_mean, listed, what_there_is
from simulator.scenario.problems import Findings, expected
from simulator.scenario.reading.contents import CASTS, SECTIONS, Head, Record, When, built, measure_of
from simulator.scenario.reading.structure import defaults, structured
from simulator.scenario.toml import Tables, laid_over, tables_in
from simulator.scenario.value import Run, Scenario


@dataclass(frozen=True)
class Parts:
    """What could be read of a scenario; None is what could not."""

    head: Head | None
    run: Run | None
    record: Record | None
    assumptions: Assumptions | None
    casts: dict[str, dict[str, Any]]
    measures: tuple[Measure, ...]

    def scenario(self) -> Scenario | None:
        """Return the scenario that the parts make up, None if one of them is missing."""
        if self.head is None or self.run is None or self.record is None or self.assumptions is None:
            return None
        return built(self.head, self.run, self.record, self.assumptions, self.casts, self.measures)


def completed(merged: Tables, sound: Tables, findings: Findings) -> Tables:
    """Return merged tables with what they leave unsaid: default assumptions, and the numbers of [policies] in measures.

    `sound` holds tables in which nothing is wrong: what is taken over from them needs no second look.
    """
    tables = laid_over({"parameters": defaults(Assumptions)}, merged)
    numbers = _policy_numbers(tables, sound.get("policies", {}), findings)
    measures = dict(tables["measures"]) if isinstance(tables.get("measures"), dict) else {}
    for name, table in tables_in(tables, "measures"):
        kind = table.get("kind")
        measures[name] = {**numbers[kind], **table} if isinstance(kind, str) and kind in numbers else table
    return {**tables, "measures": measures} if measures else tables


def _policy_numbers(tables: Tables, sound: Tables, findings: Findings) -> Tables:
    """Return the tables of [policies] in which nothing is wrong, by the kind of policy."""
    kinds = tables.get("policies", {})
    if not isinstance(kinds, dict):
        findings.error(("policies",), expected("a table", kinds))
        return {}
    numbers: Tables = {}
    for kind, table in kinds.items():
        place = ("policies", kind)
        if kind not in POLICIES:
            findings.error(place, f'there is no policy "{kind}"{what_there_is(kind, POLICIES)}')
        elif table is sound.get(kind) or structured(POLICIES[kind], table, place, findings) is not None:
            numbers[kind] = table
    return numbers


def parts_of(tables: Tables, inherited: Tables, known: Scenario | None, findings: Findings) -> Parts:
    """Return the parts of a scenario, as far as they can be read.

    `known` is the scenario that it extends, and `inherited` holds its tables: an entry of the cast that is the same
    object in both is not read again.
    """
    head = structured(Head, {key: tables[key] for key in tables if key not in SECTIONS}, (), findings, SECTIONS)
    run = structured(Run, tables.get("run", {}), ("run",), findings)
    record = structured(Record, tables.get("history", {}), ("history",), findings)
    assumptions = structured(Assumptions, tables["parameters"], ("parameters",), findings)
    casts = {cast: _cast(cast, tables, inherited, known, findings) for cast in CASTS}
    measures = tuple(_measures(tables, inherited.get("measures", {}), findings))
    return Parts(head, run, record, assumptions, casts, measures)


def _cast(cast: str, tables: Tables, inherited: Tables, known: Scenario | None, findings: Findings) -> dict[str, Any]:
    """Return the entries of one part of the cast, by name; None for one that cannot be read."""
    entries = tables.get(cast)
    if not entries:
        text = f'no {cast} are described; describe them, or write extends = "base" to take those of the base market'
        findings.error((cast,), text)
        return {}
    if not isinstance(entries, dict):
        findings.error((cast,), expected("a table", entries))
        return {}
    choices = {"maker": listed(tables["makers"])} if isinstance(tables.get("makers"), dict) else {}
    before = inherited.get(cast, {}) if known is not None else {}
    ready = dict(getattr(known, cast)) if known is not None else {}
    return {
        name: ready[name]
        if name in ready and table is before.get(name)
        else structured(CASTS[cast], table, (cast, name), findings, choices=choices)
        for name, table in entries.items()
    }


def _measures(tables: Tables, inherited: Tables, findings: Findings) -> Iterator[Measure]:
    """Yield the measures of a file that are not removed, as far as they can be read."""
    measures = tables.get("measures", {})
    if not isinstance(measures, dict):
        findings.error(("measures",), expected("a table", measures))
        return
    for name, table in measures.items():
        place = ("measures", name)
        if not isinstance(table, dict):
            findings.error(place, expected("a table", table))
        elif table.get("removed") is True:
            if name not in inherited:
                text = f"there is no such measure to remove{what_there_is(name, inherited)}"
                findings.error((*place, "removed"), text)
        elif (measure := _measure(name, table, tuple(inherited), findings)) is not None:
            yield measure


def _measure(name: str, table: Tables, inherited: tuple[str, ...], findings: Findings) -> Measure | None:
    """Return a measure from its table, None after noting what is wrong with it."""
    place = ("measures", name)
    if "kind" not in table and (near := did_you_mean(name, inherited)):
        findings.error(place, f'there is no measure "{name}" yet{near}; a new one needs a kind and a start')
        return None
    keys = set(When.model_fields)
    said = {key: value for key, value in table.items() if key in keys}
    when = structured(When, said, place, findings, choices={"kind": listed(POLICIES, name)})
    kind = _kind(table, name, findings)
    if kind is None:
        return None
    numbers = {key: value for key, value in table.items() if key not in keys}
    policy = structured(kind, numbers, place, findings, keys)
    return None if when is None or policy is None else measure_of(name, when, policy)


def _kind(table: Tables, name: str, findings: Findings) -> type[Policy] | None:
    """Return the policy that a measure puts in force, None after noting that there is none of that name."""
    kind = table.get("kind")
    if not isinstance(kind, str):
        return None
    if kind in POLICIES:
        return POLICIES[kind]
    findings.error(("measures", name, "kind"), f'there is no policy "{kind}"{what_there_is(kind, POLICIES)}')
    return None
