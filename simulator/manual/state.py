"""The state of the market: the sets that number its rows, and every column of its tables and of the law."""

import ast
import re

from pydantic import BaseModel

from simulator import rules, world
from simulator.accounts import Accounts
from simulator.attributes import ATTRIBUTES, TASTES
from simulator.dates import HORIZON, NOW, month_words
from simulator.entries import BUYERS, KINDS, ORIGINS, REGIONS, Cloud, Maker, Model, Region
from simulator.indicator import GROUPS, PLACES, UNITS
from simulator.manual.markdown import codes, sentence, table
from simulator.manual.source import docstring, fields, name_of, read
from simulator.parameters import declaration
from simulator.world import CHANNELS, RECEIVERS, STRATA, SWITCHES, Status

_SHAPE = re.compile(r"\((\w+,|\w+(?:, \w+)+)\)\s*(.*)")

TABLES = (
    "Regions",
    "Makers",
    "Models",
    "Clouds",
    "Offers",
    "Buyers",
    "Tail",
    "TailFlow",
    "Consumers",
    "Sales",
    "Economy",
    "Switching",
    "World",
)
"""The classes of `world` whose fields are the state of the market."""

_TYPES = {
    "Floats": "float64",
    "Singles": "float32",
    "Ints": "int32",
    "Months": "int16",
    "Shorts": "int16",
    "Flags": "bool",
    "Words": "text",
}
_UNITS = (
    "$M of monthly serving cost at the hardware of August 2023",
    "$ per million tokens",
    "$M a month",
    "$ a month",
    "$M",
    "trillion tokens a month",
    "trillion tokens",
    "million a month",
    "million",
    "hazard a year",
    "utils per unit",
    "utils",
    "points",
    "months",
    "share",
    "index",
    "factor",
)
_UNIT = re.compile("(" + "|".join(map(re.escape, _UNITS)) + r")(?=$|[ ,;:])[ ,;:]*(.*)")
_ENTRIES: dict[str, type[BaseModel]] = {"Regions": Region, "Makers": Maker, "Models": Model, "Clouds": Cloud}
_NAMES_IN_FILES = {
    "Regions.software_spend": "software_spend_bn_a_year",
    "Regions.online_population": "online_population_million",
    "Regions.revenue_per_payer": "revenue_per_payer_a_month",
    "Makers.core_profit": "core_profit_million_a_month",
    "Models.cadence": "cadence_months",
    "Clouds.capex_2026": "capex_2026_bn",
    "Makers.ambition": "research_ambition",
    "Makers.efficiency": "research_efficiency",
    "Makers.monetisation": "consumer_monetisation",
    "Clouds.split": "capacity_split",
}

# What a column means where neither the comment beside it nor the declaration of a scenario file says it in full: unit
# (empty = as the comment has it) and meaning.
_MEANINGS = {
    "Regions.name": ("text", "Name shown to people."),
    "Regions.software_spend": ("", "What its enterprises spend on software, September 2023."),
    "Regions.distrust": ("utils per unit", "Distrust of each origin before policies and the Europe rule."),
    "Regions.exposure": ("index", "Unease about data under each jurisdiction."),
    "Makers.id": ("text", "Name in files."),
    "Makers.name": ("text", "Name shown to people."),
    "Makers.origin": ("number of an origin", "Where it comes from."),
    "Makers.kind": ("number of a kind", "How it is funded."),
    "Makers.own_cloud": ("row of clouds", "The cloud that its group owns; 0 = none."),
    "Makers.host_cloud": ("row of clouds", "The cloud that serves its own service; 0 = none."),
    "Makers.ambition": ("frontier programmes", "Research planned."),
    "Makers.waits": ("", "Waits for an event before it enters."),
    "Makers.capability": ("", "Latent capability: what its laboratory has."),
    "Makers.tokens": ("", "Tokens served on its own service so far."),
    "Models.lag": ("", "How far it stays behind its maker's best."),
    "Models.unit_cost": ("", "Serving cost at its maker's host."),
    "Models.unit_cost_abroad": ("", "Serving cost at any other host."),
    "Models.list_price": ("", "What its maker asks."),
    "Consumers.adoption": ("", "People online who chat with models."),
    "Consumers.share": ("share", "Of applications in use, by maker."),
    "Consumers.users": ("", "Users of a maker's application a month."),
    "Consumers.revenue": ("", "What consumers pay a maker."),
    "Consumers.through_store": ("", "Part of it that goes through Apple's App Store."),
    "Buyers.taste": ("", "What it weighs, in the order of the tastes."),
    "Economy.hardware_cost": ("", "Cost of hardware and serving software, August 2023 = 1."),
    "Economy.capability_pull": ("", "Factor on adoption."),
    "Makers.enters": ("month", "The month in which it enters; `NEVER` = not by the calendar."),
    "Makers.wrapper": ("yes or no", "Whether it wraps the models of others."),
    "Makers.app": ("log", "Attraction of its chat application; −∞ = none."),
    "Makers.app_shift": ("log", "Added to that attraction before a month."),
    "Makers.app_shift_until": ("month", "That month."),
    "Makers.cash": ("", "Cash in the till; illustrative."),
    "Makers.entered": ("month", "The month in which it entered; `NEVER` = not yet."),
    "Makers.listed": ("yes or no", "Whether its shares are listed."),
    "Makers.raised": ("month", "The month of its last round."),
    "Makers.behind": ("", "Months in a row too far behind the best open model."),
    "Makers.revenue": (
        "",
        "What its customers paid this month: enterprises, consumers, national programmes; the long tail's own.",
    ),
    "Makers.revenue_of_year": ("$M a month", "Revenue of each of the last twelve months, this one first."),
    "Makers.profit": ("", "Profit on models this month: revenue and grants for serving less costs; no capital."),
    "Makers.reported_loss": ("", "Loss this month, with the charge on preferred shares."),
    "Makers.group_profit": ("", "Profit this month with the group's other business."),
    "Makers.valuation": ("", "What investors think it is worth."),
    "Makers.status": ("number of a status", "Where it stands in its life."),
    "Makers.research": ("", "Its own spending on research this month."),
    "Makers.scale": ("frontier programmes", "Effective research this month."),
    "Models.id": ("text", "Name in files."),
    "Models.name": ("text", "Name shown to people."),
    "Models.maker": ("row of makers", "Who makes it."),
    "Models.launch": ("month", "The month in which it is launched; `NEVER` = when its maker enters."),
    "Models.open_from": ("month", "The month from which its weights are open; `NEVER` = closed."),
    "Models.listed_abroad_from": ("month", "The month from which clouds of other origins offer it."),
    "Models.live": ("yes or no", "Launched, and its maker is on the market."),
    "Models.open": ("yes or no", "Its weights are open."),
    "Models.released": ("yes or no", "A new version came out this month."),
    "Models.capability": ("", "Capability of the released version."),
    "Models.since": ("", "Time since the last release."),
    "Models.releases": ("versions", "Versions released so far."),
    "Models.variants": ("models", "Open versions so far."),
    "Models.derivatives": ("models", "What others have built on it and still use."),
    "Models.download_share": ("share", "Its part of all downloads, which follows its pull."),
    "Models.downloads": ("downloads", "Downloads this month."),
    "Models.downloads_total": ("downloads", "Downloads so far."),
    "Models.awareness": ("", "Buyers who know of it."),
    "Clouds.id": ("text", "Name in files."),
    "Clouds.name": ("text", "Name shown to people."),
    "Clouds.origin": ("number of an origin", "Where it comes from: the jurisdiction of its data centres."),
    "Clouds.group": ("row of makers", "The maker to whose group it belongs; 0 = none."),
    "Clouds.capex_2026": ("", "Investment in data centres in 2026."),
    "Clouds.open_only": ("yes or no", "Whether it carries open models only."),
    "Clouds.capacity": ("", "What it can serve."),
    "Clouds.utilisation": ("share", "Load over capacity, last month's while this month is under way."),
    "Clouds.price": ("index", "Price of compute; 1 = normal."),
    "Clouds.attraction": ("weight", "Weight among the hosts of a marketplace."),
    "Clouds.lists": ("yes or no", "Which models it carries."),
    "Offers.model": ("row of models", "What is offered."),
    "Offers.channel": ("number of a channel", "How it is reached."),
    "Offers.feasible": ("yes or no", "Whether it can be had, before bans."),
    "Offers.price": ("", "Price; of self-hosting, the cost before the buyer's overhead."),
    "Offers.receipt": ("share", "Who gets a dollar spent on it; sums to one."),
    "Buyers.region": ("number of a region", "Where it buys."),
    "Buyers.kind": ("number of a type", "Type of buyer."),
    "Buyers.stratum": ("number of a stratum", "Region × 4 + type."),
    "Buyers.budget": ("", "Budget for models at saturation, September 2023."),
    "Buyers.threshold": ("share", "It adopts when adoption in its stratum reaches this."),
    "Buyers.liking": ("standard normal", "Lasting liking of each model."),
    "Buyers.threshold_of_awareness": ("share", "It considers a model whose awareness exceeds this."),
    "Buyers.switching_cost": ("", "Cost of changing the model."),
    "Buyers.offer": ("row of offers", "What it uses; 0 = nothing."),
    "Buyers.adopted": ("month", "The month of adoption; `NEVER` = not yet."),
    "Tail.firm": ("number", "Identity; no number is given twice."),
    "Tail.trains": ("yes or no", "Trains its own models; else it tunes open ones."),
    "Tail.capability": ("points", "Capability of its model."),
    "Tail.cash": ("", "Cash in the till."),
    "Tail.burn": ("", "Its costs of staff and machines."),
    "Tail.quality": ("standard normal", "How good it is at tuning; drawn once."),
    "TailFlow.founded": ("firms", "Firms ever founded."),
    "TailFlow.entries": ("firms a month", "Founded this month."),
    "TailFlow.exits": ("firms a month", "Given up this month."),
    "TailFlow.conversions": ("firms a month", "Trainers that became tuners this month."),
    "Sales.offer": ("row of offers", "What was bought."),
    "Sales.stratum": ("number of a stratum", "By whom."),
    "Sales.workload": ("", "Budgets at work, which is what surveys of use count."),
    "Sales.spend": ("", "Dollars spent."),
    "Sales.tokens": ("", "Tokens run."),
    "Economy.programme_cost": ("", "Cost of one frontier programme."),
    "Economy.frontier": ("", "The best live model."),
    "Economy.open_frontier": ("", "The best open model."),
    "Economy.reference_price": ("", "Price of the frontier at a plain margin."),
    "Economy.sentiment": ("index", "Mood of investors by origin; 1 = normal."),
    "Switching.workload": ("", "Workload that decided this month, by how."),
    "Switching.adaptation_cost": ("", "Cost of rebuilding after forced switches this month."),
    "Rules.capability_loss": ("", "Points that a laboratory loses."),
    "Rules.awareness_floor": ("", "Buyers everywhere who know of it at least."),
    "Rules.delisted": ("", "Clouds that may not carry a maker's models."),
    "Rules.friction": ("", "Added friction, in utils."),
    "Rules.distrust_factor": ("", "Factor on distrust where it is above zero."),
    "Rules.endorsement": ("", "A government's word for a model."),
    "Rules.open_endorsement": ("", "A government's word for every open model."),
    "Rules.ban_signal": ("", "News that makes buyers fear a ban, hazard a year."),
    "Rules.exposure_presence": ("", "Added unease that local data centres take away."),
    "Rules.destinations": ("", "Where redirected investment goes."),
    "Rules.distrust_shift": ("", "Added distrust, utils per unit."),
    "Rules.apps_banned": ("", "Chat applications taken off the market."),
    "Rules.takeovers_blocked": ("", "Share of takeovers that is blocked."),
    "Rules.deals": ("", "Takeovers that are agreed at a price."),
    "Rules.payments": ("", "Public money for the groups of models' makers."),
    "Rules.reasons": ("", "What each measure wrote, in the order of the timeline."),
    "World.month": ("month", "Number of the month that has ended; −1 = August 2023."),
    "World.adoption": ("", "Enterprises that buy models."),
    "World.ban_belief": ("hazard a year", "Perceived hazard that models of an origin become unusable."),
    "World.distrust": ("utils per unit", "Distrust of each origin after policies and the Europe rule."),
    "World.payments": ("", "Payments of the month from payer (row) to payee (column)."),
    "World.news": ("items", "What a newspaper would report of the month."),
}


def indices_table() -> str:
    """Return the sets that number the rows and columns of every array."""
    rows = (
        (
            "months",
            HORIZON,
            f"0 = {month_words(0)}, {NOW} = {month_words(NOW)}, {HORIZON - 1} = {month_words(HORIZON - 1)}",
        ),
        ("regions", len(REGIONS), codes(REGIONS)),
        ("types of buyer", len(BUYERS), codes(BUYERS)),
        ("strata", STRATA, "region × type, numbered region × 4 + type"),
        ("origins", len(ORIGINS), codes(ORIGINS)),
        ("kinds of maker", len(KINDS), codes(KINDS)),
        ("statuses of a maker", len(Status), codes(status.name.lower() for status in Status)),
        ("channels", len(CHANNELS), codes(CHANNELS)),
        ("receivers", len(RECEIVERS), codes(RECEIVERS)),
        ("tastes", len(TASTES), codes(TASTES)),
        ("attributes", len(ATTRIBUTES), codes(ATTRIBUTES)),
        ("switches", len(SWITCHES), codes(SWITCHES)),
        ("accounts", "10 + makers + clouds", f"{codes(Accounts.OUTSIDE)}; then one for each row of makers and clouds"),
        ("places", len(PLACES), f"of indicators: {codes(PLACES)}"),
        ("groups", len(GROUPS), f"of indicators: {codes(GROUPS)}"),
        ("units", len(UNITS), f"of indicators: {codes(UNITS)}"),
    )
    return table(("set", "size", "members, in order"), rows)


def columns_table() -> str:
    """Return every column of every table of the world: shape, type, unit and meaning."""
    tree, comments = read(world)
    return "\n\n".join(
        f"### {name}\n\n{docstring(tree, name)}\n\n"
        + table(("name", "shape", "type", "unit", "meaning"), _columns(tree, comments, name))
        for name in TABLES
    )


def law_table() -> str:
    """Return every column of the law of a month: shape, type and meaning."""
    tree, comments = read(rules)
    rows = []
    for field in fields(tree, "Rules"):
        name, kind = name_of(field), ast.unparse(field.annotation)
        shape, comment = _shape(comments.get(field.lineno, ""))
        declared = rules.COLUMNS.get(name)
        if declared is not None and declared.shape:
            shape = f"({', '.join(declared.shape)}{',' if len(declared.shape) == 1 else ''})"
        meaning = _MEANINGS.get(f"Rules.{name}", ("", comment))[1]
        rows.append((f"`{name}`", shape or "one", _TYPES.get(kind, kind), sentence(meaning)))
    return table(("name", "shape", "type", "meaning"), rows)


def _columns(tree: ast.Module, comments: dict[int, str], owner: str) -> list[tuple[str, ...]]:
    rows: list[tuple[str, ...]] = []
    for field in fields(tree, owner):
        name, kind = name_of(field), ast.unparse(field.annotation)
        shape, comment = _shape(comments.get(field.lineno, ""))
        unit, meaning = _unit_and_meaning(owner, name, comment)
        unit = unit or ("yes or no" if kind == "Flags" else "–")
        if kind in TABLES:
            shape, unit, meaning = "table", "–", f"See {kind}."
        elif not shape:
            shape = "one" if owner in {"TailFlow", "Economy", "World"} else f"({owner.lower()},)"
        rows.append((f"`{name}`", shape, _TYPES.get(kind, kind if kind not in TABLES else "–"), unit, meaning))
    return rows


def _unit_and_meaning(owner: str, name: str, comment: str) -> tuple[str, str]:
    """Return what the comment beside a field says, completed by the declarations of scenario files and by hand."""
    found = _UNIT.fullmatch(comment)
    unit, meaning = (found[1], found[2]) if found else ("", comment)
    entry = _ENTRIES.get(owner)
    in_file = _NAMES_IN_FILES.get(f"{owner}.{name}", name)
    if entry and in_file in entry.model_fields:
        said = declaration(entry, in_file)
        unit = unit or (said.unit if said else "")
        meaning = meaning or entry.model_fields[in_file].description or ""
    by_hand = _MEANINGS.get(f"{owner}.{name}", ("", ""))
    return by_hand[0] or unit, sentence(by_hand[1] or meaning)


def _shape(comment: str) -> tuple[str, str]:
    found = _SHAPE.fullmatch(comment)
    return (f"({found[1]})", found[2]) if found else ("", comment)
