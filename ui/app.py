"""Starting the window: the application, its one session, and the loop."""

from __future__ import annotations

import signal
import sys
import traceback
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QApplication

from ui import icons, theme
from ui.main_window import MainWindow
from ui.session import Session
from ui.wording import tr

if TYPE_CHECKING:
    from pathlib import Path
    from types import TracebackType

    from simulator.scenario.value import Scenario


def open_window(scenario: Scenario, path: Path | None = None) -> int:
    """Show a scenario, and the path of its own file where it has one; return the exit code when the window closes."""
    existing = QApplication.instance()
    application = existing if isinstance(existing, QApplication) else QApplication(sys.argv[:1])
    application.setApplicationName("Shakeout")
    application.setDesktopFileName("shakeout")
    application.setWindowIcon(icons.icon("shakeout", theme.theme("light")))
    window = MainWindow(Session(scenario, path))
    tell_mistakes(window)
    signal.signal(signal.SIGINT, lambda *_: application.quit())  # Ctrl+C in the terminal that started it
    window.show()
    code = application.exec()
    window.session.close()  # also where the desktop, and not the user, ended the session
    return code


def tell_mistakes(window: MainWindow) -> None:
    """Let a mistake in the program be told in the window, and on the terminal as ever."""

    def tell(kind: type[BaseException], error: BaseException, trace: TracebackType | None) -> None:
        sys.__excepthook__(kind, error, trace)
        details = "".join(traceback.format_exception(kind, error, trace))
        window.notice.tell(tr("Something went wrong in Shakeout. What you set is kept; save it to be safe."), details)

    sys.excepthook = tell
