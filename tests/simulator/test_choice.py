"""What moves whom: each push moves buyers only in the direction it says, buyer by buyer, under the same luck."""

from collections.abc import Callable
from itertools import pairwise

import numpy as np
import pytest

from simulator.entries import BUYERS, REGIONS
from simulator.luck import ALWAYS, Luck
from simulator.market.choice import choices
from simulator.month import Month
from simulator.world import NEVER_ADOPTED, SWITCHES, Channel, Flags, Ints, Origin, World
from tests.worlds import (
    about_to_choose,
    assuming,
    base_branch,
    month_after,
    named_models,
    offers_from,
    rows_of,
)

BUYERS_ENOUGH = 4096
AMERICA, EUROPE = REGIONS.index("united_states"), REGIONS.index("europe")

Push = Callable[[World, Month], tuple[World, Month]]


@pytest.fixture(scope="module")
def december() -> World:
    """Return the market at the end of December 2027."""
    return base_branch(buyers=BUYERS_ENOUGH, until=51).worlds[51]


@pytest.fixture(scope="module")
def month(december: World) -> Month:
    """Return January 2028, in which every contract is up, so that everybody can answer."""
    return month_after(december, assumptions=assuming(choice__renewal=1.0))


@pytest.fixture(scope="module")
def world(december: World, month: Month) -> World:
    """Return the market just before everybody chooses."""
    return about_to_choose(december, month)


@pytest.fixture(scope="module")
def usual(world: World, month: Month) -> Ints:
    """Return the offers chosen without any push."""
    return choices(world, month).buyers.offer


def under(push: Push, world: World, month: Month) -> Ints:
    """Return the offers chosen after a push."""
    return choices(*push(world, month)).buyers.offer


def with_rule(month: Month, **columns: object) -> Month:
    """Return the month under a law with columns replaced."""
    return Month(month.number, month.rules.changed(**columns), month.luck, month.assumptions)


def more_distrust(world: World, month: Month) -> tuple[World, Month]:
    distrust = world.distrust.copy()
    distrust[EUROPE, Origin.CHINA] += 0.8
    return world.changed(distrust=distrust), month


def more_exposure(world: World, month: Month) -> tuple[World, Month]:
    exposure = month.rules.exposure.copy()
    exposure[offers_from(world, Origin.CHINA), EUROPE] += 0.8
    return world, with_rule(month, exposure=exposure)


def more_friction(world: World, month: Month) -> tuple[World, Month]:
    friction = month.rules.friction.copy()
    friction[offers_from(world, Origin.CHINA), EUROPE] += 0.8
    return world, with_rule(month, friction=friction)


def more_fear(world: World, month: Month) -> tuple[World, Month]:
    belief = world.ban_belief.reshape(-1, len(REGIONS), len(BUYERS)).copy()
    belief[Origin.CHINA, EUROPE] += 0.5
    return world.changed(ban_belief=belief.reshape(world.ban_belief.shape)), month


@pytest.mark.parametrize("push", [more_distrust, more_exposure, more_friction, more_fear])
def test_a_penalty_on_an_origin_moves_nobody_to_it_and_nobody_elsewhere(
    push: Push, world: World, month: Month, usual: Ints
) -> None:
    chinese = offers_from(world, Origin.CHINA)
    after = under(push, world, month)
    moved = usual != after
    assert moved.any()
    assert (world.buyers.region[moved] == EUROPE).all()
    assert chinese[usual[moved]].all()


def endorsed(world: World, month: Month) -> tuple[World, Month]:
    endorsement = month.rules.endorsement.copy()
    endorsement[np.ix_(rows_of(world.models, "qwen"), [EUROPE])] += 0.7
    return world, with_rule(month, endorsement=endorsement)


def better_known(world: World, month: Month) -> tuple[World, Month]:
    awareness = world.models.awareness.copy()
    awareness[rows_of(world.models, "qwen"), EUROPE] = 0.99
    return world.changed(models=world.models.changed(awareness=awareness)), month


def more_capable(world: World, month: Month) -> tuple[World, Month]:
    capability = world.models.capability.copy()
    capability[rows_of(world.models, "qwen")] += 60.0
    return world.changed(models=world.models.changed(capability=capability)), month


def more_derivatives(world: World, month: Month) -> tuple[World, Month]:
    derivatives = world.models.derivatives.copy()
    derivatives[rows_of(world.models, "qwen")] *= 100.0
    return world.changed(models=world.models.changed(derivatives=derivatives)), month


@pytest.mark.parametrize("push", [endorsed, better_known, more_capable, more_derivatives])
def test_what_speaks_for_a_model_loses_it_nobody_and_moves_nobody_between_others(
    push: Push, world: World, month: Month, usual: Ints
) -> None:
    (qwen,) = rows_of(world.models, "qwen")
    after = under(push, world, month)
    model_before, model_after = world.offers.model[usual], world.offers.model[after]
    changed = model_before != model_after
    assert changed.any()
    assert (model_after[changed] == qwen).all()
    assert (model_before[usual != after] == qwen).sum() == (usual != after).sum() - changed.sum()


@pytest.mark.parametrize("push", [endorsed, better_known])
def test_a_word_in_one_region_is_not_heard_in_another(push: Push, world: World, month: Month, usual: Ints) -> None:
    moved = usual != under(push, world, month)
    assert (world.buyers.region[moved] == EUROPE).all()


def test_an_endorsement_of_open_models_moves_nobody_to_a_closed_one(world: World, month: Month, usual: Ints) -> None:
    word = month.rules.open_endorsement.copy()
    word[EUROPE] += 0.8
    after = choices(world, with_rule(month, open_endorsement=word)).buyers.offer
    moved = usual != after
    assert moved.any()
    assert world.models.open[world.offers.model[after[moved]]].all()
    assert (world.buyers.region[moved] == EUROPE).all()


def test_dearer_switching_makes_nobody_switch_who_would_have_stayed(world: World, month: Month) -> None:
    settled = world.buyers.offer > 0
    stays = []
    for factor in (0.5, 1.0, 2.0, 8.0):
        buyers = world.buyers.changed(switching_cost=world.buyers.switching_cost * factor)
        after = choices(world.changed(buyers=buyers), month).buyers.offer
        stays.append((after == world.buyers.offer) & settled)
    for fewer, more in pairwise(stays):
        assert not (fewer & ~more).any()
        assert more.sum() > fewer.sum()


@pytest.mark.parametrize("rank", range(5))
def test_an_offer_that_disappears_moves_only_its_users(rank: int, world: World, month: Month, usual: Ints) -> None:
    used = np.bincount(usual, minlength=len(world.offers))
    used[0] = 0
    gone = int(np.argsort(used)[-1 - rank])
    feasible = world.offers.feasible.copy()
    feasible[gone] = False
    after = choices(world.changed(offers=world.offers.changed(feasible=feasible)), month).buyers.offer
    users = (usual == gone) | (world.buyers.offer == gone)
    assert users.sum() > 10
    assert not (after == gone).any()
    assert np.array_equal(after[~users], usual[~users])


def test_a_new_offer_moves_only_those_who_take_it(world: World, month: Month, usual: Ints) -> None:
    (llama,) = rows_of(world.models, "llama")
    new = int(np.flatnonzero((world.offers.model == llama) & (world.offers.channel == Channel.API))[0])
    assert not world.offers.feasible[new].any()
    feasible, price = world.offers.feasible.copy(), world.offers.price.copy()
    feasible[new], price[new] = True, 0.5
    wider = world.changed(offers=world.offers.changed(feasible=feasible, price=price))
    after = choices(wider, month).buyers.offer
    moved = after != usual
    assert moved.any()
    assert (after[moved] == new).all()


def test_passing_taste_is_drawn_anew_each_month_and_lasting_taste_is_not(world: World, month: Month) -> None:
    free = world.changed(buyers=world.buyers.changed(switching_cost=np.zeros_like(world.buyers.switching_cost)))
    this, again = (choices(free, month).buyers.offer for _ in range(2))
    later = Month(month.number + 1, month.rules, month.luck, month.assumptions)
    following = choices(free, later).buyers.offer
    assert np.array_equal(this, again)
    both = (this > 0) & (following > 0)
    models = world.offers.model
    same_model = (models[this] == models[following])[both].mean()
    by_chance = (np.bincount(models[this[both]]) / both.sum()) @ (np.bincount(models[this[both]]) / both.sum())
    assert by_chance + 0.1 < same_model < 0.95
    assert (this == following)[both].mean() < 0.9


def test_with_no_contract_up_and_nothing_gone_everybody_keeps_what_she_has(world: World, december: World) -> None:
    idle = month_after(december, assumptions=assuming(choice__renewal=0.0))
    after = choices(world, idle).buyers.offer
    new = (world.buyers.offer == 0) & (after > 0)
    assert np.array_equal(after[~new], world.buyers.offer[~new])
    assert (world.buyers.threshold[new] <= world.adoption[world.buyers.stratum[new]]).all()


def test_contracts_are_up_as_often_as_each_type_of_buyer_renews(december: World) -> None:
    """The share that decides a month is the renewal chance: counted over ten months of luck."""
    chance = np.array([value for _, value in assuming().choice.renewal])
    buyers = december.buyers
    draws = np.array([Luck(1).uniform("renewal", number, np.arange(len(buyers))) for number in range(10)])
    for kind in range(len(BUYERS)):
        assert (draws[:, buyers.kind == kind] < chance[kind]).mean() == pytest.approx(chance[kind], abs=0.02)
    usual = month_after(december)
    settled = about_to_choose(december, usual)
    moved = choices(settled, usual).buyers.offer != settled.buyers.offer
    up = Luck(1).uniform("renewal", usual.number, np.arange(len(buyers))) < chance[buyers.kind]
    assert moved.any()
    assert not (moved & (settled.buyers.offer > 0) & ~up).any()


def test_nobody_considers_a_model_she_has_not_heard_of(world: World, month: Month, usual: Ints) -> None:
    models = world.offers.model[usual]
    heard = Luck(1).uniforms(len(world.models))[Luck(1).places("consideration", ALWAYS, np.arange(len(usual)))]
    known = heard < world.models.awareness.T[world.buyers.region]
    known[np.arange(len(usual)), world.offers.model[world.buyers.offer]] = True
    chosen_known = known[np.arange(len(usual)), models]
    knows_something = _may_use(world, known)
    bought = usual > 0
    assert chosen_known[bought & knows_something].all()
    assert not month.rules.forbidden.any()


def _may_use(world: World, known: Flags) -> Flags:
    """Return `(buyers,)` who knows any model that can be had in her region."""
    to_be_had = np.zeros((len(REGIONS), len(world.models)), dtype=bool)
    for region in range(len(REGIONS)):
        to_be_had[region, world.offers.model[world.offers.feasible[:, region]]] = True
    return (known & to_be_had[world.buyers.region]).any(axis=1)


def test_who_knows_nothing_that_may_be_used_looks_at_everything(world: World, month: Month) -> None:
    unknown = world.models.changed(awareness=np.zeros_like(world.models.awareness))
    nobody = world.buyers.changed(offer=np.zeros_like(world.buyers.offer))
    chosen = choices(world.changed(models=unknown, buyers=nobody), month).buyers.offer
    ready = world.buyers.threshold <= world.adoption[world.buyers.stratum]
    assert ready.any()
    assert (chosen[ready] > 0).all()
    assert world.offers.feasible[chosen[ready], world.buyers.region[ready]].all()


def test_where_nothing_may_be_used_nobody_buys_and_everybody_comes_back_later(world: World, month: Month) -> None:
    forbidden = np.ones_like(month.rules.forbidden)
    banned = with_rule(month, forbidden=forbidden)
    without = choices(world, banned)
    assert not without.buyers.offer.any()
    assert (without.buyers.adopted == NEVER_ADOPTED).all()
    again = choices(without, month)
    assert (again.buyers.offer > 0).sum() >= (world.buyers.offer > 0).sum()


def test_decisions_are_counted_once_by_their_reason(world: World, month: Month) -> None:
    after = choices(world, month)
    counted = dict(zip(SWITCHES, after.switching.workload.sum(axis=1), strict=True))
    assert counted["forced"] == 0.0
    assert not after.switching.adaptation_cost.any()
    assert counted["new"] > 0.0
    assert counted["renewed"] > counted["voluntary"] > 0.0
    banned = month.rules.forbidden.copy()
    banned[offers_from(world, Origin.CHINA)] = 1.0
    forced = choices(world, with_rule(month, forbidden=banned))
    assert forced.switching.workload[SWITCHES.index("forced")].sum() > 0.0
    assert (forced.switching.adaptation_cost > 0.0).any()


def test_the_long_tail_has_no_part_in_what_is_said_of_named_models(world: World) -> None:
    assert not named_models(world)[-1]
    assert not offers_from(world, Origin.CHINA)[world.offers.model == len(world.models) - 1].any()
