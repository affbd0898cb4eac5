"""Tighter chip export controls."""

from typing import ClassVar

from simulator.parameters import param
from simulator.policy import Case, Policy, Target, only_region, policy
from simulator.rules import Draft


@policy
class ExportControls(Policy):
    """Makers get fewer advanced chips, so that research slows and serving at home costs more."""

    id: ClassVar[str] = "export_controls"
    title: ClassVar[str] = "Tighter chip export controls"
    actor: ClassVar[str] = "Washington"
    in_reality: ClassVar[str] = (
        "The United States has restricted advanced chips since October 2022 and barred the H20 in April 2025."
    )
    may_target: ClassVar[tuple[str, ...]] = ("maker", "origin")
    default_target: ClassVar[Target] = Target(origin=("china",))
    chips_lost: float = param(0.5, "share", "Chip access lost at full strength.")
    signal: float = param(0.05, "hazard a year", "Fear of a ban in America that the step raises once.", low=0, high=0.5)

    def enact(self, draft: Draft, case: Case) -> None:
        """Write the rules of a month in force."""
        draft.scale_chips(case.makers, 1.0 - self.chips_lost * case.strength, case.where)
        if case.first:
            america = only_region("united_states")
            draft.alarm_buyers(case.origins, america, self.signal * case.full, case.where)
