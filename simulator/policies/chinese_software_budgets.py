"""Chinese software budgets."""

from typing import ClassVar

from simulator.policy import Case, Policy, Target, only_region, policy
from simulator.rules import Draft


@policy
class ChineseSoftwareBudgets(Policy):
    """Chinese firms spend more on models."""

    id: ClassVar[str] = "chinese_software_budgets"
    title: ClassVar[str] = "Chinese software budgets"
    actor: ClassVar[str] = "Beijing"
    in_reality: ClassVar[str] = "China's plan AI Plus of August 2025 wants models in most of its economy by 2027."
    may_target: ClassVar[tuple[str, ...]] = ()
    default_target: ClassVar[Target] = Target()
    strength_means: ClassVar[str] = "added budgets; 1 doubles them"
    greatest_strength: ClassVar[float] = 4.0

    def enact(self, draft: Draft, case: Case) -> None:
        """Write the rules of a month in force."""
        draft.scale_budgets(only_region("china"), 1.0 + case.strength, case.where)
