"""Whatever fails or dies while a scenario is saved, its file is the old text or the new one, whole."""

import errno
import json
import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from simulator.disk import mark_of, user_folder
from simulator.scenario.keeping import saving
from simulator.scenario.keeping.saving import save
from simulator.scenario.library import load
from simulator.scenario.reading.reading import Reading
from simulator.scenario.writing.writing import NotSavedError, text_for
from tests.faults import Calls, Moment, failing

pytestmark = pytest.mark.skipif(os.name != "posix", reason="There are no signals that kill, and no fork.")

KILLS = int(os.environ.get("SHAKEOUT_KILLS", "50"))
OLD, NEW = load("base").changed(extends="base", title="Old"), load("base").changed(extends="base", title="New")
LEFT_BEHIND = ".shakeout-000000000000.tmp"  # by an earlier crash
TEXTS = {scenario.title: text_for(scenario, None, Path("mine.toml")) for scenario in (OLD, NEW)}


@pytest.fixture
def file(tmp_path: Path) -> Path:
    """Return a file in a folder of its own."""
    path = tmp_path / "work" / "mine.toml"
    path.parent.mkdir()
    path.write_text(TEXTS["Old"], encoding="utf-8")
    path.chmod(0o640)
    return path


@pytest.fixture
def link(file: Path, tmp_path: Path) -> Path:
    """Return a link to the file."""
    path = tmp_path / "link.toml"
    path.symlink_to(file)
    return path


@pytest.fixture
def _known_texts(monkeypatch: pytest.MonkeyPatch) -> None:
    """Say what is known already, so that thousands of saves take seconds."""

    def reading(text: str, _path: Path) -> Reading:
        return Reading({TEXTS["Old"]: OLD, TEXTS["New"]: NEW}[text], ())

    monkeypatch.setattr(saving, "text_for", lambda scenario, *_: TEXTS[scenario.title])
    monkeypatch.setattr(saving, "read_text", reading)


def attempts(link: Path, strike: int, moment: Moment, step: int = 1) -> Iterator[tuple[int, str, bool]]:
    """Save with one call after the other failing; yield its number and name, and whether saving succeeded."""
    number = 0
    while True:
        link.write_text(TEXTS["Old"], encoding="utf-8")
        for path in link.resolve().parent.glob(".shakeout-*"):
            path.unlink()
        link.resolve().with_name(LEFT_BEHIND).touch()
        calls = Calls(number, failing(strike), moment)
        with calls:
            saved = _saved(link)
        if len(calls.names) <= number:
            return
        yield number, calls.names[number], saved
        number += step


def _saved(link: Path) -> bool:
    try:
        save(NEW, link, mark_of(link))
    except NotSavedError:
        return False
    return True


def judge(file: Path, link: Path, *, saved: bool) -> None:
    """See that nothing is harmed, and that what is said to be saved is saved."""
    text = file.read_text(encoding="utf-8")
    assert text == TEXTS["New"] if saved else text in TEXTS.values()
    assert link.is_symlink()
    assert file.stat().st_mode & 0o777 == 0o640
    for version in user_folder().glob("versions/*/*.toml"):
        assert version.read_text(encoding="utf-8") in TEXTS.values()


@pytest.mark.usefixtures("_known_texts")
@pytest.mark.parametrize("moment", ["before", "after"])
@pytest.mark.parametrize("strike", ["ENOSPC", "EIO", "EACCES"])
def test_a_file_is_old_or_new_whichever_call_fails(file: Path, link: Path, strike: str, moment: Moment) -> None:
    failed = 0
    for number, name, saved in attempts(link, getattr(errno, strike), moment):
        judge(file, link, saved=saved)
        failed += not saved
        left = {path.name for path in file.parent.iterdir()} - {file.name, LEFT_BEHIND}
        if name != "unlink" and (name, moment) != ("open", "after"):  # those two leave what nobody can remove now
            assert not left, f"call {number}, {name}"
    assert failed > 20
    save(OLD, file)
    save(NEW, file)
    assert [path.name for path in file.parent.iterdir()] == [file.name]


def test_nothing_is_harmed_where_reading_fails(file: Path, link: Path) -> None:
    for _, _, saved in attempts(link, errno.EIO, "before", step=11):
        judge(file, link, saved=saved)


def ask_the_saver(folder: Path, *arguments: str) -> dict[str, Any]:
    """Return what the program that dies while saving has found."""
    done = subprocess.run(
        [sys.executable, "-m", "tests.saver", str(folder), *arguments],
        cwd=Path(__file__).parents[2],
        env={**os.environ, "OMP_NUM_THREADS": "1"},
        capture_output=True,
        check=True,
    )
    found: dict[str, Any] = json.loads(done.stdout)
    return found


def test_a_file_is_old_or_new_if_the_saver_dies_before_or_after_any_call(tmp_path: Path) -> None:
    found = ask_the_saver(tmp_path, "calls")
    assert not found["uncounted"]
    assert found["attempts"] > 100
    assert not found["wrong"]


def test_a_file_is_old_or_new_if_the_saver_dies_at_any_moment(tmp_path: Path) -> None:
    """Fifty times; as often as the environment's SHAKEOUT_KILLS says, where somebody wants to know."""
    found = ask_the_saver(tmp_path, "random", str(KILLS))
    assert found["attempts"] == KILLS
    assert not found["wrong"]


def test_work_is_found_if_its_window_dies_before_or_after_any_call_of_restoring_it(tmp_path: Path) -> None:
    found = ask_the_saver(tmp_path, "journal")
    assert found["attempts"] > 30
    assert not found["wrong"]


def test_what_is_saved_again_unchanged_touches_nothing(file: Path) -> None:
    calls = Calls()
    with calls:
        save(OLD, file)
    assert not {"replace", "unlink", "chmod", "fsync", "write"} & set(calls.names)
