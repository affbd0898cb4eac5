"""Takeovers blocked."""

from typing import ClassVar

from simulator.policy import Case, Policy, Target, policy
from simulator.rules import Draft


@policy
class AcquisitionBlock(Policy):
    """A government blocks takeovers of its makers; investors, who see fewer ways out, hold back."""

    id: ClassVar[str] = "acquisition_block"
    title: ClassVar[str] = "Takeovers blocked"
    actor: ClassVar[str] = "Beijing"
    in_reality: ClassVar[str] = "Beijing could block Meta's purchase of Manus, agreed in December 2025."
    may_target: ClassVar[tuple[str, ...]] = ("origin",)
    default_target: ClassVar[Target] = Target(origin=("china",))
    strength_means: ClassVar[str] = "share of deals that is blocked"

    def enact(self, draft: Draft, case: Case) -> None:
        """Write the rules of a month in force."""
        draft.block_takeovers(case.origins, case.strength, case.where)
