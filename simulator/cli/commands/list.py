"""shakeout list: the scenarios that ship."""

from __future__ import annotations

import shutil

import click

from simulator.cli.group import WIDEST
from simulator.cli.saying import say
from simulator.scenario.library import shipped


@click.command()
def command() -> None:
    """Show the scenarios that ship by who acts in them, each with the question that it asks.

    \b
    Examples:
      shakeout list
      shakeout list | grep -i europe
    """  # noqa: D301 - \b keeps click from joining the lines of the examples
    width = min(shutil.get_terminal_size().columns, WIDEST)
    actor = None
    for scenario in shipped():
        if scenario.actor != actor:
            actor = scenario.actor
            say(f"\n{actor or 'The market as it stands'}\n")
        say(f"{scenario.name}: {scenario.title}")
        say(click.wrap_text(scenario.question, width, "    ", "    "))
    say('\nOpen one with "shakeout NAME", or run it in the terminal with "shakeout run NAME".')
