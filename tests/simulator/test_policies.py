"""What each kind of policy moves, in one month: its immediate target, in the direction that it says."""

import numpy as np
import pytest

from simulator.dates import NOW
from simulator.entries import BUYERS, REGIONS
from simulator.history import Branch
from simulator.indicator import INDICATORS
from simulator.policy import POLICIES, Measure
from simulator.rules import Rules
from simulator.world import CHANNELS, Channel, Flags, Floats, Origin, World
from tests.worlds import (
    base_branch,
    law,
    measure,
    next_world,
    offers_from,
    rows_of,
    scenario,
    small_setup,
    small_world,
    with_measure,
)

AMERICA, EUROPE, CHINA = (REGIONS.index(name) for name in ("united_states", "europe", "china"))
SINGAPORE = REGIONS.index("singapore")
KINDS = tuple(POLICIES)


@pytest.fixture(scope="module")
def world() -> World:
    """Return January 2026, before any further measure."""
    return small_world()


def makers_from(world: World, origin: Origin) -> Flags:
    """Return `(makers,)` the makers of an origin; the null maker has none."""
    those: Flags = world.makers.origin == origin
    those[0] = False
    return those


def gap(world: World, origin: Origin) -> float:
    """Return how far an origin's best model stays behind the frontier."""
    return float(INDICATORS["capability_gap"].cuts(world)[0].values[origin])


# --- every kind ---------------------------------------------------------------------------------------------


@pytest.mark.parametrize("kind", KINDS)
def test_every_rule_has_a_reason_that_names_its_measure(kind: str, world: World) -> None:
    rules = law(world, measure(kind, name="my_measure"))
    assert rules.reasons
    for reason in rules.reasons:
        assert reason.measure == "my_measure"
        assert reason.where
        assert reason in rules.why(reason.effect)


@pytest.mark.parametrize("kind", KINDS)
def test_each_kind_writes_something_and_only_while_it_is_in_force(kind: str, world: World) -> None:
    neutral = law(world)
    assert changed_columns(law(world, measure(kind)), neutral)
    for idle in (
        measure(kind, strength=0.0),
        measure(kind, enabled=False),
        measure(kind, NOW + 2),
        measure(kind, NOW - 5, end=NOW),
    ):
        rules = law(world, idle)
        assert not changed_columns(rules, neutral)
        assert not rules.reasons


@pytest.mark.parametrize("kind", KINDS)
def test_no_policy_touches_the_null_rows(kind: str, world: World) -> None:
    everything = dict.fromkeys(POLICIES[kind].may_target, "*")
    rules, neutral = law(world, measure(kind, target=everything)), law(world)
    for column in changed_columns(rules, neutral):
        if column in NULL_ROW_FIRST:
            assert np.array_equal(getattr(rules, column)[0], getattr(neutral, column)[0]), column
    assert all(payment.model > 0 for payment in rules.payments)


NULL_ROW_FIRST = (
    *("chip_access", "efficiency", "capability_floor", "capability_loss", "cadence"),
    *("intensity_cap", "awareness_floor", "closed", "endorsement"),
    *("delisted", "capex", "redirected", "forbidden", "friction", "exposure", "exposure_presence"),
)


def changed_columns(rules: Rules, neutral: Rules) -> list[str]:
    """Return the columns of the law in which something was written."""
    return [
        name
        for name, value in rules.__dict__.items()
        if name != "reasons" and not np.array_equal(value, getattr(neutral, name))
    ]


@pytest.mark.parametrize("origin", ["china", "other"])
def test_a_breakthrough_teaches_its_compatriots_and_not_the_null_maker(origin: str, world: World) -> None:
    maker = {"china": "deepseek", "other": "tii"}[origin]
    rules = law(world, measure("breakthrough", target={"maker": maker}, compatriots_efficiency=1.5))
    assert rules.efficiency[0] == 1.0


# --- Washington ---------------------------------------------------------------------------------------------


def test_export_controls_take_chips_from_chinese_makers_only(world: World) -> None:
    usual, rules = law(world), law(world, measure("export_controls"))
    chinese = makers_from(world, Origin.CHINA)
    np.testing.assert_allclose(rules.chip_access[chinese], usual.chip_access[chinese] * 0.5)
    assert np.array_equal(rules.chip_access[~chinese], usual.chip_access[~chinese])


def test_export_controls_slow_chinese_laboratories_and_raise_their_cost_at_home(world: World) -> None:
    usual, tight = next_world(world), next_world(world, measure("export_controls"))
    chinese = makers_from(world, Origin.CHINA) & (usual.makers.scale > 0.0)
    assert (tight.makers.scale[chinese] < usual.makers.scale[chinese]).all()
    assert np.array_equal(tight.makers.scale[~chinese], usual.makers.scale[~chinese])
    models = usual.models.live & chinese[usual.models.maker]
    models &= tight.models.capability == usual.models.capability  # not released in either
    assert (tight.models.unit_cost[models] > usual.models.unit_cost[models]).all()
    assert np.array_equal(tight.models.unit_cost_abroad[models], usual.models.unit_cost_abroad[models])


@pytest.mark.calibrated
def test_export_controls_widen_the_chinese_gap_over_two_years_and_relief_narrows_it() -> None:
    wider, narrower = [], []
    for seed in (101, 102, 103, 104):
        usual = base_branch(seed, 128, NOW + 24)
        tight, loose = (usual.fork(with_measure(measure(kind))) for kind in ("export_controls", "export_relief"))
        months = range(NOW + 18, NOW + 25)
        mean = [
            np.mean([gap(branch.world(month), Origin.CHINA) for month in months]) for branch in (usual, tight, loose)
        ]
        wider.append(mean[1] - mean[0])
        narrower.append(mean[0] - mean[2])
    assert min(wider) > 0.0, wider
    assert np.mean(narrower) > 0.0, narrower


def test_export_relief_gives_chips_back(world: World) -> None:
    usual = law(world).chip_access
    chinese = makers_from(world, Origin.CHINA)
    assert (law(world, measure("export_relief")).chip_access[chinese] == 1.0).all()
    half = law(world, measure("export_relief", strength=0.5)).chip_access
    np.testing.assert_allclose(half[chinese], 0.5 * (1.0 + usual[chinese]))


def test_the_entity_list_delists_from_american_clouds_and_adds_friction(world: World) -> None:
    rules = law(world, measure("entity_list", target={"maker": "alibaba"}))
    (alibaba,) = rows_of(world.makers, "alibaba")
    american = (world.clouds.origin == Origin.UNITED_STATES) & (np.arange(len(world.clouds)) > 0)
    assert rules.delisted[american, alibaba].all()
    assert rules.delisted.sum() == american.sum()
    assert rules.chip_access[alibaba] == pytest.approx(law(world).chip_access[alibaba] * 0.65)
    own = (world.models.maker[world.offers.model] == alibaba) & (world.offers.channel <= Channel.MAKER_CLOUD)
    assert (rules.friction[own, AMERICA] == 1.5).all()
    assert not rules.friction[~own].any()
    assert not np.delete(rules.friction, AMERICA, axis=1).any()
    after = next_world(world, measure("entity_list", target={"maker": "alibaba"}))
    listed = next_world(world).clouds.lists[:, rows_of(world.models, "qwen")]
    assert listed[american].any()
    assert not after.clouds.lists[american][:, rows_of(world.models, "qwen", "qwen_max")].any()
    assert np.array_equal(after.clouds.lists[~american][:, rows_of(world.models, "qwen")], listed[~american])


def test_a_weak_entity_listing_delists_nobody(world: World) -> None:
    assert not law(world, measure("entity_list", strength=0.4)).delisted.any()


@pytest.mark.parametrize("kind", ["entity_list", "export_controls", "official_ban"])
def test_a_signal_is_given_once(kind: str, world: World) -> None:
    assert law(world, measure(kind)).ban_signal[Origin.CHINA, AMERICA] > 0.0
    assert not law(world, measure(kind, NOW)).ban_signal.any()


def test_a_signal_is_believed_from_next_month_on_more_by_the_careful(world: World) -> None:
    usual, warned = next_world(world), next_world(world, measure("ban_signal", strength=0.05))
    rise = (warned.ban_belief - usual.ban_belief).reshape(-1, len(REGIONS), len(BUYERS))
    assert (np.diff(rise[Origin.CHINA, AMERICA]) > 0.0).all(), "start-up < mid < large < government"
    assert rise[Origin.CHINA, AMERICA, 0] > 0.0
    rise[Origin.CHINA, AMERICA] = 0.0
    assert not rise.any()
    assert np.array_equal(usual.buyers.offer, warned.buyers.offer)


def test_fear_fades(world: World) -> None:
    months = [next_world(world, measure("ban_signal", end=NOW + 1, strength=0.5))]
    for _ in range(3):
        months.append(next_world(months[-1]))
    fear = [after.ban_belief[Origin.CHINA, AMERICA * len(BUYERS)] for after in months]
    assert fear == sorted(fear, reverse=True)
    assert fear[-1] < fear[0]


def test_fear_has_a_ceiling_and_its_decay_is_the_declared_one(world: World) -> None:
    state, loud = world, measure("ban_signal", strength=0.5)
    for _ in range(6):
        state = next_world(state, loud)
    officials = AMERICA * len(BUYERS) + BUYERS.index("government")
    assert state.ban_belief[Origin.CHINA, officials] == 2.0
    baseline = scenario().assumptions.beliefs.ban_baseline_china_us
    assert next_world(state).ban_belief[Origin.CHINA, officials] == pytest.approx(2.0 - 0.03 * (2.0 - baseline))


def test_an_official_ban_moves_only_governments() -> None:
    start = NOW + 1
    usual = base_branch(buyers=4096, until=start)
    banned = usual.fork(with_measure(measure("official_ban", target={"region": "*"}))).world(start)
    moved = banned.buyers.offer != usual.worlds[start].buyers.offer
    assert moved.any()
    official = banned.buyers.kind == BUYERS.index("government")
    assert official[moved].all()
    assert not offers_from(banned, Origin.CHINA)[banned.buyers.offer[official]].any()
    assert offers_from(banned, Origin.CHINA)[banned.buyers.offer[~official]].any()


@pytest.mark.parametrize("scope, channels", [("hosted", (0, 1)), ("all", tuple(range(len(CHANNELS))))])
def test_a_federal_ban_forbids_its_channels_to_everybody_there(
    scope: str, channels: tuple[int, ...], world: World
) -> None:
    rules = law(world, measure("federal_ban", scope=scope, strength=0.7))
    forbidden = rules.forbidden.reshape(len(world.offers), len(REGIONS), len(BUYERS))
    maker = world.models.maker[world.offers.model]
    chosen = makers_from(world, Origin.CHINA)[maker] & np.isin(world.offers.channel, channels)
    assert (forbidden[chosen, AMERICA] == 0.7).all()
    assert rules.forbidden.sum() == pytest.approx(0.7 * chosen.sum() * len(BUYERS))


# --- Brussels -----------------------------------------------------------------------------------------------


def test_an_audit_lowers_distrust_of_chinese_models_in_europe(world: World) -> None:
    usual, audited = next_world(world), next_world(world, measure("audit"))
    assert audited.distrust[EUROPE, Origin.CHINA] == pytest.approx(usual.distrust[EUROPE, Origin.CHINA] * 0.4)
    others = np.ones_like(usual.distrust, dtype=bool)
    others[EUROPE, Origin.CHINA] = False
    assert np.array_equal(audited.distrust[others], usual.distrust[others])


def test_an_audit_does_not_take_away_trust(world: World) -> None:
    """Where an origin is trusted, an audit must not make it less so."""
    usual, audited = (
        next_world(world, *measures)
        for measures in ((), (measure("audit", target={"origin": "china", "region": "china"}),))
    )
    assert usual.distrust[CHINA, Origin.CHINA] < 0.0
    assert audited.distrust[CHINA, Origin.CHINA] <= usual.distrust[CHINA, Origin.CHINA]


def test_tension_lowers_europes_distrust_of_chinese_models_and_raises_that_of_american_ones(world: World) -> None:
    usual, sour = next_world(world), next_world(world, measure("europe_america_tension", strength=0.4))
    change = sour.distrust - usual.distrust
    assert change[EUROPE, Origin.CHINA] == pytest.approx(-0.45 * 0.4)
    assert change[EUROPE, Origin.UNITED_STATES] == pytest.approx(0.6 * 0.4)
    assert np.count_nonzero(change) == 2


def test_endorsing_open_models_endorses_every_open_model_there(world: World) -> None:
    rules = law(world, measure("endorse_open", strength=0.6))
    assert rules.open_endorsement[EUROPE] == 0.6
    assert np.count_nonzero(rules.open_endorsement) == 1
    assert not rules.endorsement.any()


# --- Beijing and the global south ---------------------------------------------------------------------------


def test_closed_weights_close_chinese_models_and_no_others(world: World) -> None:
    usual, closed = next_world(world), next_world(world, measure("close_weights"))
    chinese = makers_from(world, Origin.CHINA)[world.models.maker]
    assert usual.models.open[chinese].any()
    assert not closed.models.open[chinese].any()
    assert np.array_equal(closed.models.open[~chinese], usual.models.open[~chinese])
    alone = np.isin(world.offers.channel, (Channel.PLATFORM, Channel.SELF_HOSTED))
    own = offers_from(world, Origin.CHINA) & alone
    assert usual.offers.feasible[own].any()
    assert not closed.offers.feasible[own].any()
    assert closed.models.download_share[chinese].sum() == 0.0


def test_chinese_capex_abroad_raises_chinese_capacity_abroad(world: World) -> None:
    usual, abroad = next_world(world), next_world(world, measure("chinese_capex_abroad"))
    chinese = world.clouds.origin == Origin.CHINA
    targets = [REGIONS.index(name) for name in ("latin_america", "southeast_asia", "singapore", "middle_east_africa")]
    before, after = usual.clouds.capacity[chinese], abroad.clouds.capacity[chinese]
    assert (after[:, targets] > before[:, targets]).all()
    assert np.array_equal(abroad.clouds.capacity[~chinese], usual.clouds.capacity[~chinese])
    kept = (1.0 - scenario().assumptions.clouds.depreciation) * world.clouds.capacity[chinese]
    assert (after - kept).sum() == pytest.approx(1.3 * (before - kept).sum())


def test_data_residency_exposes_services_run_abroad(world: World) -> None:
    rules = law(world, measure("data_residency", target={"region": "europe"}))
    maker = world.models.maker[world.offers.model]
    foreign = (world.makers.origin[maker] != Origin.EUROPE) & (np.arange(len(maker)) > 0)
    api = world.offers.channel == Channel.API
    assert (rules.exposure[foreign & api, EUROPE] == 0.8).all()
    assert rules.exposure.sum() == pytest.approx(0.8 * (foreign & api).sum())
    own_cloud = world.offers.channel == Channel.MAKER_CLOUD
    assert (rules.exposure_presence[foreign & own_cloud, EUROPE] == 0.8).all()
    assert not rules.exposure_presence[~(foreign & own_cloud)].any()


def test_a_national_programme_endorses_its_model_and_pays_for_it(world: World) -> None:
    rules = law(world, measure("national_programme", strength=0.5, spend=4.0))
    (qwen,) = rows_of(world.models, "qwen")
    assert rules.endorsement[qwen, SINGAPORE] == 0.5
    assert np.count_nonzero(rules.endorsement) == 1
    assert [(payment.model, payment.amount) for payment in rules.payments] == [(qwen, 2.0)]


# --- firms --------------------------------------------------------------------------------------------------


def test_a_breakthrough_lifts_its_maker_makes_its_models_cheap_and_known(world: World) -> None:
    after = next_world(world, measure("breakthrough", frontier_offset=30, compute_intensity=0.05, awareness=0.9))
    (deepseek,), (model,) = rows_of(world.makers, "deepseek"), rows_of(world.models, "deepseek_v")
    usual = next_world(world)
    assert after.makers.capability[deepseek] >= world.economy.frontier + 30
    assert after.models.unit_cost_abroad[model] < usual.models.unit_cost_abroad[model] or after.models.released[model]
    assert (after.models.awareness[model] >= 0.88).all()
    again = law(next_world(world), measure("breakthrough"))
    assert np.isinf(again.capability_floor).all(), "only in its first month"
    assert again.intensity_cap[model] == pytest.approx(0.13), "for good"


def test_a_stalled_laboratory_falls_back_once_and_grows_slow(world: World) -> None:
    (meta,) = rows_of(world.makers, "meta")
    usual, stalled = next_world(world), next_world(world, measure("research_stall", capability_loss=25.0))
    assert stalled.makers.scale[meta] == pytest.approx(0.5 * usual.makers.scale[meta])
    assert stalled.makers.capability[meta] < usual.makers.capability[meta] - 24.0
    assert law(world, measure("research_stall")).cadence[meta] == pytest.approx(2.8)
    assert not law(world, measure("research_stall", NOW)).capability_loss.any()


# --- measures that overlap ----------------------------------------------------------------------------------


def two(kind: str, one: float, other: float, **given: object) -> tuple[Measure, Measure]:
    """Return two measures of one kind in force at once."""
    return measure(kind, NOW, "one", strength=one, **given), measure(kind, NOW, "other", strength=other, **given)


def chinese_chips(rules: Rules, world: World) -> Floats:
    """Return the chip access of Chinese makers."""
    return rules.chip_access[makers_from(world, Origin.CHINA)]


def test_chip_controls_multiply(world: World) -> None:
    rules = law(world, *two("export_controls", 1.0, 0.5))
    np.testing.assert_allclose(chinese_chips(rules, world), 0.6 * 0.5 * 0.75)
    both = law(world, measure("entity_list", NOW), measure("export_controls", NOW))
    np.testing.assert_allclose(chinese_chips(both, world), 0.6 * 0.65 * 0.5)


def test_reliefs_multiply_what_is_still_missing(world: World) -> None:
    rules = law(world, *two("export_relief", 0.5, 0.5))
    np.testing.assert_allclose(chinese_chips(rules, world), 1.0 - 0.4 * 0.5 * 0.5)


def test_audits_multiply(world: World) -> None:
    rules = law(world, *two("audit", 1.0, 0.5))
    assert rules.distrust_factor[EUROPE, Origin.CHINA] == pytest.approx(0.4 * 0.7)


def test_bans_unite(world: World) -> None:
    """One draw of coverage per buyer: the wider ban covers all whom the narrower one does."""
    rules = law(world, *two("official_ban", 0.3, 0.6))
    assert rules.forbidden.max() == 0.6
    apart = law(
        world,
        measure("official_ban", NOW, "one", target={"model": "qwen"}),
        measure("official_ban", NOW, "other", target={"model": "glm"}),
    )
    banned = world.offers.model[apart.forbidden.any(axis=1)]
    assert set(banned.tolist()) == set(rows_of(world.models, "qwen", "glm").tolist())


@pytest.mark.parametrize(
    "kind, column",
    [
        ("europe_america_tension", "tension"),
        ("endorse_open", "open_endorsement"),
        ("national_programme", "endorsement"),
        ("data_residency", "exposure"),
        ("data_residency", "exposure_presence"),
        ("ban_signal", "ban_signal"),
    ],
)
def test_what_is_added_adds_up(kind: str, column: str, world: World) -> None:
    alone, both = law(world, measure(kind, NOW, strength=0.2)), law(world, *two(kind, 0.2, 0.4))
    assert np.max(getattr(alone, column)) > 0.0
    np.testing.assert_allclose(getattr(both, column), 3.0 * np.asarray(getattr(alone, column)))


def test_closures_unite(world: World) -> None:
    apart = [measure("close_weights", NOW, name, target={"model": name}) for name in ("qwen", "glm")]
    closed = np.flatnonzero(law(world, *apart).closed)
    assert closed.tolist() == sorted(rows_of(world.models, "qwen", "glm").tolist())


def test_of_two_programmes_abroad_the_greater_counts(world: World) -> None:
    alone = law(world, measure("chinese_capex_abroad", NOW, strength=0.8))
    for first, second in ((0.8, 0.3), (0.3, 0.8)):
        both = law(world, *two("chinese_capex_abroad", first, second))
        for column in ("capex", "redirected", "destinations"):
            assert np.array_equal(getattr(both, column), getattr(alone, column)), column


def test_the_destinations_are_those_of_the_greater_programme(world: World) -> None:
    gulf = measure("chinese_capex_abroad", NOW, "gulf", strength=0.8, destinations={"middle_east_africa": 1.0})
    brazil = measure("chinese_capex_abroad", NOW, "brazil", strength=0.3, destinations={"latin_america": 1.0})
    for order in ((gulf, brazil), (brazil, gulf)):
        there = law(world, *order).destinations
        assert there[REGIONS.index("middle_east_africa")] == 1.0
        assert there[REGIONS.index("latin_america")] == 0.0


def test_a_closed_model_cannot_be_run_by_oneself_even_in_a_longer_run() -> None:
    start = NOW + 1
    branch = Branch(small_setup(), with_measure(measure("close_weights")), base_branch().worlds[:start])
    world = branch.world(start + 3)
    alone = np.isin(world.offers.channel, (Channel.PLATFORM, Channel.SELF_HOSTED))
    assert not (offers_from(world, Origin.CHINA) & alone)[world.buyers.offer].any()
