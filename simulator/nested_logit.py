"""The nested logit, drawn by one sum and one argmax.

Models are nests, channels the alternatives within. With V the utility, S positive stable with exponent ρ = λ/μ per
model and g Gumbel per alternative, the largest V + λ ln S + λ g follows exactly the nested logit with scale μ between
and λ within nests, because Gumbel + ln S is Gumbel of scale 1/ρ. Removing or worsening an alternative moves only those
who held it.
"""

import numpy as np
from numpy.typing import NDArray

from simulator.luck import Draws
from simulator.world import Floats, Ints

Columns = NDArray[np.intp]

BARRED = -1e300  # utils: added to what may not be chosen, which is ten times faster than putting −∞ there
BLOCK = 384  # rows at a time: a block of utilities stays in cache


def choose(weights: Floats, seen: Floats, by_model: Floats, model: Ints, luck: Draws) -> tuple[Columns, Floats]:
    """Return for each row the column of the greatest utility, and that utility: `BARRED` or less if none may be used.

    Parameters
    ----------
    weights
        `(rows, attributes)` what each row weighs, divided by the scale within nests.
    seen
        `(attributes, columns)` attributes of the alternatives.
    by_model
        `(rows, models)` terms that all channels of a model share, in the same unit: brand, switching, ln S;
        `BARRED` where not considered.
    model
        `(columns,)` column of `by_model` that belongs to each alternative.
    luck
        `(rows, columns)` Gumbel draws.
    """
    utility = weights @ seen
    utility += by_model[:, model]
    utility += luck
    best = utility.argmax(axis=1)
    return best, utility[np.arange(len(best)), best]


def probabilities(utility: Floats, model: Ints, model_scale: float, channel_scale: float) -> Floats:
    """Return `(rows, columns)` closed-form choice probabilities of the nested logit (McFadden 1978).

    `utility` is `(rows, columns)` in utils, `model` names the nest of each column.
    """
    within, inclusive, members = _nests(utility, model, channel_scale)
    # between models their inclusive values compete, damped by how alike the channels of one model are
    value = inclusive * (channel_scale / model_scale)
    between = np.exp(value - value.max(axis=1, keepdims=True))
    between /= between.sum(axis=1, keepdims=True)
    return between[:, members] * within


def log_sum(utility: Floats, model: Ints, model_scale: float, channel_scale: float) -> Floats:
    """Return `(rows,)` expected utility of the best choice, in utils (Small and Rosen 1981)."""
    _, inclusive, _ = _nests(utility, model, channel_scale)
    value = inclusive * (channel_scale / model_scale)
    top = value.max(axis=1)
    return model_scale * (top + np.log(np.exp(value - top[:, None]).sum(axis=1)))


def _nests(utility: Floats, model: Ints, channel_scale: float) -> tuple[Floats, Floats, NDArray[np.intp]]:
    """Return probabilities within nests, log inclusive values `(rows, nests)`, and the nest of each column."""
    # columns of one nest side by side, so that each nest is summed in one go
    nests, members = np.unique(model, return_inverse=True)
    order = np.argsort(members, kind="stable")
    starts = np.searchsorted(members[order], np.arange(len(nests)))
    # the best of each nest is taken out first: exponentials of what is left never overflow
    scaled = utility / channel_scale
    top = np.maximum.reduceat(scaled[:, order], starts, axis=1)
    top = np.where(np.isfinite(top), top, 0.0)  # a nest that may not be used at all
    part = np.exp(scaled - top[:, members])
    total = np.add.reduceat(part[:, order], starts, axis=1)
    # a nest in which nothing may be used is worth nothing, and nothing in it is chosen
    usable = total > 0.0
    inclusive = np.where(usable, np.log(np.where(usable, total, 1.0)) + top, -np.inf)
    return part / np.where(usable, total, 1.0)[:, members], inclusive, members
