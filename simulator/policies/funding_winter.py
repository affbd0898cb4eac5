"""Funding winter."""

from typing import ClassVar

from simulator.policy import Case, Policy, Target, policy
from simulator.rules import Draft


@policy
class FundingWinter(Policy):
    """Investors lose heart: rounds fail and small makers die."""

    id: ClassVar[str] = "funding_winter"
    title: ClassVar[str] = "Funding winter"
    actor: ClassVar[str] = "Investors"
    in_reality: ClassVar[str] = "The mood of 2022, after the boom of 2021."
    may_target: ClassVar[tuple[str, ...]] = ("origin",)
    default_target: ClassVar[Target] = Target(origin=("*",))
    strength_means: ClassVar[str] = "depth of the winter"

    def enact(self, draft: Draft, case: Case) -> None:
        """Write the rules of a month in force."""
        draft.chill(case.origins, case.strength, case.where)
