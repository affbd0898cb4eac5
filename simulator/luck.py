"""Randomness as a function of seed, purpose, month and actor.

Nothing is drawn from a stream, so that removing one actor, offer or month leaves the luck of all others as it was.
"""

from dataclasses import dataclass
from functools import lru_cache
from hashlib import blake2b

import numpy as np
from numpy.lib.stride_tricks import sliding_window_view
from numpy.typing import ArrayLike, NDArray

Floats = NDArray[np.float64]
Keys = NDArray[np.uint64]

ALWAYS = 0  # the month of what persists: a taste, a threshold
_ENTRIES = 1 << 20  # shares drawn from a table of this length scatter as a multinomial should
_WIDEST = 4096  # the most slots that one actor may own
_GOLDEN = np.uint64(0x9E3779B97F4A7C15)
_UNIT = 2.0**-53


@dataclass(frozen=True)
class Luck:
    """All randomness of one seed.

    Single draws are hashed; rows of draws are windows into tables that are made once per seed: each actor and month hashes to
    a place in the table and each slot (an offer, a model) owns a permanent position after it.
    """

    seed: int

    def uniform(self, purpose: str, month: int, actors: ArrayLike) -> Floats:
        """Return one uniform draw from (0, 1) per actor."""
        return ((self._keys(purpose, month, actors) >> np.uint64(11)).astype(np.float64) + 0.5) * _UNIT

    def normal(self, purpose: str, month: int, actors: ArrayLike) -> Floats:
        """Return one standard normal draw per actor (Box and Muller 1958)."""
        radius = np.sqrt(-2.0 * np.log(self.uniform(purpose, month, actors)))
        return np.asarray(radius * np.cos(2.0 * np.pi * self.uniform(purpose + ", angle", month, actors)))

    def uniform_rows(self, purpose: str, month: int, actors: ArrayLike, slots: int) -> Floats:
        """Return `(actors, slots)` uniform draws from (0, 1)."""
        return self._rows(_uniform_table(self.seed), purpose, month, actors, slots)

    def normal_rows(self, purpose: str, month: int, actors: ArrayLike, slots: int) -> Floats:
        """Return `(actors, slots)` standard normal draws."""
        return self._rows(_normal_table(self.seed), purpose, month, actors, slots)

    def gumbel_rows(self, purpose: str, month: int, actors: ArrayLike, slots: int) -> Floats:
        """Return `(actors, slots)` standard Gumbel draws."""
        return self._rows(_gumbel_table(self.seed), purpose, month, actors, slots)

    def log_stable_rows(self, purpose: str, month: int, actors: ArrayLike, slots: int, exponent: float) -> Floats:
        """Return `(actors, slots)` logarithms of positive stable draws with the given exponent (Kanter 1975).

        A Gumbel draw plus such a logarithm is Gumbel of scale 1 / exponent, which is what makes one sum and one argmax a
        nested logit.
        """
        return self._rows(_log_stable_table(self.seed, exponent), purpose, month, actors, slots)

    def _rows(self, table: Floats, purpose: str, month: int, actors: ArrayLike, slots: int) -> Floats:
        starts = (self._keys(purpose, month, actors) & np.uint64(_ENTRIES - 1)).astype(np.intp)
        return np.asarray(sliding_window_view(table, slots)[starts])

    def _keys(self, purpose: str, month: int, actors: ArrayLike) -> Keys:
        """Return a 64-bit key per actor (the finaliser of Steele, Lea and Flood 2014, applied twice)."""
        root = _root(self.seed, purpose, month)
        return _mixed(_mixed(np.asarray(actors).astype(np.uint64) * _GOLDEN + root))


@lru_cache(maxsize=4096)
def _root(seed: int, purpose: str, month: int) -> np.uint64:
    digest = blake2b(f"{seed}|{purpose}|{month}".encode(), digest_size=8).digest()
    return np.uint64(int.from_bytes(digest, "little"))


def _mixed(keys: Keys) -> Keys:
    keys = (keys ^ (keys >> np.uint64(30))) * np.uint64(0xBF58476D1CE4E5B9)
    keys = (keys ^ (keys >> np.uint64(27))) * np.uint64(0x94D049BB133111EB)
    return keys ^ (keys >> np.uint64(31))


def _table_of_uniforms(seed: int, purpose: str) -> Floats:
    key = int(_root(seed, purpose, ALWAYS))
    raw = np.random.Philox(key=key).random_raw(_ENTRIES + _WIDEST)
    return ((raw >> np.uint64(11)).astype(np.float64) + 0.5) * _UNIT


def _frozen(table: Floats) -> Floats:
    table.setflags(write=False)
    return table


@lru_cache(maxsize=2)
def _uniform_table(seed: int) -> Floats:
    return _frozen(_table_of_uniforms(seed, "uniform table"))


@lru_cache(maxsize=2)
def _normal_table(seed: int) -> Floats:
    radius = np.sqrt(-2.0 * np.log(_table_of_uniforms(seed, "normal table")))
    return _frozen(radius * np.cos(2.0 * np.pi * _table_of_uniforms(seed, "normal table, angle")))


@lru_cache(maxsize=2)
def _gumbel_table(seed: int) -> Floats:
    return _frozen(-np.log(-np.log(_table_of_uniforms(seed, "gumbel table"))))


@lru_cache(maxsize=2)
def _log_stable_table(seed: int, exponent: float) -> Floats:
    angle = np.pi * _table_of_uniforms(seed, "stable table, angle")
    wait = -np.log(_table_of_uniforms(seed, "stable table, wait"))
    power = (1.0 - exponent) / exponent
    spread = np.log(np.sin((1.0 - exponent) * angle)) - np.log(wait) if exponent < 1.0 else np.zeros_like(angle)
    return _frozen(np.log(np.sin(exponent * angle)) - np.log(np.sin(angle)) / exponent + power * spread)
