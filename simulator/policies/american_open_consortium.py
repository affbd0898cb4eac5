"""American open consortium."""

from typing import ClassVar

from simulator.policy import Case, Policy, Target, policy
from simulator.rules import Draft
from simulator.world import Kind, Origin


@policy
class AmericanOpenConsortium(Policy):
    """America funds a consortium that trains and publishes open models."""

    id: ClassVar[str] = "american_open_consortium"
    title: ClassVar[str] = "American open consortium"
    actor: ClassVar[str] = "Washington"
    in_reality: ClassVar[str] = (
        "The ATOM project called for it in 2025; America's plan of July 2025 favours open models."
    )
    may_target: ClassVar[tuple[str, ...]] = ()
    default_target: ClassVar[Target] = Target()
    strength_means: ClassVar[str] = "any strength above 0 acts"
    graded: ClassVar[bool] = False

    def enact(self, draft: Draft, case: Case) -> None:
        """Write the rules of a month in force."""
        makers = case.cast.makers
        draft.found(makers.waits & (makers.kind == Kind.STATE) & (makers.origin == Origin.UNITED_STATES), case.where)
