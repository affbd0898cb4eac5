"""What the phases of a month do besides choice: yardsticks of the model, and limits that tell whether a rule acts."""

from itertools import pairwise

import numpy as np
import pytest

from simulator.dates import NEVER, NOW
from simulator.entries import BUYERS, REGIONS
from simulator.history import Branch
from simulator.indicator import INDICATORS, market_shares
from simulator.market.adoption import adoption
from simulator.market.awareness import awareness
from simulator.market.clouds import clouds
from simulator.market.downloads import downloads
from simulator.market.long_tail import long_tail
from simulator.market.offers import offers
from simulator.market.prices import prices
from simulator.market.releases import releases
from simulator.market.research import research
from simulator.market.sentiment import sentiment
from simulator.opening import opening
from simulator.scenario.running import simulate
from simulator.world import Channel, Kind, Origin, Status, World
from tests.worlds import (
    about_to_choose,
    assuming,
    base_branch,
    measure,
    month_after,
    named_models,
    next_world,
    rows_of,
    scenario,
    small_setup,
    small_world,
)

EUROPE = REGIONS.index("europe")


@pytest.fixture(scope="module")
def world() -> World:
    """Return January 2026."""
    return small_world()


# --- what no firm decides -----------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "month, cost",
    [(0, 305), (12, 595), (20, 830), (28, 1081), (40, 1455), (60, 1993), (88, 2492), (147, 2885)],
)
def test_the_cost_of_a_frontier_programme_follows_its_path(month: int, cost: float) -> None:
    assert base_branch().worlds[month].economy.programme_cost == pytest.approx(cost, abs=1.0)


@pytest.mark.parametrize(
    "month, cost", [(0, 0.94), (12, 0.45), (28, 0.19), (40, 0.107), (60, 0.047), (88, 0.018), (147, 0.004)]
)
def test_hardware_gets_cheaper_along_its_path(month: int, cost: float) -> None:
    assert base_branch().worlds[month].economy.hardware_cost == pytest.approx(cost, rel=0.06)


def test_budgets_grow_by_eight_per_cent_a_year() -> None:
    worlds = base_branch().worlds
    assert worlds[12].economy.budget_growth == pytest.approx(1.08)
    assert worlds[120].economy.budget_growth == pytest.approx(1.08**10)


# --- laboratories and their releases ------------------------------------------------------------------------


def lab(world: World, name: str, **columns: float) -> World:
    """Return the world in which some numbers of a maker are others."""
    changed = {}
    for column, value in columns.items():
        values = getattr(world.makers, column).copy()
        values[rows_of(world.makers, name)] = value
        changed[column] = values
    return world.changed(makers=world.makers.changed(**changed))


def test_more_efficient_research_never_slows_progress(world: World) -> None:
    month = month_after(world)
    (mistral,) = rows_of(world.makers, "mistral")
    progress = [
        research(lab(world, "mistral", efficiency=value), month).makers.capability[mistral] for value in (0.5, 2, 8)
    ]
    assert progress == sorted(progress)
    assert progress[-1] > progress[0] + 1.0


def test_a_laboratory_learns_more_the_further_it_is_behind(world: World) -> None:
    month = month_after(world)
    (mistral,) = rows_of(world.makers, "mistral")
    gains = []
    for points in (1200.0, 1350.0):
        behind = lab(world, "mistral", capability=points)
        gains.append(research(behind, month).makers.capability[mistral] - points)
    assert gains[0] > gains[1]


def test_without_research_nothing_is_absorbed(world: World) -> None:
    month = month_after(world, assumptions=assuming(research__noise=0.0))
    (mistral,) = rows_of(world.makers, "mistral")
    idle = lab(world, "mistral", efficiency=0.0, capability=1000.0)
    assert research(idle, month).makers.capability[mistral] == 1000.0


def test_a_retreated_maker_tunes_the_best_open_model(world: World) -> None:
    (yi,) = rows_of(world.makers, "zero_one_ai")
    retreated = lab(world, "zero_one_ai", status=Status.RETREATED, capability=900.0)
    retreated = retreated.changed(makers=retreated.makers.changed(status=retreated.makers.status.astype(np.int32)))
    after = research(retreated, month_after(world)).makers
    assert after.capability[yi] == world.economy.open_frontier - 20.0
    plan = after.ambition[yi] * world.economy.programme_cost
    assert after.research[yi] == pytest.approx(0.12 * plan)


def test_a_wrapper_stays_behind_the_frontier_by_its_lag() -> None:
    world = small_world(month=NOW - 3)  # before it is bought
    (manus,) = rows_of(world.makers, "manus")
    assert world.makers.wrapper[manus]
    assert research(world, month_after(world)).makers.capability[manus] >= world.economy.frontier - 25.0


def test_progress_slows_after_now() -> None:
    frontier = [world.economy.frontier for world in base_branch().worlds]
    assert frontier[28] - frontier[4] > frontier[147] - frontier[123] > 0.0


def test_nothing_ships_that_is_not_better_by_a_worthwhile_step(world: World) -> None:
    ready = world.models.capability[world.models.maker == 1].max()
    stalled = lab(world, "openai", capability=float(ready) + 3.0)
    for number in range(6):
        month = month_after(stalled)
        stalled = releases(stalled.changed(month=world.month + 1 + number), month)
        assert not stalled.models.released[rows_of(world.models, "gpt")].any()


def test_a_model_opens_in_its_month_unless_a_measure_closes_it() -> None:
    (glm,) = rows_of(small_world().models, "glm")
    opened = int(small_world().models.open_from[glm])
    before, after = small_world(month=opened - 1), small_world(month=opened)
    assert not before.models.open[glm]
    assert after.models.open[glm]
    assert not next_world(before, measure("close_weights", opened)).models.open[glm]


# --- prices -------------------------------------------------------------------------------------------------


def test_a_list_price_closes_its_part_of_the_distance_to_its_target(world: World) -> None:
    numbers = assuming(prices__adjustment=1.0)
    (gpt,) = rows_of(world.models, "gpt")
    at_once = prices(world, month_after(world, assumptions=numbers)).models.list_price[gpt]
    usual = prices(world, month_after(world)).models.list_price[gpt]
    before = world.models.list_price[gpt]
    assert np.log(usual / before) == pytest.approx(0.25 * np.log(at_once / before))


def test_crowding_takes_from_the_margin_and_a_lead_adds_to_it(world: World) -> None:
    (gpt,) = rows_of(world.models, "gpt")
    at_once = {"prices__adjustment": 1.0}
    usual, crowded, alone = (
        prices(world, month_after(world, assumptions=assuming(**at_once, **change))).models.list_price[gpt]
        for change in ({}, {"prices__margin_of_crowding": 0.05}, {"prices__margin_of_crowding": 0.0})
    )
    assert crowded < usual < alone
    capability = world.models.capability.copy()
    capability[gpt] = world.economy.frontier + 80.0
    ahead = world.changed(models=world.models.changed(capability=capability))
    price_ahead, cost_ahead = _price_and_cost(ahead, gpt, at_once)
    price, cost = _price_and_cost(world, gpt, at_once)
    assert price_ahead / cost_ahead > price / cost


def _price_and_cost(world: World, model: int, changes: dict[str, float]) -> tuple[float, float]:
    after = prices(world, month_after(world, assumptions=assuming(**changes))).models
    return float(after.list_price[model]), float(after.unit_cost[model])


def test_no_margin_leaves_its_bounds() -> None:
    for world in base_branch().worlds[::10]:
        live = world.models.live & named_models(world)
        target = 1.0 - world.models.unit_cost[live] / world.models.list_price[live]
        assert (target < 0.9).all()
        assert (target > -1.5).all(), "prices lag behind costs, but not for ever"


# --- clouds -------------------------------------------------------------------------------------------------


def test_congestion_makes_compute_dearer(world: World) -> None:
    full = world.clouds.utilisation.copy()
    full[1:] = 1.25
    busy = world.changed(clouds=world.clouds.changed(utilisation=full))
    idle = world.changed(clouds=world.clouds.changed(utilisation=np.zeros_like(full)))
    dear, cheap = (clouds(state, month_after(world)).clouds.price[1:] for state in (busy, idle))
    np.testing.assert_allclose(dear / cheap, 1.4)
    chinese = world.clouds.origin[1:] == Origin.CHINA
    assert (cheap[chinese] == 0.85).all()
    assert (cheap[~chinese] == 1.0).all()


def test_clouds_carry_closed_models_only_under_licence(world: World) -> None:
    carried = world.clouds.lists
    closed = world.models.live & ~world.models.open
    assert not (carried[:, closed] & ~world.models.carried_closed.T[:, closed]).any()
    assert not carried[world.clouds.open_only][:, closed].any()


def test_hosts_of_the_same_weights_ask_less_the_more_of_them_compete(world: World) -> None:
    month = month_after(world)
    (llama,) = rows_of(world.models, "llama")
    american = rows_of(world.clouds, "aws", "azure", "google_cloud", "american_neocloud")
    numbers = month.assumptions.prices

    def asked(count: int) -> float:
        listed = np.zeros_like(world.clouds.lists)
        listed[american[:count], llama] = True
        attraction = np.ones_like(world.clouds.attraction)
        state = world.clouds.changed(lists=listed, attraction=attraction, price=np.ones_like(world.clouds.price))
        changed = offers(world.changed(clouds=state), month)
        (row,) = np.flatnonzero((world.offers.model == llama) & (world.offers.channel == Channel.MARKETPLACE))
        return float(changed.offers.price[row, 0] / world.models.unit_cost_abroad[llama])

    prices_asked = [asked(count) for count in (1, 2, 3, 4)]
    assert prices_asked == sorted(prices_asked, reverse=True)
    assert prices_asked[0] == pytest.approx(numbers.marketplace_alone)
    assert prices_asked[-1] == pytest.approx(numbers.marketplace_open)


def test_no_group_lists_its_own_models_on_its_marketplace(world: World) -> None:
    for cloud in range(1, len(world.clouds)):
        group = world.clouds.group[cloud]
        if group:
            assert not world.clouds.lists[cloud][world.models.maker == group].any()


# --- buyers' knowledge and numbers --------------------------------------------------------------------------


def test_adoption_follows_bass(world: World) -> None:
    after = adoption(world, month_after(world)).adoption
    row = EUROPE * len(BUYERS)
    share, numbers = world.adoption[row], assuming().adoption
    speed = world.regions.adoption_speed[EUROPE] * world.economy.capability_pull
    step = (numbers.innovation.startup + numbers.imitation.startup * share) * (1.0 - share) * speed
    assert after[row] == pytest.approx(share + step)


def test_what_is_used_grows_known_and_what_is_not_is_forgotten(world: World) -> None:
    """All models half known, none released, downloaded or marketed: only use tells them apart."""
    even = world.models.changed(
        awareness=np.full_like(world.models.awareness, 0.5),
        released=np.zeros_like(world.models.released),
        download_share=np.zeros(len(world.models)),
    )
    unmarketed = world.makers.changed(presence=np.zeros_like(world.makers.presence))
    after = awareness(world.changed(models=even, makers=unmarketed), month_after(world)).models
    (used,) = rows_of(world.models, "gpt")
    assert after.awareness[used, 0] > 0.5, "in America"
    unused = world.models.live & ~np.isin(np.arange(len(world.models)), world.offers.model[world.sales.offer])
    assert unused.any()
    assert (after.awareness[unused] < 0.5).all()


def test_each_way_of_being_heard_of_adds_to_awareness(world: World) -> None:
    (glm,) = rows_of(world.models, "glm")
    world = world.changed(models=world.models.changed(released=np.zeros(len(world.models), dtype=bool)))
    usual = awareness(world, month_after(world)).models.awareness[glm]
    downloaded = world.models.changed(download_share=world.models.download_share + 0.5)
    released = world.models.changed(released=np.ones(len(world.models), dtype=bool))
    for told in (downloaded, released):
        assert (awareness(world.changed(models=told), month_after(world)).models.awareness[glm] > usual).all()
    presence = world.makers.presence + 0.5
    sold = world.changed(makers=world.makers.changed(presence=presence))
    assert (awareness(sold, month_after(world)).models.awareness[glm] > usual).all()


def test_downloads_follow_openness(world: World) -> None:
    after = downloads(world, month_after(world)).models
    assert (after.downloads[world.models.open & named_models(world)] > 0.0).all()
    assert not after.downloads[~world.models.open].any()
    assert after.downloads.sum() == pytest.approx(1.47e8, rel=0.05), "month 28 of the path"
    np.testing.assert_allclose(after.downloads_total, world.models.downloads_total + after.downloads)


# --- the long tail ------------------------------------------------------------------------------------------


def test_the_long_tail_swells_crowds_and_shrinks() -> None:
    count = [len(world.tail) for world in base_branch().worlds]
    assert count[0] >= 4
    assert max(count) > 200
    assert count.index(max(count)) > 24
    assert count[87] < max(count)
    assert max(count) <= assuming().tail.slots


def test_no_firm_of_the_tail_is_founded_twice_and_every_exit_is_counted() -> None:
    worlds = base_branch().worlds
    for before, after in pairwise(worlds):
        firms = after.tail.firm
        assert len(np.unique(firms)) == len(firms)
        assert len(after.tail) == len(before.tail) + after.tail_flow.entries - after.tail_flow.exits
        assert after.tail_flow.founded == before.tail_flow.founded + after.tail_flow.entries
        assert np.isin(firms[firms < before.tail_flow.founded], before.tail.firm).all()


def test_a_dark_mood_shrinks_the_long_tail(world: World) -> None:
    counts = []
    for mood in (0.2, 1.4):
        state = world
        for _ in range(12):
            moods = np.full_like(state.economy.sentiment, mood)
            state = state.changed(economy=state.economy.changed(sentiment=moods))
            state = long_tail(state, month_after(state)).changed(month=state.month + 1)
        counts.append(len(state.tail))
    assert counts[0] < counts[1]


def test_without_a_long_tail_its_share_is_nought() -> None:
    base = scenario().changed(buyers=256)
    named = {name for name, entry in base.makers if entry.kind != "tail"}
    without = base.changed(
        makers=tuple(entry for entry in base.makers if entry[0] in named),
        models=tuple(entry for entry in base.models if entry[1].maker in named),
    )
    world = simulate(without, until=6).worlds[6]
    assert len(world.tail) == 0
    assert not (world.makers.kind[1:] == Kind.TAIL).any()
    shares, labels = market_shares(world, "maker", "world", "all", "workload")
    assert "other_chinese" not in labels
    assert shares.sum() == pytest.approx(1.0)


def test_an_empty_tail_has_no_brand(world: World) -> None:
    nobody = {name: column[:0] for name, column in world.tail.__dict__.items()}
    none = world.changed(tail=world.tail.__class__(**nobody))
    numbers = assuming(tail__entry_base=0.0)
    after = long_tail(none, month_after(world, assumptions=numbers))
    (brand,) = rows_of(world.models, "chinese_long_tail")
    assert after.models.launch[brand] == NEVER
    assert not releases(after, month_after(world)).models.live[brand]


# --- investors ----------------------------------------------------------------------------------------------


def test_failures_in_the_tail_frighten_chinese_investors_only(world: World) -> None:
    flow = world.tail_flow.changed(exits=len(world.tail))
    calm, panic = (
        sentiment(state, month_after(world)).economy.sentiment
        for state in (world.changed(tail_flow=world.tail_flow.changed(exits=0)), world.changed(tail_flow=flow))
    )
    assert panic[Origin.CHINA] < calm[Origin.CHINA]
    others = np.arange(len(calm)) != Origin.CHINA
    assert np.array_equal(panic[others], calm[others])


# --- the opening --------------------------------------------------------------------------------------------


def test_the_opening_is_the_month_before_the_first_and_nobody_has_bought() -> None:
    before = opening(small_setup())
    assert before.month == -1
    assert not before.buyers.offer.any()
    assert len(before.tail) == 4
    first = Branch(small_setup(), scenario().timeline).world(0)
    assert first.month == 0
    assert (first.buyers.offer > 0).any()


def test_fourteen_chinese_models_or_about_that_are_on_offer_in_september_2023() -> None:
    (cut,) = INDICATORS["models_on_offer"].cuts(base_branch().worlds[0])
    assert 10 <= cut.values[Origin.CHINA] <= 18


@pytest.mark.parametrize("buyers", [64, 100, 257, 5000])
def test_every_region_and_type_has_at_least_four_buyers(buyers: int) -> None:
    panel = opening(small_setup(buyers)).buyers
    counts = np.bincount(panel.stratum, minlength=32)
    assert counts.min() >= 4
    assert buyers <= len(panel) <= buyers + 128
    assert (np.diff(panel.stratum) >= 0).all()
    assert np.array_equal(panel.stratum, panel.region * len(BUYERS) + panel.kind)


def test_about_to_choose_is_the_state_that_choice_sees(world: World) -> None:
    """The helper of these tests runs the same phases as a month does."""
    month = month_after(world)
    staged = about_to_choose(world, month)
    after = next_world(world)
    for column in ("list_price", "capability", "live", "open"):
        before_tail = named_models(world)
        assert np.array_equal(getattr(staged.models, column)[before_tail], getattr(after.models, column)[before_tail])
