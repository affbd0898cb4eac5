"""The command `shakeout`: its help, its version, and how every call of it ends.

`main` ends every mistake of the user with one message and exit code 2.
"""

from __future__ import annotations

from collections.abc import Sequence

import click

from simulator.cli.exit_codes import FAILED, INTERRUPTED, WRONG_USE
from simulator.cli.group import WIDEST, CommandOrScenario
from simulator.cli.window import OpenWindow
from simulator.version import model_version, program_version


def main(arguments: Sequence[str], open_window: OpenWindow) -> int:
    """Run the command of some arguments and return its exit code."""
    from simulator.impossible import ImpossibleMonthError
    from simulator.scenario.problems import ScenarioProblems, visible

    try:
        return int(shakeout.main(list(arguments), "shakeout", standalone_mode=False, obj=open_window) or 0)
    except click.exceptions.Abort:
        return _ended("Stopped.", INTERRUPTED)
    except click.UsageError as problem:
        path = problem.ctx.command_path if problem.ctx else "shakeout"
        return _ended(f"{_full_stop(problem.format_message())} See: {path} --help", problem.exit_code)
    except click.ClickException as problem:
        return _ended(problem.format_message(), problem.exit_code)
    except ScenarioProblems as problems:
        return _ended(str(problems), WRONG_USE)
    except ImpossibleMonthError as stop:
        return _ended(visible(str(stop)), FAILED)


def _ended(message: str, code: int) -> int:
    click.echo(message, err=True)
    return code


def _full_stop(text: str) -> str:
    return text if text.endswith((".", "!", "?")) else f"{text}."


def _show_version(ctx: click.Context, _option: click.Parameter, value: object) -> None:
    if value:
        click.echo(f"shakeout {program_version()} (model {model_version()})")
        ctx.exit()


@click.group(
    cls=CommandOrScenario, context_settings={"help_option_names": ["-h", "--help"], "max_content_width": WIDEST}
)
@click.option(
    "--version", is_flag=True, is_eager=True, expose_value=False, callback=_show_version, help="Show the version."
)
def shakeout() -> None:
    """Play the market in AI models from September 2023 to December 2035, with your policies in it.

    Without a command, Shakeout opens its window on SCENARIO: the name of a scenario that ships (see "shakeout list") or
    the path of a file; the base market if you name none. Where there is no display, it runs the scenario and prints a
    summary instead.

    \b
    Examples:
      shakeout                                  the base market, in the window
      shakeout europe_turns                     a scenario that ships
      shakeout run base --out base.csv          a summary, and every number as a table
      shakeout check my_scenario.toml           what is wrong with a file
      shakeout evidence                         what the model says of known facts

    A scenario is a text file that names only what differs from another; see the files that ship for examples.
    """  # noqa: D301 - \b keeps click from joining the lines of the examples
