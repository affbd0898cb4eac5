"""The base market to 2035 on fresh seeds: crowding, the shake-out, red figures, and no number missing."""

import numpy as np
import pytest

from simulator.dates import month_number
from simulator.entries import ORIGINS
from simulator.history import Branch
from simulator.indicator import INDICATORS
from tests.worlds import base_branch

SEEDS = range(401, 406)
CHINA = ORIGINS.index("china")
YEAR_2025 = range(month_number("2025-01"), month_number("2025-12") + 1)


@pytest.fixture(scope="module", params=SEEDS)
def branch(request: pytest.FixtureRequest) -> Branch:
    """Return the base market of a fresh seed, to December 2035."""
    return base_branch(seed=request.param, buyers=512)


def on_offer(branch: Branch, month: str) -> float:
    """Return how many Chinese models are on offer."""
    return float(INDICATORS["models_on_offer"].cuts(branch.worlds[month_number(month)])[0].values[CHINA])


def test_fourteen_models_become_hundreds_crowd_and_thin_out(branch: Branch) -> None:
    assert 13 <= on_offer(branch, "2023-09") <= 15
    assert 400 <= on_offer(branch, "2025-09") <= 700
    peak = max(float(INDICATORS["models_on_offer"].cuts(world)[0].values[CHINA]) for world in branch.worlds)
    assert peak > on_offer(branch, "2025-09")
    assert on_offer(branch, "2030-01") < peak


@pytest.mark.parametrize("name", ["zai", "minimax"])
def test_the_listed_startups_were_in_the_red_in_2025(branch: Branch, name: str) -> None:
    row = branch.worlds[0].makers.id.tolist().index(name)
    assert sum(float(branch.worlds[month].makers.profit[row]) for month in YEAR_2025) < 0.0


def test_no_indicator_is_ever_missing(branch: Branch) -> None:
    for world in branch.worlds[::7]:
        for name in INDICATORS:
            for cut in INDICATORS[name].cuts(world):
                shown = np.ones(np.shape(cut.values), dtype=bool)
                if cut.present is not None:
                    shown = shown & cut.present.reshape(-1, *(1,) * max(0, np.ndim(cut.values) - 1))
                assert np.isfinite(np.asarray(cut.values)[shown.reshape(np.shape(cut.values))]).all(), name
