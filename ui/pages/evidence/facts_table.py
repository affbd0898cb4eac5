"""The table of facts: its item model, and how a verdict and a band are drawn."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QPersistentModelIndex, QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFontMetricsF, QPainter, QPen
from PySide6.QtWidgets import QStyledItemDelegate, QStyleOptionViewItem, QTableView

from ui.look.wording import tr
from ui.models.evidence import Line, tier_words
from ui.widgets.form import plain_tip

if TYPE_CHECKING:
    from PySide6.QtCore import QObject

    from ui.look.theme import Theme

Index = QModelIndex | QPersistentModelIndex
LINE = Qt.ItemDataRole.UserRole
VERDICT, FACT, MODEL, DRAWN, WANTED = range(5)
"""The columns."""
_NOWHERE = QModelIndex()
_TALL = 7.0  # half the height of a seed's tick, in pixels
_SMALL = 0.9  # of the window's type


class Facts(QAbstractTableModel):
    """Lines of evidence as Qt reads them."""

    def __init__(self, parent: QObject | None = None) -> None:
        """Begin without facts."""
        super().__init__(parent)
        self._lines: tuple[Line, ...] = ()
        self._titles = (tr("Verdict"), tr("Fact"), tr("The model"), tr("The model"), tr("Wanted"))

    def show_lines(self, shown: tuple[Line, ...]) -> None:
        """Show other lines."""
        self.beginResetModel()
        self._lines = shown
        self.endResetModel()

    def rowCount(self, parent: Index = _NOWHERE) -> int:
        """Return the number of facts."""
        return 0 if parent.isValid() else len(self._lines)

    def columnCount(self, parent: Index = _NOWHERE) -> int:
        """Return the number of columns."""
        return 0 if parent.isValid() else len(self._titles)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:  # noqa: ANN401 - what Qt asks for differs by role
        """Return what a cell shows."""
        line = self._lines[index.row()]
        words = (line.said, line.quantity, line.value, "", line.band)[index.column()]
        if role == Qt.ItemDataRole.DisplayRole:
            return words
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return words or _aloud(line)
        if role == Qt.ItemDataRole.ToolTipRole and index.column() == FACT:
            return plain_tip(f"{line.quantity} ({line.id}, {tier_words(line.tier)})")
        if role == LINE:
            return line
        return None

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole) -> Any:  # noqa: ANN401 - as above
        """Return the heading of a column."""
        if orientation == Qt.Orientation.Horizontal and role == Qt.ItemDataRole.DisplayRole:
            return self._titles[section]
        if role == Qt.ItemDataRole.TextAlignmentRole:
            return Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
        return None


class VerdictDelegate(QStyledItemDelegate):
    """Draws in or out as a shape, in words and in colour."""

    theme: Theme | None = None

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """Draw a full dot and "in", or a ring and "out"."""
        super().paint(painter, option, index)
        line = index.data(LINE)
        if self.theme is None or not isinstance(line, Line):
            return
        area = QRectF(option.rect)
        colour = _colour(line, self.theme)
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QPen(colour, 2))
        painter.setBrush(colour if line.verdict == "in" else Qt.BrushStyle.NoBrush)
        painter.drawEllipse(QPointF(area.left() + 14.0, area.center().y()), 5.0, 5.0)
        painter.setPen(colour)
        painter.drawText(area.adjusted(28.0, 0.0, 0.0, 0.0), Qt.AlignmentFlag.AlignVCenter, line.said)
        painter.restore()

    def initStyleOption(self, option: QStyleOptionViewItem, index: Index) -> None:
        """Leave the word to `paint`."""
        super().initStyleOption(option, index)
        option.text = ""


class BandDelegate(QStyledItemDelegate):
    """Draws the band of a fact, a tick for each seed and a dot for their mean."""

    theme: Theme | None = None

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """Draw the cell."""
        super().paint(painter, option, index)
        line = index.data(LINE)
        if self.theme is None or not isinstance(line, Line):
            return
        area = QRectF(option.rect).adjusted(8.0, 0.0, -8.0, 0.0)
        painter.save()
        self._write(painter, area, line, self.theme)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if line.band:
            self._draw(painter, area, line, self.theme)
        painter.restore()

    @staticmethod
    def _draw(painter: QPainter, area: QRectF, line: Line, theme: Theme) -> None:
        middle, scale = area.bottom() - _TALL - 4.0, line.scale

        def x(part: float) -> float:
            return area.left() + min(max(part, 0.0), 1.0) * area.width()

        # the axis, and on it the band of what is known
        painter.setPen(QPen(QColor(theme.hairline), 1))
        painter.drawLine(QPointF(area.left(), middle), QPointF(area.right(), middle))
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(theme.faded(QColor(theme.accent)))
        band = QRectF(x(scale.low), middle - 4.0, max(3.0, x(scale.high) - x(scale.low)), 8.0)
        painter.drawRoundedRect(band, 3.0, 3.0)
        # what the model says: a tick for each seed, a dot for their mean
        painter.setPen(QPen(QColor(theme.muted), 1))
        for seed in scale.seeds:
            painter.drawLine(QPointF(x(seed), middle - _TALL), QPointF(x(seed), middle + _TALL))
        if math.isfinite(scale.mean):
            painter.setPen(QPen(QColor(theme.panel), 1))
            painter.setBrush(_colour(line, theme))
            painter.drawEllipse(QPointF(x(scale.mean), middle), 5.0, 5.0)

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        """Return the height of the words, which take two lines in a narrow column, and of the band below them."""
        line = index.data(LINE)
        if self.theme is None or not isinstance(line, Line):
            return super().sizeHint(option, index)
        table = self.parent()
        width = table.columnWidth(index.column()) - 16.0 if isinstance(table, QTableView) else 0.0
        lines = 1 if self._beside(line, width, self.theme) else 2
        height = lines * QFontMetricsF(self.theme.font()).height() + 2.0 * _TALL + 10.0
        return QSize(round(width), round(height))

    def _write(self, painter: QPainter, area: QRectF, line: Line, theme: Theme) -> None:
        """Write above the band what the model says and what is wanted, beside each other where there is room."""
        height = QFontMetricsF(theme.font(bold=True)).height()
        above = QRectF(area.left(), area.top() + 3.0, area.width(), height)
        painter.setFont(theme.font(bold=True))
        painter.setPen(QColor(theme.text))
        painter.drawText(above, Qt.AlignmentFlag.AlignLeft, line.value)
        painter.setFont(theme.font(_SMALL))
        painter.setPen(QColor(theme.muted))
        if self._beside(line, area.width(), theme):
            painter.drawText(above, Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter, _wanted(line))
        else:
            painter.drawText(above.translated(0.0, height), Qt.AlignmentFlag.AlignLeft, _wanted(line))

    @staticmethod
    def _beside(line: Line, width: float, theme: Theme) -> bool:
        value = QFontMetricsF(theme.font(bold=True)).horizontalAdvance(line.value)
        return value + 12.0 + QFontMetricsF(theme.font(_SMALL)).horizontalAdvance(_wanted(line)) <= width


def _wanted(line: Line) -> str:
    return tr("wanted: {band}").format(band=line.band) if line.band else ""


def _aloud(line: Line) -> str:
    """Return what a line draws in words; of a fact that is not asked, only that."""
    if not line.band:
        return line.value
    return tr("{value}, wanted {band}: {verdict}").format(value=line.value, band=line.band, verdict=line.said)


def _colour(line: Line, theme: Theme) -> QColor:
    return QColor({"in": theme.good, "out": theme.bad}.get(line.verdict, theme.muted))
