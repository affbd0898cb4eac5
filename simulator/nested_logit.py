"""The nested logit, drawn by one sum and one argmax.

Models are nests, channels the alternatives within. With V the utility, S positive stable with exponent ρ = λ/μ per
model and g Gumbel per alternative, the largest V + λ ln S + λ g follows exactly the nested logit with scale μ between
and λ within nests, because Gumbel + ln S is Gumbel of scale 1/ρ. Removing or worsening an alternative moves only those
who held it.
"""

import numpy as np
from numpy.typing import NDArray

from simulator.world import Floats, Ints

BLOCK = 384  # rows at a time: a block of utilities stays in cache


def choose(weights: Floats, seen: Floats, by_model: Floats, model: Ints, luck: NDArray[np.float64]) -> NDArray[np.intp]:
    """Return `(rows,)` the column of the greatest utility for each row, −1 where every column is at −∞.

    Parameters
    ----------
    weights
        `(rows, attributes)` what each row weighs, divided by the scale within nests.
    seen
        `(attributes, columns)` attributes of the alternatives.
    by_model
        `(rows, models)` terms that all channels of a model share, in the same unit: brand, switching, ln S; −∞ where
        not considered.
    model
        `(columns,)` column of `by_model` that belongs to each alternative.
    luck
        `(rows, columns)` Gumbel draws.
    """
    utility = weights @ seen
    utility += by_model[:, model]
    utility += luck
    best = utility.argmax(axis=1)
    best[np.isneginf(utility[np.arange(len(best)), best])] = -1
    return best


def probabilities(utility: Floats, model: Ints, model_scale: float, channel_scale: float) -> Floats:
    """Return `(rows, columns)` closed-form choice probabilities of the nested logit (McFadden 1978).

    `utility` is `(rows, columns)` in utils, `model` names the nest of each column.
    """
    nests, members = np.unique(model, return_inverse=True)
    order = np.argsort(members, kind="stable")
    starts = np.searchsorted(members[order], np.arange(len(nests)))
    scaled = utility / channel_scale
    top = np.maximum.reduceat(scaled[:, order], starts, axis=1)
    top = np.where(np.isfinite(top), top, 0.0)  # a nest that may not be used at all
    within = np.exp(scaled - top[:, members])
    inclusive = np.add.reduceat(within[:, order], starts, axis=1)
    value = (
        np.where(inclusive > 0.0, np.log(np.maximum(inclusive, 1e-300)) + top, -np.inf) * channel_scale / model_scale
    )
    between = np.exp(value - value.max(axis=1, keepdims=True))
    between /= between.sum(axis=1, keepdims=True)
    return between[:, members] * within / np.maximum(inclusive, 1e-300)[:, members]
