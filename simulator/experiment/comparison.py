"""Two scenarios, pair by pair: the same seeds in both, so that a difference is due to the scenario and not to luck."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from concurrent.futures import Executor
from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING

import numpy as np

from simulator.experiment.design import Design
from simulator.experiment.quantities import HEADLINES, Quantity, numbers
from simulator.experiment.runner import Outcome, outcomes
from simulator.policy import first_difference
from simulator.scenario.value import Scenario
from simulator.world import Floats

if TYPE_CHECKING:
    import pandas as pd

CERTAIN = 2.0
"""Size of a t-value from which a difference counts as more than luck."""
BUYERS = 4096
"""Enterprise buyers of a run in a comparison, by default: many runs make up for fewer buyers."""

_BASE, _OTHER = "base", "other"
_ROUNDING = 1e-12  # of the mean: pairs that scatter less do not scatter


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

    @property
    def standard_error(self) -> float:
        """The standard error of the mean difference; NaN for a single pair."""
        found = self.differences
        return float(found.std(ddof=1) / np.sqrt(len(found))) if len(found) > 1 else float("nan")

    @property
    def t(self) -> float:
        """The mean over its standard error; NaN for a single pair, and where nothing differs."""
        error = self.standard_error
        if error > _ROUNDING * abs(self.mean):
            return self.mean / error
        return float("nan") if np.isnan(error) or self.mean == 0.0 else float(np.copysign(np.inf, self.mean))


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

    def table(self) -> pd.DataFrame:
        """Return a row for each quantity: what it is, its mean under both scenarios, the difference and its t-value."""
        import pandas as pd

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
                "standard_error": one.standard_error,
                "t": one.t,
                "seeds": len(self.seeds),
            }
            for one in self.differences
        )


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
    """
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
