"""A ban moves the customers of what it bans and nobody else, in the month in which it starts."""

import numpy as np
import pytest

from simulator.dates import NOW
from simulator.entries import BUYERS, ORIGINS, REGIONS
from simulator.history import Branch
from simulator.indicator import INDICATORS, market_shares
from simulator.luck import ALWAYS, Luck
from simulator.policy import Measure
from simulator.world import CHANNELS, Channel, Flags, Origin, World
from tests.worlds import base_branch, measure, with_measure

BUYERS_ENOUGH = 16_384  # so that dozens hold what is banned, also where only the hosted service is
BAN = NOW + 1
AMERICA = REGIONS.index("united_states")
OWN_SERVICE = (Channel.API, Channel.MAKER_CLOUD)


@pytest.fixture(scope="module")
def parent() -> Branch:
    """Return the base market without any ban."""
    return base_branch(buyers=BUYERS_ENOUGH, until=BAN + 6)


def under(parent: Branch, ban: Measure, until: int = BAN) -> World:
    """Return a month of the branch with the ban."""
    return parent.fork(with_measure(ban)).world(until)


def chinese(world: World, channels: tuple[int, ...] = tuple(range(len(CHANNELS)))) -> Flags:
    """Return `(offers,)` all Chinese offers in some channels, the long tail included."""
    maker = world.models.maker[world.offers.model]
    those = (world.makers.origin[maker] == Origin.CHINA) & np.isin(world.offers.channel, channels)
    those[0] = False
    return those


def assert_only_users_of_banned_offers_moved(before: World, without: World, banned_world: World, banned: Flags) -> None:
    """Users: those who held a banned offer last month, or would hold one this month without the ban."""
    in_america = without.buyers.region == AMERICA
    users = in_america & (banned[before.buyers.offer] | banned[without.buyers.offer])
    moved = without.buyers.offer != banned_world.buyers.offer
    assert users.sum() > 20, "too few users of banned offers to learn anything"
    assert moved.any()
    assert not (moved & ~users).any()


def test_a_federal_ban_of_all_channels_takes_the_chinese_share_to_zero_from_its_first_month(parent: Branch) -> None:
    fork = parent.fork(with_measure(measure("federal_ban", BAN, scope="all")))
    fork.world(BAN + 6)
    for how in ("workload", "tokens", "spend"):
        for world in fork.worlds[BAN:]:
            shares, labels = market_shares(world, "origin", "united_states", "all", how)
            assert shares[labels.index("china")] == 0.0
            assert shares.sum() == pytest.approx(1.0)
    before, labels = market_shares(fork.worlds[BAN - 1], "origin", "united_states", "all", "workload")
    assert before[labels.index("china")] > 0.01, "there was nothing to ban"


@pytest.mark.parametrize(
    "scope, channels", [("all", tuple(range(len(CHANNELS)))), ("hosted", tuple(map(int, OWN_SERVICE)))]
)
def test_a_ban_moves_only_users_of_what_it_bans(parent: Branch, scope: str, channels: tuple[int, ...]) -> None:
    banned_world = under(parent, measure("federal_ban", BAN, scope=scope))
    banned = chinese(banned_world, channels)
    before, without = parent.worlds[BAN - 1], parent.worlds[BAN]
    in_america = banned_world.buyers.region == AMERICA
    assert not banned[banned_world.buyers.offer[in_america]].any()
    assert_only_users_of_banned_offers_moved(before, without, banned_world, banned)


def test_a_ban_of_the_hosted_service_leaves_the_weights_in_use(parent: Branch) -> None:
    banned_world = under(parent, measure("federal_ban", BAN, scope="hosted"))
    in_america = banned_world.buyers.region == AMERICA
    assert chinese(banned_world)[banned_world.buyers.offer[in_america]].any()


def test_a_partial_ban_moves_only_covered_buyers(parent: Branch) -> None:
    part = 0.4
    banned_world = under(parent, measure("federal_ban", BAN, strength=part))
    before, without = parent.worlds[BAN - 1], parent.worlds[BAN]
    everyone = np.arange(len(banned_world.buyers))
    covered = Luck(parent.setup.seed).uniform("coverage of bans", ALWAYS, everyone) < part
    banned = chinese(banned_world)
    in_america = banned_world.buyers.region == AMERICA
    moved = without.buyers.offer != banned_world.buyers.offer
    assert moved.any()
    assert not (moved & ~covered).any()
    assert not banned[banned_world.buyers.offer[in_america & covered]].any()
    assert banned[banned_world.buyers.offer[in_america & ~covered]].any()
    assert_only_users_of_banned_offers_moved(before, without, banned_world, banned)
    assert covered[in_america].mean() == pytest.approx(part, abs=0.02)


def test_a_ban_costs_those_who_must_adapt_and_nobody_elsewhere(parent: Branch) -> None:
    banned_world = under(parent, measure("federal_ban", BAN))
    cost = banned_world.switching.adaptation_cost.reshape(len(REGIONS), len(BUYERS))
    usual = parent.worlds[BAN].switching.adaptation_cost.reshape(len(REGIONS), len(BUYERS))
    assert cost[AMERICA].sum() > usual[AMERICA].sum()
    assert np.array_equal(np.delete(cost, AMERICA, axis=0), np.delete(usual, AMERICA, axis=0))


def test_an_announced_ban_is_feared_from_the_month_after_the_news(parent: Branch) -> None:
    told = BAN
    fork = parent.fork(with_measure(measure("federal_ban", BAN + 7, announced=told)))
    fork.world(BAN + 6)
    fear = [INDICATORS["ban_belief"].cuts(branch.worlds[told])[0].values for branch in (fork, parent)]
    china = ORIGINS.index("china")
    assert (fear[0][china, AMERICA] > fear[1][china, AMERICA]).all()
    assert np.array_equal(np.delete(fear[0], AMERICA, axis=1), np.delete(fear[1], AMERICA, axis=1))
    assert np.array_equal(fork.worlds[told].buyers.offer, parent.worlds[told].buyers.offer), "it is heard next month"
    moved = fork.worlds[-1].buyers.offer != parent.worlds[BAN + 6].buyers.offer
    assert moved.any(), "and in time some buyers stay away"
    assert (fork.worlds[-1].buyers.region[moved] == AMERICA).all()
