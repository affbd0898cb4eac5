"""What a small chart can show, what it is called, and how the user's choice is kept in the settings."""

from __future__ import annotations

import json
from dataclasses import asdict
from typing import TYPE_CHECKING

from simulator.indicator import INDICATORS
from simulator.wishes import COSTLY
from ui.figures.costly_cuts import described
from ui.figures.indicators import Plot
from ui.look.wording import tr

if TYPE_CHECKING:
    from collections.abc import Sequence

FRONTIER = "frontier"
"""The one small chart that is no indicator: the best model of each camp."""
FIRST = (Plot(FRONTIER), Plot("revenue", "maker"), Plot("leakage", "origin"))
"""What is shown before anybody has chosen."""
_AXES_OF_0_1 = {"measure": "units"}  # what settings of 0.1.0 call an axis


def title(name: str) -> str:
    """Return what an indicator is called."""
    return tr("Capability frontier") if name == FRONTIER else tr(described(name).label)


def meaning(name: str) -> str:
    """Return the definition of an indicator."""
    if name == FRONTIER:
        return tr("Capability of the best released model of each camp.")
    return tr(described(name).definition)


def written(plots: Sequence[Plot]) -> str:
    """Return a choice of charts as the settings keep it."""
    return json.dumps([asdict(plot) for plot in plots])


def read(text: str) -> tuple[Plot, ...] | None:
    """Return the choice of charts that the settings keep, None if it cannot be read."""
    try:
        entries = json.loads(text)
        plots = [
            Plot(
                str(entry["indicator"]),
                str(entry["by"]),
                tuple((_AXES_OF_0_1.get(axis, str(axis)), str(label)) for axis, label in entry["fixed"]),
                "stacked" if entry["form"] == "stacked" else "lines",
            )
            for entry in entries
        ]
    except (ValueError, KeyError, TypeError):
        return None
    return tuple(plot for plot in plots if plot.indicator in {FRONTIER, *INDICATORS, *COSTLY})


def offered() -> tuple[str, ...]:
    """Return the names of everything that a small chart can show."""
    return (FRONTIER, *INDICATORS, *COSTLY)
