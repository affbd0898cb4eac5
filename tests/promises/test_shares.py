"""Shares sum to one, and no number of any month is nonsense."""

from itertools import pairwise

import numpy as np
import pytest

from simulator.attributes import hosting_weights
from simulator.history import Branch
from simulator.indicator import BREAKDOWNS, INDICATORS, UNITS, shares, use
from simulator.scenario.library import shipped
from simulator.world import NEVER_ADOPTED, Status, World
from tests.worlds import FEW, base_branch, law, named_models, scenario

SHIPPED = [found.name for found in shipped()]


@pytest.fixture(scope="module")
def months() -> list[World]:
    """Return every month of the base market."""
    return base_branch().worlds


@pytest.fixture(scope="module", params=SHIPPED)
def branch(request: pytest.FixtureRequest) -> Branch:
    """Return the branch of each shipped scenario; up to its first measure it is the base's own."""
    value = scenario(request.param).changed(buyers=FEW)
    alike = value.setup == base_branch().setup
    found = base_branch().fork(value.timeline) if alike else Branch(value.setup, value.timeline)
    found.world(value.end)
    assert len(found.worlds) == value.end + 1
    return found


def its_own(branch: Branch) -> list[World]:
    """Return the months that a branch does not share with the base, all of them for the base itself."""
    if branch.timeline == base_branch().timeline:
        return branch.worlds
    shared = zip(branch.worlds, base_branch().worlds, strict=False)
    return [one for one, base in shared if one is not base]


def test_no_indicator_is_nan_in_any_shipped_scenario_over_its_whole_horizon(branch: Branch) -> None:
    for world in its_own(branch):
        for indicator in INDICATORS:
            for cut in INDICATORS[indicator].cuts(world):
                shown = cut.values if cut.present is None else cut.values[cut.present]
                assert np.isfinite(shown).all(), f"{indicator} in month {world.month}"


@pytest.mark.parametrize("breakdown", BREAKDOWNS)
def test_shares_sum_to_one_over_a_breakdown_wherever_anything_is_used(breakdown: str, months: list[World]) -> None:
    for world in months:
        amounts, labels = use(world, breakdown)
        assert len(amounts) == len(labels)
        used = amounts.sum(axis=0) > 0.0
        total = shares(amounts).sum(axis=0)
        np.testing.assert_allclose(total[used], 1.0, rtol=1e-12)
        assert not total[~used].any()
        assert (amounts >= 0.0).all()
    assert used.all(), "in the end everybody everywhere uses something"


def test_all_breakdowns_divide_the_same_use(months: list[World]) -> None:
    for world in months[::20]:
        totals = [use(world, breakdown)[0].sum(axis=0) for breakdown in BREAKDOWNS]
        for total in totals[1:]:
            np.testing.assert_allclose(total, totals[0], rtol=1e-9)
        for number, name in enumerate(UNITS):
            everywhere = getattr(world.sales, name).sum()
            assert totals[0][-2, 0, number] == pytest.approx(everywhere, rel=1e-9)


def test_every_share_that_a_table_shows_lies_between_nought_and_one(months: list[World]) -> None:
    named = ("market_share", "origin_share_of_open_use", "leakage", "adoption", "switching", "forced_switching")
    for world in months:
        for name in named:
            for cut in INDICATORS[name].cuts(world):
                assert (cut.values >= 0.0).all(), name
                assert (cut.values <= 1.0 + 1e-9).all(), name


def test_adoption_lies_between_nought_and_one_and_never_falls(months: list[World]) -> None:
    adopted = np.array([world.adoption for world in months])
    assert (adopted >= 0.0).all()
    assert (adopted <= 1.0).all()
    assert (np.diff(adopted, axis=0) >= 0.0).all()
    assert adopted[-1].mean() > 0.9


def test_capability_of_a_live_model_never_falls(months: list[World]) -> None:
    named = named_models(months[0])
    for before, after in pairwise(months):
        both = before.models.live & after.models.live & named
        assert (after.models.capability[both] >= before.models.capability[both]).all()


def test_the_frontier_is_the_best_model_and_no_open_one_lies_beyond_it(months: list[World]) -> None:
    for world in months:
        named = named_models(world) & world.models.live
        assert world.economy.frontier == world.models.capability[named].max()
        assert world.economy.open_frontier == world.models.capability[named & world.models.open].max()
        assert world.economy.frontier >= world.economy.open_frontier


def test_awareness_beliefs_prices_and_moods_keep_their_bounds(months: list[World]) -> None:
    for world in months:
        known = world.models.awareness[world.models.live]
        assert (known >= 0.01).all()
        assert (known <= 0.99).all()
        assert (world.ban_belief >= 0.0).all()
        assert (world.ban_belief <= 2.0).all()
        assert (world.models.list_price[world.models.live] > 0.0).all()
        assert (world.models.unit_cost[world.models.live] > 0.0).all()
        assert (world.offers.price[world.offers.feasible] > 0.0).all()
        assert (world.clouds.price[1:] > 0.0).all()
        assert (world.clouds.utilisation >= 0.0).all()
        assert (world.economy.sentiment >= 0.1).all()
        assert (world.economy.sentiment <= 1.6).all()
        assert (world.models.derivatives >= 0.0).all()


def test_every_adopted_buyer_holds_a_feasible_offer_that_the_law_allows_her(branch: Branch) -> None:
    for world in its_own(branch)[1:]:
        before, buyers = branch.worlds[world.month - 1], world.buyers
        rules = branch.timeline.rules_for(before, world.month, branch.setup.assumptions)
        adopted = buyers.offer > 0
        assert np.array_equal(adopted, buyers.adopted != NEVER_ADOPTED)
        assert world.offers.feasible[buyers.offer[adopted], buyers.region[adopted]].all()
        assert (rules.forbidden[buyers.offer[adopted], buyers.stratum[adopted]] < 1.0).all()


def test_every_buyer_whose_time_has_come_has_adopted(months: list[World]) -> None:
    for world in months:
        come = world.buyers.threshold <= world.adoption[world.buyers.stratum]
        assert np.array_equal(world.buyers.offer > 0, come)


def test_download_shares_sum_to_one_and_belong_to_open_models(months: list[World]) -> None:
    for world in months:
        assert world.models.download_share.sum() == pytest.approx(1.0)
        assert not world.models.download_share[~world.models.open].any()


def test_hosting_weights_sum_to_one_wherever_a_model_is_listed(months: list[World]) -> None:
    for world in months:
        total = hosting_weights(world.clouds).sum(axis=0)
        offered = np.zeros_like(total, dtype=bool)
        rows = np.flatnonzero(world.offers.channel == 2)
        offered[world.offers.model[rows]] = world.offers.feasible[rows]
        assert offered.any()
        np.testing.assert_allclose(total[offered], 1.0, rtol=1e-12)
        assert np.isclose(total[total > 0.0], 1.0).all()


LIVES = {
    (Status.WAITING, Status.ACTIVE),
    (Status.ACTIVE, Status.RETREATED),
    (Status.ACTIVE, Status.ACQUIRED),
    (Status.RETREATED, Status.ACQUIRED),
    (Status.RETREATED, Status.BANKRUPT),
}


def test_a_maker_enters_may_retreat_and_leaves_for_good(months: list[World]) -> None:
    seen = set()
    for before, after in pairwise(months):
        for row in np.flatnonzero(before.makers.status != after.makers.status):
            seen.add((Status(before.makers.status[row]), Status(after.makers.status[row])))
    assert (Status.ACTIVE, Status.RETREATED) in seen
    assert seen <= LIVES


def test_a_maker_that_waits_earns_and_spends_nothing(months: list[World]) -> None:
    for world in months:
        waiting = world.makers.status == Status.WAITING
        assert waiting.any()
        assert not world.makers.research[waiting].any()
        assert not world.models.live[waiting[world.models.maker]].any()


def test_row_nought_stays_the_null_object(months: list[World]) -> None:
    for world in months:
        makers, models, clouds, offers = world.makers, world.models, world.clouds, world.offers
        assert not makers.alive[0]
        assert (makers.research[0], makers.capability[0], makers.tokens[0]) == (0.0, 0.0, 0.0)
        assert not (models.live[0])
        assert not (models.open[0])
        assert not (models.released[0])
        assert (models.list_price[0], models.derivatives[0], models.downloads_total[0]) == (0.0, 0.0, 0.0)
        assert not models.awareness[0].any()
        assert not (clouds.capacity[0].any())
        assert not (clouds.attraction[0].any())
        assert not (clouds.lists[0].any())
        assert not clouds.lists[:, 0].any()
        assert not (offers.feasible[0].any())
        assert not (offers.price[0].any())
        assert (world.sales.offer > 0).all()


def test_the_law_without_measures_is_neutral() -> None:
    rules = law(base_branch().worlds[-1])
    assert not rules.forbidden.any()
    assert not rules.reasons
