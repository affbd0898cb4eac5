"""Simulate what the rows of evidence need, and judge each: in or out."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from concurrent.futures import Executor
from dataclasses import dataclass
from functools import partial
from itertools import count
from typing import Literal

import numpy as np

from simulator.evidence.row import ROWS, Ratio, Row, Runs, in_order, measured_rows
from simulator.experiment.design import Run
from simulator.experiment.runner import outcomes, pool
from simulator.history import Branch
from simulator.scenario.value import Scenario

FIRST_SEED = 901
"""The first of the seeds on which evidence is reported; the model was calibrated on others."""


Verdict = Literal["in", "out", "unmeasured", "told"]
"""Unmeasured: the model has nothing yet that could be measured. Told: it never will have, and is not asked."""


def _ignored(_done: int, _total: int) -> None:
    """Ignore progress reports."""


@dataclass(frozen=True)
class Result:
    """What the model says of one row."""

    row: Row
    mean: float  # over the seeds; NaN where nothing is measured
    deviation: float  # standard deviation over the seeds; NaN with fewer than two
    by_seed: tuple[float | Ratio, ...]

    @property
    def inside(self) -> bool:
        """Whether the mean lies in the band."""
        return self.row.low <= self.mean <= self.row.high

    @property
    def verdict(self) -> Verdict:
        """What is said of the row."""
        if self.row.tier == "told":
            return "told"
        if self.row.statistic is None:
            return "unmeasured"
        return "in" if self.inside else "out"


def tally(results: Sequence[Result]) -> tuple[int, int]:
    """Return how many results are in, and how many of them were measured."""
    verdicts = [one.verdict for one in results]
    return verdicts.count("in"), verdicts.count("in") + verdicts.count("out")


def gather(
    scenario: Scenario,
    seeds: int,
    first_seed: int = FIRST_SEED,
    executor: Executor | None = None,
    progress: Callable[[int, int], None] = _ignored,
) -> tuple[Result, ...]:
    """Return the results of all rows over some seeds, hard rows first; without an executor, on all cores.

    A row that cannot be measured has its result too, which says so.

    `progress` is called with (runs done, runs in all).

    Raises
    ------
    RuntimeError
        If a run crashes, with its traceback.
    """
    if executor is None:
        with pool() as own:
            return gather(scenario, seeds, first_seed, own, progress)
    done, total = count(1), number_of_runs(seeds)
    by_row: dict[str, tuple[float | Ratio, ...]] = {}
    for runs in _kinds_of_runs():
        names = tuple(row.id for row in measured_rows() if row.runs == runs)
        here = runs_of(scenario, runs, seeds, first_seed)
        by_row |= measured(names, here, executor, lambda: progress(next(done), total))
    return tuple(result(row, by_row.get(row.id, ())) for row in in_order())


def number_of_runs(seeds: int) -> int:
    """Return how many runs `gather` simulates."""
    return sum(runs.seeds or seeds for runs in _kinds_of_runs())


def _kinds_of_runs() -> tuple[Runs, ...]:
    return tuple(dict.fromkeys(row.runs for row in measured_rows()))


def runs_of(scenario: Scenario, runs: Runs, seeds: int, first_seed: int) -> list[Run]:
    """Return the runs that some rows look at, one for each seed."""
    wanted = scenario.changed(
        end=runs.until, history=runs.history or scenario.history, buyers=runs.buyers or scenario.buyers
    )
    return [Run("base", wanted.changed(seed=first_seed + number)) for number in range(runs.seeds or seeds)]


def measured(
    names: tuple[str, ...], runs: list[Run], executor: Executor, one_done: Callable[[], None] = lambda: None
) -> dict[str, tuple[float | Ratio, ...]]:
    """Return what some rows measure in each run, in order of the runs; `one_done` follows each."""
    found: dict[int, dict[str, float | Ratio]] = {}
    for outcome in outcomes(runs, partial(statistics, names), executor):
        if outcome.found is None:
            message = f"the run of seed {outcome.run.scenario.seed} crashed:\n{outcome.crash}"
            raise RuntimeError(message)
        found[outcome.run.scenario.seed] = outcome.found
        one_done()
    return {name: tuple(found[seed][name] for seed in sorted(found)) for name in names}


def statistics(names: tuple[str, ...], branch: Branch) -> dict[str, float | Ratio]:
    """Return the statistics of some rows in one branch: the work of one process."""
    asked = {name: ROWS[name].statistic for name in names}
    return {name: statistic(branch) for name, statistic in asked.items() if statistic is not None}


def result(row: Row, values: Sequence[float | Ratio]) -> Result:
    """Return the mean over the seeds and its spread; a ratio is divided after its parts are summed."""
    if not values:
        return Result(row, float("nan"), float("nan"), ())
    numbers = np.array([number_of(value) for value in values])
    mean = float(numbers.mean())
    ratios = [value for value in values if isinstance(value, Ratio)]
    if ratios:
        mean = number_of(Ratio(sum(value.part for value in ratios), sum(value.whole for value in ratios)))
    known = numbers[~np.isnan(numbers)]
    return Result(row, mean, float(known.std(ddof=1)) if len(known) > 1 else float("nan"), tuple(values))


def number_of(value: float | Ratio) -> float:
    """Return the number of one seed; not a number where there is nothing to divide by."""
    if isinstance(value, Ratio):
        return value.part / value.whole if value.whole else float("nan")
    return value
