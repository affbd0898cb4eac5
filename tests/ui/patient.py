"""pytest-qt's `qtbot` without hurry: every wait of the window's tests has one limit, which only a hang exceeds."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QAbstractAnimation, QEvent, QObject, QTimer
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from tests.patience import PATIENCE

if TYPE_CHECKING:
    from collections.abc import Callable
    from contextlib import AbstractContextManager

    from PySide6.QtCore import SignalInstance
    from PySide6.QtWidgets import QWidget

_LIMIT = round(1000 * PATIENCE)  # ms
_MOST_ROUNDS = 100  # of layout; there are some ten layouts between a label and its window


class PatientBot(QtBot):
    """Waits for what is to be seen, for as long as it takes."""

    def waitUntil(self, callback: Callable[[], bool | None], *, timeout: int = _LIMIT) -> None:  # noqa: N802 - as pytest-qt calls it
        """Let the window live until something is true."""
        __tracebackhide__ = True
        super().waitUntil(callback, timeout=timeout)

    def waitSignal(self, signal: SignalInstance, *, timeout: int = _LIMIT, **asked: object) -> object:  # noqa: N802 - as pytest-qt calls it
        """Let the window live until a signal has come."""
        return super().waitSignal(signal, timeout=timeout, **asked)

    def waitActive(self, widget: QWidget, *, timeout: int = _LIMIT) -> AbstractContextManager[object]:  # noqa: N802 - as pytest-qt calls it
        """Let the window live until it is the active one."""
        return super().waitActive(widget, timeout=timeout)

    def waitExposed(self, widget: QWidget, *, timeout: int = _LIMIT) -> AbstractContextManager[object]:  # noqa: N802 - as pytest-qt calls it
        """Let the window live until it can be seen."""
        return super().waitExposed(widget, timeout=timeout)


def settle(qtbot: QtBot) -> None:
    """Let everything arrive that is under way in a window: paced drawing and texts, panels that move."""
    QApplication.processEvents()  # so that what was asked for is under way
    left = _under_way()

    def arrived() -> bool:
        now = _under_way()
        for one, rest in list(left.items()):
            if one not in now or now[one] > rest:  # it has arrived, and may be on its way once more
                del left[one]
            else:
                left[one] = now[one]
        return not left

    qtbot.waitUntil(arrived)
    lay_out()


def lay_out() -> None:
    """Let what has arrived be laid out: each layout asks the one around it, which hears of it a round of events later.

    Raises
    ------
    AssertionError
        If the layouts never come to rest.
    """
    application = QApplication.instance()
    assert application is not None
    requests = _LayoutRequests()
    application.installEventFilter(requests)
    try:
        for _ in range(_MOST_ROUNDS):
            requests.seen = 0
            QApplication.processEvents()
            if not requests.seen:
                return
    finally:
        application.removeEventFilter(requests)
    raise AssertionError("the layouts of the window never come to rest")


class _LayoutRequests(QObject):
    """Counts how often a layout is asked to lay out anew."""

    def __init__(self) -> None:
        super().__init__()
        self.seen = 0

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:  # noqa: N802 - as Qt calls it
        self.seen += event.type() == QEvent.Type.LayoutRequest
        return False


def _under_way() -> dict[QObject, int]:
    """Return every timer that strikes once, and every animation, below a window, and the ms that each has left."""
    found: dict[QObject, int] = {}
    for window in QApplication.topLevelWidgets():
        for timer in window.findChildren(QTimer):
            if timer.isSingleShot() and timer.isActive():
                found[timer] = timer.remainingTime()
        for animation in window.findChildren(QAbstractAnimation):
            if animation.state() == QAbstractAnimation.State.Running:
                found[animation] = animation.totalDuration() - animation.currentTime()
    return found
