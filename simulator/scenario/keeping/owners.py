"""Which process a file belongs to, and whether it still runs: for disks on which no lock tells.

A name is not enough, since systems give the number of a process that ended to another; so the moment at which it began
is part of its mark, where the system tells that.
"""

import hashlib
import os
import platform
from contextlib import suppress
from pathlib import Path

_PROCESSES = Path("/proc")
_BEGAN = 19  # place of the moment after the name of the program, in ticks since the machine was started


def own_mark() -> str:
    """Return the mark of this process: its machine, its number and when it began."""
    return f"{_machine()}-{os.getpid()}-{_began(os.getpid())}"


def lives(mark: str) -> bool:
    """Return whether the process of a mark may still run; of one on another machine nobody here can tell."""
    machine, number, began = mark.split("-")
    if machine != _machine() or os.name != "posix":
        return True
    try:
        os.kill(int(number), 0)
    except ProcessLookupError:
        return False
    except OSError:  # it runs, and is somebody else's
        return True
    now = _began(int(number))
    return "" in (now, began) or now == began


def _machine() -> str:
    """Return a word for this machine that does not give its name away."""
    return hashlib.sha256(platform.node().encode(errors="replace")).hexdigest()[:8]


def _began(number: int) -> str:
    """Return a word for when a process began, "" where the system does not tell."""
    with suppress(OSError, IndexError):
        started = (_PROCESSES / "sys/kernel/random/boot_id").read_text(encoding="ascii")
        after_name = (
            (_PROCESSES / str(number) / "stat").read_text(encoding="utf-8", errors="replace").rpartition(")")[2]
        )
        return hashlib.sha256(f"{started}{after_name.split()[_BEGAN]}".encode()).hexdigest()[:8]
    return ""
