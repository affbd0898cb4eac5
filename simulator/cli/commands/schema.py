"""shakeout schema: the JSON Schema of scenario files."""

from __future__ import annotations

import click

from simulator.cli.saying import say
from simulator.scenario.schema import schema_text


@click.command(short_help="Print the JSON Schema of scenario files, for editors.")
def command() -> None:
    """Print the JSON Schema of scenario files, from which editors complete keys and mark mistakes.

    \b
    Example:
      shakeout schema > scenario.schema.json
    and the line "#:schema scenario.schema.json" at the top of a scenario beside it.
    """  # noqa: D301 - \b keeps click from joining the lines of the examples
    say(schema_text(), nl=False)
