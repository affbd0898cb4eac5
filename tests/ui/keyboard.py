"""A user's hands on the keyboard: keys go to whatever has the focus, as the window system sends them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget

if TYPE_CHECKING:
    from ui.widgets.typed_box import TypedBox

_LATIN = 126  # Qt's own way to type knows no letters beyond


def focused() -> QWidget:
    """Return what has the focus, the window in use where nothing in it has."""
    widget = QApplication.focusWidget() or QApplication.activeWindow()
    assert widget is not None, "nothing has the focus"
    return widget


def press(keys: str) -> None:
    """Press keys as they are written in a menu, as in "Ctrl+Z"."""
    combination = QKeySequence(keys)[0]
    QTest.keyClick(focused(), combination.key(), combination.keyboardModifiers())


def type_over(box: TypedBox, text: str) -> None:
    """Type a text in the place of all that stands in a box, and do not enter it."""
    box.setFocus()
    assert QApplication.focusWidget() is box
    box.selectAll()
    QTest.keyClick(box, Qt.Key.Key_Backspace)
    for letter in text:
        key = Qt.Key.Key_unknown if ord(letter) > _LATIN else Qt.Key(ord(letter.upper()))
        QTest.sendKeyEvent(QTest.KeyAction.Click, box, key, letter, Qt.KeyboardModifier.NoModifier)


def enter(box: TypedBox, text: str) -> None:
    """Type a text in the place of all that stands in a box, and enter it."""
    type_over(box, text)
    press("Return")
