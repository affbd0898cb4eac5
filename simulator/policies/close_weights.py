"""Closed weights."""

from typing import ClassVar

from simulator.policy import Case, Policy, Target, policy
from simulator.rules import Draft


@policy
class CloseWeights(Policy):
    """Makers may no longer publish weights: only their own service and licensed clouds remain."""

    id: ClassVar[str] = "close_weights"
    title: ClassVar[str] = "Closed weights"
    actor: ClassVar[str] = "Beijing"
    in_reality: ClassVar[str] = "No government has done so; Meta and others have closed models that were to be open."
    may_target: ClassVar[tuple[str, ...]] = ("maker", "origin", "model")
    default_target: ClassVar[Target] = Target(origin=("china",))
    strength_means: ClassVar[str] = "any strength above 0 closes the weights"
    graded: ClassVar[bool] = False

    def enact(self, draft: Draft, case: Case) -> None:
        """Write the rules of a month in force."""
        draft.close(case.models, case.where)
