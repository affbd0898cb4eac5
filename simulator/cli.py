"""The command line: every command that needs no window, and the way to the window.

The caller hands in what opens the window, so that this module needs no Qt. `main` ends every mistake of the user with
one message and exit code 2.
"""

from __future__ import annotations

import os
import shutil
import sys
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

import click

from simulator import receipts
from simulator.dates import HORIZON, month_number, month_words
from simulator.experiment.comparison import BUYERS
from simulator.experiment.comparison import compare as compared
from simulator.experiment.page import page
from simulator.experiment.quantities import HEADLINES
from simulator.history import Branch
from simulator.registry import did_you_mean
from simulator.scenario.contents import FEWEST_BUYERS, GREATEST_SEED, MOST_BUYERS
from simulator.scenario.differences import differences
from simulator.scenario.library import load, load_to_edit, shipped
from simulator.scenario.problems import Problem, ScenarioProblems, visible
from simulator.scenario.reading import check as checked
from simulator.scenario.resolved import resolved_text
from simulator.scenario.shelf import find, kept_names, names
from simulator.scenario.value import History, Scenario
from simulator.summary import summary
from simulator.version import model_version, program_version
from simulator.world import World

if TYPE_CHECKING:
    import pandas as pd

OpenWindow = Callable[[Scenario, Path | None], int]
"""Opens the window on a scenario and its file (None: it ships), and returns the exit code."""

FAILED, WRONG_USE, INTERRUPTED = 1, 2, 130
MOST_SEEDS = 1000
UNLIKE_HISTORIES = (
    "One of the two runs under locked history and the other under free: add --history free to compare like with like."
)
_TABLES = (".csv", ".parquet")
_WIDEST = 100  # columns of text


class NoWindowError(Exception):
    """There is no display, or Qt cannot start; the message says which."""


def main(arguments: Sequence[str], open_window: OpenWindow) -> int:
    """Run the command of some arguments and return its exit code."""
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


def _ended(message: str, code: int) -> int:
    click.echo(message, err=True)
    return code


def _full_stop(text: str) -> str:
    return text if text.endswith((".", "!", "?")) else f"{text}."


class CommandOrScenario(click.Group):
    """A group of commands that takes any other word for a scenario to open."""

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        """Let a missing command, or a word that is none, open the window."""
        first = next(iter(args), "")
        if first.startswith("-") or first in self.commands:
            return super().parse_args(ctx, args)
        near = did_you_mean(first, self.commands)
        if near and len(args) > 1:
            ctx.fail(f'there is no command "{first}"{near}')
        return super().parse_args(ctx, ["open", *args])

    def format_usage(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """Show both ways to call it."""
        formatter.write_usage(ctx.command_path, "[SCENARIO]")
        formatter.write_usage(ctx.command_path, "COMMAND [ARGUMENTS]...", prefix="       ")


class Month(click.ParamType[int]):
    """A month as in 2030-12."""

    name = "YYYY-MM"

    def convert(self, value: object, param: click.Parameter | None, ctx: click.Context | None) -> int:
        """Return the number of a month that can be simulated."""
        if isinstance(value, int):
            return value
        try:
            month = month_number(str(value))
        except ValueError:
            self.fail(f'"{value}" is not a month; write year, dash and month, as in 2030-12', param, ctx)
        if not 0 <= month < HORIZON:
            self.fail(f"{value} lies outside {month_words(0)} to {month_words(HORIZON - 1)}", param, ctx)
        return month


class Months(click.ParamType[range]):
    """A span of months as in 2028-01:2028-12, or a single month."""

    name = "YYYY-MM:YYYY-MM"

    def convert(self, value: object, param: click.Parameter | None, ctx: click.Context | None) -> range:
        """Return the numbers of the months."""
        if isinstance(value, range):
            return value
        first, _, last = str(value).partition(":")
        months = [Month().convert(text, param, ctx) for text in (first, last or first)]
        if months[1] < months[0]:
            self.fail(f"{value} ends before it begins", param, ctx)
        return range(months[0], months[1] + 1)


def _show_version(ctx: click.Context, _option: click.Parameter, value: object) -> None:
    if value:
        click.echo(f"shakeout {program_version()} (model {model_version()})")
        ctx.exit()


@click.group(
    cls=CommandOrScenario, context_settings={"help_option_names": ["-h", "--help"], "max_content_width": _WIDEST}
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


@shakeout.command("open")
@click.argument("scenario", default="base")
@click.pass_context
def open_command(ctx: click.Context, scenario: str) -> int:
    """Open the window on SCENARIO (what "shakeout SCENARIO" does)."""
    path = find(scenario, also=shakeout.commands)
    ships = scenario in (*names(), *kept_names())
    value = load_to_edit(scenario if ships else path)
    try:
        return int(ctx.obj(value, None if ships else path))
    except NoWindowError as reason:
        click.echo(f"{reason} Running the scenario in the terminal instead.", err=True)
    _run(value, value.end)
    return 0


@shakeout.command()
@click.argument("scenario")
@click.option(
    "--seed",
    type=click.IntRange(0, GREATEST_SEED),
    metavar="N",
    help="Draw other luck. Default: the scenario's own seed.",
)
@click.option(
    "--buyers",
    type=click.IntRange(FEWEST_BUYERS, MOST_BUYERS),
    metavar="N",
    help=f"Simulate as many enterprise buyers, from {FEWEST_BUYERS} to {MOST_BUYERS:,}.",
)
@click.option("--until", type=Month(), help="The last month. Default: the scenario's own end.")
@click.option(
    "--out",
    type=click.Path(path_type=Path),
    metavar="FILE",
    help="Write the indicators of every month to a .csv or .parquet file.",
)
@click.option("--force", is_flag=True, help="Let --out overwrite a file.")
@click.option("--anonymous", is_flag=True, help="Leave author and notes out of what is written.")
@click.option("--any-model", is_flag=True, help="Run what a table was made from also where the model has changed.")
def run(
    scenario: str,
    *,
    seed: int | None,
    buyers: int | None,
    until: int | None,
    out: Path | None,
    force: bool,
    anonymous: bool,
    any_model: bool,
) -> None:
    """Simulate SCENARIO and print a summary.

    SCENARIO is the name of one that ships (see "shakeout list") or the path of a file. The same scenario and seed give
    the same numbers, here, in the window and from Python. Fewer buyers are faster and less exact.

    A table written by --out carries what it was made from: a .parquet file in itself, a .csv file in the .receipt.toml
    beside it. Name such a table as SCENARIO to repeat its run exactly.

    \b
    Examples:
      shakeout run base
      shakeout run base --until 2026-02 --seed 101
      shakeout run ban_the_service --out ban.parquet
      shakeout run ban.parquet
    """  # noqa: D301 - \b keeps click from joining the lines of the examples
    value = _scenario_to_run(find(scenario), receipts.read_receipt if any_model else receipts.repeatable)
    value = value.changed(
        seed=value.seed if seed is None else seed,
        buyers=value.buyers if buyers is None else buyers,
        end=value.end if until is None else until,
    )
    if out is not None:
        _check_out(out, overwrite=force)
    worlds = _run(value, value.end)
    if out is not None:
        from simulator.tables import tidy

        _write(tidy(worlds), out, receipts.receipt(receipts.anonymous(value) if anonymous else value))
        click.echo(f"\nThe indicators of every month are in {out}.")


@shakeout.command(short_help="Show what a scenario does beyond luck, and what it costs.")
@click.argument("base")
@click.argument("scenario")
@click.option(
    "--seeds",
    type=click.IntRange(1, MOST_SEEDS),
    default=8,
    show_default=True,
    metavar="N",
    help="Simulate N pairs; both runs of a pair have the same luck.",
)
@click.option("--months", type=Months(), help="What months to look at. Default: 2028-01:2028-12.")
@click.option(
    "--buyers",
    type=click.IntRange(FEWEST_BUYERS, MOST_BUYERS),
    default=BUYERS,
    show_default=True,
    metavar="N",
    help="Simulate as many enterprise buyers in each run.",
)
@click.option("--history", type=click.Choice(["locked", "free"]), help="Run both under this history.")
@click.option(
    "--out", type=click.Path(path_type=Path), metavar="FILE", help="Write the table to a .csv or .parquet file."
)
@click.option("--force", is_flag=True, help="Let --out overwrite a file.")
def compare(
    base: str,
    scenario: str,
    seeds: int,
    months: range | None,
    buyers: int,
    history: History | None,
    out: Path | None,
    force: bool,  # noqa: FBT001 - click hands over a flag
) -> int:
    """Compare SCENARIO with BASE, on many seeds and all cores, with costs beside effects.

    Each seed is a pair of runs with the same luck, so that a difference is the scenario's own. The t-value says how
    far the mean difference stands from nought, in standard errors.

    \b
    Examples:
      shakeout compare base ban_the_service
      shakeout compare base close_the_weights --seeds 16 --months 2030-01:2030-12
      shakeout compare ban_the_service ban_the_weights_too --out bans.csv
    """  # noqa: D301 - \b keeps click from joining the lines of the examples
    values = [load(find(name)) for name in (base, scenario)]
    if history is not None:
        values = [value.changed(history=history) for value in values]
    if out is not None:
        _check_out(out, overwrite=force)
    quantities = HEADLINES if months is None else [one.changed(months) for one in HEADLINES]
    first_seed = values[0].seed
    with _progress("Simulating", 2 * seeds) as told:
        found = compared(
            values[0], values[1], range(first_seed, first_seed + seeds), quantities, buyers=buyers, progress=told
        )
    for crash in found.crashes:
        click.echo(f"Run {crash.run.name} (seed {crash.run.scenario.seed}) crashed:\n{crash.crash}", err=True)
    if not found.seeds:
        return FAILED
    if values[0].history != values[1].history:
        click.echo(UNLIKE_HISTORIES, err=True)
    click.echo(page(found))
    if out is not None:
        _write(found.table(), out, receipts.receipt(found.other))
        click.echo(f"\nThe table is in {out}.")
    return FAILED if found.crashes else 0


@shakeout.command("list")
def list_command() -> None:
    """Show the scenarios that ship by who acts in them, each with the question that it asks."""
    width = min(shutil.get_terminal_size().columns, _WIDEST)
    actor = None
    for scenario in shipped():
        if scenario.actor != actor:
            actor = scenario.actor
            click.echo(f"\n{actor or 'The market as it stands'}\n")
        click.echo(f"{scenario.name}: {scenario.title}")
        click.echo(click.wrap_text(scenario.question, width, "    ", "    "))
    click.echo('\nOpen one with "shakeout NAME", or run it in the terminal with "shakeout run NAME".')


@shakeout.command(short_help="Print everything that is wrong with scenario files.")
@click.argument("files", nargs=-1, required=True, metavar="FILE...")
@click.pass_context
def check(ctx: click.Context, files: tuple[str, ...]) -> None:
    """Print everything that is wrong with scenario files, each problem with its place.

    The exit code is 0 if all can be used, also where there are warnings, and 2 otherwise.
    """
    usable = True
    for name in files:
        try:
            scenario, problems = checked(find(name))
        except ScenarioProblems as unknown:
            scenario, problems = None, list(unknown.problems)
        usable = usable and scenario is not None
        click.echo("\n".join(_verdict(name, problems)))
    ctx.exit(0 if usable else WRONG_USE)


@shakeout.command(short_help="Ask the model for what is known of the real market.")
@click.option(
    "--seeds",
    type=click.IntRange(1, MOST_SEEDS),
    default=8,
    show_default=True,
    metavar="N",
    help="Courses of events to average.",
)
@click.option(
    "--history",
    type=click.Choice(["locked", "free"]),
    default="locked",
    show_default=True,
    help="Whether survival up to January 2026 follows the record, or is the model's own.",
)
@click.option(
    "--out", type=click.Path(path_type=Path), metavar="FILE", help="Write the table to a .csv or .parquet file, too."
)
@click.option("--force", is_flag=True, help="Let --out overwrite a file.")
def evidence(seeds: int, history: History, out: Path | None, force: bool) -> None:  # noqa: FBT001 - click hands over a flag
    """Compare the base market with what is known of the real one, and say of each fact whether the model meets it.

    Simulates the market on all cores, with seeds that were not used for calibrating it. Facts that must be met come
    first; then checks, which are only told; then what was put in by hand and is no finding.
    """
    from simulator.evidence.judging import gather, number_of_runs
    from simulator.evidence.tables import tidy
    from simulator.evidence.wording import report

    if out is not None:
        _check_out(out, overwrite=force)
    base = load("base").changed(history=history)
    with _progress("Simulating", number_of_runs(seeds)) as told:
        results = gather(base, seeds, progress=told)
    click.echo(f"Mean ± standard deviation over {seeds} runs, {history} history.\n\n{report(results)}")
    if out is not None:
        _write(tidy(results), out, receipts.receipt(base))
        click.echo(f"\nThe table is in {out}.")


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


@shakeout.command(short_help="Print a scenario with every value written out.")
@click.argument("scenario")
@click.option(
    "--out",
    type=click.Path(path_type=Path),
    metavar="FILE",
    help="Write it to a new .toml file instead of printing it.",
)
def full(scenario: str, out: Path | None) -> None:
    """Print SCENARIO with every value written out: a file that extends nothing and leaves nothing to defaults.

    \b
    Examples:
      shakeout full base
      shakeout full my_scenario.toml --out my_scenario_in_full.toml
    """  # noqa: D301 - \b keeps click from joining the lines of the examples
    text = resolved_text(load(find(scenario)))
    if out is None:
        click.echo(text, nl=False)
        return
    try:
        with out.open("x", encoding="utf-8") as file:  # never over a file that is there
            file.write(text)
    except FileExistsError as error:
        raise click.UsageError(f"--out {out}: the file exists; choose another name") from error
    except (OSError, ValueError) as error:
        reason = getattr(error, "strerror", None) or error
        raise click.UsageError(f"--out {out}: the file could not be written ({reason})") from error
    click.echo(f"The scenario in full is in {out}.")


@shakeout.command("schema", short_help="Print the JSON Schema of scenario files, for editors.")
def schema_command() -> None:
    """Print the JSON Schema of scenario files, from which editors complete keys and mark mistakes.

    \b
    Example:
      shakeout schema > scenario.schema.json
    and the line "#:schema scenario.schema.json" at the top of a scenario beside it.
    """  # noqa: D301 - \b keeps click from joining the lines of the examples
    from simulator.scenario.schema import schema_text

    click.echo(schema_text(), nl=False)


@shakeout.command(short_help="Say how two scenarios differ, in words.")
@click.argument("first")
@click.argument("second")
def diff(first: str, second: str) -> None:
    """Say how the scenario SECOND differs from FIRST, in words.

    Each is the name of a scenario that ships or the path of a file. What is compared is what the scenarios say in full,
    with everything that they extend; comments and layout make no difference.

    \b
    Examples:
      shakeout diff base my_scenario.toml
      shakeout diff monday.toml tuesday.toml
    """  # noqa: D301 - \b keeps click from joining the lines of the examples
    one, other = load(find(first)), load(find(second))
    found = differences(one, other)
    if not found:
        click.echo(f"{first} and {second} say the same.")
        return
    count = "one thing" if len(found) == 1 else f"{len(found)} things"
    click.echo(f"{second} differs from {first} in {count}:")
    for text in found:
        click.echo(f"  {text}")


def _scenario_to_run(path: Path, read: Callable[[str, str], receipts.Receipt]) -> Scenario:
    """Return the scenario of a file, be it what a table was made from; `read` makes something of a receipt."""
    if path.suffix not in _TABLES:
        return load(path)
    from simulator.tables import receipt_in

    if not path.is_file():
        raise click.UsageError(f"{path}: there is no such file")
    try:
        text = receipt_in(path)
    except OSError as error:
        raise click.UsageError(f"{path}: the table cannot be read ({error.strerror or error})") from error
    if not text:
        raise click.UsageError(f"{path}: this table has no receipt, so nobody knows what it was made from")
    try:
        return read(text, str(path)).scenario
    except receipts.NotRepeatableError as difference:
        raise click.UsageError(f"{difference} Add --any-model to run its scenario all the same") from difference


def _run(scenario: Scenario, end: int) -> list[World]:
    """Simulate, with a progress bar on a terminal, print the summary, and return the months."""
    branch = Branch(scenario.setup, scenario.timeline)
    months = branch.simulate(end)
    if sys.stderr.isatty():
        with click.progressbar(months, length=end + 1, label="Simulating", file=sys.stderr) as bar:
            worlds = list(bar)
    else:
        worlds = list(months)
    click.echo(visible(f"{scenario.title}\n{scenario.question}"))
    click.echo(f"{month_words(0)} to {month_words(end)}, {scenario.buyers:,} buyers, seed {scenario.seed}\n")
    click.echo(summary(branch))
    return worlds


def _check_destination(out: Path) -> None:
    folder = out.parent
    if out.suffix not in _TABLES:
        near = did_you_mean(out.suffix, _TABLES)
        raise click.UsageError(
            f"--out {out}: a table is written as .csv or .parquet; end the name with one of these{near}"
        )
    if out.is_dir():
        raise click.UsageError(f"--out {out}: this is a folder; name a file in it")
    if not folder.is_dir():
        raise click.UsageError(f"--out {out}: there is no folder {folder}; create it first")
    if not os.access(folder, os.W_OK):
        raise click.UsageError(f"--out {out}: you may not write into the folder {folder}")


@contextmanager
def _progress(label: str, length: int) -> Iterator[Callable[[int, int], None]]:
    """Show a bar on a terminal, and give what moves it on by one."""
    if not sys.stderr.isatty():
        yield lambda _done, _all: None
        return
    with click.progressbar(length=length, label=label, file=sys.stderr) as bar:
        yield lambda _done, _all: bar.update(1)


def _check_out(out: Path, *, overwrite: bool) -> None:
    """Refuse, before anything is simulated, to write where nothing can or may be written."""
    _check_destination(out)
    if not overwrite:
        _check_free(out)


def _check_free(out: Path) -> None:
    if out.exists():
        raise click.UsageError(f"--out {out}: the file exists; add --force to overwrite it, or choose another name")


def _write(table: pd.DataFrame, out: Path, receipt: str) -> None:
    from simulator.tables import write_table

    try:
        write_table(table, out, receipt)
    except OSError as error:
        raise click.UsageError(f"--out {out}: the table could not be written ({error.strerror or error})") from error
