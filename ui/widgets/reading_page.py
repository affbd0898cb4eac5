"""A page of Markdown to read: it wraps whatever it says, also its examples, and is never scrolled sideways."""

from __future__ import annotations

from PySide6.QtGui import QTextCursor
from PySide6.QtWidgets import QFrame, QTextBrowser


class ReadingPage(QTextBrowser):
    """Text with headings, tables and examples."""

    def __init__(self, name: str) -> None:
        """Take what screen readers call it."""
        super().__init__()
        self.setAccessibleName(name)
        self.setOpenExternalLinks(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.document().setDocumentMargin(10)

    def show_markdown(self, text: str) -> None:
        """Show a text; Qt would keep the lines of its examples whole, however long."""
        self.setMarkdown(text)
        block = self.document().begin()
        while block.isValid():
            form = block.blockFormat()
            if form.nonBreakableLines():
                form.setNonBreakableLines(False)
                QTextCursor(block).setBlockFormat(form)
            block = block.next()
