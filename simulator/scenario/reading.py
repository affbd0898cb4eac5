"""Reading a scenario file: parse, migrate, structure and check, build.

A child is merged with the scenario that it extends as plain tables; every problem is reported at once.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cache, partial
from pathlib import Path
from typing import Any

from simulator.assumptions import Assumptions
from simulator.policy import POLICIES, Measure
from simulator.registry import did_you_mean
from simulator.scenario.checks import misfits, oddities, suspicious_texts
from simulator.scenario.contents import CASTS, SECTIONS, Head, Record, Run, When, built, measure_of
from simulator.scenario.migrations import FORMAT, as_written, migrated
from simulator.scenario.outline import Place, line_numbers
from simulator.scenario.parsing import Tables, laid_over, parsed_in_part, text_of
from simulator.scenario.problems import (
    MOST_PROBLEMS,
    EnoughProblemsError,
    Findings,
    Problem,
    ScenarioProblems,
    quoted,
)
from simulator.scenario.shelf import ENDING, find_parent, folder
from simulator.scenario.structure import defaults, structured
from simulator.scenario.value import Scenario
from simulator.version import other_market, program_version

_DEEPEST_FAMILY = 8  # scenarios that extend each other
_REMARKS = ("note", "source")
_OF_ONE_FILE = ("format", "extends", "numbers_of", "measure_order")  # a child does not inherit them
_OF_THE_PARENT = ", which is extended, has a problem: "


@dataclass(frozen=True)
class Reading:
    """What reading a file yields: the scenario unless something is wrong, and the tables that it came from."""

    scenario: Scenario | None
    problems: tuple[Problem, ...]
    own: Tables = field(default_factory=dict)  # what the file itself says, remarks and all, in its own format
    merged: Tables = field(default_factory=dict)  # the same, with everything that it extends
    parent: Scenario | None = None
    market: str = ""  # the version whose numbers it says, or extends; "" for those of this version


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
        found = parsed_in_part(text)
    except ScenarioProblems as refusal:
        return Reading(None, refusal.problems)
    findings = Findings(line_numbers(found.text))
    findings.unread = found.unread
    try:
        for problem in found.problems:
            findings.add(problem)
        return _read(found.tables, path, lineage, findings)
    except EnoughProblemsError:
        more = Problem("", None, f"There are more problems; these are the first {MOST_PROBLEMS}.")
        return Reading(None, (*findings.problems, more), found.tables)


def _read(own: Tables, path: Path | None, lineage: tuple[Path, ...], findings: Findings) -> Reading:
    """Return what the tables of a file mean."""
    if ("format",) in findings.unread:
        own = {"format": FORMAT, **own}
    if not _is_readable_format(own, findings):
        return Reading(None, findings.problems, own)
    findings.spelled = partial(as_written, written=own["format"])
    family = (*lineage, path.resolve()) if path is not None else lineage
    parent = _parent(own, path, family, findings)
    below = parent if parent is not None or _describes_a_market(own) else _base()  # so that the rest can be checked
    inherited = below.merged if below is not None else {}
    said = _with_switches(_without_remarks(migrated(own), ()), inherited, findings)
    merged = laid_over(_without_replaced(inherited, said), said)
    suspicious_texts(said, findings)
    scenario = _built(merged, below, findings)
    if scenario is not None:
        oddities(scenario, _own_measures(said), findings)
        _note_other_version(own, parent, findings)
    market = str(own.get("numbers_of") or (parent.market if parent is not None else ""))
    return Reading(scenario, findings.problems, own, merged, parent.scenario if parent is not None else None, market)


def _is_readable_format(own: Tables, findings: Findings) -> bool:
    """Tell whether this version reads the file's format; note why not."""
    written = own.get("format")
    if "format" not in own:
        findings.error((), f"the file does not say its format; its first line must be format = {FORMAT}")
        return False
    if not isinstance(written, int) or isinstance(written, bool) or written < 0:
        findings.error(("format",), f"{quoted(written)} is no format; write format = {FORMAT}")
        return False
    if written > FORMAT:
        text = (
            f"the file has format {written}, and this version of Shakeout reads up to {FORMAT}; "
            "a newer version of Shakeout will open it"
        )
        findings.error(("format",), text)
        return False
    return True


def _parent(own: Tables, path: Path | None, family: tuple[Path, ...], findings: Findings) -> Reading | None:
    """Return what the file extends, None if nothing or if that cannot be read."""
    name = own.get("extends", "")
    if _describes_a_market(own):
        return None
    if name == "":
        text = 'the file describes no market and does not say what it extends; write extends = "base@1"'
        findings.error(("extends",), text)
    elif isinstance(name, str):
        found = find_parent(name, path.parent if path is not None else None)
        if isinstance(found, str):
            findings.error(("extends",), f"{found}; the rest of this file is checked as if it extended the base market")
        elif found.resolve() in family:
            circle = " extends ".join(file.stem for file in (*family[family.index(found.resolve()) :], found))
            findings.error(("extends",), f"the scenarios go in a circle: {circle}")
        elif len(family) >= _DEEPEST_FAMILY:
            findings.error(("extends",), f"more than {_DEEPEST_FAMILY} scenarios extend each other")
        else:
            return _read_parent(found, family, findings)
    return None


def _describes_a_market(own: Tables) -> bool:
    """Tell whether a file holds a market of its own, so that it need not extend one."""
    return own.get("extends", "") == "" and any(cast in own for cast in CASTS)


def _base() -> Reading:
    return _shipped(folder() / f"base{ENDING}")


@cache
def _shipped(path: Path) -> Reading:
    """Return what a file that ships holds; it stays as it is while the program runs."""
    return read_text(text_of(path), path)


def _read_parent(path: Path, family: tuple[Path, ...], findings: Findings) -> Reading | None:
    try:
        parent = _shipped(path) if path.is_relative_to(folder()) else read_text(text_of(path), path, family)
    except ScenarioProblems as refusal:
        parent = Reading(None, refusal.problems)
    for problem in parent.problems:
        if problem.severity == "error":
            told = _OF_THE_PARENT in problem.text  # of a parent's parent
            findings.error(("extends",), problem.text if told else f'"{path.name}"{_OF_THE_PARENT}{problem}')
    return parent if parent.merged else None


def _without_remarks(table: Tables, place: Place) -> Tables:
    """Return a table without the keys that only people read: `x_...` anywhere, note and source except of measures."""
    remarks = () if len(place) == len(("measures", "id")) and place[0] == "measures" else _REMARKS
    kept = {}
    for key, value in table.items():
        if key.startswith("x_") or (key in remarks and isinstance(value, str)):
            continue
        kept[key] = _without_remarks(value, (*place, key)) if isinstance(value, dict) else value
    return kept


def _with_switches(said: Tables, inherited: Tables, findings: Findings) -> Tables:
    """Return the tables with the switches of [history] put where they belong: into the measures of the record."""
    history = said.get("history")
    if not isinstance(history, dict):
        return said
    mode = {key: value for key, value in history.items() if key in Record.model_fields}
    measures = said.get("measures", {})
    if not isinstance(measures, dict):
        return {**said, "history": mode}
    record = _record(laid_over(inherited.get("measures", {}), measures))
    switched: Tables = {}
    for name, value in history.items():
        own = measures.get(name, {})
        if name in mode:
            continue
        if name not in record:
            near = did_you_mean(name, (*Record.model_fields, *record)) or _few_known(record)
            findings.error(("history", name), f'the record holds nothing named "{name}"{near}')
        elif not isinstance(value, bool):
            findings.error(
                ("history", name), f"{quoted(value)} stands where true or false, without quotes, is expected"
            )
        elif own.get("enabled", value) != value:
            text = f'this contradicts "enabled" under [measures.{name}]; keep one of the two'
            findings.error(("history", name), text)
        else:
            switched[name] = {**own, "enabled": value}
    return {**said, "history": mode, "measures": {**measures, **switched}}


def _record(measures: Tables) -> tuple[str, ...]:
    """Return the ids of the measures that are part of the record."""
    return tuple(name for name, table in measures.items() if isinstance(table, dict) and table.get("history") is True)


def _few_known(record: tuple[str, ...]) -> str:
    return f"; it holds {', '.join(record)}" if record else ""


def _note_other_version(own: Tables, parent: Reading | None, findings: Findings) -> None:
    """Warn where every number was written by another version, whose market may have worked otherwise."""
    here = program_version()
    for place, written in (("numbers_of",), own.get("numbers_of")), (("extends",), parent.market if parent else ""):
        if written not in (None, "", here):
            findings.warning(place, other_market(str(written)))


def _without_replaced(inherited: Tables, said: Tables) -> Tables:
    """Return the parent's tables without the measures to which the child gives another kind: those start afresh."""
    kept = dict(inherited.get("measures", {}))
    for name, table in _measures(said):
        if name in kept and "kind" in table and table["kind"] != kept[name].get("kind"):
            kept[name] = {}
    own_head = {key: value for key, value in inherited.items() if key not in _OF_ONE_FILE}
    return {**own_head, "measures": kept} if inherited else {}


def _built(merged: Tables, below: Reading | None, findings: Findings) -> Scenario | None:
    """Return the scenario, or None after noting everything that is wrong.

    What a file leaves as it is in the scenario `below` it need not be read again.
    """
    inherited = below.merged if below is not None else {}
    sound = inherited if below is not None and below.scenario is not None else {}
    tables = laid_over({"parameters": defaults(Assumptions)}, merged)
    tables = _with_policies(tables, sound.get("policies", {}), findings)
    head = structured(Head, {key: tables[key] for key in tables if key not in SECTIONS}, (), findings, SECTIONS)
    run = structured(Run, tables.get("run", {}), ("run",), findings)
    record = structured(Record, tables.get("history", {}), ("history",), findings)
    assumptions = structured(Assumptions, tables["parameters"], ("parameters",), findings)
    scenario = below.scenario if below is not None else None
    known = {cast: dict(getattr(scenario, cast)) if scenario is not None else {} for cast in CASTS}
    casts = {cast: _cast(cast, tables, sound.get(cast, {}), known[cast], findings) for cast in CASTS}
    measures = tuple(_read_measures(tables, inherited, findings))
    misfits(tables, findings)
    if findings.errors or head is None or run is None or record is None or assumptions is None:
        return None
    order = {name: number for number, name in enumerate(head.measure_order)}
    in_order = tuple(sorted(measures, key=lambda measure: order.get(measure.id, len(order))))
    return built(head, run, record, assumptions, casts, in_order)


def _with_policies(tables: Tables, known: Tables, findings: Findings) -> Tables:
    """Return the tables with the numbers of [policies] laid under the measures of each kind; `known` ones are sound."""
    kinds = tables.get("policies", {})
    if not isinstance(kinds, dict):
        findings.error(("policies",), f"{quoted(kinds)} stands where a table is expected")
        return tables
    sound: Tables = {}
    for kind, numbers in kinds.items():
        if kind not in POLICIES:
            findings.error(("policies", kind), f'there is no policy "{kind}"{did_you_mean(kind, POLICIES)}')
        elif (
            numbers is known.get(kind) or structured(POLICIES[kind], numbers, ("policies", kind), findings) is not None
        ):
            sound[kind] = numbers
    measures = dict(tables["measures"]) if isinstance(tables.get("measures"), dict) else {}
    for name, table in _measures(tables):
        kind = table.get("kind")
        measures[name] = {**sound[kind], **table} if isinstance(kind, str) and kind in sound else table
    return {**tables, "measures": measures} if measures else tables


def _cast(cast: str, tables: Tables, before: Tables, known: dict[str, Any], findings: Findings) -> dict[str, Any]:
    """Return the entries of one table of the cast; those that are the very tables of `before` are known."""
    entries = tables.get(cast)
    if not entries:
        text = f'no {cast} are described; describe them, or write extends = "base" to take those of the base market'
        findings.error((cast,), text)
        return {}
    if not isinstance(entries, dict):
        findings.error((cast,), f"{quoted(entries)} stands where a table is expected")
        return {}
    kind = CASTS[cast]
    return {
        name: known[name]
        if name in known and table is before.get(name)
        else structured(kind, table, (cast, name), findings)
        for name, table in entries.items()
    }


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
