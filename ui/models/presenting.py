"""What can be done while the market is presented, and by which keys.

The window for the projector and the sheet of keys are built from this table.
"""

from __future__ import annotations

from functools import cache
from typing import NamedTuple

from ui.look.wording import tr


class Act(NamedTuple):
    """Something that can be done while presenting."""

    id: str
    words: str
    keys: tuple[str, ...]


@cache
def acts() -> tuple[Act, ...]:
    """Return the table, in the user's language."""
    return (
        Act("play", tr("Play or pause"), ("Space",)),
        Act("back", tr("A month back"), ("Left",)),
        Act("forward", tr("A month forward"), ("Right",)),
        Act("year_back", tr("A year back"), ("PgUp",)),
        Act("year_forward", tr("A year forward"), ("PgDown",)),
        Act("future", tr("Hide what lies ahead, or show it"), ("H",)),
        Act("guess", tr("Guess first, or back to the market"), ("G",)),
        Act("falls", tr("Guess: it falls"), ("1",)),
        Act("stays", tr("Guess: it stays"), ("2",)),
        Act("rises", tr("Guess: it rises"), ("3",)),
        Act("higher", tr("Guess higher"), ("Up",)),
        Act("lower", tr("Guess lower"), ("Down",)),
        Act("table", tr("Turn the chart into its table, and back"), ("T",)),
        Act("pointer", tr("Show a ring where the mouse is"), ("P",)),
        Act("black", tr("Turn the picture black; any key brings it back"), ("B", ".")),
        Act("leave", tr("Leave"), ("Esc",)),
    )
