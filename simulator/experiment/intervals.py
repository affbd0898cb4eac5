"""Is a difference more than luck? Intervals and tests for paired differences, at the size of the sample.

How many pairs there are is settled before they are run. Each mean has Student's interval at that size. Which rows of a
table differ is judged over all of them together, by Holm's step-down method, so that at most one table in twenty
raises a false alarm where nothing but luck is at work. Below `LEAST_PAIRS` nothing is judged.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from enum import Enum

import numpy as np

from simulator.world import Floats

LEAST_PAIRS = 4
"""Pairs below which nothing is said about luck: the interval of three pairs is twice as wide as that of five."""
LEVEL = 0.95
"""Chance that an interval holds the true mean, and the least chance that a table of mere luck raises no alarm."""
_ROUNDING = 1e-12  # of the mean: pairs that scatter less do not scatter


class Finding(Enum):
    """What may be said of a difference, in words."""

    UNKNOWN = "unknown"  # there is no number
    NONE = "none"  # too small to be written
    TOO_FEW = "too few to tell"
    LUCK = "may be luck"
    REAL = "more than luck"


@dataclass(frozen=True)
class Estimate:
    """The mean of some paired differences, and how well it is known."""

    mean: float
    low: float  # of Student's interval; NaN below `LEAST_PAIRS`
    high: float
    p: float  # chance of a mean at least as far from nought if luck alone were at work; NaN below `LEAST_PAIRS`


def estimate(differences: Sequence[float] | Floats) -> Estimate:
    """Return the mean of `(pairs,)` differences, with its interval and its two-sided p-value (Student 1908).

    Pairs that all differ by the same leave luck no room: the interval is that one number.
    """
    found = np.asarray(differences, dtype=np.float64)
    pairs, nan = len(found), float("nan")
    mean = float(found.mean()) if pairs else nan
    if pairs < LEAST_PAIRS or not np.isfinite(found).all():
        return Estimate(mean, nan, nan, nan)
    error = float(found.std(ddof=1) / np.sqrt(pairs))
    if error <= _ROUNDING * abs(mean):
        return Estimate(mean, mean, mean, 1.0 if mean == 0.0 else 0.0)

    from scipy.special import stdtr, stdtrit  # takes a second to import, and most of the program needs no interval

    half = float(stdtrit(pairs - 1, (1.0 + LEVEL) / 2.0)) * error
    return Estimate(mean, mean - half, mean + half, 2.0 * float(stdtr(pairs - 1, -abs(mean) / error)))


def holm(p_values: Sequence[float] | Floats) -> Floats:
    """Return `(rows,)` p-values adjusted for there being so many rows (Holm 1979); NaN is no row and stays NaN."""
    p = np.asarray(p_values, dtype=np.float64)
    rows = np.flatnonzero(~np.isnan(p))
    order = rows[np.argsort(p[rows], kind="stable")]
    adjusted = np.full(p.shape, np.nan)
    # the smallest counts for all rows, the next for all but one; and none may undercut the one before
    adjusted[order] = np.minimum(1.0, np.maximum.accumulate(p[order] * np.arange(len(order), 0, -1)))
    return adjusted


def finding(one: Estimate, adjusted: float, *, written: bool) -> Finding:
    """Return what may be said of a difference, given its p-value as `holm` adjusts it.

    `written` tells whether anything is left of the mean as it is rounded to be read.
    """
    if not np.isfinite(one.mean):
        return Finding.UNKNOWN
    if not written:
        return Finding.NONE
    if np.isnan(adjusted):
        return Finding.TOO_FEW
    return Finding.REAL if adjusted <= 1.0 - LEVEL else Finding.LUCK
