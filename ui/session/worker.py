"""The thread that simulates: a newer job replaces the one at hand, and a crash in the model is told and survived.

Worlds are frozen, so they are handed over as they are. The window's own thread appends them to their branch.
"""

from __future__ import annotations

import sys
import threading
import time
import traceback
from dataclasses import dataclass
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QThread, Signal
from threadpoolctl import threadpool_limits

from simulator.history import following
from simulator.impossible import ImpossibleMonthError
from ui.look.garbage import Collector

if TYPE_CHECKING:
    from collections.abc import Callable

    from simulator.opening import Setup
    from simulator.policy import Timeline
    from simulator.world import World

_BATCH = 0.016  # s; worlds are handed over at most this often
_SWITCH_INTERVAL = 0.001  # s; at Python's own 5 ms the window sometimes waits for a third of a second


@dataclass(frozen=True)
class Job:
    """Simulate from the month after a world up to and including a month."""

    number: int
    setup: Setup
    timeline: Timeline
    before: World | None
    end: int


class Worker(QThread):
    """Simulates the newest job; what it finishes carries the job's number, so that stale months are known as such."""

    months_simulated = Signal(int, tuple)  # number of the job, worlds
    job_finished = Signal(int)
    halted = Signal(int, str)  # number of the job, why no market can have its next month
    crashed = Signal(int, str)  # number of the job, traceback

    def __init__(
        self,
        parent: QObject | None = None,
        next_month: Callable[[Setup, Timeline, World | None], World] = following,
    ) -> None:
        """Take who owns the thread, and the function that steps the market."""
        super().__init__(parent)
        self.setObjectName("simulation")
        self._next_month = next_month
        self._changed = threading.Condition()
        self._waiting: Job | None = None
        self._stopping = False
        self._collector = Collector(self)

    def begin(self, job: Job) -> None:
        """Let a job replace the one at hand; once the worker was stopped, nothing begins any more."""
        if self._stopping:
            return
        with self._changed:
            self._waiting = job
            self._changed.notify()
        if not self.isRunning():
            self._collector.begin()
            # for good: the limit is the process's own, and a month that ends would lift it for those of other windows
            threadpool_limits(limits=1, user_api="blas")
            self.start(QThread.Priority.LowPriority)

    def stop(self) -> None:
        """Drop what is at hand and wait until the thread has ended."""
        with self._changed:
            self._stopping = True
            self._changed.notify()
        self.wait()
        self._collector.end()

    def run(self) -> None:
        """Simulate one job after the other until told to stop."""
        sys.setswitchinterval(_SWITCH_INTERVAL)
        while (job := self._next_job()) is not None:
            try:
                self._simulate(job)
            except ImpossibleMonthError as stop:
                self.halted.emit(job.number, str(stop))
            except Exception:  # noqa: BLE001 - whatever a model does wrong is told, and the thread lives on
                self.crashed.emit(job.number, traceback.format_exc())

    def _next_job(self) -> Job | None:
        with self._changed:
            self._changed.wait_for(lambda: self._waiting is not None or self._stopping)
            job, self._waiting = self._waiting, None
            return None if self._stopping else job

    def _simulate(self, job: Job) -> None:
        world, done, handed_over = job.before, [], 0.0
        month = -1 if world is None else world.month
        try:
            while month < job.end and not self._overtaken():
                world = self._next_month(job.setup, job.timeline, world)
                month = world.month
                done.append(world)
                if time.monotonic() - handed_over >= _BATCH:
                    self.months_simulated.emit(job.number, tuple(done))
                    done, handed_over = [], time.monotonic()
        finally:
            if done:
                self.months_simulated.emit(job.number, tuple(done))
        if month >= job.end:
            self.job_finished.emit(job.number)

    def _overtaken(self) -> bool:
        return self._waiting is not None or self._stopping
