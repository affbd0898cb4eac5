"""How long a test waits: as long as it takes, for a limit that passes on a fast machine fails on a busy one.

A test waits for what it wants to see, and gives up only where nothing will ever come.
"""

from __future__ import annotations

import time
from collections.abc import Callable

PATIENCE = 120.0  # seconds after which what a test waits for hangs, on however slow a machine
_LOOKS_EVERY = 0.005  # seconds


def wait_until(true: Callable[[], object]) -> None:
    """Wait until something is true; the loop of Qt does not turn meanwhile."""
    end = time.monotonic() + PATIENCE
    while not true():
        assert time.monotonic() < end, f"nothing came in {PATIENCE:.0f} seconds"
        time.sleep(_LOOKS_EVERY)
