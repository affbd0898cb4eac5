"""Makers: a table of all, a page about one, and the shake-out in four charts."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QPainter, QPen, QResizeEvent
from PySide6.QtWidgets import (
    QCheckBox,
    QComboBox,
    QFrame,
    QGridLayout,
    QHBoxLayout,
    QHeaderView,
    QLabel,
    QLineEdit,
    QScrollArea,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QTabWidget,
    QVBoxLayout,
    QWidget,
)

from simulator.entries import ORIGINS
from ui.charts.chart_frame import ChartFrame
from ui.charts.plotting import polygon
from ui.figures.figure import Provenance
from ui.look import wording
from ui.look.clock import CURVES, TEXT, Paced
from ui.look.wording import tr
from ui.models.makers import (
    MakerRow,
    Part,
    Portrait,
    accounts_figure,
    births_and_deaths_figure,
    long_tail_figure,
    maker_rows,
    portrait,
    runway_figure,
    survivors_figure,
)
from ui.models.makers_table import (
    MAKER,
    SHARE,
    SPARK,
    SPARKLINE,
    STATUS,
    MakersTable,
    SortedMakers,
    chosen,
    status_words,
)
from ui.widgets.form import plain_label
from ui.widgets.frozen_table import FrozenTable
from ui.widgets.page import Page

if TYPE_CHECKING:
    from simulator.world import World
    from ui.look.theme import Theme
    from ui.session.session import Session

Index = QModelIndex | QPersistentModelIndex
_MOST_PARTS = 6  # lines of a list; the rest is one line
_ALL, _ONE, _SHAKE_OUT = range(3)
_RUNWAY = 2  # the chart of the shake-out whose lines are makers
_NARROWEST = 280  # pixels of a chart
_MOST_COLUMNS, _PART = 3, 30  # of what is told of a maker; letters that one is wide at least


class _Sparkline(QStyledItemDelegate):
    """Draws a maker's share month by month, each against its own highest."""

    theme: Theme | None = None

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """Draw the cell, and the course over it."""
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
        """Return a width at which a course has a shape."""
        return QSize(84, super().sizeHint(option, index).height())


class _AllMakers(QWidget):
    """The table, with its search and filters."""

    chosen = Signal(int)  # row of the maker

    def __init__(self) -> None:
        super().__init__()
        self.search = QLineEdit()
        self.search.setPlaceholderText(tr("Search name, origin or status"))
        self.search.setAccessibleName(tr("Search makers"))
        self.search.setClearButtonEnabled(True)
        self.origin = QComboBox()
        self.origin.setAccessibleName(tr("Origin of makers"))
        self.origin.addItem(tr("All origins"), "")
        for name in ORIGINS:
            self.origin.addItem(wording.origin(name), name)
        self.gone = QCheckBox(tr("Show those gone"))
        self.gone.setChecked(True)
        self.makers = MakersTable(self)
        self.proxy = SortedMakers(self.makers, self)
        self._rows: tuple[MakerRow, ...] = ()
        self.table = FrozenTable(tr("Makers"))
        self.table.setModel(self.proxy)
        self.table.setSortingEnabled(True)
        self.table.horizontalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Interactive)
        self.sparkline = _Sparkline(self.table)
        self.table.setItemDelegateForColumn(SPARKLINE, self.sparkline)
        self.table.sortByColumn(SHARE, Qt.SortOrder.DescendingOrder)
        self._sized = False
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
        self.search.textChanged.connect(self._choose)
        self.origin.currentIndexChanged.connect(self._choose)
        self.gone.toggled.connect(self._choose)
        self.table.activated.connect(lambda index: self.chosen.emit(index.data(MAKER)))

    def show_makers(self, rows: tuple[MakerRow, ...]) -> None:
        """Show those of a month's makers that are asked for, and keep the selected one selected."""
        self._rows = rows
        selected = self.selected()
        words, origin = self.search.text().strip(), self.origin.currentData()
        self.makers.show_makers(chosen(rows, words, origin, gone=self.gone.isChecked()))
        if not self._sized and rows:
            self._sized = True
            self.fit()
        if selected is not None and self.selected() != selected:
            self.select(selected)

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


class _Parts(QWidget):
    """A titled list of parts with their shares."""

    def __init__(self, title: str) -> None:
        super().__init__()
        self._title = plain_label(title, "muted")
        self._lines = QGridLayout()
        self._lines.setContentsMargins(0, 0, 0, 0)
        self._lines.setHorizontalSpacing(12)
        self._lines.setVerticalSpacing(1)
        self._lines.setColumnStretch(0, 1)
        self._names: list[QLabel] = []
        self._shares: list[QLabel] = []
        for place in range(_MOST_PARTS + 1):
            name, share = plain_label(), plain_label()
            share.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignTop)
            share.setWordWrap(False)
            self._names.append(name)
            self._shares.append(share)
            self._lines.addWidget(name, place, 0)
            self._lines.addWidget(share, place, 1)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(2)
        layout.addWidget(self._title)
        layout.addLayout(self._lines)
        layout.addStretch(1)

    def show_title(self, title: str) -> None:
        """Change the title."""
        self._title.setText(title)

    def show_parts(self, parts: tuple[Part, ...], nothing: str) -> None:
        """Show the largest parts, and the rest in one line."""
        shown = [*parts[:_MOST_PARTS]]
        rest = sum(part.share for part in parts[_MOST_PARTS:])
        if rest > 0.0:
            shown.append(Part(tr("others"), rest))
        for place, (name, share) in enumerate(zip(self._names, self._shares, strict=True)):
            part = shown[place] if place < len(shown) else None
            empty = nothing if place == 0 and not shown else ""
            name.setText(part.name if part else empty)
            share.setText(wording.share(part.share) if part else "")
            name.setVisible(bool(part or empty))
            share.setVisible(part is not None)


class _OneMaker(QScrollArea):
    """A maker's page: accounts over time, models, hosts, buyers, and who came and left."""

    def __init__(self) -> None:
        super().__init__()
        self.setWidgetResizable(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setAccessibleName(tr("One maker"))
        self.choice = QComboBox()
        self.choice.setAccessibleName(tr("Maker on show"))
        self.choice.setProperty("rank", "heading")
        self.state = plain_label(rank="muted")
        self.accounts = ChartFrame("own", "lines")
        self.accounts.setMinimumHeight(170)
        self.models = plain_label()
        self.channels = _Parts(tr("How its models are reached"))
        self.clouds = _Parts(tr("Who hosts what is sold on marketplaces"))
        self.regions = _Parts(tr("Where its users are"))
        self.buyers = _Parts(tr("Who they are"))
        self.came = _Parts(tr("What they used a year ago"))
        self.left = _Parts(tr("Where lost customers went"))
        top = QHBoxLayout()
        top.addWidget(self.choice)
        top.addWidget(self.state, 1)
        models = QWidget()
        column = QVBoxLayout(models)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(2)
        column.addWidget(plain_label(tr("Its models"), "muted"))
        column.addWidget(self.models)
        column.addStretch(1)
        self._parts = (models, self.channels, self.clouds, self.regions, self.buyers, self.came, self.left)
        self._columns = 0
        self._grid = grid = QGridLayout()
        grid.setHorizontalSpacing(24)
        grid.setVerticalSpacing(14)
        self._arrange()
        content = QWidget()
        layout = QVBoxLayout(content)
        layout.setContentsMargins(10, 8, 10, 8)
        layout.setSpacing(8)
        layout.addLayout(top)
        layout.addWidget(self.accounts)
        layout.addLayout(grid)
        layout.addStretch(1)
        self.setWidget(content)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Put as many parts side by side as have room."""
        super().resizeEvent(event)
        self._arrange()

    def _arrange(self) -> None:
        columns = max(1, min(_MOST_COLUMNS, self.width() // (_PART * self.fontMetrics().averageCharWidth())))
        if columns == self._columns:
            return
        self._columns = columns
        for place, part in enumerate(self._parts):
            self._grid.removeWidget(part)
            self._grid.addWidget(part, place // columns, place % columns)
        for column in range(_MOST_COLUMNS):
            self._grid.setColumnStretch(column, 1 if column < columns else 0)

    def offer(self, rows: tuple[MakerRow, ...], shown: int) -> None:
        """Offer every maker, by name, and show one as chosen."""
        ordered = sorted(rows, key=lambda one: one.name.casefold())
        if [self.choice.itemData(place) for place in range(self.choice.count())] != [one.row for one in ordered]:
            self.choice.clear()
            for one in ordered:
                self.choice.addItem(one.name, one.row)
        self.choice.setCurrentIndex(self.choice.findData(shown))

    def show_portrait(self, maker: MakerRow, found: Portrait) -> None:
        """Show what is known of a maker."""
        share = tr("{share} of workload").format(share=wording.share(maker.share))
        self.state.setText(" · ".join((wording.origin(maker.origin), status_words(maker), share)))
        models = [f"{name}: {', '.join(rest)}" for name, *rest in found.models]
        self.models.setText("\n".join(models) or tr("None on offer"))
        nobody = tr("Nobody")
        for parts, listed in (
            (self.channels, found.channels),
            (self.clouds, found.clouds),
            (self.regions, found.regions),
            (self.buyers, found.buyers),
            (self.came, found.came_from),
            (self.left, found.left_for),
        ):
            parts.show_parts(listed, nobody)
        lost = tr("Where lost customers went ({share} in a year)").format(share=wording.share(found.lost))
        self.left.show_title(lost)


class MakersPage(Page):
    """Three views of the makers in the month under the hand."""

    def __init__(self, session: Session) -> None:
        """Take the session whose makers it shows."""
        super().__init__()
        self._session = session
        self._maker = 0
        self.all = _AllMakers()
        self.one = _OneMaker()
        self.charts = tuple(ChartFrame("own", "lines") for _ in range(4))
        for chart in self.charts:
            chart.setMinimumWidth(_NARROWEST)
        shake_out = QWidget()
        grid = QGridLayout(shake_out)
        grid.setContentsMargins(4, 4, 4, 4)
        for place, chart in enumerate(self.charts):
            grid.addWidget(chart, place // 2, place % 2)
        self.views = QTabWidget()
        self.views.setDocumentMode(True)
        self.views.addTab(self.all, tr("All makers"))
        self.views.addTab(self.one, tr("One maker"))
        self.views.addTab(shake_out, tr("The shake-out"))
        self.views.setAccessibleName(tr("Views of makers"))
        self.views.tabBar().setAccessibleName(tr("Views of makers"))
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(self.views)
        self._text = Paced(self, TEXT, self._show_text)
        self._curves = Paced(self, TEXT, self._show_curves)
        self._hand = Paced(self, CURVES, self._follow)
        for signal in (session.branch_changed, session.months_added, session.simulation_finished):
            signal.connect(self._text.ask)
            signal.connect(self._curves.ask)
        session.filter_changed.connect(self._text.ask)
        session.hand_moved.connect(self._text.ask)
        session.hand_moved.connect(self._hand.ask)
        session.future_covered.connect(self._cover)
        session.focus_changed.connect(self._find)
        self.views.currentChanged.connect(self._text.ask)
        self.views.currentChanged.connect(self._curves.ask)
        self.all.chosen.connect(self.show_maker)
        self.one.choice.activated.connect(lambda: self.show_maker(self.one.choice.currentData()))
        for chart in self._every_chart():
            chart.month_clicked.connect(session.move_hand)
        self.charts[_RUNWAY].series_clicked.connect(self._open)
        self._cover(session.future_hidden)
        self._text.ask()
        self._curves.ask()
        self._hand.ask()

    def set_theme(self, theme: Theme) -> None:
        """Dress the charts and the sparklines in a theme."""
        for chart in self._every_chart():
            chart.set_theme(theme)
        self.all.sparkline.theme = theme
        self.all.fit()

    def show_maker(self, maker: int) -> None:
        """Open one maker's page."""
        self._maker = maker
        self.all.select(maker)
        self.views.setCurrentIndex(_ONE)
        self._show_text()
        self._show_curves()

    def _open(self, key: str) -> None:
        """Open the page of the maker of an id."""
        ids = self._session.branch.worlds[-1].makers.id.tolist()
        if key in ids:
            self.show_maker(ids.index(key))

    def _find(self, key: str) -> None:
        """Choose the maker that stands out in the charts elsewhere."""
        worlds = self._session.branch.worlds
        ids = worlds[-1].makers.id.tolist() if worlds else []
        if key and key in ids:
            self._maker = ids.index(key)
            self.all.select(self._maker)
            self._text.ask()
            self._curves.ask()

    def _every_chart(self) -> tuple[ChartFrame, ...]:
        return (*self.charts, self.one.accounts)

    def _worlds(self) -> list[World]:
        """Return the months up to the hand, as far as they are known."""
        return self._session.branch.worlds[: self._session.hand + 1]

    def _show_text(self) -> None:
        worlds = self._worlds()
        if not worlds or self.views.currentIndex() == _SHAKE_OUT:
            return
        rows = maker_rows(worlds, self._session.filter.place, self._session.filter.group)
        if self.views.currentIndex() == _ALL:
            self.all.show_makers(rows)
            return
        shown = next((one for one in rows if one.row == self._chosen(rows)), None)
        if shown is not None:
            self.one.offer(rows, shown.row)
            self.one.show_portrait(shown, portrait(worlds, shown.row))

    def _chosen(self, rows: tuple[MakerRow, ...]) -> int:
        """Return the maker on show: the one chosen, else the one selected in the table, else the largest."""
        self._maker = self._maker or self.all.selected() or rows[0].row
        return self._maker

    def _show_curves(self) -> None:
        worlds = self._session.branch.worlds
        if not worlds:
            return
        scenario = self._session.scenario
        provenance = Provenance(scenario.title, scenario.seed)
        if self.views.currentIndex() == _ONE:
            rows = maker_rows(self._worlds() or worlds[:1])
            self.one.accounts.show_figure(accounts_figure(worlds, self._chosen(rows), provenance))
        elif self.views.currentIndex() == _SHAKE_OUT:
            figures = (
                births_and_deaths_figure(worlds, provenance),
                survivors_figure(self._session.branch, len(worlds), provenance),
                runway_figure(worlds, provenance),
                long_tail_figure(worlds, provenance),
            )
            for chart, figure in zip(self.charts, figures, strict=True):
                chart.show_figure(figure)

    def _follow(self) -> None:
        for chart in self._every_chart():
            chart.set_hand(self._session.hand)

    def _cover(self, covered: bool) -> None:
        for chart in self._every_chart():
            chart.cover(covered)
