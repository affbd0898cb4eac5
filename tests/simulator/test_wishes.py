"""Wishes, welfare and survival: what is computed only when somebody looks."""

from pathlib import Path

import numpy as np
import pytest

import simulator
from simulator.dates import NOW
from simulator.experiment.directions import expectations
from simulator.experiment.quantities import HEADLINES
from simulator.indicator import GROUPS, PLACES, market_shares
from simulator.scenario.shelf import names
from simulator.summary import summary
from simulator.wishes import COSTLY, buyers_welfare, survival, wished_shares, wishes
from tests.worlds import base_branch, measure, with_measure

README = Path(__file__).parents[2] / "README.md"
WORLD, ALL = PLACES.index("world"), GROUPS.index("all")


def test_preference_shares_sum_to_one_and_are_near_realised_ones() -> None:
    branch = base_branch(buyers=4096, until=NOW)
    preferred = wished_shares(branch, NOW, "origin")
    assert preferred[:, WORLD, ALL].sum() == pytest.approx(1.0)
    realised, _ = market_shares(branch.worlds[NOW], "origin", "world", "all", "workload")
    assert np.abs(preferred[:, WORLD, ALL] - realised).max() < 0.15  # inertia is all that lies between them


def test_every_asked_buyer_spreads_one_choice_over_what_she_may_use() -> None:
    branch = base_branch(buyers=2048, until=NOW)
    asked = wishes(branch, NOW)
    assert len(asked.rows) > 10
    np.testing.assert_allclose(asked.probability.sum(axis=1), 1.0)
    region = branch.worlds[NOW].buyers.region[asked.rows]
    feasible = branch.worlds[NOW].offers.feasible[:, region].T
    assert not asked.probability[~feasible].any()
    assert np.isfinite(asked.welfare).all()


def test_a_ban_makes_no_buyer_better_off_in_its_first_month() -> None:
    branch = base_branch(buyers=2048, until=NOW)
    banned = branch.fork(with_measure(measure("federal_ban", NOW)))
    banned.world(NOW)
    before, after = wishes(branch, NOW), wishes(banned, NOW)
    shared = np.intersect1d(before.rows, after.rows)
    one = before.welfare[np.isin(before.rows, shared)]
    other = after.welfare[np.isin(after.rows, shared)]
    held = branch.worlds[NOW].buyers.offer[shared] == banned.worlds[NOW].buyers.offer[shared]
    assert (
        other[held] <= one[held] + 0.01
    ).all()  # what is known and feared has moved a little by the end of the month
    assert (other < one - 1e-6).any()
    place = PLACES.index("united_states")
    assert buyers_welfare(banned, NOW)[place, ALL] < buyers_welfare(branch, NOW)[place, ALL]


def test_a_cohort_of_the_long_tail_only_shrinks() -> None:
    branch = base_branch()
    alive = survival(branch, (0, 11))
    assert alive[:12].tolist() == [1.0] * 12
    assert (np.diff(alive[11:]) <= 0.0).all()
    assert 0.0 <= alive[-1] < 0.5


def test_the_costly_indicators_are_told_by_name_and_left_out_otherwise() -> None:
    branch = base_branch(until=2).fork(base_branch(until=2).timeline)
    del branch.worlds[3:]
    told = simulator.table(branch, *COSTLY)
    assert set(told["indicator"]) == set(COSTLY) - {"tail_survival"}  # no cohort is a year old yet
    assert not set(simulator.table(branch)["indicator"]) & set(COSTLY)
    assert not told["value"].isna().any()


def test_a_ban_on_some_buyers_is_felt_by_them_and_by_nobody_else() -> None:
    branch = base_branch(buyers=16384, until=NOW)
    banned = branch.fork(with_measure(measure("official_ban", NOW)))
    banned.world(NOW)
    asked = wishes(banned, NOW)
    world = banned.worlds[NOW]
    chinese = world.makers.origin[world.models.maker[world.offers.model]] == 2
    public = (world.buyers.kind[asked.rows] == 3) & (world.buyers.region[asked.rows] == 0)
    others = (world.buyers.kind[asked.rows] != 3) & (world.buyers.region[asked.rows] == 0)
    assert public.any()
    assert not asked.probability[np.ix_(public, chinese)].any()
    assert asked.probability[np.ix_(others, chinese)].any()


@pytest.mark.parametrize("strength", [0.5, 0.9])
def test_a_partial_ban_lowers_preferences_and_welfare(strength: float) -> None:
    branch = base_branch(buyers=4096, until=NOW)
    banned = branch.fork(with_measure(measure("federal_ban", NOW, strength=strength)))
    banned.world(NOW)
    america, china = PLACES.index("united_states"), 2
    usual = wished_shares(branch, NOW, "origin")[china, america, ALL]
    assert wished_shares(banned, NOW, "origin")[china, america, ALL] < (1.0 - strength / 2) * usual
    assert buyers_welfare(banned, NOW)[america, ALL] < buyers_welfare(branch, NOW)[america, ALL]


def test_welfare_is_nowhere_told_in_money() -> None:
    units = {one.unit for one in COSTLY.values() if "welfare" in one.name}
    assert units == {"utils"}
    quantities = [one for one in HEADLINES if "welfare" in one.indicator]
    expected = [one.quantity for name in names()[1:] for one in expectations(name)]
    quantities += [one for one in expected if "welfare" in one.indicator]
    assert len(quantities) > 2
    assert all(one.unit == "utils" and not one.level for one in quantities)
    assert "$" not in next(line for line in summary(base_branch(until=NOW)).splitlines() if "welfare" in line)
    shipped = [README, *sorted((README.parent / "scenarios").glob("*.toml"))]
    assert not [path for path in shipped if "welfare in money" in path.read_text(encoding="utf-8")]
