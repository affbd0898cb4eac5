"""Federal ban."""

from typing import ClassVar, Literal

from simulator.parameters import param, words
from simulator.policy import Case, Policy, Target, policy
from simulator.rules import ALL_CHANNELS, Draft
from simulator.world import Channel


@policy
class FederalBan(Policy):
    """A whole country forbids the models: either only their makers' own services, or every copy of the weights too."""

    id: ClassVar[str] = "federal_ban"
    title: ClassVar[str] = "Federal ban"
    actor: ClassVar[str] = "Washington"
    in_reality: ClassVar[str] = (
        "Proposed in America for adversaries' models on federal systems; the law on TikTok is the nearest case."
    )
    may_target: ClassVar[tuple[str, ...]] = ("maker", "origin", "model", "region")
    default_target: ClassVar[Target] = Target(origin=("china",), region=("united_states",))
    heard_before: ClassVar[bool] = True
    strength_means: ClassVar[str] = "share of buyers that it covers"
    scope: Literal["hosted", "all"] = words(
        "all",
        "hosted: the makers' own services only; all: every channel, also self-hosted weights.",
        defining=True,
    )
    signal: float = param(
        0.05, "hazard a year", "Fear that each month between announcement and start adds.", low=0, high=0.5
    )

    def announce(self, draft: Draft, case: Case) -> None:
        """Write the rules of a month in which it is announced."""
        draft.alarm_buyers(case.origins, case.regions, self.signal * case.full, case.where)

    def enact(self, draft: Draft, case: Case) -> None:
        """Write the rules of a month in force."""
        own_service = (Channel.API, Channel.MAKER_CLOUD)
        channels = own_service if self.scope == "hosted" else ALL_CHANNELS
        draft.forbid(case.models, channels, case.strata(), case.strength, case.where)
        if case.strength >= 1.0:
            draft.ban_apps(case.makers, case.regions, case.where)
