"""Facts about makers' accounts, their applications, and who survives."""

from functools import partial

import numpy as np

from simulator.dates import NOW
from simulator.entries import BUYERS, REGIONS
from simulator.evidence.readings import (
    HALF_2025,
    NINE_MONTHS_2025,
    YEAR_2024,
    YEAR_2025,
    holds,
    living_in,
    maker,
    mean,
    of_maker,
    own_service,
    span,
    total,
)
from simulator.evidence.row import FREE_RECORD, SHAKE_OUT, Ratio, row
from simulator.history import Branch
from simulator.indicator import INDICATORS
from simulator.world import IN_CHINA, Floats, Kind, Origin, Receiver, RegionIndex, World, total_by

_ECONOMIST = "The Economist, January 2026"
_MINIMAX = f"MiniMax's prospectus; {_ECONOMIST}"
_ZHIPU = "Zhipu's prospectus; press"
_PRESS = "press, 2025"
_STORE_YEAR = span("2024-11", "2025-10")
_YEAR_BEFORE, _YEAR_AFTER = span("2024-01", "2024-12"), span("2025-02", "2026-01")  # of DeepSeek's breakthrough
_AFTER_JANUARY_2026 = span("2026-02", "2028-12")
_CHATBOTS = 10
_LEAVING = ("retreat", "failure", "takeover")


@row(
    "A4",
    "hard",
    "ChatGPT's revenue through Apple's App Store in a year",
    "$M",
    low=1280.0,
    high=2130.0,
    source=f"{_ECONOMIST}: $1.7 bn",
    months=_STORE_YEAR,
    weight="dollars",
    numerator="what consumers everywhere pay OpenAI through the App Store",
    joint=True,
)
def chatgpt_in_the_store(branch: Branch) -> float:
    """Return OpenAI's part of the flow through the store, summed over regions and months."""
    return total(branch, _STORE_YEAR, lambda world: world.consumers.through_store[maker(world, "openai")].sum())


@row(
    "A5",
    "input",
    "Revenue of the ten most used Chinese chatbots through the App Store in a year",
    "$M",
    low=0.17,
    high=1.5,
    source=f"{_ECONOMIST}: $0.5 m",
    months=_STORE_YEAR,
    weight="dollars",
    numerator="what consumers everywhere pay there to the ten Chinese makers with the most users in the world",
    why_out="People abroad pay for the chatbot of one of the ten, MiniMax's, more than for all ten at home.",
)
def chatbots_in_the_store(branch: Branch) -> float:
    """Return the same flow for ten rivals together; each month has its own ten."""
    return total(branch, _STORE_YEAR, lambda world: world.consumers.through_store[_ten_chatbots(world)].sum())


def _ten_chatbots(world: World) -> np.ndarray[tuple[int], np.dtype[np.intp]]:
    """Return the rows of the ten Chinese makers whose applications have the most users in the world."""
    users = np.where(world.makers.origin == Origin.CHINA, world.consumers.users.sum(axis=1), 0.0)
    return np.argsort(-users, kind="stable")[:_CHATBOTS]


@row(
    "A6 sales",
    "hard",
    "MiniMax: sales in nine months",
    "$M",
    low=40.0,
    high=67.0,
    source=f"{_MINIMAX}: $53 m",
    months=NINE_MONTHS_2025,
    weight="dollars",
    numerator="what MiniMax receives for models, from enterprises and consumers",
)
def minimax_sales(branch: Branch) -> float:
    """Return MiniMax's revenue, summed over three quarters of the year."""
    return of_maker(branch, "minimax", "revenue", NINE_MONTHS_2025)


@row(
    "A6 adjusted",
    "hard",
    "MiniMax: loss in nine months without changes of fair value",
    "$M",
    low=120.0,
    high=250.0,
    source=f"{_MINIMAX}: $186 m",
    months=NINE_MONTHS_2025,
    weight="dollars",
    numerator="serving, research, marketing and administration less sales",
)
def minimax_adjusted(branch: Branch) -> float:
    """Return MiniMax's operating result with its sign turned, summed over three quarters of the year."""
    return -of_maker(branch, "minimax", "profit", NINE_MONTHS_2025)


@row(
    "A6 reported",
    "hard",
    "MiniMax: reported loss in nine months",
    "$M",
    low=360.0,
    high=670.0,
    source=f"{_MINIMAX}: $512 m",
    months=NINE_MONTHS_2025,
    weight="dollars",
    numerator="that loss and the charge on preferred shares whose value rises",
)
def minimax_reported(branch: Branch) -> float:
    """Return MiniMax's loss as its books show it, summed over three quarters of the year."""
    return of_maker(branch, "minimax", "reported_loss", NINE_MONTHS_2025)


@row(
    "A7",
    "hard",
    "Z.ai: loss over sales",
    "times",
    low=3.0,
    source=f"{_ECONOMIST}: deeply in the red",
    months=YEAR_2025,
    weight="dollars",
    numerator="Z.ai's loss without changes of fair value",
    denominator="Z.ai's sales",
)
def zai_loss(branch: Branch) -> float:
    """Return how many dollars Z.ai loses for each that it earns."""
    return -of_maker(branch, "zai", "profit", YEAR_2025) / of_maker(branch, "zai", "revenue", YEAR_2025)


@row(
    "A9",
    "check",
    "Chinese makers that give up after DeepSeek's breakthrough, over those before",
    "times",
    low=2.0,
    source=f"{_ECONOMIST}: weaker makers were culled",
    months=span("2024-01", "2026-01"),
    taken="the year after January 2025 over the year before; survival is the model's own",
    weight="firms",
    runs=FREE_RECORD,
    numerator="small firms that leave or stop training and named start-ups that retreat, Feb 2025 to Jan 2026",
    denominator="the same, Jan to Dec 2024",
)
def culling(branch: Branch) -> Ratio:
    """Return departures of the year after the breakthrough and of the year before it, to be divided later."""
    return Ratio(total(branch, _YEAR_AFTER, _gave_up), total(branch, _YEAR_BEFORE, _gave_up))


def _gave_up(world: World) -> float:
    """Return how many Chinese makers, small or known, leave or stop training in a month."""
    flow = world.tail_flow
    return float(flow.exits + flow.conversions + len(_chinese_startups_in_the_news(world, "retreat")))


def _chinese_startups_in_the_news(world: World, *kinds: str) -> list[int]:
    """Return the rows of Chinese start-ups known in January 2026 of whom the month tells one of some things."""
    makers = world.makers
    rows = [maker(world, item.subject) for item in world.news if item.kind in kinds]
    known = (makers.origin == Origin.CHINA) & (makers.kind == Kind.STARTUP) & (makers.entered <= NOW)
    return [number for number in rows if known[number]]


@row(
    "A23",
    "check",
    "Courses in which a known Chinese start-up fails, is bought or retreats",
    "share",
    low=0.8,
    source=f"{_ECONOMIST}: a shake-out lies ahead",
    months=_AFTER_JANUARY_2026,
    weight="runs",
    runs=SHAKE_OUT,
    numerator="runs in which at least one does",
    denominator="forty runs",
)
def shake_out(branch: Branch) -> float:
    """Return 1 for a branch in which any start-up goes within three years, else 0."""
    return float(any(_chinese_startups_in_the_news(branch.worlds[month], *_LEAVING) for month in _AFTER_JANUARY_2026))


@row(
    "A11",
    "check",
    "Part of revenue that the makers of the ten chatbots get from Chinese consumers",
    "share",
    high=0.02,
    source=f"{_ECONOMIST}: negligible",
    months=YEAR_2025,
    weight="dollars",
    numerator="what consumers in China pay these makers",
    denominator="what these makers receive for models",
)
def chinese_consumers(branch: Branch) -> float:
    """Return the part of a year's revenue that comes from people at home."""

    def consumers(world: World) -> float:
        return float(world.consumers.revenue[_ten_chatbots(world), RegionIndex.CHINA].sum())

    def revenue(world: World) -> float:
        return float(world.makers.revenue[_ten_chatbots(world)].sum())

    return total(branch, YEAR_2025, consumers) / total(branch, YEAR_2025, revenue)


@row(
    "A12",
    "check",
    "Z.ai's customers in the global south, against those in whichever other region abroad has most",
    "share",
    low=0.5,
    source=f"{_ECONOMIST}: mostly Brazil, Malaysia, Singapore and the like",
    months=YEAR_2025,
    weight="customers of Z.ai's own service, for any class of work; those of a type and region stand for all of its "
    "spending on software in equal parts",
    numerator="customers in Latin America, South-East Asia, Singapore, the Middle East and Africa",
    denominator="the same and the most of those in the United States, in Europe or in the rest of Asia and the Pacific",
)
def zai_abroad(branch: Branch) -> Ratio:
    """Return customers in the south, and these with the most of another region abroad, to be divided later."""

    def customers(*places: str) -> float:
        return sum(total(branch, YEAR_2025, partial(_customers, name="zai", place=place)) for place in places)

    in_south = customers("latin_america", "southeast_asia", "singapore", "middle_east_africa")
    return Ratio(in_south, in_south + max(map(customers, ("united_states", "europe", "asia_pacific"))))


def _customers(world: World, name: str, place: str) -> float:
    """Return the customers of a maker's own service in a region, a type's each an equal part of its budgets in $M."""
    buyers, theirs, number = world.buyers, holds(world, own_service(world, name)), 0.0
    for group in BUYERS:
        here = living_in(world, place, group)
        number += float(theirs[here].mean() * buyers.budget[here].sum())
    return number


@row(
    "B23 2024",
    "check",
    "Z.ai: revenue in 2024",
    "$M",
    low=26.0,
    high=60.0,
    source=f"{_ZHIPU}: CNY 312 m",
    months=YEAR_2024,
    weight="dollars",
    numerator="what Z.ai receives for models",
    why_out="Most of Z.ai's revenue came from projects on customers' own machines (85 % in 2025), a business that"
    " the model does not have; its cloud service alone is about the size of the model's.",
)
def zai_revenue(branch: Branch) -> float:
    """Return Z.ai's revenue of the year, summed."""
    return of_maker(branch, "zai", "revenue", YEAR_2024)


@row(
    "B23 half",
    "check",
    "Z.ai: revenue in the first half of 2025",
    "$M",
    low=18.0,
    high=40.0,
    source=f"{_ZHIPU}: CNY 191 m",
    months=HALF_2025,
    weight="dollars",
    numerator="what Z.ai receives for models",
)
def zai_revenue_of_half(branch: Branch) -> float:
    """Return Z.ai's revenue of the half-year, summed."""
    return of_maker(branch, "zai", "revenue", HALF_2025)


@row(
    "B24",
    "check",
    "Z.ai: net loss in 2024",
    "$M",
    low=250.0,
    high=570.0,
    source=f"{_ZHIPU}: CNY 2,958 m",
    months=YEAR_2024,
    weight="dollars",
    numerator="loss and the charge on preferred shares whose value rises",
)
def zai_net_loss(branch: Branch) -> float:
    """Return Z.ai's loss of the year as its books show it, summed."""
    return of_maker(branch, "zai", "reported_loss", YEAR_2024)


@row(
    "B26 revenue",
    "check",
    "MiniMax: revenue in 2024",
    "$M",
    low=18.0,
    high=43.0,
    source=f"{_MINIMAX}: $30.5 m",
    months=YEAR_2024,
    weight="dollars",
    numerator="what MiniMax receives for models, from enterprises and consumers",
    why_out="The model's MiniMax grows faster than the firm did: what it sells besides chat is not modelled, so "
    "that 2024 is too low where 2025 is met.",
)
def minimax_revenue(branch: Branch) -> float:
    """Return MiniMax's revenue of the year, summed."""
    return of_maker(branch, "minimax", "revenue", YEAR_2024)


@row(
    "B26 abroad",
    "check",
    "MiniMax: part of revenue that comes from outside China",
    "share",
    low=0.58,
    high=0.88,
    source=f"{_MINIMAX}: 73 %",
    months=YEAR_2025,
    weight="dollars",
    numerator="what consumers and enterprises outside China pay MiniMax",
    denominator="what all of them pay MiniMax",
    why_out="The model's Chinese consumers and enterprises pay MiniMax too little: entertainment and video, a "
    "large part of its business at home, are not modelled.",
)
def minimax_abroad(branch: Branch) -> float:
    """Return one less the part of MiniMax's receipts that is paid in China."""
    return _part_abroad(branch, "minimax")


@row(
    "B57",
    "check",
    "Z.ai: part of revenue that comes from outside China",
    "share",
    low=0.04,
    high=0.20,
    source=f"{_ZHIPU}: 10 % in the first half of the year",
    months=YEAR_2025,
    weight="dollars",
    numerator="what consumers and enterprises outside China pay Z.ai",
    denominator="what all of them pay Z.ai",
)
def zai_revenue_abroad(branch: Branch) -> float:
    """Return one less the part of Z.ai's receipts that is paid in China."""
    return _part_abroad(branch, "zai")


def _part_abroad(branch: Branch, name: str) -> float:
    """Return which part of a year's receipts of a maker, for models and chat, is paid outside China."""

    def by_region(world: World) -> Floats:
        sales, offers = world.sales, world.offers
        theirs = world.models.maker[offers.model[sales.offer]] == maker(world, name)
        paid = sales.spend * offers.receipt[sales.offer, Receiver.MAKER] * theirs
        enterprises = total_by(sales.stratum // len(BUYERS), paid, len(REGIONS))
        return enterprises + world.consumers.revenue[maker(world, name)]

    everywhere = np.sum([by_region(branch.worlds[month]) for month in YEAR_2025], axis=0)
    return float(everywhere[~IN_CHINA].sum() / everywhere.sum())


@row(
    "B27",
    "hard",
    "OpenAI: revenue in 2025",
    "$M",
    low=10_000.0,
    high=16_000.0,
    source=f"{_PRESS}: $13 bn",
    months=YEAR_2025,
    weight="dollars",
    numerator="what OpenAI receives for models, from enterprises and consumers",
    joint=True,
)
def openai_revenue(branch: Branch) -> float:
    """Return OpenAI's revenue of the year, summed."""
    return of_maker(branch, "openai", "revenue", YEAR_2025)


def _rate_of_anthropic(name: str, words: str, month: str, low: float, high: float, said: str) -> None:
    """Declare the row of Anthropic's annual rate of revenue in a month."""
    months = span(month)

    @row(
        name,
        "check",
        f"Anthropic: annual rate of revenue, {words}",
        "$M",
        low=low,
        high=high,
        source=f"{_PRESS}: {said}",
        months=months,
        taken="times twelve",
        weight="dollars",
        numerator="what Anthropic receives for models, from enterprises and consumers",
        joint=True,
    )
    def rate(branch: Branch) -> float:
        return 12.0 * of_maker(branch, "anthropic", "revenue", months)


_rate_of_anthropic("B28 2024", "end of 2024", "2024-12", 600.0, 1500.0, "$1 bn")
_rate_of_anthropic("B28 2025", "October 2025", "2025-10", 4000.0, 10_000.0, "$7 bn")


@row(
    "B30",
    "input",
    "Users of chat applications outside China who pay",
    "share",
    low=0.03,
    high=0.08,
    source=f"{_PRESS}: about 5 %",
    months=YEAR_2025,
    weight="users of each application, monthly",
    numerator="users who pay its maker",
    denominator="users",
)
def payers(branch: Branch) -> float:
    """Return the payers of a year over its users, month by month, everywhere but in China."""

    def abroad(amounts: Floats) -> float:
        return float(amounts[:, ~IN_CHINA].sum())

    paying = total(branch, YEAR_2025, lambda world: abroad(INDICATORS["app_payers"].cuts(world)[0].values))
    return paying / total(branch, YEAR_2025, lambda world: abroad(world.consumers.users))


@row(
    "A22",
    "input",
    "Months of 2025 in which the groups of Alibaba and Tencent earn a profit",
    "share",
    low=1.0,
    high=1.0,
    source=f"{_ECONOMIST}: cash to spare",
    months=YEAR_2025,
    weight="months",
    numerator="months in which both do; their other business is put in by hand",
    denominator="twelve months",
)
def giants_in_profit(branch: Branch) -> float:
    """Return how many of twelve months leave both groups in the black, as a part."""

    def both_earn(world: World) -> float:
        return float(all(world.makers.group_profit[maker(world, name)] > 0.0 for name in ("alibaba", "tencent")))

    return mean(branch, YEAR_2025, both_earn)
