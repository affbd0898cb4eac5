"""Relief from chip export controls."""

from typing import ClassVar

from simulator.policy import Case, Policy, Target, policy
from simulator.rules import Draft


@policy
class ExportRelief(Policy):
    """Looser controls on advanced chips: a share of the distance to full access is given back."""

    id: ClassVar[str] = "export_relief"
    title: ClassVar[str] = "Relief from chip export controls"
    actor: ClassVar[str] = "Washington"
    in_reality: ClassVar[str] = (
        "The United States allowed the H20 again in July 2025 and the H200 with a levy in December 2025."
    )
    may_target: ClassVar[tuple[str, ...]] = ("maker", "origin")
    default_target: ClassVar[Target] = Target(origin=("china",))
    strength_means: ClassVar[str] = "share of the distance to full access that is given back"

    def enact(self, draft: Draft, case: Case) -> None:
        """Write the rules of a month in force."""
        draft.relieve_chips(case.makers, case.strength, case.where)
