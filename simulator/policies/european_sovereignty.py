"""European sovereignty."""

from typing import ClassVar

from simulator.parameters import param
from simulator.policy import Case, Policy, Target, only_region, policy
from simulator.rules import Draft
from simulator.world import Channel, Origin


@policy
class EuropeanSovereignty(Policy):
    """Public buyers and regulators prefer European models: data with anybody else counts as exposed."""

    id: ClassVar[str] = "european_sovereignty"
    title: ClassVar[str] = "European sovereignty"
    actor: ClassVar[str] = "Brussels"
    in_reality: ClassVar[str] = "The European Union plans sovereignty rules for cloud and AI procurement."
    may_target: ClassVar[tuple[str, ...]] = ()
    default_target: ClassVar[Target] = Target()
    unease: float = param(0.35, "index", "Added unease about makers from elsewhere at full strength.")
    abroad: float = param(0.9, "share", "How much of it is felt on marketplaces and platforms.")
    self_hosted: float = param(0.05, "share", "How much of it is felt on one's own machines.")

    def enact(self, draft: Draft, case: Case) -> None:
        """Write the rules of a month in force."""
        europe = only_region("europe")
        foreign = case.models & (case.cast.makers.origin[case.cast.models.maker] != Origin.EUROPE)
        unease = self.unease * case.strength
        draft.expose(foreign, (Channel.API, Channel.MAKER_CLOUD), europe, unease, case.where)
        draft.expose(foreign, (Channel.MARKETPLACE, Channel.PLATFORM), europe, unease * self.abroad, case.where)
        draft.expose(foreign, (Channel.SELF_HOSTED,), europe, unease * self.self_hosted, case.where)
