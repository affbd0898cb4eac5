"""shakeout full: a scenario with every value written out."""

from __future__ import annotations

from pathlib import Path

import click

from simulator.cli import options
from simulator.cli.saying import say
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
    text = resolved_text(load(find(scenario)))
    if out is None:
        say(text, nl=False)
        return
    _write_new(text, out)
    say(f"The scenario in full is in {out}.")


def _write_new(text: str, out: Path) -> None:
    try:
        with out.open("x", encoding="utf-8") as file:  # never over a file that is there
            file.write(text)
    except FileExistsError as error:
        raise click.UsageError(f"--out {out}: the file exists; choose another name") from error
    except (OSError, ValueError) as error:
        reason = getattr(error, "strerror", None) or error
        raise click.UsageError(f"--out {out}: the file could not be written ({reason})") from error
