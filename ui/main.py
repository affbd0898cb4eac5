"""The entry point: every command that needs no window runs before Qt is imported, and without it."""

import os
import sys
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from simulator.scenario.value import Scenario

_DISPLAYS = ("DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM")
_FIRST_BROKEN_QT, _FIRST_SOUND_PYTHON = (6, 12), (3, 12)


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
    ClickException
        If this Python would crash under the installed Qt.
    """
    import click

    from simulator.cli import NoWindowError

    if reason := why_qt_would_crash(_installed_qt(), sys.version_info[:2]):
        raise click.ClickException(reason)
    if reason := why_there_is_no_window():
        raise NoWindowError(reason)
    from ui import app

    return app.open_window(scenario, path)


def why_there_is_no_window() -> str | None:
    """Return why no window can be opened here, in one sentence, or None."""
    if sys.platform == "linux" and not any(os.environ.get(name) for name in _DISPLAYS):
        return "There is no display."
    try:
        import PySide6.QtWidgets  # noqa: F401 - whether it can be imported is the question
    except ImportError as problem:
        return f"Qt cannot start ({problem})."
    return None


def why_qt_would_crash(qt: tuple[int, ...], python: tuple[int, ...]) -> str | None:
    """Return why this Qt cannot be used with this Python, and the remedy, or None.

    Each call of PySide6 6.12 that returns nothing drops a reference to None, which soon ends older Pythons.
    """
    if qt < _FIRST_BROKEN_QT or python >= _FIRST_SOUND_PYTHON:
        return None
    have, needed = ".".join(map(str, python)), ".".join(map(str, _FIRST_SOUND_PYTHON))
    return (
        f"PySide6 {'.'.join(map(str, qt))} crashes under Python {have}. "
        f'Use Python {needed} or newer, or: pip install "PySide6-Essentials<6.12"'
    )


def _installed_qt() -> tuple[int, ...]:
    """Return the version of PySide6, without importing it; () where there is none."""
    try:
        return tuple(int(part) for part in version("PySide6-Essentials").split(".") if part.isdecimal())
    except PackageNotFoundError:
        return ()


if __name__ == "__main__":
    sys.exit(main())
