"""Collecting Python's cyclic garbage in the window's thread only, for a widget must not be destroyed in another."""

from __future__ import annotations

import gc
from typing import ClassVar

from PySide6.QtCore import QObject, QTimer

_PAUSE = 500  # ms between collections


class Collector(QObject):
    """Takes collection over from Python while any thread runs that could start one; there may be several collectors."""

    _at_work: ClassVar[set[Collector]] = set()

    def __init__(self, parent: QObject) -> None:
        """Take who owns it."""
        super().__init__(parent)
        self._timer = QTimer(self)
        self._timer.setInterval(_PAUSE)
        self._timer.timeout.connect(self._collect)

    def begin(self) -> None:
        """Take over from Python, which collects in whichever thread happens to allocate."""
        if not self._at_work:
            gc.disable()
            gc.freeze()  # what was imported stays; without it each full collection takes several times as long
        self._at_work.add(self)
        self._timer.start()

    def end(self) -> None:
        """Leave it to the other collectors, or to Python again where there is none."""
        self._timer.stop()
        self._at_work.discard(self)
        if not self._at_work:
            gc.enable()

    def _collect(self) -> None:
        over = [count > threshold for count, threshold in zip(gc.get_count(), gc.get_threshold(), strict=True)]
        if any(over):
            gc.collect(max(generation for generation, full in enumerate(over) if full))
