"""The centre of the window: market shares with their selectors, and the capability frontier below."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QFont, QFontMetrics, QResizeEvent
from PySide6.QtWidgets import QComboBox, QFrame, QHBoxLayout, QLabel, QSizePolicy, QSplitter, QVBoxLayout

from simulator.indicator import GROUPS, MEASURES, PLACES
from ui import wording
from ui.clock import CURVES, GROWTH, Paced
from ui.form import plain_label, plain_tip
from ui.page import Page
from ui.wording import tr

if TYPE_CHECKING:
    from ui.charts.lines import LineChart
    from ui.charts.stacked_share import StackedShareChart
    from ui.session import Session
    from ui.theme import Theme

BREAKDOWNS = ("maker", "origin", "openness", "channel")
"""Ways to divide use that the chart offers."""
_NARROWEST_BOX = 72  # pixels
_FIRST_MONTHS = 30  # ms; after an edit its first months are there by then, and one picture does for both


class _Question(QLabel):
    """The question of a scenario, in plain type where a narrow window would break it in strong type."""

    def __init__(self) -> None:
        """Begin without a question."""
        super().__init__()
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.setWordWrap(True)
        self.setProperty("rank", "heading")

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Choose the type for another width."""
        super().resizeEvent(event)
        self.fit()

    def fit(self) -> None:
        """Choose the type that keeps the question on one line, if there is one."""
        strong = QFont(self.font())
        strong.setWeight(QFont.Weight.DemiBold)
        broken = QFontMetrics(strong).horizontalAdvance(self.text()) > self.contentsRect().width()
        rank = "question" if broken else "heading"
        if self.property("rank") != rank:
            self.setProperty("rank", rank)
            self.style().unpolish(self)
            self.style().polish(self)


class Market(Page):
    """Selectors and charts; the charts come once they have been imported, for that takes a while."""

    months_moved = Signal()  # to other pixels

    def __init__(self, session: Session) -> None:
        """Take the session whose branch it shows."""
        super().__init__()
        self._session = session
        self._theme: Theme | None = None
        self._holders: list[QHBoxLayout] = []  # one for each chart; their margins align the charts
        self.shares: StackedShareChart | None = None
        self.frontier: LineChart | None = None
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        self._upper = QFrame()
        self._upper.setProperty("card", True)
        self._upper_layout = QVBoxLayout(self._upper)
        self._upper_layout.setContentsMargins(2, 6, 2, 2)
        self._upper_layout.setSpacing(2)
        self.question = _Question()
        self.question.setContentsMargins(10, 0, 10, 0)
        self._upper_layout.addWidget(self.question)
        self._upper_layout.addLayout(self._selectors())
        self._lower = QFrame()
        self._lower.setProperty("card", True)
        self._lower_layout = QVBoxLayout(self._lower)
        self._lower_layout.setContentsMargins(2, 4, 2, 2)
        self._lower_layout.setSpacing(0)
        self._lower_layout.addLayout(self._second_selector())
        self._wait = plain_label(tr("The market is being drawn …"), "muted")
        self._wait.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self._upper_layout.addWidget(self._wait, 1)
        self._splitter = QSplitter(Qt.Orientation.Vertical)
        self._splitter.setChildrenCollapsible(False)
        self._splitter.addWidget(self._upper)
        self._splitter.addWidget(self._lower)
        self._splitter.setStretchFactor(0, 7)
        self._splitter.setStretchFactor(1, 3)
        self._splitter.setSizes([560, 240])
        layout.addWidget(self._splitter, 1)
        self._figures = Paced(self, CURVES, self._draw, lead=_FIRST_MONTHS)
        self._growth = Paced(self, GROWTH, self._draw)
        self._hand = Paced(self, CURVES, self._follow)
        session.branch_changed.connect(self._figures.ask)
        session.filter_changed.connect(self._figures.ask)
        session.months_added.connect(self._growth.ask)
        session.simulation_finished.connect(self._figures.ask)
        session.hand_moved.connect(self._hand.ask)
        session.future_covered.connect(self._cover)
        session.filter_changed.connect(self._show_filter)
        session.scenario_changed.connect(self._ask)
        self._ask()

    def attach(self, shares: StackedShareChart, frontier: LineChart) -> None:
        """Take the charts and draw them."""
        self.shares, self.frontier = shares, frontier
        for each in (shares, frontier):
            each.hide_heading()  # the selectors say what it shows
        for chart, layout in ((shares, self._upper_layout), (frontier, self._lower_layout)):
            holder = QHBoxLayout()
            holder.addWidget(chart)
            layout.addLayout(holder, 1)
            self._holders.append(holder)
            chart.month_clicked.connect(self._session.move_hand)
            if self._theme is not None:
                chart.set_theme(self._theme)
        shares.installEventFilter(self)
        self._wait.hide()
        self._cover(self._session.future_hidden)
        self._follow()
        self._figures.ask()

    def set_theme(self, theme: Theme) -> None:
        """Dress the charts in a theme."""
        self._theme = theme
        self._fit_boxes()
        for chart in (self.shares, self.frontier):
            if chart is not None:
                chart.set_theme(theme)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Tell that the chart has another size, and its months other places."""
        if event.type() == QEvent.Type.Resize:
            self.months_moved.emit()
        return False

    def _selectors(self) -> QHBoxLayout:
        layout = QHBoxLayout()
        layout.setContentsMargins(10, 0, 10, 0)
        layout.setSpacing(6)
        chosen = self._session.filter
        self._boxes: dict[str, QComboBox] = {}
        offers = (
            ("by", tr("Share by"), BREAKDOWNS, wording.breakdown, tr("How use is divided")),
            (
                "place",
                tr("in"),
                ("world", "west", *(p for p in PLACES if p not in {"world", "west"})),
                wording.place,
                tr("Region"),
            ),
            ("group", tr("of"), GROUPS, wording.buyers, tr("Buyers")),
            ("measure", tr("measured in"), MEASURES, wording.measure, tr("What use is measured in")),
        )
        for field, words, names, say, meaning in offers:
            label = QLabel(words)
            label.setTextFormat(Qt.TextFormat.PlainText)
            box = QComboBox()
            for name in names:
                box.addItem(say(name), name)
            box.setCurrentIndex(box.findData(getattr(chosen, field)))
            box.setAccessibleName(meaning)
            box.setToolTip(meaning)
            box.setMinimumContentsLength(max(6, len(say(names[0])) - 3))
            box.setMinimumWidth(_NARROWEST_BOX)  # a narrow window shortens what is shown, never the list
            box.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
            box.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
            box.activated.connect(lambda _=0, field=field: self._choose(field))
            label.setBuddy(box)
            layout.addWidget(label)
            layout.addWidget(box, len(say(names[0])) + 6)
            self._boxes[field] = box
        for place, name in enumerate(MEASURES):
            self._boxes["measure"].setItemData(place, wording.measure_meaning(name), Qt.ItemDataRole.ToolTipRole)
        layout.addStretch(1)
        self._fit_boxes()
        return layout

    def _second_selector(self) -> QHBoxLayout:
        layout = QHBoxLayout()
        layout.setContentsMargins(10, 0, 10, 0)
        layout.setSpacing(8)
        self.second = QComboBox()
        self.second.setProperty("rank", "heading")
        for name, words in (("frontier", tr("Capability frontier")), ("gap", tr("Gap to the frontier"))):
            self.second.addItem(words, name)
        self.second.setAccessibleName(tr("What the second chart shows"))
        self.second.setToolTip(tr("What the second chart shows"))
        self.second.activated.connect(self._figures_wanted)
        self._second_unit = plain_label(rank="muted")
        self._second_unit.setWordWrap(False)
        layout.addWidget(self.second)
        layout.addWidget(self._second_unit)
        layout.addStretch(1)
        return layout

    def _figures_wanted(self) -> None:
        self._figures.ask()

    def _fit_boxes(self) -> None:
        """Let each box, and its list, be as wide as its longest words."""
        for box in self._boxes.values():
            words = [box.itemText(place) for place in range(box.count())]
            width = max(map(box.fontMetrics().horizontalAdvance, words)) + 52  # with arrow and padding
            box.setMaximumWidth(width)
            box.view().setMinimumWidth(width)

    def align(self) -> None:
        """Put the months of both charts one under the other."""
        charts = [chart for chart in (self.shares, self.frontier) if chart is not None]
        frames = [chart.laid_out().frame for chart in charts]
        lefts = [frame.left() for frame in frames]
        rights = [chart.width() - frame.right() for chart, frame in zip(charts, frames, strict=True)]
        for holder, left, right in zip(self._holders, lefts, rights, strict=True):
            holder.setContentsMargins(round(max(lefts) - left), 0, round(max(rights) - right), 0)

    def _ask(self) -> None:
        """Show the question that the scenario asks."""
        scenario = self._session.scenario
        self.question.setText(scenario.question)
        self.question.fit()
        self.question.setToolTip(plain_tip(scenario.description))
        self.question.setVisible(bool(scenario.question))

    def _choose(self, field: str) -> None:
        self._session.show_filter(replace(self._session.filter, **{field: self._boxes[field].currentData()}))

    def _show_filter(self) -> None:
        for field, box in self._boxes.items():
            box.setCurrentIndex(box.findData(getattr(self._session.filter, field)))

    def _draw(self) -> None:
        if self.shares is None or self.frontier is None:
            return
        from ui.figure import Provenance
        from ui.figures import capability_figure, gap_figure, share_figure

        self._figures.forget()
        session, chosen = self._session, self._session.filter
        worlds = session.branch.worlds
        ghost = session.ghost.worlds if session.ghost else []
        provenance = Provenance(session.scenario.title, session.scenario.seed)
        shown = (chosen.by, chosen.place, chosen.group, chosen.measure)
        self.shares.show_figure(share_figure(worlds, ghost, *shown, provenance, session.ghost_name))
        second = gap_figure if self.second.currentData() == "gap" else capability_figure
        figure = second(worlds, ghost, provenance, session.ghost_name)
        self._second_unit.setText(figure.subtitle)
        self.frontier.show_figure(figure)
        self.months_moved.emit()

    def _follow(self) -> None:
        for chart in (self.shares, self.frontier):
            if chart is not None:
                chart.set_hand(self._session.hand)

    def _cover(self, covered: bool) -> None:
        for chart in (self.shares, self.frontier):
            if chart is None:
                continue
            if covered:
                chart.cover_future()
            else:
                chart.uncover_future()
