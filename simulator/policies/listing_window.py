"""Stock-exchange window."""

from typing import ClassVar, Literal

from simulator.parameters import words
from simulator.policy import Case, Policy, Target, policy
from simulator.rules import Draft


@policy
class ListingWindow(Policy):
    """Stock exchanges open to makers of an origin, or close to them."""

    id: ClassVar[str] = "listing_window"
    title: ClassVar[str] = "Stock-exchange window"
    actor: ClassVar[str] = "Investors"
    in_reality: ClassVar[str] = (
        "Hong Kong opened to Chinese makers in January 2026; Beijing tightened rules for listings abroad in 2021."
    )
    may_target: ClassVar[tuple[str, ...]] = ("origin",)
    default_target: ClassVar[Target] = Target(origin=("china",))
    strength_means: ClassVar[str] = "any strength above 0 acts"
    graded: ClassVar[bool] = False
    window: Literal["open", "closed"] = words(
        "closed",
        "open: makers may list; closed: none may, whatever else is in force.",
        defining=True,
    )

    def enact(self, draft: Draft, case: Case) -> None:
        """Write the rules of a month in force."""
        if self.window == "open":
            draft.open_listings(case.origins, case.where)
        else:
            draft.close_listings(case.origins, case.where)
