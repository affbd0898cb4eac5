"""The clocks of the window: the hand is drawn 60 times a second, curves 30 times, and text, to be read, 5 times."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QElapsedTimer, QEvent, QObject, QTimer
from PySide6.QtWidgets import QWidget

if TYPE_CHECKING:
    from collections.abc import Callable

HAND = 16  # ms
CURVES = 33  # ms
GROWTH = 100  # ms; a future that is still being simulated: drawing it more often would only delay its end
TEXT = 200  # ms


class Paced(QObject):
    """Calls a function soon after it is asked to, no more often than its pace and only while its widget is visible."""

    def __init__(self, widget: QWidget, pace: int, call: Callable[[], None], lead: int = 0) -> None:
        """Take the widget that must be visible, the pace in ms, the function, and the least wait before a call."""
        super().__init__(widget)
        self._widget, self._pace, self._call, self._lead = widget, pace, call, lead
        self._since = QElapsedTimer()
        self._asked = False
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.timeout.connect(self._run)
        widget.installEventFilter(self)

    def ask(self) -> None:
        """Let the function be called as soon as the pace allows it."""
        self._asked = True
        if not self._timer.isActive() and self._widget.isVisible():
            passed = self._since.elapsed() if self._since.isValid() else self._pace
            self._timer.start(int(max(self._lead, self._pace - passed)))

    def forget(self) -> None:
        """Do not call the function after all: somebody else has done it."""
        self._asked = False
        self._timer.stop()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Catch up when the widget comes into view."""
        if event.type() == QEvent.Type.Show and self._asked:
            self.ask()
        return False

    def _run(self) -> None:
        if self._asked and self._widget.isVisible():
            self._asked = False
            self._call()
            self._since.start()  # the pause begins when the work is done, so that input always gets its turn
