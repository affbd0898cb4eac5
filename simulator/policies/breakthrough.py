"""Breakthrough."""

from typing import ClassVar

import numpy as np

from simulator.parameters import param
from simulator.policy import Case, Policy, Target, policy
from simulator.rules import Draft


@policy
class Breakthrough(Policy):
    """A laboratory leaps towards the frontier with a model that is cheap to run, and soon everybody knows of it."""

    id: ClassVar[str] = "breakthrough"
    title: ClassVar[str] = "Breakthrough"
    actor: ClassVar[str] = "Firms"
    in_reality: ClassVar[str] = "DeepSeek's R1 in January 2025."
    may_target: ClassVar[tuple[str, ...]] = ("maker",)
    default_target: ClassVar[Target] = Target(maker=("deepseek",))
    strength_means: ClassVar[str] = "weight of what it does to others"
    frontier_offset: float = param(
        5.0, "points", "Where it lands relative to the best model of all.", low=-200, high=200
    )
    compute_intensity: float = param(
        0.13, "factor", "Compute per token of its models from then on, relative to GPT-4.", low=0.005, high=5
    )
    awareness: float = param(0.75, "share", "Buyers everywhere who know of it afterwards.")
    compatriots_efficiency: float = param(1.0, "factor", "What it teaches all makers of its origin.", low=0.5, high=2)
    alarm: float = param(0.0, "share", "How far it alarms the weaker makers of its origin at first.")
    alarm_decay: float = param(0.93, "share", "Part of the alarm that is left after a month.")
    alarm_floor: float = param(0.15, "share", "Alarm below which nobody minds.")

    def memory(self, elapsed: int) -> int:
        """Return the months since it started, as long as anybody is alarmed."""
        return elapsed if self._alarm(elapsed) > 0.0 else -1

    def _alarm(self, elapsed: int) -> float:
        alarm = self.alarm * self.alarm_decay**elapsed
        return alarm if alarm >= self.alarm_floor else 0.0

    def enact(self, draft: Draft, case: Case) -> None:
        """Write the rules of a month in force."""
        if case.first:
            draft.lift_capability(case.makers, self.frontier_offset, case.where)
            draft.make_known(case.models, self.awareness, case.where)
        draft.lighten(case.models, self.compute_intensity, case.where)
        alarm = self._alarm(case.memory) if case.memory >= 0 else 0.0
        for origin in np.flatnonzero(case.origins):
            compatriots = case.cast.makers.origin == origin
            compatriots[0] = False
            draft.scale_research(compatriots, 1.0 + (self.compatriots_efficiency - 1.0) * case.strength, case.where)
            if alarm > 0.0:
                draft.alarm_makers(int(origin), alarm * case.strength, case.where)
