"""The tab of the market as it runs: one large chart with its selectors, and small charts of any indicator below."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QSplitter, QVBoxLayout

from ui.figures.figure import Figure, Provenance
from ui.figures.shares import FORMS
from ui.look.clock import CURVES, GROWTH, Paced
from ui.look.wording import tr
from ui.pages.live.comparison_choice import ComparisonChoice
from ui.pages.live.question import Question
from ui.pages.live.selectors import Selectors
from ui.widgets.form import plain_label, plain_tip
from ui.widgets.page import Page

if TYPE_CHECKING:
    from collections.abc import Callable

    from PySide6.QtCore import QSettings

    from ui.charts.chart_frame import ChartFrame
    from ui.charts.month_chart import MonthChart
    from ui.look.theme import Theme
    from ui.pages.live.small_charts import SmallCharts
    from ui.session.session import Session

_NARROW = 640  # pixels of the page at plain type
_FIRST_MONTHS = 30  # ms; after an edit its first months are there by then, and one picture does for both
_KEPT = "live/charts"  # where the settings keep the small charts
_LARGE_PART, _SMALL_PART = 2, 1


class LivePage(Page):
    """Selectors and charts; the charts come once they have been imported, because that takes a while."""

    months_moved = Signal()  # to other pixels

    def __init__(self, session: Session) -> None:
        """Show the future of a session."""
        super().__init__()
        self._session = session
        self._theme: Theme | None = None
        self._store: QSettings | None = None
        self.large: ChartFrame | None = None
        self.small: SmallCharts | None = None
        self.question = Question()
        self.comparison = ComparisonChoice(session)
        self.selectors = Selectors(session)
        self.course = plain_label(rank="muted")
        self.course.setContentsMargins(10, 0, 10, 0)
        self._wait = plain_label(tr("Drawing the market …"), "muted")
        self._wait.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.splitter = QSplitter(Qt.Orientation.Vertical)
        self.splitter.setChildrenCollapsible(False)
        self._divided_by_hand = False
        self._upper_layout = self._lay_out()
        self._figures = Paced(self, CURVES, self._draw, lead=_FIRST_MONTHS)
        self._growth = Paced(self, GROWTH, self._draw)
        self._hand = Paced(self, CURVES, self._follow)
        self._connect()
        self._show_question()
        self._show_course()
        self._show_filter()

    @property
    def shares(self) -> MonthChart | None:
        """Return the large chart, None while it is being imported."""
        return self.large.chart if self.large else None

    def attach(self) -> None:
        """Make the charts and draw them."""
        from ui.charts.chart_frame import ChartFrame
        from ui.pages.live.small_charts import SmallCharts

        large, small = ChartFrame(), SmallCharts(self._session)
        self.large, self.small = large, small
        self._wait.hide()
        self._upper_layout.addWidget(large, 1)
        self.splitter.addWidget(small)
        self.splitter.setStretchFactor(0, _LARGE_PART)
        self.splitter.setStretchFactor(1, _SMALL_PART)
        self._divide()
        self._connect_charts(large, small)
        large.cover(self._session.future_hidden)
        large.select(self._session.focus.id)
        if self._theme is not None:
            self.set_theme(self._theme)
        if self._store is not None:
            self.recall(self._store)
        self._follow()
        self._figures.ask()

    def set_theme(self, theme: Theme) -> None:
        """Dress the charts in a theme."""
        self._theme = theme
        self.selectors.set_scale(theme.scale)
        self.comparison.set_scale(theme.scale)
        self._leave_out()
        for part in (self.large, self.small):
            if part is not None:
                part.set_theme(theme)

    def recall(self, store: QSettings) -> None:
        """Show the small charts of the last session."""
        self._store = store
        if self.small is not None and (kept := store.value(_KEPT)):
            from ui.pages.live.catalogue import read

            plots = read(str(kept))
            if plots is not None:
                self.small.show_plots(plots)

    def remember(self, store: QSettings) -> None:
        """Keep the small charts for the next session."""
        if self.small is not None:
            from ui.pages.live.catalogue import written

            store.setValue(_KEPT, written(self.small.plots))

    def show_indicator(self, name: str) -> None:
        """Bring the small chart of an indicator into view: the one that is there, or another one."""
        if self.small is not None:
            self.small.bring(name)

    # --- How it is built ------------------------------------------------------------------------------------

    def _lay_out(self) -> QVBoxLayout:
        """Put everything but the charts in its place, and return the layout that the large chart belongs to."""
        heading = QHBoxLayout()
        heading.setContentsMargins(10, 0, 10, 0)
        heading.setSpacing(6)
        heading.addWidget(self.question, 1)
        heading.addWidget(self.comparison)
        upper = QFrame()
        upper.setProperty("card", True)
        column = QVBoxLayout(upper)
        column.setContentsMargins(2, 6, 2, 2)
        column.setSpacing(2)
        column.addLayout(heading)
        column.addWidget(self.selectors)
        column.addWidget(self.course)
        column.addWidget(self._wait, 1)
        self.splitter.addWidget(upper)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addWidget(self.splitter, 1)
        return column

    def _connect(self) -> None:
        session = self._session
        self.splitter.splitterMoved.connect(self._keep_division)
        for signal in (
            session.branch_changed,
            session.filter_changed,
            session.comparison.differences_wanted,
            session.simulation.finished,
        ):
            signal.connect(self._figures.ask)
        session.simulation.months_added.connect(self._growth.ask)
        session.hand_moved.connect(self._hand.ask)
        session.filter_changed.connect(self._show_filter)
        session.scenario_changed.connect(self._show_question)
        session.branch_changed.connect(self._show_course)

    def _connect_charts(self, large: ChartFrame, small: SmallCharts) -> None:
        session = self._session
        large.month_clicked.connect(session.move_hand)
        large.series_clicked.connect(session.focus.toggle)
        large.series_wanted.connect(session.focus.set)
        large.rearranged.connect(self.months_moved)
        large.menu_asked.connect(self.comparison.offer_in)
        small.picking.connect(self._pick)
        session.focus.changed.connect(large.select)
        session.future_covered.connect(large.cover)

    # --- Room -----------------------------------------------------------------------------------------------

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Use another size: leave out what has no room, first words, then what the menus have too."""
        super().resizeEvent(event)
        self._leave_out()
        self._divide()

    def _leave_out(self) -> None:
        self.selectors.fit(self.width())
        self.comparison.setVisible(self.width() >= _NARROW * (self._theme.scale if self._theme else 1.0))

    def _keep_division(self) -> None:
        self._divided_by_hand = True

    def _divide(self) -> None:
        """Give small charts their part, or the least if one chart would not fit; what is divided by hand stays."""
        if self.small is None or self._divided_by_hand:
            return
        height = self.splitter.height()
        part, whole = height * _SMALL_PART // (_LARGE_PART + _SMALL_PART), self.small.height_of_one
        small = part if part >= whole else self.small.minimumHeight()
        self.splitter.setSizes([max(1, height - small), small])

    # --- What is shown --------------------------------------------------------------------------------------

    def _show_question(self) -> None:
        """Show the question that the scenario asks."""
        scenario = self._session.scenario
        self.question.setText(scenario.question)
        self.question.fit()
        self.question.setToolTip(plain_tip(scenario.description))

    def _show_course(self) -> None:
        """Say that a difference is one course of luck."""
        said = self._session.comparison.course_of_luck if self._session.ghost is not None else ""
        self.course.setText(said)
        self.course.setToolTip(plain_tip(tr("Another seed: Assumptions, This future. Many at once: shakeout compare.")))
        self.course.setVisible(bool(said))

    def _show_filter(self) -> None:
        self.selectors.show_filter()
        self._leave_out()

    def _draw(self) -> None:
        if self.large is None:
            return
        self._figures.forget()
        figure = self._figure()
        if self._session.comparison.differences_shown and self._session.ghost is not None:
            figure = figure.difference()
        self.large.show_figure(figure)
        self.months_moved.emit()

    def _figure(self) -> Figure:
        session, chosen = self._session, self._session.filter
        return FORMS[chosen.form](
            session.branch.worlds,
            session.ghost.worlds if session.ghost else [],
            chosen.use,
            Provenance(session.scenario.title, session.scenario.seed),
            session.comparison.name,
        )

    def _follow(self) -> None:
        if self.large is not None:
            self.large.set_hand(self._session.hand)

    def _pick(self, take: Callable[[str], None]) -> None:
        """Let the user pick an indicator for a small chart."""
        if self._store is None:
            return
        from ui.dialogs.chooser import Chooser, Found
        from ui.pages.live.catalogue import meaning, offered, title

        known = [Found(f"indicator:{name}", title(name), meaning(name), partial(take, name)) for name in offered()]
        Chooser(
            self.window(),
            known,
            self._store,
            title=tr("Pick an indicator"),
            prompt=tr("Type what you want to see"),
            nothing=tr("No indicator is called like that."),
        ).open()
