"""Trust."""

from typing import ClassVar

from simulator.parameters import param
from simulator.policy import Case, Policy, Target, policy
from simulator.rules import Draft


@policy
class Trust(Policy):
    """Trust in models of an origin falls or, with a negative shift, rises."""

    id: ClassVar[str] = "trust"
    title: ClassVar[str] = "Trust"
    actor: ClassVar[str] = "The press"
    in_reality: ClassVar[str] = (
        "Trust in AI differs widely: 87 % of Chinese and 32 % of Americans said in November 2025 that they trust it."
    )
    may_target: ClassVar[tuple[str, ...]] = ("origin", "region")
    default_target: ClassVar[Target] = Target(origin=("china",), region=("united_states",))
    shift: float = param(
        0.5, "utils per unit", "Added distrust at full strength; below zero it is trust.", low=-2, high=2
    )

    def enact(self, draft: Draft, case: Case) -> None:
        """Write the rules of a month in force."""
        draft.shift_distrust(case.origins, case.regions, self.shift * case.strength, case.where)
