"""Processes that work for an experiment: one that is lost costs its own job a second try, and no other job anything.

Every process has one thread of this one to itself, which hands it a job and waits for the answer. So it is known which
job a lost process had at hand; that job is tried once more while nothing else runs, since memory that ran out is the
usual reason. The processes end when this one does, however it ends.
"""

from __future__ import annotations

import os
import pickle
import signal
import sys
import threading
from collections.abc import Callable
from concurrent.futures import Executor, Future, ThreadPoolExecutor
from dataclasses import dataclass
from functools import partial
from multiprocessing import current_process, get_context, parent_process
from multiprocessing.connection import Connection
from queue import Empty, SimpleQueue
from traceback import format_exc
from types import TracebackType
from typing import Any, Generic, ParamSpec, TypeVar

Given = ParamSpec("Given")
Answer = TypeVar("Answer")

_NAME = "shakeout runs"  # of every process that works for an experiment
_REREADING = 77  # exit code of a process that was told, by the script that it reads again, to start processes itself
_KILLED = -getattr(signal, "SIGKILL", 9)
_at_work = threading.Event()  # set in a process that has got as far as waiting for jobs


class LostWorkerError(RuntimeError):
    """A process that ended before it had an answer, twice for the same job; the message says how it ended."""


class NoWorkersError(RuntimeError):
    """Processes cannot be started from here at all; the message has the remedy."""


class Processes(Executor):
    """An executor of processes that are started afresh: a lost one is replaced, and its job tried once more, alone.

    Left by an exception, it kills what is at work instead of waiting for it.
    """

    def __init__(self, workers: int, begin: Callable[[], object]) -> None:
        """Take the number of processes, and what each of them calls first (a function of a module)."""
        if current_process().name == _NAME and not _at_work.is_set():
            sys.exit(_REREADING)  # quietly: the process that started this one says what to do
        self._begin = begin
        self._threads = ThreadPoolExecutor(workers, "runs", _leave_ctrl_c_to_the_main_thread)
        self._idle: SimpleQueue[_Worker] = SimpleQueue()
        self._workers: set[_Worker] = set()
        self._changing = threading.Lock()
        self._killed = False
        self._all, self._places, self._alone = workers, threading.Semaphore(workers), threading.Lock()

    def submit(self, fn: Callable[Given, Answer], /, *args: Given.args, **kwargs: Given.kwargs) -> Future[Answer]:
        """Return the future answer of a function that processes can import.

        It raises what the function raises; `LostWorkerError` if its process was lost twice; `NoWorkersError` if
        processes cannot be started.
        """
        return self._threads.submit(self._answer, partial(fn, *args, **kwargs))

    def shutdown(self, wait: bool = True, *, cancel_futures: bool = False) -> None:  # noqa: FBT001, FBT002 - as in every executor
        """Take no more jobs, and end the processes once what is at hand is done."""
        self._threads.shutdown(wait, cancel_futures=cancel_futures)
        while not self._idle.empty():
            self._dismiss(self._idle.get())

    def kill(self) -> None:
        """End all processes now; what they had at hand is lost."""
        self._threads.shutdown(wait=False, cancel_futures=True)
        with self._changing:
            self._killed = True
            for worker in self._workers:
                worker.process.kill()

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        """Wait for what is at hand, or kill it where an exception wants to leave."""
        if kind is not None:
            self.kill()
        self.shutdown()

    def _answer(self, job: Callable[[], Answer]) -> Answer:
        """Return the answer to a job, from a second process where the first was lost."""
        with self._places:
            found = self._tried(job)
        if isinstance(found, _Lost):
            with self._alone:  # one at a time gathers all places, or two would wait for each other
                for _ in range(self._all):
                    self._places.acquire()
                try:
                    found = self._tried(job)
                finally:
                    self._places.release(self._all)
        if isinstance(found, _Lost):
            raise LostWorkerError(found.words())
        if found.error is not None:
            raise found.error from RuntimeError(f"in a process of the experiment:\n{found.trace}")
        return found.answer

    def _tried(self, job: Callable[[], Answer]) -> _Found[Answer] | _Lost:
        """Return what a process found, or how it ended before it had found anything."""
        worker = self._free_worker()
        found: _Found[Answer] | None
        try:
            found = worker.found(job)
        except (EOFError, OSError):
            found = None
        except BaseException:  # the job cannot be sent: the process never heard of it
            self._idle.put(worker)
            raise
        if found is None:
            return self._lost(worker)
        self._idle.put(worker)
        return found

    def _free_worker(self) -> _Worker:
        """Return a process that has nothing to do: the one at hand, or a new one."""
        try:
            return self._idle.get_nowait()
        except Empty:
            pass
        with self._changing:
            if self._killed:
                raise LostWorkerError("It was not begun.")
            worker = _Worker(self._begin)
            self._workers.add(worker)
        return worker

    def _lost(self, worker: _Worker) -> _Lost:
        """Return how a process ended, or raise `NoWorkersError` if no process would get any further."""
        code = self._dismiss(worker)
        if worker.ready or code <= 0 or self._killed:
            return _Lost(code)
        failed = "" if code == _REREADING else ", which failed (see above)"
        raise NoWorkersError(
            f"experiments use processes, and each of them reads your script again{failed}: put the lines that start "
            'one under  if __name__ == "__main__":  and keep only imports and functions outside of it'
        )

    def _dismiss(self, worker: _Worker) -> int:
        """Let a process end, and return its exit code."""
        with self._changing:  # two threads that wait for processes take each other's exit codes
            self._workers.discard(worker)
            return worker.end()


@dataclass(frozen=True)
class _Found(Generic[Answer]):
    """What came of a job."""

    answer: Answer
    error: Exception | None = None
    trace: str = ""


@dataclass(frozen=True)
class _Lost:
    """How a process ended that was not meant to."""

    code: int  # exit code, the negative number of a signal

    def words(self) -> str:
        """Return what became of the job, with the remedy where one is likely."""
        if self.code == _KILLED:
            return (
                "The process that simulated it was killed, and again when it ran alone: most often because memory ran "
                "out. Simulate fewer buyers, or close other programs."
            )
        how = f"by {signal.Signals(-self.code).name}" if self.code < 0 else f"with exit code {self.code}"
        return f"The process that simulated it was ended {how}, and again when it ran alone."


class _Worker:
    """A process, seen from the one that started it."""

    def __init__(self, begin: Callable[[], object]) -> None:
        """Start it: never by a fork, which would copy the locks of other threads, as the window's."""
        context = get_context("spawn")
        self._jobs, theirs = context.Pipe()
        self.process = context.Process(target=_work, args=(theirs, begin), name=_NAME, daemon=True)
        self.process.start()
        theirs.close()
        self.ready = False  # whether it has said that it waits for jobs

    def found(self, job: Callable[[], Answer]) -> _Found[Answer]:
        """Return what came of a job; raise `EOFError` or `OSError` if the process ends before."""
        if not self.ready:
            self.ready = bool(self._jobs.recv())
        self._jobs.send(job)
        found: _Found[Answer] = self._jobs.recv()
        return found

    def end(self) -> int:
        """Let it go, and return its exit code."""
        self._jobs.close()
        self.process.join()
        return self.process.exitcode or 0


def _leave_ctrl_c_to_the_main_thread() -> None:
    """Block Ctrl+C in a thread, and so in what it starts: it is for the process that listens, which ends the others."""
    if hasattr(signal, "pthread_sigmask"):
        signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT})


def _work(jobs: Connection, begin: Callable[[], object]) -> None:
    """Answer one job after the other, until nobody is there to ask: the life of a process."""
    _at_work.set()
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # where it cannot be blocked from outside
    threading.Thread(target=_end_with_parent, daemon=True).start()
    begin()
    try:
        jobs.send(True)  # noqa: FBT003 - it is ready
        while True:
            jobs.send(_done(jobs.recv()))
    except (EOFError, OSError):
        return


def _end_with_parent() -> None:
    """End this process when the one that started it has ended, in whatever way it did."""
    parent = parent_process()
    assert parent is not None  # noqa: S101 - this runs in processes that were started
    parent.join()
    os._exit(1)


def _done(job: Callable[[], Any]) -> _Found[Any]:
    """Return what comes of a job, in a form that can be sent."""
    try:
        answer = job()
        pickle.dumps(answer)
    except Exception as error:  # noqa: BLE001 - whatever it is, the one who asked is told
        return _Found(None, _sendable(error), format_exc())
    return _Found(answer)


def _sendable(error: Exception) -> Exception:
    """Return an exception, or its words where it cannot be sent as it is."""
    try:
        pickle.loads(pickle.dumps(error))  # noqa: S301 - our own
    except Exception:  # noqa: BLE001 - exceptions that were not made for travelling fail in ways of their own
        return RuntimeError(f"{type(error).__name__}: {error}")
    return error
