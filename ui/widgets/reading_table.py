"""A table to read: rows are selected whole, Tab leaves it, and Copy takes it to a spreadsheet."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication, QKeyEvent, QKeySequence
from PySide6.QtWidgets import QAbstractItemView, QTableView

from simulator.text import tab_separated


class ReadingTable(QTableView):
    """A view of a table that nobody edits."""

    def __init__(self, name: str) -> None:
        """Take what screen readers call it."""
        super().__init__()
        self.setAccessibleName(name)
        self.setProperty("quiet", True)
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setTabKeyNavigation(False)
        self.setShowGrid(False)
        self.setWordWrap(False)
        self.verticalHeader().hide()
        self.horizontalHeader().setHighlightSections(False)
        self.horizontalHeader().setTextElideMode(Qt.TextElideMode.ElideRight)

    def words(self) -> list[list[str]]:
        """Return the headings, and the words of every row as they stand in the view."""
        model = self.model()
        columns = range(model.columnCount())
        heading = [str(model.headerData(column, Qt.Orientation.Horizontal)) for column in columns]
        rows = [[str(model.index(row, column).data() or "") for column in columns] for row in range(model.rowCount())]
        return [heading, *rows]

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Copy the whole table, with its headings."""
        if event.matches(QKeySequence.StandardKey.Copy):
            QGuiApplication.clipboard().setText(tab_separated(self.words()))
            return
        super().keyPressEvent(event)
