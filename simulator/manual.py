"""The parts of the model's documents that the code itself declares, as Markdown.

`python -m simulator.manual` writes them between their markers in `NOTATION.md` and `assets/odd.md`; a test fails where
a document and the code have parted.
"""

from __future__ import annotations

import ast
import inspect
import io
import re
import tokenize
from collections.abc import Callable, Iterable, Sequence
from pathlib import Path
from types import ModuleType

from pydantic import BaseModel

from simulator import engine, rules, world
from simulator.accounts import Accounts
from simulator.assumptions import Assumptions
from simulator.attributes import ATTRIBUTES, TASTES
from simulator.dates import HORIZON, NEVER, NOW, month_words
from simulator.engine import MONTH
from simulator.entries import BUYERS, KINDS, ORIGINS, REGIONS, Cloud, Maker, Model, Region
from simulator.indicator import GROUPS, INDICATORS, PLACES, UNITS
from simulator.parameters import Param, declaration
from simulator.policy import POLICIES, Policy, target_words
from simulator.rules import Draft
from simulator.world import CHANNELS, RECEIVERS, STRATA, SWITCHES, Status

DOCUMENTS = (Path(__file__).with_name("NOTATION.md"), Path(__file__).parents[1] / "assets" / "odd.md")
_HERE = Path(__file__).parent
_MARKED = re.compile(r"(<!-- begin (\w+)[^>]*-->\n).*?(<!-- end \2 -->)", re.DOTALL)
_SHAPE = re.compile(r"\((\w+,|\w+(?:, \w+)+)\)\s*(.*)")
_DRAW = re.compile(r"""\.(uniform|normal|places)(?:s_for)?\(\(?((?:\s*f?"[^"]+",?)+)""")
_QUOTED = re.compile(r'"([^"]+)"')

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
    "Makers.revenue": ("", "What it received for models this month, from whomever."),
    "Makers.revenue_of_year": ("$M a month", "Revenue of each of the last twelve months, this one first."),
    "Makers.profit": ("", "Profit on models this month."),
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


# --- generated sections -----------------------------------------------------------------------------------------


def indices_table() -> str:
    """Return the sets that number the rows and columns of every array."""
    rows = (
        ("months", HORIZON, f"0 = {month_words(0)}, {NOW} = {month_words(NOW)}, {HORIZON - 1} = {_last_month()}"),
        ("regions", len(REGIONS), _codes(REGIONS)),
        ("types of buyer", len(BUYERS), _codes(BUYERS)),
        ("strata", STRATA, "region × type, numbered region × 4 + type"),
        ("origins", len(ORIGINS), _codes(ORIGINS)),
        ("kinds of maker", len(KINDS), _codes(KINDS)),
        ("statuses of a maker", len(Status), _codes(status.name.lower() for status in Status)),
        ("channels", len(CHANNELS), _codes(CHANNELS)),
        ("receivers", len(RECEIVERS), _codes(RECEIVERS)),
        ("tastes", len(TASTES), _codes(TASTES)),
        ("attributes", len(ATTRIBUTES), _codes(ATTRIBUTES)),
        ("switches", len(SWITCHES), _codes(SWITCHES)),
        ("accounts", "10 + makers + clouds", f"{_codes(Accounts.OUTSIDE)}; then one for each row of makers and clouds"),
        ("places", len(PLACES), f"of indicators: {_codes(PLACES)}"),
        ("groups", len(GROUPS), f"of indicators: {_codes(GROUPS)}"),
        ("units", len(UNITS), f"of indicators: {_codes(UNITS)}"),
    )
    return _table(("set", "size", "members, in order"), rows)


def columns_table() -> str:
    """Return every column of every table of the world: shape, type, unit and meaning."""
    tree, comments = _read(world)
    return "\n\n".join(
        f"### {name}\n\n{_docstring(tree, name)}\n\n"
        + _table(("name", "shape", "type", "unit", "meaning"), _columns(tree, comments, name))
        for name in TABLES
    )


def law_table() -> str:
    """Return every column of the law of a month: shape, type and meaning."""
    tree, comments = _read(rules)
    rows = []
    for field in _fields(tree, "Rules"):
        shape, comment = _shape(comments.get(field.lineno, ""))
        name, kind = _name(field), ast.unparse(field.annotation)
        meaning = _MEANINGS.get(f"Rules.{name}", ("", comment))[1]
        rows.append((f"`{name}`", shape or "one", _TYPES.get(kind, kind), _sentence(meaning)))
    return _table(("name", "shape", "type", "meaning"), rows)


def vocabulary_table() -> str:
    """Return every verb in which policies write the law, and the policies that use it."""
    verbs = {name: verb for name, verb in vars(Draft).items() if inspect.isfunction(verb) and _is_verb(name)}
    used = {name: [key for key in sorted(POLICIES) if name in _verbs_of(POLICIES[key])] for name in verbs}
    return _table(
        ("verb", "effect", "used by"),
        [(f"`{name}`", _summary(verb), _codes(used[name]) or "no policy") for name, verb in verbs.items()],
    )


def cast_table() -> str:
    """Return what a scenario file says of each region, maker, model and cloud."""
    parts = []
    for entry in (Region, Maker, Model, Cloud):
        rows = []
        for field, details in entry.model_fields.items():
            said = declaration(entry, field)
            unit, reach, source = (said.unit, _reach(said), said.source) if said else ("–", "–", "–")
            default = "required" if details.is_required() else _value(details.default)
            rows.append((f"`{field}`", default, unit, reach, details.description or "–", source))
        heading = ("name", "default", "unit", "range", "meaning", "source")
        parts.append(f"### {entry.__name__}\n\n{inspect.getdoc(entry)}\n\n{_table(heading, rows)}")
    return "\n\n".join(parts)


def assumptions_table() -> str:
    """Return every assumption: path, default, unit, range, meaning and source."""
    parts = []
    for group, numbers in Assumptions():
        rows = []
        for field, value in numbers:
            said = declaration(type(numbers), field)
            if said is None:
                raise TypeError(f"{group}.{field} is declared without param()")
            rows.append((f"`{group}.{field}`", _value(value), said.unit, _reach(said), said.help, said.source))
        heading = ("path", "default", "unit", "range", "meaning", "source")
        parts.append(f"### {group}\n\n{inspect.getdoc(type(numbers))}\n\n{_table(heading, rows)}")
    return "\n\n".join(parts)


def policy_numbers_table() -> str:
    """Return every number and choice of every policy."""
    rows = []
    for key in sorted(POLICIES):
        for field, details in POLICIES[key].model_fields.items():
            said = declaration(POLICIES[key], field)
            unit, reach = (said.unit, _reach(said)) if said else ("–", "–")
            rows.append((f"`{key}`", f"`{field}`", _value(details.default), unit, reach, details.description or "–"))
    return _table(("policy", "number", "default", "unit", "range", "meaning"), rows)


def policies_table() -> str:
    """Return every policy by actor: what it does, who has done it, at whom it aims and how strongly."""
    kinds = [POLICIES[key] for key in sorted(POLICIES)]
    actors = sorted({kind.actor for kind in kinds})
    return "\n\n".join(
        "\n".join([f"**{actor}**", "", *(_policy_item(kind) for kind in kinds if kind.actor == actor)])
        for actor in actors
    )


def indicators_table() -> str:
    """Return every indicator that each month is recorded by: unit and definition."""
    parts = [INDICATORS[name] for name in sorted(INDICATORS)]
    return _table(
        ("indicator", "label", "unit", "definition"),
        [(f"`{part.name}`", part.label, part.unit, part.definition) for part in parts],
    )


def schedule_table() -> str:
    """Return the phases of a month, in order."""
    tree, comments = _read(engine)
    order = next(part.value for part in tree.body if isinstance(part, ast.AnnAssign) and _name(part) == "MONTH")
    lines = [element.lineno for element in order.elts] if isinstance(order, ast.Tuple) else []
    rows = [
        (
            number,
            f"`{phase.__name__}`",
            f"`market/{inspect.unwrap(phase).__module__.rpartition('.')[2]}.py`",
            comments[line],
            _summary(phase).removeprefix("Return the world "),
        )
        for number, (phase, line) in enumerate(zip(MONTH, lines, strict=True), start=1)
    ]
    return _table(("#", "phase", "file", "what happens", "leaves the world"), rows)


def luck_table() -> str:
    """Return every purpose for which luck is drawn, and where."""
    rows = []
    for path in sorted([*_HERE.glob("*.py"), *_HERE.glob("market/*.py")]):
        if path.name in {"luck.py", Path(__file__).name}:
            continue
        found = _DRAW.findall(path.read_text(encoding="utf-8"))
        words = {"uniform": "uniform", "normal": "standard normal", "places": "row of a table of draws"}
        place = f"`{path.relative_to(_HERE).as_posix()}`"
        rows += [(purpose, words[draw], place) for draw, said in found for purpose in _QUOTED.findall(said)]
    return _table(("purpose", "draw", "drawn in"), dict.fromkeys(rows))


SECTIONS: dict[str, Callable[[], str]] = {
    "indices": indices_table,
    "columns": columns_table,
    "law": law_table,
    "vocabulary": vocabulary_table,
    "cast": cast_table,
    "assumptions": assumptions_table,
    "policy_numbers": policy_numbers_table,
    "policies": policies_table,
    "indicators": indicators_table,
    "schedule": schedule_table,
    "luck": luck_table,
}
"""What stands between the markers of a document, by name."""


def refreshed(text: str) -> str:
    """Return a document with each marked section as the code declares it now."""
    return _MARKED.sub(lambda found: f"{found[1]}\n{SECTIONS[found[2]]()}\n\n{found[3]}", text)


def main() -> None:
    """Refresh the generated sections of every document."""
    for path in DOCUMENTS:
        path.write_text(refreshed(path.read_text(encoding="utf-8")), encoding="utf-8")


# --- rows of the world's tables -----------------------------------------------------------------------------------


def _columns(tree: ast.Module, comments: dict[int, str], table: str) -> list[tuple[str, ...]]:
    rows: list[tuple[str, ...]] = []
    for field in _fields(tree, table):
        name, kind = _name(field), ast.unparse(field.annotation)
        shape, comment = _shape(comments.get(field.lineno, ""))
        unit, meaning = _unit_and_meaning(table, name, comment)
        unit = unit or ("yes or no" if kind == "Flags" else "–")
        if kind in TABLES:
            shape, unit, meaning = "table", "–", f"See {kind}."
        elif not shape:
            shape = "one" if table in {"TailFlow", "Economy", "World"} else f"({table.lower()},)"
        rows.append((f"`{name}`", shape, _TYPES.get(kind, kind if kind not in TABLES else "–"), unit, meaning))
    return rows


def _unit_and_meaning(table: str, name: str, comment: str) -> tuple[str, str]:
    """Return what the comment beside a field says, completed by the declarations of scenario files and by hand."""
    found = _UNIT.fullmatch(comment)
    unit, meaning = (found[1], found[2]) if found else ("", comment)
    entry = _ENTRIES.get(table)
    in_file = _NAMES_IN_FILES.get(f"{table}.{name}", name)
    if entry and in_file in entry.model_fields:
        said = declaration(entry, in_file)
        unit = unit or (said.unit if said else "")
        meaning = meaning or entry.model_fields[in_file].description or ""
    by_hand = _MEANINGS.get(f"{table}.{name}", ("", ""))
    return by_hand[0] or unit, _sentence(by_hand[1] or meaning)


def _shape(comment: str) -> tuple[str, str]:
    found = _SHAPE.fullmatch(comment)
    return (f"({found[1]})", found[2]) if found else ("", comment)


# --- rows of policies -----------------------------------------------------------------------------------------------


def _policy_item(kind: type[Policy]) -> str:
    aim = f"{' or '.join(kind.may_target)}; by default {target_words(kind.default_target)}"
    numbers = ", ".join(f"`{name}` {_value(field.default)}" for name, field in kind.model_fields.items())
    parts = [
        f"- *{kind.title}* (`{kind.id}`). {_summary(kind)} In reality: {kind.in_reality}",
        f"Aimed at: {aim}." if kind.may_target else "",
        f"Strength from 0 to {kind.greatest_strength:g}: {kind.strength_means}.",
        f"Numbers: {numbers}." if numbers else "",
        "A measure of the record of this kind is left out when history runs free." if kind.survival else "",
    ]
    return " ".join(part for part in parts if part)


def _verbs_of(kind: type[Policy]) -> list[str]:
    """Return the verbs of the draft that a policy uses, in order."""
    found = re.findall(r"\bdraft\.(\w+)\(", inspect.getsource(kind))
    return list(dict.fromkeys(found))


def _is_verb(name: str) -> bool:
    return not name.startswith("_") and name not in {"sign", "settle"}


# --- reading the source ---------------------------------------------------------------------------------------------


def _read(module: ModuleType) -> tuple[ast.Module, dict[int, str]]:
    """Return the syntax of a module, and its comments by line."""
    source = inspect.getsource(module)
    tokens = tokenize.generate_tokens(io.StringIO(source).readline)
    comments = {token.start[0]: token.string for token in tokens if token.type == tokenize.COMMENT}
    return ast.parse(source), {line: comment.removeprefix("#").strip() for line, comment in comments.items()}


def _class(tree: ast.Module, name: str) -> ast.ClassDef:
    return next(part for part in tree.body if isinstance(part, ast.ClassDef) and part.name == name)


def _docstring(tree: ast.Module, name: str) -> str:
    return ast.get_docstring(_class(tree, name)) or ""


def _fields(tree: ast.Module, name: str) -> list[ast.AnnAssign]:
    return [part for part in _class(tree, name).body if isinstance(part, ast.AnnAssign)]


def _name(field: ast.AnnAssign) -> str:
    return ast.unparse(field.target)


def _summary(part: object) -> str:
    """Return the first paragraph of a docstring on one line."""
    return " ".join((inspect.getdoc(part) or "").partition("\n\n")[0].split())


# --- Markdown ---------------------------------------------------------------------------------------------------------


def _table(heading: Sequence[str], rows: Iterable[Sequence[object]]) -> str:
    lines = [heading, ["---"] * len(heading), *rows]
    return "\n".join("| " + " | ".join(str(cell).replace("|", r"\|") for cell in line) + " |" for line in lines)


def _codes(names: Iterable[str]) -> str:
    return ", ".join(f"`{name}`" for name in names)


def _sentence(text: str) -> str:
    return text[:1].upper() + text[1:] + ("" if text.endswith((".", "–")) else ".") if text else ""


def _value(value: object) -> str:
    """Return a default as people read it: a number, a name, or one of either for each buyer, channel or region."""
    if isinstance(value, BaseModel):
        return ", ".join(f"{name} {_value(inner)}" for name, inner in value if inner is not None) or "none"
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, int | float):
        return "never" if value == NEVER else f"{value:g}"
    return f'"{value}"' if isinstance(value, str) else "none" if not value else str(value)


def _reach(said: Param) -> str:
    return f"{said.low:g} to {said.high:g}"


def _last_month() -> str:
    return month_words(HORIZON - 1)


if __name__ == "__main__":
    main()
