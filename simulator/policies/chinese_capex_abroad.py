"""Chinese data centres abroad."""

from typing import ClassVar

from simulator.entries import ByRegion
from simulator.parameters import param
from simulator.policy import Case, Policy, Target, policy
from simulator.rules import Draft
from simulator.world import Origin


@policy
class ChineseCapexAbroad(Policy):
    """Chinese clouds invest more, and build a part of it abroad."""

    id: ClassVar[str] = "chinese_capex_abroad"
    title: ClassVar[str] = "Chinese data centres abroad"
    actor: ClassVar[str] = "Beijing"
    in_reality: ClassVar[str] = (
        "Alibaba and others announced regions in Brazil, Malaysia, Thailand and the Gulf in 2025."
    )
    may_target: ClassVar[tuple[str, ...]] = ()
    default_target: ClassVar[Target] = Target()
    growth: float = param(1.3, "factor", "Investment of Chinese clouds at full strength.", low=1, high=3)
    abroad: float = param(0.25, "share", "Part of their investment that goes abroad at full strength.")
    destinations: ByRegion = param(
        ByRegion(
            united_states=0.02,
            europe=0.03,
            latin_america=0.20,
            southeast_asia=0.25,
            singapore=0.15,
            middle_east_africa=0.20,
            asia_pacific=0.15,
        ),
        "share",
        "Where that part goes.",
    )

    def enact(self, draft: Draft, case: Case) -> None:
        """Write the rules of a month in force."""
        factor = 1.0 + (self.growth - 1.0) * case.strength
        where = self.destinations.array
        clouds = case.clouds_of(Origin.CHINA)
        draft.invest_abroad(clouds, factor, self.abroad * case.strength, where, case.where)
