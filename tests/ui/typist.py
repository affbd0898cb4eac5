"""Opens the real window and edits without end; run as a program, it prints each edit as soon as it is made.

It is there to be killed. The argument is the title of its scenario; `restore` opens a window that restores what the
last one lost before it edits.
"""

from __future__ import annotations

import os
import sys
import time
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from PySide6.QtCore import QTimer

    from ui.session.session import Session
    from ui.window.main_window import MainWindow

_BETWEEN = 40  # ms between two edits


def main() -> None:
    """Open the window and begin."""
    from PySide6.QtCore import QTimer
    from PySide6.QtWidgets import QApplication

    from simulator.scenario.library import load_to_edit
    from ui.session.session import Session
    from ui.window.main_window import MainWindow

    application = QApplication([])
    scenario = load_to_edit("base").changed(title=sys.argv[1], buyers=64, end=3)
    session = Session(scenario)
    window = MainWindow(session)
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
    sys.stdout.write(f"{session.scenario.seed} {time.monotonic()} {os.getpid()}\n")
    sys.stdout.flush()


if __name__ == "__main__":
    main()
