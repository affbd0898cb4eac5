"""Compare: two to four futures side by side, with their differences in charts, in figures and in words."""

from __future__ import annotations

from dataclasses import replace
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtWidgets import (
    QCheckBox,
    QComboBox,
    QFileDialog,
    QFrame,
    QGridLayout,
    QHBoxLayout,
    QPushButton,
    QScrollArea,
    QSizePolicy,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from simulator.scenario.library import Shipped, load, shipped
from simulator.scenario.problems import ScenarioProblems
from ui.charts.chart_frame import ChartFrame
from ui.dialogs.reading import problems_page
from ui.figures.figure import Provenance
from ui.figures.shares import share_figure
from ui.look import wording
from ui.look.clock import CURVES, GROWTH, TEXT, Paced
from ui.look.wording import tr
from ui.models.comparison import (
    MOST,
    Costly,
    Future,
    common_range,
    compared,
    differs_from_month,
    first_difference,
    what_differs,
)
from ui.pages.compare.compared_table import ComparedTable
from ui.widgets.form import plain_label, plain_tip
from ui.widgets.page import Page

if TYPE_CHECKING:
    from PySide6.QtGui import QHideEvent, QResizeEvent, QShowEvent

    from simulator.scenario.value import Scenario
    from ui.figures.figure import Figure
    from ui.look.theme import Theme
    from ui.session.session import Session

PRESENT, OPENED, KEPT, SHIPPED, IN_FILE, NOTHING = "present", "opened", "kept", "shipped", "file", ""
Choice = tuple[str, str]
"""Where a future comes from, and its name there."""
_CHART_HEIGHT, _CHART_WIDTH = 220, 310  # pixels; the least width
SUGGESTED = ("ban_the_service", "close_the_weights", "europe_turns", "if_chinese_firms_paid", "shake_out")
_BESIDE = 2  # futures that are chosen in a line
_EDGES = 40  # pixels left and right of the charts
_SOON, _LATER = 6, 48  # months after the first that may differ: until then a later one tells more
_REST = 250  # ms in which nothing moves, before what takes a while is worked out


@cache
def _all_shipped() -> list[Shipped]:
    """Return the scenarios that ship; they do not change while the window is open."""
    return shipped()


class _Slot(QWidget):
    """One future that is compared: what it is, and a way to take it away."""

    chosen = Signal()
    removed = Signal()

    def __init__(self, name: str) -> None:
        super().__init__()
        self.box = QComboBox()
        self.box.setAccessibleName(name)
        self.box.setMinimumContentsLength(6)
        self.box.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        self.box.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.remove = QToolButton()
        self.remove.setText("×")
        self.remove.setProperty("outlined", True)
        self.remove.setAccessibleName(tr("Take this future away"))
        self.remove.setToolTip(tr("Take this future away"))
        layout = QHBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(2)
        layout.addWidget(self.box, 1)
        layout.addWidget(self.remove)
        self.box.activated.connect(lambda _=0: self.chosen.emit())
        self.remove.clicked.connect(self.removed)


class _Suggestions(QWidget):
    """What can be compared, for whoever has not chosen: questions that scenarios ask."""

    chosen = Signal(str)  # name of a scenario that ships

    def __init__(self) -> None:
        super().__init__()
        column = QVBoxLayout(self)
        column.setContentsMargins(16, 16, 16, 0)
        column.setSpacing(4)
        column.addWidget(plain_label(tr("Choose above what to compare this market with, or take one of these:")))
        for one in (one for one in _all_shipped() if one.name in SUGGESTED):
            button = QPushButton(one.title.replace("&", "&&"))
            button.clicked.connect(lambda _=False, name=one.name: self.chosen.emit(name))
            column.addSpacing(6)
            column.addWidget(button, 0, Qt.AlignmentFlag.AlignLeft)
            column.addWidget(plain_label(one.question, "muted"))


class ComparePage(Page):
    """Futures side by side; the first is the yardstick of all differences."""

    def __init__(self, session: Session) -> None:
        """Take the session whose futures are compared."""
        super().__init__()
        self._session = session
        self._theme: Theme | None = None
        self._own_choice = False  # whether the user chose, so that an edit changes no choice
        self.choices: list[Choice] = []
        self._from_files: dict[str, Scenario] = {}
        self._loaded: dict[str, Scenario] = {}
        self.charts: list[ChartFrame] = []
        self.slots: list[_Slot] = []
        self.futures: tuple[Future, ...] = ()
        self._columns = 2
        self._curves = Paced(self, CURVES, self._draw)
        self._growth = Paced(self, GROWTH, self._draw)
        self._text = Paced(self, TEXT, self._write)
        self._hand = Paced(self, CURVES, self._follow)
        self._costly = Costly()
        self._rest = QTimer(self)
        self._rest.setSingleShot(True)
        self._rest.setInterval(_REST)
        self._rest.timeout.connect(self._work_one_out)
        self._slot_places = QGridLayout()
        self._slot_places.setSpacing(6)
        self.add = QPushButton(tr("Add another"))
        self.add.clicked.connect(self._add_slot)
        self.as_differences = QCheckBox(tr("Differences from the first"))
        self.as_differences.toggled.connect(self._lay_out_charts)
        self.as_differences.toggled.connect(lambda _: self._curves.ask())
        self.since = plain_label(rank="muted")
        self.hint = _Suggestions()
        self.hint.chosen.connect(lambda name: self.choose(self.choices[0], (SHIPPED, name)))
        self._grid = QGridLayout()
        self._grid.setSpacing(6)
        self.table = ComparedTable()
        self.month = plain_label(rank="heading")
        self._telling_month = session.hand
        self.later = QPushButton()
        self.later.clicked.connect(lambda: session.move_hand(self._telling_month))
        self.words = plain_label()
        self.words.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self._build()
        session.branch_changed.connect(self._futures_changed)
        session.saved_branches_changed.connect(self._futures_changed)
        session.filter_changed.connect(self._curves.ask)
        for signal in (session.months_added, session.simulation_finished):
            signal.connect(self._growth.ask)
            signal.connect(self._text.ask)
        session.hand_moved.connect(self._text.ask)
        session.hand_moved.connect(self._hand.ask)
        session.future_covered.connect(self._cover)
        self._futures_changed()

    def set_theme(self, theme: Theme) -> None:
        """Dress the charts in a theme."""
        self._theme = theme
        for chart in self.charts:
            chart.set_theme(theme)
        self.table.fit()

    def choose(self, *choices: Choice) -> None:
        """Compare these futures, the first being the yardstick."""
        self._own_choice = True
        self.choices = list(choices[:MOST])
        self._show_choices()

    def compare_scenarios(self, others: dict[str, Scenario]) -> None:
        """Compare this market, as the yardstick, with other scenarios, each under the name it goes by."""
        self._from_files |= others
        self.choose((PRESENT, ""), *((IN_FILE, name) for name in others))

    @property
    def busy(self) -> bool:
        """Tell whether a number is still to be worked out."""
        return self._costly.wanted

    # --- What Qt asks for ---------------------------------------------------------------------------------

    def showEvent(self, event: QShowEvent) -> None:
        """Have what is compared simulated."""
        super().showEvent(event)
        self._futures_changed()

    def hideEvent(self, event: QHideEvent) -> None:
        """Leave the simulation to what is on show."""
        super().hideEvent(event)
        self._session.watch(())

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Put as many charts side by side as have room."""
        super().resizeEvent(event)
        columns = max(1, min(2, (self.width() - _EDGES) // _CHART_WIDTH))
        if columns != self._columns:
            self._columns = columns
            self._lay_out_charts()

    # --- How it is put together ---------------------------------------------------------------------------

    def _build(self) -> None:
        below = QHBoxLayout()
        below.setSpacing(8)
        below.addWidget(self.since, 1)
        below.addWidget(self.as_differences)
        below.addWidget(self.add)
        content = QWidget()
        column = QVBoxLayout(content)
        column.setContentsMargins(10, 4, 10, 10)
        column.setSpacing(8)
        column.addWidget(self.hint)
        column.addLayout(self._grid)
        when = QHBoxLayout()
        when.addWidget(self.month, 1)
        when.addWidget(self.later)
        column.addLayout(when)
        column.addWidget(self.table)
        column.addWidget(self.words)
        column.addStretch(1)
        scroll = QScrollArea()
        scroll.setWidgetResizable(True)
        scroll.setFrameShape(QFrame.Shape.NoFrame)
        scroll.setAccessibleName(tr("Comparison"))
        scroll.setWidget(content)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 6, 0, 0)
        for row in (self._slot_places, below):
            holder = QWidget()
            holder.setLayout(row)
            row.setContentsMargins(10, 0, 10, 0)
            layout.addWidget(holder)
        layout.addWidget(scroll, 1)

    # --- Which futures ------------------------------------------------------------------------------------

    def _usual(self) -> list[Choice]:
        """Return what somebody who has not chosen wants to see."""
        present, kept = self._session.scenario, self._session.saved_branches
        if present != self._session.opened:
            return [(OPENED, ""), (PRESENT, "")]
        if kept:
            return [(PRESENT, ""), (KEPT, kept[-1].name)]
        base = self._scenario((SHIPPED, "base"))
        if base is not None and (present.setup, present.timeline) != (base.setup, base.timeline):
            return [(SHIPPED, "base"), (PRESENT, "")]
        return [(PRESENT, ""), (NOTHING, "")]

    def _futures_changed(self) -> None:
        kept = {branch.name for branch in self._session.saved_branches}
        self.choices = [choice for choice in self.choices if choice[0] != KEPT or choice[1] in kept]
        if not self._own_choice or len(self.choices) < 2:  # noqa: PLR2004 - one alone is no comparison
            self._own_choice = False
            self.choices = self._usual()
        self._show_choices()

    def _show_choices(self) -> None:
        while len(self.slots) > len(self.choices):
            self.slots.pop().deleteLater()
        while len(self.slots) < len(self.choices):
            number = len(self.slots)
            slot = _Slot(_place_in_words(number))
            slot.chosen.connect(lambda number=number: self._slot_chosen(number))
            slot.removed.connect(lambda number=number: self._remove_slot(number))
            self.slots.append(slot)
            self._slot_places.addWidget(slot, number // _BESIDE, number % _BESIDE)
        for slot, choice in zip(self.slots, self.choices, strict=True):
            slot.box.clear()
            for offered, title in self._offers(choice):
                slot.box.addItem(title, offered)
            slot.box.setCurrentIndex([offered for offered, _ in self._offers(choice)].index(choice))
            slot.box.setToolTip(plain_tip(f"{slot.box.accessibleName()}: {slot.box.currentText()}"))
            slot.remove.setVisible(len(self.choices) > 2)  # noqa: PLR2004 - two are needed
        self.add.setVisible(len(self.choices) < MOST and self.choices[-1][0] != NOTHING)
        self.futures = self._find_futures()
        self._write_differences()
        if self.isVisible():
            self._session.watch(tuple(future.scenario for future in self.futures))
        self._lay_out_charts()
        self._curves.ask()
        self._text.ask()

    def _offers(self, chosen: Choice) -> list[tuple[Choice, str]]:
        """Return everything that can be compared, with its title."""
        offers: list[tuple[Choice, str]] = [((NOTHING, ""), tr("Choose…"))] if chosen[0] == NOTHING else []
        offers += [((PRESENT, ""), tr("This market")), ((OPENED, ""), tr("As opened"))]
        offers += [((KEPT, branch.name), branch.name) for branch in self._session.saved_branches]
        offers += [((SHIPPED, one.name), one.title) for one in _all_shipped()]
        offers += [((IN_FILE, path), scenario.title) for path, scenario in self._from_files.items()]
        return [*offers, ((IN_FILE, ""), tr("A file…"))]

    def _slot_chosen(self, number: int) -> None:
        choice: Choice = tuple(self.slots[number].box.currentData())
        if choice == (IN_FILE, ""):
            self._ask_for_file(number)
            self._show_choices()
            return
        self.choose(*self.choices[:number], choice, *self.choices[number + 1 :])

    def _add_slot(self) -> None:
        self.choose(*self.choices, (NOTHING, ""))
        self.slots[-1].box.setFocus()

    def _remove_slot(self, number: int) -> None:
        self.choose(*self.choices[:number], *self.choices[number + 1 :])

    def _ask_for_file(self, number: int) -> None:
        dialog = QFileDialog(self, tr("Compare with a scenario in a file"))
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.setFileMode(QFileDialog.FileMode.ExistingFile)
        dialog.setNameFilter(tr("Scenarios (*.toml)"))
        dialog.fileSelected.connect(lambda path: self.compare_with_file(number, Path(path)))
        dialog.open()

    def compare_with_file(self, number: int, path: Path) -> None:
        """Put the scenario in a file into a place; what is wrong with it is told."""
        try:
            self._from_files[str(path)] = load(path)
        except ScenarioProblems as found:
            problems_page(self, found).open()
            return
        self.choose(*self.choices[:number], (IN_FILE, str(path)), *self.choices[number + 1 :])

    def _shipped(self, name: str) -> Scenario:
        if name not in self._loaded:
            self._loaded[name] = load(name)
        return self._loaded[name]

    def _scenario(self, choice: Choice) -> Scenario | None:
        """Return the scenario of a choice, run to the same end with the same luck and buyers as the present one."""
        kind, name = choice
        present = self._session.scenario
        if kind == PRESENT:
            return present
        if kind == OPENED:
            return self._session.opened
        if kind == KEPT:
            return next(branch.scenario for branch in self._session.saved_branches if branch.name == name)
        if kind == NOTHING:
            return None
        found = self._shipped(name) if kind == SHIPPED else self._from_files[name]
        return found.changed(seed=present.seed, buyers=present.buyers, end=present.end)

    def _find_futures(self) -> tuple[Future, ...]:
        titles = {offered: title for choice in self.choices for offered, title in self._offers(choice)}
        titles[PRESENT, ""] = self._present_title([titles[one] for one in self.choices if one[0] != PRESENT])
        scenarios = {choice: self._scenario(choice) for choice in self.choices}
        return tuple(
            Future(titles[choice], scenario, self._session.branch_of(scenario))
            for choice, scenario in scenarios.items()
            if scenario is not None
        )

    def _present_title(self, others: list[str]) -> str:
        """Return what the market on show goes by beside others: its title, unless one of them has it."""
        title = self._session.scenario.title
        edited = self._session.scenario != self._session.opened
        return tr("This market") if edited or title in others else title

    # --- What is on show ----------------------------------------------------------------------------------

    def _lay_out_charts(self) -> None:
        count = len(self.futures)
        while len(self.charts) < count:
            self.charts.append(self._made_chart())
        for number, chart in enumerate(self.charts):
            self._grid.removeWidget(chart)
            chart.setVisible(number < count > 1)
            if number < count > 1:
                self._grid.addWidget(chart, number // self._columns, number % self._columns)
        self._cover(self._session.future_hidden)
        self._follow()

    def _made_chart(self) -> ChartFrame:
        session = self._session
        chart = ChartFrame("own")
        chart.setMinimumWidth(_CHART_WIDTH)
        chart.setFixedHeight(_CHART_HEIGHT)
        chart.month_clicked.connect(session.move_hand)
        chart.series_clicked.connect(session.toggle_focus)
        chart.series_wanted.connect(session.focus_on)
        session.focus_changed.connect(chart.select)
        chart.select(session.focus)
        if self._theme is not None:
            chart.set_theme(self._theme)
        return chart

    def _differs(self, number: int) -> bool:
        """Tell whether a place shows the difference from the first."""
        return number > 0 and self.as_differences.isChecked()

    def _draw(self) -> None:
        futures = self.futures
        if len(futures) < 2 or not all(future.branch.worlds for future in futures):  # noqa: PLR2004 - as above
            return
        figures = [self._figure(number, futures) for number in range(len(futures))]
        apart = [figure for number, figure in enumerate(figures) if self._differs(number)]
        if apart:
            low, high = common_range([(figure.low, figure.high) for figure in apart])
            figures = [
                replace(figure, low=low, high=high) if self._differs(number) else figure
                for number, figure in enumerate(figures)
            ]
        for number, figure in enumerate(figures):
            self.charts[number].show_figure(figure)

    def _figure(self, number: int, futures: tuple[Future, ...]) -> Figure:
        chosen, future = self._session.filter, futures[number]
        provenance = Provenance(future.scenario.title, future.scenario.seed, future.scenario)
        ghost = futures[0] if number else None
        figure = share_figure(
            future.branch.worlds,
            ghost.branch.worlds if ghost else [],
            chosen.by,
            chosen.place,
            chosen.group,
            chosen.units,
            provenance,
            tr("the first"),
        )
        if self._differs(number):
            figure = figure.difference()
            where = tr("less {first}{unit}").format(first=futures[0].title, unit=figure.points_in_words)
        else:
            where = wording.place(chosen.place)
        return replace(figure, title=future.title, subtitle=f"{where}, {wording.units(chosen.units).lower()}")

    def _write(self) -> None:
        futures = self.futures
        enough = len(futures) > 1
        month = self._session.hand
        known = enough and all(len(future.branch.worlds) > month for future in futures)
        self.hint.setVisible(not enough)
        for widget in (self.table, self.words, self.month, self.later, self.since, self.as_differences):
            widget.setVisible(enough)
        if not enough:
            return
        self.since.setText(differs_from_month(first_difference(futures)))
        self._point_ahead(futures, month)
        if known:
            self._costly.forget_wishes()
            figures = compared(futures, month, self._costly)
            self.table.show_figures(figures, tuple(future.title for future in futures))
            self._rest.start()

    def _point_ahead(self, futures: tuple[Future, ...], month: int) -> None:
        """Name the month on show; while nothing can differ yet, say so, and soon after offer one that tells more."""
        since = first_difference(futures)
        early = month < since + _SOON and since < self._session.scenario.end
        self._telling_month = min(since + _LATER, self._session.scenario.end)
        self.later.setVisible(early)
        self.later.setText(tr("Look at {month}").format(month=wording.month(self._telling_month)))
        words = tr("In {month}: nothing differs yet") if month < since else tr("In {month}")
        self.month.setText(words.format(month=wording.month(month)))

    def _write_differences(self) -> None:
        """Say in words how each future differs from the first."""
        parts = []
        for title, sentences in what_differs(self.futures) if self.futures else ():
            said = sentences or (tr("Nothing that changes the market."),)
            parts.append("\n".join((tr("How “{title}” differs:").format(title=title), *(f"• {one}" for one in said))))
        self.words.setText("\n\n".join(parts))

    def _work_one_out(self) -> None:
        """Work out one number that takes a while, then let the window breathe."""
        if self.isVisible() and self._costly.work_one_out():
            self._text.ask()

    def _follow(self) -> None:
        for chart in self.charts:
            chart.set_hand(self._session.hand)

    def _cover(self, covered: bool) -> None:
        for chart in self.charts:
            chart.cover(covered)


def _place_in_words(number: int) -> str:
    return tr("The yardstick") if number == 0 else tr("Compared with the first")
