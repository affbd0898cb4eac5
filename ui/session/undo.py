"""The steps of undo: replace the scenario, or a future that is kept. Edits of one gesture, as a drag, are one step."""

from __future__ import annotations

from typing import TYPE_CHECKING, cast

from PySide6.QtCore import QElapsedTimer
from PySide6.QtGui import QUndoCommand

if TYPE_CHECKING:
    from collections.abc import Callable

    from ui.models.values import KeptFuture, Shown

_GESTURE_LASTS = 900  # ms; keys that move a slider within this time are one gesture


class ReplaceScenario(QUndoCommand):
    """Shows one view of the session, and on undo the one before."""

    def __init__(self, text: str, before: Shown, after: Shown, gesture: int, show: Callable[[Shown], None]) -> None:
        """Take both views, the gesture that the edit belongs to, and who shows a view."""
        super().__init__(text)
        self._before, self.after = before, after
        self.gesture = gesture
        self._show = show

    def redo(self) -> None:
        """Show what the edit made."""
        self._show(self.after)

    def undo(self) -> None:
        """Show what was before the edit."""
        self._show(self._before)

    def id(self) -> int:
        """Return the same number for all, so that Qt offers them for merging."""
        return 1

    def mergeWith(self, other: QUndoCommand) -> bool:
        """Take over a later edit of the same gesture; a gesture that ends where it began leaves no step behind."""
        later = cast("ReplaceScenario", other)
        if later.gesture != self.gesture:
            return False
        self.after = later.after
        self.setObsolete(self.after.scenario == self._before.scenario)
        return True


class ReplaceBranch(QUndoCommand):
    """Puts a future that is kept, or nothing, in the place of another, and on undo the other way round."""

    def __init__(
        self,
        text: str,
        before: KeptFuture,
        after: KeptFuture | None,
        place: int,
        replace: Callable[[KeptFuture | None, KeptFuture | None, int], None],
    ) -> None:
        """Take what is there, what shall be there, at which place of the list, and who replaces it."""
        super().__init__(text)
        self._before, self._after, self._place = before, after, place
        self._replace = replace

    def redo(self) -> None:
        """Put the new one there."""
        self._replace(self._before, self._after, self._place)

    def undo(self) -> None:
        """Put the old one back."""
        self._replace(self._after, self._before, self._place)


class Gestures:
    """Tells which edits belong together: those of one drag, or keys pressed in quick succession."""

    _last = 0  # over all controls, so that no two share a gesture

    def __init__(self) -> None:
        """Begin without a gesture."""
        self._number = 0
        self._clock = QElapsedTimer()

    def begin(self) -> int:
        """Return a gesture of its own."""
        Gestures._last += 1
        self._number = Gestures._last
        self._clock.start()
        return self._number

    def proceed(self, *, held: bool = False) -> int:
        """Return the gesture at hand while the control is held or was used a moment ago, else a new one."""
        if self._number == 0 or not (held or self._clock.elapsed() < _GESTURE_LASTS):
            return self.begin()
        self._clock.start()
        return self._number
