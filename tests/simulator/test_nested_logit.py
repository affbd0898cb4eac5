"""One sum and one argmax draw the nested logit exactly."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as some
from scipy.stats import chisquare

from simulator.luck import Luck
from simulator.nested_logit import BARRED, choose, probabilities
from simulator.world import Floats

DRAWS = 100_000
MODEL = np.array([0, 0, 0, 1, 1, 2, 3, 3, 3, 3])
"""Nests of three, two, one and four alternatives."""
UTILITY = np.array([0.0, 0.3, -0.2, 0.4, -0.6, 0.25, -0.1, 0.2, 0.15, -0.4])


def by_definition(utility: Floats, model_scale: float, channel_scale: float) -> Floats:
    """Return the probabilities of McFadden (1978), nest by nest."""
    inclusive = {
        nest: float(np.exp(utility[nest == MODEL] / channel_scale).sum()) for nest in np.unique(MODEL).tolist()
    }
    value = {nest: total ** (channel_scale / model_scale) for nest, total in inclusive.items()}
    everything = sum(value.values())
    return np.array(
        [
            value[nest] / everything * np.exp(of / channel_scale) / inclusive[nest]
            for nest, of in zip(MODEL.tolist(), utility.tolist(), strict=True)
        ]
    )


def draw(
    seed: int, model_scale: float, channel_scale: float, columns: list[int] | None = None, month: int = 28
) -> np.ndarray[tuple[int], np.dtype[np.intp]]:
    """Return the alternatives that buyers choose in a month with the model's own luck, among some columns."""
    luck, rows = Luck(seed), np.arange(DRAWS)
    kept = np.arange(len(MODEL)) if columns is None else np.array(columns)
    stables = luck.log_stables(MODEL.max() + 1, channel_scale / model_scale)
    chosen, _ = choose(
        np.ones((DRAWS, 1)),
        UTILITY[None, kept] / channel_scale,
        stables[luck.places("model", month, rows)],
        MODEL[kept],
        luck.gumbels(len(MODEL))[luck.places("offer", month, rows)][:, kept],
    )
    return kept[chosen]


@pytest.mark.parametrize("seed", [1, 2, 3])
@pytest.mark.parametrize("model_scale, channel_scale", [(0.45, 0.25), (0.9, 0.1), (0.45, 0.45)])
def test_draws_match_the_closed_form(seed: int, model_scale: float, channel_scale: float) -> None:
    observed = np.bincount(draw(seed, model_scale, channel_scale), minlength=len(MODEL))
    expected = by_definition(UTILITY, model_scale, channel_scale) * DRAWS
    assert chisquare(observed, expected).pvalue > 0.001


def test_equal_scales_give_the_plain_logit() -> None:
    plain = np.exp(UTILITY / 0.45)
    plain /= plain.sum()
    np.testing.assert_allclose(by_definition(UTILITY, 0.45, 0.45), plain)
    np.testing.assert_allclose(probabilities(UTILITY[None, :], MODEL, 0.45, 0.45)[0], plain)
    observed = np.bincount(draw(4, 0.45, 0.45), minlength=len(MODEL))
    assert chisquare(observed, plain * DRAWS).pvalue > 0.001


def test_nests_matter() -> None:
    """The plain logit would be refused: the test above can tell the two apart."""
    plain = np.exp(UTILITY / 0.45)
    observed = np.bincount(draw(1, 0.45, 0.25), minlength=len(MODEL))
    assert chisquare(observed, plain / plain.sum() * DRAWS).pvalue < 1e-9


@pytest.mark.parametrize("gone", range(len(MODEL)))
def test_removing_an_alternative_moves_none_of_the_others(gone: int) -> None:
    before = draw(5, 0.45, 0.25)
    after = draw(5, 0.45, 0.25, [column for column in range(len(MODEL)) if column != gone])
    assert (before == gone).sum() > 100
    assert np.array_equal(before[before != gone], after[before != gone])


def test_a_month_draws_anew() -> None:
    first, later = draw(1, 0.45, 0.25), draw(1, 0.45, 0.25, month=29)
    chance = by_definition(UTILITY, 0.45, 0.25)
    assert (first == later).mean() == pytest.approx((chance**2).sum(), abs=0.01)


@settings(deadline=None, max_examples=60)
@given(
    utility=some.lists(some.floats(-20, 20), min_size=len(MODEL), max_size=len(MODEL)).map(np.array),
    channel_scale=some.floats(0.05, 0.5),
    ratio=some.floats(1.0, 4.0),
)
def test_the_closed_form_is_that_of_the_definition(utility: Floats, channel_scale: float, ratio: float) -> None:
    ours = probabilities(utility[None, :], MODEL, channel_scale * ratio, channel_scale)[0]
    assert ours.sum() == pytest.approx(1.0)
    np.testing.assert_allclose(
        ours, by_definition(utility, channel_scale * ratio, channel_scale), rtol=1e-6, atol=1e-12
    )


def test_the_closed_form_gives_nothing_to_what_may_not_be_used() -> None:
    utility = UTILITY.copy()
    utility[[0, 5]] = -np.inf  # one of three, and a nest as a whole
    chance = probabilities(utility[None, :], MODEL, 0.45, 0.25)[0]
    assert chance[[0, 5]].tolist() == [0.0, 0.0]
    assert chance.sum() == pytest.approx(1.0)


def test_who_may_use_nothing_chooses_nothing() -> None:
    seen, model = np.zeros((1, 3)), np.zeros(3, dtype=np.int32)
    by_model = np.array([[0.0], [BARRED]])
    luck = np.array([[0.0, 2.0, 1.0], [5.0, 5.0, 5.0]], dtype=np.float32)
    chosen, utility = choose(np.ones((2, 1)), seen, by_model, model, luck)
    assert chosen[0] == 1
    assert utility[0] == 2.0
    assert utility[1] <= 0.5 * BARRED
