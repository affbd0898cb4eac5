"""Compare: two to four futures side by side, with their differences in charts, in figures and in words."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, Qt, QTimer
from PySide6.QtWidgets import (
    QCheckBox,
    QFileDialog,
    QFrame,
    QGridLayout,
    QHBoxLayout,
    QLayout,
    QPushButton,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

from simulator.scenario.library import load
from simulator.scenario.problems import ScenarioProblems
from ui.dialogs.reading import problems_dialog
from ui.look import wording
from ui.look.clock import CURVES, GROWTH, TEXT, Paced
from ui.look.wording import tr
from ui.models.comparison import (
    MOST,
    Costly,
    Future,
    compared,
    course_of_luck,
    differs_from_month,
    first_difference,
    what_differs,
)
from ui.pages.compare.choices import A_FILE, IN_FILE, KEPT, NOTHING, PRESENT, SHIPPED, Choice, Sources
from ui.pages.compare.compared_charts import ComparedCharts
from ui.pages.compare.compared_table import ComparedTable
from ui.pages.compare.slots import Slot
from ui.pages.compare.suggestions import Suggestions
from ui.widgets.form import plain_label
from ui.widgets.page import Page

if TYPE_CHECKING:
    from PySide6.QtGui import QHideEvent, QResizeEvent, QShowEvent

    from simulator.scenario.value import Scenario
    from ui.look.theme import Theme
    from ui.session.session import Session

_FEWEST = 2  # futures; one alone is no comparison
_BESIDE = 2  # futures that are chosen in a line
_LEAST_LINE = 20  # letters in a line of a sentence that has something beside it
_SOON, _LATER = 6, 48  # months after the first that may differ: until then a later one shows more
_REST = 250  # ms in which nothing moves, before slow numbers are worked out


class ComparePage(Page):
    """Futures side by side; the first is the yardstick of all differences."""

    def __init__(self, session: Session) -> None:
        """Compare futures of a session with others."""
        super().__init__()
        self._session = session
        self._own_choice = False  # whether the user chose, so that an edit changes no choice
        self.choices: list[Choice] = []
        self._from_files: dict[str, Scenario] = {}
        self.slots: list[Slot] = []
        self.futures: tuple[Future, ...] = ()
        self._costly = Costly()
        self._later_month = session.hand
        self._build_parts()
        self._lay_out()
        self._curves = Paced(self, CURVES, self.charts.draw)
        self._growth = Paced(self, GROWTH, self.charts.draw)
        self._text = Paced(self, TEXT, self._write)
        self._hand = Paced(self, CURVES, self.charts.follow)
        self._rest = QTimer(self)
        self._rest.setSingleShot(True)
        self._rest.setInterval(_REST)
        self._connect()
        self._futures_changed()

    def set_theme(self, theme: Theme) -> None:
        """Dress the charts in a theme."""
        self.charts.set_theme(theme)
        self.table.fit()

    def choose(self, *choices: Choice) -> None:
        """Compare these futures, the first being the yardstick."""
        self._own_choice = True
        self.choices = list(choices[:MOST])
        self._show_choices()

    def compare_scenarios(self, others: dict[str, Scenario]) -> None:
        """Compare this market, as the yardstick, with other scenarios, each under its name."""
        self._from_files |= others
        self.choose((PRESENT, ""), *((IN_FILE, name) for name in others))

    def compare_with_file(self, number: int, path: Path) -> None:
        """Put the scenario in a file into a place, or show what is wrong with it."""
        try:
            self._from_files[str(path)] = load(path)
        except ScenarioProblems as found:
            problems_dialog(self, found).open()
            return
        self._replace(number, (IN_FILE, str(path)))

    @property
    def busy(self) -> bool:
        """Return whether a number is still to be worked out."""
        return self._costly.wanted

    # --- What Qt asks for ---------------------------------------------------------------------------------

    def showEvent(self, event: QShowEvent) -> None:
        """Have what is compared simulated."""
        super().showEvent(event)
        self._futures_changed()

    def hideEvent(self, event: QHideEvent) -> None:
        """Leave the simulation to what is on show."""
        super().hideEvent(event)
        self._session.simulation.watch(())

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Put as many charts side by side as have room."""
        super().resizeEvent(event)
        self.charts.fit(self.width())
        self._fit_sentence()

    def changeEvent(self, event: QEvent) -> None:
        """Make room for larger type."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.FontChange:
            self._fit_sentence()

    # --- How it is built ----------------------------------------------------------------------------------

    def _build_parts(self) -> None:
        self._slot_grid = QGridLayout()
        self._slot_grid.setSpacing(6)
        self._below = QHBoxLayout()
        self.add = QPushButton(tr("Add another"))
        self.as_differences = QCheckBox(tr("Differences from the first"))
        self.since = plain_label(rank="muted")
        self.course = plain_label(rank="muted")
        self.hint = Suggestions()
        self.charts = ComparedCharts(self._session)
        self.table = ComparedTable()
        self.month = plain_label(rank="heading")
        self.later = QPushButton()
        self.words = plain_label()
        self.words.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)

    def _lay_out(self) -> None:
        controls = QHBoxLayout()
        controls.addStretch(1)
        controls.addWidget(self.as_differences)
        controls.addWidget(self.add)
        self._below.setSpacing(8)
        self._below.addWidget(self.since, 1)
        self._below.addLayout(controls)
        scroll = QScrollArea()
        scroll.setWidgetResizable(True)
        scroll.setFrameShape(QFrame.Shape.NoFrame)
        scroll.setAccessibleName(tr("Comparison"))
        scroll.setWidget(self._build_content())
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 6, 0, 0)
        rows: tuple[QLayout, ...] = (self._slot_grid, self._below)
        for row in rows:
            holder = QWidget()
            holder.setLayout(row)
            row.setContentsMargins(10, 0, 10, 0)
            layout.addWidget(holder)
        layout.addWidget(scroll, 1)

    def _build_content(self) -> QWidget:
        """Return what is scrolled: suggestions or charts, the table, and what differs in words."""
        when = QHBoxLayout()
        when.addWidget(self.month, 1)
        when.addWidget(self.later)
        content = QWidget()
        column = QVBoxLayout(content)
        column.setContentsMargins(10, 4, 10, 10)
        column.setSpacing(8)
        column.addWidget(self.course)
        column.addWidget(self.hint)
        column.addWidget(self.charts)
        column.addLayout(when)
        column.addWidget(self.table)
        column.addWidget(self.words)
        column.addStretch(1)
        return content

    def _fit_sentence(self) -> None:
        """Put the controls beside the sentence, or below it where that would leave it a word or two in a line."""
        beside = self.as_differences.sizeHint().width() + self.add.sizeHint().width() + 3 * self._below.spacing()
        line = _LEAST_LINE * self.since.fontMetrics().averageCharWidth()
        way = QHBoxLayout.Direction
        self._below.setDirection(way.LeftToRight if beside + line <= self.width() else way.TopToBottom)

    def _connect(self) -> None:
        session = self._session
        self.add.clicked.connect(self._add_slot)
        self.as_differences.toggled.connect(self.charts.show_differences)
        self.as_differences.toggled.connect(lambda _: self._curves.ask())
        self.hint.chosen.connect(lambda name: self.choose(self.choices[0], (SHIPPED, name)))
        self.later.clicked.connect(lambda: session.move_hand(self._later_month))
        self._rest.timeout.connect(self._work_one_out)
        session.begun.connect(self._begin)
        session.branch_changed.connect(self._futures_changed)
        session.kept.changed.connect(self._futures_changed)
        session.filter_changed.connect(self._curves.ask)
        for signal in (session.simulation.months_added, session.simulation.finished):
            signal.connect(self._growth.ask)
            signal.connect(self._text.ask)
        session.hand_moved.connect(self._text.ask)
        session.hand_moved.connect(self._hand.ask)

    # --- Which futures ------------------------------------------------------------------------------------

    def _sources(self) -> Sources:
        session = self._session
        return Sources(session.scenario, session.opened, session.kept.all, self._from_files)

    def _begin(self) -> None:
        """Compare what is usual for another market, which `branch_changed` will have shown."""
        self._own_choice, self._from_files = False, {}
        self.as_differences.setChecked(False)

    def _futures_changed(self) -> None:
        kept = {future.name for future in self._session.kept.all}
        self.choices = [choice for choice in self.choices if choice[0] != KEPT or choice[1] in kept]
        if not self._own_choice or len(self.choices) < _FEWEST:
            self._own_choice = False
            self.choices = self._sources().usual()
        self._show_choices()

    def _show_choices(self) -> None:
        self._fit_slots()
        sources = self._sources()
        for slot, choice in zip(self.slots, self.choices, strict=True):
            slot.show_choice(choice, sources.offers(choice), removable=len(self.choices) > _FEWEST)
        self.add.setVisible(len(self.choices) < MOST and self.choices[-1][0] != NOTHING)
        self.futures = tuple(
            Future(title, scenario, self._session.simulation.branch_of(scenario))
            for title, scenario in sources.titled(self.choices)
        )
        self._write_differences()
        if self.isVisible():
            self._session.simulation.watch(tuple(future.scenario for future in self.futures))
        self.charts.show_futures(self.futures)
        self._curves.ask()
        self._text.ask()

    def _fit_slots(self) -> None:
        """Have as many slots as choices."""
        while len(self.slots) > len(self.choices):
            self.slots.pop().deleteLater()
        while len(self.slots) < len(self.choices):
            number = len(self.slots)
            slot = Slot(number)
            slot.chosen.connect(lambda number=number: self._slot_chosen(number))
            slot.removed.connect(lambda number=number: self._remove_slot(number))
            self.slots.append(slot)
            self._slot_grid.addWidget(slot, number // _BESIDE, number % _BESIDE)

    def _slot_chosen(self, number: int) -> None:
        choice = self.slots[number].choice
        if choice == A_FILE:
            self._ask_for_file(number)
            self._show_choices()
        else:
            self._replace(number, choice)

    def _replace(self, number: int, choice: Choice) -> None:
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

    # --- What is written ----------------------------------------------------------------------------------

    def _write(self) -> None:
        """Write the month, the table and from when on the futures differ."""
        futures, month = self.futures, self._session.hand
        enough = len(futures) >= _FEWEST
        self.hint.setVisible(not enough)
        for widget in (self.table, self.words, self.month, self.later, self.since, self.as_differences, self.course):
            widget.setVisible(enough)
        if not enough:
            return
        self.course.setText(course_of_luck(futures))
        self.since.setText(differs_from_month(first_difference(futures)))
        self._point_ahead(futures, month)
        if all(len(future.branch.worlds) > month for future in futures):
            self._costly.forget_wishes()
            rows = compared(futures, month, self._costly)
            self.table.show_key_figures(rows, tuple(future.title for future in futures))
            self._rest.start()

    def _point_ahead(self, futures: tuple[Future, ...], month: int) -> None:
        """Name the month on show; while little can differ yet, offer a later one."""
        since = first_difference(futures)
        early = month < since + _SOON and since < self._session.scenario.end
        self._later_month = min(since + _LATER, self._session.scenario.end)
        self.later.setVisible(early)
        self.later.setText(tr("Look at {month}").format(month=wording.month(self._later_month)))
        words = tr("In {month}: nothing differs yet") if month < since else tr("In {month}")
        self.month.setText(words.format(month=wording.month(month)))

    def _write_differences(self) -> None:
        """Say in words how each future differs from the first."""
        parts = []
        for title, sentences in what_differs(self.futures) if self.futures else ():
            lines = sentences or (tr("Nothing that changes the market."),)
            parts.append("\n".join((tr("How “{title}” differs:").format(title=title), *(f"• {one}" for one in lines))))
        self.words.setText("\n\n".join(parts))

    def _work_one_out(self) -> None:
        """Work out one slow number, then let the window have its turn."""
        if self.isVisible() and self._costly.work_one_out():
            self._text.ask()
