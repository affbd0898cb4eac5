"""The one mutable object of the window: scenario, branches, hand, filter, selection and file.

Panels read it and listen to its signals; they change it through its verbs and never talk to each other.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal
from PySide6.QtGui import QUndoStack

from simulator.dates import NOW
from simulator.history import Branch, Tree
from ui.look.wording import tr
from ui.models.futures import name_of_future, origin
from ui.models.values import Comparison, Filter, KeptFuture, Shown
from ui.session import edits
from ui.session.undo import Gestures, ReplaceBranch, ReplaceScenario
from ui.session.worker import Job, Worker

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from pathlib import Path

    from simulator.scenario.value import Scenario
    from simulator.world import World


class Session(QObject):
    """Everything that changes while the window is open."""

    scenario_changed = Signal()
    branch_changed = Signal()  # other months are on show, or another ghost
    months_added = Signal()  # to the branch on show, to its ghost, or to one that is watched
    simulation_finished = Signal()
    simulation_failed = Signal(str)  # traceback
    hand_moved = Signal(int)
    filter_changed = Signal()
    selection_changed = Signal(str)  # id of a measure, "" = none
    focus_changed = Signal(str)  # id of the maker, model, origin ... that stands out in every chart, "" = none
    differences_wanted = Signal(bool)
    file_changed = Signal()  # path, or whether there is something to save
    future_covered = Signal(bool)
    saved_branches_changed = Signal()

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
        self._openings = 0
        self._job = 0
        self._simulated: Branch | None = None  # the branch that the job at hand extends
        self._gesture = 0
        self._gesture_start = Shown(scenario)
        self._filter = Filter()
        self._selected = ""
        self._future_hidden = False
        self._focus = ""
        self._differences_shown = False
        self._comparison: Comparison | KeptFuture = Comparison.LAST_EDIT
        self._kept: tuple[KeptFuture, ...] = ()
        self._watched: tuple[Scenario, ...] = ()
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
    def busy(self) -> bool:
        """Tell whether there is something left to simulate: of what is on show, compared with, or watched."""
        return self._simulated is not None

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
    def focus(self) -> str:
        """Return the id of the maker, model, origin ... that stands out in every chart, "" where there is none."""
        return self._focus

    @property
    def differences_shown(self) -> bool:
        """Tell whether charts show new minus old in place of the new future with its ghost."""
        return self._differences_shown

    @property
    def comparison(self) -> Comparison | KeptFuture:
        """Return what the ghost shows."""
        return self._comparison

    @property
    def ghost_name(self) -> str:
        """Return what the ghost is called in a chart."""
        if isinstance(self._comparison, KeptFuture):
            return self._comparison.name
        if self._comparison is Comparison.AS_OPENED:
            return tr("as opened")
        last = self._comparison is Comparison.LAST_EDIT and self.changed_once
        return tr("before the last change") if last or self._origin is None else self.origin_name

    @property
    def changed_once(self) -> bool:
        """Tell whether there is a last change, before which the market was another."""
        return self._view.before is not None

    @property
    def origin_name(self) -> str:
        """Return what the market is called that the scenario was made from, "" where it is no other one."""
        if self._origin is None:
            return ""
        return self._origin.title if self._origin.extends else tr("the base market")

    @property
    def opened(self) -> Scenario:
        """Return the scenario as it was opened."""
        return self._opened

    @property
    def openings(self) -> int:
        """Return how often a scenario was opened, so that one that is opened again is told from an edit."""
        return self._openings

    @property
    def saved_branches(self) -> tuple[KeptFuture, ...]:
        """Return the futures that are kept under a name, the first kept first."""
        return self._kept

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
        self._kept = ()
        self._begin_with(scenario, path)
        self.select("")
        self.saved_branches_changed.emit()
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
        after = start if scenario == start.scenario else Shown(scenario, start.scenario)
        self.undo_stack.push(ReplaceScenario(text, start, after, self._gesture, self._show))
        if continued and passed is not self._branch and passed is not self._ghost:
            self._tree.forget(passed)

    def duplicate(self, measure: str) -> None:
        """Put a copy of a measure on the timeline for when the original is over, and select it."""
        original, copy = self.scenario.measure(measure), edits.copied_name(self.scenario, measure)
        months = edits.months_to_copy(original)
        text = tr("Duplicate {policy}").format(policy=tr(original.policy.title))
        self.edit(text, lambda scenario: edits.copy_measure(scenario, measure, months))
        self.select(copy)

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

    def focus_on(self, key: str) -> None:
        """Let a maker, model, origin ... stand out in every chart that has it, or nothing."""
        if key != self._focus:
            self._focus = key
            self.focus_changed.emit(key)

    def toggle_focus(self, key: str) -> None:
        """Let a maker, model, origin ... stand out, or no longer where it does."""
        self.focus_on("" if key == self._focus else key)

    def show_differences(self, shown: bool) -> None:
        """Let charts show new minus old, or the new future with its ghost."""
        if shown != self._differences_shown:
            self._differences_shown = shown
            self.differences_wanted.emit(shown)

    def compare_with(self, comparison: Comparison | KeptFuture) -> None:
        """Choose what the ghost shows."""
        self._comparison = comparison
        self._ghost = self._branch_to_compare()
        self.branch_changed.emit()
        self.simulate()

    # --- Futures that are kept ----------------------------------------------------------------------------

    def branch_of(self, scenario: Scenario) -> Branch:
        """Return the course of events of a scenario, as far as it is known; what is watched is simulated to its end."""
        return self._tree.branch(scenario.setup, scenario.timeline)

    def watch(self, scenarios: tuple[Scenario, ...]) -> None:
        """Have these scenarios simulated too, after what is on show and in place of those watched before."""
        if scenarios != self._watched:
            self._watched = scenarios
            self.simulate()

    @property
    def watched(self) -> tuple[Scenario, ...]:
        """Return the scenarios that are simulated besides what is on show."""
        return self._watched

    def usual_branch_name(self) -> str:
        """Return a name for the future on show, in words from what differs from the scenario as opened."""
        return self._free_name(name_of_future(self._opened, self.scenario))

    def keep_branch(self, name: str = "") -> KeptFuture:
        """Keep the future on show under a name, by which nothing is edited: undo passes it by."""
        branch = KeptFuture(self._free_name(name.strip()) if name.strip() else self.usual_branch_name(), self.scenario)
        self._replace_branch(None, branch, len(self._kept))
        return branch

    def bring_back(self, branches: Sequence[KeptFuture]) -> None:
        """Keep futures that were kept earlier, before those that are kept already; nothing is edited."""
        if branches:
            self._kept = (*branches, *self._kept)
            self.saved_branches_changed.emit()

    def show_branch(self, branch: KeptFuture) -> None:
        """Show a future that was kept, as a step of undo; what was on show becomes its ghost."""
        self.edit(tr("Show {name}").format(name=branch.name), lambda _: branch.scenario)

    def rename_branch(self, branch: KeptFuture, name: str) -> None:
        """Call a future that was kept by another name, as a step of undo."""
        name = name.strip()
        if name and name != branch.name:
            renamed = KeptFuture(self._free_name(name), branch.scenario)
            self._replace_as_step(tr("Rename {name}").format(name=branch.name), branch, renamed)

    def delete_branch(self, branch: KeptFuture) -> None:
        """Keep a future no longer, as a step of undo."""
        self._replace_as_step(tr("Delete {name}").format(name=branch.name), branch, None)

    def say_again(self) -> None:
        """Let everybody who listens say again what stands there, for numbers are written in another way."""
        self.scenario_changed.emit()
        self.branch_changed.emit()
        self.hand_moved.emit(self._hand)

    def note_saved(self, scenario: Scenario, path: Path) -> None:
        """Remember that a scenario now stands in a file."""
        self._saved, self._path = scenario, path
        self.file_changed.emit()

    def simulate(self) -> None:
        """Let the worker simulate what is missing of the branch on show, then of its ghost and of what is watched."""
        for branch in (self._branch, self._ghost, *map(self.branch_of, self._watched)):
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
        self._watched = ()  # whoever leaves now has nothing to take back
        self.worker.stop()
        self.undo_stack.blockSignals(True)  # its end is no news to a window that ends too

    # --- How it does it -----------------------------------------------------------------------------------

    def _begin_with(self, scenario: Scenario, path: Path | None) -> None:
        self._view = Shown(scenario)
        self._openings += 1
        self._opened = self._saved = scenario
        self._origin = origin(scenario, path)
        self._path = path
        self._hand = min(NOW, scenario.end)
        self._gesture = 0
        self._watched = ()
        if isinstance(self._comparison, KeptFuture) or self._comparison is Comparison.ORIGIN:
            self._comparison = Comparison.LAST_EDIT
        self._branch = self.branch_of(scenario)
        self._ghost = self._branch_to_compare()

    def _show(self, view: Shown) -> None:
        self._view = view
        self._branch = self.branch_of(view.scenario)
        self._ghost = self._branch_to_compare()
        self._hand = min(self._hand, view.scenario.end)
        if self._selected not in {measure.id for measure in view.scenario.measures}:
            self.select("")
        self.simulate()
        self.scenario_changed.emit()
        self.branch_changed.emit()
        self.file_changed.emit()

    def _replace_as_step(self, text: str, old: KeptFuture, new: KeptFuture | None) -> None:
        if old in self._kept:
            self._gesture = 0
            self.undo_stack.push(ReplaceBranch(text, old, new, self._kept.index(old), self._replace_branch))

    def _replace_branch(self, old: KeptFuture | None, new: KeptFuture | None, place: int) -> None:
        """Put a future at a place of the list, in the place of another or of none."""
        kept = [branch for branch in self._kept if branch != old]
        self._kept = (*kept[:place], *([] if new is None else [new]), *kept[place:])
        if old is not None and self._comparison == old:
            self.compare_with(new or Comparison.LAST_EDIT)
        self.saved_branches_changed.emit()

    def _free_name(self, name: str) -> str:
        taken = {branch.name for branch in self._kept}
        candidates = (name if number == 1 else f"{name} ({number})" for number in range(1, len(taken) + 2))
        return next(each for each in candidates if each not in taken)

    def _branch_to_compare(self) -> Branch | None:
        if isinstance(self._comparison, KeptFuture):
            other: Scenario | None = self._comparison.scenario
        else:
            other = {
                Comparison.LAST_EDIT: self._view.before or self._origin,
                Comparison.ORIGIN: self._origin,
                Comparison.AS_OPENED: self._opened,
                Comparison.NOTHING: None,
            }[self._comparison]
        branch = None if other is None else self.branch_of(other)
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
