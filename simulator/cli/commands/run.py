"""shakeout run: one scenario, simulated and summed up, and its indicators as a table."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import click

from simulator import receipts
from simulator.cli import options
from simulator.cli.exit_codes import FAILED
from simulator.cli.loading import loaded
from simulator.cli.months import Month
from simulator.cli.saying import say, say_beside
from simulator.cli.simulating import simulated
from simulator.cli.tables_out import ENDINGS, check_out, write_out
from simulator.scenario.shelf import find
from simulator.scenario.value import FEWEST_BUYERS, GREATEST_SEED, MOST_BUYERS, Scenario
from simulator.world import World


@click.command()
@click.argument("scenario")
@click.option(
    "--seed",
    type=click.IntRange(0, GREATEST_SEED),
    metavar="N",
    help="The seed: another number brings other luck. Default: the scenario's own.",
)
@options.buyers(f"Simulate this many enterprise buyers, from {FEWEST_BUYERS} to {MOST_BUYERS:,}.")
@click.option("--until", type=Month(), help="The last month. Default: the scenario's own end.")
@options.out("Write the indicators of every month to a .csv or .parquet file.")
@options.force
@click.option("--anonymous", is_flag=True, help="Leave author and notes out of the table's receipt.")
@click.option("--any-model", is_flag=True, help="Run a table's scenario even if the model has changed since.")
def command(
    scenario: str,
    *,
    seed: int | None,
    buyers: int | None,
    until: int | None,
    out: Path | None,
    force: bool,
    anonymous: bool,
    any_model: bool,
) -> int:
    """Simulate SCENARIO and print a summary.

    SCENARIO is the name of one that ships (see "shakeout list") or the path of a file. The same scenario and seed give
    the same numbers on one machine, here, in the window and from Python. Fewer buyers are faster and less exact.

    A table written by --out carries the receipt of what it was made from: a .parquet file holds it, a .csv file has it
    in the .receipt.toml beside it. Name such a table as SCENARIO to repeat its run, and to be told whether it is the
    same: to the last digit on one machine with one NumPy, to about 1e-9 of each number on another. If it is not, the
    exit code is 1.

    \b
    Examples:
      shakeout run base
      shakeout run base --until 2026-02 --seed 101
      shakeout run ban_the_service --out ban.parquet
      shakeout run ban.parquet
    """  # noqa: D301 - \b keeps click from joining the lines of the examples
    path = find(scenario)
    found, made_from = _scenario_in(path, any_model=any_model)
    value = found.changed(
        seed=found.seed if seed is None else seed,
        buyers=found.buyers if buyers is None else buyers,
        end=found.end if until is None else until,
    )
    check_out(out, overwrite=force)
    worlds = simulated(value)
    same = True
    if made_from is not None and value == found.changed(end=value.end):  # with other luck there is nothing to compare
        same = _compared(made_from, worlds, path.name)
    if out is not None:
        from simulator.tables import tidy

        write_out(tidy(worlds), out, receipts.receipt(receipts.anonymous(value) if anonymous else value, worlds))
        say(f"\nThe indicators of every month are in {out}.")
    return 0 if same else FAILED


def _compared(made_from: receipts.Receipt, worlds: Sequence[World], name: str) -> bool:
    """Say whether a run has repeated that of a table, and return it."""
    same, words = receipts.verdict(made_from, worlds, name)
    if words:
        (say if same else say_beside)(f"\n{words}")
    return same


def _scenario_in(path: Path, *, any_model: bool) -> tuple[Scenario, receipts.Receipt | None]:
    """Return the scenario of a file, or the one that a table was made from with its receipt, if it is of this model."""
    if path.suffix.lower() not in ENDINGS:
        return loaded(path), None
    receipt = _receipt_of(path)
    try:
        made_from = receipts.repeatable(receipt, str(path))
    except receipts.NotRepeatableError as difference:
        if not any_model:
            raise click.UsageError(f"{difference} Add --any-model to run its scenario all the same") from difference
        found = receipts.read_receipt(receipt, str(path))
        for sentence in (str(difference), *(f"{path}: {remark}" for remark in found.gone)):
            say_beside(sentence)
        return found.scenario, None
    return made_from.scenario, made_from


def _receipt_of(table: Path) -> str:
    from simulator.tables import receipt_in, unlike_its_receipt

    try:
        if not table.is_file():
            raise click.UsageError(f"{table}: there is no such file")
        text = receipt_in(table)
        if remark := unlike_its_receipt(table):
            say_beside(remark)
    except OSError as error:
        raise click.UsageError(f"{table}: the table cannot be read ({error.strerror or error})") from error
    if not text:
        raise click.UsageError(f"{table}: this table has no receipt, so there is no telling what it was made from")
    return text
