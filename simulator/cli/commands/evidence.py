"""shakeout evidence: what is known of the real market, and what the model says of it."""

from __future__ import annotations

from pathlib import Path

import click

from simulator.cli import options
from simulator.cli.progress import runs_done
from simulator.cli.saying import say
from simulator.cli.tables_out import check_out, write_out
from simulator.evidence import judging
from simulator.evidence.tables import tidy
from simulator.evidence.wording import report
from simulator.receipts import receipt
from simulator.scenario.library import load
from simulator.scenario.value import History


@click.command(short_help="Ask the model for what is known of the real market.")
@options.seeds("The number of runs to average.")
@click.option(
    "--history",
    type=click.Choice(["locked", "free"]),
    default="locked",
    show_default=True,
    help="Whether survival up to January 2026 follows the record, or is the model's own.",
)
@options.out("Also write the table to a .csv or .parquet file.")
@options.force
def command(*, seeds: int, history: History, out: Path | None, force: bool) -> None:
    """Compare the base market with what is known of the real one, and say of each fact whether the model meets it.

    Simulates the market on all cores, with seeds that were not used for calibrating it. Facts that must be met come
    first; then checks, which the model may miss; then what was put in by hand and is no finding; last, what is told and
    not asked. A fact that cannot be measured yet says what is missing.

    \b
    Examples:
      shakeout evidence
      shakeout evidence --seeds 16 --history free --out facts.csv
    """  # noqa: D301 - \b keeps click from joining the lines of the examples
    check_out(out, overwrite=force)
    base = load("base").changed(history=history)
    with runs_done(judging.number_of_runs(seeds)) as progress:
        results = judging.gather(base, seeds, progress=progress)
    of = (
        f"Mean ± standard deviation over {seeds} runs" if seeds > 1 else "One run, which does not tell how runs scatter"
    )
    say(f"{of}; {history} history.\n\n{report(results)}")
    if out is not None:
        write_out(tidy(results), out, receipt(base))
        say(f"\nThe table is in {out}.")
