"""The key figures of futures that are compared: a row each, a column for each future, and its difference beside it.

Where there is no room beside, the difference stands below the value: the label of a row always has its part.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QPersistentModelIndex, QRect, QSize, Qt
from PySide6.QtGui import QFont, QFontMetrics, QPainter
from PySide6.QtWidgets import QHeaderView, QStyledItemDelegate, QStyleOptionViewItem

from ui.look.wording import tr
from ui.widgets.form import plain_tip
from ui.widgets.reading_table import ReadingTable

if TYPE_CHECKING:
    from PySide6.QtGui import QResizeEvent

    from ui.models.comparison import Figures

Index = QModelIndex | QPersistentModelIndex
_NOWHERE = QModelIndex()
_DIFFERENCE = Qt.ItemDataRole.UserRole
_RIGHT = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
_LEAST_LABEL = 0.34  # part of the width that the labels of the rows have at least
_MOST_HEADING = 18  # letters of a heading's line, before it wraps
_EDGE = 8  # pixels


class ComparedTable(ReadingTable):
    """As tall as its rows, so that the page that holds it scrolls as one."""

    def __init__(self) -> None:
        """Begin without figures."""
        super().__init__(tr("Key figures of the futures compared"))
        self.key_figures = _KeyFigures(self)
        self.setModel(self.key_figures)
        self.setItemDelegate(_Pair(self))
        self.setWordWrap(True)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        header = self.horizontalHeader()
        header.setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        header.setTextElideMode(Qt.TextElideMode.ElideNone)

    def show_key_figures(self, rows: tuple[Figures, ...], titles: tuple[str, ...]) -> None:
        """Show other figures; where their shape is the same, scrolling and selection stay."""
        self.key_figures.show_key_figures(rows, titles)
        self.fit()

    def fit(self) -> None:
        """Share the width between labels and key figures, and be as tall as the rows need."""
        columns, room = range(1, self.key_figures.columnCount()), self.viewport().width()
        if not columns:
            return
        usual = {column: self._width(column) for column in columns}
        least = {column: self._least(column) for column in columns}
        differences = {column for column in columns if self.key_figures.is_difference(column)}
        shown = share_room(room, usual, least, differences)
        for column in columns:
            self.setColumnHidden(column, column not in shown)
        for column, width in shown.items():
            self.setColumnWidth(column, width)
        self.setColumnWidth(0, max(round(_LEAST_LABEL * room), room - sum(shown.values())))
        self.resizeRowsToContents()
        self._fit_height(shown, room)

    def _fit_height(self, widths: dict[int, int], room: int) -> None:
        header = self.horizontalHeader()
        header.setFixedHeight(self._height_of_headings(widths))
        rows = sum(self.rowHeight(row) for row in range(self.key_figures.rowCount()))
        bar = self.horizontalScrollBar().sizeHint().height() if header.length() > room else 0
        self.setFixedHeight(header.height() + rows + bar + 2 * self.frameWidth() + 2)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Share another width."""
        super().resizeEvent(event)
        if event.size().width() != event.oldSize().width():
            self.fit()

    def _width(self, column: int) -> int:
        """Return the width in which a column is read with ease: also a part of its heading is on one line."""
        heading = str(self.key_figures.headerData(column, Qt.Orientation.Horizontal))
        return max(self._least(column), self._room_for(heading[:_MOST_HEADING]))

    def _least(self, column: int) -> int:
        """Return the least width of a column: of its longest figure, and of the longest word of its heading."""
        figures = [self.key_figures.index(row, column) for row in range(self.key_figures.rowCount())]
        said = [str(index.data(role) or "") for index in figures for role in (Qt.ItemDataRole.DisplayRole, _DIFFERENCE)]
        heading = str(self.key_figures.headerData(column, Qt.Orientation.Horizontal))
        return max(map(self._room_for, (*said, *heading.split())))

    def _room_for(self, words: str) -> int:
        return 3 * _EDGE + QFontMetrics(self.key_figures.strong).horizontalAdvance(words)

    def _height_of_headings(self, widths: dict[int, int]) -> int:
        strong = QFontMetrics(self.key_figures.strong)
        flags = Qt.TextFlag.TextWordWrap | Qt.AlignmentFlag.AlignLeft
        tallest = 0
        for column, width in widths.items():
            heading = str(self.key_figures.headerData(column, Qt.Orientation.Horizontal))
            tallest = max(tallest, strong.boundingRect(QRect(0, 0, width - 2 * _EDGE, 1000), flags, heading).height())
        return tallest + 2 * _EDGE


class _KeyFigures(QAbstractTableModel):
    """Key figures as Qt reads them: a row each, a column for each future, and one for each difference."""

    def __init__(self, view: ComparedTable) -> None:
        super().__init__(view)
        self._view = view
        self._rows: tuple[Figures, ...] = ()
        self._titles: tuple[str, ...] = ()

    @property
    def strong(self) -> QFont:
        """Return the type of differences and headings."""
        font = QFont(self._view.font())
        font.setWeight(QFont.Weight.DemiBold)
        return font

    def show_key_figures(self, rows: tuple[Figures, ...], titles: tuple[str, ...]) -> None:
        """Show other figures."""
        same = titles == self._titles and len(rows) == len(self._rows)
        if not same:
            self.beginResetModel()
        self._rows, self._titles = rows, titles
        if same and rows:
            self.dataChanged.emit(self.index(0, 0), self.index(len(rows) - 1, self.columnCount() - 1))
        elif not same:
            self.endResetModel()

    @staticmethod
    def is_difference(column: int) -> bool:
        """Return whether a column has the differences of the future in the column before it."""
        return column > 1 and column % 2 == 1

    def rowCount(self, parent: Index = _NOWHERE) -> int:
        """Return the number of figures."""
        return 0 if parent.isValid() else len(self._rows)

    def columnCount(self, parent: Index = _NOWHERE) -> int:
        """Return the number of columns: the label, the first future, and two for each other one."""
        return 0 if parent.isValid() or not self._titles else 2 * len(self._titles)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:  # noqa: ANN401 - what Qt asks for differs by role
        """Return what a cell shows and means."""
        row, column = self._rows[index.row()], index.column()
        if role == Qt.ItemDataRole.DisplayRole:
            return self._words(row, column)
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return self._words(row, column) or tr("not known yet")
        if role == Qt.ItemDataRole.ToolTipRole and column == 0:
            return plain_tip(row.definition)
        if role == Qt.ItemDataRole.TextAlignmentRole and column:
            return _RIGHT
        if role == Qt.ItemDataRole.FontRole and self.is_difference(column):
            return self.strong
        if role == _DIFFERENCE and column > 1 and not self.is_difference(column):
            return row.differences[column // 2]
        return None

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole) -> Any:  # noqa: ANN401 - as above
        """Return the heading of a column."""
        if orientation != Qt.Orientation.Horizontal:
            return None
        if role == Qt.ItemDataRole.TextAlignmentRole:
            side = Qt.AlignmentFlag.AlignRight if section else Qt.AlignmentFlag.AlignLeft
            return int(side | Qt.AlignmentFlag.AlignVCenter) | int(Qt.TextFlag.TextWordWrap)
        if role not in {Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.ToolTipRole}:
            return None
        if section == 0:
            return tr("Differences, then costs")
        return tr("Difference") if self.is_difference(section) else self._titles[section // 2]

    @staticmethod
    def _words(row: Figures, column: int) -> str:
        if column == 0:
            return tr("Cost: {label}").format(label=row.label) if row.cost else row.label
        return row.differences[column // 2] if column > 1 and column % 2 else row.values[column // 2]


class _Pair(QStyledItemDelegate):
    """Writes the difference below a value where it has no column of its own."""

    def __init__(self, table: ComparedTable) -> None:
        super().__init__(table)
        self._table = table

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """Write a cell."""
        if not self._is_pair(index):
            super().paint(painter, option, index)
            return
        upper = QStyleOptionViewItem(option)
        self.initStyleOption(upper, index)
        value, upper.text = upper.text, ""
        style = self._table.style()
        style.drawControl(style.ControlElement.CE_ItemViewItem, upper, painter, self._table)
        painter.save()
        painter.setPen(option.palette.color(option.palette.ColorRole.Text))
        painter.setFont(option.font)
        self._write(painter, option.rect, value, index.data(_DIFFERENCE))
        painter.restore()

    def _write(self, painter: QPainter, cell: QRect, value: str, difference: str) -> None:
        room = cell.adjusted(_EDGE, 0, -_EDGE, 0)
        half = room.height() // 2
        painter.drawText(room.adjusted(0, 2, 0, -half), _RIGHT, value)
        painter.setFont(self._table.key_figures.strong)
        painter.drawText(room.adjusted(0, half, 0, -2), _RIGHT, difference)

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        """Return the height of what is written, with some space: of a label on as many lines as it needs."""
        line = option.fontMetrics.height()
        if index.column() == 0:
            room = QRect(0, 0, self._table.columnWidth(0) - 4 * _EDGE, 1000)
            needed = option.fontMetrics.boundingRect(room, Qt.TextFlag.TextWordWrap, str(index.data())).height()
        else:
            needed = 2 * line if self._is_pair(index) else line
        return QSize(super().sizeHint(option, index).width(), needed + 10)

    def _is_pair(self, index: Index) -> bool:
        following = index.column() + 1
        has_own = following < self._table.key_figures.columnCount() and not self._table.isColumnHidden(following)
        return bool(index.data(_DIFFERENCE)) and not has_own


def share_room(room: int, usual: dict[int, int], least: dict[int, int], differences: set[int]) -> dict[int, int]:
    """Return the width of each column that is shown, so that the labels keep their part.

    Without room for all, the columns of differences are hidden; without room for the others, these become narrower,
    but no narrower than their least width.
    """
    most = (1.0 - _LEAST_LABEL) * room
    if sum(usual.values()) <= most:
        return usual
    shown = {column: width for column, width in usual.items() if column not in differences}
    if sum(shown.values()) <= most:
        return shown
    equal = int(most / len(shown))
    return {column: min(width, max(least[column], equal)) for column, width in shown.items()}
