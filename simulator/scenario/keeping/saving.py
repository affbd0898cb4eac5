"""Saving a scenario so that, whatever goes wrong, the file is complete: either as it was, or as it was meant to be.

The new text is read back before anything is written, the old one is kept among the earlier versions, and the file is
replaced in one step.
"""

import os
import stat
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from simulator.disk import content_of, mark, place_of, put, put_new
from simulator.refusals import why_not_written
from simulator.scenario.keeping.versions import keep
from simulator.scenario.reading.parsing import LARGEST
from simulator.scenario.reading.reading import read_text
from simulator.scenario.shelf import find_parent, folder
from simulator.scenario.value import Scenario
from simulator.scenario.writing.resolved import resolved_text
from simulator.scenario.writing.writing import NotSavedError, text_for

_AS_IT_WAS = "The old file, if any, is unchanged."


class ChangedOnDiskError(NotSavedError):
    """The file is not what it was when it was opened: another program has written to it."""


@dataclass(frozen=True)
class Saved:
    """What saving a scenario has left in its file."""

    mark: str  # of what the file holds
    warning: str = ""  # what could not be kept: what no longer exists, the earlier version, what the file had besides


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
    return _told(path, lambda place: _save(scenario, place, known, lambda old: text_for(scenario, old, place)))


def save_in_full(scenario: Scenario, path: Path, known: str = "") -> Saved:
    """Write a scenario to a file with every value, so that it extends nothing; otherwise as `save`.

    Raises
    ------
    ChangedOnDiskError
        If the file has changed since it held what is known.
    NotSavedError
        If it could not be saved for another reason. In both cases a file that was there is unchanged.
    """
    whole = scenario.changed(extends="")
    return _told(path, lambda place: _save_in_full(whole, scenario.extends, place, known))


def save_new_in_full(scenario: Scenario, path: Path) -> None:
    """Write a scenario with every value to a file that is not there yet.

    Raises
    ------
    NotSavedError
        If the text would not read back as the scenario.
    OSError
        If there is such a file, or it could not be written.
    """
    text = resolved_text(scenario)
    _refuse_another_meaning(path, text, scenario.changed(extends=""))
    put_new(path, text.encode())


def _told(path: Path, saved: Callable[[Path], Saved]) -> Saved:
    """Save to the place that a path leads to; raise `NotSavedError` where the disk refuses."""
    try:
        return saved(place_of(path))
    except NotSavedError:
        raise
    except (OSError, ValueError) as error:
        raise NotSavedError(f"{path.name} could not be saved: {why_not_written(error, path)}. {_AS_IT_WAS}") from error


def _save_in_full(whole: Scenario, extends: str, path: Path, known: str) -> Saved:
    """Replace the file at a path by a scenario in full, unless it is the one that the scenario extends."""
    if extends and find_parent(extends, path.parent) == path:
        raise NotSavedError(
            f"{path.name} is what this scenario extends; others may extend it too. Save under another name."
        )
    return _save(whole, path, known, lambda _: resolved_text(whole))


def _save(scenario: Scenario, path: Path, known: str, said: Callable[[str | None], str]) -> Saved:
    """Replace the file at a path, unless it says the same already or somebody else has changed it.

    `said` returns the text to be saved over an older one.
    """
    # what the file is to hold, if that is not what it holds
    _refuse_what_ships(path)
    before = _status(path)
    old = None if before is None else content_of(path)
    text = said(_decoded(old))
    content = text.encode()
    if content == old:
        return Saved(mark(content))

    # refuse to lose what another program wrote, or to write anything but this scenario
    if known and old is not None and mark(old) != known:
        raise _changed(path)
    _refuse_another_meaning(path, text, scenario)

    kept = "" if before is None or old is None else _kept(path, old, before.st_mtime)
    gone = _left_out(path, _decoded(old), is_kept=not kept)
    lost = put(path, content, lambda: _refuse_a_change(path, before))
    return Saved(mark(content), " ".join(sentence for sentence in (gone, kept, *lost) if sentence))


def _refuse_what_ships(path: Path) -> None:
    """Raise `NotSavedError` for a scenario of the installation, which others extend by its name."""
    if path.is_relative_to(folder().resolve()):
        raise NotSavedError(f"{path.name} ships with Shakeout, and other scenarios extend it. Save elsewhere.")


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


def _left_out(path: Path, old: str | None, *, is_kept: bool) -> str:
    """Return the sentence about what the old text said that no longer exists, "" where it said nothing of the kind."""
    names = () if old is None else read_text(old, path).dropped
    earlier = " The file as it was is among its earlier versions." if is_kept else ""
    return f"Saved without what no longer exists: {', '.join(names)}.{earlier}" if names else ""


def _changed(path: Path) -> ChangedOnDiskError:
    return ChangedOnDiskError(
        f"{path.name} has been changed by another program since you opened it, so it was not overwritten."
    )
