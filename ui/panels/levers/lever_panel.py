"""The panel of levers: a search line above them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from ui.look.wording import tr
from ui.widgets.field_keys import FieldKeys

if TYPE_CHECKING:
    from ui.panels.levers.levers import Levers


class LeverPanel(QWidget):
    """The levers below a line in which to search for one."""

    def __init__(self, levers: Levers) -> None:
        """Put a search line above the levers."""
        super().__init__()
        self._levers = levers
        self.line = self._build_line()
        above = QHBoxLayout()
        above.setContentsMargins(8, 0, 8, 2)
        above.addWidget(self.line)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(2)
        layout.addLayout(above)
        layout.addWidget(levers, 1)

    def _build_line(self) -> QLineEdit:
        line = QLineEdit()
        line.setPlaceholderText(tr("Find a lever"))
        line.setAccessibleName(tr("Find a lever"))
        line.setToolTip(tr("Words of its title, its actor or its description"))
        line.setClearButtonEnabled(True)
        FieldKeys(line, line)
        line.textChanged.connect(self._levers.seek)
        line.returnPressed.connect(self._open_first)
        self._levers.sought_elsewhere.connect(line.clear)
        return line

    def ask(self) -> None:
        """Give the search line the focus."""
        self.line.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self.line.selectAll()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Show all levers again at Escape."""
        if event.key() == Qt.Key.Key_Escape and self.line.text():
            self.line.clear()
        else:
            super().keyPressEvent(event)

    def _open_first(self) -> None:
        found = self._levers.seek(self.line.text())
        if self.line.text().strip() and found:
            found[0].open()
