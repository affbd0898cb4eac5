"""Who is used, who is paid, and how much leaks."""

import numpy as np

from simulator.attributes import hosted, received
from simulator.entries import BUYERS, ORIGINS, REGIONS
from simulator.indicator import (
    BREAKDOWNS,
    GROUPS,
    MEMBERSHIP,
    PLACES,
    UNITS,
    Cut,
    indicator,
    label_of_offers,
    maker_ids,
    shares,
    tally,
    use,
)
from simulator.world import STRATA, Channel, Flags, Floats, Ints, Origin, Receiver, World, total_by

_COARSE = ("origin", "openness", "channel")  # few labels: every group of buyers in all units
_ALL = GROUPS[:1]
_SOUTH = ("latin_america", "southeast_asia", "singapore", "middle_east_africa")
_TOLD_APART = ("all", "startup", "corporations")


@indicator("market_share", "Market share", "share")
def market_share(world: World) -> tuple[Cut, ...]:
    """Weight of the adopted enterprise buyers who use a maker's weights, whoever hosts them, over that of all."""
    cuts = []
    for breakdown in BREAKDOWNS:
        amounts, labels = use(world, breakdown)
        part = shares(amounts)
        if breakdown in _COARSE:
            cuts.append(_cut(breakdown, labels, part, GROUPS, UNITS, None))
            continue
        present = _on_offer(world, breakdown)
        groups = GROUPS if breakdown == "maker" else _ALL
        cuts.append(_cut(breakdown, labels, part[:, :, : len(groups), :1], groups, UNITS[:1], present))
        cuts.append(_cut(breakdown, labels, part[:, :, :1, 1:], _ALL, UNITS[1:], present))
    return tuple(cuts)


@indicator("origin_share_of_open_use", "Share of open-model use by origin", "share")
def origin_share_of_open_use(world: World) -> tuple[Cut, ...]:
    """Weight of the buyers who use open weights from an origin over that of all buyers who use open weights."""
    return (_cut("origin", ORIGINS, shares(_open_use(world)), GROUPS, UNITS, None),)


@indicator("spend", "Spending on models", "$M a month")
def spend(world: World) -> tuple[Cut, ...]:
    """What enterprises pay for the use of models, to whomever."""
    amounts, _ = use(world, "channel")
    return (Cut((("region", PLACES), ("buyer", GROUPS)), amounts[..., UNITS.index("spend")].sum(axis=0)),)


@indicator("receipts", "Receipts", "$M a month")
def receipts(world: World) -> tuple[Cut, ...]:
    """Who receives what enterprises pay: makers, clouds, inference platforms (a channel), their own IT (a cloud)."""
    sales, offers = world.sales, world.offers
    by_receiver = received(world)
    maker = world.models.maker[offers.model[sales.offer]]
    to_makers = _by_place(maker * STRATA + sales.stratum, by_receiver[:, Receiver.MAKER], len(world.makers))
    paid = np.array([_by_place(sales.stratum, by_receiver[:, number], 1)[0] for number in Receiver])
    clouds = tuple(map(str, world.clouds.id[1:]))
    return (
        Cut((("maker", maker_ids(world)), ("region", PLACES)), to_makers, _on_offer(world, "maker")),
        Cut((("cloud", clouds), ("region", PLACES)), _clouds_by_place(world)),
        Cut((("cloud", ("own_it",)), ("region", PLACES)), paid[Receiver.OWN_IT : Receiver.OWN_IT + 1]),
        Cut((("channel", ("platform",)), ("region", PLACES)), paid[Receiver.PLATFORM : Receiver.PLATFORM + 1]),
    )


@indicator("leakage", "Leakage", "share")
def leakage(world: World) -> tuple[Cut, ...]:
    """Part of what is spent on using weights of an origin, or of one maker, that does not reach their makers."""
    groups = [GROUPS.index(name) for name in _TOLD_APART]
    by_origin, by_maker = leaked(world, "origin")[:, :, groups], leaked(world, "maker")[:, :, 0]
    return (
        Cut((("origin", ORIGINS), ("region", PLACES), ("buyer", _TOLD_APART)), by_origin),
        Cut((("maker", maker_ids(world)), ("region", PLACES)), by_maker, _on_offer(world, "maker")),
    )


@indicator("cloud_concentration", "Concentration of clouds", "Herfindahl index")
def cloud_concentration(world: World) -> tuple[Cut, ...]:
    """Sum of the squared shares of clouds in what enterprises pay to clouds; 1 is a monopoly, 0: none is paid.

    Buyers' own IT, which nobody sells, and inference platforms, which are many firms on rented clouds, are left out.
    """
    return (Cut((("region", PLACES),), (shares(_clouds_by_place(world)) ** 2).sum(axis=0)),)


@indicator("chinese_receipts_abroad", "Chinese makers' receipts from abroad", "$M a month")
def chinese_receipts_abroad(world: World) -> tuple[Cut, ...]:
    """What enterprises outside China pay Chinese makers for the use of their models."""
    by_region = _chinese_receipts(world)
    return (Cut((), by_region.sum() - by_region[REGIONS.index("china")]),)


@indicator("chinese_receipts_south", "Chinese makers' receipts from the global south", "$M a month")
def chinese_receipts_south(world: World) -> tuple[Cut, ...]:
    """What enterprises in Latin America, Southeast Asia, Singapore, the Middle East and Africa pay Chinese makers."""
    return (Cut((), _chinese_receipts(world)[[REGIONS.index(name) for name in _SOUTH]].sum()),)


@indicator("price_level", "Price level", "$ per million tokens")
def price_level(world: World) -> tuple[Cut, ...]:
    """Spending over tokens: the mean price of what is in use."""
    amounts, _ = use(world, "channel")
    total = amounts.sum(axis=0)
    tokens = total[..., UNITS.index("tokens")]
    price = total[..., UNITS.index("spend")] / np.where(tokens > 0.0, tokens, 1.0)
    return (Cut((("region", PLACES), ("buyer", GROUPS)), price),)


def leaked(world: World, breakdown: str) -> Floats:
    """Return `(labels, places, groups)` leakage, 0 where nothing is used."""
    sales, offers = world.sales, world.offers
    number, labels = label_of_offers(world, breakdown)
    cell = number[sales.offer].astype(np.int64) * STRATA + sales.stratum
    received = total_by(cell, sales.spend * offers.receipt[sales.offer, Receiver.MAKER], len(labels) * STRATA)
    spent = total_by(cell, sales.spend, len(labels) * STRATA)
    flat = MEMBERSHIP.reshape(STRATA, -1)
    kept, total = (amount.reshape(len(labels), STRATA) @ flat for amount in (received, spent))
    part = np.where(total > 0.0, 1.0 - kept / np.where(total > 0.0, total, 1.0), 0.0)
    return part.reshape(len(labels), len(PLACES), len(GROUPS))


def _chinese_receipts(world: World) -> Floats:
    """Return `(regions,)` what enterprises pay Chinese makers."""
    sales, offers = world.sales, world.offers
    chinese = world.makers.origin[world.models.maker[offers.model[sales.offer]]] == Origin.CHINA
    paid = sales.spend * offers.receipt[sales.offer, Receiver.MAKER] * chinese
    return total_by(sales.stratum // len(BUYERS), paid, len(REGIONS))


def _open_use(world: World) -> Floats:
    """Return `(origins, places, groups, units)` use of open weights."""
    model = world.offers.model[world.sales.offer]
    origin = world.makers.origin[world.models.maker[model]]
    opened = world.models.open[model]
    return tally(world, np.where(opened, origin, len(ORIGINS)).astype(np.int32), len(ORIGINS) + 1)[: len(ORIGINS)]


def _clouds_by_place(world: World) -> Floats:
    """Return `(clouds, places)` $M a month, the null cloud left out."""
    sales, offers = world.sales, world.offers
    paid = received(world)[:, Receiver.CLOUD]
    listed = offers.through(Channel.MARKETPLACE)[sales.offer]
    return (hosted(world, paid * listed, paid * ~listed) @ MEMBERSHIP[:: len(BUYERS), :, 0])[1:]


def _by_place(cell: Ints, amount: Floats, count: int) -> Floats:
    """Return `(count, places)` amounts summed over all types of buyers."""
    cube = total_by(cell, amount, count * STRATA).reshape(count, STRATA)
    return cube @ MEMBERSHIP[:, :, 0]


def _on_offer(world: World, breakdown: str) -> Flags:
    """Return which makers or models are on the market."""
    live = world.models.live
    if breakdown == "model":
        return live
    present = np.zeros(len(world.makers), dtype=bool)
    present[world.models.maker[live]] = True
    return present


def _cut(
    breakdown: str,
    labels: tuple[str, ...],
    values: Floats,
    groups: tuple[str, ...],
    units: tuple[str, ...],
    present: Flags | None,
) -> Cut:
    axes = ((breakdown, labels), ("region", PLACES), ("buyer", groups), ("units", units))
    return Cut(axes, values, present)
