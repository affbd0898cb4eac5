"""shakeout open: the way to the window."""

from __future__ import annotations

import click

from simulator.cli.loading import loaded
from simulator.cli.saying import say_beside
from simulator.cli.window import NoWindowError
from simulator.scenario.library import as_edited
from simulator.scenario.shelf import find, kept_names, names


@click.command()
@click.argument("scenario", default="base")
@click.pass_context
def command(ctx: click.Context, scenario: str) -> int:
    """Open the window on SCENARIO (what "shakeout SCENARIO" does).

    Without SCENARIO, it opens on the base market. A file that is named like a command is opened by its path.

    \b
    Examples:
      shakeout open europe_turns
      shakeout open ./list
    """  # noqa: D301 - \b keeps click from joining the lines of the examples
    path = find(scenario, also=_commands(ctx))
    ships = scenario in (*names(), *kept_names())
    name = scenario if ships else path
    value = as_edited(loaded(name), name)
    try:
        return int(ctx.obj(value, None if ships else path))
    except NoWindowError as reason:
        say_beside(f"{reason} Running the scenario in the terminal instead.")
    from simulator.cli.simulating import simulated

    simulated(value)
    return 0


def _commands(ctx: click.Context) -> list[str]:
    """Return the names of all commands, one of which may have been meant."""
    group = ctx.parent.command if ctx.parent is not None else None
    return group.list_commands(ctx) if isinstance(group, click.Group) else []
