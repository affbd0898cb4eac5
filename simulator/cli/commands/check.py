"""shakeout check: everything that is wrong with scenario files."""

from __future__ import annotations

import click

from simulator.cli.exit_codes import WRONG_USE
from simulator.cli.saying import say
from simulator.scenario.problems import Problem, ScenarioProblems
from simulator.scenario.reading.reading import check
from simulator.scenario.shelf import find
from simulator.scenario.value import Scenario


@click.command(short_help="Print everything that is wrong with scenario files.")
@click.argument("files", nargs=-1, required=True, metavar="FILE...")
@click.pass_context
def command(ctx: click.Context, files: tuple[str, ...]) -> None:
    """Print everything that is wrong with scenario files, each problem with its place.

    The exit code is 0 if all can be used, even where there are warnings, and 2 otherwise.

    \b
    Examples:
      shakeout check my_scenario.toml
      shakeout check monday.toml tuesday.toml
    """  # noqa: D301 - \b keeps click from joining the lines of the examples
    usable = True
    for name in files:
        scenario, problems = _checked(name)
        usable = usable and scenario is not None
        say("\n".join(_verdict(name, problems)))
    ctx.exit(0 if usable else WRONG_USE)


def _checked(name: str) -> tuple[Scenario | None, list[Problem]]:
    try:
        return check(find(name))
    except ScenarioProblems as unknown:
        return None, list(unknown.problems)


def _verdict(name: str, problems: list[Problem]) -> list[str]:
    """Return the lines about one file, in the form that editors turn into links."""
    if not problems:
        return [f"{name}: no problems"]
    lines = []
    for problem in problems:
        parts = [f"{name}:{problem.line}" if problem.line else name]
        parts += ["warning"] if problem.severity == "warning" else []
        parts += [problem.place] if problem.place else []
        lines.append(": ".join((*parts, problem.text)))
    return lines
