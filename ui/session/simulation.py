"""What is simulated: the future on show first, then its ghost, then the futures that somebody watches."""

from __future__ import annotations

from weakref import ref

from PySide6.QtCore import QObject, Signal

from simulator.history import Branch, Tree
from simulator.scenario.value import Scenario
from simulator.world import World
from ui.session.worker import Job, Worker


class Simulation(QObject):
    """Gives the worker one job after another, and appends the months that come back."""

    months_added = Signal()  # to the future on show, to its ghost, or to one that is watched
    finished = Signal()
    halted = Signal(str)  # why a future goes no further
    failed = Signal(str)  # traceback

    def __init__(self, parent: QObject, worker: Worker | None = None) -> None:
        """Take who owns it, and the thread that simulates."""
        super().__init__(parent)
        self.worker = worker or Worker(self)
        self.worker.months_simulated.connect(self._append)
        self.worker.job_finished.connect(self._finish)
        self.worker.halted.connect(self._halt)
        self.worker.crashed.connect(self._fail)
        self._tree = Tree()
        self._job = 0
        self._extended: Branch | None = None  # by the present job
        self._ghost: Branch | None = None
        self._watched: tuple[Scenario, ...] = ()
        self._at_their_end: list[ref[Branch]] = []  # futures whose next month no market can have
        self._crashed: Branch | None = None

    @property
    def branch(self) -> Branch:
        """Return the months of the future on show."""
        return self._branch

    @property
    def ghost(self) -> Branch | None:
        """Return the months of its ghost, None where it has no ghost of its own."""
        return self._ghost

    @property
    def watched(self) -> tuple[Scenario, ...]:
        """Return the scenarios that are simulated besides what is on show."""
        return self._watched

    @property
    def complete(self) -> bool:
        """Return whether every month of the future on show is known."""
        return self._reaches_end(self._branch)

    @property
    def stopped(self) -> bool:
        """Return whether the future on show goes no further, though months are missing."""
        return self._crashed is self._branch or self._is_at_its_end(self._branch)

    @property
    def busy(self) -> bool:
        """Return whether something is left to simulate: of what is on show, its ghost, or what is watched."""
        return self._extended is not None

    def branch_of(self, scenario: Scenario) -> Branch:
        """Return the months of a scenario's future that are known so far."""
        return self._tree.branch(scenario.setup, scenario.timeline)

    def show(self, scenario: Scenario, ghost: Scenario | None) -> None:
        """Put the future of a scenario on show, and that of another as its ghost; `begin` simulates them."""
        self._end = scenario.end
        self._branch = self.branch_of(scenario)
        other = None if ghost is None else self.branch_of(ghost)
        self._ghost = None if other is self._branch else other

    def watch(self, scenarios: tuple[Scenario, ...]) -> None:
        """Simulate these scenarios too, in place of those watched before."""
        if scenarios != self._watched:
            self._watched = scenarios
            self.begin()

    def watch_nothing(self) -> None:
        """Forget what is watched, without beginning anything."""
        self._watched = ()

    def forget(self, branch: Branch) -> None:
        """Forget the months of a future that was only passed through, unless they are on show."""
        if branch is not self._branch and branch is not self._ghost:
            self._tree.forget(branch)

    def begin(self) -> None:
        """Have the worker simulate what is missing, most urgent first."""
        self._crashed = None
        for branch in (self._branch, self._ghost, *map(self.branch_of, self._watched)):
            if branch is not None and not self._reaches_end(branch) and not self._is_at_its_end(branch):
                self._begin_job(branch)
                return
        self._job += 1  # months that are still on their way belong to a future that nobody looks at
        self._extended = None
        self.finished.emit()

    def close(self) -> None:
        """Stop simulating and wait for the thread."""
        self.watch_nothing()  # a page that closes later finds nothing to stop watching
        self.worker.stop()

    def _reaches_end(self, branch: Branch) -> bool:
        return len(branch.worlds) > self._end

    def _is_at_its_end(self, branch: Branch) -> bool:
        return any(known() is branch for known in self._at_their_end)

    def _begin_job(self, branch: Branch) -> None:
        self._job += 1
        self._extended = branch
        before = branch.worlds[-1] if branch.worlds else None
        self.worker.begin(Job(self._job, branch.setup, branch.timeline, before, self._end))

    def _append(self, job: int, worlds: tuple[World, ...]) -> None:
        if job != self._job or self._extended is None:
            return  # a newer job has replaced this one
        for world in worlds:
            self._extended.append(world)
        self.months_added.emit()

    def _finish(self, job: int) -> None:
        if job == self._job:
            self.begin()

    def _halt(self, job: int, text: str) -> None:
        """Leave a future where no market can go on, and simulate what else is missing."""
        if job == self._job and self._extended is not None:
            known = [other for other in self._at_their_end if other() is not None]
            self._at_their_end = [*known, ref(self._extended)]
            self.halted.emit(text)
            self.begin()

    def _fail(self, job: int, text: str) -> None:
        if job == self._job:
            self._crashed, self._extended = self._extended, None
            self.failed.emit(text)
