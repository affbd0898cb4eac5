"""shakeout run: one scenario, simulated and summed up, and its indicators as a table."""

from __future__ import annotations

from pathlib import Path

import click

from simulator import receipts
from simulator.cli import options
from simulator.cli.loading import loaded
from simulator.cli.months import Month
from simulator.cli.simulating import simulated
from simulator.cli.tables_out import ENDINGS, check_out, write_out
from simulator.scenario.shelf import find
from simulator.scenario.value import FEWEST_BUYERS, GREATEST_SEED, MOST_BUYERS, Scenario


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
) -> None:
    """Simulate SCENARIO and print a summary.

    SCENARIO is the name of one that ships (see "shakeout list") or the path of a file. The same scenario and seed give
    the same numbers, here, in the window and from Python. Fewer buyers are faster and less exact.

    A table written by --out carries the receipt of what it was made from: a .parquet file holds it, a .csv file has it
    in the .receipt.toml beside it. Name such a table as SCENARIO to repeat its run exactly.

    \b
    Examples:
      shakeout run base
      shakeout run base --until 2026-02 --seed 101
      shakeout run ban_the_service --out ban.parquet
      shakeout run ban.parquet
    """  # noqa: D301 - \b keeps click from joining the lines of the examples
    value = _scenario_in(find(scenario), any_model=any_model)
    value = value.changed(
        seed=value.seed if seed is None else seed,
        buyers=value.buyers if buyers is None else buyers,
        end=value.end if until is None else until,
    )
    check_out(out, overwrite=force)
    worlds = simulated(value)
    if out is not None:
        from simulator.tables import tidy

        write_out(tidy(worlds), out, receipts.receipt(receipts.anonymous(value) if anonymous else value))
        click.echo(f"\nThe indicators of every month are in {out}.")


def _scenario_in(path: Path, *, any_model: bool) -> Scenario:
    """Return the scenario of a file, or the one that a table was made from."""
    if path.suffix.lower() not in ENDINGS:
        return loaded(path)
    receipt = _receipt_of(path)
    try:
        return receipts.repeatable(receipt, str(path)).scenario
    except receipts.NotRepeatableError as difference:
        if not any_model:
            raise click.UsageError(f"{difference} Add --any-model to run its scenario all the same") from difference
        click.echo(difference, err=True)
    return receipts.read_receipt(receipt, str(path)).scenario


def _receipt_of(table: Path) -> str:
    from simulator.tables import receipt_in, unlike_its_receipt

    try:
        if not table.is_file():
            raise click.UsageError(f"{table}: there is no such file")
        text = receipt_in(table)
        if remark := unlike_its_receipt(table):
            click.echo(remark, err=True)
    except OSError as error:
        raise click.UsageError(f"{table}: the table cannot be read ({error.strerror or error})") from error
    if not text:
        raise click.UsageError(f"{table}: this table has no receipt, so there is no telling what it was made from")
    return text
