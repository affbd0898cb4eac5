"""Every month of every branch.

A branch is what happens under one timeline: a list of worlds, one per month. Two branches share the very worlds of the
months before they differ. The tree is a memo: a world is a function of setup, timeline and month, so what was simulated
once is found again.
"""

from __future__ import annotations

from collections import OrderedDict
from dataclasses import dataclass, field
from functools import cache
from typing import TYPE_CHECKING

from threadpoolctl import ThreadpoolController

from simulator.engine import step
from simulator.opening import Setup, opening
from simulator.policy import Timeline, first_difference

if TYPE_CHECKING:
    from collections.abc import Iterator

    from simulator.world import World

_REMEMBERED = 16  # branches kept whole; a longer memory would fill a laptop


@cache
def _threads() -> ThreadpoolController:
    """Return the control of linear algebra's threads; small products run fastest on one, and equal bytes need it."""
    return ThreadpoolController()


def following(setup: Setup, timeline: Timeline, before: World | None) -> World:
    """Return the month after a world, or the first month of all when there is none before."""
    with _threads().limit(limits=1, user_api="blas"):
        return step(before or opening(setup), timeline, setup.assumptions, setup.seed)


@dataclass
class Branch:
    """What happens under one timeline, month by month."""

    setup: Setup
    timeline: Timeline
    worlds: list[World] = field(default_factory=list)  # index = month

    def simulate(self, end: int) -> Iterator[World]:
        """Yield each new month up to and including `end`, appending it to the branch."""
        while len(self.worlds) <= end:
            world = following(self.setup, self.timeline, self.worlds[-1] if self.worlds else None)
            self.append(world)
            yield world

    def append(self, world: World) -> None:
        """Add the next month.

        Raises
        ------
        ValueError
            If the world is not that of the next month.
        """
        if world.month != len(self.worlds):
            message = f"month {world.month} does not follow the {len(self.worlds)} months that are known"
            raise ValueError(message)
        self.worlds.append(world)

    def world(self, month: int) -> World:
        """Return the world at the end of a month, simulating up to it where needed."""
        for _ in self.simulate(month):
            pass
        return self.worlds[month]

    def fork(self, timeline: Timeline) -> Branch:
        """Return a branch under another timeline that shares every month before the first possible difference."""
        shared = min(first_difference(self.timeline, timeline), len(self.worlds))
        return Branch(self.setup, timeline, self.worlds[:shared])


class Tree:
    """All branches of one session, by what they simulate."""

    def __init__(self) -> None:
        """Begin without branches."""
        self._branches: OrderedDict[tuple[Setup, Timeline], Branch] = OrderedDict()

    def branch(self, setup: Setup, timeline: Timeline) -> Branch:
        """Return the branch of a setup and timeline: the known one, or a fork of the one that shares most months."""
        key = (setup, timeline)
        if key not in self._branches:
            kin = [branch for branch in self._branches.values() if branch.setup == setup]
            forks = [branch.fork(timeline) for branch in kin]
            self._branches[key] = max(forks, key=lambda fork: len(fork.worlds), default=Branch(setup, timeline))
        self._branches.move_to_end(key)
        while len(self._branches) > _REMEMBERED:
            self._branches.popitem(last=False)
        return self._branches[key]

    def forget(self, branch: Branch) -> None:
        """Drop a branch that was only passed through, as by a slider on its way, so that it pushes out no other."""
        self._branches.pop((branch.setup, branch.timeline), None)
