"""Entity list."""

from typing import ClassVar

from simulator.parameters import param
from simulator.policy import Case, Policy, Target, only_region, policy
from simulator.rules import Draft
from simulator.world import Channel, Origin


@policy
class EntityList(Policy):
    """American firms may not supply the listed makers: fewer chips, off American clouds, harder to sell in America."""

    id: ClassVar[str] = "entity_list"
    title: ClassVar[str] = "Entity list"
    actor: ClassVar[str] = "Washington"
    in_reality: ClassVar[str] = "The United States listed Zhipu, now Z.ai, in January 2025."
    may_target: ClassVar[tuple[str, ...]] = ("maker", "origin")
    default_target: ClassVar[Target] = Target(origin=("china",))
    chips_lost: float = param(0.35, "share", "Chip access that a listed maker loses at full strength.")
    friction: float = param(1.5, "utils", "Friction of its own service in the United States at full strength.")
    delisting_from: float = param(0.5, "share", "Strength from which American clouds stop carrying it.")
    signal: float = param(0.05, "hazard a year", "Fear of a ban that the listing raises once.", low=0, high=0.5)

    def enact(self, draft: Draft, case: Case) -> None:
        """Write the rules of a month in force."""
        america = only_region("united_states")
        draft.scale_chips(case.makers, 1.0 - self.chips_lost * case.strength, case.where)
        own_service = (Channel.API, Channel.MAKER_CLOUD)
        draft.hinder(case.models, own_service, america, self.friction * case.strength, case.where)
        if case.strength >= self.delisting_from:
            draft.delist(case.clouds_of(Origin.UNITED_STATES), case.makers, case.where)
        if case.first:
            draft.alarm_buyers(case.origins, america, self.signal * case.full, case.where)
