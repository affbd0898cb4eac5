"""Fear of a ban."""

from typing import ClassVar

from simulator.policy import Case, Policy, Target, policy
from simulator.rules import Draft


@policy
class BanSignal(Policy):
    """News makes buyers fear a ban."""

    id: ClassVar[str] = "ban_signal"
    title: ClassVar[str] = "Fear of a ban"
    actor: ClassVar[str] = "The press"
    in_reality: ClassVar[str] = "The Commerce Department and several states spoke against DeepSeek in early 2025."
    may_target: ClassVar[tuple[str, ...]] = ("maker", "origin", "region")
    momentary: ClassVar[bool] = True
    default_target: ClassVar[Target] = Target(origin=("china",), region=("united_states",))
    strength_means: ClassVar[str] = "hazard a year that each month adds"
    greatest_strength: ClassVar[float] = 0.5

    def enact(self, draft: Draft, case: Case) -> None:
        """Write the rules of a month in force."""
        draft.alarm_buyers(case.origins, case.regions, case.strength, case.where)
