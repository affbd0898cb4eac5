"""Where a command writes: before anything is simulated, it is clear that it can."""

from __future__ import annotations

import os
import stat
from collections.abc import Sequence
from pathlib import Path

import click

from simulator.refusals import NO_ORDINARY_FILE, WRITE_PROTECTED, why_not_written
from simulator.registry import did_you_mean

OVERWRITING = "the file exists; add --force to overwrite it, or choose another name"
NEVER_OVERWRITING = "the file exists; choose another name"


def refuse_place(out: Path, endings: Sequence[str], what: str, if_there: str = "") -> None:
    """Refuse a place where no file with one of some endings can be written, "table", "view" or `what` it is.

    `if_there` is said where there is a file already; one that may be overwritten needs no words.
    """
    if reason := _wrong_name(out, endings, what) or _why_not_there(out, if_there):
        raise click.UsageError(f"--out {out}: {reason}")


def could_not_write(out: Path, error: Exception) -> click.UsageError:
    """Return what to raise where writing failed in the end."""
    return click.UsageError(f"--out {out}: it could not be written: {why_not_written(error, out)}")


def _wrong_name(out: Path, endings: Sequence[str], what: str) -> str:
    if out.suffix.lower() in endings:
        return ""
    near = did_you_mean(out.suffix.lower(), endings)
    several = f"{', '.join(endings[:-1])} or {endings[-1]}" if len(endings) > 1 else endings[0]
    return f"a {what} is written as {several}; end the name with {'one of these' if len(endings) > 1 else 'that'}{near}"


def _why_not_there(out: Path, if_there: str) -> str:
    """Return why nothing can be written to a path, "" where it can."""
    try:
        if not out.parent.is_dir():
            known = "is no folder" if out.parent.exists() else ""
            return f"{out.parent} {known}" if known else f"there is no folder {out.parent}; create it first"
        if reason := _why_not_over(out, if_there):
            return reason
        out.with_name(f"{out.name}.receipt.toml").exists()  # raises where the name beside it is too long
    except (OSError, ValueError) as error:
        return why_not_written(error, out)
    return "" if os.access(out.parent, os.W_OK) else f"you may not write into the folder {out.parent}"


def _why_not_over(out: Path, if_there: str) -> str:
    """Return why what is at a path already cannot be replaced, "" where it can, or nothing is there."""
    try:
        mode = out.stat().st_mode
    except FileNotFoundError:
        return ""
    if stat.S_ISDIR(mode):
        return "this is a folder; name a file in it"
    if not stat.S_ISREG(mode):
        return NO_ORDINARY_FILE
    return if_there or ("" if os.access(out, os.W_OK) else WRITE_PROTECTED)
