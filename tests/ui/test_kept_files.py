"""Whatever becomes of the files that the program keeps for its user, it opens, says so, and loses nothing."""

from __future__ import annotations

import os
import shutil
from typing import TYPE_CHECKING

import pytest

pytest.importorskip("PySide6.QtWidgets", exc_type=ImportError)

from simulator.disk import UNREADABLE, user_folder
from simulator.scenario.keeping.journal import Journal, lost_works, work_on
from simulator.scenario.keeping.saving import save
from simulator.scenario.keeping.versions import earlier_versions
from simulator.scenario.library import load
from tests.ui.everything import action

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from pytestqt.qtbot import QtBot

    from simulator.scenario.value import Scenario
    from ui.window.main_window import MainWindow

    Open = Callable[..., MainWindow]

DAMAGES: dict[str, Callable[[bytes], bytes]] = {
    "truncated": lambda content: content[: len(content) // 2],
    "empty": lambda _: b"",
    "binary": lambda content: bytes(range(256)) * (1 + len(content) // 256),
    "of wrong types": lambda _: b'[General]\ntext_size=huge\ntheme=7\nbookmarks="[1, 2]"\nrecent=@Invalid()\n',
    "huge": lambda content: content + b"\xff" * 3_000_000,
}


@pytest.fixture
def file(base: Scenario, tmp_path: Path) -> Path:
    """Return a file with an earlier version."""
    path = tmp_path / "mine.toml"
    for seed in (1, 2):
        save(base.changed(extends="base", title="Mine", seed=seed), path)
    return path


@pytest.fixture
def use_everything(open_window: Open, base: Scenario, file: Path, qtbot: QtBot) -> Callable[[], MainWindow]:
    """Return how to do everything that the program keeps a file for."""

    def use() -> MainWindow:
        window = open_window(base)
        wait_for(window, qtbot)
        window.files.open(file)
        window.session.kept.keep(window.session.scenario.changed(seed=5), "Five")
        window.bookmarks.rename(7, "Here")
        window.settings.choose(text_size=120, money=window.settings.chosen.money)
        window.settings.store.sync()
        return window

    return use


def wait_for(window: MainWindow, qtbot: QtBot) -> None:
    """Wait until a window keeps everything that is done in it."""
    qtbot.waitUntil(lambda: window.safekeeping.begun and window.kept_futures.begun)


def leave_work(scenario: Scenario) -> None:
    """Leave a journal as a crash would."""
    journal = Journal()
    journal.note(work_on(scenario, None, ""))
    journal.leave()


def kept_files(tmp_path: Path) -> list[Path]:
    """Return every file that the program has made for itself."""
    return sorted(path for path in [*user_folder().rglob("*"), *tmp_path.glob("*.ini*")] if path.is_file())


@pytest.mark.parametrize("damage", DAMAGES)
def test_a_damaged_file_of_our_own_is_survived_and_never_lost(
    use_everything: Callable[[], MainWindow],
    open_window: Open,
    base: Scenario,
    file: Path,
    tmp_path: Path,
    qtbot: QtBot,
    damage: str,
) -> None:
    first = use_everything()
    first.session.note_saved(first.session.scenario, file)
    first.close()
    first.settings.store.sync()
    leave_work(base.changed(title="Lost", seed=77))
    whole = {path: path.read_bytes() for path in kept_files(tmp_path)}
    assert {"settings.ini", "futures", "journals", "versions"} <= {
        path.name if path.suffix == ".ini" else path.relative_to(user_folder()).parts[0] for path in whole
    }
    saved = file.read_bytes()
    for path, content in whole.items():
        for other, before in whole.items():
            other.parent.mkdir(parents=True, exist_ok=True)
            other.write_bytes(before)
        damaged = DAMAGES[damage](content)
        path.write_bytes(damaged)
        window = open_window(base)
        wait_for(window, qtbot)
        window.files.open(file)
        window.session.kept.keep(window.session.scenario.changed(seed=6), "Six")
        action(window, "earlier_versions").trigger()
        window.settings.choose(text_size=110)
        window.settings.store.sync()
        assert window.session.scenario == load(file)
        assert file.read_bytes() == saved
        everything = {one.read_bytes() for one in kept_files(tmp_path)}
        read = path.suffix == ".ini" and not window.settings.unreadable  # what is left of it made sense, and is used
        assert not damaged or read or damaged in everything, f"what was in {path} is gone"
        assert not (read and damage in ("binary", "of wrong types"))
        window.session.note_saved(window.session.scenario, file)
        window.close()
        window.settings.store.sync()
        for one in kept_files(tmp_path):
            one.unlink()


def test_what_was_put_aside_is_told(
    open_window: Open, base: Scenario, file: Path, tmp_path: Path, qtbot: QtBot
) -> None:
    (tmp_path / "settings.ini").write_bytes(b"[General]\ntext_size=huge\n")
    window = open_window(base)
    wait_for(window, qtbot)
    assert "settings" in window.notice.text
    assert UNREADABLE in window.notice.text
    window.files.open(file)
    window.session.kept.keep(window.session.scenario.changed(seed=5), "Five")
    (kept,) = user_folder().glob("futures/*.futures")
    kept.write_bytes(b"nothing")
    window.session.kept.keep(window.session.scenario.changed(seed=6), "Six")
    assert "kept futures cannot be read" in window.notice.text
    (aside,) = user_folder().glob(f"futures/*{UNREADABLE}")
    assert aside.read_bytes() == b"nothing"


def test_two_unreadable_files_of_one_name_are_both_kept(open_window: Open, base: Scenario, qtbot: QtBot) -> None:
    window = open_window(base)
    wait_for(window, qtbot)
    window.session.kept.keep(window.session.scenario.changed(seed=5), "Five")
    (kept,) = user_folder().glob("futures/*.futures")
    for content in (b"one", b"two"):
        kept.write_bytes(content)
        window.session.kept.keep(window.session.scenario.changed(seed=6), content.decode())
    assert {path.read_bytes() for path in kept.parent.glob(f"*{UNREADABLE}")} == {b"one", b"two"}


def test_a_journal_that_nobody_can_read_is_put_aside_and_told(base: Scenario) -> None:
    leave_work(base)
    (journal,) = user_folder().glob("journals/*")
    journal.write_bytes(b"\0" * 100)
    told: list[Path] = []
    assert not lost_works(told.append)
    assert [path.read_bytes() for path in told] == [b"\0" * 100]


@pytest.mark.parametrize("trouble", ["gone", "a file in its place", "full"])
def test_the_folder_may_go_while_the_window_is_open(
    use_everything: Callable[[], MainWindow],
    file: Path,
    trouble: str,
    monkeypatch: pytest.MonkeyPatch,
    qtbot: QtBot,
) -> None:
    window = use_everything()
    if trouble != "full":
        shutil.rmtree(user_folder())
    if trouble == "a file in its place":
        user_folder().write_bytes(b"")
    if trouble == "full":
        refuse(monkeypatch, user_folder())
    window.session.edit("Edit", lambda scenario: scenario.changed(seed=9))
    window.session.kept.keep(window.session.scenario, "Nine")
    told = window.notice.text
    assert trouble == "gone" or "cannot be written down" in told
    if trouble != "gone":
        qtbot.waitUntil(lambda: "cannot be kept safe from a crash" in window.notice.text)
    action(window, "earlier_versions").trigger()
    window.files.save()
    assert load(file).seed == 9
    assert not window.session.changed
    assert trouble == "gone" or "earlier version could not be kept" in window.notice.text


def refuse(monkeypatch: pytest.MonkeyPatch, folder: Path) -> None:
    """Let a folder be on a disk without room."""
    original = os.open

    def full(path: Path, flags: int, *more: int) -> int:
        if str(path).startswith(str(folder)) and flags & os.O_CREAT:
            raise OSError(28, "No space left on device", str(path))
        return original(path, flags, *more)

    monkeypatch.setattr(os, "open", full)


@pytest.mark.parametrize("moment", [-5.0, 0.0, 4e9, 1e11])
def test_a_clock_that_is_wrong_loses_no_version_and_changes_no_order(base: Scenario, file: Path, moment: float) -> None:
    for seed in range(3, 6):
        try:
            os.utime(file, (moment, moment))
        except OSError:
            pytest.skip("this disk knows no such moment")
        assert not save(base.changed(extends="base", title="Mine", seed=seed), file).warning
        moment -= 1000
    assert [load(version.path).seed for version in earlier_versions(file)] == [4, 3, 2, 1]


def test_two_windows_of_two_programs_keep_what_each_has_added(open_window: Open, base: Scenario, qtbot: QtBot) -> None:
    one, other = open_window(base), open_window(base)
    for window in (one, other):
        wait_for(window, qtbot)
    one.session.kept.keep(base.changed(seed=5), "Five")
    other.session.kept.keep(base.changed(seed=6), "Six")
    one.bookmarks.rename(3, "Three")
    other.bookmarks.rename(4, "Four")
    third = open_window(base)
    wait_for(third, qtbot)
    assert {future.name for future in third.session.kept.all} == {"Five", "Six"}
    assert {mark.name for mark in third.bookmarks.all} == {"Three", "Four"}
