"""Stalled laboratory."""

from typing import ClassVar

from simulator.parameters import param
from simulator.policy import Case, Policy, Target, policy
from simulator.rules import Draft


@policy
class ResearchStall(Policy):
    """A laboratory loses its way: a disappointing model, people leave, releases slow down."""

    id: ClassVar[str] = "research_stall"
    title: ClassVar[str] = "Stalled laboratory"
    actor: ClassVar[str] = "Firms"
    in_reality: ClassVar[str] = "Meta after Llama 4 in April 2025."
    may_target: ClassVar[tuple[str, ...]] = ("maker",)
    default_target: ClassVar[Target] = Target(maker=("meta",))
    capability_loss: float = param(20.0, "points", "Progress lost at once.", low=0, high=200)
    efficiency: float = param(0.5, "factor", "What is left of its efficiency.", low=0, high=1)
    cadence_factor: float = param(2.8, "factor", "How much longer its releases take.", low=1, high=10)

    def enact(self, draft: Draft, case: Case) -> None:
        """Write the rules of a month in force."""
        if case.first:
            draft.set_back(case.makers, self.capability_loss * case.full, case.where)
        draft.scale_research(case.makers, 1.0 - (1.0 - self.efficiency) * case.strength, case.where)
        draft.slow_releases(case.makers, 1.0 + (self.cadence_factor - 1.0) * case.strength, case.where)
