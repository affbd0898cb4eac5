"""Compute subsidies."""

from typing import ClassVar

import numpy as np

from simulator.parameters import param
from simulator.policy import Case, Policy, Target, policy
from simulator.rules import Draft, Grants


@policy
class Subsidy(Policy):
    """The state pays for a part of makers' research and computing, and helps small makers to start."""

    id: ClassVar[str] = "subsidy"
    title: ClassVar[str] = "Compute subsidies"
    actor: ClassVar[str] = "Beijing"
    in_reality: ClassVar[str] = (
        "Chinese cities hand out computing vouchers; the state funds a national computing network."
    )
    may_target: ClassVar[tuple[str, ...]] = ("origin",)
    default_target: ClassVar[Target] = Target(origin=("china",))
    research: float = param(0.5, "share", "Public research per dollar of a maker's own.")
    serving: float = param(0.3, "share", "Part of serving cost that the state pays.")
    entry: float = param(0.5, "share", "Added entry of small makers.")

    def enact(self, draft: Draft, case: Case) -> None:
        """Write the rules of a month in force."""
        x = case.strength
        grants = Grants(research=self.research * x, serving=self.serving * x, entry=self.entry * x)
        for origin in np.flatnonzero(case.origins):
            draft.subsidise(case.makers & (case.cast.makers.origin == origin), int(origin), grants, case.where)
