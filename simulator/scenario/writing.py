"""Saving a scenario: only what differs from the one it extends, in the layout of the file that is already there.

A file is written beside its place, read back, compared, and only then moved there. Whatever goes wrong before that, the
old file is as it was.
"""

import os
import tempfile
from pathlib import Path

from simulator.scenario.contents import CASTS, FORMAT, SECTIONS, silent_tables, tables
from simulator.scenario.editing import leaves, with_table, with_value, without_key, without_table
from simulator.scenario.outline import Place
from simulator.scenario.parsing import Tables, laid_over, parsed, text_of
from simulator.scenario.problems import ScenarioProblems
from simulator.scenario.reading import Reading, read_text
from simulator.scenario.value import Scenario

_BYTE_ORDER_MARK = "\ufeff"
_NEW_FILE_MODE = 0o666


class NotSavedError(OSError):
    """A scenario that could not be saved; the sentence says why, and the old file is as it was."""


def save(scenario: Scenario, path: Path) -> None:
    """Write a scenario to a file; comments, order and `x_...` keys of a file that is already there survive.

    Raises
    ------
    NotSavedError
        If it could not be saved; the file, if there was one, is as it was.
    """
    try:
        _save(scenario, path.resolve())
    except NotSavedError:
        raise
    except (OSError, ValueError) as error:
        reason = getattr(error, "strerror", None) or str(error)
        raise NotSavedError(
            f"{path.name} could not be saved ({reason}). The old file, if any, is as it was."
        ) from error


def _save(scenario: Scenario, path: Path) -> None:
    if path.is_dir():
        raise NotSavedError(f"{path} is a folder; choose the name of a file.")
    if path.exists() and not os.access(path, os.W_OK):
        raise NotSavedError(f"{path.name} is write-protected; save under another name.")
    old = _old_text(path)
    text = _text_for(scenario, old, path)
    if text != old:
        _replace(path, text, scenario)


def _old_text(path: Path) -> str | None:
    try:
        return text_of(path) if path.exists() else None
    except ScenarioProblems:
        return None  # no text, so there is no layout to keep


def _text_for(scenario: Scenario, old: str | None, path: Path) -> str:
    """Return the text of a scenario: the old one with as few changes as possible, else a new one."""
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
    text = plain if found.scenario == scenario else _updated(plain, found, scenario, path)
    return mark + (text.replace("\n", "\r\n") if windows else text)


def _is_newer(written: object) -> bool:
    return isinstance(written, int) and written > FORMAT


def _new_text(scenario: Scenario, path: Path) -> str:
    """Return the text of a new file; its first lines come in the order in which a reader wants them."""
    lines = with_value(f"format = {FORMAT}\n", ("title",), scenario.title, SECTIONS)
    lines = with_value(lines, ("question",), scenario.question, SECTIONS)
    if scenario.extends:
        lines = with_value(lines, ("extends",), scenario.extends, SECTIONS)
    return _updated(lines, read_text(lines, path), scenario, path)


def _updated(text: str, found: Reading, scenario: Scenario, path: Path) -> str:
    """Return a text changed so that it says what the scenario is, given what it says now."""
    parent = _parent(found, scenario, path)
    wanted = tables(scenario)
    silent = silent_tables(wanted)
    inherited = tables(parent) if parent is not None else {}
    _refuse_lost_entries(wanted, inherited)
    present = tables(found.scenario) if found.scenario is not None else _without_entries(silent)
    unsaid = laid_over(silent, _of_one_kind(inherited, wanted))
    text, present = _with_the_right_tables(text, wanted, present, inherited, unsaid)
    text = _with_the_right_values(text, wanted, present, unsaid)
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
    """Return what is inherited, without measures that are gone or now have another kind: those are written anew."""
    measures = inherited.get("measures", {})
    kept = {name: table for name, table in measures.items() if _kind(wanted, name) == table["kind"]}
    return {**inherited, "measures": kept} if inherited else {}


def _with_the_right_tables(
    text: str, wanted: Tables, present: Tables, inherited: Tables, unsaid: Tables
) -> tuple[str, Tables]:
    """Return the text with entries added and removed, and what it then says."""
    present = dict(present)
    for section in (*CASTS, "measures"):
        known, needed = dict(present[section]), wanted[section]
        for name in [name for name in known if name not in needed]:
            text = without_table(text, (section, name))
            del known[name]
            if name in inherited.get(section, {}):
                text = with_table(text, (section, name), {"removed": True}, SECTIONS)
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


def _with_the_right_values(text: str, wanted: Tables, present: Tables, unsaid: Tables) -> str:
    """Return the text with every key changed that does not yet say what is wanted."""
    says, shall, without = dict(leaves(present)), dict(leaves(wanted)), dict(leaves(unsaid))
    for place in says:
        if place not in shall:
            text = without_key(text, place)
    for place, value in shall.items():
        if place in says and says[place] == value:
            continue
        if place in without and without[place] == value and place[0] in SECTIONS:
            text = without_key(text, place)
        else:
            text = with_value(text, place, value, SECTIONS)
    return text


def _with_the_right_order(text: str, scenario: Scenario, found: Reading) -> str:
    """Return the text with its measures in order, which is said only where it is not the natural one."""
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
    """Return the order of measures in a text that does not say it: the parent's, then its own."""
    own = parsed(text).get("measures", {})
    before = [measure.id for measure in found.parent.measures] if found.parent is not None else []
    removed = {name for name, table in own.items() if table.get("removed") is True}
    return [name for name in dict.fromkeys((*before, *own)) if name not in removed and not name.startswith("x_")]


def _said(table: Tables, unsaid: Tables) -> Tables:
    """Return the part of a table that silence would not say."""
    said: Tables = {}
    for key, value in table.items():
        if isinstance(value, dict) and isinstance(unsaid.get(key), dict):
            if inner := _said(value, unsaid[key]):
                said[key] = inner
        elif key not in unsaid or unsaid[key] != value:
            said[key] = value
    return said


def _without_entries(silent: Tables) -> Tables:
    """Return what a text without any tables says, if it extends nothing."""
    return {key: {} if key in (*CASTS, "measures") else value for key, value in silent.items()}


def _kind(wanted: Tables, name: str) -> str | None:
    table = wanted["measures"].get(name)
    return None if table is None else str(table["kind"])


def _replace(path: Path, text: str, scenario: Scenario) -> None:
    """Put a text in the place of a file in one step, once it has been read back from the disk and says the scenario."""
    handle, name = tempfile.mkstemp(prefix=f".{path.stem}-", suffix=".tmp", dir=path.parent)
    beside = Path(name)
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(text.encode())
            file.flush()
            os.fsync(file.fileno())
        beside.chmod(_mode(path))
        _compare(path, beside.read_bytes().decode(), scenario)
        beside.replace(path)
    except BaseException:
        beside.unlink(missing_ok=True)
        raise
    _settle(path.parent)


def _compare(path: Path, text: str, scenario: Scenario) -> None:
    """Raise `NotSavedError` unless a text says exactly the scenario."""
    found = read_text(text, path)
    if found.scenario == scenario:
        return
    reasons = [str(problem) for problem in found.problems if problem.severity == "error"]
    because = "; ".join(reasons) or "what was written does not read back as the same scenario"
    raise NotSavedError(f"{path.name} could not be saved: {because} The old file, if any, is as it was.")


def _mode(path: Path) -> int:
    """Return the permissions of a file, those of a new one where there is none."""
    if path.exists():
        return path.stat().st_mode & 0o7777
    mask = os.umask(0)
    os.umask(mask)
    return _NEW_FILE_MODE & ~mask


def _settle(folder: Path) -> None:
    """Ask the disk to remember the new name, where the system can."""
    if os.name == "posix":
        handle = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(handle)
        finally:
            os.close(handle)
