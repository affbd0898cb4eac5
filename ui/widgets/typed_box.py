"""A box into which a value is typed, with arrows that step it."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QEvent, QSize
from PySide6.QtWidgets import QAbstractSpinBox

from ui.widgets.form import calm
from ui.widgets.typed import Typed
from ui.widgets.written_numbers import MisreadError

_INDENT = 6  # pixels from the border to what is typed


class TypedBox(QAbstractSpinBox):
    """Keeps what is typed until it is taken or refused; what it holds, it shows and keeps exactly."""

    def __init__(self) -> None:
        """Begin empty; whoever derives from it says what it holds."""
        super().__init__()
        self._why_not: Callable[[object], str] = lambda _: ""
        self.setKeyboardTracking(False)
        self.lineEdit().setTextMargins(_INDENT, 0, 0, 0)
        calm(self)
        self.typed = Typed(self, self.lineEdit(), self._judged, self._offer)

    def judge(self, why_not: Callable[[object], str]) -> None:
        """Refuse from now on what does not fit in: `why_not` returns a sentence that says why, "" where it does."""
        self._why_not = why_not

    def show_again(self) -> None:
        """Write what it holds anew, as when numbers are written in another way."""
        self.typed.show(self._written())

    def stepBy(self, steps: int) -> None:
        """Step what it holds, once what is typed is taken; a step to what does not fit in is told, and not made."""
        if not self.typed.take():
            return
        value = self._stepped(steps)
        if why := self._why_not(value):
            self.typed.refuse(why)
        else:
            self._offer(value)
        self.selectAll()

    def stepEnabled(self) -> QAbstractSpinBox.StepEnabledFlag:
        """Return in which directions there is something to step to."""
        flags, (down, up) = QAbstractSpinBox.StepEnabledFlag, self._room()
        return (flags.StepDownEnabled if down else flags.StepNone) | (flags.StepUpEnabled if up else flags.StepNone)

    def changeEvent(self, event: QEvent) -> None:
        """Write numbers as the new locale does."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.LocaleChange:
            self.show_again()

    def sizeHint(self) -> QSize:
        """Return a size with room for what it holds."""
        text = self.fontMetrics().horizontalAdvance(f"{self._written()}  ")
        return QSize(super().sizeHint().width() + _INDENT + text, super().sizeHint().height())

    def _judged(self, text: str) -> object:
        """Return the value that a text means where it fits in, or raise `MisreadError`."""
        value = self._read(text)
        if why := self._why_not(value):
            raise MisreadError(why)
        return value

    # --- What each kind of box says -----------------------------------------------------------------------

    def _read(self, text: str) -> object:
        """Return the value that a text means, or raise `MisreadError`."""
        raise NotImplementedError

    def _offer(self, value: object) -> None:
        """Hold a value that was read, and tell of it."""
        raise NotImplementedError

    def _written(self) -> str:
        """Return how what it holds is written."""
        raise NotImplementedError

    def _stepped(self, steps: int) -> object:
        """Return what lies some steps further, as far as there is room."""
        raise NotImplementedError

    def _room(self) -> tuple[bool, bool]:
        """Return whether it can be stepped down, and up."""
        raise NotImplementedError
