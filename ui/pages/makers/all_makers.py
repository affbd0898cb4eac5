"""The table of all makers, with its search and filters."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QPainter, QPen
from PySide6.QtWidgets import (
    QCheckBox,
    QComboBox,
    QHBoxLayout,
    QHeaderView,
    QLineEdit,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QVBoxLayout,
    QWidget,
)

from simulator.entries import ORIGINS
from ui.charts.plotting import polygon
from ui.look import wording
from ui.look.wording import tr
from ui.models.makers import MakerRow
from ui.models.makers_table import MAKER, SHARE, SPARK, SPARKLINE, STATUS, MakersTable, SortedMakers, chosen
from ui.widgets.field_keys import FieldKeys
from ui.widgets.frozen_table import FrozenTable

if TYPE_CHECKING:
    from ui.look.theme import Theme

Index = QModelIndex | QPersistentModelIndex


class _Sparkline(QStyledItemDelegate):
    """Draws a maker's share month by month, each against its own highest."""

    theme: Theme | None = None

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """Draw the cell, and the line over it."""
        super().paint(painter, option, index)
        maker = index.data(SPARK)
        if self.theme is None or not isinstance(maker, MakerRow) or maker.shares.max() <= 0.0:
            return
        area = QRectF(option.rect).adjusted(6.0, 5.0, -6.0, -5.0)
        x = np.linspace(area.left(), area.right(), max(2, len(maker.shares)))[: len(maker.shares)]
        y = area.bottom() - maker.shares / maker.shares.max() * area.height()
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QPen(self.theme.colour(f"maker.{maker.id}"), 1))
        painter.drawPolyline(polygon(x, y))
        painter.setBrush(self.theme.colour(f"maker.{maker.id}"))
        painter.drawEllipse(QPointF(float(x[-1]), float(y[-1])), 2.0, 2.0)
        painter.restore()

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        """Return a width in which a line has a shape."""
        return QSize(84, super().sizeHint(option, index).height())


class AllMakers(QWidget):
    """The table, with its search and filters."""

    chosen = Signal(int)  # row of the maker

    def __init__(self) -> None:
        """Begin without makers."""
        super().__init__()
        self.search = QLineEdit()
        self.search.setPlaceholderText(tr("Search name, origin or status"))
        self.search.setAccessibleName(tr("Search makers"))
        self.search.setClearButtonEnabled(True)
        FieldKeys(self.search, self.search)
        self.origin = _origin_box()
        self.gone = QCheckBox(tr("Show those gone"))
        self.gone.setChecked(True)
        self.makers = MakersTable(self)
        self.proxy = SortedMakers(self.makers, self)
        self._rows: tuple[MakerRow, ...] = ()
        self.table = self._build_table()
        self.sparkline = _Sparkline(self.table)
        self.table.setItemDelegateForColumn(SPARKLINE, self.sparkline)
        self._sized = False
        self._lay_out()
        self.search.textChanged.connect(self._choose)
        self.origin.currentIndexChanged.connect(self._choose)
        self.gone.toggled.connect(self._choose)
        self.table.activated.connect(lambda index: self.chosen.emit(index.data(MAKER)))

    def _build_table(self) -> FrozenTable:
        table = FrozenTable(tr("Makers"))
        table.setModel(self.proxy)
        table.setSortingEnabled(True)
        table.horizontalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Interactive)
        table.sortByColumn(SHARE, Qt.SortOrder.DescendingOrder)
        return table

    def _lay_out(self) -> None:
        above = QHBoxLayout()
        above.setContentsMargins(8, 6, 8, 6)
        above.setSpacing(8)
        above.addWidget(self.search, 1)
        above.addWidget(self.origin)
        above.addWidget(self.gone)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addLayout(above)
        layout.addWidget(self.table, 1)

    def show_makers(self, rows: tuple[MakerRow, ...]) -> None:
        """Show the makers of a month that pass the filters, and keep the selected one selected."""
        self._rows = rows
        selected = self.selected()
        words, origin = self.search.text().strip(), self.origin.currentData()
        self.makers.show_makers(chosen(rows, words, origin, gone=self.gone.isChecked()))
        if not self._sized and rows:
            self._sized = True
            self.fit()
        if selected is not None and self.selected() != selected:
            self.select(selected)

    def begin(self) -> None:
        """Seek, filter and select nothing, and put the largest first, for another market."""
        self.table.clearSelection()
        self.search.clear()
        self.origin.setCurrentIndex(0)
        self.gone.setChecked(True)
        self.table.sortByColumn(SHARE, Qt.SortOrder.DescendingOrder)

    def fit(self) -> None:
        """Make each column as wide as its words."""
        self.table.resizeColumnsToContents()
        self.table.horizontalHeader().setSectionResizeMode(STATUS, QHeaderView.ResizeMode.ResizeToContents)
        self.table.show_rows_as_high(self.fontMetrics().height() + 12)

    def selected(self) -> int | None:
        """Return the row of the selected maker."""
        found = self.table.selectionModel().selectedRows()
        return found[0].data(MAKER) if found else None

    def select(self, maker: int) -> None:
        """Select a maker, if the filter lets it through."""
        for place in range(self.proxy.rowCount()):
            if self.proxy.index(place, 0).data(MAKER) == maker:
                self.table.selectRow(place)

    def _choose(self) -> None:
        self.show_makers(self._rows)


def _origin_box() -> QComboBox:
    box = QComboBox()
    box.setAccessibleName(tr("Origin of makers"))
    box.addItem(tr("All origins"), "")
    for name in ORIGINS:
        box.addItem(wording.origin(name), name)
    return box
