"""Directions: what each policy does to the market, as paired differences over the same seeds, with their t-values."""

from __future__ import annotations

from collections.abc import Callable
from functools import cache

import numpy as np
import pytest

from simulator.entries import ORIGINS
from simulator.history import Branch
from simulator.indicator import GROUPS, INDICATORS, PLACES, market_shares
from simulator.policy import Measure, Timeline
from simulator.world import World
from tests.worlds import measure, scenario, small_setup, with_measure

SEEDS = range(201, 209)
BUYERS = 1024
CERTAIN = 2.0  # |t| above which a direction counts as shown
START = "2026-03"
CHINA = ORIGINS.index("china")
LATE_2028 = range(58, 65)  # seven months to January 2029
JANUARY_2030 = 76


@cache
def base(seed: int) -> Branch:
    """Return the base market up to January 2030."""
    branch = Branch(small_setup(BUYERS, seed), scenario().timeline)
    branch.world(JANUARY_2030)
    return branch


def differences(number: Callable[[Branch], float], *measures: Measure) -> list[float]:
    """Return the difference that measures make to a number, one for each seed."""
    found = []
    for seed in SEEDS:
        other = base(seed).fork(with_measure(*measures))
        other.world(JANUARY_2030)
        found.append(number(other) - number(base(seed)))
    return found


def t_value(found: list[float]) -> float:
    """Return the mean over its standard error."""
    return float(np.mean(found) / (np.std(found, ddof=1) / np.sqrt(len(found)) + 1e-12))


def value(world: World, name: str, **where: str) -> float:
    """Return one number of an indicator, named by its labels."""
    for cut in INDICATORS[name].cuts(world):
        axes = dict(cut.axes)
        if set(axes) == set(where) and all(label in axes[axis] for axis, label in where.items()):
            return float(cut.values[tuple(axes[axis].index(where[axis]) for axis, _ in cut.axes)])
    message = f"{name} has no cut {where}"
    raise AssertionError(message)


def mean_of(name: str, **where: str) -> Callable[[Branch], float]:
    """Return the mean of an indicator late in 2028, as a function of a branch."""
    return lambda branch: float(np.mean([value(branch.worlds[month], name, **where) for month in LATE_2028]))


leakage = mean_of("leakage", origin="china", region="west", buyer="all")
downloads = mean_of("downloads", origin="china")
gap = mean_of("capability_gap", origin="china")


def share_in_america(branch: Branch) -> float:
    """Return the Chinese share of American enterprises late in 2028."""
    return float(
        np.mean(
            [market_shares(branch.worlds[t], "origin", "united_states", "all", "workload")[0][CHINA] for t in LATE_2028]
        )
    )


def adaptation_cost(branch: Branch) -> float:
    """Return what forced switches cost since the measures began, $M."""
    where = PLACES.index("world"), GROUPS.index("all")
    return sum(float(INDICATORS["adaptation_cost"].cuts(world)[0].values[where]) for world in branch.worlds[29:])


def startups(branch: Branch) -> float:
    """Return the named Chinese start-ups that still train in January 2030."""
    return value(branch.worlds[JANUARY_2030], "startups_training", origin="china")


def giants_profit(branch: Branch) -> float:
    """Return the mean group profit of Alibaba and Tencent since the measures began, $M a month."""
    worlds = branch.worlds[30:]
    return float(
        np.mean([sum(value(world, "group_profit", maker=name) for name in ("alibaba", "tencent")) for world in worlds])
    )


def test_closing_the_weights_lowers_leakage_and_downloads() -> None:
    closed = measure("close_weights", START)
    assert t_value(differences(leakage, closed)) < -CERTAIN
    assert t_value(differences(downloads, closed)) < -CERTAIN


def test_banning_the_service_raises_leakage() -> None:
    banned = measure("federal_ban", "2026-07", scope="hosted", announced=28)
    assert t_value(differences(leakage, banned)) > CERTAIN


def test_banning_the_weights_too_takes_the_share_to_zero_and_costs_adaptation() -> None:
    banned = measure("federal_ban", "2026-07", announced=28)
    assert all(
        after == pytest.approx(-share_in_america(base(seed)), abs=1e-12)
        for seed, after in zip(SEEDS, differences(share_in_america, banned), strict=True)
    )
    assert t_value(differences(adaptation_cost, banned)) > CERTAIN


def test_a_funding_winter_takes_startups_and_leaves_giants_alone() -> None:
    winter = measure("funding_winter", START), measure("listing_window", START, window="closed")
    assert t_value(differences(startups, *winter)) < -CERTAIN
    usual = float(np.mean([giants_profit(base(seed)) for seed in SEEDS]))
    assert abs(float(np.mean(differences(giants_profit, *winter)))) < 0.01 * usual


def test_tighter_export_controls_widen_the_gap_and_relief_narrows_it() -> None:
    assert t_value(differences(gap, measure("export_controls", START))) > CERTAIN
    assert t_value(differences(gap, measure("export_relief", START))) < -CERTAIN


def test_an_audit_opens_american_doors_to_chinese_models() -> None:
    audit = measure("audit", START, target={"region": "united_states"})
    assert t_value(differences(share_in_america, audit)) > CERTAIN


def test_chinese_software_budgets_raise_chinese_makers_revenue() -> None:
    def revenue(branch: Branch) -> float:
        return value(branch.worlds[LATE_2028[-1]], "revenue", maker="zai")

    budgets = measure("chinese_software_budgets", START, strength=2.0, ramp=24)
    found = differences(lambda branch: revenue(branch) if _alive(branch, "zai") else 0.0, budgets)
    assert t_value(found) > CERTAIN


def test_the_deepseek_shock_culls_trainers_and_yet_no_fewer_models_are_on_offer() -> None:
    def course(seed: int, *, shock: bool) -> tuple[int, float]:
        free = scenario().changed(history="free", buyers=256, seed=seed)
        kept = tuple(known for known in free.timeline.measures if shock or known.id != "deepseek_shock")
        branch = Branch(free.setup, Timeline(kept, locked=False))
        last = branch.world(28)
        origin = dict(zip(last.makers.id.tolist(), last.makers.origin.tolist(), strict=True))
        events = [item for world in branch.worlds for item in world.news if item.kind in {"retreat", "failure"}]
        return sum(origin[item.subject] == CHINA for item in events), value(last, "models_on_offer", origin="china")

    pairs = [(course(seed, shock=True), course(seed, shock=False)) for seed in range(301, 313)]
    assert t_value([float(with_it[0] - without[0]) for with_it, without in pairs]) > CERTAIN
    assert np.mean([with_it[1] - without[1] for with_it, without in pairs]) >= 0.0


def _alive(branch: Branch, maker: str) -> bool:
    makers = branch.worlds[LATE_2028[-1]].makers
    return bool(makers.alive[makers.id.tolist().index(maker)])
