"""Randomness is a function of seed, purpose, month and actor."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as some
from scipy.stats import gumbel_r, kstest

from simulator.luck import Luck

ACTORS = np.arange(50_000)


@settings(deadline=None, max_examples=40)
@given(
    seed=some.integers(0, 2**40),
    month=some.integers(-1, 200),
    asked=some.lists(some.integers(0, 10_000), min_size=1, max_size=40),
)
def test_a_draw_does_not_depend_on_who_else_is_asked(seed: int, month: int, asked: list[int]) -> None:
    luck = Luck(seed)
    everybody = np.arange(10_001)
    for draws in (luck.uniform, luck.normal, luck.places):
        assert np.array_equal(draws("test", month, asked), draws("test", month, everybody)[asked])


def test_seed_purpose_month_and_actor_each_give_other_luck() -> None:
    usual = Luck(1).uniform("renewal", 5, ACTORS)
    for other in (
        Luck(2).uniform("renewal", 5, ACTORS),
        Luck(1).uniform("release", 5, ACTORS),
        Luck(1).uniform("renewal", 6, ACTORS),
        Luck(1).uniform("renewal", 5, ACTORS + 1),
    ):
        assert not (usual == other).any()
        assert abs(np.corrcoef(usual, other)[0, 1]) < 0.02


def test_the_same_question_has_the_same_answer() -> None:
    assert np.array_equal(Luck(1).normal("x", 3, ACTORS), Luck(1).normal("x", 3, ACTORS))


def test_luck_of_neighbours_is_independent() -> None:
    draws = Luck(3).uniform("renewal", 5, ACTORS)
    assert abs(np.corrcoef(draws[1:], draws[:-1])[0, 1]) < 0.02
    months = np.array([Luck(3).uniform("renewal", month, [7])[0] for month in range(2000)])
    assert abs(np.corrcoef(months[1:], months[:-1])[0, 1]) < 0.07
    assert kstest(months, "uniform").pvalue > 0.001


def test_single_draws_have_their_distributions() -> None:
    luck = Luck(11)
    uniform = luck.uniform("x", 0, ACTORS)
    assert uniform.min() > 0.0
    assert uniform.max() < 1.0
    assert kstest(uniform, "uniform").pvalue > 0.001
    assert kstest(luck.normal("x", 0, ACTORS), "norm").pvalue > 0.001


@pytest.mark.parametrize("seed", [1, 2])
def test_tables_have_the_right_moments(seed: int) -> None:
    luck = Luck(seed)
    uniform, normal, gumbel = (table[:, 0] for table in (luck.uniforms(1), luck.normals(1), luck.gumbels(1)))
    assert uniform.min() > 0.0
    assert uniform.max() < 1.0
    assert uniform.mean() == pytest.approx(0.5, abs=0.002)
    assert uniform.var() == pytest.approx(1 / 12, abs=0.001)
    assert normal.mean() == pytest.approx(0.0, abs=0.005)
    assert normal.var() == pytest.approx(1.0, abs=0.01)
    assert (normal**4).mean() == pytest.approx(3.0, abs=0.06)
    assert gumbel.mean() == pytest.approx(np.euler_gamma, abs=0.006)
    assert gumbel.var() == pytest.approx(np.pi**2 / 6, abs=0.02)


def test_tables_do_not_copy_each_other() -> None:
    luck = Luck(1)
    tables = [table[:, 0] for table in (luck.uniforms(1), luck.normals(1), luck.gumbels(1), luck.log_stables(1, 0.5))]
    assert np.abs(np.corrcoef(tables) - np.eye(4)).max() < 0.01
    assert np.abs(np.corrcoef([tables[0], Luck(2).uniforms(1)[:, 0]])[0, 1]) < 0.01


@pytest.mark.parametrize("exponent", [0.25, 0.25 / 0.45, 0.8, 1.0])
def test_a_gumbel_plus_the_logarithm_of_a_stable_draw_is_a_gumbel_of_larger_scale(exponent: float) -> None:
    """Which is what makes one argmax a nested logit (Kanter 1975)."""
    luck = Luck(9)
    sums = luck.gumbels(1)[::40, 0] + luck.log_stables(1, exponent)[::40, 0]
    assert kstest(sums, gumbel_r(scale=1.0 / exponent).cdf).pvalue > 0.001


def test_a_stable_draw_has_its_laplace_transform() -> None:
    """E exp(−x S) = exp(−x^exponent), which defines a positive stable variable."""
    exponent = 0.25 / 0.45
    stable = np.exp(Luck(9).log_stables(1, exponent)[:, 0])
    for x in (0.3, 1.0, 3.0):
        assert np.exp(-x * stable).mean() == pytest.approx(np.exp(-(x**exponent)), abs=0.002)


def test_a_slot_keeps_its_luck_when_others_are_added() -> None:
    luck, rows = Luck(1), np.arange(100)
    places = luck.places("offer", 3, rows)
    assert np.array_equal(luck.gumbels(200)[places][:, :50], luck.gumbels(50)[places])


def test_windows_cannot_be_written() -> None:
    with pytest.raises(ValueError, match="read-only"):
        Luck(1).gumbels(5)[0, 0] = 1.0


def test_shares_drawn_from_the_tables_scatter_as_a_multinomial_should() -> None:
    """Windows overlap, so draws of two buyers are not quite independent: it must not show."""
    luck, buyers, months, offers, slots = Luck(1), np.arange(8192), 200, 24, 206
    window = luck.gumbels(slots)
    used = np.arange(0, slots, slots // offers)[:offers]
    counts = np.empty((months, offers))
    for month in range(months):
        chosen = window[luck.places("offer", month, buyers)][:, used].argmax(axis=1)
        counts[month] = np.bincount(chosen, minlength=offers)
    expected = len(buyers) / offers
    assert np.abs(counts.mean(axis=0) / expected - 1.0).max() < 0.02
    ratio = counts.var(axis=0, ddof=1).sum() / (offers * expected * (1.0 - 1.0 / offers))
    assert 0.92 < ratio < 1.08, ratio  # two hundred months of 23 free counts: a standard error of 0.02
