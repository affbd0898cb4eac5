"""The last resort: a mistake in the program is told in plain words, after the work was saved, and the window lives on.

Whatever Python or Qt could not handle ends here: exceptions in the window's thread and in others, and what Qt calls
critical. The report can be copied; it names versions and where it happened, and never the user's home.
"""

from __future__ import annotations

import platform
import sys
import threading
import traceback
from datetime import UTC, datetime
from typing import TYPE_CHECKING

import numpy as np
import PySide6
from PySide6.QtCore import QMessageLogContext, QObject, Qt, QtMsgType, Signal, qInstallMessageHandler
from PySide6.QtGui import QFontDatabase, QGuiApplication
from PySide6.QtWidgets import QPlainTextEdit, QPushButton

from simulator.disk import without_home
from simulator.version import program_version
from ui.dialogs.reading import Page
from ui.look.wording import tr

if TYPE_CHECKING:
    from types import TracebackType

    from ui.window.main_window import MainWindow
    from ui.window.studio import Studio

_GRAVE = (QtMsgType.QtCriticalMsg, QtMsgType.QtFatalMsg)
_NARROWEST_REPORT = 160  # pixels high


class Mistakes(QObject):
    """Hears of mistakes, wherever they happen, and tells them in the window at hand."""

    happened = Signal(str)  # what happened; from any thread

    def __init__(self, studio: Studio) -> None:
        """Take the windows in which to tell."""
        super().__init__(studio)
        self._studio = studio
        self._page: MistakePage | None = None
        self.happened.connect(self._tell, Qt.ConnectionType.QueuedConnection)  # never in the middle of painting

    def listen(self) -> None:
        """Hear of everything that nobody else handles."""
        sys.excepthook = self.hear
        threading.excepthook = self._hear_thread
        qInstallMessageHandler(self._hear_qt)

    def hear(self, kind: type[BaseException], error: BaseException, trace: TracebackType | None) -> None:
        """Take an exception that nobody handled; Ctrl+C in the terminal is none."""
        sys.__excepthook__(kind, error, trace)
        if not issubclass(kind, KeyboardInterrupt):
            self.happened.emit("".join(traceback.format_exception(kind, error, trace)))

    def _hear_thread(self, told: threading.ExceptHookArgs) -> None:
        if told.exc_value is not None:
            self.hear(told.exc_type, told.exc_value, told.exc_traceback)

    def _hear_qt(self, kind: QtMsgType, context: QMessageLogContext, text: str) -> None:
        sys.stderr.write(f"{text}\n")
        if kind in _GRAVE:
            self.happened.emit(f"Qt: {text} ({context.category})")

    def _tell(self, what: str) -> None:
        """Save first; then tell, in one page, however often it happens while the page is open."""
        window = self._studio.front
        if window is None:
            return
        rescued = [each.rescue() for each in self._studio.windows]
        if self._page is not None:
            self._page.add_mistake(what)
            return
        self._page = MistakePage(window, what, saved=all(rescued))
        self._page.destroyed.connect(self._forget)
        self._page.open()

    def _forget(self) -> None:
        self._page = None


class MistakePage(Page):
    """What happened, what became of the work, and a report to copy."""

    def __init__(self, window: MainWindow, what: str, *, saved: bool) -> None:
        """Take the window over which it stands, what happened, and whether the work could be saved."""
        super().__init__(window, tr("Something went wrong in Shakeout"), 640)
        self._mistakes = {what: 1}
        kept = tr("What you set was saved first and is still there: if Shakeout ends, it is offered at the next start.")
        lost = tr("What you set is still there, but no copy of it could be written: save it to be safe.")
        self.say(
            tr("This is a mistake in the program, not yours."),
            kept if saved else lost,
            tr("You can go on working. If it happens again, save, and start Shakeout anew."),
        )
        self.say(tr("To report it, copy this and say what you did before:"), rank="muted")
        self.report = QPlainTextEdit(report(self._mistakes))
        self.report.setReadOnly(True)
        self.report.setTabChangesFocus(True)
        self.report.setAccessibleName(tr("Report"))
        self.report.setLineWrapMode(QPlainTextEdit.LineWrapMode.NoWrap)
        self.report.setFont(QFontDatabase.systemFont(QFontDatabase.SystemFont.FixedFont))
        self.report.setMinimumHeight(_NARROWEST_REPORT)
        self.report.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.add(self.report)
        copy = QPushButton(tr("Copy the report"))
        copy.setAutoDefault(False)
        copy.clicked.connect(self.copy_report)
        self.finish(copy)

    def add_mistake(self, what: str) -> None:
        """Count a mistake that happened again, or add another."""
        self._mistakes[what] = self._mistakes.get(what, 0) + 1
        self.report.setPlainText(report(self._mistakes))

    def copy_report(self) -> None:
        """Put the report on the clipboard."""
        QGuiApplication.clipboard().setText(self.report.toPlainText())


def report(mistakes: dict[str, int]) -> str:
    """Return what developers have to know: versions, system, and what happened how often; no path names the user."""
    versions = {
        "Shakeout": program_version(),
        "Python": platform.python_version(),
        "PySide6": PySide6.__version__,
        "NumPy": np.__version__,
        "System": platform.platform(),
        "Screen": f"{QGuiApplication.platformName()}, {len(QGuiApplication.screens())}",
        "Time": datetime.now(UTC).isoformat(timespec="seconds"),
    }
    head = "\n".join(f"{name}: {version}" for name, version in versions.items())
    told = "\n".join(f"{count} ×\n{what}" if count > 1 else what for what, count in mistakes.items())
    return without_home(f"{head}\n\n{told}")
