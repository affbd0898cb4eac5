"""Running many runs: on all cores, or on whatever executor the caller brings, with outcomes as they come.

Workers send back what was measured and never a world. A run that crashes is an outcome with its traceback, and the
others go on.
"""

import os
import signal
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import Executor, Future, ProcessPoolExecutor, as_completed
from dataclasses import dataclass
from multiprocessing import get_context
from traceback import format_exception
from typing import Generic, TypeVar

from threadpoolctl import threadpool_limits

from simulator.experiment.design import Run
from simulator.history import Branch
from simulator.impossible import ImpossibleMonthError
from simulator.scenario.running import simulate
from simulator.scenario.value import Scenario

Found = TypeVar("Found")


@dataclass(frozen=True)
class Outcome(Generic[Found]):
    """How a run ended: what was measured, or the traceback of its crash, or why it stopped."""

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


def pool(workers: int | None = None) -> ProcessPoolExecutor:
    """Return an executor of processes, one per core by default, each with one thread for linear algebra.

    Processes are started afresh and never forked: a fork would copy the locks of the window's threads.
    """
    return ProcessPoolExecutor(workers or cores(), mp_context=get_context("spawn"), initializer=_begin_work)


def cores() -> int:
    """Return how many cores this process may use."""
    allowed = getattr(os, "sched_getaffinity", None)
    return len(allowed(0)) if allowed is not None else os.cpu_count() or 1


def _begin_work() -> None:
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl+C is for the process that listens; it ends the others
    threadpool_limits(1)


def _measured(scenario: Scenario, measured: Callable[[Branch], Found]) -> Found:
    return measured(simulate(scenario))


def _outcome(run: Run, future: Future[Found]) -> Outcome[Found]:
    error = future.exception()
    if error is None:
        return Outcome(run, future.result())
    told = str(error) if isinstance(error, ImpossibleMonthError) else "".join(format_exception(error))
    return Outcome(run, None, told)
