"""shakeout diff: how two scenarios differ, in words."""

from __future__ import annotations

import click

from simulator.cli.saying import say
from simulator.scenario.differences import differences
from simulator.scenario.library import load
from simulator.scenario.shelf import find


@click.command(short_help="Say how two scenarios differ, in words.")
@click.argument("first")
@click.argument("second")
def command(first: str, second: str) -> None:
    """Say how the scenario SECOND differs from FIRST, in words.

    Each is the name of a scenario that ships or the path of a file. What is compared is what the scenarios say in full,
    with everything that they extend; comments and layout make no difference.

    \b
    Examples:
      shakeout diff base my_scenario.toml
      shakeout diff monday.toml tuesday.toml
    """  # noqa: D301 - \b keeps click from joining the lines of the examples
    found = differences(load(find(first)), load(find(second)))
    if not found:
        say(f"{first} and {second} say the same.")
        return
    count = "one thing" if len(found) == 1 else f"{len(found)} things"
    say("\n".join([f"{second} differs from {first} in {count}:", *(f"  {text}" for text in found)]))
