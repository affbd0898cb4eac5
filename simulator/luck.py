"""Randomness as a function of seed, purpose, month and actor.

Nothing is drawn from a stream, so that removing one actor, offer or month leaves the luck of all others as it was.
"""

from collections.abc import Callable
from dataclasses import dataclass
from functools import lru_cache
from hashlib import blake2b
from typing import Any

import numpy as np
from numpy.lib.stride_tricks import sliding_window_view
from numpy.typing import ArrayLike, NDArray

from simulator.memory import remembered

Floats = NDArray[np.float64]
Draws = NDArray[np.float32]
"""Draws of a table: kept in single precision, which halves the traffic to memory, and used in double."""
Keys = NDArray[np.uint64]

ALWAYS = 0  # the month of what persists: a taste, a threshold
_ENTRIES = 1 << 20  # shares drawn from a table of this length scatter as a multinomial should
_WIDEST = 4096  # the most slots that one actor may own
_GOLDEN = np.uint64(0x9E3779B97F4A7C15)
_FIRST_SHIFT, _SECOND_SHIFT, _THIRD_SHIFT = np.uint64(30), np.uint64(27), np.uint64(31)
_FIRST_FACTOR, _SECOND_FACTOR = np.uint64(0xBF58476D1CE4E5B9), np.uint64(0x94D049BB133111EB)
_UPPER = np.uint64(11)  # what is left out of 64 bits to have 53
_UNIT = 2.0**-53
_MASK = 2**64 - 1


@dataclass(frozen=True)
class Luck:
    """All randomness of one seed.

    Single draws are hashed; rows of draws are windows into tables that are made once per seed: each actor and month
    hashes to a place in the table, and each slot (an offer, a model) owns a permanent position after it.
    """

    seed: int

    def uniform(self, purpose: str, month: int, actors: ArrayLike) -> Floats:
        """Return one uniform draw from (0, 1) per actor."""
        return _unit(self._keys(purpose, month, actors))

    def normal(self, purpose: str, month: int, actors: ArrayLike) -> Floats:
        """Return one standard normal draw per actor (Box and Muller 1958)."""
        return self.normals_for((purpose,), month, actors)[0]

    def normals_for(self, purposes: tuple[str, ...], month: int, actors: ArrayLike) -> Floats:
        """Return `(purposes, actors)` standard normal draws: a row is what `normal` says of its purpose."""
        angles = tuple(purpose + ", angle" for purpose in purposes)
        draws = self._uniforms_for(purposes + angles, month, actors)
        radius = np.sqrt(-2.0 * np.log(draws[: len(purposes)]))
        return radius * np.cos(2.0 * np.pi * draws[len(purposes) :])

    def places(self, purpose: str, month: int, actors: ArrayLike) -> NDArray[np.intp]:
        """Return each actor's place in the tables: row `places[n]` of a table's windows is the luck of actor n."""
        return (self._keys(purpose, month, actors) & np.uint64(_ENTRIES - 1)).astype(np.intp)

    def uniforms(self, slots: int) -> Draws:
        """Return `(places, slots)` windows of uniform draws from (0, 1)."""
        return _windows(_uniform_table, slots, self.seed)

    def normals(self, slots: int) -> Draws:
        """Return `(places, slots)` windows of standard normal draws."""
        return _windows(_normal_table, slots, self.seed)

    def gumbels(self, slots: int) -> Draws:
        """Return `(places, slots)` windows of standard Gumbel draws."""
        return _windows(_gumbel_table, slots, self.seed)

    def log_stables(self, slots: int, exponent: float) -> Draws:
        """Return `(places, slots)` windows of logarithms of positive stable draws of an exponent (Kanter 1975).

        A Gumbel draw plus such a logarithm is Gumbel of scale 1 / exponent, which is what makes one sum and one argmax
        a nested logit.
        """
        return _windows(_log_stable_table, slots, self.seed, exponent)

    def _uniforms_for(self, purposes: tuple[str, ...], month: int, actors: ArrayLike) -> Floats:
        """Return `(purposes, actors)` uniform draws, in one go."""
        roots = np.array([_root(self.seed, purpose, month) for purpose in purposes])
        return _unit(_mixed(np.add.outer(roots, _spaced(actors))))

    def _keys(self, purpose: str, month: int, actors: ArrayLike) -> Keys:
        """Return a 64-bit key per actor: its place in the sequence of SplitMix64 (Steele, Lea and Flood 2014)."""
        return _mixed(_spaced(actors) + _root(self.seed, purpose, month))


def _spaced(actors: ArrayLike) -> Keys:
    """Return each actor's distance from the root of a purpose and month."""
    keys = np.asarray(actors)
    return _remembered_spacing(keys) if not keys.flags.writeable else keys.astype(np.uint64) * _GOLDEN


@remembered
def _remembered_spacing(actors: NDArray[Any]) -> Keys:
    spaced: Keys = actors.astype(np.uint64) * _GOLDEN
    return spaced


def _root(seed: int, purpose: str, month: int) -> np.uint64:
    """Return the key from which the actors of one purpose and month are counted."""
    return np.uint64(_purpose_key(seed, purpose) * (2 * month + 1) & _MASK)  # an odd factor loses no bit


@lru_cache(maxsize=4096)
def _purpose_key(seed: int, purpose: str) -> int:
    return int.from_bytes(blake2b(f"{seed}|{purpose}".encode(), digest_size=8).digest(), "little")


def _unit(keys: Keys) -> Floats:
    """Return a number from (0, 1) for each key: its upper 53 bits."""
    draws = (keys >> _UPPER).astype(np.float64)
    draws += 0.5
    draws *= _UNIT
    return draws


def _mixed(keys: Keys) -> Keys:
    """Mix keys in place, and return them."""
    keys ^= keys >> _FIRST_SHIFT
    keys *= _FIRST_FACTOR
    keys ^= keys >> _SECOND_SHIFT
    keys *= _SECOND_FACTOR
    keys ^= keys >> _THIRD_SHIFT
    return keys


def _table_of_uniforms(seed: int, purpose: str) -> Floats:
    key = int(_root(seed, purpose, ALWAYS))
    raw = np.random.Philox(key=key).random_raw(_ENTRIES + _WIDEST)
    return _unit(raw)


@lru_cache(maxsize=64)
def _windows(table: Callable[..., Draws], slots: int, *key: float) -> Draws:
    return sliding_window_view(table(*key), slots)


def _frozen(table: Floats) -> Draws:
    draws = table.astype(np.float32)
    draws.setflags(write=False)
    return draws


@lru_cache(maxsize=2)
def _uniform_table(seed: int) -> Draws:
    return _frozen(_table_of_uniforms(seed, "uniform table"))


@lru_cache(maxsize=2)
def _normal_table(seed: int) -> Draws:
    radius = np.sqrt(-2.0 * np.log(_table_of_uniforms(seed, "normal table")))
    return _frozen(radius * np.cos(2.0 * np.pi * _table_of_uniforms(seed, "normal table, angle")))


@lru_cache(maxsize=2)
def _gumbel_table(seed: int) -> Draws:
    return _frozen(-np.log(-np.log(_table_of_uniforms(seed, "gumbel table"))))


@lru_cache(maxsize=2)
def _log_stable_table(seed: int, exponent: float) -> Draws:
    angle = np.pi * _table_of_uniforms(seed, "stable table, angle")
    wait = -np.log(_table_of_uniforms(seed, "stable table, wait"))
    power = (1.0 - exponent) / exponent
    spread = np.log(np.sin((1.0 - exponent) * angle)) - np.log(wait) if exponent < 1.0 else np.zeros_like(angle)
    return _frozen(np.log(np.sin(exponent * angle)) - np.log(np.sin(angle)) / exponent + power * spread)
