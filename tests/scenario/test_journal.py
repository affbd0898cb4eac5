"""What was written down survives a crash: whole, once, and only where a crash there was."""

import errno
import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from threading import Event, Lock, Thread, current_thread

import pytest

from simulator.disk import user_folder
from simulator.scenario.keeping import journal, owners
from simulator.scenario.keeping.journal import Journal, Scribe, Work, lost_works, work_on
from simulator.scenario.library import load
from tests.faults import Calls, failing
from tests.patience import PATIENCE, wait_until
from tests.saver import work

BASE = load("base").changed(extends="base", title="Mine")


@pytest.fixture
def window() -> Iterator[Journal]:
    """Return the journal of a window."""
    one = Journal()
    yield one
    one.clear()


def crash(window: Journal) -> None:
    """Let the lock go, as the system does when a process ends."""
    window.leave()


def found() -> list[str]:
    """Return the titles of the works that would be offered, and let them be."""
    lost = lost_works()
    for one in lost:
        one.release()
    return [one.work.title for one in lost]


def journals() -> list[Path]:
    return list(user_folder().glob("journals/*"))


def test_work_is_found_again_as_it_was(window: Journal) -> None:
    window.note(work_on(BASE.changed(seed=5), Path("mine.toml"), "base"))
    window.note(work_on(BASE.changed(seed=6), Path("mine.toml"), "base"))
    crash(window)
    (lost,) = lost_works()
    assert lost.work.read().scenario == BASE.changed(seed=6)
    assert (lost.work.path, lost.work.base) == (str(Path("mine.toml").absolute()), "base")
    lost.discard()
    assert not journals()


def test_nothing_is_offered_while_the_window_lives_or_after_it_ended_well(window: Journal) -> None:
    window.note(work("Mine"))
    assert not found()
    window.clear()
    assert not found()
    assert not journals()


def test_work_is_offered_again_until_it_is_discarded(window: Journal) -> None:
    window.note(work("Mine"))
    crash(window)
    assert found() == found() == ["Mine"]


def test_only_one_window_is_offered_lost_work(window: Journal) -> None:
    window.note(work("Mine"))
    crash(window)
    (lost,) = lost_works()
    assert not lost_works()
    lost.release()
    assert found() == ["Mine"]


def test_two_windows_lose_their_own_work(window: Journal) -> None:
    other = Journal()
    window.note(work("Mine"))
    other.note(work("Yours"))
    crash(other)
    assert found() == ["Yours"]
    crash(window)
    assert set(found()) == {"Mine", "Yours"}


def test_work_that_was_restored_just_before_the_next_crash_is_offered_once(window: Journal) -> None:
    window.note(work("Mine"))
    crash(window)
    (lost,) = lost_works()
    again = Journal()
    again.note(lost.work)
    lost.release()
    crash(again)
    assert found() == ["Mine"]
    assert len(journals()) == 1


def test_a_torn_end_is_ignored_wherever_it_is_torn(window: Journal) -> None:
    window.note(work("First"))
    (path,) = journals()
    first = path.stat().st_size
    window.note(work("Second"))
    content = path.read_bytes()
    crash(window)
    for length in range(first, len(content)):
        path.write_bytes(content[:length])
        assert found() == ["First"]
    path.write_bytes(content[:-1] + bytes([content[-1] ^ 1]))
    assert found() == ["First"]
    path.write_bytes(content[: first - 1])
    assert not found()


def test_what_cannot_be_understood_is_left_to_whom_it_belongs(window: Journal, monkeypatch: pytest.MonkeyPatch) -> None:
    window.note(work("Mine"))
    crash(window)

    class OlderWork:
        """Knows nothing of what is written down today."""

    with monkeypatch.context() as older:
        older.setattr(journal, "Work", OlderWork)
        assert not found()
    assert found() == ["Mine"]


def test_a_long_journal_begins_anew_and_loses_nothing(window: Journal, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(journal, "_LONGEST", 1000)
    for number in range(30):
        window.note(work(str(number)))
        (path,) = journals()
        assert path.stat().st_size < 2000
    crash(window)
    assert found() == ["29"]


@pytest.mark.parametrize("moment", ["before", "after"])
@pytest.mark.parametrize("longest", [0, 100_000])
def test_whichever_call_fails_the_last_work_noted_is_found(
    moment: str, longest: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(journal, "_LONGEST", longest)
    number, failed = 0, 0
    while True:
        window = Journal()
        window.note(work("First"))
        calls = Calls(number, failing(errno.ENOSPC), moment)  # type: ignore[arg-type]
        with calls:
            try:
                window.note(work("Second"))
            except OSError:
                failed += 1
        if len(calls.names) <= number:
            break
        window.note(work("Third"))
        window.note(work("Fourth"))
        crash(window)
        assert found() == ["Fourth"], calls.names[number]
        for path in journals():
            path.unlink()
        number += 1
    assert failed > 1


def test_a_scribe_that_rests_notes_the_last_state_at_once_when_it_is_closed(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(journal, "_PAUSE", 100 * PATIENCE)
    scribe = Scribe(lambda error: pytest.fail(str(error)))
    scribe.note(BASE.changed(seed=0), None, "")
    wait_until(journals)  # and from then on it rests
    for seed in range(200):
        scribe.note(BASE.changed(seed=seed), None, "")
    closing = Thread(target=scribe.close, daemon=True)
    closing.start()
    closing.join(PATIENCE)
    assert not closing.is_alive()
    (lost,) = lost_works()
    assert lost.work.read().scenario == BASE.changed(seed=199)
    lost.discard()


class Busy:
    """A lock that the thread of the journal gets late, as on a machine with much to do."""

    def __init__(self) -> None:
        """Begin with the thread waiting."""
        self.wanted, self.given, self.left = Event(), Event(), Event()
        self._lock = Lock()

    def __enter__(self) -> None:
        """Let the thread wait."""
        if current_thread().name == "journal":
            self.wanted.set()
            self.given.wait(PATIENCE)
        self._lock.acquire()

    def __exit__(self, *_: object) -> None:
        """Let the next one in."""
        self._lock.release()
        if current_thread().name == "journal":
            self.left.set()


def test_what_was_noted_at_once_is_not_forgotten_by_what_was_asked_for_before(monkeypatch: pytest.MonkeyPatch) -> None:
    lock = Busy()
    monkeypatch.setattr(journal, "Lock", lambda: lock)
    monkeypatch.setattr(journal, "_PAUSE", 100 * PATIENCE)
    scribe = Scribe(lambda error: pytest.fail(str(error)))
    scribe.clear()
    lock.wanted.wait(PATIENCE)
    scribe.note(BASE, None, "")
    scribe.note_now(BASE, None, "")
    lock.given.set()
    lock.left.wait(PATIENCE)  # and then the thread rests
    assert journals()
    scribe.close()
    assert found() == ["Mine"]


def test_a_scribe_tells_that_it_cannot_write_and_goes_on(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "in_the_way").touch()
    told: list[Exception] = []
    with monkeypatch.context() as full:
        full.setenv("SHAKEOUT_DATA", str(tmp_path / "in_the_way"))
        scribe = Scribe(told.append)
        scribe.note(BASE, None, "")
        wait_until(lambda: told)
    assert len(told) == 1
    scribe.note(BASE, None, "")
    scribe.close()
    assert found() == ["Mine"]


def test_a_journal_is_nobody_elses_business(window: Journal) -> None:
    window.note(work("Mine"))
    (path,) = journals()
    assert path.stat().st_mode & 0o077 == 0 or os.name == "nt"


def test_the_work_of_a_scenario_that_cannot_be_read_is_not_lost(window: Journal) -> None:
    window.note(Work({"title": 3}, "base", "Mine", "", "", ""))
    crash(window)
    (lost,) = lost_works()
    assert lost.work.read().scenario is None
    assert lost.work.read().problems
    lost.release()
    assert found() == ["Mine"]


WRITER = """
import errno, fcntl, sys
def refused(*_): raise OSError(errno.ENOLCK, "no locks")
fcntl.flock = refused
from simulator.scenario.keeping.journal import Journal
from tests.saver import work
Journal().note(work("Mine"))
print("noted", flush=True)
sys.stdin.read()
"""


@pytest.fixture
def without_locks(monkeypatch: pytest.MonkeyPatch) -> None:
    """Put everything on a disk that knows no locks."""
    fcntl = pytest.importorskip("fcntl")

    def refused(*_: object) -> None:
        raise OSError(errno.ENOLCK, os.strerror(errno.ENOLCK))

    monkeypatch.setattr(fcntl, "flock", refused)


@pytest.mark.usefixtures("without_locks")
def test_without_locks_work_is_offered_once_the_process_that_wrote_it_has_ended() -> None:
    writer = subprocess.Popen([sys.executable, "-c", WRITER], stdin=subprocess.PIPE, stdout=subprocess.PIPE)
    try:
        assert writer.stdout is not None
        assert writer.stdout.readline() == b"noted\n"
        assert found() == [], "its window is open"
    finally:
        writer.kill()
        writer.communicate()
    assert found() == found() == ["Mine"]
    (lost,) = lost_works()
    lost.discard()
    assert not journals()


@pytest.mark.usefixtures("without_locks")
def test_without_locks_a_window_finds_nothing_of_its_own_program_or_of_another_computer(
    window: Journal, monkeypatch: pytest.MonkeyPatch
) -> None:
    window.note(work("Mine"))
    assert not found()
    monkeypatch.setattr(owners, "_machine", lambda: "another")
    assert not found()


@pytest.mark.usefixtures("without_locks")
@pytest.mark.skipif(not Path("/proc/self/stat").exists(), reason="This system does not tell when a process began.")
def test_without_locks_a_number_that_was_given_to_another_process_hides_nothing(window: Journal) -> None:
    window.note(work("Mine"))
    (path,) = journals()
    *before, mark, ending = path.name.split(".")
    machine, number, _ = mark.split("-")
    path.rename(path.with_name(".".join((*before, f"{machine}-{number}-longago", ending))))
    assert found() == ["Mine"]


@pytest.mark.usefixtures("without_locks")
def test_without_locks_work_of_a_version_that_did_not_sign_it_is_offered(window: Journal) -> None:
    window.note(work("Mine"))
    (path,) = journals()
    path.rename(path.with_name(".shakeout-0123456789ab.journal"))
    assert found() == ["Mine"]
