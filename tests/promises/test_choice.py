"""What price does to shares, and what shares come to when all buyers are alike."""

import numpy as np
import pytest
from scipy.stats import chisquare

from simulator.attributes import ATTRIBUTES, TASTES, attributes
from simulator.entries import BUYERS, REGIONS
from simulator.market.choice import choices
from simulator.month import Month
from simulator.nested_logit import probabilities
from simulator.world import CHANNELS, NEVER_ADOPTED, Buyers, Channel, Floats, World
from tests.worlds import about_to_choose, assuming, base_branch, month_after

EVERYBODY_CHOOSES = assuming(choice__renewal=1.0)
AMERICA, LARGE = REGIONS.index("united_states"), BUYERS.index("large")


@pytest.fixture(scope="module")
def month() -> Month:
    """Return January 2028, in which every contract is up."""
    return month_after(base_branch(buyers=4096, until=51).worlds[51], assumptions=EVERYBODY_CHOOSES)


@pytest.fixture(scope="module")
def world(month: Month) -> World:
    """Return the market just before everybody chooses."""
    return about_to_choose(base_branch(buyers=4096).worlds[51], month)


def with_price(world: World, offer: int, factor: float) -> World:
    """Return the world in which one offer's price is another everywhere, all else equal."""
    price = world.offers.price.copy()
    price[offer] *= factor
    return world.changed(offers=world.offers.changed(price=price))


@pytest.mark.parametrize("channel", range(len(CHANNELS)), ids=CHANNELS)
@pytest.mark.parametrize("rank", range(3))
def test_raising_the_price_of_an_offer_wins_it_no_buyer_and_moves_nobody_else(
    channel: int, rank: int, world: World, month: Month
) -> None:
    usual = choices(world, month).buyers.offer
    users = np.bincount(usual, minlength=len(world.offers)) * (world.offers.channel == channel)
    users[0] = 0
    offer = int(np.argsort(users)[-1 - rank])
    dearer = choices(with_price(world, offer, 3.0), month).buyers.offer
    moved = dearer != usual
    assert (usual[moved] == offer).all()
    assert not (moved & (dearer == offer)).any()
    assert moved.any()


def test_lowering_a_price_wins_buyers_for_that_offer_alone(world: World, month: Month) -> None:
    usual = choices(world, month).buyers.offer
    offer = int(np.bincount(usual[usual > 0]).argmax())
    cheaper = choices(with_price(world, offer, 0.5), month).buyers.offer
    moved = cheaper != usual
    assert moved.any()
    assert (cheaper[moved] == offer).all()


def test_who_does_not_weigh_the_price_does_not_see_it(world: World, month: Month) -> None:
    taste = world.buyers.taste.copy()
    taste[:, TASTES.index("price")] = 0.0
    indifferent = world.changed(buyers=world.buyers.changed(taste=taste))
    usual = choices(indifferent, month).buyers.offer
    dearer = choices(with_price(indifferent, int(np.bincount(usual[usual > 0]).argmax()), 50.0), month).buyers.offer
    assert np.array_equal(usual, dearer)


ALIKE = assuming(choice__renewal=1.0, tastes__brand_spread=0.0)


def one_class(world: World, count: int) -> Buyers:
    """Return large American buyers who all want the same, are bound to nothing and hold the same model."""
    taste = world.buyers.taste[world.buyers.stratum == AMERICA * len(BUYERS) + LARGE].mean(axis=0)
    held = int(np.flatnonzero(world.offers.feasible[:, AMERICA])[0])
    return Buyers(
        region=np.full(count, AMERICA, dtype=np.int32),
        kind=np.full(count, LARGE, dtype=np.int32),
        stratum=np.full(count, AMERICA * len(BUYERS) + LARGE, dtype=np.int32),
        budget=np.ones(count),
        threshold=np.zeros(count),
        taste=np.tile(taste, (count, 1)),
        liking=np.zeros((count, len(world.models)), dtype=np.float32),
        threshold_of_awareness=np.zeros((count, len(world.models)), dtype=np.float32),
        switching_cost=np.zeros(count),
        offer=np.full(count, held, dtype=np.int16),
        adopted=np.zeros(count, dtype=np.int16),
    )


def known_to_all(world: World) -> World:
    """Return the world in which every buyer considers every model."""
    return world.changed(models=world.models.changed(awareness=np.ones_like(world.models.awareness)))


def closed_form(world: World, month: Month, taste: Floats) -> tuple[Floats, Floats]:
    """Return the offers that a large American buyer may use and their probabilities, worked out from the definition."""
    offer = np.flatnonzero(world.offers.feasible[:, AMERICA])
    seen = attributes(world, month.rules, month.assumptions)[AMERICA][:, offer]
    numbers = month.assumptions
    value = taste @ seen[: len(TASTES)] + seen[ATTRIBUTES.index("brand")]
    value += seen[ATTRIBUTES.index(f"ban_risk_of_{BUYERS[LARGE]}")] * taste[TASTES.index("ban_risk")]
    alone = world.offers.channel[offer] == Channel.SELF_HOSTED
    value -= alone * taste[TASTES.index("price")] * np.log(numbers.prices.self_hosting.large)
    model = world.offers.model[offer]
    chance = probabilities(value[None, :], model, numbers.choice.model_scale, numbers.choice.channel_scale)[0]
    return offer, chance


def test_with_one_class_and_no_persistent_taste_shares_converge_to_the_closed_form(world: World) -> None:
    month = month_after(base_branch().worlds[51], assumptions=ALIKE)
    distance = []
    for count in (500, 50_000):
        alike = known_to_all(world).changed(buyers=one_class(world, count), adoption=np.ones_like(world.adoption))
        offer, chance = closed_form(alike, month, alike.buyers.taste[0])
        chosen = choices(alike, month).buyers.offer
        assert np.isin(chosen, offer).all()
        shares = np.bincount(chosen, minlength=len(world.offers))[offer] / count
        distance.append(np.abs(shares - chance).sum())
    assert distance[1] < distance[0] / 5
    often = chance * count >= 10
    observed = np.append(shares[often], shares[~often].sum()) * count
    expected = np.append(chance[often], chance[~often].sum()) * count
    assert often.sum() > 15
    assert chisquare(observed, expected).pvalue > 0.001


def test_new_buyers_pay_no_switching_cost(world: World) -> None:
    month = month_after(base_branch().worlds[51], assumptions=ALIKE)
    bound = one_class(world, 2000)
    new = bound.changed(
        offer=np.zeros(len(bound), dtype=np.int32),
        adopted=np.full(len(bound), NEVER_ADOPTED, dtype=np.int16),
        switching_cost=np.full(len(bound), 50.0),
    )
    known = known_to_all(world).changed(adoption=np.ones_like(world.adoption))
    free, first = (choices(known.changed(buyers=panel), month).buyers.offer for panel in (bound, new))
    stay = choices(known.changed(buyers=bound.changed(switching_cost=new.switching_cost)), month).buyers.offer
    assert np.array_equal(free, first)
    assert (stay == bound.offer).mean() > 0.99
