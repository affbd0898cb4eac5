"""Tension between Europe and America."""

from typing import ClassVar

from simulator.policy import Case, Policy, Target, policy
from simulator.rules import Draft


@policy
class EuropeAmericaTension(Policy):
    """Relations between Europe and America sour: Europe trusts American models less and Chinese ones more."""

    id: ClassVar[str] = "europe_america_tension"
    title: ClassVar[str] = "Tension between Europe and America"
    actor: ClassVar[str] = "Brussels"
    in_reality: ClassVar[str] = "Tariffs, Greenland and the quarrel over digital rules strained relations in 2025."
    may_target: ClassVar[tuple[str, ...]] = ()
    default_target: ClassVar[Target] = Target()
    strength_means: ClassVar[str] = "added tension on a scale from 0 to 1"

    def enact(self, draft: Draft, case: Case) -> None:
        """Write the rules of a month in force."""
        draft.strain(case.strength, case.where)
