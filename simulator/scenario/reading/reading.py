"""Reading a scenario file: parse, migrate, inherit, structure and check, build.

Every problem is reported at once, with its place and its line.
"""

from dataclasses import dataclass, field
from functools import cache, partial
from pathlib import Path

from simulator.scenario.problems import (
    MOST_PROBLEMS,
    EnoughProblemsError,
    Findings,
    Problem,
    ScenarioProblems,
)
from simulator.scenario.reading.checks import misfits, suspicious_texts
from simulator.scenario.reading.inheriting import (
    describes_a_market,
    merged,
    parent_of,
    pass_on,
    with_switches,
    without_remarks,
)
from simulator.scenario.reading.migrations import FORMAT, MARKETS, as_written, lifted, readable_format
from simulator.scenario.reading.oddities import oddities
from simulator.scenario.reading.outline import line_numbers
from simulator.scenario.reading.parsing import Parsed, parsed_in_part, text_of
from simulator.scenario.reading.parts import completed, parts_of
from simulator.scenario.reading.unsold import note_unsold
from simulator.scenario.shelf import ENDING, folder
from simulator.scenario.toml import Place, Tables, tables_in
from simulator.scenario.value import Scenario
from simulator.version import other_market, program_version


@dataclass(frozen=True)
class Reading:
    """What reading a file yields: the scenario unless something is wrong, and the tables that it came from."""

    scenario: Scenario | None
    problems: tuple[Problem, ...]
    own: Tables = field(default_factory=dict)  # of the file itself, with its remarks, in its own format
    merged: Tables = field(default_factory=dict)  # the same, with everything that it extends
    parent: Scenario | None = None
    market: str = ""  # the version whose numbers it says, or extends; "" for those of this version
    remarks: tuple[str, ...] = ()  # whose market it is, if of another version; then all it says that no longer exists
    dropped: tuple[str, ...] = ()  # the names of what no longer exists and has left nothing


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
    """Return what a text holds.

    `path` is the file that it comes from or is meant for, beside which a parent may be; `lineage` holds the files that
    extend this one, nearest last.
    """
    try:
        found = parsed_in_part(text)
    except ScenarioProblems as refusal:
        return Reading(None, refusal.problems)
    findings = Findings(line_numbers(found.text), found.unread)
    try:
        return _read(found, path, lineage, findings)
    except EnoughProblemsError:
        more = Problem("", None, f"There are more problems; these are the first {MOST_PROBLEMS}.")
        return Reading(None, (*findings.problems, more), found.tables)


def _read(found: Parsed, path: Path | None, lineage: tuple[Path, ...], findings: Findings) -> Reading:
    """Return what a parsed text means."""
    for problem in found.problems:
        findings.add(problem)

    # migrate
    own = {"format": FORMAT, **found.tables} if ("format",) in found.unread else found.tables
    written = readable_format(own, findings)
    if written is None:
        return Reading(None, findings.problems, own)
    findings.spelled = partial(as_written, written=written)

    # inherit: where the parent cannot be read, the base stands in for it, so that the rest can be checked
    parent = _parent(own, path, lineage, findings)
    below = parent or (_NOTHING if describes_a_market(own) else _base())
    lift = lifted(own, below.merged)
    said = with_switches(without_remarks(lift.tables), below.merged, findings)
    tables = merged(below.merged, said)

    # structure, check and build
    suspicious_texts(said, findings)
    scenario = _built(tables, below, findings)
    if scenario is not None:
        oddities(scenario, {name for name, _ in tables_in(said, "measures")}, findings)
        note_unsold(scenario, None if parent is None else parent.scenario, said, findings)
    above = parent or _NOTHING
    market = _market(own, written, above)
    remarks: tuple[str, ...] = ()
    if scenario is not None:
        remarks = (*_note_other_version(own, written, market, findings), *_note_gone(lift.gone, findings))
    return Reading(scenario, findings.problems, own, tables, above.scenario, market, remarks, lift.dropped)


def _parent(own: Tables, path: Path | None, lineage: tuple[Path, ...], findings: Findings) -> Reading | None:
    """Return what the file extends, None if that is nothing or cannot be read; its errors are errors of the file."""
    family = (*lineage, path.resolve()) if path is not None else lineage
    found = parent_of(own, path, family, findings)
    if found is None:
        return None
    try:
        parent = _shipped(found) if found.is_relative_to(folder()) else read_text(text_of(found), found, family)
    except ScenarioProblems as refusal:
        parent = Reading(None, refusal.problems)
    pass_on(parent.problems, found, findings)
    return parent if parent.merged else None


_NOTHING = Reading(None, ())


def _base() -> Reading:
    return _shipped(folder() / f"base{ENDING}")


@cache
def _shipped(path: Path) -> Reading:
    """Return what a file that ships holds; it does not change while the program runs."""
    return read_text(text_of(path), path)


def _built(merged_tables: Tables, below: Reading, findings: Findings) -> Scenario | None:
    """Return the scenario that merged tables describe, or None after noting everything that is wrong."""
    sound = below.merged if below.scenario is not None else {}
    tables = completed(merged_tables, sound, findings)
    parts = parts_of(tables, below.merged, below.scenario, findings)
    misfits(tables, findings)
    return None if findings.errors else parts.scenario()


def _market(own: Tables, written: int, above: Reading) -> str:
    """Return the version whose market a file describes, "" for this one; an old format belongs to an old market."""
    return str(own.get("numbers_of") or (MARKETS[written] if written < FORMAT else above.market))


def _note_other_version(own: Tables, written: int, market: str, findings: Findings) -> tuple[str, ...]:
    """Warn, once, where numbers were written for another version, in which the market had other rules."""
    if written >= FORMAT and market in ("", program_version()):
        return ()
    place = "numbers_of" if own.get("numbers_of") else "format" if written < FORMAT else "extends"
    findings.warning((place,), other_market(market))
    return (other_market(market),)


def _note_gone(gone: tuple[tuple[Place, str], ...], findings: Findings) -> tuple[str, ...]:
    """Warn of everything that a file says and that no longer exists, once each."""
    for place, text in gone:
        findings.warning(place, text)
    return tuple(text for _, text in gone)
