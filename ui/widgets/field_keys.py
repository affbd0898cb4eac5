"""Which keys belong to a line that is typed into, and which to the window around it.

A line claims every key that could mean something to it, also where it means nothing: with nothing typed there is
nothing to take back in the line, and the window's undo was meant.
"""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject
from PySide6.QtGui import QKeyEvent, QKeySequence
from PySide6.QtWidgets import QLineEdit, QWidget

_ENDS = (QKeySequence.StandardKey.MoveToStartOfDocument, QKeySequence.StandardKey.MoveToEndOfDocument)
"""In a line Home and End do the same."""


class FieldKeys(QObject):
    """Leaves the window what a line has no use for."""

    def __init__(self, field: QWidget, line: QLineEdit) -> None:
        """Take what has the focus while the line is typed into, the line itself or the box around it."""
        super().__init__(field)
        self._line = line
        field.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Let a key pass the line that claims it for nothing."""
        if event.type() == QEvent.Type.ShortcutOverride and isinstance(event, QKeyEvent) and self._has_no_use(event):
            event.ignore()
            return True
        return False

    def _has_no_use(self, event: QKeyEvent) -> bool:
        if event.matches(QKeySequence.StandardKey.Undo):
            return not self._line.isUndoAvailable()
        if event.matches(QKeySequence.StandardKey.Redo) or QKeySequence(event.keyCombination()) == _CTRL_Y:
            return not self._line.isRedoAvailable()
        return any(event.matches(key) for key in _ENDS)


_CTRL_Y = QKeySequence("Ctrl+Y")
