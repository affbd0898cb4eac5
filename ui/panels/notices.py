"""A bar over the charts that tells what went wrong, with what can be done about it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtWidgets import QFrame, QHBoxLayout, QMessageBox, QPushButton, QWidget

from ui.form import plain_label
from ui.wording import tr

if TYPE_CHECKING:
    from collections.abc import Callable


class Notice(QFrame):
    """One message; it stays until it is closed or another replaces it."""

    def __init__(self, parent: QWidget | None = None) -> None:
        """Begin hidden."""
        super().__init__(parent)
        self.setProperty("card", True)
        self._details_text = ""
        self._again: Callable[[], None] | None = None
        self._words = plain_label()
        self._details = QPushButton(tr("Details…"))
        self._details.clicked.connect(self._show_details)
        self._retry = QPushButton(tr("Try again"))
        self._retry.clicked.connect(self._try_again)
        close = QPushButton(tr("Close"))
        close.clicked.connect(self.hide)
        layout = QHBoxLayout(self)
        layout.setContentsMargins(12, 6, 8, 6)
        layout.addWidget(self._words, 1)
        for button in (self._details, self._retry, close):
            layout.addWidget(button)
        self.hide()

    @property
    def text(self) -> str:
        """Return what it says."""
        return self._words.text()

    def tell(self, text: str, details: str = "", again: Callable[[], None] | None = None) -> None:
        """Show a message, its details on demand, and what can be tried again."""
        self._words.setText(text)
        self._details_text, self._again = details, again
        self._details.setVisible(bool(details))
        self._retry.setVisible(again is not None)
        self.setAccessibleName(text)
        self.show()

    def _try_again(self) -> None:
        self.hide()
        if self._again is not None:
            self._again()

    def _show_details(self) -> None:
        dialog = QMessageBox(QMessageBox.Icon.Warning, tr("Details"), self._words.text(), parent=self)
        dialog.setDetailedText(self._details_text)
        dialog.open()
