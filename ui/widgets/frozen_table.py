"""A table to read whose first column stays in sight while the others are scrolled sideways."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QModelIndex, QPersistentModelIndex, Qt
from PySide6.QtWidgets import QAbstractItemView, QFrame, QHeaderView, QTableView

from ui.widgets.reading_table import ReadingTable

if TYPE_CHECKING:
    from PySide6.QtCore import QAbstractItemModel
    from PySide6.QtGui import QResizeEvent


class FrozenTable(ReadingTable):
    """Lays a second view of the same rows over its first column; the keyboard and screen readers see one table."""

    def __init__(self, name: str) -> None:
        """Take what screen readers call it."""
        super().__init__(name)
        self._over = QTableView(self)
        self._over.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._over.setFrameShape(QFrame.Shape.NoFrame)
        self._over.setProperty("quiet", True)
        self._over.setStyleSheet("QTableView { border: 0; }")
        self._over.setShowGrid(False)
        self._over.verticalHeader().hide()
        self._over.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self._over.setSelectionMode(self.selectionMode())
        self._over.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        for policy in (self._over.setVerticalScrollBarPolicy, self._over.setHorizontalScrollBarPolicy):
            policy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        for view in (self, self._over):
            view.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self._over.horizontalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        self._over.horizontalHeader().setHighlightSections(False)
        self._over.horizontalHeader().setSectionsClickable(True)
        self._over.horizontalHeader().sectionClicked.connect(self._sort)
        self._over.activated.connect(self.activated)
        self.horizontalHeader().sectionResized.connect(self._place)
        self.verticalHeader().sectionResized.connect(lambda row, _, height: self._over.setRowHeight(row, height))
        self.horizontalScrollBar().valueChanged.connect(self._place)
        self.verticalScrollBar().valueChanged.connect(self._over.verticalScrollBar().setValue)
        self._over.verticalScrollBar().valueChanged.connect(self.verticalScrollBar().setValue)

    def setModel(self, model: QAbstractItemModel | None) -> None:
        """Show another model in both views."""
        super().setModel(model)
        if model is None:
            return
        self._over.setModel(model)
        self._over.setSelectionModel(self.selectionModel())
        for column in range(1, model.columnCount()):
            self._over.setColumnHidden(column, True)

    def show_rows_as_high(self, height: int) -> None:
        """Give every row of both views a height."""
        for view in (self, self._over):
            view.verticalHeader().setDefaultSectionSize(height)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Lay the first column over another height."""
        super().resizeEvent(event)
        self._place()

    def changeEvent(self, event: QEvent) -> None:
        """Follow other type."""
        super().changeEvent(event)
        if event.type() in {QEvent.Type.FontChange, QEvent.Type.StyleChange}:
            self._place()

    def scrollTo(
        self,
        index: QModelIndex | QPersistentModelIndex,
        hint: QAbstractItemView.ScrollHint = QAbstractItemView.ScrollHint.EnsureVisible,
    ) -> None:
        """Bring a cell into view; one of the first column is always there from side to side."""
        if index.column() > 0:
            super().scrollTo(index, hint)
            return
        before = self.horizontalScrollBar().value()
        super().scrollTo(index, hint)
        self.horizontalScrollBar().setValue(before)

    def _place(self) -> None:
        """Lay the second view over the first column while that is scrolled out of sight."""
        header, frame, width = self.horizontalHeader(), self.frameWidth(), self.columnWidth(0)
        self._over.setColumnWidth(0, width)
        self._over.horizontalHeader().setFixedHeight(header.height())
        self._over.setGeometry(frame, frame, width, header.height() + self.viewport().height())
        self._over.setVisible(self.horizontalScrollBar().value() > 0)

    def _sort(self, column: int) -> None:
        header = self.horizontalHeader()
        up = header.sortIndicatorSection() == column and header.sortIndicatorOrder() == Qt.SortOrder.DescendingOrder
        self.sortByColumn(column, Qt.SortOrder.AscendingOrder if up else Qt.SortOrder.DescendingOrder)
