"""Takeover."""

from typing import ClassVar

import numpy as np

from simulator.parameters import param, reference
from simulator.policy import Case, Policy, Target, policy
from simulator.rules import Draft


@policy
class Takeover(Policy):
    """One maker agrees to buy another; a government may block it."""

    id: ClassVar[str] = "takeover"
    title: ClassVar[str] = "Takeover"
    actor: ClassVar[str] = "Firms"
    in_reality: ClassVar[str] = "Meta agreed to buy Manus for more than $2 bn in December 2025."
    may_target: ClassVar[tuple[str, ...]] = ("maker",)
    momentary: ClassVar[bool] = True
    default_target: ClassVar[Target] = Target(maker=("moonshot",))
    strength_means: ClassVar[str] = "any strength above 0 acts"
    graded: ClassVar[bool] = False
    survival: ClassVar[bool] = True
    buyer: str = reference("alibaba", "maker", "The maker that buys.", defining=True)
    price: float = param(2000, "$M", "What it pays.", low=0, high=1000000)

    def enact(self, draft: Draft, case: Case) -> None:
        """Write the rules of a month in force."""
        buyers = np.flatnonzero(case.cast.makers.id == self.buyer)
        if case.first and len(buyers):
            for row in np.flatnonzero(case.makers):
                draft.agree_takeover(int(buyers[0]), int(row), self.price, case.where)
