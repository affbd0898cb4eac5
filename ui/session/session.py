"""The one mutable object of the window: scenario, futures, hand, filter, selection and file.

Panels read it and listen to its signals; they change it through its methods and never talk to each other.
"""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QObject, Signal

from simulator.dates import NOW
from simulator.history import Branch
from simulator.scenario.value import Scenario
from simulator.world import World
from ui.look.wording import tr
from ui.models.measures import short_name
from ui.models.values import Filter, KeptFuture, Shown
from ui.session import edits
from ui.session.comparison import Comparison
from ui.session.focus import Focus
from ui.session.gate import Gate
from ui.session.kept import KeptFutures
from ui.session.simulation import Simulation
from ui.session.steps import Steps
from ui.session.worker import Worker


class Session(QObject):
    """Everything that changes while the window is open."""

    begun = Signal()  # with another market: who keeps a choice of the last one forgets it
    scenario_changed = Signal()
    branch_changed = Signal()  # other months are on show, or another ghost
    hand_moved = Signal(int)
    filter_changed = Signal()
    selection_changed = Signal(str)  # id of a measure, "" = none
    file_changed = Signal()  # path, or whether there is something to save
    future_covered = Signal(bool)

    def __init__(
        self,
        scenario: Scenario,
        path: Path | None = None,
        parent: QObject | None = None,
        worker: Worker | None = None,
    ) -> None:
        """Begin with a scenario, the file it came from and the thread that simulates."""
        super().__init__(parent)
        self.steps = Steps(self, self._show)
        self.kept = KeptFutures(self, self.steps)
        self.comparison = Comparison(self)
        self.simulation = Simulation(self, worker)
        self.focus = Focus(self)
        self.gate = Gate(self)
        self._openings = 0
        self._hand = 0
        self._path = path
        self._filter = Filter()
        self._selected = ""
        self._future_hidden = False
        self._begin_with(scenario, path)
        self.kept.begin(scenario)
        self.comparison.changed.connect(self._compare)
        self.kept.replaced.connect(self.comparison.follow_kept)

    # --- What it knows ------------------------------------------------------------------------------------

    @property
    def scenario(self) -> Scenario:
        """Return the scenario on show."""
        return self._shown.scenario

    @property
    def branch(self) -> Branch:
        """Return the months of the future on show."""
        return self.simulation.branch

    @property
    def ghost(self) -> Branch | None:
        """Return the months of the future it is compared with, None where there is no other."""
        return self.simulation.ghost

    @property
    def hand(self) -> int:
        """Return the month under the hand."""
        return self._hand

    @property
    def world(self) -> World | None:
        """Return the world under the hand, None until it is simulated."""
        worlds = self.branch.worlds
        return worlds[self._hand] if self._hand < len(worlds) else None

    @property
    def filter(self) -> Filter:
        """Return whose use of models is on show."""
        return self._filter

    @property
    def selected(self) -> str:
        """Return the id of the selected measure, "" where there is none."""
        return self._selected

    @property
    def future_hidden(self) -> bool:
        """Return whether what lies ahead of the hand is covered."""
        return self._future_hidden

    @property
    def opened(self) -> Scenario:
        """Return the scenario as it was opened."""
        return self._opened

    @property
    def openings(self) -> int:
        """Return how many scenarios were opened so far, which tells opening one again from an edit."""
        return self._openings

    @property
    def path(self) -> Path | None:
        """Return the file of the scenario, None where it has none of its own."""
        return self._path

    @property
    def changed(self) -> bool:
        """Return whether there is something to save."""
        return self.scenario != self._saved

    # --- What can be done with it -------------------------------------------------------------------------

    def open(self, scenario: Scenario, path: Path | None) -> None:
        """Leave everything behind and begin with another scenario."""
        self.steps.clear()
        self._begin_with(scenario, path)
        self._select("")
        self.focus.set("")
        self.show_filter(Filter())
        self.comparison.show_differences(False)
        self.begun.emit()
        self.kept.begin(scenario)
        self.hand_moved.emit(self._hand)
        self.scenario_changed.emit()
        self.branch_changed.emit()
        self.file_changed.emit()
        self.simulation.begin()

    def edit(
        self,
        text: str,
        change: Callable[[Scenario], Scenario],
        gesture: int | None = None,
        *,
        in_form: bool = False,
    ) -> bool:
        """Replace the scenario by what a change makes of it, and return whether it was taken.

        The edits of one gesture are one step of undo. An edit waits for what is typed, unless it comes from a control
        of a form that shows the same afterwards. What no file may hold is refused, and `gate` tells why.
        """
        self.gate.reason = ""
        if not in_form and not self.gate.opens():
            return False
        start = self.steps.start_of(self._shown, gesture).scenario
        after = change(start)
        if not self.gate.takes(start, after):
            return False
        passed = self.branch if self.steps.joins(gesture) else None
        self.steps.edit(text, self._shown, lambda _: after, gesture)
        if passed is not None:
            self.simulation.forget(passed)
        return True

    def show_future(self, future: KeptFuture) -> None:
        """Show a future that was kept, as a step of undo; what was on show becomes its ghost."""
        self.edit(tr("Show {name}").format(name=future.name), lambda _: future.scenario)

    def duplicate(self, measure: str) -> None:
        """Put a copy of a measure on the timeline, right after the original, and select it."""
        original, copy = self.scenario.measure(measure), edits.copied_name(self.scenario, measure)
        months = edits.months_to_copy(original)
        text = tr("Duplicate {measure}").format(measure=short_name(original, self.scenario))
        if self.edit(text, lambda scenario: edits.copy_measure(scenario, measure, months)):
            self.select(copy)

    def move_hand(self, month: int) -> None:
        """Put the hand on a month, or on the nearest one that the scenario has, once what is typed is taken."""
        if self.gate.opens():
            self.pass_on(month)

    def pass_on(self, month: int) -> None:
        """Put the hand on a month as play does, which leaves what somebody is typing alone."""
        month = min(max(month, 0), self.scenario.end)
        if month != self._hand:
            self._hand = month
            self.hand_moved.emit(month)

    def show_filter(self, chosen: Filter) -> None:
        """Show another group of buyers, division or unit."""
        if chosen != self._filter:
            self._filter = chosen
            self.filter_changed.emit()

    def select(self, measure: str) -> None:
        """Select a measure of the timeline, or none, once what is typed is taken."""
        if measure != self._selected and self.gate.opens():
            self._select(measure)

    def hide_future(self, hidden: bool) -> None:
        """Cover what lies ahead of the hand, or uncover it."""
        if hidden != self._future_hidden:
            self._future_hidden = hidden
            self.future_covered.emit(hidden)

    def refresh(self) -> None:
        """Have everything shown again, as when numbers are written in another way."""
        self.scenario_changed.emit()
        self.branch_changed.emit()
        self.hand_moved.emit(self._hand)

    def note_saved(self, scenario: Scenario, path: Path) -> None:
        """Remember that a scenario now stands in a file."""
        self._saved, self._path = scenario, path
        self.file_changed.emit()

    def close(self) -> None:
        """Stop simulating and wait for the thread."""
        self.simulation.close()
        self.steps.close()

    # --- How it does it -----------------------------------------------------------------------------------

    def _begin_with(self, scenario: Scenario, path: Path | None) -> None:
        self._openings += 1
        self._opened = self._saved = scenario
        self._path = path
        self._hand = min(NOW, scenario.end)
        self._shown = Shown(scenario)
        self.comparison.begin(scenario, path)
        self.simulation.watch_nothing()
        self.simulation.show(scenario, self.comparison.scenario)

    def _select(self, measure: str) -> None:
        if measure != self._selected:
            self._selected = measure
            self.selection_changed.emit(measure)

    def _show(self, shown: Shown) -> None:
        self._shown = shown
        self.comparison.follow(shown)
        self.simulation.show(shown.scenario, self.comparison.scenario)
        self._hand = min(self._hand, shown.scenario.end)
        if self._selected not in {measure.id for measure in shown.scenario.measures}:
            self._select("")
        self.simulation.begin()
        self.scenario_changed.emit()
        self.branch_changed.emit()
        self.file_changed.emit()

    def _compare(self) -> None:
        self.simulation.show(self.scenario, self.comparison.scenario)
        self.branch_changed.emit()
        self.simulation.begin()
