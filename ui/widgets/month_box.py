"""A month, typed or stepped; words can stand for no month at all."""

from __future__ import annotations

from PySide6.QtCore import Signal

from simulator.dates import HORIZON, NEVER
from ui.look import wording
from ui.look.wording import tr
from ui.widgets.typed_box import TypedBox
from ui.widgets.written_months import month_in
from ui.widgets.written_numbers import tidied

_PAGE = 10  # steps that Qt takes at a page key
_YEAR = 12


class MonthBox(TypedBox):
    """A month as "Jan 2026"; the place before the first or after the last month can stand for "none".

    Before the first stands None, after the last `NEVER`.
    """

    month_changed = Signal(object)

    def __init__(self, name: str, *, before_first: str = "", after_last: str = "") -> None:
        """Take its accessible name and the words for no month."""
        self._month: int | None = 0
        self._before_first, self._after_last = before_first, after_last
        self._first, self._last = 0, HORIZON - 1
        super().__init__()
        self.setAccessibleName(name)
        self.setToolTip(
            tr("A month, as Jan 2026, 2026-01 or 1/2026; arrow keys move it by a month, page keys by a year.")
        )
        self.show_again()

    @property
    def month(self) -> int | None:
        """Return the month that it holds."""
        return self._month

    def show_month(self, month: int | None) -> None:
        """Show a month without emitting a signal."""
        self._month = month
        self.show_again()

    def _written(self) -> str:
        if self._month is None:
            return self._before_first
        return (self._after_last or tr("Never")) if self._month >= NEVER else wording.month(self._month)

    def _read(self, text: str) -> object:
        said = tidied(text).casefold()
        if self._before_first and said == self._before_first.casefold():
            return None
        if self._after_last and said == self._after_last.casefold():
            return NEVER
        return month_in(text, self._first, self._last)

    def _offer(self, value: object) -> None:
        month = value if isinstance(value, int) else None
        changed = month != self._month
        self.show_month(month)
        if changed:
            self.month_changed.emit(month)

    def _stepped(self, steps: int) -> object:
        """Return what lies some months further; a page key moves by a year."""
        months = _YEAR * steps // _PAGE if abs(steps) == _PAGE else steps
        lowest = self._first - bool(self._before_first)
        highest = self._last + bool(self._after_last)
        place = min(max(self._place() + months, lowest), highest)
        return None if place < self._first else NEVER if place > self._last else place

    def _room(self) -> tuple[bool, bool]:
        place = self._place()
        return place > self._first - bool(self._before_first), place < self._last + bool(self._after_last)

    def _place(self) -> int:
        """Return where it stands among the months, with a place at either end for none."""
        return self._first - 1 if self._month is None else min(self._month, self._last + 1)
