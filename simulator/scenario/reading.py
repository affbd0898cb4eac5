"""Reading a scenario file: parse, structure and check, build.

A child is merged with the scenario that it extends as plain tables; every problem is reported at once.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from simulator.assumptions import Assumptions
from simulator.policy import POLICIES, Measure
from simulator.registry import did_you_mean
from simulator.scenario.checks import misfits, oddities
from simulator.scenario.contents import CASTS, FORMAT, SECTIONS, Head, Run, When, built, measure_of
from simulator.scenario.outline import Place, line_numbers
from simulator.scenario.parsing import Tables, laid_over, parsed, text_of
from simulator.scenario.problems import Findings, Problem, ScenarioProblems, quoted
from simulator.scenario.shelf import find_parent
from simulator.scenario.structure import defaults, structured
from simulator.scenario.value import Scenario

_DEEPEST_FAMILY = 8  # scenarios that extend each other
_REMARKS = ("note", "source")
_OF_THE_PARENT = ", which is extended, has a problem: "


@dataclass(frozen=True)
class Reading:
    """What reading a file yields: the scenario unless something is wrong, and the tables that it came from."""

    scenario: Scenario | None
    problems: tuple[Problem, ...]
    own: Tables = field(default_factory=dict)  # what the file itself says, remarks and all
    merged: Tables = field(default_factory=dict)  # the same, with everything that it extends
    parent: Scenario | None = None


def check(source: Path | str) -> tuple[Scenario | None, list[Problem]]:
    """Return the scenario of a file (a path) or of a text, None if it is wrong, and every problem and warning."""
    found = read_file(source) if isinstance(source, Path) else read_text(source, None)
    return found.scenario, list(found.problems)


def read_file(path: Path) -> Reading:
    """Return what a file holds."""
    try:
        text = text_of(path)
    except ScenarioProblems as refusal:
        return Reading(None, refusal.problems)
    return read_text(text, path)


def read_text(text: str, path: Path | None, lineage: tuple[Path, ...] = ()) -> Reading:
    """Return what a text holds that stands, or would stand, at a path.

    `lineage` holds the files that extend this one, nearest last.
    """
    try:
        own = parsed(text)
    except ScenarioProblems as refusal:
        return Reading(None, refusal.problems)
    findings = Findings(line_numbers(text.removeprefix("\ufeff")))
    if not _is_readable_format(own, findings):
        return Reading(None, findings.problems, own)
    family = (*lineage, path.resolve()) if path is not None else lineage
    parent = _parent(own, path, family, findings)
    if findings.errors:
        return Reading(None, findings.problems, own)
    said = _without_remarks(own, ())
    inherited = parent.merged if parent is not None else {}
    merged = laid_over(_without_replaced(inherited, said), said)
    scenario = _built(merged, inherited, findings)
    if scenario is not None:
        oddities(scenario, _own_measures(said), findings)
    return Reading(scenario, findings.problems, own, merged, parent.scenario if parent is not None else None)


def _is_readable_format(own: Tables, findings: Findings) -> bool:
    """Tell whether this version reads the file's format; note why not."""
    written = own.get("format")
    if "format" not in own:
        findings.error((), f"the file does not say its format; its first line must be format = {FORMAT}")
    elif not isinstance(written, int) or isinstance(written, bool) or written < 0:
        findings.error(("format",), f"{quoted(written)} is no format; write format = {FORMAT}")
    elif written > FORMAT:
        text = (
            f"the file has format {written}, and this version of Shakeout reads up to {FORMAT}; "
            "a newer version of Shakeout will open it"
        )
        findings.error(("format",), text)
    return not findings.errors


def _parent(own: Tables, path: Path | None, family: tuple[Path, ...], findings: Findings) -> Reading | None:
    """Return what the file extends, None if it extends nothing or if that cannot be read."""
    name = own.get("extends", "")
    if not isinstance(name, str):
        findings.error(("extends",), f"{quoted(name)} stands where the name of a scenario is expected")
        return None
    if not name:
        return None
    found = find_parent(name, path.parent if path is not None else None)
    if isinstance(found, str):
        findings.error(("extends",), found)
    elif found.resolve() in family:
        circle = " extends ".join(file.stem for file in (*family[family.index(found.resolve()) :], found))
        findings.error(("extends",), f"the scenarios go in a circle: {circle}")
    elif len(family) >= _DEEPEST_FAMILY:
        findings.error(("extends",), f"more than {_DEEPEST_FAMILY} scenarios extend each other")
    else:
        return _read_parent(found, family, findings)
    return None


def _read_parent(path: Path, family: tuple[Path, ...], findings: Findings) -> Reading | None:
    try:
        parent = read_text(text_of(path), path, family)
    except ScenarioProblems as refusal:
        parent = Reading(None, refusal.problems)
    for problem in parent.problems:
        if problem.severity == "error":
            told = _OF_THE_PARENT in problem.text  # of a parent's parent
            findings.error(("extends",), problem.text if told else f'"{path.name}"{_OF_THE_PARENT}{problem}')
    return parent


def _without_remarks(table: Tables, place: Place) -> Tables:
    """Return a table without the keys that only people read: `x_...` anywhere, note and source except of measures."""
    remarks = () if len(place) == len(("measures", "id")) and place[0] == "measures" else _REMARKS
    kept = {}
    for key, value in table.items():
        if key.startswith("x_") or (key in remarks and isinstance(value, str)):
            continue
        kept[key] = _without_remarks(value, (*place, key)) if isinstance(value, dict) else value
    return kept


def _without_replaced(inherited: Tables, said: Tables) -> Tables:
    """Return the parent's tables without the measures to which the child gives another kind: those start afresh."""
    kept = dict(inherited.get("measures", {}))
    for name, table in _measures(said):
        if name in kept and "kind" in table and table["kind"] != kept[name].get("kind"):
            kept[name] = {}
    own_head = {key: value for key, value in inherited.items() if key not in ("format", "extends", "measure_order")}
    return {**own_head, "measures": kept} if inherited else {}


def _built(merged: Tables, inherited: Tables, findings: Findings) -> Scenario | None:
    """Return the scenario, or None after noting everything that is wrong."""
    tables = laid_over({"parameters": defaults(Assumptions)}, merged)
    head = structured(Head, {key: tables[key] for key in tables if key not in SECTIONS}, (), findings, SECTIONS)
    run = structured(Run, tables.get("run", {}), ("run",), findings)
    assumptions = structured(Assumptions, tables["parameters"], ("parameters",), findings)
    casts = {cast: _cast(cast, tables, findings) for cast in CASTS}
    measures = tuple(_read_measures(tables, inherited, findings))
    misfits(tables, findings)
    if findings.errors or head is None or run is None or assumptions is None:
        return None
    order = {name: number for number, name in enumerate(head.measure_order)}
    in_order = tuple(sorted(measures, key=lambda measure: order.get(measure.id, len(order))))
    return built(head, run, assumptions, casts, in_order)


def _cast(cast: str, tables: Tables, findings: Findings) -> dict[str, Any]:
    """Return the entries of one table of the cast."""
    entries = tables.get(cast)
    if not entries:
        text = f'no {cast} are described; describe them, or write extends = "base" to take those of the base market'
        findings.error((cast,), text)
        return {}
    if not isinstance(entries, dict):
        findings.error((cast,), f"{quoted(entries)} stands where a table is expected")
        return {}
    kind = CASTS[cast]
    return {name: structured(kind, table, (cast, name), findings) for name, table in entries.items()}


def _read_measures(tables: Tables, inherited: Tables, findings: Findings) -> Iterator[Measure]:
    """Yield the measures of a file that are not removed, as far as they can be read."""
    if not isinstance(tables.get("measures", {}), dict):
        findings.error(("measures",), f"{quoted(tables['measures'])} stands where a table is expected")
    for name, table in tables.get("measures", {}).items() if isinstance(tables.get("measures"), dict) else ():
        place = ("measures", name)
        if not isinstance(table, dict):
            findings.error(place, f"{quoted(table)} stands where a table is expected")
        elif table.get("removed") is True:
            if name not in inherited.get("measures", {}):
                near = did_you_mean(name, inherited.get("measures", {}))
                findings.error((*place, "removed"), f"there is no such measure to remove{near}")
        elif (measure := _read_measure(name, table, tuple(inherited.get("measures", {})), findings)) is not None:
            yield measure


def _read_measure(name: str, table: Tables, inherited: tuple[str, ...], findings: Findings) -> Measure | None:
    place = ("measures", name)
    if "kind" not in table and (near := did_you_mean(name, inherited)):
        findings.error(place, f'no measure is named "{name}" so far{near}; a new one says its kind and its start')
        return None
    keys = set(When.model_fields)
    kind = table.get("kind")
    when = structured(When, {key: value for key, value in table.items() if key in keys}, place, findings)
    if not isinstance(kind, str):
        return None
    if kind not in POLICIES:
        near = did_you_mean(kind, POLICIES) or f"; there are {', '.join(POLICIES)}"
        findings.error((*place, "kind"), f'there is no policy "{kind}"{near}')
        return None
    numbers = {key: value for key, value in table.items() if key not in keys}
    policy = structured(POLICIES[kind], numbers, place, findings, keys)
    return None if when is None or policy is None else measure_of(name, when, policy)


def _measures(tables: Tables) -> Iterator[tuple[str, Tables]]:
    """Yield the measures that are tables."""
    measures = tables.get("measures")
    for name, table in measures.items() if isinstance(measures, dict) else ():
        if isinstance(table, dict):
            yield name, table


def _own_measures(said: Tables) -> tuple[str, ...]:
    return tuple(name for name, _ in _measures(said))
