"""System calls that fail, or that end the process, at a chosen moment: what disks and crashes do to a program."""

from __future__ import annotations

import os
import signal
from collections.abc import Callable
from types import BuiltinFunctionType
from typing import Any, Literal, Self

try:
    import fcntl
except ImportError:
    fcntl = None  # type: ignore[assignment]

Moment = Literal["before", "after"]

_NO_CALLS_TO_THE_DISK = {
    "_exit",
    "cpu_count",
    "fork",
    "fspath",
    "getpid",
    "kill",
    "putenv",
    "register_at_fork",
    "sched_yield",
    "strerror",
    "unsetenv",
    "urandom",
    "waitpid",
    "waitstatus_to_exitcode",
}


class Calls:
    """Counts the system calls of `os` while it is entered; at one of them, before or after it is done, it strikes."""

    def __init__(self, number: int = -1, strike: Callable[[], None] = lambda: None, moment: Moment = "before") -> None:
        """Take the number of the call, counted from 0, and what happens then."""
        self.names: list[str] = []
        self.at_work = False
        self._number, self._strike, self._moment = number, strike, moment
        self._originals: list[tuple[Any, str, Any]] = []

    def __enter__(self) -> Self:
        """Stand between the program and the system."""
        found = [(os, name) for name, value in vars(os).items() if isinstance(value, BuiltinFunctionType)]
        for home, name in [*found, *([(fcntl, "flock")] if fcntl else [])]:
            if name not in _NO_CALLS_TO_THE_DISK:
                original = getattr(home, name)
                self._originals.append((home, name, original))
                setattr(home, name, self._counted(name, original))
        return self

    def __exit__(self, *_: object) -> None:
        """Step aside."""
        for home, name, original in self._originals:
            setattr(home, name, original)

    def _counted(self, name: str, original: Callable[..., Any]) -> Callable[..., Any]:
        def call(*arguments: Any, **options: Any) -> Any:  # noqa: ANN401 - stands for any function
            struck = len(self.names) == self._number
            self.names.append(name)
            if struck and self._moment == "before":
                self._strike()
            self.at_work = True
            try:
                return original(*arguments, **options)
            finally:
                self.at_work = False
                if struck and self._moment == "after":
                    self._strike()

        return call


def failing(number: int) -> Callable[[], None]:
    """Return a strike that fails with an error of the system."""

    def fail() -> None:
        raise OSError(number, os.strerror(number))

    return fail


def die() -> None:
    """End the process at once, as a crash or a power cut would."""
    os.kill(os.getpid(), signal.SIGKILL)
