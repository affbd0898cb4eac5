"""What stands out: one maker, model, origin ... in every chart that has it."""

from __future__ import annotations

from PySide6.QtCore import QObject, Signal


class Focus(QObject):
    """The series that stands out in every chart."""

    changed = Signal(str)  # its id, "" = none

    def __init__(self, parent: QObject) -> None:
        """Begin with nothing that stands out."""
        super().__init__(parent)
        self._id = ""

    @property
    def id(self) -> str:
        """Return the id of the maker, model, origin ... that stands out, "" where there is none."""
        return self._id

    def set(self, name: str) -> None:
        """Let another one stand out, or nothing."""
        if name != self._id:
            self._id = name
            self.changed.emit(name)

    def toggle(self, name: str) -> None:
        """Let one stand out, or nothing where it does already."""
        self.set("" if name == self._id else name)
