"""A progress bar where a person watches, and nothing where a program does."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from typing import TypeVar

import click

Thing = TypeVar("Thing")
_LABEL = "Simulating"


@contextmanager
def runs_done(length: int) -> Iterator[Callable[[int, int], None]]:
    """Show a bar for that many runs on a terminal, and yield the function that moves it on by one."""
    if not sys.stderr.isatty():
        yield lambda _done, _all: None
        return
    with click.progressbar(length=length, label=_LABEL, file=sys.stderr) as bar:
        yield lambda _done, _all: bar.update(1)


def watched(things: Iterable[Thing], length: int) -> list[Thing]:
    """Return all things of an iterable, and on a terminal show how many have come."""
    if not sys.stderr.isatty():
        return list(things)
    with click.progressbar(things, length=length, label=_LABEL, file=sys.stderr) as bar:
        return list(bar)
