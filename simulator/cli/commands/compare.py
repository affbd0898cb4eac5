"""shakeout compare: what a scenario does beyond luck, and what it costs."""

from __future__ import annotations

from pathlib import Path

import click

from simulator import receipts
from simulator.cli import options
from simulator.cli.exit_codes import FAILED
from simulator.cli.loading import loaded
from simulator.cli.months import Months
from simulator.cli.progress import runs_done
from simulator.cli.saying import say, say_beside
from simulator.cli.tables_out import check_out, write_out
from simulator.experiment.comparison import BUYERS, Comparison, NoPairError, compare
from simulator.experiment.page import page
from simulator.experiment.quantities import HEADLINES
from simulator.scenario.value import GREATEST_SEED, History, Scenario

UNLIKE_HISTORIES = (
    "One of the two runs under locked history and the other under free: add --history free to compare like with like."
)


@click.command(short_help="Show what a scenario does beyond luck, and what it costs.")
@click.argument("base")
@click.argument("scenario")
@options.seeds("Simulate N pairs of runs, each with a seed of its own. Fewer than 4 are too few to tell.")
@click.option("--months", type=Months(), help="The months to look at. Default: 2028-01:2028-12.")
@options.buyers("Simulate this many enterprise buyers in each run.", BUYERS)
@click.option("--history", type=click.Choice(["locked", "free"]), help="Run both under this history.")
@options.out("Write the table to a .csv or .parquet file.")
@options.force
def command(
    base: str,
    scenario: str,
    *,
    seeds: int,
    months: range | None,
    buyers: int,
    history: History | None,
    out: Path | None,
    force: bool,
) -> int:
    """Compare SCENARIO with BASE, on many seeds and all cores, with costs beside effects.

    Both runs of a pair have the same seed, and so the same luck as far as the scenario lets it be. Each difference has
    its 95 % interval (Student's, at the number of pairs), and is called more than luck only where luck alone would
    bring about such a table one time in twenty at most (all rows judged together, after Holm). Fewer than four pairs
    are too few to tell.

    \b
    Examples:
      shakeout compare base ban_the_service
      shakeout compare base close_the_weights --seeds 16 --months 2030-01:2030-12
      shakeout compare ban_the_service ban_the_weights_too --out bans.csv
    """  # noqa: D301 - \b keeps click from joining the lines of the examples
    first, second = (_loaded(name, history) for name in (base, scenario))
    check_out(out, overwrite=force)
    try:
        found = _compared(first, second, seeds, months, buyers)
    except NoPairError as failure:
        say_beside(str(failure))
        return FAILED
    for crash in found.crashes:
        say_beside(f"Run {crash.run.name} (seed {crash.run.scenario.seed}) crashed:\n{crash.crash}")
    if first.history != second.history:
        say_beside(UNLIKE_HISTORIES)
    say(page(found))
    if out is not None:
        write_out(found.table(), out, receipts.receipt(found.other))
        say(f"\nThe table is in {out}.")
    return FAILED if found.crashes else 0


def _loaded(name: str, history: History | None) -> Scenario:
    value = loaded(name)
    return value if history is None else value.changed(history=history)


def _compared(base: Scenario, scenario: Scenario, seeds: int, months: range | None, buyers: int) -> Comparison:
    quantities = HEADLINES if months is None else [one.changed(months) for one in HEADLINES]
    first = min(base.seed, GREATEST_SEED + 1 - seeds)
    numbers = range(first, first + seeds)
    with runs_done(2 * seeds) as progress:
        return compare(base, scenario, numbers, quantities, buyers=buyers, progress=progress)
