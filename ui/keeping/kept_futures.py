"""Kept futures come back with their scenario: they are written to disk whenever they change.

Like bookmarks they belong to whoever looks, not to the scenario file: one file for each scenario in Shakeout's own
folder. What another window has added meanwhile, or only a newer version can read, stays in it, with a number where both
windows have given the same name.
"""

from __future__ import annotations

import errno
import hashlib
import json
import zlib
from pathlib import Path
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QObject, Signal

from simulator.disk import content_of, inflated, put, put_aside, user_folder
from simulator.scenario.keeping.journal import Work, work_on
from ui.look.wording import tr
from ui.models.futures import free_name
from ui.models.values import KeptFuture

if TYPE_CHECKING:
    from ui.session.session import Session

_ENDING = ".futures"
_LARGEST = 100_000_000  # bytes of all the futures of a scenario
Entry = dict[str, Any]
"""A future as the file stores it: its name, and the fields of a `Work`."""


class FuturesOnDisk(QObject):
    """Writes the kept futures of a session to disk, and brings them back when their scenario is opened again."""

    failed = Signal(str)  # why they could not be written down
    put_away = Signal(object)  # the path of what could not be read, where it is now
    remarked = Signal(object)  # sentences about futures that another version wrote

    def __init__(self, session: Session) -> None:
        """Take the session whose futures they are."""
        super().__init__(session)
        self._session = session
        self._of = ""  # the scenario whose futures are on show
        self._opening = session.openings
        self._ours: set[tuple[str, str]] = set()  # name and content of what this window has read or written
        self._recalling = False
        self._begun = False

    @property
    def begun(self) -> bool:
        """Return whether every change is being saved."""
        return self._begun

    def begin(self) -> None:
        """Bring back what was kept, and save every change from now on."""
        self._begun = True
        self._recall()
        self._session.kept.changed.connect(self._remember)
        self._session.file_changed.connect(self._follow)

    def _follow(self) -> None:
        """Show the futures of another scenario, or take the present ones along to another file."""
        if self._session.openings != self._opening:
            self._opening = self._session.openings
            self._recall()
        elif self._name() != self._of:
            self._of = self._name()
            self._ours = set()
            self._remember()

    def _name(self) -> str:
        path = self._session.path
        return str(path.absolute()) if path is not None else self._session.opened.title

    def _recall(self) -> None:
        self._of = self._name()
        present = self._session.kept.all
        try:
            entries = self._entries()
        except OSError as problem:
            self.failed.emit(problem.strerror or str(problem))
            return
        readings = [(entry, read) for entry in entries if (read := _reading(entry)) is not None]
        readable = [(entry, future) for entry, (future, _) in readings]
        self._ours = {_key(entry) for entry, _ in readable}
        self._recalling = True
        try:
            self._session.kept.bring_back([future for _, future in readable if future not in present])
        finally:
            self._recalling = False
        if present or len({future.name for _, future in readable}) < len(readable):
            self._remember()
        if remarks := _remarks([read for _, read in readings]):
            self.remarked.emit(remarks)

    def _remember(self) -> None:
        """Save the kept futures beside those that other windows have added; opening another scenario is no change."""
        if self._recalling or self._session.openings != self._opening:
            return
        ours = [_entry(future) for future in self._session.kept.all]
        known = self._ours | {_key(entry) for entry in ours}
        path = self._path()
        try:
            others = [entry for entry in self._entries() if _key(entry) not in known and not _numbered(entry, ours)]
            entries = _with_names_of_their_own([*ours, *others])
            if entries:
                path.parent.mkdir(parents=True, exist_ok=True)
                put(path, zlib.compress(json.dumps(entries).encode()))
            else:
                path.unlink(missing_ok=True)
        except OSError as problem:
            self.failed.emit(problem.strerror or str(problem))
            return
        self._ours = {_key(entry) for entry in ours}

    def _entries(self) -> list[Entry]:
        """Return what the file holds; one that cannot be understood is put aside, and never overwritten.

        Raises
        ------
        OSError
            If the file cannot be read now, or not be put aside.
        """
        path = self._path()
        try:
            entries = _entries_in(content_of(path))
        except FileNotFoundError:
            return []
        except (ValueError, TypeError, RecursionError):
            if (aside := put_aside(path)) is None:
                raise OSError(errno.EIO, tr("an unreadable file is in the way")) from None
            self.put_away.emit(aside)
            return []
        return entries

    def _path(self) -> Path:
        return user_folder() / "futures" / f"{hashlib.sha256(self._of.encode()).hexdigest()[:24]}{_ENDING}"


def _entries_in(content: bytes) -> list[Entry]:
    """Return what a file of futures says; raise `ValueError` or `TypeError` where it is none."""
    entries = json.loads(inflated(content, _LARGEST))
    if not isinstance(entries, list) or not all(isinstance(entry, dict) for entry in entries):
        raise TypeError
    return entries


def _entry(future: KeptFuture) -> Entry:
    return {"name": future.name, **work_on(future.scenario, None, "").__dict__}


def _key(entry: Entry) -> tuple[str, str]:
    """Return by what an entry is known again: its name, and all that it says of the scenario."""
    said = {name: value for name, value in entry.items() if name not in {"name", "written"}}
    return str(entry.get("name")), hashlib.sha256(json.dumps(said, sort_keys=True).encode()).hexdigest()


def _numbered(entry: Entry, ours: list[Entry]) -> bool:
    """Return whether an entry is one of ours to which another window has given a number."""
    name, said = _key(entry)
    return any(said == content and name.startswith(f"{called} (") for called, content in map(_key, ours))


def _with_names_of_their_own(entries: list[Entry]) -> list[Entry]:
    """Return entries of which no two have one name; the first keeps it."""
    taken: set[str] = set()
    named: list[Entry] = []
    for entry in entries:
        name = free_name(str(entry.get("name")), taken)
        taken.add(name)
        named.append({**entry, "name": name})
    return named


def _reading(entry: Entry) -> tuple[KeptFuture, tuple[str, ...]] | None:
    """Return the future of an entry and what there is to say of it, None where this version cannot read it."""
    try:
        found = Work(**{name: said for name, said in entry.items() if name != "name"}).read()
    except (ValueError, TypeError, KeyError, AttributeError):
        return None
    return None if found.scenario is None else (KeptFuture(str(entry["name"]), found.scenario), found.remarks)


def _remarks(readings: list[tuple[KeptFuture, tuple[str, ...]]]) -> tuple[str, ...]:
    """Return what there is to say of kept futures that another version wrote, each sentence once."""
    names = [future.name for future, remarks in readings if remarks]
    if not names:
        return ()
    first, *others = dict.fromkeys(remark for _, remarks in readings for remark in remarks)
    words = tr("Kept futures ({names}): {remark}").format(names=", ".join(names), remark=first)
    return (words, *others)
