"""Forced divestiture."""

from typing import ClassVar

from simulator.parameters import param
from simulator.policy import Case, Policy, Target, policy
from simulator.rules import Draft


@policy
class Divestiture(Policy):
    """Makers must sell their chat applications in a country: most of the revenue goes to the new owner."""

    id: ClassVar[str] = "divestiture"
    title: ClassVar[str] = "Forced divestiture"
    actor: ClassVar[str] = "Washington"
    in_reality: ClassVar[str] = "A law of 2024 forces TikTok's Chinese owner to sell its American business."
    may_target: ClassVar[tuple[str, ...]] = ("maker", "origin", "region")
    default_target: ClassVar[Target] = Target(origin=("china",), region=("united_states",))
    revenue_lost: float = param(0.8, "share", "Consumers' revenue that goes to the new owner.")
    attraction_lost: float = param(0.1, "log", "Attraction that the application loses.", low=0, high=2)

    def enact(self, draft: Draft, case: Case) -> None:
        """Write the rules of a month in force."""
        kept = 1.0 - self.revenue_lost * case.strength
        draft.divest_apps(case.makers, case.regions, kept, -self.attraction_lost * case.strength, case.where)
