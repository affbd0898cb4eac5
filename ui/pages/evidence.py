"""Evidence: what is known of the real market, the band of each fact, and where the model lies."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QPersistentModelIndex, QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFontMetricsF, QPainter, QPen
from PySide6.QtWidgets import (
    QComboBox,
    QHBoxLayout,
    QHeaderView,
    QScrollArea,
    QSplitter,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QTableView,
    QTabWidget,
    QVBoxLayout,
    QWidget,
)

from simulator.evidence.shipped import shipped
from ui.look.assets import asset
from ui.look.wording import tr
from ui.models.evidence import Line, lines, tier_words, verdict
from ui.widgets.form import plain_label, plain_tip
from ui.widgets.page import Page
from ui.widgets.reading_page import ReadingPage
from ui.widgets.reading_table import ReadingTable

if TYPE_CHECKING:
    from PySide6.QtCore import QObject
    from PySide6.QtGui import QResizeEvent

    from ui.look.theme import Theme
    from ui.session.session import Session

Index = QModelIndex | QPersistentModelIndex
_NOWHERE = QModelIndex()
_LINE = Qt.ItemDataRole.UserRole
_VERDICT, _FACT, _MODEL, _DRAWN, _WANTED = range(5)
_TALL = 7.0  # half the height of a seed's tick, in pixels
_SMALL = 0.9  # of the window's type
_WIDEST_BAND, _MOST_OF_BAND = 36, 0.54  # digits, and part of the room that the fact leaves to its band
_LEAST_TABLE, _LEAST_DETAILS = 150, 70  # pixels


class _Facts(QAbstractTableModel):
    """Lines of evidence as Qt reads them."""

    def __init__(self, parent: QObject | None = None) -> None:
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
        words = (line.verdict, line.quantity, line.value, "", line.band)[index.column()]
        if role == Qt.ItemDataRole.DisplayRole:
            return words
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return words or tr("{value}, wanted {band}: {verdict}").format(
                value=line.value, band=line.band, verdict=line.verdict
            )
        if role == Qt.ItemDataRole.ToolTipRole and index.column() == _FACT:
            return plain_tip(f"{line.quantity} ({line.id}, {tier_words(line.tier)})")
        if role == _LINE:
            return line
        return None

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole) -> Any:  # noqa: ANN401 - as above
        """Return the heading of a column."""
        if orientation == Qt.Orientation.Horizontal and role == Qt.ItemDataRole.DisplayRole:
            return self._titles[section]
        if role == Qt.ItemDataRole.TextAlignmentRole:
            return Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
        return None


class _Verdict(QStyledItemDelegate):
    """Draws in or out as a shape, in words and in colour."""

    theme: Theme | None = None

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """Draw a full dot and "in", or a ring and "out"."""
        super().paint(painter, option, index)
        line = index.data(_LINE)
        if self.theme is None or not isinstance(line, Line):
            return
        area = QRectF(option.rect)
        colour = QColor(self.theme.good if line.inside else self.theme.bad)
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QPen(colour, 2))
        painter.setBrush(colour if line.inside else Qt.BrushStyle.NoBrush)
        painter.drawEllipse(QPointF(area.left() + 14.0, area.center().y()), 5.0, 5.0)
        painter.setPen(colour)
        painter.drawText(area.adjusted(28.0, 0.0, 0.0, 0.0), Qt.AlignmentFlag.AlignVCenter, line.verdict)
        painter.restore()

    def initStyleOption(self, option: QStyleOptionViewItem, index: Index) -> None:
        """Leave the word to `paint`."""
        super().initStyleOption(option, index)
        option.text = ""


class _Band(QStyledItemDelegate):
    """Draws the band of a fact, a tick for each seed and a dot for their mean."""

    theme: Theme | None = None

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """Draw the cell."""
        super().paint(painter, option, index)
        line = index.data(_LINE)
        if self.theme is None or not isinstance(line, Line):
            return
        area = QRectF(option.rect).adjusted(8.0, 0.0, -8.0, 0.0)
        middle = area.bottom() - _TALL - 4.0
        scale = line.scale

        def x(part: float) -> float:
            return area.left() + min(max(part, 0.0), 1.0) * area.width()

        painter.save()
        self._write(painter, area, line, self.theme)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QPen(QColor(self.theme.hairline), 1))
        painter.drawLine(QPointF(area.left(), middle), QPointF(area.right(), middle))
        colour = QColor(self.theme.good if line.inside else self.theme.bad)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(self.theme.faded(QColor(self.theme.accent)))
        painter.drawRoundedRect(
            QRectF(x(scale.low), middle - 4.0, max(3.0, x(scale.high) - x(scale.low)), 8.0), 3.0, 3.0
        )
        painter.setPen(QPen(QColor(self.theme.muted), 1))
        for seed in scale.seeds:
            painter.drawLine(QPointF(x(seed), middle - _TALL), QPointF(x(seed), middle + _TALL))
        if math.isfinite(scale.mean):
            painter.setPen(QPen(QColor(self.theme.panel), 1))
            painter.setBrush(colour)
            painter.drawEllipse(QPointF(x(scale.mean), middle), 5.0, 5.0)
        painter.restore()

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        """Return the height of the words, which take two lines in a narrow column, and of the band below them."""
        line = index.data(_LINE)
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
    return tr("wanted: {band}").format(band=line.band)


class EvidencePage(Page):
    """The table of evidence that ships with the program, and the page on what the model is and is not."""

    def __init__(self, session: Session) -> None:
        """Take the session, whose scenario the evidence is not about: it is about the base market."""
        super().__init__()
        self._found = shipped()
        self.summary = plain_label(verdict(self._found.results), "heading")
        self.origin = plain_label(
            tr(
                "The base market on {seeds} seeds that were not used to calibrate it. Ticks are seeds, the dot is "
                "their mean, the bar is what is known of the real market."
            ).format(seeds=self._found.seeds),
            "muted",
        )
        self.tier = QComboBox()
        self.tier.setAccessibleName(tr("Which facts"))
        for words, name in (
            (tr("All facts"), ""),
            (tr("Must be met"), "hard"),
            (tr("Told, in or out"), "check"),
            (tr("Put in by hand"), "input"),
            (tr("Only those out"), "out"),
        ):
            self.tier.addItem(words, name)
        self.facts = _Facts(self)
        self.table = ReadingTable(tr("Evidence"))
        self.table.setModel(self.facts)
        self._verdicts, self._bands = _Verdict(self.table), _Band(self.table)
        self.table.setItemDelegateForColumn(_VERDICT, self._verdicts)
        self.table.setItemDelegateForColumn(_DRAWN, self._bands)
        self.table.setWordWrap(True)
        for hidden in (_MODEL, _WANTED):  # the band says it; who copies the table has it too
            self.table.hideColumn(hidden)
        self.table.horizontalHeader().setSectionResizeMode(_FACT, QHeaderView.ResizeMode.Stretch)
        self.details = plain_label()
        self.details.setContentsMargins(10, 6, 10, 8)
        self.details.setAlignment(Qt.AlignmentFlag.AlignTop)
        self.details.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        above = QHBoxLayout()
        above.addWidget(self.summary, 1)
        above.addWidget(self.tier)
        split = QSplitter(Qt.Orientation.Vertical)
        split.setChildrenCollapsible(False)
        split.addWidget(self.table)
        told = QScrollArea()
        told.setWidgetResizable(True)
        told.setMinimumHeight(_LEAST_DETAILS)
        told.setAccessibleName(tr("Where the selected fact comes from"))
        told.setWidget(self.details)
        split.addWidget(told)
        split.setStretchFactor(0, 1)
        split.setSizes([600, 130])
        facts = QWidget()
        column = QVBoxLayout(facts)
        column.setContentsMargins(10, 8, 10, 0)
        column.setSpacing(4)
        column.addLayout(above)
        column.addWidget(self.origin)
        column.addWidget(split, 1)
        self.explanation = ReadingPage(tr("What the model is and is not"))
        self.views = QTabWidget()
        self.views.setDocumentMode(True)
        self.views.setAccessibleName(tr("Views of the evidence"))
        self.views.tabBar().setAccessibleName(tr("Views of the evidence"))
        self.views.addTab(facts, tr("Facts and the model"))
        self.views.addTab(self.explanation, tr("What the model is and is not"))
        self.views.currentChanged.connect(self._tell)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(self.views)
        self.tier.currentIndexChanged.connect(self._choose)
        self.table.selectionModel().currentRowChanged.connect(self._explain)
        self._choose()

    def set_theme(self, theme: Theme) -> None:
        """Dress what is drawn in a theme."""
        self._verdicts.theme = self._bands.theme = theme
        self.table.setMinimumHeight(round(_LEAST_TABLE * theme.scale))
        self._fit()

    def _tell(self) -> None:
        """Read the page on the model when somebody wants to read it."""
        if self.views.currentWidget() is self.explanation and self.explanation.document().isEmpty():
            self.explanation.show_markdown(asset("model_and_evidence.md").read_text(encoding="utf-8"))

    def _choose(self) -> None:
        """Show the facts that are asked for."""
        chosen = self.tier.currentData()
        self.facts.show_lines(
            tuple(
                line
                for line in lines(self._found.results)
                if chosen in {"", line.tier} or (chosen == "out" and not line.inside and line.tier != "input")
            )
        )
        self._fit()
        self.table.selectRow(0)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Divide another width between the facts and their bands."""
        super().resizeEvent(event)
        self._fit()

    def _fit(self) -> None:
        width = self.fontMetrics().horizontalAdvance
        verdict = 44 + max(width(tr("in")), width(tr("out")), width(tr("Verdict")))
        room = self.table.viewport().width() - verdict
        self.table.setColumnWidth(_VERDICT, verdict)
        self.table.setColumnWidth(_DRAWN, min(24 + width("0" * _WIDEST_BAND), round(_MOST_OF_BAND * room)))
        self.table.resizeRowsToContents()

    def _explain(self, current: Index) -> None:
        """Say where the selected fact comes from and how it is measured."""
        line = current.data(_LINE)
        if not isinstance(line, Line):
            self.details.clear()
            return
        words = [f"{line.id}: {line.quantity} ({tier_words(line.tier)})"]
        words += [f"{heading}: {text}" for heading, text in line.details]
        self.details.setText("\n".join(words))
