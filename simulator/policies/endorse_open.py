"""Endorsement of open models."""

from typing import ClassVar

from simulator.policy import Case, Policy, Target, policy
from simulator.rules import Draft


@policy
class EndorseOpen(Policy):
    """A government recommends open-weight models, wherever they come from."""

    id: ClassVar[str] = "endorse_open"
    title: ClassVar[str] = "Endorsement of open models"
    actor: ClassVar[str] = "Brussels"
    in_reality: ClassVar[str] = (
        "France, India and the European Union favour open models; America's plan of July 2025 does too."
    )
    may_target: ClassVar[tuple[str, ...]] = ("region",)
    default_target: ClassVar[Target] = Target(region=("europe",))
    strength_means: ClassVar[str] = "weight of the recommendation"

    def enact(self, draft: Draft, case: Case) -> None:
        """Write the rules of a month in force."""
        draft.endorse_open(case.regions, case.strength, case.where)
