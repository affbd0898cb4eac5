"""Starting the window: the application, its windows, and the loop."""

from __future__ import annotations

import signal
import sys
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QApplication

from ui.look import icons, theme
from ui.window.mistakes import Mistakes
from ui.window.studio import Studio

if TYPE_CHECKING:
    from pathlib import Path

    from simulator.scenario.value import Scenario


def open_window(scenario: Scenario, path: Path | None = None) -> int:
    """Show a scenario, and the path of its own file where it has one; return the exit code when all windows close."""
    existing = QApplication.instance()
    application = existing if isinstance(existing, QApplication) else QApplication(sys.argv[:1])
    application.setApplicationName("Shakeout")
    application.setDesktopFileName("shakeout")
    application.setWindowIcon(icons.icon("shakeout", theme.theme("light")))
    studio = Studio()
    Mistakes(studio).listen()
    signal.signal(signal.SIGINT, lambda *_: application.quit())  # Ctrl+C in the terminal that started it
    studio.open(scenario, path)
    code = application.exec()
    studio.end()
    return code
