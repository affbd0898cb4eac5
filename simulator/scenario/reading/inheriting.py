"""What a file takes from the scenario that it extends: which one that is, and how the two become one.

Both are plain tables here. A child names only what differs; remarks for people are left out before the two are merged.
"""

from collections.abc import Iterable
from pathlib import Path

from simulator.registry import did_you_mean
from simulator.scenario.problems import Findings, Problem, expected
from simulator.scenario.reading.contents import CASTS, Record
from simulator.scenario.shelf import find_parent
from simulator.scenario.toml import Place, Tables, laid_over, tables_in

_DEEPEST_FAMILY = 8  # scenarios that extend each other
_REMARKS = ("note", "source")
_OF_ONE_FILE = ("format", "extends", "numbers_of", "measure_order")  # a child does not inherit them
_OF_THE_PARENT = ", which is extended, has a problem: "


def describes_a_market(own: Tables) -> bool:
    """Return whether a file holds a market of its own, so that it need not extend one."""
    return own.get("extends", "") == "" and any(cast in own for cast in CASTS)


def parent_of(own: Tables, path: Path | None, family: tuple[Path, ...], findings: Findings) -> Path | None:
    """Return the file that a scenario extends, None where there is none; note what is wrong with the name.

    `path` is the scenario's own file; `family` holds that file, last, and those that extend it.
    """
    name = own.get("extends", "")
    if describes_a_market(own) or not isinstance(name, str):
        return None
    if name == "":
        text = 'the file describes no market and does not say what it extends; write extends = "base@1"'
        findings.error(("extends",), text)
        return None
    found = find_parent(name, path.parent if path is not None else None)
    if isinstance(found, str):
        findings.error(("extends",), f"{found}; the rest of this file is checked as if it extended the base market")
        return None
    if problem := _too_long_a_family(found, family):
        findings.error(("extends",), problem)
        return None
    return found


def _too_long_a_family(parent: Path, family: tuple[Path, ...]) -> str:
    """Return why a file cannot be the parent of a family: it is part of it, or the family is too long; "" if it can."""
    if parent.resolve() in family:
        circle = (*family[family.index(parent.resolve()) :], parent)
        return f"the scenarios extend each other in a circle: {' extends '.join(file.stem for file in circle)}"
    return f"more than {_DEEPEST_FAMILY} scenarios extend each other" if len(family) >= _DEEPEST_FAMILY else ""


def pass_on(problems: Iterable[Problem], parent: Path, findings: Findings) -> None:
    """Note the errors of a parent as errors of the child, each with the name of the parent's file."""
    for problem in problems:
        if problem.severity == "error":
            named = _OF_THE_PARENT in problem.text  # it is a grandparent's
            findings.error(("extends",), problem.text if named else f'"{parent.name}"{_OF_THE_PARENT}{problem}')


def without_remarks(table: Tables, place: Place = ()) -> Tables:
    """Return a table without the keys that only people read: `x_...` anywhere, note and source except of measures."""
    remarks = () if len(place) == len(("measures", "id")) and place[0] == "measures" else _REMARKS
    kept = {}
    for key, value in table.items():
        if key.startswith("x_") or (key in remarks and isinstance(value, str)):
            continue
        kept[key] = without_remarks(value, (*place, key)) if isinstance(value, dict) else value
    return kept


def with_switches(said: Tables, inherited: Tables, findings: Findings) -> Tables:
    """Return the tables with the switches of [history] moved to the measures that they switch."""
    history = said.get("history")
    if not isinstance(history, dict):
        return said
    mode = {key: value for key, value in history.items() if key in Record.model_fields}
    measures = said.get("measures", {})
    if not isinstance(measures, dict):
        return {**said, "history": mode}
    record = _record(laid_over(inherited.get("measures", {}), measures))
    switches = {name: value for name, value in history.items() if name not in mode}
    switched = {
        name: {**measures.get(name, {}), "enabled": value}
        for name, value in switches.items()
        if _is_switch(name, value, record, measures, findings)
    }
    return {**said, "history": mode, "measures": {**measures, **switched}}


def _is_switch(name: str, value: object, record: tuple[str, ...], measures: Tables, findings: Findings) -> bool:
    """Return whether a key of [history] switches a measure of the record; note why not."""
    place = ("history", name)
    if name not in record:
        few = f"; it holds {', '.join(record)}" if record else ""
        near = did_you_mean(name, (*Record.model_fields, *record)) or few
        findings.error(place, f'the record holds nothing named "{name}"{near}')
    elif not isinstance(value, bool):
        findings.error(place, expected("true or false, without quotes,", value))
    elif measures.get(name, {}).get("enabled", value) != value:
        findings.error(place, f'this contradicts "enabled" under [measures.{name}]; keep one of the two')
    else:
        return True
    return False


def _record(measures: Tables) -> tuple[str, ...]:
    """Return the ids of the measures that are part of the record."""
    return tuple(name for name, table in measures.items() if isinstance(table, dict) and table.get("history") is True)


def merged(inherited: Tables, said: Tables) -> Tables:
    """Return what a child says, laid over what it inherits."""
    return laid_over(_handed_down(inherited, said), said)


def _handed_down(inherited: Tables, said: Tables) -> Tables:
    """Return the parent's tables without what belongs to its file alone.

    A measure to which the child gives another kind inherits nothing: it is empty here.
    """
    if not inherited:
        return {}
    measures = dict(inherited.get("measures", {}))
    for name, table in tables_in(said, "measures"):
        if name in measures and "kind" in table and table["kind"] != measures[name].get("kind"):
            measures[name] = {}
    kept = {key: value for key, value in inherited.items() if key not in _OF_ONE_FILE}
    return {**kept, "measures": measures}
