"""A dialog of this program: a title, content that is scrolled where the screen is too small, buttons, and a way out."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QSize, Qt, QTimer
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QDialog, QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from ui.look.theme import PLAIN_POINTS
from ui.look.wording import tr
from ui.widgets.form import plain_label
from ui.widgets.scrolled import Scrolled


class Dialog(QDialog):
    """A heading, what stands below it, and a button to close it; what is too long for the screen is scrolled."""

    def __init__(self, parent: QWidget, title: str, width: int = 520) -> None:
        """Take the parent window, its title, and its width in pixels where text has its plain size."""
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(title)
        self._width = width
        self._outer = QVBoxLayout(self)
        self._outer.setContentsMargins(22, 18, 22, 16)
        self._outer.setSpacing(10)
        self._outer.addWidget(plain_label(title, "title"))
        self._body = QWidget()
        self._column = QVBoxLayout(self._body)
        self._column.setContentsMargins(0, 0, 4, 0)
        self._column.setSpacing(10)
        self._scroll = Scrolled(self._body, QSize(200, 80))
        self._outer.addWidget(self._scroll, 1)
        self.close_button = QPushButton(tr("Close"))

    def pin(self, widget: QWidget) -> None:
        """Put something above what is scrolled."""
        self._outer.insertWidget(self._outer.indexOf(self._scroll), widget)

    def add(self, widget: QWidget) -> None:
        """Put something below what is there."""
        self._column.addWidget(widget)

    def say(self, *paragraphs: str, rank: str = "") -> None:
        """Put paragraphs below what is there."""
        for paragraph in paragraphs:
            self.add(plain_label(paragraph, rank))

    def finish(self, *buttons: QPushButton) -> Dialog:
        """Put buttons below everything, the one that closes it last, and return the dialog."""
        self._column.addStretch(1)
        self.close_button.setDefault(True)
        self.close_button.clicked.connect(self.reject)
        row = QHBoxLayout()
        row.addStretch(1)
        for button in (*buttons, self.close_button):
            row.addWidget(button)
        self._outer.addLayout(row)
        return self

    def showEvent(self, event: QShowEvent) -> None:
        """Take the size that the content needs."""
        super().showEvent(event)
        self._fit()

    def changeEvent(self, event: QEvent) -> None:
        """Take another size for another size of text."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.FontChange and self.isVisible():
            QTimer.singleShot(0, self, self._fit)

    def _fit(self) -> None:
        """Be as wide as asked for and as high as needed, and leave what has no room on the screen to be scrolled."""
        room = self.screen().availableSize() - QSize(40, 60)
        width = min(round(self._width * self.font().pointSizeF() / PLAIN_POINTS), room.width())
        margins = self._outer.contentsMargins()
        inner = width - margins.left() - margins.right() - self._scroll.verticalScrollBar().sizeHint().width()
        chrome = self._outer.sizeHint().height() - self._scroll.sizeHint().height()
        self._body.ensurePolished()
        needed = self._column.totalHeightForWidth(inner) if self._column.hasHeightForWidth() else 0
        needed = max(needed, self._column.totalSizeHint().height() if needed <= 0 else 0)
        self.resize(width, min(chrome + needed + 4, room.height()))
