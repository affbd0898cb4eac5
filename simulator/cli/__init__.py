"""The command line: every command that needs no window, and the way to the window.

A command is one module in `commands`, imported when it is first asked for. The caller hands in what opens the window,
so that nothing here needs Qt.
"""

from simulator.cli.months import Month
from simulator.cli.places import OVERWRITING, could_not_write, refuse_place
from simulator.cli.program import main, shakeout
from simulator.cli.window import NoWindowError, OpenWindow

__all__ = [
    "OVERWRITING",
    "Month",
    "NoWindowError",
    "OpenWindow",
    "could_not_write",
    "main",
    "refuse_place",
    "shakeout",
]
