"""What is typed into a control and not taken over yet: it is taken, or refused aloud, and never lost in silence.

It is taken at Enter, when the control loses the focus, and before anything else is done in the window (`settle`).
What cannot be taken stays as it was typed, marked, with a sentence that says what can. Escape takes it back.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import TypeVar

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtGui import QFocusEvent, QKeyEvent
from PySide6.QtWidgets import QApplication, QLineEdit, QWidget

from ui.widgets.field_keys import FieldKeys
from ui.widgets.refusal import Refusal
from ui.widgets.written_numbers import MisreadError

Value = TypeVar("Value")

_STAYS = (Qt.FocusReason.PopupFocusReason, Qt.FocusReason.ActiveWindowFocusReason)
"""A menu of the control itself opens, or another program is looked at: the user comes back to go on typing."""
_ENTER = (Qt.Key.Key_Return, Qt.Key.Key_Enter)


class Typed(QObject):
    """What stands in one line, against what stands there when nothing is typed."""

    def __init__(
        self, control: QWidget, line: QLineEdit, read: Callable[[str], Value], accept: Callable[[Value], None]
    ) -> None:
        """Take the control, its line, what reads a text or raises `MisreadError`, and what accepts the value."""
        super().__init__(control)
        self._control, self._line = control, line
        self._read: Callable[[str], object] = read
        self._take: Callable[[str], None] = lambda text: accept(read(text))
        self._shown = line.text()
        self._watches_mouse = False
        self._refusal = Refusal(control)
        FieldKeys(control, line)
        control.installEventFilter(self)
        line.textChanged.connect(self._follow)

    @property
    def pending(self) -> bool:
        """Return whether something is typed that is not taken over."""
        return self._line.text() != self._shown

    @property
    def refused(self) -> str:
        """Return why what is typed cannot be taken, in a sentence; "" where nobody has tried, or nothing is wrong."""
        return self._refusal.sentence

    def show(self, text: str) -> None:
        """Show what the control holds; what is being typed stays."""
        pending = self.pending
        self._shown = text
        if not pending and self._line.text() != text:
            self._line.setText(text)
        self._follow()

    def take(self) -> bool:
        """Take over what is typed, or mark it and say why not; return whether nothing is left."""
        if not self.pending:
            self._refusal.clear()  # of a step that was not possible
            return True
        if not self._judge():
            return False
        self._shown = self._line.text()  # until whoever accepts it shows how it is written
        self._follow()
        self._take(self._shown)
        return True

    def take_back(self) -> None:
        """Show again what the control holds, whatever was typed."""
        if self.pending:
            self._drop()

    def refuse(self, sentence: str) -> None:
        """Say why something other than what is typed, as a step, is not possible here; what stands there stays."""
        self._refusal.tell(sentence)

    def insist(self) -> bool:
        """Lead the user to what was refused, and return whether it can be reached."""
        if not self._control.isEnabled() or not self._refusal.reveal():
            self.take_back()  # it was refused aloud before it was put away
            return False
        if not self._control.window().isActiveWindow():  # another window of ours has moved the hand
            self._control.window().raise_()
            self._control.window().activateWindow()
        self._control.setFocus(Qt.FocusReason.OtherFocusReason)
        self._refusal.tell(self._refusal.sentence)
        return True

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Follow the keys, the focus, and clicks elsewhere."""
        if watched is not self._control:
            if event.type() == QEvent.Type.MouseButtonPress and self._is_elsewhere(watched):
                self.take()
            return False
        if isinstance(event, QFocusEvent) and event.type() == QEvent.Type.FocusOut and event.reason() not in _STAYS:
            self.take()
        if isinstance(event, QKeyEvent) and event.key() == Qt.Key.Key_Escape and self.pending:
            return self._escape(event)
        if isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress and event.key() in _ENTER:
            taken = self.take()
            self._refusal.show_whole()
            return not taken
        return False

    def _escape(self, event: QKeyEvent) -> bool:
        """Take back what is typed at Escape, which nobody else is to hear of."""
        event.accept()
        if event.type() == QEvent.Type.KeyPress:
            self.take_back()
            self._line.selectAll()
        return True

    def _is_elsewhere(self, pressed: QObject) -> bool:
        """Return whether something that was pressed lies in the same window and outside the control."""
        if not isinstance(pressed, QWidget) or pressed.window() is not self._control.window():
            return False
        return pressed is not self._control and not self._control.isAncestorOf(pressed)

    def _judge(self) -> bool:
        """Return whether what is typed can be taken, and say why it cannot."""
        try:
            self._read(self._line.text())
        except MisreadError as problem:
            self._refusal.tell(str(problem))
            return False
        self._refusal.clear()
        return True

    def _drop(self) -> None:
        self._line.setText(self._shown)
        self._refusal.clear()

    def _follow(self) -> None:
        """Watch the mouse while something is typed, and judge anew what was refused."""
        application = QApplication.instance()
        if application is not None and self.pending != self._watches_mouse:
            self._watches_mouse = self.pending
            if self.pending:
                application.installEventFilter(self)
            else:
                application.removeEventFilter(self)
        if not self.pending:
            self._refusal.clear()
        elif self.refused:
            self._judge()


def is_typed_in(widget: QWidget) -> bool:
    """Return whether something is typed anywhere in a widget that is not taken over."""
    return any(typed.pending for typed in widget.findChildren(Typed))


def settle(window: QWidget) -> bool:
    """Take over what is typed anywhere in a window; lead to what cannot be, and return whether nothing is left."""
    left = [typed for typed in window.findChildren(Typed) if not typed.take()]
    return not any(typed.insist() for typed in left)
