"""Asking for a name."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QInputDialog, QLineEdit, QWidget

from simulator.scenario.problems import unfit_name

if TYPE_CHECKING:
    from collections.abc import Callable

_WIDTH = 460


class NameDialog(QInputDialog):
    """A line for a name, which stays open, and says why, while nothing can be called like that."""

    def __init__(self, parent: QWidget, title: str, label: str, present: str) -> None:
        """Take the parent window, the title, what is asked for, and the present name."""
        super().__init__(parent)
        self._label = label
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(title)
        self.setLabelText(label)
        self.setTextValue(present)
        self.resize(_WIDTH, self.sizeHint().height())
        self.line = self.findChild(QLineEdit)
        if self.line is not None:
            self.line.setAccessibleName(label)
            self.line.selectAll()
        self.textValueChanged.connect(self._judge_again)

    @property
    def problem(self) -> str:
        """Return why the name was refused, "" where it was not."""
        return self.labelText().removeprefix(self._label).strip()

    def done(self, result: int) -> None:
        """Close, unless the name cannot be taken."""
        why = unfit_name(self.textValue()) if result else ""
        self._tell(why)
        if not why:
            super().done(result)

    def _judge_again(self, name: str) -> None:
        """Follow the typing once a name was refused."""
        if self.problem:
            self._tell(unfit_name(name))

    def _tell(self, why: str) -> None:
        """Mark the line and say what is wrong with the name, or take both away."""
        self.setLabelText("\n".join(filter(None, (self._label, why))))
        if self.line is not None:
            self.line.setProperty("refused", bool(why))
            self.line.style().unpolish(self.line)
            self.line.style().polish(self.line)
            self.line.setAccessibleDescription(why)


def ask_for_name(parent: QWidget, title: str, label: str, present: str, then: Callable[[str], object]) -> NameDialog:
    """Let the user type a name, and go on with it once it can be one."""
    dialog = NameDialog(parent, title, label, present)
    dialog.textValueSelected.connect(then)
    dialog.open()
    return dialog
