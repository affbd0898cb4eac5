"""Reading what months say about a plot, a little at a time, so that the window gets its turn in between."""

from __future__ import annotations

from time import perf_counter
from typing import TYPE_CHECKING

from simulator.wishes import COSTLY
from ui.figures.capability import capability_figure
from ui.figures.costly_cuts import known_months, work_out
from ui.figures.figure import Figure, Provenance
from ui.figures.indicators import Plot, indicator_figure, known_by
from ui.pages.live.catalogue import FRONTIER

if TYPE_CHECKING:
    from collections.abc import Sequence

    from simulator.history import Branch
    from simulator.world import World
    from ui.session.session import Session

_SLICE = 0.02  # s of reading before the window gets its turn


class PlotReader:
    """Reads plots from the future on show and its ghost.

    Costly indicators are worked out month by month; until a month is, a figure ends before it.
    """

    def __init__(self, session: Session) -> None:
        """Read from the branches of a session."""
        self._session = session

    def read(self, plot: Plot) -> bool:
        """Read for a while, and return whether the figure of a plot can be made at once."""
        if plot.indicator == FRONTIER:
            return True
        until = perf_counter() + _SLICE
        every = [self.months(plot, branch) for branch in (self._session.branch, self._session.ghost)]
        return all(known_by(plot, worlds, self._followed(), until) for worlds in every)

    def figure(self, plot: Plot) -> Figure:
        """Return the figure of a plot, as far as its months can be read."""
        session = self._session
        months, ghost = self.months(plot, session.branch), self.months(plot, session.ghost)
        provenance = Provenance(session.scenario.title, session.scenario.seed)
        if plot.indicator == FRONTIER:
            return capability_figure(months, ghost, provenance, session.comparison.name)
        return indicator_figure(
            months, ghost, plot, self._followed(), provenance, session.comparison.name, session.focus.id
        )

    def months(self, plot: Plot, branch: Branch | None) -> Sequence[World]:
        """Return the months of a future that can be read: of a costly indicator, those worked out so far."""
        if branch is None:
            return ()
        costly = plot.indicator in COSTLY
        return branch.worlds[: known_months(plot.indicator, branch)] if costly else branch.worlds

    def is_complete(self, plot: Plot) -> bool:
        """Return whether every simulated month can be read."""
        return all(len(self.months(plot, branch)) == len(branch.worlds) for branch in self._branches())

    def work_on(self, plot: Plot) -> None:
        """Work a costly indicator out for a while, month by month."""
        until = perf_counter() + _SLICE
        for branch in self._branches():
            while (month := known_months(plot.indicator, branch)) < len(branch.worlds):
                work_out(plot.indicator, branch, month)
                if perf_counter() > until:
                    return

    def _branches(self) -> list[Branch]:
        return [branch for branch in (self._session.branch, self._session.ghost) if branch is not None]

    def _followed(self) -> dict[str, str]:
        """Return what the large chart shows, which a plot follows unless it has a choice of its own."""
        chosen = self._session.filter
        return {"region": chosen.place, "buyer": chosen.group, "units": chosen.units}
