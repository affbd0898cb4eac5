"""The text of a scenario: only what differs from its parent, in the layout of the file that is already there."""

from pathlib import Path

from simulator.scenario.reading.contents import CASTS, SECTIONS, Record, silent_tables, tables
from simulator.scenario.reading.migrations import FORMAT
from simulator.scenario.reading.parsing import parsed
from simulator.scenario.reading.reading import Reading, read_text
from simulator.scenario.toml import Place, Tables, laid_over, leaves
from simulator.scenario.value import Scenario
from simulator.scenario.writing.editing import with_table, with_value, without_key, without_table
from simulator.scenario.writing.migrating import migrated_text

_BYTE_ORDER_MARK = "\ufeff"


class NotSavedError(OSError):
    """A scenario that could not be saved; the message says why, and the old file is unchanged."""


def text_for(scenario: Scenario, old: str | None, path: Path) -> str:
    """Return the text of a scenario: the old one with as few changes as possible, else a new one.

    Raises
    ------
    NotSavedError
        If the file must not be replaced, or the scenario cannot be written as a difference from its parent.
    """
    if old is None:
        return _new_text(scenario, path)
    mark = _BYTE_ORDER_MARK if old.startswith(_BYTE_ORDER_MARK) else ""
    plain = old.removeprefix(mark)
    windows = "\r\n" in plain and plain.count("\r\n") == plain.count("\n")
    if windows:
        plain = plain.replace("\r\n", "\n")
    found = read_text(plain, path)
    if _is_newer(found.own.get("format")):
        raise NotSavedError(f"{path.name} was written by a newer version of Shakeout; save under another name.")
    if found.scenario is None or found.scenario.extends != scenario.extends:
        return _new_text(scenario, path)
    text = plain if found.scenario == scenario else _edited(plain, found, scenario, path)
    return mark + (text.replace("\n", "\r\n") if windows else text)


def _is_newer(written: object) -> bool:
    return isinstance(written, int) and written > FORMAT


def _new_text(scenario: Scenario, path: Path) -> str:
    """Return the text of a new file: format, title, question and parent first, then all that differs."""
    lines = with_value(f"format = {FORMAT}\n", ("title",), scenario.title, SECTIONS)
    lines = with_value(lines, ("question",), scenario.question, SECTIONS)
    if scenario.extends:
        lines = with_value(lines, ("extends",), scenario.extends, SECTIONS)
    return _updated(lines, read_text(lines, path), scenario, path)


def _edited(text: str, found: Reading, scenario: Scenario, path: Path) -> str:
    """Return a text of any format, changed into the present one and so that it describes the scenario."""
    if found.own["format"] < FORMAT:
        text = migrated_text(text, SECTIONS, found.merged)
        found = read_text(text, path)
    return _updated(text, found, scenario, path)


def _updated(text: str, found: Reading, scenario: Scenario, path: Path) -> str:
    """Return a text, changed so that it describes the scenario; `found` is what it describes now."""
    parent = _parent(found, scenario, path)
    wanted = tables(scenario)
    silent = silent_tables(wanted, found.merged.get("policies", {}))
    inherited = tables(parent) if parent is not None else {}
    _refuse_lost_entries(wanted, inherited)
    present = tables(found.scenario) if found.scenario is not None else _without_entries(silent)
    unsaid = laid_over(silent, _of_one_kind(inherited, wanted))
    text, present = _with_the_right_tables(text, wanted, present, inherited, unsaid)
    text = _with_the_right_values(text, _switches(found, scenario), wanted, present, unsaid)
    return _with_the_right_order(text, scenario, found)


def _parent(found: Reading, scenario: Scenario, path: Path) -> Scenario | None:
    """Return what the scenario extends."""
    if found.parent is not None or not scenario.extends:
        return found.parent
    reasons = [problem.text for problem in found.problems if problem.place in ("", "extends")]
    because = " ".join(reasons) or "the scenario that it extends cannot be read"
    raise NotSavedError(f"{path.name} could not be saved: {because}")


def _refuse_lost_entries(wanted: Tables, inherited: Tables) -> None:
    for cast in CASTS:
        lost = [name for name in inherited.get(cast, {}) if name not in wanted[cast]]
        if lost:
            raise NotSavedError(
                f"A scenario keeps all {cast} of the one that it extends, and this one lacks {', '.join(lost)}. "
                "Save it in full, as one that extends nothing."
            )


def _of_one_kind(inherited: Tables, wanted: Tables) -> Tables:
    """Return what is inherited, without measures that are gone or have a new kind, which are written in full."""
    measures = inherited.get("measures", {})
    kept = {name: table for name, table in measures.items() if _kind(wanted, name) == table["kind"]}
    return {**inherited, "measures": kept} if inherited else {}


def _with_the_right_tables(
    text: str, wanted: Tables, present: Tables, inherited: Tables, unsaid: Tables
) -> tuple[str, Tables]:
    """Return the text with entries added and removed, and what it describes then."""
    present = dict(present)
    for section in (*CASTS, "measures"):
        known, needed = dict(present[section]), wanted[section]

        # those that are gone; what a parent has must be removed by name
        for name in [name for name in known if name not in needed]:
            text = without_table(text, (section, name))
            del known[name]
            if name in inherited.get(section, {}):
                text = with_table(text, (section, name), {"removed": True}, SECTIONS)

        # those that are new, or are another kind of measure now
        for name, table in needed.items():
            if name in known and (section != "measures" or known[name]["kind"] == table["kind"]):
                continue
            text = without_table(text, (section, name))
            said = _said(table, unsaid[section].get(name, {}))
            if said or name not in inherited.get(section, {}):
                text = with_table(text, (section, name), said, SECTIONS)
            known[name] = table
        present[section] = known
    return text, present


def _switches(found: Reading, scenario: Scenario) -> dict[Place, Place]:
    """Return where the measures of the record are switched: under [history], unless the file does so elsewhere."""
    record = [measure.id for measure in scenario.measures if measure.history and measure.id not in Record.model_fields]
    places = {("measures", name, "enabled"): ("history", name) for name in record}
    said = {place for place, _ in leaves(found.own)}
    return {place: switch for place, switch in places.items() if place not in said}


def _with_the_right_values(
    text: str, switches: dict[Place, Place], wanted: Tables, present: Tables, unsaid: Tables
) -> str:
    """Return the text with every key set to what is wanted, or removed where that is inherited."""
    says, shall, without = dict(leaves(present)), dict(leaves(wanted)), dict(leaves(unsaid))
    for place in says:
        if place not in shall:
            text = without_key(text, place)
    for place, value in shall.items():
        if place in says and says[place] == value:
            continue
        if place in without and without[place] == value and place[0] in SECTIONS:
            text = without_key(text, switches.get(place, place))
        else:
            text = with_value(text, switches.get(place, place), value, SECTIONS)
    return text


def _with_the_right_order(text: str, scenario: Scenario, found: Reading) -> str:
    """Return the text with the order of its measures, which is written only where it is not the natural one."""
    ids = [measure.id for measure in scenario.measures]
    place: Place = ("measure_order",)
    if place[0] in found.own and found.scenario is not None:
        if [measure.id for measure in found.scenario.measures] == ids:
            return text
        text = without_key(text, place)
    if _natural_order(text, found) == ids:
        return text
    return with_value(text, place, ids, SECTIONS)


def _natural_order(text: str, found: Reading) -> list[str]:
    """Return the order of measures in a text that does not state it: the parent's, then its own."""
    own = parsed(text).get("measures", {})
    before = [measure.id for measure in found.parent.measures] if found.parent is not None else []
    removed = {name for name, table in own.items() if table.get("removed") is True}
    return [name for name in dict.fromkeys((*before, *own)) if name not in removed and not name.startswith("x_")]


def _said(table: Tables, unsaid: Tables) -> Tables:
    """Return the part of a table that has to be written, since leaving it out would mean something else."""
    said: Tables = {}
    for key, value in table.items():
        if isinstance(value, dict) and isinstance(unsaid.get(key), dict):
            if inner := _said(value, unsaid[key]):
                said[key] = inner
        elif key not in unsaid or unsaid[key] != value:
            said[key] = value
    return said


def _without_entries(silent: Tables) -> Tables:
    """Return what a text without any tables means, if it extends nothing."""
    return {key: {} if key in (*CASTS, "measures") else value for key, value in silent.items()}


def _kind(wanted: Tables, name: str) -> str | None:
    table = wanted["measures"].get(name)
    return None if table is None else str(table["kind"])
