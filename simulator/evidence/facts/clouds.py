"""Facts about clouds: whose data centres run what enterprises buy."""

import numpy as np

from simulator.attributes import hosting_weights
from simulator.entries import BUYERS, REGIONS
from simulator.evidence.readings import HALF_2025, YEAR_2025
from simulator.evidence.row import row
from simulator.history import Branch
from simulator.world import Channel, Floats, Receiver, World

_SYNERGY = "Synergy Research, 2024 to 2025"
_OMDIA = "Omdia, first half of 2025"
_IDC = "IDC, first half of 2025"
_VERBS = {"spend": "spend on models", "tokens": "run in tokens"}
_OF_ITS_OWN = "The model's Chinese giants all ask prices near cost; ByteDance won calls by a price war of its own."


def _served(world: World, region: int, amount: Floats) -> Floats:
    """Return `(clouds,)` how much of an amount `(sales,)` each cloud serves in a region, the null cloud left at 0."""
    sales, offers, models, makers = world.sales, world.offers, world.models, world.makers
    # what is bought there, and how
    there = np.flatnonzero(sales.stratum // len(BUYERS) == region)
    model, channel = offers.model[sales.offer[there]], offers.channel[sales.offer[there]]
    maker = models.maker[model]
    # any cloud by its attraction, or those that host a model in the marketplace
    attraction = world.clouds.attraction[:, region]
    anyone = attraction / max(float(attraction.sum()), 1e-300)
    served = np.repeat(anyone[:, None], len(there), axis=1)
    pool = hosting_weights(world.clouds)[:, model, region]
    served = np.where(channel == Channel.MARKETPLACE, pool, served)
    # the cloud of the maker, where its own service or its group's cloud is bought
    rows = np.arange(len(world.clouds))[:, None]
    served = np.where(channel == Channel.API, rows == makers.host_cloud[maker], served)
    served = np.where(channel == Channel.MAKER_CLOUD, rows == makers.own_cloud[maker], served)
    # of self-hosting, only what is paid to a cloud
    rented = np.where(channel == Channel.SELF_HOSTED, offers.receipt[sales.offer[there], Receiver.CLOUD], 1.0)
    total: Floats = served @ (amount[there] * rented)
    total[0] = 0.0
    return total


def _part(branch: Branch, months: range, place: str, units: str, *clouds: str) -> float:
    """Return the part of a region's amount, over some months, that some clouds serve."""
    region = REGIONS.index(place)
    worlds = [branch.worlds[month] for month in months]
    served = np.sum([_served(world, region, getattr(world.sales, units)) for world in worlds], axis=0)
    return float(served[np.isin(worlds[-1].clouds.id, clouds)].sum() / served.sum())


def _of_clouds(
    name: str,
    quantity: str,
    place: str,
    units: str,
    wanted: float,
    source: str,
    months: range,
    *clouds: str,
    why_out: str = "",
) -> None:
    """Declare the row of one region's clouds, whose band is ten points either side of the source."""

    @row(
        name,
        "check",
        quantity,
        "share",
        low=max(0.0, wanted - 0.10),
        high=wanted + 0.10,
        source=f"{source}: {wanted:.0%}".replace("%", " %"),
        months=months,
        weight="dollars" if units == "spend" else "tokens",
        numerator="what these clouds serve",
        denominator=f"what enterprises there {_VERBS[units]}, one's own machines left out",
        why_out=why_out,
    )
    def part(branch: Branch) -> float:
        return _part(branch, months, place, units, *clouds)


_of_clouds(
    "B18 American",
    "Europe: part of enterprises' spending that the three American clouds serve",
    "europe",
    "spend",
    0.70,
    _SYNERGY,
    YEAR_2025,
    "aws",
    "azure",
    "google_cloud",
    why_out="The fact counts all cloud services; the model counts spending on models only, and most of that goes to "
    "American makers' own services, which run on American clouds.",
)
_of_clouds(
    "B18 European",
    "Europe: part of enterprises' spending that European clouds and telecoms serve",
    "europe",
    "spend",
    0.15,
    _SYNERGY,
    YEAR_2025,
    "european_cloud",
    "local_telecom",
)
_of_clouds(
    "B19 Alibaba",
    "China: Alibaba's part of spending on the cloud",
    "china",
    "spend",
    0.36,
    _OMDIA,
    HALF_2025,
    "alibaba_cloud",
)
_of_clouds(
    "B19 Volcano",
    "China: ByteDance's part of spending on the cloud",
    "china",
    "spend",
    0.15,
    _OMDIA,
    HALF_2025,
    "volcano",
)
_of_clouds(
    "B19 Huawei",
    "China: Huawei's part of spending on the cloud",
    "china",
    "spend",
    0.13,
    _OMDIA,
    HALF_2025,
    "huawei_cloud",
)
_of_clouds(
    "B19 Tencent",
    "China: Tencent's part of spending on the cloud",
    "china",
    "spend",
    0.07,
    _OMDIA,
    HALF_2025,
    "tencent_cloud",
)
_of_clouds(
    "B19 Baidu",
    "China: Baidu's part of spending on the cloud",
    "china",
    "spend",
    0.06,
    _OMDIA,
    HALF_2025,
    "baidu_cloud",
)
_of_clouds(
    "B20 Volcano",
    "China: ByteDance's part of tokens on the cloud",
    "china",
    "tokens",
    0.49,
    _IDC,
    HALF_2025,
    "volcano",
    why_out=_OF_ITS_OWN,
)
_of_clouds(
    "B20 Alibaba",
    "China: Alibaba's part of tokens on the cloud",
    "china",
    "tokens",
    0.27,
    _IDC,
    HALF_2025,
    "alibaba_cloud",
    why_out=_OF_ITS_OWN,
)
_of_clouds(
    "B20 Baidu",
    "China: Baidu's part of tokens on the cloud",
    "china",
    "tokens",
    0.17,
    _IDC,
    HALF_2025,
    "baidu_cloud",
)


@row(
    "B19 order",
    "check",
    "China: runs in which Alibaba's cloud earns most",
    "share",
    low=0.5,
    source=_OMDIA,
    months=HALF_2025,
    weight="runs; dollars",
    numerator="runs in which no cloud earns more there",
    denominator="all runs",
)
def alibaba_first(branch: Branch) -> float:
    """Return 1 for a branch in which no cloud takes more money in China, else 0."""
    return _is_first(branch, "spend", "alibaba_cloud")


@row(
    "B20 order",
    "check",
    "China: runs in which ByteDance's cloud runs most tokens",
    "share",
    low=0.5,
    source=_IDC,
    months=HALF_2025,
    weight="runs; tokens",
    numerator="runs in which no cloud runs more there",
    denominator="all runs",
    why_out=_OF_ITS_OWN,
)
def volcano_first(branch: Branch) -> float:
    """Return 1 for a branch in which no cloud runs more tokens in China, else 0."""
    return _is_first(branch, "tokens", "volcano")


def _is_first(branch: Branch, units: str, cloud: str) -> float:
    region = REGIONS.index("china")
    worlds = [branch.worlds[month] for month in HALF_2025]
    served = np.sum([_served(world, region, getattr(world.sales, units)) for world in worlds], axis=0)
    return float(worlds[-1].clouds.id[int(served.argmax())] == cloud)
