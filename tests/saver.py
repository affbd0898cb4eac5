"""Saves a scenario and is killed doing so, again and again; run as a program, it prints what it found as JSON.

Each attempt is a fork of this process, which has one thread and has imported everything. What the scenario says is
known beforehand here, so that nearly all of the time passes between system calls.
"""

from __future__ import annotations

import json
import os
import random
import signal
import sys
import time
from pathlib import Path
from typing import Any

from simulator.disk import user_folder
from simulator.scenario.keeping import saving
from simulator.scenario.keeping.journal import Journal, Work, lost_works
from simulator.scenario.library import load
from simulator.scenario.reading.reading import Reading
from simulator.scenario.value import Scenario
from simulator.scenario.writing.writing import text_for
from tests.faults import Calls, die

SEEDS = range(2, 8)
_UNFINISHED = ".shakeout-"


class Desk:
    """A user's folder with one file, which a link names, and the texts that it may hold."""

    def __init__(self, folder: Path) -> None:
        """Write the first text."""
        self.folder = folder / "work"
        self.folder.mkdir()
        self.file = self.folder / "mine.toml"
        self.link = folder / "link.toml"
        self.link.symlink_to(self.file)
        mine = load("base").changed(extends="base", title="Mine", description="A long text. " * 500)
        self.scenarios = {seed: mine.changed(seed=seed) for seed in SEEDS}
        self.texts = {seed: text_for(scenario, None, self.file) for seed, scenario in self.scenarios.items()}
        self.known = {text.encode() for text in self.texts.values()}
        saving.text_for = self._text_for  # type: ignore[attr-defined]
        saving.read_text = self._read_text  # type: ignore[attr-defined]

    def begin(self, seed: int) -> None:
        """Let the file hold one of the texts."""
        self.file.write_text(self.texts[seed], encoding="utf-8")
        self.file.chmod(0o640)

    def save(self, seed: int) -> None:
        """Save another one."""
        saving.save(self.scenarios[seed], self.link)

    def judge(self, *seeds: int) -> list[str]:
        """Return what is wrong after an attempt: with the file, its versions, or what lies about."""
        wrong = []
        if self.file.read_bytes() not in {self.texts[seed].encode() for seed in seeds}:
            wrong.append("the file is neither old nor new")
        if self.file.stat().st_mode & 0o777 != 0o640:
            wrong.append("the permissions are lost")
        if not self.link.is_symlink():
            wrong.append("the link is lost")
        strange = [name for name in self._names() if not name.startswith(_UNFINISHED)]
        if strange:
            wrong.append(f"there is {strange}")
        versions = user_folder().glob("versions/*/*.toml")
        torn = [version.name for version in versions if version.read_bytes() not in self.known]
        return [*wrong, *(f"the version {name} is torn" for name in torn)]

    def judge_after_the_next_save(self) -> list[str]:
        """Return what is wrong once another scenario than that of the file has been saved without a crash."""
        for seed in SEEDS[:2]:
            self.save(seed)
        wrong = self.judge(seed)
        left = [*self._names(), *(path.name for path in user_folder().rglob(f"{_UNFINISHED}*"))]
        return [*wrong, *([f"{left} is left"] if left else [])]

    def _names(self) -> list[str]:
        return [path.name for path in self.folder.iterdir() if path != self.file]

    def _text_for(self, scenario: Scenario, _old: str | None, _path: Path) -> str:
        return self.texts[scenario.seed]

    def _read_text(self, text: str, _path: Path) -> Reading:
        seed = next(seed for seed, known in self.texts.items() if known == text)
        return Reading(self.scenarios[seed], ())


def forked(work: Any) -> int:  # noqa: ANN401 - any function
    """Start a copy of this process that does some work, and return its id."""
    if child := os.fork():
        return child
    try:
        work()
    finally:
        os._exit(0)


def killed(child: int) -> bool:
    """Wait for a process and tell whether it was killed."""
    _, status = os.waitpid(child, 0)
    return os.WIFSIGNALED(status) and os.WTERMSIG(status) == signal.SIGKILL


def kill_at_every_call(desk: Desk) -> dict[str, Any]:
    """Kill the saver before and after each of its system calls."""
    attempts, wrong = 0, []
    for moment in ("before", "after"):
        number, died = 0, True
        while died:
            desk.begin(2)

            def save(number: int = number, moment: Any = moment) -> None:  # noqa: ANN401 - of the loop
                with Calls(number, die, moment):
                    desk.save(3)

            died = killed(forked(save))
            found = [*desk.judge(2, 3), *desk.judge_after_the_next_save()]
            wrong += [f"killed {moment} call {number}: {text}" for text in found]
            attempts += died
            number += 1
    return {"attempts": attempts, "wrong": wrong}


def kill_at_random(desk: Desk, attempts: int) -> dict[str, Any]:
    """Kill a saver that saves without end, at random moments."""
    chance, wrong = random.Random(1), []  # noqa: S311 - nothing here is secret
    for number in range(attempts):
        desk.begin(2)

        def save_for_ever() -> None:
            while True:
                for seed in SEEDS:
                    desk.save(seed)

        child = forked(save_for_ever)
        time.sleep(chance.uniform(0.0, 0.05))
        os.kill(child, signal.SIGKILL)
        if not killed(child):
            wrong.append(f"attempt {number} ended by itself")
        found = [*desk.judge(*SEEDS), *desk.judge_after_the_next_save()]
        wrong += [f"attempt {number}: {text}" for text in found]
    return {"attempts": attempts, "wrong": wrong}


def work(title: str) -> Work:
    """Return unsaved work of a title."""
    return Work({"title": title}, "base", title, "", "", "")


def kill_the_journal_at_every_call() -> dict[str, Any]:
    """Kill a window before and after each call of noting work, or of restoring what another has left."""
    attempts, wrong = 0, []
    for moment in ("before", "after"):
        number, died = 0, True
        while died:
            left = Journal()
            left.note(work("First"))
            left.leave()

            def note(number: int = number, moment: Any = moment) -> None:  # noqa: ANN401 - of the loop
                with Calls(number, die, moment):
                    restore_and_go_on()

            died = killed(forked(note))
            found = lost_works()
            titles = [lost.work.title for lost in found]
            if not {"First", "Second"} & set(titles):
                wrong.append(f"killed {moment} call {number}: there is {titles}")
            for lost in found:
                lost.discard()
            attempts += died
            number += 1
    return {"attempts": attempts, "wrong": wrong}


def restore_and_go_on() -> None:
    """Do what a window does with lost work: note it as its own, remove what was left, and change it."""
    window, (lost,) = Journal(), lost_works()
    window.note(lost.work)
    lost.discard()
    window.note(work("Second"))


def uncounted(desk: Desk) -> list[str]:
    """Return what a save does to files other than by the calls that are counted."""
    calls, found = Calls(), []
    watched = ("open", "os.chmod", "os.link", "os.mkdir", "os.remove", "os.rename", "os.truncate", "os.utime")

    def watch(event: str, arguments: tuple[Any, ...]) -> None:
        if watching and event in watched and not calls.at_work:
            found.append(f"{event} {arguments}")

    watching = False
    sys.addaudithook(watch)
    desk.begin(2)
    with calls:
        watching = True
        desk.save(3)
        watching = False
    return found


def main() -> None:
    """Do what the arguments say: a folder, "calls", "journal" or "random", and how often."""
    if sys.argv[2] == "journal":
        result = kill_the_journal_at_every_call()
    elif sys.argv[2] == "calls":
        desk = Desk(Path(sys.argv[1]))
        result = {"uncounted": uncounted(desk), **kill_at_every_call(desk)}
    else:
        result = kill_at_random(Desk(Path(sys.argv[1])), int(sys.argv[3]))
    sys.stdout.write(json.dumps(result))


if __name__ == "__main__":
    main()
