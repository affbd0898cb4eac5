"""What the caller of the command line hands in to open the window."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from simulator.scenario.value import Scenario

OpenWindow = Callable[["Scenario", Path | None], int]
"""Opens the window on a scenario and its file (None: it ships), and returns the exit code."""


class NoWindowError(Exception):
    """There is no display, or Qt cannot start; the message says which."""
