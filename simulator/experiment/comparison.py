"""Two scenarios, pair by pair: both runs of a pair have the same seed, so that little of a difference is luck.

How much of it luck can still explain is judged at the number of pairs, over all quantities together.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from concurrent.futures import Executor
from dataclasses import dataclass
from functools import cached_property, partial
from typing import TYPE_CHECKING

import numpy as np

from simulator.experiment.design import Design
from simulator.experiment.intervals import Estimate, Finding, estimate, finding, holm
from simulator.experiment.quantities import HEADLINES, Quantity, numbers
from simulator.experiment.runner import Outcome, outcomes
from simulator.experiment.wording import NONE, change
from simulator.policy import first_difference
from simulator.scenario.value import Scenario
from simulator.world import Floats

if TYPE_CHECKING:
    import pandas as pd

BUYERS = 4096
"""Enterprise buyers of a run in a comparison, by default: many runs make up for fewer buyers."""

_BASE, _OTHER = "base", "other"


@dataclass(frozen=True)
class Difference:
    """One quantity under both scenarios, pair by pair."""

    quantity: Quantity
    base: tuple[float, ...]  # one for each seed
    other: tuple[float, ...]

    @property
    def differences(self) -> Floats:
        """One difference for each seed: that of the other scenario less that of the base."""
        return np.subtract(self.other, self.base)

    @property
    def mean(self) -> float:
        """The mean difference."""
        return float(self.differences.mean())

    @cached_property
    def estimate(self) -> Estimate:
        """The mean difference with its interval, and how likely luck alone would bring one of this size."""
        return estimate(self.differences)


@dataclass(frozen=True)
class Comparison:
    """What a scenario does, beside what it costs."""

    base: Scenario  # as it was run: so many buyers, until such a month
    other: Scenario
    seeds: tuple[int, ...]  # of the pairs that were simulated to the end
    since: int  # the first month that may differ
    differences: tuple[Difference, ...]
    greatest_before: float  # the greatest difference of any quantity in any earlier month: exactly zero
    crashes: tuple[Outcome[tuple[Floats, Floats]], ...]

    @cached_property
    def p_adjusted(self) -> Floats:
        """The p-value of each difference, adjusted for there being so many; NaN where nothing is judged."""
        return holm([one.estimate.p for one in self.differences])

    @cached_property
    def findings(self) -> tuple[Finding, ...]:
        """What may be said of each difference, all of them judged together."""
        return tuple(
            finding(one.estimate, float(p), written=change(one.mean, one.quantity.unit) != NONE)
            for one, p in zip(self.differences, self.p_adjusted, strict=True)
        )

    def table(self) -> pd.DataFrame:
        """Return a row for each quantity: what it is, both means, the difference with its interval, and what it tells.

        `low` and `high` bound the difference at the level of 95 %, each row for itself; `p_adjusted` and `finding`
        judge all rows together (Holm 1979). All but `finding` are NaN below four pairs.
        """
        import pandas as pd

        judged = zip(self.differences, self.p_adjusted, self.findings, strict=True)
        return pd.DataFrame(
            {
                "quantity": one.quantity.name,
                "label": one.quantity.label,
                "kind": "cost" if one.quantity.cost else "effect",
                "unit": one.quantity.unit,
                "months": one.quantity.when(self.since),
                "base": float(np.mean(one.base)) if one.quantity.level else float("nan"),
                "scenario": float(np.mean(one.other)) if one.quantity.level else float("nan"),
                "difference": one.mean,
                "low": one.estimate.low,
                "high": one.estimate.high,
                "p_adjusted": p,
                "finding": found.value,
                "pairs": len(self.seeds),
            }
            for one, p, found in judged
        )


class NoPairError(RuntimeError):
    """Not one pair of runs came to its end, so that there is nothing to compare; `crashes` tells why."""

    def __init__(self, crashes: tuple[Outcome[tuple[Floats, Floats]], ...]) -> None:
        """Say how many runs crashed, and how the first of them did."""
        first = crashes[0]
        super().__init__(
            f"No pair of runs came to its end, so there is nothing to compare. {len(crashes)} crashed, the first of "
            f"them with seed {first.run.scenario.seed}:\n{first.crash}"
        )
        self.crashes = crashes


def compare(
    base: Scenario,
    other: Scenario,
    seeds: Sequence[int],
    quantities: Sequence[Quantity] = HEADLINES,
    *,
    buyers: int = BUYERS,
    executor: Executor | None = None,
    progress: Callable[[int, int], None] | None = None,
) -> Comparison:
    """Return paired differences between two scenarios over some seeds.

    Seeds and buyers are those given, in both; each is simulated from its first month, so that what is said of the
    months before the first difference is measured, not assumed. `progress` is called with (runs done, runs in all).

    Raises
    ------
    ValueError
        If there are no seeds, or one of them twice.
    NoPairError
        If no pair of runs comes to its end.
    """
    if not seeds or len(set(seeds)) < len(seeds):
        message = "a comparison needs seeds, one or more of them, each once: a pair that is repeated tells nothing new"
        raise ValueError(message)
    # what to run, and what to measure in each run
    end = max(one.months[-1] for one in quantities)
    base, other = (value.changed(buyers=buyers, end=end) for value in (base, other))
    runs = tuple(Design(((_BASE, base), (_OTHER, other)), tuple(seeds)).runs())
    since = may_differ_from(base, other)
    measured = partial(numbers, quantities=tuple(quantities), since=min(since, end + 1))
    # the numbers of each run, or its crash
    found: dict[tuple[str, int], tuple[Floats, Floats]] = {}
    crashes = []
    for done, outcome in enumerate(outcomes(runs, measured, executor), start=1):
        if outcome.found is None:
            crashes.append(outcome)
        else:
            found[outcome.run.arm, outcome.run.scenario.seed] = outcome.found
        if progress is not None:
            progress(done, len(runs))
    # pairs of which both runs came to their end
    complete = tuple(seed for seed in seeds if (_BASE, seed) in found and (_OTHER, seed) in found)
    if not complete:
        raise NoPairError(tuple(crashes))
    pairs = [(found[_BASE, seed], found[_OTHER, seed]) for seed in complete]
    before = [float(np.abs(theirs[1] - ours[1]).max(initial=0.0)) for ours, theirs in pairs]
    differences = tuple(
        Difference(
            one,
            tuple(float(ours[0][number]) for ours, _ in pairs),
            tuple(float(theirs[0][number]) for _, theirs in pairs),
        )
        for number, one in enumerate(quantities)
    )
    return Comparison(base, other, complete, since, differences, max(before, default=0.0), tuple(crashes))


def may_differ_from(base: Scenario, other: Scenario) -> int:
    """Return the first month in which two scenarios may differ, `NEVER` if there is none."""
    same_market = base.setup == other.changed(seed=base.seed, buyers=base.buyers).setup
    return first_difference(base.timeline, other.timeline) if same_market else 0
