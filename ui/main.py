"""The entry point: every command that needs no window runs before Qt is imported, and without it."""

import sys
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from simulator.scenario.value import Scenario


def main() -> int:
    """Run the command that the user typed and return its exit code."""
    try:
        from simulator import cli
        from ui.window.rendering import render

        cli.shakeout.add_command(render)
        return cli.main(sys.argv[1:], open_window)
    except KeyboardInterrupt:  # while modules are still being imported
        sys.stderr.write("Stopped.\n")
        return 130


def open_window(scenario: "Scenario", path: Path | None) -> int:
    """Show the window until it is closed and return the exit code.

    Raises
    ------
    NoWindowError
        If there is no display, or Qt cannot start.
    """
    from simulator.cli import NoWindowError
    from ui.look.display import why_there_is_no_window

    if reason := why_there_is_no_window():
        raise NoWindowError(reason)
    from ui import app

    return app.open_window(scenario, path)


if __name__ == "__main__":
    sys.exit(main())
