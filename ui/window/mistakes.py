"""The last resort: an error in the program is reported in plain words after the work was saved; the window lives on.

Everything that Python or Qt could not handle ends here: exceptions in any thread, and what Qt calls critical. The
report can be copied. It names versions and where the error happened, and never the user's home.

A mistake in painting, in a timer or in a filter of events happens again and again. It is reported in a dialog once; if
it goes on after that, a line above the charts tells of it at the 2nd, 4th, 8th ... time: the window can still be used.
"""

from __future__ import annotations

import platform
import re
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
from ui.dialogs.dialog import Dialog
from ui.look.wording import tr

if TYPE_CHECKING:
    from types import TracebackType

    from ui.window.main_window import MainWindow
    from ui.window.studio import Studio

_GRAVE = (QtMsgType.QtCriticalMsg, QtMsgType.QtFatalMsg)
_PLACE = '  File "'  # how Python begins the line of a traceback that tells a place
_PASSED_ON = re.compile(r"Error calling Python override of \S+: ")  # Qt's way back to whoever asked for it
_VARIES = re.compile(r"0x[0-9a-f]+|\d+", re.IGNORECASE)  # numbers and addresses: they make no other mistake
_NARROWEST_REPORT = 160  # pixels high


class Record:
    """What has happened since the program began, and how often."""

    def __init__(self) -> None:
        """Begin without mistakes."""
        self._texts: dict[str, str] = {}  # by what all times of a mistake have in common
        self._counts: dict[str, int] = {}

    @property
    def mistakes(self) -> dict[str, int]:
        """Return how often each mistake has happened, told as it happened first."""
        return {self._texts[same]: count for same, count in self._counts.items()}

    def add(self, what: str) -> int:
        """Count a mistake, and return how often it has happened."""
        same = _identity(what)
        self._texts.setdefault(same, what)
        self._counts[same] = self._counts.get(same, 0) + 1
        return self._counts[same]


class Mistakes(QObject):
    """Catches mistakes, wherever they happen, and reports them in the window that the user works with."""

    happened = Signal(str)  # what happened; emitted from any thread

    def __init__(self, studio: Studio) -> None:
        """Take the windows to report in."""
        super().__init__(studio)
        self._studio = studio
        self._dialog: MistakeDialog | None = None
        self._heard, self._told = Record(), Record()
        self.happened.connect(self._tell, Qt.ConnectionType.QueuedConnection)  # never in the middle of painting

    def listen(self) -> None:
        """Handle exceptions that nothing else caught."""
        sys.excepthook = self.hear
        threading.excepthook = self._hear_thread
        qInstallMessageHandler(self._hear_qt)

    def hear(self, kind: type[BaseException], error: BaseException, trace: TracebackType | None) -> None:
        """Report an exception that nothing caught, except Ctrl+C in the terminal."""
        what = "".join(traceback.format_exception(kind, error, trace))
        if self._heard.add(what) == 1 or issubclass(kind, KeyboardInterrupt):
            sys.__excepthook__(kind, error, trace)
        if not issubclass(kind, KeyboardInterrupt):
            self.happened.emit(what)

    def _hear_thread(self, told: threading.ExceptHookArgs) -> None:
        if told.exc_value is not None:
            self.hear(told.exc_type, told.exc_value, told.exc_traceback)

    def _hear_qt(self, kind: QtMsgType, context: QMessageLogContext, text: str) -> None:
        if self._heard.add(text) == 1 or kind not in _GRAVE:
            sys.stderr.write(f"{text}\n")
        if kind in _GRAVE:
            self.happened.emit(f"Qt: {text} ({context.category})")

    def _tell(self, what: str) -> None:
        """Save first, then report: in a single dialog, or below it or in a line when it happens again and again."""
        window = self._studio.front
        if window is None or not _is_power_of_two(count := self._told.add(what)):
            return
        rescued = [each.safekeeping.rescue() for each in self._studio.windows]
        if self._dialog is not None:
            self._dialog.show_report()
        elif count > 1:
            words = tr("A mistake in Shakeout that was reported goes on ({count} times). Save, and restart Shakeout.")
            window.notice.tell(words.format(count=count), report(self._told.mistakes))
        else:
            self._dialog = MistakeDialog(window, self._told, saved=all(rescued))
            self._dialog.destroyed.connect(self._forget)
            self._dialog.open()

    def _forget(self) -> None:
        self._dialog = None


class MistakeDialog(Dialog):
    """What happened, what became of the work, and a report to copy."""

    def __init__(self, window: MainWindow, record: Record, *, saved: bool) -> None:
        """Take the parent window, what happened and how often, and whether the work could be saved."""
        super().__init__(window, tr("Something went wrong in Shakeout"), 640)
        self._record = record
        kept = tr("What you set was saved first and is still there: if Shakeout ends, it is offered at the next start.")
        lost = tr("What you set is still there, but no copy of it could be written: save it to be safe.")
        self.say(
            tr("This is a mistake in the program, not yours."),
            kept if saved else lost,
            tr("You can go on working. If it happens again, save, and restart Shakeout."),
        )
        self.say(tr("To report it, copy this and say what you did before:"), rank="muted")
        self.report = QPlainTextEdit(report(record.mistakes))
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

    def show_report(self) -> None:
        """Report what has happened by now, and how often."""
        self.report.setPlainText(report(self._record.mistakes))

    def copy_report(self) -> None:
        """Put the report on the clipboard, with all that has happened by now."""
        self.show_report()
        QGuiApplication.clipboard().setText(self.report.toPlainText())


def _identity(what: str) -> str:
    """Return what all times of a mistake have in common: where it was made and what it says, not who called."""
    lines = what.splitlines() or [""]
    places = [line for line in lines if line.startswith(_PLACE)]
    return "\n".join((*places[-1:], _VARIES.sub("#", _PASSED_ON.sub("", lines[-1]))))


def _is_power_of_two(count: int) -> bool:
    return count & (count - 1) == 0


def report(mistakes: dict[str, int]) -> str:
    """Return what developers need: versions, system, what happened and how often. No path names the user."""
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
