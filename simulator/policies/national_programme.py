"""National programme."""

from typing import ClassVar

import numpy as np

from simulator.parameters import param
from simulator.policy import Case, Policy, Target, policy
from simulator.rules import Draft


@policy
class NationalProgramme(Policy):
    """A government builds its national model on one open model, recommends it, and pays for its cloud."""

    id: ClassVar[str] = "national_programme"
    title: ClassVar[str] = "National programme"
    actor: ClassVar[str] = "Global south"
    in_reality: ClassVar[str] = "Singapore's Sea-Lion moved from Llama to Qwen, on Alibaba's cloud, in November 2025."
    may_target: ClassVar[tuple[str, ...]] = ("model", "region")
    default_target: ClassVar[Target] = Target(model=("qwen",), region=("singapore",))
    strength_means: ClassVar[str] = "weight of the recommendation"
    spend: float = param(2.0, "$M a month", "What the programme pays the cloud of the model's maker.", low=0, high=500)

    def enact(self, draft: Draft, case: Case) -> None:
        """Write the rules of a month in force."""
        draft.endorse(case.models, case.regions, case.strength, case.where)
        for model in np.flatnonzero(case.models):
            draft.pay(int(model), self.spend * case.strength / case.models.sum(), case.where)
