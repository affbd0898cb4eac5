"""Undo and redo, and the gestures that join edits into one step."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QObject
from PySide6.QtGui import QUndoCommand, QUndoStack

from simulator.scenario.value import Scenario
from ui.models.values import Shown
from ui.session.undo import Gestures, ReplaceScenario


class Steps(QObject):
    """The steps of undo: the edits of one gesture are one step."""

    def __init__(self, parent: QObject, show: Callable[[Shown], None]) -> None:
        """Take who owns it, and what puts a scenario on show."""
        super().__init__(parent)
        self.stack = QUndoStack(self)
        self._show = show
        self._gesture = 0
        self._start: Shown | None = None  # what was on show when the gesture began

    @property
    def gesture(self) -> int:
        """Return the gesture of the last edit, 0 where nothing can join it."""
        return self._gesture

    def joins(self, gesture: int | None) -> bool:
        """Return whether an edit of a gesture belongs to the step of the last one."""
        return gesture is not None and gesture == self._gesture

    def start_of(self, shown: Shown, gesture: int | None) -> Shown:
        """Return what an edit starts from: within a gesture, what was on show when the gesture began.

        So a slider that comes back has changed nothing.
        """
        return self._start if self._start is not None and self.joins(gesture) else shown

    def edit(self, text: str, shown: Shown, change: Callable[[Scenario], Scenario], gesture: int | None) -> None:
        """Show what a change makes of the scenario from which the edit starts."""
        start = self._start if self._start is not None and self.joins(gesture) else self._begin(shown, gesture)
        scenario = change(start.scenario)
        if scenario == shown.scenario:
            return
        after = start if scenario == start.scenario else Shown(scenario, start.scenario)
        self.stack.push(ReplaceScenario(text, start, after, self._gesture, self._show))

    def take(self, step: QUndoCommand) -> None:
        """Take a step that is no edit of the scenario; it ends the gesture."""
        self._end()
        self.stack.push(step)

    def undo(self) -> None:
        """Take the last step back."""
        self._end()
        self.stack.undo()

    def redo(self) -> None:
        """Take a step again that was taken back."""
        self._end()
        self.stack.redo()

    def clear(self) -> None:
        """Forget every step."""
        self._end()
        self.stack.clear()

    def close(self) -> None:
        """Say nothing more, since the window that listens ends too."""
        self.stack.blockSignals(True)

    def _begin(self, shown: Shown, gesture: int | None) -> Shown:
        self._gesture = Gestures().begin() if gesture is None else gesture
        self._start = shown
        return shown

    def _end(self) -> None:
        self._gesture = 0
