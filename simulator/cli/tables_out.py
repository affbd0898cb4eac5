"""Tables that a command writes: before anything is simulated, it is clear that they can be written."""

from __future__ import annotations

import os
from pathlib import Path
from typing import TYPE_CHECKING

import click

from simulator.registry import did_you_mean

if TYPE_CHECKING:
    import pandas as pd

ENDINGS = (".csv", ".parquet")
"""The kinds of table, by the ending of their names."""


def check_out(out: Path | None, *, overwrite: bool) -> None:
    """Refuse a place where no table can be written, or whose file may not be overwritten."""
    if out is None:
        return
    reason = _why_not_there(out)
    if not reason and not overwrite and out.exists():
        reason = "the file exists; add --force to overwrite it, or choose another name"
    if reason:
        raise click.UsageError(f"--out {out}: {reason}")


def write_out(table: pd.DataFrame, out: Path, receipt: str) -> None:
    """Write a table with the receipt of what it was made from."""
    from simulator.tables import write_table

    try:
        write_table(table, out, receipt)
    except OSError as error:
        raise click.UsageError(f"--out {out}: the table could not be written ({error.strerror or error})") from error


def _why_not_there(out: Path) -> str:
    """Return why no table can be written to a path, "" where one can."""
    folder = out.parent
    if out.suffix not in ENDINGS:
        near = did_you_mean(out.suffix, ENDINGS)
        return f"a table is written as .csv or .parquet; end the name with one of these{near}"
    if out.is_dir():
        return "this is a folder; name a file in it"
    if not folder.is_dir():
        return f"there is no folder {folder}; create it first"
    return "" if os.access(folder, os.W_OK) else f"you may not write into the folder {folder}"
