"""Makers: a table of all, one in full, and the shake-out in four charts."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtWidgets import QGridLayout, QTabWidget, QVBoxLayout, QWidget

from ui.charts.chart_frame import ChartFrame
from ui.figures.figure import Figure, Provenance
from ui.look.clock import CURVES, TEXT, Paced
from ui.look.wording import tr
from ui.models.makers import (
    MakerRow,
    accounts_figure,
    births_and_deaths_figure,
    long_tail_figure,
    maker_rows,
    portrait,
    runway_figure,
    survivors_figure,
)
from ui.pages.makers.all_makers import AllMakers
from ui.pages.makers.one_maker import OneMaker
from ui.widgets.page import Page

if TYPE_CHECKING:
    from simulator.world import World
    from ui.look.theme import Theme
    from ui.session.session import Session

_ALL, _ONE, _SHAKE_OUT = range(3)
_RUNWAY = 2  # the chart of the shake-out whose lines are makers
_NARROWEST = 280  # pixels of a chart


class MakersPage(Page):
    """Three views of the makers in the month under the hand."""

    def __init__(self, session: Session) -> None:
        """Show the makers of a session in the month under its hand."""
        super().__init__()
        self._session = session
        self._maker = 0
        self.all = AllMakers()
        self.one = OneMaker()
        self.charts = tuple(ChartFrame("own") for _ in range(4))
        self.views = self._build_views()
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(self.views)
        self._text = Paced(self, TEXT, self._show_text)
        self._curves = Paced(self, TEXT, self._show_curves)
        self._hand = Paced(self, CURVES, self._follow)
        self._connect()
        self._cover(session.future_hidden)
        self._text.ask()
        self._curves.ask()
        self._hand.ask()

    def _build_views(self) -> QTabWidget:
        views = QTabWidget()
        views.setDocumentMode(True)
        views.addTab(self.all, tr("All makers"))
        views.addTab(self.one, tr("One maker"))
        views.addTab(self._build_shake_out(), tr("The shake-out"))
        views.setAccessibleName(tr("Views of makers"))
        views.tabBar().setAccessibleName(tr("Views of makers"))
        return views

    def _build_shake_out(self) -> QWidget:
        shake_out = QWidget()
        grid = QGridLayout(shake_out)
        grid.setContentsMargins(4, 4, 4, 4)
        for place, chart in enumerate(self.charts):
            chart.setMinimumWidth(_NARROWEST)
            grid.addWidget(chart, place // 2, place % 2)
        return shake_out

    def _connect(self) -> None:
        session = self._session
        changes = (
            session.branch_changed,
            session.simulation.months_added,
            session.simulation.finished,
            self.views.currentChanged,
        )
        for signal in changes:
            signal.connect(self._text.ask)
            signal.connect(self._curves.ask)
        session.begun.connect(self._begin)
        session.filter_changed.connect(self._text.ask)
        session.hand_moved.connect(self._text.ask)
        session.hand_moved.connect(self._hand.ask)
        session.future_covered.connect(self._cover)
        session.focus.changed.connect(self._find)
        self.all.chosen.connect(self.show_maker)
        self.one.choice.activated.connect(lambda: self.show_maker(self.one.choice.currentData()))
        for chart in self._every_chart():
            chart.month_clicked.connect(session.move_hand)
        self.charts[_RUNWAY].series_clicked.connect(self._open)

    def set_theme(self, theme: Theme) -> None:
        """Dress the charts and the sparklines in a theme."""
        for chart in self._every_chart():
            chart.set_theme(theme)
        self.all.sparkline.theme = theme
        self.all.fit()

    def show_maker(self, maker: int) -> None:
        """Show one maker in full."""
        self._maker = maker
        self.all.select(maker)
        self.views.setCurrentIndex(_ONE)
        self._show_text()
        self._show_curves()

    def _begin(self) -> None:
        """Forget which maker was on show: its row is another maker's in another market."""
        self._maker = 0
        self.all.begin()

    def _open(self, key: str) -> None:
        """Show the maker with an id in full."""
        ids = self._session.branch.worlds[-1].makers.id.tolist()
        if key in ids:
            self.show_maker(ids.index(key))

    def _find(self, key: str) -> None:
        """Select the maker that stands out in the charts elsewhere."""
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
            for chart, figure in zip(self.charts, self._shake_out(provenance), strict=True):
                chart.show_figure(figure)

    def _shake_out(self, provenance: Provenance) -> tuple[Figure, ...]:
        branch = self._session.branch
        return (
            births_and_deaths_figure(branch.worlds, provenance),
            survivors_figure(branch, len(branch.worlds), provenance),
            runway_figure(branch.worlds, provenance),
            long_tail_figure(branch.worlds, provenance),
        )

    def _follow(self) -> None:
        for chart in self._every_chart():
            chart.set_hand(self._session.hand)

    def _cover(self, covered: bool) -> None:
        for chart in self._every_chart():
            chart.cover(covered)
