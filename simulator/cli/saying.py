"""What a command says: every text for a terminal goes through here, so that no name in a file can act there."""

from __future__ import annotations

import click

from simulator.text import visible


def say(text: str = "", *, nl: bool = True) -> None:
    """Print a text; what is invisible in it and would act on a terminal is written as its number."""
    click.echo(visible(text), nl=nl)


def say_beside(text: str) -> None:
    """Print a text beside the output, where remarks and problems go."""
    click.echo(visible(text), err=True)
