"""Asking for a name."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QInputDialog, QLineEdit, QWidget

if TYPE_CHECKING:
    from collections.abc import Callable

_WIDTH = 460


def ask_for_name(parent: QWidget, title: str, label: str, present: str, then: Callable[[str], object]) -> QInputDialog:
    """Let the user type a name, and go on with it."""
    dialog = QInputDialog(parent)
    dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
    dialog.setWindowTitle(title)
    dialog.setLabelText(label)
    dialog.setTextValue(present)
    dialog.resize(_WIDTH, dialog.sizeHint().height())
    line = dialog.findChild(QLineEdit)
    if line is not None:
        line.setAccessibleName(label)
        line.selectAll()
    dialog.textValueSelected.connect(then)
    dialog.open()
    return dialog
