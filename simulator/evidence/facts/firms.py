"""Facts about makers' accounts, their applications, and who survives."""

from collections.abc import Sequence

import numpy as np

from simulator.dates import NOW
from simulator.entries import BUYERS, REGIONS
from simulator.evidence.readings import YEAR_2024, YEAR_2025, maker, mean, span, total
from simulator.evidence.row import FREE_RECORD, SHAKE_OUT, Ratio, row
from simulator.history import Branch
from simulator.world import Channel, Flags, Floats, Kind, Origin, Receiver, RegionIndex, World, total_by

_ECONOMIST = "The Economist, January 2026"
_MINIMAX = f"MiniMax's prospectus; {_ECONOMIST}"
_ZHIPU = "Zhipu's prospectus; press"
_PRESS = "press, 2025"
_STORE_YEAR, _NINE_MONTHS = span("2024-11", "2025-10"), span("2025-01", "2025-09")
_AFTER_JANUARY_2026 = span("2026-02", "2028-12")
_CHATBOTS = 10
_LEAVING = ("retreat", "failure", "takeover")


def _of_maker(branch: Branch, name: str, column: str, months: Sequence[int]) -> float:
    return total(branch, months, lambda world: getattr(world.makers, column)[maker(world, name)])


@row(
    "A4",
    "hard",
    "ChatGPT's revenue through Apple's App Store in a year",
    "$M",
    low=1280.0,
    high=2130.0,
    source=f"{_ECONOMIST}: $1.7 bn",
    window="Nov 2024 to Oct 2025",
    weight="dollars",
    numerator="what consumers everywhere pay OpenAI through the App Store",
)
def chatgpt_in_the_store(branch: Branch) -> float:
    """Return OpenAI's part of the flow through the store, summed over regions and months."""
    return total(branch, _STORE_YEAR, lambda world: world.consumers.through_store[maker(world, "openai")].sum())


@row(
    "A5",
    "hard",
    "Revenue of the ten most used Chinese chatbots through the App Store in a year",
    "$M",
    low=0.17,
    high=1.5,
    source=f"{_ECONOMIST}: $0.5 m",
    window="Nov 2024 to Oct 2025",
    weight="dollars",
    numerator="what consumers in China pay the ten Chinese makers with the most users there, through the App Store",
)
def chatbots_in_the_store(branch: Branch) -> float:
    """Return the same flow for ten rivals together; each month has its own ten."""
    return total(
        branch,
        _STORE_YEAR,
        lambda world: world.consumers.through_store[_ten_chatbots(world), RegionIndex.CHINA].sum(),
    )


def _ten_chatbots(world: World) -> np.ndarray[tuple[int], np.dtype[np.intp]]:
    """Return the rows of the ten Chinese makers whose applications have the most users in China."""
    users = np.where(world.makers.origin == Origin.CHINA, world.consumers.users[:, RegionIndex.CHINA], 0.0)
    return np.argsort(-users, kind="stable")[:_CHATBOTS]


@row(
    "A6 sales",
    "hard",
    "MiniMax: sales in nine months",
    "$M",
    low=40.0,
    high=67.0,
    source=f"{_MINIMAX}: $53 m",
    window="Jan to Sep 2025",
    weight="dollars",
    numerator="what MiniMax receives for models, from enterprises and consumers",
)
def minimax_sales(branch: Branch) -> float:
    """Return MiniMax's revenue, summed over three quarters of the year."""
    return _of_maker(branch, "minimax", "revenue", _NINE_MONTHS)


@row(
    "A6 adjusted",
    "hard",
    "MiniMax: loss in nine months without changes of fair value",
    "$M",
    low=120.0,
    high=250.0,
    source=f"{_MINIMAX}: $186 m",
    window="Jan to Sep 2025",
    weight="dollars",
    numerator="serving, research, marketing and administration less sales",
)
def minimax_adjusted(branch: Branch) -> float:
    """Return MiniMax's operating result with its sign turned, summed over three quarters of the year."""
    return -_of_maker(branch, "minimax", "profit", _NINE_MONTHS)


@row(
    "A6 reported",
    "hard",
    "MiniMax: reported loss in nine months",
    "$M",
    low=360.0,
    high=670.0,
    source=f"{_MINIMAX}: $512 m",
    window="Jan to Sep 2025",
    weight="dollars",
    numerator="that loss and the charge on preferred shares whose value rises",
)
def minimax_reported(branch: Branch) -> float:
    """Return MiniMax's loss as its books show it, summed over three quarters of the year."""
    return _of_maker(branch, "minimax", "reported_loss", _NINE_MONTHS)


@row(
    "A7",
    "hard",
    "Z.ai: loss over sales",
    "times",
    low=3.0,
    source=f"{_ECONOMIST}: deeply in the red",
    window="Jan to Dec 2025",
    weight="dollars",
    numerator="Z.ai's loss without changes of fair value",
    denominator="Z.ai's sales",
)
def zai_loss(branch: Branch) -> float:
    """Return how many dollars Z.ai loses for each that it earns."""
    return -_of_maker(branch, "zai", "profit", YEAR_2025) / _of_maker(branch, "zai", "revenue", YEAR_2025)


@row(
    "A9",
    "check",
    "Chinese makers that give up after DeepSeek's breakthrough, over those before",
    "times",
    low=2.0,
    source=f"{_ECONOMIST}: weaker makers were culled",
    window="2025 over 2024; survival is the model's own",
    weight="firms",
    runs=FREE_RECORD,
    numerator="small firms that leave or stop training, named makers that retreat, fail or are bought, in 2025",
    denominator="the same in 2024",
)
def culling(branch: Branch) -> Ratio:
    """Return departures of the year after the breakthrough and of the year before it, to be divided later."""
    return Ratio(total(branch, YEAR_2025, _gave_up), total(branch, YEAR_2024, _gave_up))


def _gave_up(world: World) -> float:
    """Return how many Chinese makers, small or known, leave or stop training in a month."""
    flow = world.tail_flow
    return float(flow.exits + flow.conversions + len(_chinese_startups_in_the_news(world)))


def _chinese_startups_in_the_news(world: World) -> list[int]:
    """Return the rows of Chinese start-ups known in January 2026 that retreat, fail or are bought this month."""
    makers = world.makers
    rows = [maker(world, item.subject) for item in world.news if item.kind in _LEAVING]
    known = (makers.origin == Origin.CHINA) & (makers.kind == Kind.STARTUP) & (makers.entered <= NOW)
    return [number for number in rows if known[number]]


@row(
    "A23",
    "check",
    "Courses in which a known Chinese start-up fails, is bought or retreats",
    "share",
    low=0.8,
    source=f"{_ECONOMIST}: a shake-out lies ahead",
    window="Feb 2026 to Dec 2028",
    weight="runs",
    runs=SHAKE_OUT,
    numerator="runs in which at least one does",
    denominator="forty runs",
)
def shake_out(branch: Branch) -> float:
    """Return 1 for a branch in which any start-up goes within three years, else 0."""
    return float(any(_chinese_startups_in_the_news(branch.worlds[month]) for month in _AFTER_JANUARY_2026))


@row(
    "A11",
    "check",
    "Part of revenue that the makers of the ten chatbots get from Chinese consumers",
    "share",
    high=0.02,
    source=f"{_ECONOMIST}: negligible",
    window="Jan to Dec 2025",
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
    "Part of Z.ai's customers in the global south, of those there and in the West",
    "share",
    low=0.5,
    source=f"{_ECONOMIST}: mostly Brazil, Malaysia, Singapore and the like",
    window="Jan to Dec 2025",
    weight="workload; Z.ai's own service only",
    numerator="customers in Latin America, South-East Asia, Singapore, the Middle East and Africa",
    denominator="the same and customers in the United States and Europe",
)
def zai_abroad(branch: Branch) -> Ratio:
    """Return workload on Z.ai's service in the south, and in south and West together, to be divided later."""
    south = ("latin_america", "southeast_asia", "singapore", "middle_east_africa")
    in_south = total(branch, YEAR_2025, lambda world: _customers(world, "zai", south))
    in_west = total(branch, YEAR_2025, lambda world: _customers(world, "zai", ("united_states", "europe")))
    return Ratio(in_south, in_south + in_west)


def _customers(world: World, name: str, places: Sequence[str]) -> float:
    """Return $M a month of workload on a maker's own service in some regions."""
    return float(world.sales.workload[_first_party(world, name) & _in_regions(world, places)].sum())


def _first_party(world: World, name: str) -> Flags:
    """Return `(sales,)` what is bought from a maker's own service."""
    offers, sales = world.offers, world.sales
    channel = offers.channel[sales.offer]
    own = (channel == Channel.API) | (channel == Channel.MAKER_CLOUD)
    theirs: Flags = own & (world.models.maker[offers.model[sales.offer]] == maker(world, name))
    return theirs


def _in_regions(world: World, places: Sequence[str]) -> Flags:
    return np.isin(world.sales.stratum // len(BUYERS), [REGIONS.index(place) for place in places])


@row(
    "B23",
    "check",
    "Z.ai: revenue in 2024",
    "$M",
    low=26.0,
    high=60.0,
    source=f"{_ZHIPU}: CNY 312 m",
    window="Jan to Dec 2024",
    weight="dollars",
    numerator="what Z.ai receives for models",
    why_out="Most of Z.ai's revenue came from projects on customers' own machines (85 % in 2025), a business that"
    " the model does not have; its cloud service alone is about the size of the model's.",
)
def zai_revenue(branch: Branch) -> float:
    """Return Z.ai's revenue of the year, summed."""
    return _of_maker(branch, "zai", "revenue", YEAR_2024)


@row(
    "B24",
    "check",
    "Z.ai: net loss in 2024",
    "$M",
    low=250.0,
    high=570.0,
    source=f"{_ZHIPU}: CNY 2,958 m",
    window="Jan to Dec 2024",
    weight="dollars",
    numerator="loss and the charge on preferred shares whose value rises",
)
def zai_net_loss(branch: Branch) -> float:
    """Return Z.ai's loss of the year as its books show it, summed."""
    return _of_maker(branch, "zai", "reported_loss", YEAR_2024)


@row(
    "B25",
    "check",
    "Z.ai: margin of its cloud service",
    "share",
    low=-0.2,
    high=0.2,
    source=f"{_ZHIPU}: 3 %",
    window="Jan to Dec 2024",
    weight="dollars",
    numerator="what enterprises pay Z.ai's own service less the cost of serving them",
    denominator="what enterprises pay Z.ai's own service",
)
def zai_cloud_margin(branch: Branch) -> float:
    """Return what is left of a dollar paid to Z.ai's service once it has been served."""

    def paid(world: World) -> float:
        return float(world.sales.spend[_first_party(world, "zai")].sum())

    def cost(world: World) -> float:
        those = _first_party(world, "zai")
        unit = world.models.unit_cost[world.offers.model[world.sales.offer[those]]]
        return float((unit * world.sales.tokens[those]).sum())

    return 1.0 - total(branch, YEAR_2024, cost) / total(branch, YEAR_2024, paid)


@row(
    "B26 revenue",
    "check",
    "MiniMax: revenue in 2024",
    "$M",
    low=18.0,
    high=43.0,
    source=f"{_MINIMAX}: $30.5 m",
    window="Jan to Dec 2024",
    weight="dollars",
    numerator="what MiniMax receives for models, from enterprises and consumers",
    why_out="The model's MiniMax grows faster than the firm did: what it sells besides chat is not modelled, so "
    "that 2024 is too low where 2025 is met.",
)
def minimax_revenue(branch: Branch) -> float:
    """Return MiniMax's revenue of the year, summed."""
    return _of_maker(branch, "minimax", "revenue", YEAR_2024)


@row(
    "B26 abroad",
    "check",
    "MiniMax: part of revenue that comes from outside China",
    "share",
    low=0.58,
    high=0.88,
    source=f"{_MINIMAX}: 73 %",
    window="Jan to Dec 2025",
    weight="dollars",
    numerator="what consumers and enterprises outside China pay MiniMax",
    denominator="what all of them pay MiniMax",
    why_out="The model's Chinese consumers and enterprises pay MiniMax too little: entertainment and video, a "
    "large part of its business at home, are not modelled.",
)
def minimax_abroad(branch: Branch) -> float:
    """Return one less the part of MiniMax's receipts that is paid in China."""

    def by_region(world: World) -> Floats:
        sales, offers = world.sales, world.offers
        theirs = world.models.maker[offers.model[sales.offer]] == maker(world, "minimax")
        paid = sales.spend * offers.receipt[sales.offer, Receiver.MAKER] * theirs
        enterprises = total_by(sales.stratum // len(BUYERS), paid, len(REGIONS))
        return enterprises + world.consumers.revenue[maker(world, "minimax")]

    everywhere = np.sum([by_region(branch.worlds[month]) for month in YEAR_2025], axis=0)
    return float(1.0 - everywhere[RegionIndex.CHINA] / everywhere.sum())


@row(
    "B27",
    "hard",
    "OpenAI: revenue in 2025",
    "$M",
    low=10_000.0,
    high=16_000.0,
    source=f"{_PRESS}: $13 bn",
    window="Jan to Dec 2025",
    weight="dollars",
    numerator="what OpenAI receives for models, from enterprises and consumers",
)
def openai_revenue(branch: Branch) -> float:
    """Return OpenAI's revenue of the year, summed."""
    return _of_maker(branch, "openai", "revenue", YEAR_2025)


@row(
    "B28",
    "check",
    "Anthropic: annual rate of revenue",
    "$M",
    low=4000.0,
    high=10_000.0,
    source=f"{_PRESS}: $7 bn",
    window="Oct 2025, times twelve",
    weight="dollars",
    numerator="what Anthropic receives for models, from enterprises and consumers",
)
def anthropic_revenue(branch: Branch) -> float:
    """Return one month of Anthropic's revenue, times twelve."""
    return 12.0 * _of_maker(branch, "anthropic", "revenue", span("2025-10", "2025-10"))


@row(
    "A22",
    "input",
    "Months of 2025 in which the groups of Alibaba and Tencent earn a profit",
    "share",
    low=1.0,
    high=1.0,
    source=f"{_ECONOMIST}: cash to spare",
    window="Jan to Dec 2025",
    weight="months",
    numerator="months in which both do; their other business is put in by hand",
    denominator="twelve months",
)
def giants_in_profit(branch: Branch) -> float:
    """Return how many of twelve months leave both groups in the black, as a part."""

    def both_earn(world: World) -> float:
        return float(all(world.makers.group_profit[maker(world, name)] > 0.0 for name in ("alibaba", "tencent")))

    return mean(branch, YEAR_2025, both_earn)
