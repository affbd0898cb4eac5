"""A figure as a table: a month a row, a series a column, exact values."""

from __future__ import annotations

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, Qt

from ui.figures.figure import EMPTY, Figure, Table
from ui.widgets.form import plain_tip

_Index = QModelIndex | QPersistentModelIndex
_NOWHERE = QModelIndex()
_RIGHT = int(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)


class FigureTable(QAbstractTableModel):
    """The table of one figure."""

    def __init__(self, parent: QObject) -> None:
        """Begin with an empty figure."""
        super().__init__(parent)
        self._table: Table = EMPTY.table()
        self._meanings: dict[str, str] = {}

    def show_figure(self, figure: Figure, last: int) -> None:
        """List another figure up to a month; columns and rows that stay keep their place."""
        self._meanings = {series.name: series.meaning for series in figure.series if series.meaning}
        table = figure.table()
        table = Table(table.header, table.rows[: max(0, last + 1 - figure.months.start)])
        if table.header == self._table.header and len(table.rows) == len(self._table.rows):
            self._table = table
            self.dataChanged.emit(self.index(0, 0), self.index(len(table.rows) - 1, len(table.header) - 1))
            return
        self.beginResetModel()
        self._table = table
        self.endResetModel()

    def rowCount(self, parent: _Index = _NOWHERE) -> int:
        """Return how many months are known."""
        return 0 if parent.isValid() else len(self._table.rows)

    def columnCount(self, parent: _Index = _NOWHERE) -> int:
        """Return the months' column and one for each series."""
        return 0 if parent.isValid() else len(self._table.header)

    def data(self, index: _Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        """Return a value in words."""
        if role == Qt.ItemDataRole.DisplayRole:
            return self._table.rows[index.row()][index.column()]
        return _RIGHT if role == Qt.ItemDataRole.TextAlignmentRole and index.column() else None

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        """Return the names of the series."""
        if orientation != Qt.Orientation.Horizontal:
            return None
        if role == Qt.ItemDataRole.DisplayRole:
            return self._table.header[section]
        name = self._table.header[section]
        return plain_tip(self._meanings.get(name, name)) if role == Qt.ItemDataRole.ToolTipRole else None
