"""A measure says when, to whom and how strongly; the timeline tells when two branches may part."""

from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as some

from simulator.dates import NEVER, NOW
from simulator.entries import ORIGINS, REGIONS
from simulator.measure_words import describe
from simulator.policy import Target, Timeline, first_difference, resolve, unknown_targets
from simulator.world import Origin
from tests.worlds import law, measure, next_world, rows_of, small_world


def test_a_measure_is_in_force_from_its_first_to_its_last_month() -> None:
    known = measure("audit", 30, end=32)
    assert [month for month in range(28, 36) if known.in_force(month)] == [30, 31, 32]


def test_a_measure_without_end_stays() -> None:
    assert measure("audit", 30).in_force(147)


def test_a_measure_is_announced_until_it_starts() -> None:
    known = measure("federal_ban", 33, announced=30)
    assert [month for month in range(28, 36) if known.is_announced(month)] == [30, 31, 32]
    assert not measure("federal_ban", 33).is_announced(32)


def test_strength_grows_evenly_over_the_ramp() -> None:
    known = measure("audit", 30, ramp=4, strength=0.8)
    assert [known.envelope(month) for month in range(30, 36)] == pytest.approx([0.2, 0.4, 0.6, 0.8, 0.8, 0.8])
    assert measure("audit", 30, strength=0.8).envelope(30) == 0.8


def test_a_ramp_shows_in_the_law() -> None:
    world = small_world()
    known = measure("audit", NOW, ramp=4)
    half = law(world, known).distrust_factor[REGIONS.index("europe"), Origin.CHINA]
    assert half == pytest.approx(1.0 - 0.6 * 0.5)


@given(
    start=some.integers(0, 100),
    ahead=some.none() | some.integers(0, 20),
    strength=some.sampled_from([0.0, 0.5, 1.0]),
    switch=some.sampled_from([{}, {"enabled": False}]),
    month=some.integers(0, 150),
)
def test_nothing_is_in_force_or_announced_before_the_first_effect(
    start: int,
    ahead: int | None,
    strength: float,
    switch: dict[str, bool],
    month: int,
) -> None:
    told = None if ahead is None else start - ahead
    known = measure("federal_ban", start, announced=told, strength=strength, **switch)
    if month < known.first_effect():
        assert not known.in_force(month)
        assert not known.is_announced(month)
    if not switch and strength and month == known.first_effect():
        assert known.in_force(month) or known.is_announced(month)


def test_the_order_of_months_does_not_touch_who_is_aimed_at() -> None:
    world = small_world()
    case = resolve(measure("federal_ban"), world, NOW + 1)
    assert set(world.makers.origin[case.makers].tolist()) == {int(Origin.CHINA)}
    assert not case.makers[0]
    assert not case.models[0]
    assert case.models.sum() == (world.makers.origin[world.models.maker] == Origin.CHINA).sum()
    assert [REGIONS[row] for row in np.flatnonzero(case.regions)] == ["united_states"]
    assert [ORIGINS[row] for row in np.flatnonzero(case.origins)] == ["china"]
    assert case.strata().sum() == 4
    assert case.strata(("government",)).sum() == 1


@pytest.mark.parametrize(
    "target, makers, models",
    [
        ({"maker": "meta"}, ["meta"], ["llama"]),
        ({"model": "qwen"}, ["alibaba"], ["qwen"]),
        ({"maker": ["meta", "mistral"]}, ["meta", "mistral"], ["llama", "mistral_open", "mistral_large"]),
        ({"model": ["qwen", "gpt"]}, ["openai", "alibaba"], ["qwen", "gpt"]),
        ({"origin": "europe"}, ["mistral", "aleph_alpha", "breakout_europe"], None),
    ],
)
def test_a_named_maker_or_model_needs_no_origin_beside_it(
    target: dict[str, object], makers: list[str], models: list[str] | None
) -> None:
    world = small_world()
    case = resolve(measure("federal_ban", target=target), world, NOW + 1)
    assert set(np.flatnonzero(case.makers).tolist()) == set(rows_of(world.makers, *makers).tolist())
    if models:
        assert set(np.flatnonzero(case.models).tolist()) == set(rows_of(world.models, *models).tolist())


def test_a_star_means_all_but_the_null_rows() -> None:
    world = small_world()
    case = resolve(measure("federal_ban", target={"origin": "*", "region": "*"}), world, NOW + 1)
    assert case.makers.sum() == len(world.makers) - 1
    assert case.models.sum() == len(world.models) - 1
    assert case.regions.all()


def test_names_that_the_market_does_not_know_are_told_with_the_nearest() -> None:
    known = {"maker": ("meta",), "origin": ORIGINS, "model": ("qwen",), "region": REGIONS}
    target = Target(model=("qwn",), region=("*", "europe"))
    assert list(unknown_targets(target, known)) == [("model", 'there is no model "qwn" (did you mean "qwen"?)')]


def test_a_measure_in_one_line() -> None:
    assert describe(measure("entity_list", 16, target={"maker": "zai"})) == "Entity list: zai"
    assert describe(measure("federal_ban", NOW, end=NOW + 11)) == "Federal ban: china in united_states, scope all"


def test_a_measure_that_starts_is_in_the_news() -> None:
    world = next_world(small_world())
    assert not [item for item in world.news if item.kind == "measure"]
    timeline = Timeline((measure("audit"), measure("endorse_open", enabled=False)))
    assert [started.id for started in timeline.starting(NOW + 1)] == ["audit"]
    assert timeline.starting(NOW + 2) == ()


AUDIT, BAN = measure("audit", 40), measure("federal_ban", 60, announced=50)


@pytest.mark.parametrize(
    "one, other, month",
    [
        pytest.param((), (), NEVER, id="nothing"),
        pytest.param((AUDIT,), (AUDIT,), NEVER, id="the same"),
        pytest.param((), (AUDIT,), 40, id="one more"),
        pytest.param((AUDIT, BAN), (AUDIT,), 50, id="one less, announced earlier"),
        pytest.param((AUDIT,), (replace(AUDIT, start=45),), 40, id="later"),
        pytest.param((AUDIT,), (replace(AUDIT, start=35),), 35, id="earlier"),
        pytest.param((AUDIT,), (replace(AUDIT, strength=0.0),), 40, id="switched off by strength"),
        pytest.param((replace(AUDIT, enabled=False),), (), NEVER, id="one less that was off"),
        pytest.param((AUDIT,), (replace(AUDIT, note="x", source="y", history=True),), NEVER, id="a note"),
        pytest.param((AUDIT,), (replace(AUDIT, end=70),), 71, id="an end"),
        pytest.param((replace(AUDIT, end=80),), (replace(AUDIT, end=70),), 71, id="an earlier end"),
        pytest.param((AUDIT,), (replace(AUDIT, ramp=3),), 40, id="a ramp"),
        pytest.param((AUDIT,), (measure("audit", 40, distrust_removed=0.3),), 40, id="a number of the policy"),
        pytest.param((AUDIT, BAN), (BAN, AUDIT), 0, id="another order"),
        pytest.param((BAN,), (AUDIT, BAN), 40, id="one more in front"),
    ],
)
def test_the_first_month_that_may_differ(one: tuple[object, ...], other: tuple[object, ...], month: int) -> None:
    ours, theirs = Timeline(one), Timeline(other)  # type: ignore[arg-type] # parametrised
    assert first_difference(ours, theirs) == month
    assert first_difference(theirs, ours) == month
