"""A long lesson in minutes: play, edit, rewind and change views over a fixed set of futures, and watch memory.

    QT_QPA_PLATFORM=offscreen uv run python -m tests.benchmarks.soak --minutes 8

prints the resident memory every ten seconds and what it grew by after the warm-up. The long one, two hours of which the
first ten minutes warm up, is `--minutes 120 --warm-up 10`.
"""

from __future__ import annotations

import tempfile
import time
from pathlib import Path
from typing import TYPE_CHECKING

import click
import psutil
from PySide6.QtCore import QEventLoop, QSettings, QTimer
from PySide6.QtWidgets import QApplication

from simulator.policies.federal_ban import FederalBan
from simulator.policies.funding_winter import FundingWinter
from simulator.policy import Measure
from simulator.scenario.library import load_to_edit
from ui.look.settings import Settings
from ui.session.session import Session
from ui.window.main_window import MainWindow
from ui.window.opened import opened_window
from ui.window.tabs import tabs

if TYPE_CHECKING:
    from simulator.policy import Policy

_SAMPLE = 10.0  # s
_MONTHS = range(0, 148, 7)
_POLICIES: tuple[Policy, ...] = (FederalBan(), FundingWinter())
_STARTS = (30, 36, 48)


def wait(milliseconds: int) -> None:
    """Let the window live for a while."""
    loop = QEventLoop()
    QTimer.singleShot(milliseconds, loop.quit)
    loop.exec()


def lesson(window: MainWindow, number: int) -> None:
    """Do what a class does: set a policy, look at every view, scrub, play a little, and take the policy back."""
    session = window.session
    policy = _POLICIES[number % len(_POLICIES)]
    measure = Measure(id="soak", policy=policy, start=_STARTS[number % len(_STARTS)])
    session.edit("Set a policy", lambda scenario: scenario.with_measure(measure))
    while session.simulation.busy:
        wait(20)
    for tab in tabs():
        window.tabs.show_tab(tab.id)
        for month in _MONTHS:
            session.move_hand(month)
            wait(10)
    window.player.play()
    wait(500)
    window.player.pause()
    session.steps.undo()
    while session.simulation.busy:
        wait(20)


def megabytes() -> float:
    """Return the resident memory of this process."""
    return psutil.Process().memory_info().rss / 1e6


@click.command()
@click.option("--minutes", default=8.0, show_default=True)
@click.option("--warm-up", default=1.0, show_default=True, help="Minutes before growth is counted.")
def main(minutes: float, warm_up: float) -> None:
    """Run for some minutes and print how memory went."""
    application = QApplication([])
    with tempfile.TemporaryDirectory() as folder:
        store = QSettings(str(Path(folder) / "settings.ini"), QSettings.Format.IniFormat)
        window = opened_window(Session(load_to_edit("base")), Settings(store))
        window.resize(1440, 900)
        window.show()
        begun = sampled = time.monotonic()
        warm, number = 0.0, 0
        while time.monotonic() - begun < 60.0 * minutes:
            lesson(window, number)
            number += 1
            now = time.monotonic()
            if not warm and now - begun > 60.0 * warm_up:
                warm = megabytes()
            if now - sampled > _SAMPLE:
                sampled = now
                click.echo(f"{now - begun:6.0f} s  {number:4d} lessons  {megabytes():7.1f} MB")
        click.echo(f"grew by {megabytes() - warm:.1f} MB after {warm_up:g} min, in {number} lessons")
        window.session.note_saved(window.session.scenario, Path(folder) / "kept.toml")
        window.close()
    application.quit()


if __name__ == "__main__":
    main()
