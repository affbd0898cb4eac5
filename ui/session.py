"""The one mutable object of the window: scenario, branches, hand, filter, selection and file.

Panels read it and listen to its signals; they change it through its verbs and never talk to each other.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum
from typing import TYPE_CHECKING, NamedTuple

from PySide6.QtCore import QObject, Signal
from PySide6.QtGui import QUndoStack

from simulator.dates import NOW
from simulator.history import Branch, Tree
from ui.commands import Gestures, ReplaceScenario
from ui.worker import Job, Worker

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from simulator.scenario.value import Scenario
    from simulator.world import World


class View(NamedTuple):
    """A scenario and the one it is compared with: the scenario before the last edit."""

    scenario: Scenario
    before: Scenario | None = None


class Comparison(Enum):
    """What the dashed ghost shows."""

    LAST_EDIT = "last edit"
    AS_OPENED = "as opened"
    NOTHING = "nothing"


@dataclass(frozen=True)
class Filter:
    """Whose use of models is on show, how it is divided and in what it is measured."""

    by: str = "maker"
    place: str = "world"
    group: str = "all"
    measure: str = "workload"


class Session(QObject):
    """Everything that changes while the window is open."""

    scenario_changed = Signal()
    branch_changed = Signal()  # other months are on show, or another ghost
    months_added = Signal()  # to the branch on show, or to its ghost
    simulation_finished = Signal()
    simulation_failed = Signal(str)  # traceback
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
        self.undo_stack = QUndoStack(self)
        self._tree = Tree()
        self.worker = worker or Worker(self)
        self.worker.months_simulated.connect(self._append)
        self.worker.job_finished.connect(self._finish)
        self.worker.crashed.connect(self._fail)
        self._job = 0
        self._simulated: Branch | None = None  # the branch that the job at hand extends
        self._gesture = 0
        self._gesture_start = View(scenario)
        self._filter = Filter()
        self._selected = ""
        self._future_hidden = False
        self._comparison = Comparison.LAST_EDIT
        self._hand = 0
        self._saved = scenario
        self._path: Path | None = path
        self._begin_with(scenario, path)

    # --- What it knows ------------------------------------------------------------------------------------

    @property
    def scenario(self) -> Scenario:
        """Return the scenario on show."""
        return self._view.scenario

    @property
    def branch(self) -> Branch:
        """Return the course of events on show."""
        return self._branch

    @property
    def ghost(self) -> Branch | None:
        """Return the course of events that it is compared with."""
        return self._ghost

    @property
    def hand(self) -> int:
        """Return the month under the hand."""
        return self._hand

    @property
    def world(self) -> World | None:
        """Return the world under the hand, None while it has yet to be simulated."""
        return _world(self._branch, self._hand)

    @property
    def ghost_world(self) -> World | None:
        """Return the world under the hand of the course of events compared with."""
        return _world(self._ghost, self._hand) if self._ghost else None

    @property
    def complete(self) -> bool:
        """Tell whether the branch on show reaches its horizon."""
        return len(self._branch.worlds) > self.scenario.end

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
        """Tell whether what lies ahead of the hand is covered."""
        return self._future_hidden

    @property
    def comparison(self) -> Comparison:
        """Return what the ghost shows."""
        return self._comparison

    @property
    def gesture(self) -> int:
        """Return the gesture to which the last edit belongs, 0 where nothing can join it."""
        return self._gesture

    @property
    def path(self) -> Path | None:
        """Return the file of the scenario, None where it has none of its own."""
        return self._path

    @property
    def changed(self) -> bool:
        """Tell whether there is something to save."""
        return self.scenario != self._saved

    # --- What can be done with it -------------------------------------------------------------------------

    def open(self, scenario: Scenario, path: Path | None) -> None:
        """Leave everything behind and begin with another scenario."""
        self.undo_stack.clear()
        self._begin_with(scenario, path)
        self.select("")
        self.hand_moved.emit(self._hand)
        self.scenario_changed.emit()
        self.branch_changed.emit()
        self.file_changed.emit()
        self.simulate()

    def edit(self, text: str, change: Callable[[Scenario], Scenario], gesture: int | None = None) -> None:
        """Replace the scenario by what a change makes of it, as one step of undo for each gesture.

        Within a gesture each change starts from the scenario in which the gesture began, so that a slider that comes
        back has changed nothing.
        """
        continued = gesture is not None and gesture == self._gesture
        if not continued:
            self._gesture = Gestures().begin() if gesture is None else gesture
            self._gesture_start = self._view
        start, passed = self._gesture_start, self._branch
        scenario = change(start.scenario)
        if scenario == self.scenario:
            return
        after = start if scenario == start.scenario else View(scenario, start.scenario)
        self.undo_stack.push(ReplaceScenario(text, start, after, self._gesture, self._show))
        if continued and passed is not self._branch and passed is not self._ghost:
            self._tree.forget(passed)

    def undo(self) -> None:
        """Take the last step back."""
        self._gesture = 0
        self.undo_stack.undo()

    def redo(self) -> None:
        """Take a step again that was taken back."""
        self._gesture = 0
        self.undo_stack.redo()

    def move_hand(self, month: int) -> None:
        """Put the hand on a month, or on the nearest one that the scenario has."""
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
        """Select a measure of the timeline, or none."""
        if measure != self._selected:
            self._selected = measure
            self.selection_changed.emit(measure)

    def hide_future(self, hidden: bool) -> None:
        """Cover what lies ahead of the hand, or uncover it."""
        if hidden != self._future_hidden:
            self._future_hidden = hidden
            self.future_covered.emit(hidden)

    def compare_with(self, comparison: Comparison) -> None:
        """Choose what the ghost shows."""
        self._comparison = comparison
        self._ghost = self._branch_to_compare()
        self.branch_changed.emit()
        self.simulate()

    def note_saved(self, scenario: Scenario, path: Path) -> None:
        """Remember that a scenario now stands in a file."""
        self._saved, self._path = scenario, path
        self.file_changed.emit()

    def simulate(self) -> None:
        """Let the worker simulate what is missing of the branch on show, and then of its ghost."""
        for branch in (self._branch, self._ghost):
            if branch is not None and len(branch.worlds) <= self.scenario.end:
                self._job += 1
                self._simulated = branch
                before = branch.worlds[-1] if branch.worlds else None
                self.worker.begin(Job(self._job, branch.setup, branch.timeline, before, self.scenario.end))
                return
        self._job += 1  # months that are still on their way belong to a branch that nobody looks at
        self._simulated = None
        self.simulation_finished.emit()

    def close(self) -> None:
        """Stop simulating and wait for the thread."""
        self.worker.stop()
        self.undo_stack.blockSignals(True)  # its end is no news to a window that ends too

    # --- How it does it -----------------------------------------------------------------------------------

    def _begin_with(self, scenario: Scenario, path: Path | None) -> None:
        self._view = View(scenario)
        self._opened = self._saved = scenario
        self._path = path
        self._hand = min(NOW, scenario.end)
        self._gesture = 0
        self._branch = self._branch_of(scenario)
        self._ghost = self._branch_to_compare()

    def _show(self, view: View) -> None:
        self._view = view
        self._branch = self._branch_of(view.scenario)
        self._ghost = self._branch_to_compare()
        self._hand = min(self._hand, view.scenario.end)
        if self._selected not in {measure.id for measure in view.scenario.measures}:
            self.select("")
        self.simulate()
        self.scenario_changed.emit()
        self.branch_changed.emit()
        self.file_changed.emit()

    def _branch_of(self, scenario: Scenario) -> Branch:
        return self._tree.branch(scenario.setup, scenario.timeline)

    def _branch_to_compare(self) -> Branch | None:
        other = {
            Comparison.LAST_EDIT: self._view.before,
            Comparison.AS_OPENED: self._opened,
            Comparison.NOTHING: None,
        }[self._comparison]
        branch = None if other is None else self._branch_of(other)
        return None if branch is self._branch else branch

    def _append(self, job: int, worlds: tuple[World, ...]) -> None:
        if job != self._job or self._simulated is None:
            return  # a newer job has replaced this one
        for world in worlds:
            self._simulated.append(world)
        self.months_added.emit()

    def _finish(self, job: int) -> None:
        if job == self._job:
            self.simulate()

    def _fail(self, job: int, text: str) -> None:
        if job == self._job:
            self._simulated = None
            self.simulation_failed.emit(text)


def _world(branch: Branch, month: int) -> World | None:
    return branch.worlds[month] if month < len(branch.worlds) else None
