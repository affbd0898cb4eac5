"""Ban on official systems."""

from typing import ClassVar

from simulator.parameters import param
from simulator.policy import Case, Policy, Target, policy
from simulator.rules import ALL_CHANNELS, Draft


@policy
class OfficialBan(Policy):
    """Public bodies may not use the models, wherever these run."""

    id: ClassVar[str] = "official_ban"
    title: ClassVar[str] = "Ban on official systems"
    actor: ClassVar[str] = "The states"
    in_reality: ClassVar[str] = (
        "At least seventeen American states restricted DeepSeek in 2025; Italy, Taiwan and Australia acted too."
    )
    may_target: ClassVar[tuple[str, ...]] = ("maker", "origin", "model", "region")
    default_target: ClassVar[Target] = Target(origin=("china",), region=("united_states",))
    strength_means: ClassVar[str] = "share of public bodies that it covers"
    signal: float = param(0.08, "hazard a year", "Fear of a wider ban that it raises once.", low=0, high=0.5)

    def enact(self, draft: Draft, case: Case) -> None:
        """Write the rules of a month in force."""
        draft.forbid(case.models, ALL_CHANNELS, case.strata(("government",)), case.strength, case.where)
        if case.first:
            draft.alarm_buyers(case.origins, case.regions, self.signal * case.full, case.where)
