"""Retreat from training."""

from typing import ClassVar

from simulator.policy import Case, Policy, Target, policy
from simulator.rules import Draft


@policy
class Retreat(Policy):
    """Makers stop training their own models and tune those of others."""

    id: ClassVar[str] = "retreat"
    title: ClassVar[str] = "Retreat from training"
    actor: ClassVar[str] = "Firms"
    in_reality: ClassVar[str] = "Aleph Alpha in 2024; 01.AI and Baichuan in 2025."
    may_target: ClassVar[tuple[str, ...]] = ("maker",)
    momentary: ClassVar[bool] = True
    default_target: ClassVar[Target] = Target(maker=("moonshot",))
    strength_means: ClassVar[str] = "any strength above 0 acts"
    graded: ClassVar[bool] = False
    survival: ClassVar[bool] = True

    def enact(self, draft: Draft, case: Case) -> None:
        """Write the rules of a month in force."""
        draft.retire(case.makers, case.where)
