"""Facts about who would use Chinese models at all, and on whose servers."""

import numpy as np

from simulator.entries import REGIONS
from simulator.evidence.readings import OWN_SERVICE, adopted, span
from simulator.evidence.row import Ratio, Tier, row
from simulator.history import Branch
from simulator.luck import Luck
from simulator.market.choice import Menu, lasting_taste, menus, weights_of
from simulator.month import Month
from simulator.wishes import ONE_IN
from simulator.world import Floats, Origin

_ANALYSIS = "Artificial Analysis, 2025, n > 1,000"
_WINTER = span("2025-12")
_GOING_WITHOUT = 2.1  # utils: set so that America's first number is met; the other three are tests


def _willing(place: str, short: str, words: str, tier: Tier, wanted: float, only_neutral: float) -> None:
    """Declare the two rows of a region's survey: who would use a Chinese model, and who on neutral servers only."""
    region = REGIONS.index(place)

    @row(
        f"B22 {short}",
        tier,
        f"{words}: buyers who would use a Chinese model if there were no others",
        "share",
        low=wanted - 0.12,
        high=wanted + 0.12,
        source=f"{_ANALYSIS}: {wanted:.0%}".replace("%", " %"),
        months=_WINTER,
        weight="workload; one buyer in eight is asked",
        numerator="those for whom the best Chinese offer is worth more than going without; what that is worth is set "
        "so that America's number is met",
        denominator="those who use any model",
        why_out="Wary buyers weigh everything Chinese at once, so that a few too many of them would go without.",
    )
    def anywhere(branch: Branch) -> Ratio:
        weight, service, neutral = _worth(branch, region)
        return Ratio(float(weight @ (np.maximum(service, neutral) > _GOING_WITHOUT)), float(weight.sum()))

    @row(
        f"B22 {short} neutral",
        "check",
        f"{words}: buyers who would do so on servers that are not Chinese only",
        "share",
        low=only_neutral - 0.12,
        high=only_neutral + 0.12,
        source=f"{_ANALYSIS}: {only_neutral:.0%}".replace("%", " %"),
        months=_WINTER,
        weight="workload; one buyer in eight is asked",
        numerator="those for whom it is worth more than going without on neutral servers, and not on the maker's own",
        denominator="those who use any model",
        why_out="Some of the model's price-minded buyers accept Chinese servers where the survey's respondents would "
        "not.",
    )
    def on_neutral_servers_only(branch: Branch) -> Ratio:
        weight, service, neutral = _worth(branch, region)
        return Ratio(float(weight @ ((neutral > _GOING_WITHOUT) & (service <= _GOING_WITHOUT))), float(weight.sum()))


def _worth(branch: Branch, region: int) -> tuple[Floats, Floats, Floats]:
    """Return `(asked,)` weight in $M, and utility of the best Chinese offer on makers' services and elsewhere."""
    world = branch.worlds[_WINTER[0]]
    before, assumptions = branch.worlds[world.month - 1], branch.setup.assumptions
    month = Month(
        world.month, branch.timeline.rules_for(before, world.month, assumptions), Luck(branch.setup.seed), assumptions
    )
    buyers = world.buyers
    rows = np.flatnonzero((buyers.region == region) & adopted(world))[::ONE_IN].astype(np.int32)
    menu: Menu = menus(world, month)[region]
    scale = assumptions.choice.channel_scale  # both are given over it
    utility = scale * (weights_of(rows, world, month) @ menu.seen + lasting_taste(rows, world, month)[:, menu.model])
    chinese = world.makers.origin[world.models.maker[menu.model]] == Origin.CHINA
    service = chinese & np.isin(world.offers.channel[menu.offer], OWN_SERVICE)
    best = [np.where(those, utility, -np.inf).max(axis=1) for those in (service, chinese & ~service)]
    return buyers.budget[rows], best[0], best[1]


_willing("united_states", "US", "America", "input", 0.71, 0.58)
_willing("europe", "EU", "Europe", "check", 0.87, 0.59)
