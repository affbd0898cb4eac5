"""Saving a scenario: a file is written beside its place, read back, compared, and only then moved there.

Whatever goes wrong before that, the old file is as it was.
"""

import os
import tempfile
from pathlib import Path

from simulator.scenario.parsing import text_of
from simulator.scenario.problems import ScenarioProblems
from simulator.scenario.reading import read_text
from simulator.scenario.value import Scenario
from simulator.scenario.writing import NotSavedError, text_for

_NEW_FILE_MODE = 0o666


def save(scenario: Scenario, path: Path) -> None:
    """Write a scenario to a file; comments, order and `x_...` keys of a file that is already there survive.

    Raises
    ------
    NotSavedError
        If it could not be saved; the file, if there was one, is as it was.
    """
    try:
        _save(scenario, path.resolve())
    except NotSavedError:
        raise
    except (OSError, ValueError) as error:
        reason = getattr(error, "strerror", None) or str(error)
        raise NotSavedError(
            f"{path.name} could not be saved ({reason}). The old file, if any, is as it was."
        ) from error


def _save(scenario: Scenario, path: Path) -> None:
    if path.is_dir():
        raise NotSavedError(f"{path} is a folder; choose the name of a file.")
    if path.exists() and not os.access(path, os.W_OK):
        raise NotSavedError(f"{path.name} is write-protected; save under another name.")
    old = _old_text(path)
    text = text_for(scenario, old, path)
    if text != old:
        _replace(path, text, scenario)


def _old_text(path: Path) -> str | None:
    try:
        return text_of(path) if path.exists() else None
    except ScenarioProblems:
        return None  # no text, so there is no layout to keep


def _replace(path: Path, text: str, scenario: Scenario) -> None:
    """Put a text in the place of a file in one step, once it has been read back from the disk and says the scenario."""
    handle, name = tempfile.mkstemp(prefix=f".{path.stem}-", suffix=".tmp", dir=path.parent)
    beside = Path(name)
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(text.encode())
            file.flush()
            os.fsync(file.fileno())
        beside.chmod(_mode(path))
        _compare(path, beside.read_bytes().decode(), scenario)
        beside.replace(path)
    except BaseException:
        beside.unlink(missing_ok=True)
        raise
    _settle(path.parent)


def _compare(path: Path, text: str, scenario: Scenario) -> None:
    """Raise `NotSavedError` unless a text says exactly the scenario."""
    found = read_text(text, path)
    if found.scenario == scenario:
        return
    reasons = [str(problem) for problem in found.problems if problem.severity == "error"]
    because = "; ".join(reasons) or "what was written does not read back as the same scenario"
    raise NotSavedError(f"{path.name} could not be saved: {because} The old file, if any, is as it was.")


def _mode(path: Path) -> int:
    """Return the permissions of a file, those of a new one where there is none."""
    if path.exists():
        return path.stat().st_mode & 0o7777
    mask = os.umask(0)
    os.umask(mask)
    return _NEW_FILE_MODE & ~mask


def _settle(folder: Path) -> None:
    """Ask the disk to remember the new name, where the system can."""
    if os.name == "posix":
        handle = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(handle)
        finally:
            os.close(handle)
