"""Options that several commands share."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import click

from simulator.disk import path_of
from simulator.scenario.value import FEWEST_BUYERS, MOST_BUYERS

MOST_SEEDS = 1000
Option = Callable[[Callable[..., Any]], Callable[..., Any]]

force: Option = click.option("--force", is_flag=True, help="Let --out overwrite a file.")


def out(text: str) -> Option:
    """Return the option that names a file to write, with its help."""
    return click.option("--out", type=path_of, metavar="FILE", help=text)


def buyers(text: str, default: int | None = None) -> Option:
    """Return the option that sets the number of buyers, with its help."""
    return click.option(
        "--buyers",
        type=click.IntRange(FEWEST_BUYERS, MOST_BUYERS),
        default=default,
        show_default=default is not None,
        metavar="N",
        help=text,
    )


def seeds(text: str) -> Option:
    """Return the option that sets the number of seeds, with its help."""
    return click.option(
        "--seeds", type=click.IntRange(1, MOST_SEEDS), default=8, show_default=True, metavar="N", help=text
    )
