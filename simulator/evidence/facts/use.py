"""Facts about what enterprises use: whose weights, how open, on whose servers, at what spend."""

from collections.abc import Callable, Sequence

import numpy as np

from simulator.dates import month_number
from simulator.entries import REGIONS
from simulator.evidence.readings import holders, mean, share, span, total
from simulator.evidence.row import Ratio, Tier, row
from simulator.history import Branch
from simulator.indicator import GROUPS, PLACES, UNITS, tally, use
from simulator.luck import Luck
from simulator.market.choice import Menu, lasting_taste, menus, weights_of
from simulator.month import Month
from simulator.wishes import ONE_IN
from simulator.world import Channel, Flags, Floats, Ints, Origin, World

_ECONOMIST = "The Economist, January 2026"
_MENLO = "Menlo Ventures, 2025"
_ANALYSIS = "Artificial Analysis, 2025, n > 1,000"
_CORPORATIONS = ("united_states", "corporations")
_LATE_2025 = span("2025-10", "2026-01")
_GOING_WITHOUT = 2.1  # utils: set so that America's first number is met; the other three are tests
_OWN_SERVICE = (Channel.API, Channel.MAKER_CLOUD)


def _open_workload(world: World) -> Floats:
    """Return `(makers,)` workload of American corporations on each maker's open weights."""
    offered = world.offers.model[world.sales.offer]
    label = np.where(world.models.open[offered], world.models.maker[offered], 0).astype(np.int32)
    cube = tally(world, label, len(world.makers))
    there = PLACES.index("united_states"), GROUPS.index("corporations"), UNITS.index("workload")
    workload: Floats = cube[:, *there]
    return np.where(np.arange(len(workload)) == 0, 0.0, workload)


def _part_of_open(branch: Branch, months: Sequence[int], those: Callable[[World], Flags]) -> float:
    def part(world: World) -> float:
        workload = _open_workload(world)
        return float(workload @ those(world) / workload.sum())

    return mean(branch, months, part)


@row(
    "A16",
    "hard",
    "Chinese share of open-model use in American corporations",
    "share",
    low=0.07,
    high=0.13,
    source=f"{_ECONOMIST}: about 10 %",
    window="mean of Oct 2025 to Jan 2026",
    weight="workload of mid-size and large enterprises",
    numerator="those who use open weights made in China",
    denominator="those who use open weights",
)
def chinese_part_of_open(branch: Branch) -> float:
    """Return the workload on Chinese weights over that on all open ones, averaged over months."""
    return _part_of_open(branch, _LATE_2025, lambda world: world.makers.origin == Origin.CHINA)


@row(
    "A16b",
    "hard",
    "Share of Meta and Mistral in open-model use in American corporations",
    "share",
    low=0.45,
    source=f"{_ECONOMIST}: most use Meta or Mistral",
    window="mean of Oct 2025 to Jan 2026",
    weight="workload of mid-size and large enterprises",
    numerator="those who use open weights of Meta or Mistral",
    denominator="those who use open weights",
)
def meta_and_mistral(branch: Branch) -> float:
    """Return the workload on two makers' weights over that on all open ones, averaged over months."""
    return _part_of_open(branch, _LATE_2025, lambda world: np.isin(world.makers.id, ("meta", "mistral")))


def _on_chinese(world: World, those: Flags) -> Flags:
    """Return `(buyers,)` which of some buyers use weights made in China."""
    origin = world.makers.origin[world.models.maker[world.offers.model[world.buyers.offer]]]
    using: Flags = those & (origin == Origin.CHINA)
    return using


def _count(branch: Branch, months: Sequence[int], group: str, channels: Sequence[Channel] | None = None) -> float:
    """Return the American enterprises of a type on weights made in China, in some channels, summed over months."""

    def users(world: World) -> float:
        using = _on_chinese(world, holders(world, "united_states", group))
        wanted = list(Channel if channels is None else channels)
        return float((using & np.isin(world.offers.channel[world.buyers.offer], wanted)).sum())

    return total(branch, months, users)


@row(
    "A17",
    "hard",
    "Start-ups' rate of use of Chinese models over large firms', America",
    "times",
    low=3.0,
    source=f"{_ECONOMIST}: mostly penny-pinching start-ups",
    window="Oct 2025 to Jan 2026",
    weight="firms",
    numerator="start-ups that use them, over start-ups that use any model",
    denominator="large firms that use them, over large firms that use any model",
)
def startups_over_large(branch: Branch) -> Ratio:
    """Return the rate among start-ups and the rate among large firms, to be divided later."""

    def any_model(group: str) -> float:
        return total(branch, _LATE_2025, lambda world: float(holders(world, "united_states", group).sum()))

    return Ratio(
        _count(branch, _LATE_2025, "startup") / any_model("startup"),
        _count(branch, _LATE_2025, "large") / any_model("large"),
    )


@row(
    "A18 neutral",
    "hard",
    "American large firms on Chinese weights that host them neutrally or themselves",
    "share",
    low=0.70,
    source=f"{_ECONOMIST}: on their own infrastructure",
    window="Oct 2025 to Jan 2026",
    weight="firms",
    numerator="those on their own machines, a cloud marketplace or an inference platform",
    denominator="large firms that use weights made in China",
)
def neutrally_hosted(branch: Branch) -> Ratio:
    """Return users whose host is not the maker, and all users, to be divided later."""
    neutral = (Channel.MARKETPLACE, Channel.PLATFORM, Channel.SELF_HOSTED)
    return Ratio(_count(branch, _LATE_2025, "large", neutral), _count(branch, _LATE_2025, "large"))


@row(
    "A18 maker",
    "hard",
    "American large firms on Chinese weights that use the maker's own service",
    "share",
    high=0.15,
    source=f"{_ECONOMIST}: rather than in the maker's cloud",
    window="Oct 2025 to Jan 2026",
    weight="firms",
    numerator="those on the maker's interface or cloud",
    denominator="large firms that use weights made in China",
)
def hosted_by_maker(branch: Branch) -> Ratio:
    """Return users whose host is the maker, and all users, to be divided later."""
    return Ratio(_count(branch, _LATE_2025, "large", _OWN_SERVICE), _count(branch, _LATE_2025, "large"))


def _share_of(name: str, wanted: float, maker_name: str, why_out: str = "") -> None:
    """Declare the row of one maker's share, whose band is eight points either side of the survey."""

    @row(
        f"B1 {maker_name}",
        "check",
        f"{maker_name}: share of use in American corporations",
        "share",
        low=wanted - 0.08,
        high=wanted + 0.08,
        source=f"{_MENLO}: {wanted:.0%}, n = 150".replace("%", " %"),
        window="Jul 2025",
        weight="workload of mid-size and large enterprises",
        numerator=f"those who use {maker_name}'s weights",
        denominator="those who use any model",
        why_out=why_out,
    )
    def of_maker(branch: Branch) -> float:
        return share(branch.worlds[month_number("2025-07")], "maker", name, *_CORPORATIONS)


_share_of("anthropic", 0.32, "Anthropic")
_share_of(
    "openai", 0.25, "OpenAI", "OpenAI's early lead (B2) lasts a little longer in the model: contracts come up slowly."
)
_share_of("google", 0.20, "Google")
_share_of("meta", 0.09, "Meta")


@row(
    "B2",
    "check",
    "OpenAI: share of use in American corporations at the end of 2023",
    "share",
    low=0.40,
    high=0.60,
    source=f"{_MENLO}: 50 %",
    window="mean of Nov 2023 to Jan 2024",
    weight="workload of mid-size and large enterprises",
    numerator="those who use OpenAI's weights",
    denominator="those who use any model",
)
def openai_at_first(branch: Branch) -> float:
    """Return OpenAI's share, averaged over the turn of the year."""
    months = span("2023-11", "2024-01")
    return mean(branch, months, lambda world: share(world, "maker", "openai", *_CORPORATIONS))


def _open_share(branch: Branch, month: str) -> float:
    return share(branch.worlds[month_number(month)], "openness", "open", *_CORPORATIONS)


@row(
    "B3 July",
    "hard",
    "Open models' share of use in American corporations, July 2025",
    "share",
    low=0.07,
    high=0.17,
    source=f"{_MENLO}: 13 %",
    window="Jul 2025",
    weight="workload of mid-size and large enterprises",
    numerator="those who use open weights",
    denominator="those who use any model",
)
def open_in_july(branch: Branch) -> float:
    """Return the share of open weights in the month of the summer survey."""
    return _open_share(branch, "2025-07")


@row(
    "B3 December",
    "hard",
    "Open models' share of use in American corporations, December 2025",
    "share",
    low=0.07,
    high=0.17,
    source=f"{_MENLO}: 11 %",
    window="Dec 2025",
    weight="workload of mid-size and large enterprises",
    numerator="those who use open weights",
    denominator="those who use any model",
)
def open_in_december(branch: Branch) -> float:
    """Return the share of open weights in the month of the winter survey."""
    return _open_share(branch, "2025-12")


@row(
    "B3 falls",
    "check",
    "Change of open models' share of use in American corporations in a year",
    "share",
    low=-0.19,
    high=-0.005,
    source=f"{_MENLO}: 19 % to 11 %",
    window="Nov 2024 to Dec 2025",
    weight="workload of mid-size and large enterprises",
    numerator="share in December 2025 less that in November 2024",
    why_out="Open models catch up with closed ones in 2025 in the model too, and here that wins them more use "
    "than Meta's stall costs.",
)
def open_falls(branch: Branch) -> float:
    """Return the winter survey's share less that of the survey a year earlier."""
    return _open_share(branch, "2025-12") - _open_share(branch, "2024-11")


@row(
    "B4",
    "hard",
    "Chinese share of all use in American corporations",
    "share",
    low=0.005,
    high=0.022,
    source=f"{_MENLO}: 1 %",
    window="Dec 2025",
    weight="workload of mid-size and large enterprises",
    numerator="those who use weights made in China",
    denominator="those who use any model",
)
def chinese_part_of_all(branch: Branch) -> float:
    """Return the share of Chinese weights, open or not, in the month of the winter survey."""
    return share(branch.worlds[month_number("2025-12")], "origin", "china", *_CORPORATIONS)


@row(
    "B5",
    "check",
    "American corporations that changed maker within a year",
    "share",
    low=0.06,
    high=0.16,
    source=f"{_MENLO}: 11 %",
    window="Jul 2024 to Jul 2025",
    weight="firms",
    numerator="those who use another maker's weights than a year before",
    denominator="those who used any at both times",
)
def changed_maker(branch: Branch) -> Ratio:
    """Return firms that left their maker and firms asked, one year apart, to be divided later."""
    before, after = (branch.worlds[month_number(month)] for month in ("2024-07", "2025-07"))
    both = holders(before, "united_states", "mid") | holders(before, "united_states", "large")
    both = both & (after.buyers.offer > 0)
    return Ratio(float((both & (_maker_of(before) != _maker_of(after))).sum()), float(both.sum()))


def _maker_of(world: World) -> Ints:
    """Return `(buyers,)` rows of makers."""
    return world.models.maker[world.offers.model[world.buyers.offer]]


def _spend_in_the_west(branch: Branch, month: str) -> float:
    amounts, _ = use(branch.worlds[month_number(month)], "channel")
    return 12.0 * float(amounts[:, PLACES.index("west"), GROUPS.index("all"), UNITS.index("spend")].sum())


@row(
    "B6 2024",
    "check",
    "American and European enterprises' spending on models, November 2024",
    "$M",
    low=2000.0,
    high=6000.0,
    source=f"{_MENLO}: $3.5 bn",
    window="Nov 2024, times twelve",
    weight="dollars",
    numerator="what enterprises of all types pay for the use of models, to whomever",
)
def spend_in_2024(branch: Branch) -> float:
    """Return one month's bill for models in the West, times twelve."""
    return _spend_in_the_west(branch, "2024-11")


@row(
    "B6 2025",
    "check",
    "American and European enterprises' spending on models, July 2025",
    "$M",
    low=5000.0,
    high=14_000.0,
    source=f"{_MENLO}: $8.4 bn",
    window="Jul 2025, times twelve",
    weight="dollars",
    numerator="what enterprises of all types pay for the use of models, to whomever",
)
def spend_in_2025(branch: Branch) -> float:
    """Return one month's bill for models in the West, times twelve."""
    return _spend_in_the_west(branch, "2025-07")


@row(
    "B10",
    "check",
    "Open models' share of start-ups' tokens, worldwide",
    "share",
    low=0.20,
    high=0.50,
    source="OpenRouter, study of 100 trillion tokens, 2025: about a third",
    window="mean of Oct to Dec 2025",
    weight="tokens of start-ups",
    numerator="tokens on open weights",
    denominator="all tokens",
)
def open_tokens(branch: Branch) -> float:
    """Return the part of start-ups' tokens that runs on open weights, averaged over months."""
    months = span("2025-10", "2025-12")
    return mean(branch, months, lambda world: share(world, "openness", "open", "world", "startup", "tokens"))


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
        window="Dec 2025",
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
        window="Dec 2025",
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
    world = branch.worlds[month_number("2025-12")]
    before, assumptions = branch.worlds[world.month - 1], branch.setup.assumptions
    month = Month(
        world.month, branch.timeline.rules_for(before, world.month, assumptions), Luck(branch.setup.seed), assumptions
    )
    buyers = world.buyers
    rows = np.flatnonzero((buyers.region == region) & (buyers.offer > 0))[::ONE_IN].astype(np.int32)
    menu: Menu = menus(world, month)[region]
    scale = assumptions.choice.channel_scale  # both are given over it
    utility = scale * (weights_of(rows, world, month) @ menu.seen + lasting_taste(rows, world, month)[:, menu.model])
    chinese = world.makers.origin[world.models.maker[menu.model]] == Origin.CHINA
    service = chinese & np.isin(world.offers.channel[menu.offer], _OWN_SERVICE)
    best = [np.where(those, utility, -np.inf).max(axis=1) for those in (service, chinese & ~service)]
    return buyers.budget[rows], best[0], best[1]


_willing("united_states", "US", "America", "input", 0.71, 0.58)
_willing("europe", "EU", "Europe", "check", 0.87, 0.59)
