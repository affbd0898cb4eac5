"""The journal of a window: its unsaved work, written down as it changes, and found again after a crash.

A journal is a file in Shakeout's own folder, to which complete states are appended, each with its length and a
checksum: a crash can tear only the last one, and the one before it is still good. An open window holds a lock on its
journal, which the system releases with the process; so a journal that can be locked was left behind. On a disk without
locks, as some of a network are, the name of the journal tells which process wrote it: if that has ended, so has the
window. What a window on another computer wrote there is offered on that computer.
"""

from __future__ import annotations

import json
import os
import zlib
from collections.abc import Callable, Iterator
from contextlib import suppress
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from pathlib import Path
from threading import Condition, Lock, Thread

from simulator.disk import PRIVATE, content_of, hold, new_file, put_aside, remove, user_folder, write
from simulator.scenario.keeping.owners import lives, own_mark
from simulator.scenario.reading.reading import Reading, read_text
from simulator.scenario.toml import Tables
from simulator.scenario.value import Scenario
from simulator.scenario.writing.resolved import resolved_tables, text_of_tables

_ENDING = ".journal"
_HEAD = "{length:010d} {checksum:08x}\n"
_HEAD_LENGTH = len(_HEAD.format(length=0, checksum=0))
_PARTS_OF_MARK = 3  # machine, number, beginning
_PAUSE = 0.1  # seconds between two states of one journal
_LONGEST = 8_000_000  # bytes, after which a journal starts again with the present state


@dataclass(frozen=True)
class Work:
    """Unsaved work: a full scenario, what it extends, and the file that it belongs to."""

    said: Tables  # the scenario as tables: a text takes much longer to make
    extends: str
    title: str
    path: str  # "" = it has no file yet
    base: str  # what the file held when it was last read or written
    written: str  # when, as ISO 8601 in UTC

    def read(self) -> Reading:
        """Return the scenario that was worked on, extending what it extended."""
        found = read_text(text_of_tables(self.said), None)
        scenario = None if found.scenario is None else found.scenario.changed(extends=self.extends)
        return replace(found, scenario=scenario)


def work_on(scenario: Scenario, path: Path | None, base: str) -> Work:
    """Return the present state of the work on a scenario."""
    now = datetime.now(UTC).isoformat(timespec="seconds")
    place = str(path.absolute()) if path else ""
    return Work(resolved_tables(scenario), scenario.extends, scenario.title, place, base, now)


class Journal:
    """The journal of one window; its file is there as long as something is unsaved."""

    def __init__(self) -> None:
        """Begin without a file."""
        self._file: int | None = None
        self._path: Path | None = None
        self._length = 0

    def note(self, work: Work) -> None:
        """Write down the present state of the work, and wait until it is on the disk.

        Raises
        ------
        OSError
            If that failed; what was noted before is still there.
        """
        if self._length > _LONGEST:
            self._start_again(work)
        else:
            self._append(work)

    def clear(self) -> None:
        """Remove the file: nothing is unsaved."""
        file, path = self._file, self._path
        self._file, self._path, self._length = None, None, 0
        _remove(file, path)

    def leave(self) -> None:
        """Release the file, so that the next start offers what it holds."""
        if self._file is not None:
            with suppress(OSError):
                os.close(self._file)
        self._file, self._path, self._length = None, None, 0

    def _append(self, work: Work) -> None:
        """Add a state to the file, and take it back if it could not be written completely."""
        if self._file is None:
            folder().mkdir(parents=True, exist_ok=True)
            self._file, self._path = new_file(folder(), f".{own_mark()}{_ENDING}", PRIVATE)
        record = _record(work)
        try:
            os.lseek(self._file, self._length, os.SEEK_SET)
            write(self._file, record)
            os.fsync(self._file)
        except OSError:
            with suppress(OSError):
                os.ftruncate(self._file, self._length)  # nothing after a torn record would be read
            raise
        self._length += len(record)

    def _start_again(self, work: Work) -> None:
        """Continue in a new file that holds only the present state; the old one stays until that is written."""
        fresh = Journal()
        try:
            fresh._append(work)
        except OSError:
            fresh.clear()
            raise
        self.clear()
        self._file, self._path, self._length = fresh._file, fresh._path, fresh._length


class Scribe:
    """Writes a journal in a thread of its own, so that nothing waits for the disk; only the latest state is noted."""

    def __init__(self, failed: Callable[[Exception], None]) -> None:
        """Take the function to call, from that thread, when something could not be noted."""
        self._journal, self._failed = Journal(), failed
        self._writing = Lock()
        self._next: Callable[[], None] | None = None
        self._changed = Condition()
        self._ended = False
        self._thread = Thread(target=self._run, name="journal", daemon=True)
        self._thread.start()

    def note(self, scenario: Scenario, path: Path | None, base: str) -> None:
        """Have the present state of the work on a scenario noted soon."""
        self._let(lambda: self._journal.note(work_on(scenario, path, base)))

    def note_now(self, scenario: Scenario, path: Path | None, base: str) -> None:
        """Note the work on a scenario and wait for the disk.

        Raises
        ------
        OSError
            If it could not be noted.
        """
        with self._writing:
            self._journal.note(work_on(scenario, path, base))

    def clear(self) -> None:
        """Have the journal removed: nothing is unsaved."""
        self._let(self._journal.clear)

    def close(self) -> None:
        """Wait until the last state is noted, and leave what is unsaved to the next start."""
        with self._changed:
            self._ended = True
            self._changed.notify_all()
        self._thread.join()
        self._journal.leave()

    def _let(self, work: Callable[[], None]) -> None:
        with self._changed:
            self._next = work
            self._changed.notify_all()

    def _run(self) -> None:
        """Do the last thing that was asked for, again and again, with a pause between two states."""
        while True:
            with self._changed:
                self._changed.wait_for(lambda: self._next is not None or self._ended)
            try:
                with self._writing:  # before the work is taken, or `note_now` could note a later state first
                    with self._changed:
                        work, self._next = self._next, None
                    if work is None:
                        return
                    work()
            except Exception as error:  # noqa: BLE001 - the user must know of any failure, and the thread must go on
                self._failed(error)
            with self._changed:  # dragging a slider makes sixty states a second
                self._changed.wait_for(lambda: self._ended, timeout=_PAUSE)


@dataclass(frozen=True)
class Lost:
    """Work that a crash left behind; this process holds it until it is discarded or released."""

    work: Work
    journal: Path
    file: int

    def discard(self) -> None:
        """Remove it for good."""
        _remove(self.file, self.journal)

    def release(self) -> None:
        """Leave it where it is, to be offered again."""
        with suppress(OSError):
            os.close(self.file)


def lost_works(put_away: Callable[[Path], None] = lambda _path: None) -> list[Lost]:
    """Return the work of windows that ended without saving or discarding it, the latest first; each only once.

    `put_away` is called with where a journal is now that nobody can read.
    """
    found = sorted(_abandoned(put_away), key=lambda lost: lost.work.written, reverse=True)
    once: list[Lost] = []
    for lost in found:
        if any((lost.work.path, lost.work.said) == (other.work.path, other.work.said) for other in once):
            lost.discard()  # there was a crash between restoring and removing it
        else:
            once.append(lost)
    return once


def folder() -> Path:
    """Return the folder of journals."""
    return user_folder() / "journals"


def _abandoned(put_away: Callable[[Path], None]) -> Iterator[Lost]:
    """Yield the work in journals that no window holds, and remove those with nothing unsaved."""
    with suppress(OSError):
        for path in sorted(folder().iterdir()):
            if path.suffix == _ENDING and (file := _held(path)) is not None:
                try:
                    work = _last(path)
                except (OSError, ValueError, TypeError):  # cannot be read now, or only by a newer version
                    os.close(file)
                    continue
                if work is None and os.fstat(file).st_size:
                    os.close(file)
                    if (aside := put_aside(path)) is not None:
                        put_away(aside)
                elif work is None:
                    _remove(file, path)
                else:
                    yield Lost(work, path, file)


def _held(path: Path) -> int | None:
    """Return a journal, open and if possible locked, None where another window holds it."""
    with suppress(OSError):
        file = os.open(path, os.O_RDWR | getattr(os, "O_CLOEXEC", 0) | getattr(os, "O_BINARY", 0))
        try:
            left_behind = hold(file)
        except OSError:  # the disk has no locks
            left_behind = not _is_written(path)
        if left_behind:
            return file
        os.close(file)
    return None


def _is_written(path: Path) -> bool:
    """Return whether the window that writes a journal may still be open, by the journal's name."""
    *_, mark, _ = path.name.split(".")
    return mark.count("-") == _PARTS_OF_MARK - 1 and lives(mark)


def _last(path: Path) -> Work | None:
    """Return the last complete state, None where there is none."""
    content, start = content_of(path), 0
    last = b""
    while record := _record_at(content, start):
        last, start = record, start + _HEAD_LENGTH + len(record)
    return Work(**json.loads(zlib.decompress(last))) if last else None


def _record(work: Work) -> bytes:
    content = zlib.compress(json.dumps(work.__dict__).encode())
    return _HEAD.format(length=len(content), checksum=zlib.crc32(content)).encode() + content


def _record_at(content: bytes, start: int) -> bytes:
    """Return the record that begins at a place, nothing where none is complete there."""
    head, begin = content[start : start + _HEAD_LENGTH], start + _HEAD_LENGTH
    try:
        length, checksum = int(head[:10]), int(head[11:-1], 16)
    except ValueError:
        return b""
    body = content[begin : begin + length]
    return body if len(body) == length and zlib.crc32(body) == checksum else b""


def _remove(file: int | None, path: Path | None) -> None:
    """Empty a journal and remove it: either is enough for it not to be offered again."""
    if file is not None and path is not None:
        with suppress(OSError):
            os.ftruncate(file, 0)
        remove(file, path)
