"""A chart in its place, which turns into its own table."""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal

from PySide6.QtCore import QEvent, QObject, QPoint, QSize, Qt, Signal
from PySide6.QtGui import QAction, QContextMenuEvent, QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QAbstractItemView, QHeaderView, QMenu, QTableView, QVBoxLayout, QWidget

from simulator.dates import HORIZON
from ui.charts.month_chart import MonthChart
from ui.look.wording import tr
from ui.models.figure_table import FigureTable

if TYPE_CHECKING:
    from ui.figures.figure import Figure
    from ui.look.theme import Theme

Heading = Literal["none", "own", "compact"]
"""Whether a chart has its title above it: no, for whoever shows it does; yes; no, and it leaves out more besides."""
_EXPORTS = ("copy_picture", "copy_table", "save_chart")  # actions of the window that mean the chart with the focus


class ChartFrame(QWidget):
    """One chart, or its table twin."""

    month_clicked = Signal(int)
    series_clicked = Signal(str)
    series_wanted = Signal(str)
    rearranged = Signal()  # months have other places
    menu_asked = Signal(QMenu)  # whoever shows the chart adds to it before it opens

    def __init__(self, heading: Heading = "none") -> None:
        """Begin with an empty chart; a compact one leaves out what the large chart beside it says."""
        super().__init__()
        self._table: QTableView | None = None
        self._rows = FigureTable(self)
        self._layout = QVBoxLayout(self)
        self._layout.setContentsMargins(0, 0, 0, 0)
        self.chart = self._made(heading)
        self._layout.addWidget(self.chart)

    # --- What it shows --------------------------------------------------------------------------------------

    def show_figure(self, figure: Figure) -> None:
        """Draw another figure, or list it."""
        another_kind = figure.kind != self.chart.figure.kind
        self.chart.show_figure(figure)
        self._list()
        if another_kind:
            self.rearranged.emit()

    def set_hand(self, month: int) -> None:
        """Move the hand."""
        self.chart.set_hand(month)
        if self.chart.covered:
            self._list()
        self._find_hand()

    def set_theme(self, theme: Theme) -> None:
        """Dress the chart in a theme."""
        self.chart.set_theme(theme)

    def cover(self, covered: bool) -> None:
        """Hide every month after the hand, or show it again; the table ends at the hand too."""
        if covered:
            self.chart.cover_future()
        else:
            self.chart.uncover_future()
        self._list()

    def select(self, key: str) -> None:
        """Let one series stand out."""
        self.chart.select(key)

    @property
    def lists(self) -> bool:
        """Return whether the table is on show in place of the chart."""
        return self._table is not None

    def show_table(self, shown: bool) -> None:
        """Turn into the table, or back into the chart."""
        if shown == self.lists:
            return
        if shown:
            self._table = self._made_table()
            self._list()
            self._table.resizeColumnsToContents()
            self.chart.hide()
            self._layout.addWidget(self._table)
            self._find_hand()
            self._table.setFocus()
        elif self._table is not None:
            self._table.deleteLater()
            self._table = None
            self.chart.show()
            self.chart.setFocus()

    # --- What the user does ---------------------------------------------------------------------------------

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        """Offer what can be done with the chart."""
        self.open_menu(event.globalPos())

    def open_menu(self, place: QPoint) -> None:
        """Offer what can be done with the chart at a place of the screen."""
        menu = self.menu()
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        menu.popup(place)

    def menu(self) -> QMenu:
        """Return what can be done with the chart."""
        menu = QMenu(self)
        as_table = QAction(tr("Show as &table"), menu)
        as_table.setObjectName("as_table")
        as_table.setCheckable(True)
        as_table.setChecked(self.lists)
        as_table.setShortcut("T")
        as_table.triggered.connect(self.show_table)
        menu.addAction(as_table)
        self.menu_asked.emit(menu)
        exports = [self.window().findChild(QAction, name) for name in _EXPORTS]
        if not self.lists and any(exports):
            self.chart.setFocus()
            menu.addSeparator()
            menu.addActions([action for action in exports if action is not None])
        return menu

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Turn into the table or back, or open the menu."""
        if event.key() == Qt.Key.Key_T and not event.modifiers():
            self.show_table(not self.lists)
        else:
            super().keyPressEvent(event)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Let the key turn the table back, which would otherwise look for a month of that letter."""
        if isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress and event.key() == Qt.Key.Key_T:
            self.show_table(False)
            return True
        return super().eventFilter(watched, event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Report that months have moved."""
        super().resizeEvent(event)
        self.rearranged.emit()

    def minimumSizeHint(self) -> QSize:
        """Return the smallest size of the chart, which the table shares."""
        return self.chart.minimumSizeHint()

    # --- How it does it -------------------------------------------------------------------------------------

    def _made(self, heading: Heading) -> MonthChart:
        chart = MonthChart()
        if heading == "compact":
            chart.make_compact()
        elif heading == "none":
            chart.hide_heading()
        chart.month_clicked.connect(self.month_clicked)
        chart.series_clicked.connect(self.series_clicked)
        chart.series_wanted.connect(self.series_wanted)
        return chart

    def _list(self) -> None:
        if self._table is not None:
            self._rows.show_figure(self.chart.figure, self.chart.hand if self.chart.covered else HORIZON)

    def _find_hand(self) -> None:
        if self._table is not None and self._rows.rowCount():
            self._table.selectRow(self.chart.figure.position(self.chart.hand))

    def _made_table(self) -> QTableView:
        table = QTableView()
        table.setObjectName("table")
        table.setModel(self._rows)
        table.installEventFilter(self)
        table.setAccessibleName(tr("{title}: table").format(title=self.chart.figure.title))
        table.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        table.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        table.setTabKeyNavigation(False)
        table.setFrameShape(QTableView.Shape.NoFrame)
        table.verticalHeader().hide()
        table.verticalHeader().setDefaultSectionSize(table.fontMetrics().height() + 6)
        table.horizontalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Interactive)
        table.horizontalHeader().setDefaultAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        table.horizontalHeader().setTextElideMode(Qt.TextElideMode.ElideRight)
        return table
