"""The structure of the market: concentration, capture of value, clouds, the long tail, prices of quality."""

import numpy as np

from simulator.attributes import received
from simulator.entries import ORIGINS, REGIONS
from simulator.indicator import GROUPS, MEMBERSHIP, PLACES, UNITS, Cut, indicator, label_of_offers, shares, use
from simulator.world import STRATA, Kind, Receiver, World, total_by

_FIRST_QUALITY = 1165.0  # points


@indicator("concentration", "Concentration", "Herfindahl index")
def concentration(world: World) -> tuple[Cut, ...]:
    """Sum of the squared market shares of makers, or of origins; 1 is a monopoly, the long tail counts as nobody."""
    cuts = []
    for breakdown in ("maker", "origin"):
        amounts, _ = use(world, breakdown)
        part = shares(amounts)
        if breakdown == "maker":
            part = np.where((world.makers.kind == Kind.TAIL)[:, None, None, None], 0.0, part)
        index = (part[:, :, :1] ** 2).sum(axis=0)
        axes = ((breakdown, ("all",)), ("region", PLACES), ("buyer", GROUPS[:1]), ("units", UNITS))
        cuts.append(Cut(axes, index[None]))
    return tuple(cuts)


@indicator("value_capture", "Capture of value", "$M a month")
def value_capture(world: World) -> tuple[Cut, ...]:
    """Spending of enterprises on weights of an origin, by who receives it: makers, clouds, platforms, own IT."""
    sales = world.sales
    origin, _ = label_of_offers(world, "origin")
    cell = origin[sales.offer] * STRATA + sales.stratum
    paid = received(world)
    place = MEMBERSHIP[:, :, 0]
    cuts = []
    for receiver, axis in (
        (Receiver.MAKER, ("maker", ("all",))),
        (Receiver.CLOUD, ("cloud", ("all",))),
        (Receiver.OWN_IT, ("cloud", ("own_it",))),
        (Receiver.PLATFORM, ("channel", ("platform",))),
    ):
        by_stratum = total_by(cell, paid[:, receiver], len(ORIGINS) * STRATA).reshape(len(ORIGINS), STRATA)
        cuts.append(Cut((axis, ("origin", ORIGINS), ("region", PLACES)), (by_stratum @ place)[None]))
    return tuple(cuts)


@indicator("distrust", "Distrust", "utils per unit")
def distrust(world: World) -> tuple[Cut, ...]:
    """How much buyers in a region distrust models from an origin; negative is trust."""
    return (Cut((("origin", ORIGINS), ("region", REGIONS)), world.distrust.T),)


@indicator("cloud_capacity", "Capacity of clouds", "$M a month of serving cost, hardware of August 2023")
def cloud_capacity(world: World) -> tuple[Cut, ...]:
    """What a cloud can serve in a region."""
    return (Cut((("cloud", _clouds(world)), ("region", REGIONS)), world.clouds.capacity[1:]),)


@indicator("cloud_utilisation", "Utilisation of clouds", "share")
def cloud_utilisation(world: World) -> tuple[Cut, ...]:
    """What a cloud serves in a region over what it can serve there; above 1 it is overbooked."""
    return (Cut((("cloud", _clouds(world)), ("region", REGIONS)), world.clouds.utilisation[1:]),)


@indicator("chinese_cloud_share", "Chinese share of cloud capacity", "share")
def chinese_cloud_share(world: World) -> tuple[Cut, ...]:
    """The capacity of Chinese clouds in a region over that of all clouds there."""
    chinese = world.clouds.origin == ORIGINS.index("china")
    total = world.clouds.capacity.sum(axis=0)
    return (
        Cut((("region", REGIONS),), world.clouds.capacity[chinese].sum(axis=0) / np.where(total > 0.0, total, 1.0)),
    )


@indicator("tail_firms", "Firms of the long tail", "firms")
def tail_firms(world: World) -> tuple[Cut, ...]:
    """The small Chinese makers alive."""
    return (Cut((), np.array(float(len(world.tail)))),)


@indicator("tail_entries", "Entries into the long tail", "firms a month")
def tail_entries(world: World) -> tuple[Cut, ...]:
    """The small Chinese makers founded this month."""
    return (Cut((), np.array(float(world.tail_flow.entries))),)


@indicator("tail_exits", "Exits from the long tail", "firms a month")
def tail_exits(world: World) -> tuple[Cut, ...]:
    """The small Chinese makers that gave up this month."""
    return (Cut((), np.array(float(world.tail_flow.exits))),)


@indicator("tail_conversions", "Conversions in the long tail", "firms a month")
def tail_conversions(world: World) -> tuple[Cut, ...]:
    """The small Chinese makers that stopped training this month and now tune open models."""
    return (Cut((), np.array(float(world.tail_flow.conversions))),)


@indicator("downloads_total", "Downloads so far", "downloads")
def downloads_total(world: World) -> tuple[Cut, ...]:
    """Downloads of open weights since September 2023, by origin."""
    by_origin = total_by(world.makers.origin[world.models.maker], world.models.downloads_total, len(ORIGINS))
    return (Cut((("origin", ORIGINS),), by_origin),)


@indicator("price_near_frontier", "Cheapest price near the frontier", "$ per million tokens")
def price_near_frontier(world: World) -> tuple[Cut, ...]:
    """The lowest list price among models within 100 points of the best."""
    return _cheapest(world, world.economy.frontier - 100.0)


@indicator("price_of_first_quality", "Cheapest price of the quality of September 2023", "$ per million tokens")
def price_of_first_quality(world: World) -> tuple[Cut, ...]:
    """The lowest list price among models as good as the best of September 2023, 1,165 points."""
    return _cheapest(world, _FIRST_QUALITY)


def _cheapest(world: World, points: float) -> tuple[Cut, ...]:
    able = world.models.live & (world.models.list_price > 0.0) & (world.models.capability >= points)
    price = world.models.list_price[able].min(initial=np.inf)
    return (Cut((), np.array(price), np.array(np.isfinite(price))),)


def _clouds(world: World) -> tuple[str, ...]:
    return tuple(map(str, world.clouds.id[1:]))
