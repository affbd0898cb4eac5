"""Intervals and tests of paired differences are right at the size of the sample, and no start waits for them."""

import math
import subprocess
import sys
from pathlib import Path

import numpy as np
import pytest
from scipy.stats import ttest_1samp

from simulator.experiment.intervals import LEAST_PAIRS, LEVEL, Finding, estimate, finding, holm
from ui.look.display import why_qt_cannot_start

ROOT = Path(__file__).parents[2]
WITHOUT_QT = why_qt_cannot_start()


@pytest.mark.parametrize(
    "pairs, quantile",
    # Student's 97.5 % quantiles at one degree of freedom less than pairs, from the printed tables of statistics
    [(4, 3.182), (5, 2.776), (8, 2.365), (11, 2.228), (16, 2.131), (31, 2.042), (121, 1.980)],
)
def test_an_interval_is_as_wide_as_the_printed_tables_say(pairs: int, quantile: float) -> None:
    found = np.random.default_rng(pairs).normal(1.0, 3.0, pairs)
    error = math.sqrt(sum((each - sum(found) / pairs) ** 2 for each in found) / (pairs - 1) / pairs)
    known = estimate(found)
    assert (known.high - known.mean) / error == pytest.approx(quantile, abs=6e-4)
    assert (known.mean - known.low) / error == pytest.approx(quantile, abs=6e-4)


@pytest.mark.parametrize("pairs", [4, 7, 16, 200])
def test_interval_and_p_value_agree_with_a_library_of_statistics(pairs: int) -> None:
    found = np.random.default_rng(pairs).normal(0.3, 1.0, pairs)
    known, theirs = estimate(found), ttest_1samp(found, 0.0)
    bounds = theirs.confidence_interval(LEVEL)
    assert known.p == pytest.approx(theirs.pvalue, rel=1e-9)
    assert (known.low, known.high) == pytest.approx((bounds.low, bounds.high), rel=1e-9)


@pytest.mark.parametrize("pairs", [4, 8, 16])
def test_an_interval_holds_the_true_mean_19_times_in_20(pairs: int) -> None:
    draws, true = np.random.default_rng(7).normal(2.5, 4.0, (4000, pairs)), 2.5
    held = np.mean([known.low <= true <= known.high for known in map(estimate, draws)])
    assert held == pytest.approx(0.95, abs=0.012)  # three and a half standard deviations of 4,000 draws


@pytest.mark.parametrize("pairs", range(LEAST_PAIRS))
def test_fewer_than_four_pairs_are_too_few_to_tell(pairs: int) -> None:
    known = estimate([1.0, 1.1, 0.9][:pairs])
    assert np.isnan([known.low, known.high, known.p]).all()
    if pairs:
        assert finding(known, float(holm([known.p])[0]), written=True) is Finding.TOO_FEW


def test_pairs_that_all_differ_by_the_same_leave_luck_no_room() -> None:
    known = estimate([0.1 + 0.2] * 5)
    assert (known.low, known.high, known.p) == (known.mean, known.mean, 0.0)
    assert estimate([0.0] * 5).p == 1.0


def test_a_number_that_is_not_known_is_judged_by_nobody() -> None:
    known = estimate([1.0, 2.0, float("nan"), 1.5, 1.2])
    assert finding(known, known.p, written=True) is Finding.UNKNOWN


def test_several_rows_are_judged_together_as_holm_does() -> None:
    # worked by hand: 0.01 × 4, 0.013 × 3 raised to the 0.04 before it, 0.04 × 2, 0.3 × 1
    assert holm([0.04, 0.01, 0.3, 0.013]) == pytest.approx([0.08, 0.04, 0.3, 0.04])
    assert holm([0.9, 0.8]) == pytest.approx([1.0, 1.0])
    with_gap = holm([0.02, float("nan"), 0.03])
    assert with_gap[[0, 2]] == pytest.approx([0.04, 0.04])
    assert math.isnan(with_gap[1])


def test_the_rows_that_stand_out_are_those_of_holms_own_procedure() -> None:
    draws = np.random.default_rng(3)
    for _ in range(300):
        p = draws.uniform(size=draws.integers(1, 15)) ** draws.integers(1, 5)
        assert set(np.flatnonzero(holm(p) <= 0.05)) == rejected(list(p), 0.05)


def rejected(p: list[float], level: float) -> set[int]:
    """Return the rows that Holm (1979) rejects, by his own words: step down until the first that is not."""
    found: set[int] = set()
    while len(found) < len(p):
        row = min((one for one in range(len(p)) if one not in found), key=p.__getitem__)
        if p[row] > level / (len(p) - len(found)):
            break
        found.add(row)
    return found


# --- When scipy is imported ---------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "code",
    [
        "import simulator",
        "import simulator.experiment",
        pytest.param(
            "import ui.app, ui.window.studio", marks=pytest.mark.skipif(bool(WITHOUT_QT), reason=str(WITHOUT_QT))
        ),
        "import sys; sys.argv = ['shakeout', 'list']; from ui.main import main; assert main() == 0",
    ],
)
def test_no_start_waits_for_scipy(code: str) -> None:
    code += "; import sys; assert not [name for name in sys.modules if name.partition('.')[0] == 'scipy']"
    subprocess.run([sys.executable, "-c", code], cwd=ROOT, check=True, capture_output=True)
