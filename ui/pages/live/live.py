"""The view of the market as it runs: one large chart with its selectors, and small charts of any indicator below."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QFont, QFontMetrics, QResizeEvent
from PySide6.QtWidgets import (
    QComboBox,
    QFrame,
    QHBoxLayout,
    QLabel,
    QSizePolicy,
    QSplitter,
    QToolButton,
    QVBoxLayout,
)

from simulator.indicator import BREAKDOWNS, GROUPS, PLACES, UNITS
from ui.figures.figure import Provenance
from ui.figures.shares import CLOUD, share_figure
from ui.look import wording
from ui.look.clock import CURVES, GROWTH, Paced
from ui.look.wording import tr
from ui.models.values import Comparison
from ui.widgets.form import plain_label, plain_tip
from ui.widgets.page import Page

if TYPE_CHECKING:
    from collections.abc import Callable

    from PySide6.QtCore import QSettings
    from PySide6.QtWidgets import QMenu

    from ui.charts.chart_frame import ChartFrame
    from ui.charts.month_chart import MonthChart
    from ui.look.theme import Theme
    from ui.models.values import KeptFuture
    from ui.pages.live.small_charts import SmallCharts
    from ui.session.session import Session

_NARROWEST_BOX = 72  # pixels
_AROUND = 52  # pixels of a box besides its words: arrow and padding
_BETWEEN, _EDGES = 6, 24  # pixels
_NARROW = 640  # pixels of the page at plain type
_FIRST_MONTHS = 30  # ms; after an edit its first months are there by then, and one picture does for both
_KEPT = "live/charts"  # where the settings keep the small charts
_LARGE_PART, _SMALL_PART = 2, 1


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


class LivePage(Page):
    """Selectors and charts; the charts come once they have been imported, for that takes a while."""

    months_moved = Signal()  # to other pixels

    def __init__(self, session: Session) -> None:
        """Take the session whose branch it shows."""
        super().__init__()
        self._session = session
        self._theme: Theme | None = None
        self._settings: QSettings | None = None
        self.large: ChartFrame | None = None
        self.small: SmallCharts | None = None
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        self._upper = QFrame()
        self._upper.setProperty("card", True)
        self._upper_layout = QVBoxLayout(self._upper)
        self._upper_layout.setContentsMargins(2, 6, 2, 2)
        self._upper_layout.setSpacing(2)
        self._upper_layout.addLayout(self._heading())
        self._upper_layout.addLayout(self._selectors())
        self._wait = plain_label(tr("The market is being drawn …"), "muted")
        self._wait.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self._upper_layout.addWidget(self._wait, 1)
        self.splitter = QSplitter(Qt.Orientation.Vertical)
        self.splitter.setChildrenCollapsible(False)
        self._divided_by_hand = False
        self.splitter.splitterMoved.connect(self._keep_division)
        self.splitter.addWidget(self._upper)
        layout.addWidget(self.splitter, 1)
        self._figures = Paced(self, CURVES, self._draw, lead=_FIRST_MONTHS)
        self._growth = Paced(self, GROWTH, self._draw)
        self._hand = Paced(self, CURVES, self._follow)
        session.branch_changed.connect(self._figures.ask)
        session.branch_changed.connect(self._show_comparison)
        session.saved_branches_changed.connect(self._show_comparison)
        session.filter_changed.connect(self._figures.ask)
        session.differences_wanted.connect(self._figures.ask)
        session.differences_wanted.connect(self.difference.setChecked)
        session.months_added.connect(self._growth.ask)
        session.simulation_finished.connect(self._figures.ask)
        session.hand_moved.connect(self._hand.ask)
        session.filter_changed.connect(self._show_filter)
        session.scenario_changed.connect(self._ask)
        self._ask()
        self._show_comparison()
        self._show_filter()

    @property
    def shares(self) -> MonthChart | None:
        """Return the large chart, None while it is being imported."""
        return self.large.chart if self.large else None

    def attach(self) -> None:
        """Make the charts and draw them."""
        from ui.charts.chart_frame import ChartFrame
        from ui.pages.live.small_charts import SmallCharts

        session = self._session
        self.large, self.small = ChartFrame(), SmallCharts(session)
        self._wait.hide()
        self._upper_layout.addWidget(self.large, 1)
        self.splitter.addWidget(self.small)
        self.splitter.setStretchFactor(0, _LARGE_PART)
        self.splitter.setStretchFactor(1, _SMALL_PART)
        self._divide()
        self.large.month_clicked.connect(session.move_hand)
        self.large.series_clicked.connect(session.toggle_focus)
        self.large.series_wanted.connect(session.focus_on)
        self.large.rearranged.connect(self.months_moved)
        self.large.menu_asked.connect(self._offer_differences)
        self.small.picking.connect(self._pick)
        session.focus_changed.connect(self.large.select)
        session.future_covered.connect(self.large.cover)
        self.large.cover(session.future_hidden)
        self.large.select(session.focus)
        if self._theme is not None:
            self.set_theme(self._theme)
        if self._settings is not None:
            self.recall(self._settings)
        self._follow()
        self._figures.ask()

    def set_theme(self, theme: Theme) -> None:
        """Dress the charts in a theme."""
        self._theme = theme
        self._fit_boxes()
        self._leave_out()
        for part in (self.large, self.small):
            if part is not None:
                part.set_theme(theme)

    def recall(self, settings: QSettings) -> None:
        """Show the small charts of the last session."""
        self._settings = settings
        if self.small is not None and (kept := settings.value(_KEPT)):
            from ui.pages.live.small_charts import read

            plots = read(str(kept))
            if plots is not None:
                self.small.show_plots(plots)

    def remember(self, settings: QSettings) -> None:
        """Keep the small charts for the next session."""
        if self.small is not None:
            from ui.pages.live.small_charts import written

            settings.setValue(_KEPT, written(self.small.plots))

    def show_indicator(self, name: str) -> None:
        """Bring the small chart of an indicator into view: the one that is there, or another one."""
        if self.small is not None:
            self.small.bring(name)

    def _keep_division(self) -> None:
        self._divided_by_hand = True

    def _divide(self) -> None:
        """Give small charts their part, or where that is less than one whole chart, the least.

        What the user divided by hand stays so.
        """
        if self.small is None or self._divided_by_hand:
            return
        height = self.splitter.height()
        part, whole = height * _SMALL_PART // (_LARGE_PART + _SMALL_PART), self.small.height_of_one
        small = part if part >= whole else self.small.minimumHeight()
        self.splitter.setSizes([max(1, height - small), small])

    # --- Selectors ------------------------------------------------------------------------------------------

    def _heading(self) -> QHBoxLayout:
        self.question = _Question()
        self.comparison = QComboBox()
        self.comparison.setAccessibleName(tr("Compared with"))
        self.comparison.setToolTip(tr("What the dashed lines show: the future that this one is compared with"))
        self.comparison.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        self.comparison.activated.connect(self._compare)
        self.difference = QToolButton()
        self.difference.setText(tr("Difference"))
        self.difference.setCheckable(True)
        self.difference.setToolTip(tr("Show new minus old in every chart (Ctrl+Shift+D)"))
        self.difference.setProperty("outlined", True)
        self.difference.toggled.connect(self._session.show_differences)
        row = QHBoxLayout()
        row.setContentsMargins(10, 0, 10, 0)
        row.setSpacing(6)
        row.addWidget(self.question, 1)
        self._beside = (plain_label(tr("vs."), "muted"), self.comparison, self.difference)
        for widget in self._beside:
            row.addWidget(widget)
        return row

    def _selectors(self) -> QVBoxLayout:
        self._boxes: dict[str, QComboBox] = {}
        self._words: dict[str, QLabel] = {}
        places = ("world", "west", *(place for place in PLACES if place not in {"world", "west"}))
        for field, words, names, say, meaning in (
            ("form", "", wording.FORMS, wording.form, tr("How use is drawn")),
            ("by", tr("by"), (*BREAKDOWNS, CLOUD), wording.breakdown, tr("How use is divided")),
            ("place", tr("in"), places, wording.place, tr("Region")),
            ("group", tr("of"), GROUPS, wording.buyers, tr("Buyers")),
            ("units", tr("measured in"), UNITS, wording.units, tr("What use is measured in")),
        ):
            box = self._box(names, say, meaning)
            box.activated.connect(lambda _=0, field=field: self._choose(field))
            if words:
                self._words[field] = plain_label(words)
                self._words[field].setWordWrap(False)
                self._words[field].setBuddy(box)
            self._boxes[field] = box
        for place, name in enumerate(UNITS):
            self._boxes["units"].setItemData(place, wording.units_meaning(name), Qt.ItemDataRole.ToolTipRole)
        self._rows = (QHBoxLayout(), QHBoxLayout())
        layout = QVBoxLayout()
        layout.setContentsMargins(10, 0, 10, 0)
        layout.setSpacing(4)
        for row in self._rows:
            row.setSpacing(6)
            layout.addLayout(row)
        self._in_one_row = False
        self._fill_rows(one=True)
        self._fit_boxes()
        return layout

    def _fill_rows(self, *, one: bool) -> None:
        """Put the selectors into one row, or where that is too narrow into two: how use is drawn, and whose it is."""
        if one == self._in_one_row:
            return
        self._in_one_row = one
        for row in self._rows:
            while row.count():
                row.takeAt(0)
        for field, box in self._boxes.items():
            row = self._rows[0 if one or field in {"form", "by"} else 1]
            if field in self._words:
                row.addWidget(self._words[field])
            row.addWidget(box)
        for row in self._rows:
            row.addStretch(1)
        self._share_room()

    def _share_room(self) -> None:
        """Give each box room by its words."""
        for field, box in self._boxes.items():
            row = self._rows[0 if self._in_one_row or field in {"form", "by"} else 1]
            row.setStretchFactor(box, self._width_of(box, box.currentText()))

    def _box(self, names: tuple[str, ...], say: Callable[[str], str], meaning: str) -> QComboBox:
        box = QComboBox()
        for name in names:
            box.addItem(say(name), name)
        box.setAccessibleName(meaning)
        box.setToolTip(meaning)
        box.setMinimumContentsLength(max(6, len(say(names[0])) - 3))
        box.setMinimumWidth(_NARROWEST_BOX)  # a narrow window shortens what is shown, never the list
        box.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        box.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        return box

    def _fit_boxes(self) -> None:
        """Let each box, and its list, be as wide as its longest words."""
        for box in (*self._boxes.values(), self.comparison):
            words = [box.itemText(place) for place in range(box.count())]
            width = max((self._width_of(box, each) for each in words), default=0)
            box.view().setMinimumWidth(width)
            if box is not self.comparison:
                box.setMaximumWidth(width)
        self.comparison.setMinimumWidth(self._width_of(self.comparison, tr("Before the last change")))

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Leave out what there is no room for: first words, then what the menus have too; divide another height."""
        super().resizeEvent(event)
        self._leave_out()
        self._divide()

    def _leave_out(self) -> None:
        boxes = sum(max(_NARROWEST_BOX, self._width_of(box, box.currentText())) for box in self._boxes.values())
        words = {field: label.sizeHint().width() + _BETWEEN for field, label in self._words.items()}
        room = self.width() - boxes - len(self._boxes) * _BETWEEN - _EDGES
        self._words["units"].setVisible(room >= sum(words.values()))
        self._fill_rows(one=room >= sum(words.values()) - words["units"])
        for widget in self._beside:
            widget.setVisible(self.width() >= _NARROW * self._scale)

    @property
    def _scale(self) -> float:
        return self._theme.scale if self._theme else 1.0

    def _width_of(self, box: QComboBox, words: str) -> int:
        """Return the width in which a box shows some words."""
        return box.fontMetrics().horizontalAdvance(words) + round(_AROUND * self._scale)

    def _ask(self) -> None:
        """Show the question that the scenario asks."""
        scenario = self._session.scenario
        self.question.setText(scenario.question)
        self.question.fit()
        self.question.setToolTip(plain_tip(scenario.description))

    def _choose(self, field: str) -> None:
        self._session.show_filter(replace(self._session.filter, **{field: self._boxes[field].currentData()}))

    def _show_filter(self) -> None:
        for field, box in self._boxes.items():
            box.setCurrentIndex(box.findData(getattr(self._session.filter, field)))
        self._share_room()
        self._leave_out()
        clouds = self._session.filter.by == CLOUD
        for field, all_told in (("group", tr("Buyers")), ("units", tr("What use is measured in"))):
            box = self._boxes[field]
            box.setEnabled(not clouds)
            box.setToolTip(tr("Clouds are known by region, and by what they are paid") if clouds else all_told)

    # --- What it is compared with ---------------------------------------------------------------------------

    def _show_comparison(self) -> None:
        """Offer every future that can be compared with, and show the one that is."""
        session, box = self._session, self.comparison
        offered: list[tuple[str, Comparison | KeptFuture]] = [
            (tr("Before the last change"), Comparison.LAST_EDIT),
            (tr("As opened"), Comparison.AS_OPENED),
            *([(wording.upper_first(session.origin_name), Comparison.ORIGIN)] if session.origin_name else []),
            *((branch.name, branch) for branch in session.saved_branches),
            (tr("Nothing"), Comparison.NOTHING),
        ]
        if [box.itemText(place) for place in range(box.count())] != [words for words, _ in offered]:
            box.clear()
            for words, _ in offered:
                box.addItem(words)
        self._offered = [comparison for _, comparison in offered]
        shown = session.comparison
        if shown is Comparison.LAST_EDIT and session.origin_name and not session.changed_once:
            shown = Comparison.ORIGIN
        box.setCurrentIndex(self._offered.index(shown) if shown in self._offered else 0)

    def _compare(self, place: int) -> None:
        self._session.compare_with(self._offered[place])

    def _offer_differences(self, menu: QMenu) -> None:
        compared = menu.addMenu(tr("&Compared with"))
        for place in range(self.comparison.count()):
            words = self.comparison.itemText(place).replace("&", "&&")
            action = compared.addAction(words, lambda place=place: self._compare(place))  # type: ignore[misc]
            action.setCheckable(True)
            action.setChecked(place == self.comparison.currentIndex())
        action = menu.addAction(tr("Show &differences"), self.difference.toggle)
        action.setObjectName("difference")
        action.setCheckable(True)
        action.setChecked(self._session.differences_shown)

    # --- Drawing --------------------------------------------------------------------------------------------

    def _draw(self) -> None:
        if self.large is None:
            return
        self._figures.forget()
        session, chosen = self._session, self._session.filter
        ghost = session.ghost.worlds if session.ghost else []
        figure = share_figure(
            session.branch.worlds,
            ghost,
            chosen.by,
            chosen.place,
            chosen.group,
            chosen.units,
            Provenance(session.scenario.title, session.scenario.seed),
            session.ghost_name,
            chosen.form,
        )
        if session.differences_shown and session.ghost is not None:
            figure = figure.difference()
        self.large.show_figure(figure)
        self.months_moved.emit()

    def _follow(self) -> None:
        if self.large is not None:
            self.large.set_hand(self._session.hand)

    def _pick(self, take: Callable[[str], None]) -> None:
        """Let the user pick an indicator for a small chart."""
        if self._settings is None:
            return
        from ui.pages.live.small_charts import meaning, offered, title
        from ui.window.found import Command, Palette

        known = [
            Command(f"indicator:{name}", title(name), meaning(name), lambda name=name: take(name))  # type: ignore[misc]
            for name in offered()
        ]
        picker = Palette(self.window(), known, self._settings)
        picker.setWindowTitle(tr("Pick an indicator"))
        picker.line.setPlaceholderText(tr("Type what you want to see"))
        picker.line.setAccessibleName(tr("Find an indicator"))
        picker.open()
