"""Tables that a command writes."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from simulator.cli.places import OVERWRITING, could_not_write, refuse_place

if TYPE_CHECKING:
    import pandas as pd

ENDINGS = (".csv", ".parquet")
"""The kinds of table, by the ending of their names."""


def check_out(out: Path | None, *, overwrite: bool) -> None:
    """Refuse a place where no table can be written, or whose file may not be overwritten."""
    if out is not None:
        refuse_place(out, ENDINGS, "table", "" if overwrite else OVERWRITING)


def write_out(table: pd.DataFrame, out: Path, receipt: str) -> None:
    """Write a table with the receipt of what it was made from."""
    from simulator.tables import write_table

    try:
        lost = write_table(table, out, receipt)
    except (OSError, ValueError) as error:
        raise could_not_write(out, error) from error
    for sentence in lost:
        click.echo(sentence, err=True)
