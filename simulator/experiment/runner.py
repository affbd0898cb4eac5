"""Running many runs: on all cores, or on whatever executor the caller brings, with outcomes as they come.

Workers send back what was measured and never a world. A run that crashes is an outcome with its traceback, one whose
process was lost twice an outcome with the reason, and the others go on.
"""

import os
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import Executor, Future, as_completed
from dataclasses import dataclass
from traceback import format_exception
from typing import Generic, TypeVar

from threadpoolctl import threadpool_limits

from simulator.experiment.design import Run
from simulator.experiment.processes import LostWorkerError, NoWorkersError, Processes
from simulator.history import Branch
from simulator.impossible import ImpossibleMonthError
from simulator.scenario.running import simulate
from simulator.scenario.value import Scenario

Found = TypeVar("Found")


@dataclass(frozen=True)
class Outcome(Generic[Found]):
    """How a run ended: what was measured; or the traceback of its crash, or why it stopped or was lost."""

    run: Run
    found: Found | None
    crash: str = ""


def outcomes(
    runs: Iterable[Run], measured: Callable[[Branch], Found], executor: Executor | None = None
) -> Iterator[Outcome[Found]]:
    """Yield the outcome of every run as it comes; without an executor, from processes on all cores.

    `measured` is called where the run is simulated, so for processes it must be importable (a function of a module, or
    a `functools.partial` of one), and its result small. Runs with the same content are simulated once. Closing
    the iterator cancels what has not begun.

    Raises
    ------
    NoWorkersError
        If processes cannot be started from here, as from a script that starts an experiment when it is imported.
    """
    if executor is None:
        with pool() as own:
            yield from outcomes(runs, measured, own)
        return
    # runs with the same content share one simulation
    pending: dict[str, Future[Found]] = {}
    wanted: dict[Future[Found], list[Run]] = {}
    for run in runs:
        if run.name not in pending:
            pending[run.name] = executor.submit(_measured, run.scenario, measured)
        wanted.setdefault(pending[run.name], []).append(run)
    # outcomes as they come, until nobody asks for more
    try:
        for future in as_completed(wanted):
            for run in wanted[future]:
                yield _outcome(run, future)
    finally:
        for future in wanted:
            future.cancel()


def pool(workers: int | None = None) -> Executor:
    """Return an executor of processes, one per core by default, each with one thread for linear algebra.

    The processes end with this one, and one that is killed costs no run but its own.
    """
    return Processes(workers or cores(), _begin_work)


def cores() -> int:
    """Return how many cores this process may use."""
    allowed = getattr(os, "sched_getaffinity", None)
    return len(allowed(0)) if allowed is not None else os.cpu_count() or 1


def _begin_work() -> None:
    threadpool_limits(1)


def _measured(scenario: Scenario, measured: Callable[[Branch], Found]) -> Found:
    return measured(simulate(scenario))


def _outcome(run: Run, future: Future[Found]) -> Outcome[Found]:
    error = future.exception()
    if error is None:
        return Outcome(run, future.result())
    if isinstance(error, NoWorkersError):
        raise error
    told = isinstance(error, ImpossibleMonthError | LostWorkerError)
    return Outcome(run, None, str(error) if told else "".join(format_exception(error)))
