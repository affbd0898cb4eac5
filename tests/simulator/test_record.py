"""The base market arrives in January 2026 as the record has it, wherever its numbers are moved to."""

from functools import cache

import numpy as np
import pytest

from simulator.dates import NOW, month_number
from simulator.history import Branch
from simulator.indicator import GROUPS, INDICATORS, PLACES
from simulator.world import Origin, World
from tests.worlds import named_models, rows_of, scenario

SEEDS = tuple(range(101, 109))
UNTIL = month_number("2026-02")


@cache
def branch_of(seed: int) -> Branch:
    """Return the base market of a seed with all its buyers."""
    branch = Branch(scenario().changed(seed=seed).setup, scenario().timeline)
    branch.world(UNTIL)
    return branch


def chinese_share_of_open_workload(world: World) -> float:
    """Return it for American corporations."""
    (cut,) = INDICATORS["origin_share_of_open_use"].cuts(world)
    return float(cut.values[Origin.CHINA, PLACES.index("united_states"), GROUPS.index("corporations"), 0])


@pytest.mark.calibrated
def test_chinese_models_have_about_a_tenth_of_the_open_workload_in_american_corporations() -> None:
    shares = [chinese_share_of_open_workload(branch_of(seed).worlds[NOW]) for seed in SEEDS]
    assert 0.04 <= np.mean(shares) <= 0.20, shares


@pytest.mark.calibrated
@pytest.mark.parametrize("seed", SEEDS)
def test_an_american_proprietary_model_leads_in_every_month_of_2025(seed: int) -> None:
    for world in branch_of(seed).worlds[month_number("2025-01") : month_number("2026-01")]:
        models = world.models
        leader = np.where(models.live & named_models(world), models.capability, 0.0).argmax()
        assert world.makers.origin[models.maker[leader]] == Origin.UNITED_STATES, models.id[leader]
        assert not models.open[leader], models.id[leader]


@pytest.mark.calibrated
@pytest.mark.parametrize("seed", SEEDS)
def test_qwen_asks_less_than_a_fifth_of_what_gpt_asks(seed: int) -> None:
    models = branch_of(seed).worlds[NOW].models
    qwen, gpt = rows_of(models, "qwen", "gpt")
    assert 0.0 < models.list_price[qwen] < models.list_price[gpt] / 5
