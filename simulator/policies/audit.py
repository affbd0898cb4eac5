"""Audit and certification."""

from typing import ClassVar

import numpy as np

from simulator.parameters import param
from simulator.policy import Case, Policy, Target, policy
from simulator.rules import Draft


@policy
class Audit(Policy):
    """Certified models on trusted hosts: an independent audit takes away part of the distrust of their makers."""

    id: ClassVar[str] = "audit"
    title: ClassVar[str] = "Audit and certification"
    actor: ClassVar[str] = "Brussels"
    in_reality: ClassVar[str] = "Europe's AI Act foresees conformity assessment; Singapore's AI Verify tests models."
    may_target: ClassVar[tuple[str, ...]] = ("origin", "region")
    default_target: ClassVar[Target] = Target(origin=("china",), region=("europe",))
    distrust_removed: float = param(0.6, "share", "Distrust that a full audit takes away.")

    def enact(self, draft: Draft, case: Case) -> None:
        """Write the rules of a month in force."""
        factor = 1.0 - self.distrust_removed * case.strength
        for origin in np.flatnonzero(case.origins):
            draft.scale_distrust(int(origin), case.regions, factor, case.where)
