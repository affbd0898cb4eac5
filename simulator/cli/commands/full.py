"""shakeout full: a scenario with every value written out."""

from __future__ import annotations

from pathlib import Path

import click

from simulator.cli import options
from simulator.cli.places import NEVER_OVERWRITING, could_not_write, refuse_place
from simulator.scenario.keeping.saving import save_new_in_full
from simulator.scenario.library import load
from simulator.scenario.shelf import find
from simulator.scenario.writing.resolved import resolved_text


@click.command(short_help="Print a scenario with every value written out.")
@click.argument("scenario")
@options.out("Write it to a new .toml file instead of printing it.")
def command(scenario: str, out: Path | None) -> None:
    """Print SCENARIO with every value written out: a file that extends nothing and leaves nothing to defaults.

    \b
    Examples:
      shakeout full base
      shakeout full my_scenario.toml --out my_scenario_in_full.toml
    """  # noqa: D301 - \b keeps click from joining the lines of the examples
    value = load(find(scenario))
    if out is None:
        click.echo(resolved_text(value), nl=False)
        return
    refuse_place(out, (".toml",), "scenario", NEVER_OVERWRITING)
    try:
        save_new_in_full(value, out)
    except OSError as error:
        raise could_not_write(out, error) from error
    click.echo(f"The scenario in full is in {out}.")
