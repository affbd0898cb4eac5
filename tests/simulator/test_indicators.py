"""Indicators on small worlds whose values can be worked out by hand."""

import numpy as np
import pytest

from simulator.accounts import accounts
from simulator.entries import BUYERS, REGIONS
from simulator.indicator import GROUPS, INDICATORS, PLACES, maker_ids
from simulator.world import STRATA, SWITCHES, Channel, Floats, Origin, Receiver, Sales, World
from tests.worlds import measure, next_world, offers_from, rows_of, small_world

WORLD, WEST = PLACES.index("world"), PLACES.index("west")
CHINA, LATIN_AMERICA, SINGAPORE = map(REGIONS.index, ("china", "latin_america", "singapore"))
DECISIONS = {"new": "first_contracts", "renewed": "renewals", "voluntary": "switching", "forced": "forced_switching"}


@pytest.fixture(scope="module")
def world() -> World:
    """Return January 2026."""
    return small_world()


def values(world: World, name: str, number: int = 0) -> Floats:
    """Return the values of one cut of an indicator."""
    return INDICATORS[name].cuts(world)[number].values


def selling(world: World, *rows: tuple[int, int, float]) -> World:
    """Return the world in which only these sales take place: offer, region, $M a month."""
    offer, region, amount = zip(*rows, strict=True)
    spend = np.array(amount)
    stratum = np.array(region, dtype=np.int32) * len(BUYERS)
    sales = Sales(offer=np.array(offer, np.int32), stratum=stratum, workload=spend, spend=spend, tokens=spend)
    return world.changed(sales=sales)


def rented(world: World) -> int:
    """Return an offer that pays to all clouds that rent out machines: open weights that a buyer hosts herself."""
    to_cloud = world.offers.receipt[:, Receiver.CLOUD] > 0.0
    return int(np.flatnonzero(world.offers.through(Channel.SELF_HOSTED) & to_cloud)[0])


def api(world: World, origin: int) -> int:
    """Return an offer of an origin all of whose price its maker receives."""
    own = world.offers.receipt[:, Receiver.MAKER] == 1.0
    return int(np.flatnonzero(world.offers.through(Channel.API) & offers_from(world, origin) & own)[0])


@pytest.mark.parametrize("attractions", [(1.0,), (1.0, 1.0), (3.0, 1.0), (5.0, 3.0, 2.0)])
def test_concentration_of_clouds_is_the_sum_of_their_squared_shares(
    world: World, attractions: tuple[float, ...]
) -> None:
    attraction = np.zeros_like(world.clouds.attraction)
    attraction[1 : 1 + len(attractions)] = np.array(attractions)[:, None]
    renting = world.changed(clouds=world.clouds.changed(attraction=attraction))
    index = values(selling(renting, (rented(world), 0, 7.0)), "cloud_concentration")
    expected = sum(part**2 for part in attractions) / sum(attractions) ** 2
    assert index[[0, WORLD, WEST]] == pytest.approx([expected] * 3)
    assert not index[1 : len(REGIONS)].any(), "where no cloud is paid there is no concentration"


def test_concentration_of_clouds_follows_from_their_receipts(world: World) -> None:
    paid = values(world, "receipts", 1)
    used = paid.sum(axis=0) > 0.0
    expected = (paid[:, used] ** 2).sum(axis=0) / paid[:, used].sum(axis=0) ** 2
    assert used[WORLD]
    assert values(world, "cloud_concentration")[used] == pytest.approx(expected)


def test_what_clouds_receive_in_the_world_is_what_the_books_say(world: World) -> None:
    book = accounts(world)
    booked = world.payments[book.outside("enterprises"), book.of_clouds]
    assert values(world, "receipts", 1)[:, WORLD] == pytest.approx(booked[1:])


def test_a_maker_leaks_what_is_spent_on_its_weights_elsewhere(world: World) -> None:
    own = api(world, Origin.CHINA)
    maker = int(world.models.maker[world.offers.model[own]])
    of_maker = world.models.maker[world.offers.model] == maker
    unpaid = world.offers.receipt[:, Receiver.MAKER] == 0.0
    elsewhere = int(np.flatnonzero(of_maker & unpaid & world.offers.through(Channel.SELF_HOSTED))[0])
    sold = selling(world, (own, 0, 3.0), (elsewhere, 0, 1.0), (elsewhere, 1, 2.0))
    leakage = values(sold, "leakage", 1)
    assert leakage[maker, [0, 1, 2]] == pytest.approx([0.25, 1.0, 0.0])
    assert leakage[maker, [WORLD, WEST]] == pytest.approx(0.5)
    assert not np.delete(leakage, maker, axis=0).any()


def test_leakage_of_an_origin_is_the_mean_of_its_makers_weighted_by_what_is_spent(world: World) -> None:
    sales = world.sales
    spent = np.bincount(
        world.models.maker[world.offers.model[sales.offer]], sales.spend, minlength=len(maker_ids(world))
    )
    chinese = world.makers.origin == Origin.CHINA
    mean = np.average(values(world, "leakage", 1)[chinese, WORLD], weights=spent[chinese])
    assert values(world, "leakage")[Origin.CHINA, WORLD, 0] == pytest.approx(mean)


def test_chinese_receipts_are_told_apart_by_where_they_come_from(world: World) -> None:
    chinese, american = api(world, Origin.CHINA), api(world, Origin.UNITED_STATES)
    sold = selling(
        world,
        (chinese, CHINA, 100.0),
        (chinese, LATIN_AMERICA, 4.0),
        (chinese, SINGAPORE, 2.0),
        (chinese, 0, 1.0),
        (american, LATIN_AMERICA, 50.0),
    )
    assert float(values(sold, "chinese_receipts_abroad")) == pytest.approx(7.0)
    assert float(values(sold, "chinese_receipts_south")) == pytest.approx(6.0)


@pytest.mark.parametrize("switch", SWITCHES)
def test_decisions_are_shares_of_the_workload_in_use(world: World, switch: str) -> None:
    decided = np.zeros((len(SWITCHES), STRATA))
    decided[SWITCHES.index(switch), 0] = 1.0
    sold = selling(world, (rented(world), 0, 4.0), (rented(world), 1, 4.0))
    sold = sold.changed(switching=sold.switching.changed(workload=decided))
    for other, name in DECISIONS.items():
        part = values(sold, name)[..., 0]
        expected = (0.25, 0.0, 0.125) if other == switch else (0.0, 0.0, 0.0)
        assert part[[0, 1, WORLD], GROUPS.index("startup")] == pytest.approx(expected)


def test_paying_users_pay_what_the_maker_earns(world: World) -> None:
    payers, users = values(world, "app_payers"), values(world, "app_users")
    assert payers * world.regions.revenue_per_payer == pytest.approx(values(world, "app_revenue"))
    assert (payers <= users).all()
    assert payers.sum() > 0.0


def test_who_pays_a_new_owner_is_no_paying_user_of_the_maker(world: World) -> None:
    before, after = (
        values(next_world(world, *measures), "app_payers")[rows_of(world.makers, "deepseek", "moonshot")]
        for measures in ((), (measure("divestiture", world.month + 1),))
    )
    assert (after[:, 1:] == before[:, 1:]).all()
    assert after[:, 0] == pytest.approx(0.2 * before[:, 0], rel=0.2)
