"""A worker without a thread: it simulates nothing until a test tells it to."""

from __future__ import annotations

from types import SimpleNamespace
from typing import TYPE_CHECKING

from ui.session.worker import Job, Worker

if TYPE_CHECKING:
    from ui.session.simulation import Simulation


class WorkerByHand(Worker):
    """Notes its jobs; its months know their number and nothing else."""

    def __init__(self) -> None:
        """Begin without a job."""
        super().__init__()
        self.jobs: list[Job] = []

    def begin(self, job: Job) -> None:
        """Note a job."""
        self.jobs.append(job)

    def hand_over(self, job: Job, count: int) -> None:
        """Hand over the first months of a job."""
        start = 0 if job.before is None else job.before.month + 1
        self.months_simulated.emit(job.number, tuple(SimpleNamespace(month=start + place) for place in range(count)))

    def finish(self, job: Job) -> None:
        """Hand over all months of a job, and say that it is done."""
        start = 0 if job.before is None else job.before.month + 1
        self.hand_over(job, job.end + 1 - start)
        self.job_finished.emit(job.number)

    def finish_all(self, simulation: Simulation) -> None:
        """Do job after job until nothing is left to simulate."""
        while simulation.busy:
            self.finish(self.jobs[-1])
