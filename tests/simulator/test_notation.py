"""The documents of the model say what the code says."""

import re
from dataclasses import fields
from pathlib import Path

import pytest

import simulator
from simulator import manual, world
from simulator.assumptions import Assumptions
from simulator.engine import MONTH
from simulator.indicator import INDICATORS
from simulator.manual import state
from simulator.parameters import leaves
from simulator.policy import POLICIES
from simulator.rules import Rules

TEXTS = {path.name: path.read_text(encoding="utf-8") for path in manual.DOCUMENTS}
NOTATION, ODD = TEXTS.values()
REFRESH = "is out of date; refresh it with: uv run python -m tests.refresh notation odd"

MARKED = re.compile(r"<!-- begin (\w+).*?<!-- end \1 -->", re.DOTALL)
DOTTED = re.compile(r"\b([a-z_]+)\.([a-z_0-9]+)")
BY_HAND = {name: MARKED.sub("", text) for name, text in TEXTS.items()}

GROUPS = {group: {field for field, _ in numbers} for group, numbers in Assumptions()}
PARTS = {field.name: field.type for field in fields(world.World)}
TABLES = {
    name: {column.name for column in fields(getattr(world, str(kind)))}
    for name, kind in PARTS.items()
    if str(kind) in state.TABLES
}
TABLES |= {"rules": {column.name for column in fields(Rules)}, "world": set(PARTS)}


@pytest.mark.parametrize("path", manual.DOCUMENTS, ids=lambda path: path.name)
def test_the_generated_sections_are_what_the_code_declares(path: Path) -> None:
    text = TEXTS[path.name]
    assert MARKED.search(text), "has lost its markers"
    assert text == manual.refreshed(text), f"{path.name} {REFRESH}"


def test_each_generated_section_stands_in_a_document() -> None:
    marked = {found[1] for text in TEXTS.values() for found in MARKED.finditer(text)}
    assert marked == set(manual.SECTIONS)


def test_every_assumption_stands_there_with_its_default() -> None:
    rows = {line.split("`")[1]: line for line in NOTATION.splitlines() if line.startswith("| `")}
    missing = []
    for leaf in leaves(Assumptions()):
        group, field, *kind = leaf.path.split(".")
        value = " ".join([*kind, f"{leaf.value:g}"])
        if not re.search(rf"[|,] {re.escape(value)}[ ,]", rows.get(f"{group}.{field}", "")):
            missing.append(f"{leaf.path} = {leaf.value:g}")
    assert not missing, f"NOTATION.md {REFRESH}"


def test_every_assumption_stands_in_the_text_that_explains_the_month() -> None:
    told = set(DOTTED.findall(BY_HAND["NOTATION.md"]))
    silent = [
        f"{group}.{name}" for group, names in GROUPS.items() for name in sorted(names) if (group, name) not in told
    ]
    assert not silent, "assumptions that no equation of NOTATION.md uses"


def test_no_name_is_both_an_assumption_and_a_column() -> None:
    assert not [f"{group}.{name}" for group, names in GROUPS.items() for name in names & TABLES.get(group, set())]


@pytest.mark.parametrize("name", BY_HAND)
def test_every_name_in_the_text_exists(name: str) -> None:
    unknown = [
        f"{owner}.{field}"
        for owner, field in DOTTED.findall(BY_HAND[name])
        if owner in GROUPS.keys() | TABLES.keys()
        and field not in GROUPS.get(owner, set()) | TABLES.get(owner, set()) | {"py"}
    ]
    assert not unknown, f"names in {name} that the code does not know"


def test_every_column_of_the_world_stands_there_with_a_meaning() -> None:
    classes = [world.__dict__[name] for name in dir(world) if isinstance(world.__dict__[name], type)]
    tables = {part.__name__ for part in classes if issubclass(part, world.Frozen)} - {"Frozen", "Table"}
    assert tables | {"World"} == set(state.TABLES), "state.TABLES does not list the tables of the world"
    for table in state.TABLES:
        section = NOTATION.partition(f"### {table}\n")[2].partition("\n#")[0].partition("\n---")[0]
        rows = {line.split("`")[1]: line for line in section.splitlines() if line.startswith("| `")}
        assert list(rows) == [column.name for column in fields(world.__dict__[table])], f"NOTATION.md {REFRESH}"
        silent = [f"{table}.{column}" for column, row in rows.items() if row.split(" | ")[-1].strip(" |") == ""]
        assert not silent, "say beside these fields of world.py what they hold, then refresh"


def test_every_policy_indicator_and_phase_stands_there() -> None:
    assert not [key for key in POLICIES if f"(`{key}`)" not in ODD]
    assert not [name for name in INDICATORS if f"| `{name}` |" not in ODD]
    places = [
        [text.find(f"| {place} | `{phase.__name__}` |") for text in TEXTS.values()]
        for place, phase in enumerate(MONTH, 1)
    ]
    assert all(place >= 0 for pair in places for place in pair)


def test_the_equations_follow_the_order_of_the_month() -> None:
    headings = re.findall(r"^### 5\.\d+ `(\w+)`", NOTATION, re.MULTILINE)
    assert headings == [phase.__name__ for phase in MONTH]


def test_the_sizes_of_the_base_market_are_those_that_the_documents_name() -> None:
    base = simulator.load("base")
    makers, models, clouds = len(base.makers), len(base.models), len(base.clouds)
    offers = models * len(world.CHANNELS)
    sizes = f"{makers} makers, {models} models, {clouds} clouds and {offers} offers besides the null rows"
    assert f"there are {sizes}, and {base.buyers:,} buyers" in NOTATION
    for size in (f"| {base.buyers:,} in the base", f"| {makers} in the base", f"| {models} families", f"| {clouds} |"):
        assert size in ODD


def test_both_documents_say_what_the_model_is_not() -> None:
    assert all("onditional, not a forecast; firms' accounts illustrative" in text for text in TEXTS.values())
