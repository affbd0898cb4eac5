"""Listing."""

from typing import ClassVar

from simulator.policy import Case, Policy, Target, policy
from simulator.rules import Draft


@policy
class Listing(Policy):
    """Makers list their shares."""

    id: ClassVar[str] = "listing"
    title: ClassVar[str] = "Listing"
    actor: ClassVar[str] = "Firms"
    in_reality: ClassVar[str] = "Z.ai and MiniMax in Hong Kong in January 2026."
    may_target: ClassVar[tuple[str, ...]] = ("maker",)
    momentary: ClassVar[bool] = True
    default_target: ClassVar[Target] = Target(maker=("moonshot",))
    strength_means: ClassVar[str] = "any strength above 0 acts"
    graded: ClassVar[bool] = False
    survival: ClassVar[bool] = True

    def enact(self, draft: Draft, case: Case) -> None:
        """Write the rules of a month in force."""
        if case.first:
            draft.list_shares(case.makers, case.where)
