"""Opens the real window and edits without end; run as a program, it prints each edit as soon as it is made.

It is there to be killed: `Typist` starts it in a process of its own. The argument is the title of its scenario; what
the last one lost is restored before it edits.
"""

from __future__ import annotations

import os
import subprocess
import sys
import time
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from PySide6.QtCore import QTimer

    from ui.session.session import Session
    from ui.window.main_window import MainWindow

_BETWEEN = 40  # ms between two edits


class Edit(NamedTuple):
    """An edit: the seed that it set, and when, by the machine's clock."""

    seed: int
    moment: float


class Typist:
    """A window in a process of its own, in which somebody edits without end."""

    def __init__(self, title: str) -> None:
        """Open it."""
        self.title = title
        self._process = subprocess.Popen(
            [sys.executable, "-m", "tests.ui.typist", title],
            cwd=Path(__file__).parents[2],
            env={**os.environ, "OMP_NUM_THREADS": "1", "QT_QPA_PLATFORM": "offscreen"},
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            text=True,
        )
        self.edits: list[Edit] = []

    @property
    def lives(self) -> bool:
        """Tell whether nobody has killed it yet."""
        return self._process.returncode is None

    def wait_for_an_edit(self) -> None:
        """Wait until it is open."""
        assert self._process.stdout is not None
        self._read(self._process.stdout.readline())

    def kill(self) -> float:
        """Kill it, and return when."""
        assert self._process.stdout is not None
        moment = time.monotonic()
        self._process.kill()
        for line in self._process.stdout.read().splitlines():
            self._read(line)
        self._process.stdout.close()
        self._process.wait()
        return moment

    def _read(self, line: str) -> None:
        seed, moment = line.split()
        self.edits.append(Edit(int(seed), float(moment)))


def main() -> None:
    """Open the window and begin."""
    from PySide6.QtCore import QTimer
    from PySide6.QtWidgets import QApplication

    from simulator.scenario.library import load_to_edit
    from ui.session.session import Session
    from ui.window.opened import opened_window

    application = QApplication([])
    scenario = load_to_edit("base").changed(title=sys.argv[1], buyers=64, end=3)
    session = Session(scenario)
    window = opened_window(session)
    timer = QTimer(window)
    timer.timeout.connect(lambda: edit(session))
    QTimer.singleShot(0, window, lambda: begin(window, timer))
    window.show()
    application.exec()


def begin(window: MainWindow, timer: QTimer) -> None:
    """Wait until the window keeps work safe, restore what there is, and edit from then on."""
    from PySide6.QtCore import QTimer

    from ui.dialogs.lost_work import LostWork

    if not window.safekeeping.begun:
        QTimer.singleShot(_BETWEEN, window, lambda: begin(window, timer))
        return
    for page in window.findChildren(LostWork):
        page.restore()
    timer.start(_BETWEEN)


def edit(session: Session) -> None:
    """Make an edit: the seed counts them."""
    session.edit("Edit", lambda scenario: scenario.changed(seed=scenario.seed + 1))
    sys.stdout.write(f"{session.scenario.seed} {time.monotonic()}\n")
    sys.stdout.flush()


if __name__ == "__main__":
    main()
