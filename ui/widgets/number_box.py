"""A declared number: how it is written, and the boxes into which it is typed."""

from __future__ import annotations

import math
from decimal import Decimal
from typing import NamedTuple

from pydantic import BaseModel
from PySide6.QtCore import Signal
from PySide6.QtWidgets import QSizePolicy

from simulator.parameters import Param, declaration
from ui.look import wording
from ui.look.wording import HARD_SPACE, tr
from ui.widgets.form import plain_tip
from ui.widgets.typed_box import TypedBox
from ui.widgets.written_numbers import Span, number_in, tidied, without_unit, written

_MOST_DECIMALS = 6
_MANY_SIZES = 100.0  # a number that may grow by more than this is stepped by a tenth of what it is
_SHARES = ("share", "probability")
_NARROWEST = 90  # pixels


class Notation(NamedTuple):
    """How a tunable number is written: shares in per cent, "$M a month" as "$2,000 m a month", factors as "× 1.3"."""

    scale: int
    prefix: str
    suffix: str
    step: float


def notation(declared: Param) -> Notation:
    """Return how a declared number is written, and by how much it is stepped."""
    share = declared.unit.startswith(_SHARES) and declared.high <= 1.0
    scale = 100 if share else 1
    step = 1.0 if share else 10.0 ** math.floor(math.log10(max(declared.high - declared.low, 1e-9) / 10.0))
    unit = declared.unit.replace("share", "%", 1).replace("probability", "%", 1) if share else declared.unit
    prefix = ""
    if unit.startswith("$"):
        prefix, unit = "$", unit.removeprefix("$").replace("M", tr("m"), 1)
    elif unit == "factor":
        prefix, unit = f"×{HARD_SPACE}", ""
    suffix = f"{HARD_SPACE}{unit.strip()}" if unit else ""
    return Notation(scale, prefix, suffix, step)


def number_in_words(declared: Param, value: float, *, unit: bool = True) -> str:
    """Return a tunable number as it is written, with as many decimals as it has."""
    written = notation(declared)
    shown = value * written.scale
    text = wording.number(shown, _decimals(shown))
    first, *_ = written.suffix.split() or [""]
    short = f"{HARD_SPACE}{first}" if first in {"%", tr("m")} else ""
    return f"{written.prefix}{text}{written.suffix if unit else short}"


def _decimals(number: float) -> int:
    """Return how many decimals people would write for a number."""
    exact = (count for count in range(_MOST_DECIMALS) if math.isclose(number, round(number, count), abs_tol=1e-12))
    return next(exact, _MOST_DECIMALS)


class NumberBox(TypedBox):
    """A tunable number with its unit and range; it is held in the unit of its declaration."""

    number_changed = Signal(float)

    def __init__(self, declared: Param, value: float) -> None:
        """Take the declaration and the present value."""
        self._notation = notation(declared)
        self._declared, self._number = declared, value
        self._span = Span(self._scaled(declared.low), self._scaled(declared.high), self._is_whole(), self._told)
        super().__init__()
        self.setToolTip(plain_tip(_explanation(declared)))
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
        self.setMinimumWidth(_NARROWEST)
        self.show_again()

    @property
    def number(self) -> float:
        """Return the number that it holds."""
        return self._number

    def show_number(self, value: float) -> None:
        """Show a value without emitting a signal."""
        self._number = value
        self.show_again()

    def show_again(self) -> None:
        """Write what it holds anew, and let a screen reader know the number."""
        super().show_again()
        self.setProperty("value", self._number * self._notation.scale)

    # --- How it is read and written -----------------------------------------------------------------------

    def _is_whole(self) -> bool:
        """Return whether it takes whole numbers only."""
        return False

    def _scaled(self, number: float) -> Decimal:
        """Return a number as it is written, with exactly the digits that it has."""
        return Decimal(repr(number)) * self._notation.scale

    def _told(self, shown: Decimal) -> str:
        """Return a number with its sign or the first word of its unit."""
        first, *_ = self._notation.suffix.split() or [""]
        unit = f"{HARD_SPACE}{first}" if first in {"%", tr("m")} else ""
        return f"{self._notation.prefix}{written(shown, wording.decimal_mark())}{unit}"

    def _written(self) -> str:
        text = written(self._scaled(self._number), wording.decimal_mark(), self._span)
        return f"{self._notation.prefix}{text}{self._notation.suffix}"

    def _read(self, text: str) -> object:
        bare = without_unit(text, self._notation.prefix, self._notation.suffix)
        return self._held(number_in(bare, self._span, wording.decimal_mark()))

    def _held(self, shown: Decimal) -> float:
        """Return what is held of a number as it is written."""
        return float(shown / self._notation.scale)

    def _offer(self, value: object) -> None:
        if not isinstance(value, int | float):
            return
        changed = value != self._number
        self.show_number(value)
        if changed:
            self.number_changed.emit(value)

    def _stepped(self, steps: int) -> object:
        present, size = self._scaled(self._number), self._step_size(steps)
        return self._held(min(max(present + steps * size, self._span.low), self._span.high))

    def _step_size(self, steps: int) -> Decimal:
        """Return how far a step goes; where numbers of many sizes are possible, a tenth of the present one."""
        low, high, present = self._declared.low, self._declared.high, abs(self._number)
        if not (low > 0.0 and high / low > _MANY_SIZES):
            return Decimal(repr(self._notation.step))
        power = math.floor(math.log10(present))
        down_a_size = steps < 0 and present <= 10.0**power
        return Decimal(10) ** (power - 1 - down_a_size) * self._notation.scale

    def _room(self) -> tuple[bool, bool]:
        return self._number > self._declared.low, self._number < self._declared.high


class WholeBox(NumberBox):
    """A whole number; words can stand for nought."""

    def __init__(self, declared: Param, value: int, *, nought: str = "") -> None:
        """Take the declaration, the present value, and the words for nought."""
        self._nought = nought
        super().__init__(declared, value)

    def _is_whole(self) -> bool:
        return True

    def _written(self) -> str:
        return self._nought if self._nought and not self._number else super()._written()

    def _read(self, text: str) -> object:
        if self._nought and tidied(text).casefold() == self._nought.casefold():
            return 0
        return super()._read(text)

    def _held(self, shown: Decimal) -> int:
        return int(shown)

    def _step_size(self, steps: int) -> Decimal:
        return Decimal(1)


def whole_box(owner: type[BaseModel], field: str, value: int, *, nought: str = "") -> WholeBox:
    """Return a box for a field that is declared as a whole number.

    Raises
    ------
    KeyError
        If the field is not declared as a number.
    """
    declared = declaration(owner, field)
    if declared is None:
        raise KeyError(field)
    return WholeBox(declared, value, nought=nought)


def _explanation(declared: Param) -> str:
    return tr("{help}\nFrom {low} to {high} {unit}. Source: {source}").format(
        help=declared.help,
        low=f"{declared.low:g}",
        high=f"{declared.high:g}",
        unit=declared.unit,
        source=declared.source,
    )
