"""The JSON Schema knows every key of every scenario, and the page for students tells the truth."""

import re
import tomllib
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from simulator.policy import POLICIES
from simulator.scenario.reading.contents import SECTIONS, Head, Record, When
from simulator.scenario.reading.reading import check
from simulator.scenario.schema import schema, schema_text
from simulator.scenario.value import Run

ROOT = Path(__file__).parents[2]
FILES = sorted(ROOT.glob("scenarios/**/*.toml"))
PAGE = (ROOT / "assets" / "scenario_files.md").read_text(encoding="utf-8")
HEAD = 'format = 2\ntitle = "T"\nextends = "base"\n'
KINDS = {"string": str, "boolean": bool, "integer": int, "number": (int, float), "array": list, "object": dict}


@pytest.fixture(scope="module")
def whole() -> dict[str, Any]:
    """Return the schema."""
    return schema()


def complaints(rule: Any, value: Any, whole: dict[str, Any], place: str = "") -> Iterator[str]:  # noqa: ANN401 - JSON
    """Yield what a value has against a rule: as much of JSON Schema as the schema uses."""
    if rule is True:
        return
    if "$ref" in rule:
        rule = whole["definitions"][rule["$ref"].rpartition("/")[2]]
    if "anyOf" in rule and all(list(complaints(one, value, whole)) for one in rule["anyOf"]):
        yield f"{place}: none fits"
    if reason := of_itself(rule, value):
        yield f"{place}: {reason}"
        return
    if isinstance(value, dict):
        yield from of_a_table(rule, value, whole, place)
    for inner in value if "items" in rule else ():
        yield from complaints(rule["items"], inner, whole, place)
    for case in rule.get("allOf", ()):
        if not list(complaints(case["if"], value, whole)):
            yield from complaints(case["then"], value, whole, place)


def of_itself(rule: dict[str, Any], value: Any) -> str:  # noqa: ANN401 - JSON
    """Return what a value has against a rule, whatever it holds; nothing if it fits."""
    kind = KINDS.get(rule.get("type", ""), object)
    if not isinstance(value, kind) or (isinstance(value, bool) and kind in (int, (int, float))):
        return f"no {rule['type']}"
    if "enum" in rule and value not in rule["enum"]:
        return "not listed"
    if "const" in rule and value != rule["const"]:
        return f"not {rule['const']}"
    if "pattern" in rule and not re.search(rule["pattern"], value):
        return "another form"
    return "out of range" if "minimum" in rule and not rule["minimum"] <= value <= rule["maximum"] else ""


def of_a_table(rule: dict[str, Any], table: dict[str, Any], whole: dict[str, Any], place: str) -> Iterator[str]:
    """Yield what a table has against a rule."""
    yield from (f"{place}.{key}: missing" for key in rule.get("required", ()) if key not in table)
    for key, inner in table.items():
        other = rule.get("additionalProperties", True)
        found = next((to for form, to in rule.get("patternProperties", {}).items() if re.search(form, key)), other)
        found = rule.get("properties", {}).get(key, found)
        if found is False:
            yield f"{place}.{key}: unknown"
        else:
            yield from complaints(found, inner, whole, f"{place}.{key}")


def test_the_committed_schema_is_that_of_the_declarations() -> None:
    committed = (ROOT / "assets" / "scenario.schema.json").read_text(encoding="utf-8")
    assert committed == schema_text(), "Refresh it with: uv run python -m tests.refresh schema"


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_every_scenario_that_ships_fits_the_schema(path: Path, whole: dict[str, Any]) -> None:
    tables = tomllib.loads(path.read_text(encoding="utf-8"))
    if tables["format"] == whole["properties"]["format"]["const"]:
        assert not list(complaints(whole, tables, whole))


@pytest.mark.parametrize(
    "line, complaint",
    [
        ('autor = "me"', ".autor: unknown"),
        ("run.buyers = 3", ".run.buyers: out of range"),
        ("run.seed = 1.5", ".run.seed: no integer"),
        ('run.end = "2030-13"', ".run.end: another form"),
        ('history.mode = "fre"', ".history.mode: not listed"),
        ("history.meta_stall = 3", ".history.meta_stall: no boolean"),
        ("parameters.research.frontier_pase = 12", ".parameters.research.frontier_pase: unknown"),
        ("parameters.tastes.capability.startup = 99", ".parameters.tastes.capability.startup: out of range"),
        ('makers.openai.kind = "charity"', ".makers.openai.kind: not listed"),
        ('measures.m = { kind = "audti", start = "2027-01" }', ".measures.m.kind: not listed"),
        ('measures.m = { kind = "audit", start = "2027-01", scope = "all" }', ".measures.m.scope: unknown"),
        ('measures.m = { kind = "federal_ban", start = "2027-01", scope = "al" }', ".measures.m.scope: not listed"),
    ],
)
def test_the_schema_marks_the_mistakes_that_a_check_finds(line: str, complaint: str, whole: dict[str, Any]) -> None:
    text = f"{HEAD}{line}\n"
    assert list(complaints(whole, tomllib.loads(text), whole)) == [complaint]
    assert check(text)[0] is None


@pytest.mark.parametrize(
    "line",
    [
        "x_mine = { a = [1] }",
        'run.note = "why"',
        'run.end = "2030-12"',
        "history.meta_stall = false",
        'makers.xai.app_before = "none"',
        'makers.xai.app.europe = "none"',
        "measures.state_bans.strength = 0.1",
        "measures.state_bans.removed = true",
        'measures.m = { kind = "audit", start = "2027-01", end = "never", target.region = ["europe", "china"] }',
    ],
)
def test_the_schema_accepts_what_a_check_accepts(line: str, whole: dict[str, Any]) -> None:
    text = f"{HEAD}{line}\n"
    assert check(text)[0] is not None, check(text)[1]
    assert not list(complaints(whole, tomllib.loads(text), whole))


def test_every_example_on_the_page_can_be_used() -> None:
    first, *others = re.findall(r"```toml\n(.*?)```", PAGE, re.DOTALL)
    assert len(others) == 2
    for text in (first, *(f"{first}\n{other}" for other in others)):
        scenario, problems = check(text)
        assert scenario is not None, problems
        assert not problems


def test_the_page_names_every_key_of_the_head_the_run_and_measures() -> None:
    left_out = {"numbers_of", "history", "removed"}
    for kind in (Head, Run, Record, When):
        for key in kind.model_fields.keys() - left_out:
            assert re.search(rf"`{key}`|^{key} =", PAGE, re.MULTILINE), key
    for section in SECTIONS:
        assert section in PAGE.lower()
    assert all(kind in POLICIES for kind in re.findall(r'kind = "(\w+)"', PAGE))
