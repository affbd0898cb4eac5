"""Money is conserved: what buyers pay is what somebody receives, every month."""

import numpy as np
import pytest

from simulator.accounts import accounts
from simulator.dates import NOW
from simulator.entries import BUYERS, REGIONS
from simulator.indicator import INDICATORS, PLACES
from simulator.world import Floats, World
from tests.worlds import assuming, base_branch, measure, next_world, rows_of, small_setup, small_world

TO_ROUNDING = 1e-9


@pytest.fixture(scope="module")
def months() -> list[World]:
    """Return every month of the base market."""
    return base_branch().worlds


def receipts(world: World) -> dict[str, Floats]:
    """Return what each kind of receiver gets, `(receivers of that kind, places)` $M a month."""
    makers, clouds, own_it, platforms = INDICATORS["receipts"].cuts(world)
    return {"makers": makers.values, "clouds": clouds.values, "own_it": own_it.values, "platforms": platforms.values}


def spend_by_place(world: World) -> Floats:
    """Return `(places,)` $M a month, from the rows of sales."""
    region = world.sales.stratum // len(BUYERS)
    by_region = [float(world.sales.spend[region == number].sum()) for number in range(len(REGIONS))]
    return np.array([*by_region, sum(by_region), by_region[0] + by_region[1]])


def test_receipts_equal_spend_in_every_month_and_place(months: list[World]) -> None:
    for world in months:
        received = sum(amounts.sum(axis=0) for amounts in receipts(world).values())
        np.testing.assert_allclose(received, spend_by_place(world), rtol=TO_ROUNDING)


def test_there_is_money_to_conserve(months: list[World]) -> None:
    assert PLACES[-2:] == ("world", "west")
    assert months[0].sales.spend.sum() > 0.0
    assert months[NOW].sales.spend.sum() * 12 > 5_000, "$M a year"


def test_the_parts_of_each_dollar_sum_to_one(months: list[World]) -> None:
    for world in months:
        used = np.unique(world.sales.offer)
        np.testing.assert_allclose(world.offers.receipt[used].sum(axis=1), 1.0, rtol=TO_ROUNDING)
        assert (world.offers.receipt >= 0.0).all()


def test_enterprises_pay_what_they_spend_and_every_payment_is_positive(months: list[World]) -> None:
    for world in months:
        book = accounts(world)
        assert world.payments.shape == (len(book), len(book))
        assert (world.payments >= 0.0).all()
        paid = world.payments[book.outside("enterprises")].sum()
        assert paid == pytest.approx(world.sales.spend.sum(), rel=TO_ROUNDING)


def test_what_enterprises_pay_to_each_account_is_its_receipt(months: list[World]) -> None:
    world_column = PLACES.index("world")
    for world in months:
        book, got = accounts(world), receipts(world)
        paid = world.payments[book.outside("enterprises")]
        makers = [book.maker(row) for row in range(len(world.makers))]
        clouds = [book.cloud(row) for row in range(1, len(world.clouds))]
        np.testing.assert_allclose(paid[makers], got["makers"][:, world_column], rtol=TO_ROUNDING, atol=1e-12)
        np.testing.assert_allclose(paid[clouds], got["clouds"][:, world_column], rtol=TO_ROUNDING, atol=1e-12)
        assert paid[book.outside("own_it")] == pytest.approx(got["own_it"][0, world_column], rel=TO_ROUNDING)
        assert paid[book.outside("platforms")] == pytest.approx(got["platforms"][0, world_column], rel=TO_ROUNDING)


def test_nobody_pays_itself_and_the_null_rows_neither_pay_nor_are_paid(months: list[World]) -> None:
    for world in months:
        book = accounts(world)
        nobody = [book.maker(0), book.cloud(0)]
        assert not np.diagonal(world.payments).any()
        assert not world.payments[nobody].any()
        assert not world.payments[:, nobody].any()


def test_firms_pay_each_other_only_for_serving(months: list[World]) -> None:
    """Level 2: makers and platforms pay clouds; nobody pays enterprises, no cloud pays anybody."""
    for world in months[NOW::24]:
        book = accounts(world)
        clouds = np.array([book.cloud(row) for row in range(len(world.clouds))])
        makers = np.array([book.maker(row) for row in range(len(world.makers))])
        platforms = book.outside("platforms")
        assert (world.payments[np.ix_(makers, clouds)].sum(axis=1) > 0.0).sum() > 3
        assert world.payments[platforms, clouds].sum() == pytest.approx(world.payments[platforms].sum())
        assert not world.payments[np.ix_(makers, makers)].any()
        assert not world.payments[:, book.outside("enterprises")].any()
        assert not world.payments[clouds].any()


def test_serving_costs_no_more_than_platforms_receive(months: list[World]) -> None:
    for world in months:
        book = accounts(world)
        platforms = book.outside("platforms")
        assert world.payments[platforms].sum() <= world.payments[:, platforms].sum()


def test_public_money_goes_to_the_group_of_the_programmes_model() -> None:
    world = next_world(small_world(), measure("national_programme", spend=7.0, target={"model": "qwen"}))
    book = accounts(world)
    (alibaba,) = rows_of(world.makers, "alibaba")
    state = world.payments[book.outside("state")]
    assert state[book.maker(alibaba)] == pytest.approx(7.0)
    public = rows_of(world.makers, "tii", "american_consortium")  # whose tills a state fills
    assert state.sum() - state[book.maker(public)].sum() == pytest.approx(7.0)


def test_a_programme_pays_nobody_whose_group_owns_no_cloud() -> None:
    world = next_world(small_world(), measure("national_programme", spend=7.0, target={"model": "llama"}))
    book = accounts(world)
    state = world.payments[book.outside("state")].copy()
    state[book.maker(rows_of(world.makers, "tii", "american_consortium"))] = 0.0  # whose tills a state fills
    assert not state.any()


def test_budgets_of_a_stratum_add_up_to_what_the_region_will_spend() -> None:
    """Whatever the number of simulated buyers, they stand for the same firms."""
    world, larger = small_world(), small_world(buyers=2048, month=0)
    totals = [np.bincount(panel.buyers.stratum, panel.buyers.budget) for panel in (world, larger)]
    np.testing.assert_allclose(totals[0], totals[1], rtol=TO_ROUNDING)
    america = dict(small_setup().regions)["united_states"]
    saturation = assuming().demand.saturation
    assert totals[0][: len(BUYERS)].sum() == pytest.approx(america.software_spend_bn_a_year * 1000 / 12 * saturation)


def test_a_cheaper_model_costs_less_and_runs_more_tokens(months: list[World]) -> None:
    """Spend = workload × (price / reference) ^ (1 − elasticity), and tokens = spend over price."""
    world = months[NOW]
    elasticity = assuming().demand.elasticity
    api = world.offers.channel[world.sales.offer] == 0
    price = world.offers.price[world.sales.offer, world.sales.stratum // len(BUYERS)][api]
    relative = price / world.economy.reference_price
    spend = world.sales.workload[api] * relative ** (1.0 - elasticity)
    np.testing.assert_allclose(world.sales.spend[api], spend, rtol=TO_ROUNDING)
    np.testing.assert_allclose(world.sales.tokens[api] * price, spend, rtol=TO_ROUNDING)
