"""Small charts below the large one: the user picks them from all indicators, divides, arranges and removes them."""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QFrame, QGridLayout, QHBoxLayout, QPushButton, QScrollArea, QVBoxLayout, QWidget

from simulator.wishes import COSTLY
from ui.figures.costly_cuts import work_out
from ui.figures.indicators import Plot, usual_plot
from ui.look.wording import tr
from ui.pages.live.catalogue import FIRST, FRONTIER
from ui.pages.live.small_chart import SmallChart

if TYPE_CHECKING:
    from collections.abc import Sequence

    from ui.look.theme import Theme
    from ui.session.session import Session

_NARROWEST, _LINES, _HEAD = 268, 9, 12  # pixels of a chart; lines of text that it has room for, and pixels more
_LEAST = 40  # pixels of all of them: what the first ones are called


class SmallCharts(QScrollArea):
    """The grid of small charts."""

    picking = Signal(object)  # the user wants to pick an indicator; call what is emitted with its name

    def __init__(self, session: Session) -> None:
        """Show plots of a session's future."""
        super().__init__()
        self._session = session
        self._theme: Theme | None = None
        self.charts: list[SmallChart] = []
        self.setWidgetResizable(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setAccessibleName(tr("Small charts"))
        self._grid = QGridLayout()
        self._grid.setSpacing(6)
        self.more = QPushButton(tr("&Add a chart…"))
        self.more.setToolTip(tr("Pick one of all indicators"))
        self.more.clicked.connect(lambda: self.picking.emit(self.add))
        self._lay_out()
        self.setMinimumHeight(_LEAST)
        self.verticalScrollBar().valueChanged.connect(self._draw_seen)
        self.show_plots(FIRST)

    def _lay_out(self) -> None:
        content = QWidget()
        column = QVBoxLayout(content)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(4)
        column.addLayout(self._grid, 1)
        row = QHBoxLayout()
        row.addWidget(self.more)
        row.addStretch(1)
        column.addLayout(row)
        self.setWidget(content)

    # --- What is shown --------------------------------------------------------------------------------------

    @property
    def plots(self) -> tuple[Plot, ...]:
        """Return what is shown, in order."""
        return tuple(chart.plot for chart in self.charts)

    @property
    def height_of_one(self) -> int:
        """Return the least height of one chart."""
        return round(_LINES * self.fontMetrics().height()) + _HEAD

    def show_plots(self, plots: Sequence[Plot]) -> None:
        """Show other charts."""
        for chart in self.charts:
            chart.hide()
            chart.deleteLater()
        self.charts = [self._made(plot) for plot in plots]
        self._arrange()

    def bring(self, name: str) -> None:
        """Bring the first chart of an indicator into view, or add one."""
        there = next((chart for chart in self.charts if chart.plot.indicator == name), None)
        if there is None:
            self.add(name)
        else:
            self._show(there)

    def add(self, name: str) -> None:
        """Add a chart of an indicator behind the others, and bring it into view."""
        chart = self._made(self._usual(name))
        self.charts.append(chart)
        self._arrange()
        self._show(chart)

    def remove(self, chart: SmallChart) -> None:
        """Remove a chart."""
        place = self.charts.index(chart)
        self.charts.remove(chart)
        chart.hide()
        chart.deleteLater()
        self._arrange()
        near = self.charts[min(place, len(self.charts) - 1)].frame.chart if self.charts else self.more
        near.setFocus()

    def put(self, chart: SmallChart, place: int) -> None:
        """Put a chart at another place."""
        self.charts.remove(chart)
        self.charts.insert(min(max(place, 0), len(self.charts)), chart)
        self._arrange()

    def set_theme(self, theme: Theme) -> None:
        """Dress the charts in a theme."""
        self._theme = theme
        for chart in self.charts:
            chart.frame.set_theme(theme)
        self._arrange()

    # --- How it does it -------------------------------------------------------------------------------------

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Put as many charts side by side as there is room for."""
        super().resizeEvent(event)
        self._arrange()

    def _show(self, chart: SmallChart) -> None:
        chart.frame.chart.setFocus(Qt.FocusReason.ShortcutFocusReason)
        QTimer.singleShot(0, chart, lambda: self.ensureWidgetVisible(chart))

    def _made(self, plot: Plot) -> SmallChart:
        chart = SmallChart(self._session, plot)
        if self._theme is not None:
            chart.frame.set_theme(self._theme)
        chart.removing.connect(lambda: self.remove(chart))
        chart.replacing.connect(lambda: self.picking.emit(lambda name: chart.show_plot(self._usual(name))))
        chart.moving.connect(lambda step: self.put(chart, self.charts.index(chart) + step))
        chart.dropped.connect(lambda source: self._drop(source, chart))
        return chart

    def _drop(self, source: SmallChart, target: SmallChart) -> None:
        if source in self.charts and source is not target:
            self.put(source, self.charts.index(target))

    def _usual(self, name: str) -> Plot:
        branch = self._session.branch
        if not branch.worlds or name == FRONTIER:
            return Plot(name)
        if name in COSTLY:
            work_out(name, branch, 0)
        return usual_plot(name, branch.worlds[0 if name in COSTLY else -1])

    def _arrange(self) -> None:
        scale, tall = self._theme.scale if self._theme else 1.0, self.height_of_one
        columns = max(1, min(int(self.viewport().width() / (_NARROWEST * scale)), len(self.charts)))
        for chart in self.charts:
            self._grid.removeWidget(chart)
            chart.setMinimumHeight(tall)
        for place, chart in enumerate(self.charts):
            self._grid.addWidget(chart, place // columns, place % columns)
            chart.show()
        for column in range(self._grid.columnCount()):
            self._grid.setColumnStretch(column, 1 if column < columns else 0)
        for one, other in pairwise(self.charts):
            QWidget.setTabOrder(one.button, other.button)
        self._draw_seen()

    def _draw_seen(self) -> None:
        for chart in self.charts:
            chart.draw_if_seen()
