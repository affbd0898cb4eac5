"""Facts about what enterprises use: whose weights, how open, on whose servers."""

from collections.abc import Callable, Sequence

import numpy as np

from simulator.dates import month_number
from simulator.evidence.readings import (
    OWN_SERVICE,
    adopted,
    holds,
    living_in,
    main_maker,
    mean,
    pairs,
    share,
    span,
    total,
)
from simulator.evidence.row import Ratio, row, unmeasured
from simulator.history import Branch
from simulator.indicator import GROUPS, PLACES, UNITS, tally
from simulator.world import Channel, Flags, Floats, Ints, Origin, World

_ECONOMIST = "The Economist, January 2026"
_MENLO = "Menlo Ventures, 2025"
_CORPORATIONS = ("united_states", "corporations")
_LATE_2025 = span("2025-10", "2026-01")
_FIRST_WINTER, _SUMMER = span("2023-11", "2024-01"), span("2025-07")
_SWITCHING = span("2024-07", "2025-07")
_NEUTRAL = (Channel.MARKETPLACE, Channel.PLATFORM, Channel.SELF_HOSTED)


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
    months=_LATE_2025,
    taken="mean",
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
    months=_LATE_2025,
    taken="mean",
    weight="workload of mid-size and large enterprises",
    numerator="those who use open weights of Meta or Mistral",
    denominator="those who use open weights",
)
def meta_and_mistral(branch: Branch) -> float:
    """Return the workload on two makers' weights over that on all open ones, averaged over months."""
    return _part_of_open(branch, _LATE_2025, lambda world: np.isin(world.makers.id, ("meta", "mistral")))


def _users(
    branch: Branch, group: str, those: Callable[[World], Flags], count: Callable[[World, Flags], Flags | Ints] = holds
) -> float:
    """Return American enterprises of a type that hold some `(offers,)`, or the pairs of them, summed over months."""

    def number(world: World) -> float:
        return float(count(world, those(world))[living_in(world, "united_states", group)].sum())

    return total(branch, _LATE_2025, number)


def _chinese(world: World) -> Flags:
    """Return `(offers,)` the offers of weights made in China."""
    those: Flags = world.makers.origin[world.models.maker[world.offers.model]] == Origin.CHINA
    return those


def _chinese_on(channels: Sequence[Channel]) -> Callable[[World], Flags]:
    """Return how to find the offers of weights made in China that reach a buyer through some channels."""
    return lambda world: _chinese(world) & np.isin(world.offers.channel, channels)


@row(
    "A17",
    "hard",
    "Start-ups' rate of use of Chinese models over large firms', America",
    "times",
    low=3.0,
    source=f"{_ECONOMIST}: mostly penny-pinching start-ups",
    months=_LATE_2025,
    weight="firms, each of which counts if it uses them for any class of work",
    numerator="start-ups that use them, over start-ups that use any model",
    denominator="large firms that use them, over large firms that use any model",
)
def startups_over_large(branch: Branch) -> Ratio:
    """Return the rate among start-ups and the rate among large firms, to be divided later."""

    def rate(group: str) -> float:
        return _users(branch, group, _chinese) / total(branch, _LATE_2025, lambda world: _adopters(world, group))

    return Ratio(rate("startup"), rate("large"))


def _adopters(world: World, group: str) -> float:
    """Return how many American enterprises of a type use any model."""
    return float(adopted(world)[living_in(world, "united_states", group)].sum())


@row(
    "A18 neutral",
    "hard",
    "American large firms on Chinese weights that host them neutrally or themselves",
    "share",
    low=0.70,
    source=f"{_ECONOMIST}: on their own infrastructure",
    months=_LATE_2025,
    weight="pairs of a firm and a class of work",
    numerator="those on their own machines, a cloud marketplace or an inference platform",
    denominator="pairs with weights made in China",
)
def neutrally_hosted(branch: Branch) -> Ratio:
    """Return users whose host is not the maker, and all users, to be divided later."""
    return Ratio(_users(branch, "large", _chinese_on(_NEUTRAL), pairs), _users(branch, "large", _chinese, pairs))


@row(
    "A18 maker",
    "hard",
    "American large firms on Chinese weights that use the maker's own service",
    "share",
    high=0.15,
    source=f"{_ECONOMIST}: rather than in the maker's cloud",
    months=_LATE_2025,
    weight="pairs of a firm and a class of work",
    numerator="those on the maker's interface or cloud",
    denominator="pairs with weights made in China",
)
def hosted_by_maker(branch: Branch) -> Ratio:
    """Return users whose host is the maker, and all users, to be divided later."""
    return Ratio(_users(branch, "large", _chinese_on(OWN_SERVICE), pairs), _users(branch, "large", _chinese, pairs))


def _share_of(name: str, wanted: float, maker_name: str, why_out: str = "") -> None:
    """Declare the row of one maker's share, whose band is eight points either side of the survey."""

    @row(
        f"B1 {maker_name}",
        "input",
        f"{maker_name}: share of use in American corporations",
        "share",
        low=wanted - 0.08,
        high=wanted + 0.08,
        source=f"{_MENLO}: {wanted:.0%}, n = 150".replace("%", " %"),
        months=_SUMMER,
        weight="workload of mid-size and large enterprises",
        numerator=f"those who use {maker_name}'s weights",
        denominator="those who use any model",
        why_out=why_out,
    )
    def of_maker(branch: Branch) -> float:
        return share(branch.worlds[_SUMMER[0]], "maker", name, *_CORPORATIONS)


_share_of("anthropic", 0.32, "Anthropic")
_share_of(
    "openai", 0.25, "OpenAI", "OpenAI's early lead (B2) lasts a little longer in the model: contracts come up slowly."
)
_share_of("google", 0.20, "Google")
_share_of("meta", 0.09, "Meta")


@row(
    "B2",
    "input",
    "OpenAI: share of use in American corporations at the end of 2023",
    "share",
    low=0.40,
    high=0.60,
    source=f"{_MENLO}: 50 %",
    months=_FIRST_WINTER,
    taken="mean",
    weight="workload of mid-size and large enterprises",
    numerator="those who use OpenAI's weights",
    denominator="those who use any model",
)
def openai_at_first(branch: Branch) -> float:
    """Return OpenAI's share, averaged over the turn of the year."""
    return mean(branch, _FIRST_WINTER, lambda world: share(world, "maker", "openai", *_CORPORATIONS))


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
    months=_SUMMER,
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
    months=span("2025-12"),
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
    high=0.0,
    source=f"{_MENLO}: 19 % to 11 %",
    months=span("2024-11", "2025-12"),
    taken="last month less first",
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
    months=span("2025-12"),
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
    months=_SWITCHING,
    taken="last month against first",
    weight="firms",
    numerator="those of whose workload most is on another maker's weights than a year before",
    denominator="those who used any at both times",
)
def changed_maker(branch: Branch) -> Ratio:
    """Return firms that left their maker and firms asked, one year apart, to be divided later."""
    before, after = (branch.worlds[month] for month in (_SWITCHING[0], _SWITCHING[-1]))
    asked = living_in(before, "united_states", "mid", "large") & adopted(before) & adopted(after)
    return Ratio(float((asked & (main_maker(before) != main_maker(after))).sum()), float(asked.sum()))


def _on_coding(maker_name: str, wanted: float) -> None:
    """Declare the row of one maker's share of work on code, whose band is twelve points either side of the survey."""
    unmeasured(
        f"B49 {maker_name}",
        "check",
        f"{maker_name}: share of work on code in American corporations",
        "share",
        low=wanted - 0.12,
        high=wanted + 0.12,
        source=f"{_MENLO}: {wanted:.0%}".replace("%", " %"),
        missing="All work of a buyer is of one class yet, so that coding is not told apart. (It becomes an input if "
        "makers' skills at it are declared.)",
        months=_SUMMER,
        weight="workload of mid-size and large enterprises, of the class coding",
        numerator=f"those who use {maker_name}'s weights for it",
        denominator="those who use any model for it",
    )


_on_coding("Anthropic", 0.42)
_on_coding("OpenAI", 0.21)
