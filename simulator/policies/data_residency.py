"""Data residency."""

from typing import ClassVar

import numpy as np

from simulator.parameters import param
from simulator.policy import Case, Policy, Target, policy
from simulator.rules import Draft
from simulator.world import Channel, home_region


@policy
class DataResidency(Policy):
    """Data must stay in the country: services run abroad make buyers uneasy, less so where their cloud is local."""

    id: ClassVar[str] = "data_residency"
    title: ClassVar[str] = "Data residency"
    actor: ClassVar[str] = "Global south"
    in_reality: ClassVar[str] = "India, Brazil, Vietnam, Saudi Arabia and others have rules on where data is kept."
    may_target: ClassVar[tuple[str, ...]] = ("region",)
    default_target: ClassVar[Target] = Target(
        region=("latin_america", "southeast_asia", "singapore", "middle_east_africa")
    )
    unease: float = param(0.8, "index", "Added unease about services run abroad at full strength.")

    def enact(self, draft: Draft, case: Case) -> None:
        """Write the rules of a month in force."""
        unease = self.unease * case.strength
        makers = case.cast.makers.origin[case.cast.models.maker]
        for region in np.flatnonzero(case.regions):
            there = np.arange(len(case.regions)) == region
            foreign = case.models & (home_region(makers) != region)
            draft.expose(foreign, (Channel.API,), there, unease, case.where)
            draft.expose_unless_local(foreign, (Channel.MAKER_CLOUD,), there, unease, case.where)
