"""A bar over the charts that says what went wrong and what can be done about it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QHBoxLayout, QMessageBox, QPushButton, QWidget

from simulator.disk import without_home
from ui.look.wording import tr
from ui.widgets.form import plain_label

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

_FEW = 2  # sentences that a notice shows without being asked


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
        self.retry = QPushButton(tr("Try again"))
        self.retry.clicked.connect(self._try_again)
        close = QPushButton(tr("Close"))
        close.clicked.connect(self.hide)
        layout = QHBoxLayout(self)
        layout.setContentsMargins(12, 6, 8, 6)
        layout.addWidget(self._words, 1)
        for button in (self._details, self.retry, close):
            layout.addWidget(button)
        self.hide()

    @property
    def text(self) -> str:
        """Return what it says."""
        return self._words.text()

    @property
    def details(self) -> str:
        """Return the details that it shows on request."""
        return self._details_text

    def tell(self, text: str, details: str = "", again: Callable[[], None] | None = None, doing: str = "") -> None:
        """Show a message, details on request, and a button that tries again, or does what `doing` says.

        Who shows the message to others does not show them the name of the user's home folder.
        """
        text = without_home(text)
        self._words.setText(text)
        self._details_text, self._again = without_home(details), again
        self.retry.setText(doing or tr("Try again"))
        self._details.setVisible(bool(details))
        self.retry.setVisible(again is not None)
        self.setAccessibleName(text)
        self.show()

    def tell_all(self, remarks: Sequence[str]) -> None:
        """Show some sentences: the first and, if there is only one more, the second; all as details on request."""
        few = len(remarks) <= _FEW
        more = tr("{count} more remarks stand in the details.").format(count=len(remarks) - 1)
        text = " ".join(remarks if few else (remarks[0], more))
        self.tell(text, "" if few else "\n".join(remarks))

    def _try_again(self) -> None:
        self.hide()
        if self._again is not None:
            self._again()

    def _show_details(self) -> None:
        dialog = QMessageBox(QMessageBox.Icon.Warning, tr("Details"), self._words.text(), parent=self)
        dialog.setTextFormat(Qt.TextFormat.PlainText)
        dialog.setDetailedText(self._details_text)
        dialog.open()
