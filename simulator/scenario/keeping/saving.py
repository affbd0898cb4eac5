"""Saving a scenario so that, whatever goes wrong, the file is complete: either as it was, or as it was meant to be.

The new text is read back before anything is written, the old one is kept among the earlier versions, and the file is
replaced in one step.
"""

import errno
import os
import stat
from dataclasses import dataclass
from pathlib import Path

from simulator.disk import content_of, mark, place_of, put
from simulator.scenario.keeping.versions import keep
from simulator.scenario.reading.parsing import LARGEST
from simulator.scenario.reading.reading import read_text
from simulator.scenario.value import Scenario
from simulator.scenario.writing.writing import NotSavedError, text_for

_AS_IT_WAS = "The old file, if any, is unchanged."
_REASONS = {
    "ENOSPC": "the disk is full; make room on it, or save elsewhere",
    "EDQUOT": "your quota on this disk is used up; make room, or save elsewhere",
    "EFBIG": "the disk does not accept a file of this size; save elsewhere",
    "EROFS": "this disk can only be read; save elsewhere",
    "EACCES": "you are not allowed to write to the folder {folder}; save elsewhere",
    "EPERM": "you are not allowed to write to the folder {folder}; save elsewhere",
    "ENOENT": "there is no folder {folder}; create it, or save elsewhere",
    "ENOTDIR": "{folder} is not a folder; save elsewhere",
    "EISDIR": "this is a folder; choose the name of a file",
    "ENAMETOOLONG": "its name is too long; choose a shorter one",
    "EINVAL": "the disk does not accept this name; choose another one",
    "ELOOP": "the link leads in a circle; save under another name",
    "EIO": "the disk reports an error; save elsewhere",
    "ENODEV": "the drive is no longer there; connect it, or save elsewhere",
    "ENXIO": "the drive is no longer there; connect it, or save elsewhere",
    "ESTALE": "the drive is no longer there; connect it, or save elsewhere",
    "EBUSY": "another program is using the file; close it there, or save under another name",
}


class ChangedOnDiskError(NotSavedError):
    """The file is not what it was when it was opened: another program has written to it."""


@dataclass(frozen=True)
class Saved:
    """What saving a scenario has left in its file."""

    mark: str  # of what the file holds
    warning: str = ""  # says that the earlier version could not be kept


def save(scenario: Scenario, path: Path, known: str = "") -> Saved:
    """Write a scenario to a file; comments, order and `x_...` keys of a file that is already there survive.

    `known` is the mark of what the file held when it was last read or written, "" to replace it in any case.

    Raises
    ------
    ChangedOnDiskError
        If the file has changed since.
    NotSavedError
        If it could not be saved for another reason. In both cases a file that was there is unchanged.
    """
    try:
        return _save(scenario, place_of(path), known)
    except NotSavedError:
        raise
    except (OSError, ValueError) as error:
        raise NotSavedError(f"{path.name} could not be saved: {_why(error, path)}. {_AS_IT_WAS}") from error


def _save(scenario: Scenario, path: Path, known: str) -> Saved:
    """Replace the file at a path, unless it says the same already or somebody else has changed it."""
    # what the file is to hold, if that is not what it holds
    before = _status(path)
    old = None if before is None else content_of(path)
    text = text_for(scenario, _decoded(old), path)
    content = text.encode()
    if content == old:
        return Saved(mark(content))

    # refuse to lose what another program wrote, or to write anything but this scenario
    if known and old is not None and mark(old) != known:
        raise _changed(path)
    _refuse_another_meaning(path, text, scenario)

    warning = "" if before is None or old is None else _kept(path, old, before.st_mtime)
    put(path, content, lambda: _refuse_a_change(path, before))
    return Saved(mark(content), warning)


def _refuse_a_change(path: Path, before: os.stat_result | None) -> None:
    """Raise `ChangedOnDiskError` if a file is not what it was a moment ago."""
    if _identity(_status(path)) != _identity(before):
        raise _changed(path)


def _status(path: Path) -> os.stat_result | None:
    """Return the status of a file that may be replaced, None where there is none; refuse what may not be replaced."""
    try:
        status = path.stat()
    except FileNotFoundError:
        return None
    if stat.S_ISDIR(status.st_mode):
        raise NotSavedError(f"{path.name} is a folder; choose the name of a file.")
    if not stat.S_ISREG(status.st_mode):
        raise NotSavedError(f"{path.name} is not an ordinary file; save under another name.")
    if status.st_size > LARGEST:
        raise NotSavedError(
            f"{path.name} is larger than any scenario, so it is something else; save under another name."
        )
    if not os.access(path, os.W_OK):
        raise NotSavedError(f"{path.name} is write-protected; save under another name.")
    return status


def _identity(status: os.stat_result | None) -> tuple[int, ...]:
    return () if status is None else (status.st_ino, status.st_size, status.st_mtime_ns)


def _decoded(content: bytes | None) -> str | None:
    """Return the content of a file as a text, None where it is no text and has no layout to keep."""
    try:
        return None if content is None else content.decode()
    except UnicodeDecodeError:
        return None


def _refuse_another_meaning(path: Path, text: str, scenario: Scenario) -> None:
    """Raise `NotSavedError` unless a text says exactly the scenario."""
    found = read_text(text, path)
    if found.scenario == scenario:
        return
    reasons = [str(problem) for problem in found.problems if problem.severity == "error"]
    because = "; ".join(reasons) or "what would be written does not read back as the same scenario."
    raise NotSavedError(f"{path.name} could not be saved: {because} {_AS_IT_WAS}")


def _kept(path: Path, old: bytes, seconds: float) -> str:
    """Keep an earlier version; return why that failed, since saving the present one matters more."""
    try:
        keep(path, old, seconds)
    except OSError as error:
        return f"Saved, but the earlier version could not be kept ({error.strerror or error})."
    return ""


def _changed(path: Path) -> ChangedOnDiskError:
    return ChangedOnDiskError(
        f"{path.name} has been changed by another program since you opened it, so it was not overwritten."
    )


def _why(error: Exception, path: Path) -> str:
    name = errno.errorcode.get(getattr(error, "errno", None) or 0, "")
    if name in _REASONS:
        return _REASONS[name].format(folder=path.parent)
    return getattr(error, "strerror", None) or str(error)
