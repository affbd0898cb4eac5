"""The market's buyers, written a second and a third time as Mesa agents, end up where ours do.

The agents start from the same buyers and read the same offers and the same law, all kept fixed while months pass; whose
contract is up and which passing taste decides is luck of their own. Given what a buyer is, its offer under our luck and
under theirs are then independent and alike. So a buyer with something in one market only has it as likely in the one as
in the other (McNemar 1947), and z is the sum of differences over the root of the sum of their squares, with workloads
as weights too. Every |z| must stay below 4.
"""

from dataclasses import replace
from functools import cache

import numpy as np
import pytest

from simulator.entries import BUYERS
from simulator.month import Month
from simulator.world import STRATA, SWITCHES, Floats, Ints, World
from tests.benchmarks.mesa_market import Buyer, Market, NumpyBuyer, PlainBuyer, our_month
from tests.worlds import measure, month_after, scenario, small_world

FEW, MONTHS, TIMES = 1536, 24, 4
BANS = {"none": (), "ban": (measure("federal_ban", 0),), "ban of half": (measure("federal_ban", 0, strength=0.5),)}
every_ban = pytest.mark.parametrize("bans", BANS)
every_kind = pytest.mark.parametrize("kind", [PlainBuyer, NumpyBuyer])


def start(time: int = 0) -> World:
    """Return the base market in January 2028; another time has other luck, and nothing else is different."""
    return small_world(FEW, 52).changed(month=52 + 100 * time)


def law(bans: str) -> Month:
    """Return the month after, under the base market's law and bans."""
    return month_after(start(), *scenario().timeline.measures, *BANS[bans])


@cache
def ours(bans: str, time: int) -> Ints:
    """Return the offers that our buyers hold after months of nothing but their choices."""
    world, month = start(time), law(bans)
    for _ in range(MONTHS):
        world, _ = our_month(world, month)
    return world.buyers.offer.astype(np.int32)


def theirs(kind: type[Buyer], world: World, month: Month, time: int) -> Ints:
    """Return the offers that agents hold after as many months."""
    market = Market(kind, world, month, seed=1 + time)
    for _ in range(MONTHS):
        market.step()
    return market.offers_held()


def labels(world: World, held: Ints) -> dict[str, Ints]:
    """Return `(buyers,)` whole numbers that say what each buyer has a share in, in every way that is compared."""
    offers, models, buyers = world.offers, world.models, world.buyers
    model, model_before = offers.model[held], offers.model[buyers.offer]
    maker, maker_before = models.maker[model], models.maker[model_before]
    channel, stays = offers.channel[held], held == buyers.offer
    between_open = models.open[model] & models.open[model_before]
    ways = [stays, model == model_before, maker == maker_before, between_open, np.ones_like(stays)]
    move = np.argmax(ways, axis=0)
    return {
        "offer": held,
        "model": model,
        "model in a region": model * len(world.regions) + buyers.region,
        "maker in a type of buyer": maker * len(BUYERS) + buyers.kind,
        "channel": channel,
        "channel in a stratum": channel * STRATA + buyers.stratum,
        "way of moving since the start": move,
        "moving since the start, in a type of buyer": stays * len(BUYERS) + buyers.kind,
    }


def greatest_z(kind: type[Buyer], bans: str, world: World, month: Month, times: int) -> dict[str, float]:
    """Return the greatest |z| of all shares of buyers and of workload, in every way that is compared."""
    pairs = [(ours(bans, time), theirs(kind, world, month, time)) for time in range(times)]
    found = {}
    for name in labels(world, pairs[0][0]):
        one, other = (np.concatenate([labels(world, held)[name] for held in side]) for side in zip(*pairs, strict=True))
        for what, weight in (("buyers", np.ones(len(world.buyers))), ("workload", world.buyers.budget)):
            found[f"{what}: {name}"] = float(np.abs(z_scores(one, other, np.tile(weight, times))).max())
    return found


def z_scores(one: Ints, other: Ints, weight: Floats) -> Floats:
    """Return `(labels,)` z of the difference between the shares of each label."""
    label = np.union1d(one, other)[:, None]
    difference = weight * ((one == label).astype(np.float64) - (other == label))
    scatter = np.sqrt((difference**2).sum(axis=1))
    return difference.sum(axis=1) / np.where(scatter > 0.0, scatter, 1.0)


def changed_choice(month: Month, **numbers: object) -> Month:
    """Return a month under other numbers of choice."""
    choice = month.assumptions.choice.model_copy(update=numbers)
    return replace(month, assumptions=month.assumptions.model_copy(update={"choice": choice}))


@every_ban
@every_kind
def test_shares_equal_ours_within_sampling_error(kind: type[Buyer], bans: str) -> None:
    found = greatest_z(kind, bans, start(), law(bans), TIMES)
    assert max(found.values()) < 4.0, found


def test_agents_with_and_without_numpy_choose_alike_under_the_same_luck() -> None:
    plain, with_numpy = (theirs(kind, start(), law("ban of half"), 0) for kind in (PlainBuyer, NumpyBuyer))
    assert np.array_equal(plain, with_numpy)


def test_a_change_of_the_rules_would_be_noticed() -> None:
    world, month = start(), law("none")
    buyers, models = world.buyers, world.models
    others = {
        "cheaper to change the model": (
            world.changed(buyers=buyers.changed(switching_cost=0.5 * buyers.switching_cost)),
            month,
        ),
        "cheaper to change the channel": (world, changed_choice(month, switch_channel=0.0)),
        "everybody knows every model": (
            world.changed(models=models.changed(awareness=np.ones_like(models.awareness))),
            month,
        ),
        "no nests": (world, changed_choice(month, model_scale=month.assumptions.choice.channel_scale)),
    }
    found = {name: max(greatest_z(NumpyBuyer, "none", *other, TIMES).values()) for name, other in others.items()}
    assert min(found.values()) > 6.0, found


@every_kind
def test_a_ban_forces_the_same_buyers_to_move_in_its_first_month(kind: type[Buyer]) -> None:
    month = law("ban of half")
    world, _ = our_month(start(), month)
    market = Market(kind, start(), month, seed=1)
    market.step()
    forced = [market.decisions["forced", stratum] for stratum in range(STRATA)]
    adaptation = [market.adaptation_cost[stratum] for stratum in range(STRATA)]
    assert sum(forced) > 0.0
    np.testing.assert_allclose(forced, world.switching.workload[SWITCHES.index("forced")], rtol=1e-9)
    np.testing.assert_allclose(adaptation, world.switching.adaptation_cost, rtol=1e-9)


@every_kind
def test_workload_of_every_stratum_equals_ours(kind: type[Buyer]) -> None:
    """Where everybody finds an offer, what is chosen does not change how much is used."""
    world, month, market = start(), law("none"), Market(kind, start(), law("none"), seed=1)
    workload = np.zeros((len(world.offers), STRATA))
    for _ in range(MONTHS):
        world, workload = our_month(world, month)
        market.step()
    by_stratum = np.zeros(STRATA)
    for (_, stratum), amount in market.workload.items():
        by_stratum[stratum] += amount
    np.testing.assert_allclose(by_stratum, workload.sum(axis=0), rtol=1e-9)
