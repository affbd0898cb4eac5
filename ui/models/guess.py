"""A guess about the future that a class commits to before it sees the outcome."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

import numpy as np

from simulator.dates import HORIZON
from simulator.experiment.quantities import HEADLINES
from ui.figures.figure import Figure, Provenance, Series
from ui.look import wording
from ui.look.wording import tr

if TYPE_CHECKING:
    from collections.abc import Sequence

    from simulator.experiment.quantities import Quantity
    from simulator.history import Branch
    from simulator.world import Floats

_TURN = 0.5  # of today's value, by which "rises" and "falls" end higher or lower
_SETTLED = 48  # months in which a picked guess gets there
_AIR = 1.6  # of the highest value known or guessed: room on the axis to guess higher

FALLS, STAYS, RISES = "falls", "stays", "rises"


def questions() -> tuple[Quantity, ...]:
    """Return what can be guessed: every headline whose level has a meaning and that is quick to compute."""
    return tuple(one for one in HEADLINES if one.level and not one.costly and one.over != "sum")


@dataclass(frozen=True, eq=False)
class Guess:
    """A guess about one number from a month on; NaN in the months for which nobody has guessed."""

    quantity: Quantity
    since: int  # the last month that the class has seen
    today: float  # the number in that month
    values: Floats  # (months,) from September 2023 to the horizon
    top: float = 0.0  # of the axis on which it is drawn, 0 = as high as what is seen and guessed needs

    @property
    def made(self) -> bool:
        """Return whether there is a guess."""
        return bool(np.isfinite(self.values[self.since + 1 :]).any())

    def drawn(self, month: int, value: float, before: tuple[int, float] | None = None) -> Guess:
        """Return the guess with a value in a month, and between that of `before` and it, as a hand draws a line."""
        start = before if before is not None else (self.since, self.today)
        months = np.arange(min(start[0], month), max(start[0], month) + 1)
        (first, low), (last, high) = sorted((start, (month, value)))
        line = np.interp(months, [first, last], [low, high])
        values = self.values.copy()
        values[months] = np.maximum(line, 0.0)
        values[: self.since] = np.nan
        values[self.since] = self.today
        return replace(self, values=values)

    def picked(self, direction: str) -> Guess:
        """Return the guess that the number falls, stays or rises: half of today's value in four years."""
        end = self.today * (1.0 + {FALLS: -_TURN, STAYS: 0.0, RISES: _TURN}[direction])
        settled = min(self.since + _SETTLED, HORIZON - 1)
        return self.cleared().drawn(settled, end).drawn(HORIZON - 1, end, (settled, end))

    def nudged(self, part: float) -> Guess:
        """Return the guess moved up or down by a part of today's value, the more the farther ahead."""
        base = self if self.made else self.picked(STAYS)
        months = np.arange(len(self.values))
        ramp = np.clip((months - self.since) / _SETTLED, 0.0, 1.0)
        return replace(base, values=np.maximum(base.values + part * max(abs(self.today), 1e-9) * ramp, 0.0))

    def held(self, top: float) -> Guess:
        """Return the guess on an axis that ends there, whatever is drawn: while a hand draws, nothing may move."""
        return replace(self, top=top)

    def cleared(self) -> Guess:
        """Return the question without an answer."""
        return replace(self, values=np.full(HORIZON, np.nan))


def ask(branch: Branch, quantity: Quantity, since: int) -> Guess:
    """Return the question of what becomes of a number after a month."""
    return Guess(quantity, since, quantity.at(branch, since), np.full(HORIZON, np.nan))


class Outcomes:
    """What really becomes of the numbers of one branch, month by month, each worked out once."""

    def __init__(self) -> None:
        """Begin without any."""
        self._branch: Branch | None = None  # held, so that no later branch can be taken for it
        self._known: dict[str, list[float]] = {}

    def of(self, branch: Branch, quantity: Quantity, last: int) -> Floats:
        """Return `(months,)` the number from the start to a month that is known; another future starts from nothing."""
        if branch is not self._branch:
            self._branch, self._known = branch, {}
        values = self._known.setdefault(quantity.name, [])
        values += [quantity.at(branch, month) for month in range(len(values), last + 1)]
        return np.array(values[: last + 1])


def guess_figure(guess: Guess, outcome: Floats, provenance: Provenance) -> Figure:
    """Return the past and what has been revealed as a line, and the guess as its ghost.

    `outcome` holds the months revealed so far. The axis depends on nothing that is still hidden.
    """
    revealed = len(outcome) > guess.since + 1
    values = np.full(HORIZON, np.nan)
    values[: len(outcome)] = outcome
    seen = np.concatenate([outcome, guess.values[np.isfinite(guess.values)], [0.0]])
    high = guess.top or _AIR * float(seen.max()) or 1.0
    unit = guess.quantity.unit
    return Figure(
        title=guess.quantity.label,
        subtitle=unit if unit != "share" else "",
        unit=unit,
        kind="lines",
        months=range(HORIZON),
        series=(
            Series(
                tr("Outcome") if revealed else tr("Until now"),
                "outcome",
                values,
                "origin.china",
                ghost=guess.values.copy() if guess.made else None,
            ),
        ),
        definition=guess.quantity.definition,
        provenance=provenance,
        low=min(0.0, float(seen.min())),
        high=min(high, 1.0) if unit == "share" else high,
        ghost_name=tr("our guess"),
    )


def verdict(guess: Guess, outcome: Sequence[float] | Floats) -> str:
    """Return guess and outcome in the last month revealed in a sentence, "" while nothing is revealed or guessed."""
    month = len(outcome) - 1
    if month <= guess.since or not np.isfinite(guess.values[month]):
        return ""
    unit = guess.quantity.unit
    return tr("{month}: we guessed {guess}; the model says {outcome}.").format(
        month=wording.month(month),
        guess=wording.value(float(guess.values[month]), unit),
        outcome=wording.value(float(outcome[month]), unit),
    )
