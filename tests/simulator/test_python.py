"""Shakeout from Python: simulate, ask a course for tables and effects, and be told what is wanted."""

from __future__ import annotations

import datetime as dt
import re
import subprocess
import sys
from pathlib import Path
from types import ModuleType
from typing import Any

import numpy as np
import pandas as pd
import pytest

import simulator
from simulator.dates import month_number, month_text
from simulator.entries import ORIGINS, REGIONS
from simulator.experiment import processes
from simulator.indicator import INDICATORS
from simulator.policy import POLICIES
from simulator.scenario.problems import ScenarioProblems
from simulator.scenario.reading.reading import check
from simulator.scenario.value import FEWEST_BUYERS, GREATEST_SEED, MOST_BUYERS, Run, Scenario
from simulator.scenario.writing.resolved import resolved_text
from tests.worlds import FEW, scenario

ROOT = Path(__file__).parents[2]
README = ROOT / "README.md"
BASE = scenario().changed(buyers=FEW, end=3)
MADE_FROM_BASE = 'format = 1\ntitle = "Mine"\nextends = "base"\n'


@pytest.fixture(scope="module")
def course() -> simulator.Course:
    """Return a short course of the base market."""
    return simulator.simulate(BASE)


class Recorder(ModuleType):
    """Stands for matplotlib where it is not installed, and remembers what it is asked to draw."""

    def __init__(self) -> None:
        super().__init__("matplotlib.pyplot")
        self.calls: list[tuple[str, tuple[Any, ...]]] = []

    def __getattr__(self, name: str) -> Any:  # noqa: ANN401 - any function of pyplot
        if name.startswith("__"):
            raise AttributeError(name)
        return lambda *given, **_named: self.calls.append((name, given))


def test_the_lines_of_the_readme_run(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    """One block after the other, as a reader types them; with fewer buyers and months, and a pyplot that remembers."""
    chapter = README.read_text(encoding="utf-8").partition("### In Python")[2].partition("Whether the scenarios")[0]
    blocks = re.findall(r"```python\n(.*?)```", chapter, re.DOTALL)
    load, simulate, plots = simulator.load, simulator.simulate, Recorder()
    monkeypatch.setattr(simulator, "load", lambda name: load(name).changed(buyers=FEW, end="2026-08"), raising=False)
    few = {"until": "2026-08", "buyers": FEW}
    monkeypatch.setattr(simulator, "simulate", lambda one, **given: simulate(one, **{**given, **few}), raising=False)
    monkeypatch.setitem(sys.modules, "matplotlib", ModuleType("matplotlib"))
    monkeypatch.setitem(sys.modules, "matplotlib.pyplot", plots)
    names: dict[str, Any] = {"__name__": "mine"}  # the experiment is tested with the rest of its kind
    for block in blocks:
        exec(block, names)  # noqa: S102 - it is our own README
    assert len(blocks) == 4
    assert "market_share" in capsys.readouterr().out
    assert names["compare"]
    drawn = [given for name, given in plots.calls if name == "plot"]
    assert [len(given[0]) for given in drawn] == [month_number("2026-08") + 1] * 2
    assert plots.calls[-1] == ("show", ())


def test_completion_offers_the_public_names_and_nothing_else() -> None:
    names = "import simulator; print(*(name for name in dir(simulator) if not name.startswith('_')))"
    found = subprocess.run([sys.executable, "-c", names], capture_output=True, text=True, check=True, cwd=ROOT)
    assert found.stdout.split() == simulator.__all__ == sorted(simulator.__all__)


def test_importing_the_simulator_imports_nothing_heavy() -> None:
    names = "import simulator, sys; print(*sys.modules)"
    found = subprocess.run([sys.executable, "-c", names], capture_output=True, text=True, check=True, cwd=ROOT)
    assert not {"numpy", "pandas", "pydantic", "simulator.api"} & set(found.stdout.split())


@pytest.mark.parametrize("name", simulator.__all__)
def test_public_names_are_documented(name: str) -> None:
    assert (getattr(simulator, name).__doc__ or "").strip()


@pytest.mark.parametrize(
    "thing",
    [
        simulator.Course,
        simulator.Course.table,
        simulator.Course.effects,
        simulator.simulate,
        simulator.load,
        simulator.table,
        simulator.Scenario.changed,
        simulator.Scenario.with_measure,
    ],
    ids=lambda thing: thing.__qualname__,
)
def test_what_is_public_shows_an_example(thing: Any) -> None:  # noqa: ANN401 - classes and functions
    assert ">>> " in (thing.__doc__ or "")


def test_there_is_no_other_public_name() -> None:
    with pytest.raises(AttributeError, match="has no attribute 'run'"):
        _ = simulator.run


def test_a_table_of_named_indicators_has_every_month(course: simulator.Course) -> None:
    for table in (course.table("market_share", "spend"), simulator.table(course, "market_share", "spend")):
        assert table["indicator"].unique().tolist() == ["market_share", "spend"]
        assert table["month"].unique().tolist() == ["2023-09", "2023-10", "2023-11", "2023-12"]


def test_months_are_periods_of_pandas_on_request(course: simulator.Course) -> None:
    table = course.table("spend", months="period")
    assert table["month"].tolist() == [pd.Period(text, "M") for text in course.table("spend")["month"]]
    with pytest.raises(ValueError, match='none of "text", "period"'):
        course.table("spend", months="date")  # type: ignore[arg-type]


def test_a_course_says_in_a_line_what_it_is_of(course: simulator.Course) -> None:
    for text in (repr(course), course._repr_html_(), repr(BASE)):
        assert BASE.title in text
        assert "Sep 2023 to Dec 2023, 256 buyers, seed 1" in text
        assert len(text) < 500
    marked = simulator.simulate(BASE.changed(title="<b>", end=0))
    assert "&lt;b&gt;" in marked._repr_html_()


def test_effects_are_differences_of_the_two_tables_month_by_month() -> None:
    banned = BASE.with_measure("federal_ban", origin="*", region="*", scope="all", start="2024-10")
    base, here = simulator.simulate(BASE, until="2024-12"), simulator.simulate(banned, until="2025-02")
    effects = here.effects(base, "market_share")
    keys = [name for name in here.table("spend").columns if name != "value"]
    ours, theirs = (one.table("market_share").set_index(keys)["value"] for one in (here, base))
    found = effects.set_index(keys)
    assert sorted(set(effects["month"])) == [month_text(month) for month in range(16)]
    assert (found["difference"].dropna() == (ours - theirs).reindex(found.index).dropna()).all()
    assert set(theirs.index) <= set(found.index)
    assert found["difference"].abs().max() > 0.0
    assert (effects.loc[effects["month"] < "2024-10", "difference"] == 0.0).all()
    assert effects.attrs["note"].startswith("One course of luck (seed 1): a difference here may be luck")


@pytest.mark.parametrize("other", [{"seed": 2}, {"buyers": FEW + 1}])
def test_luck_that_is_not_paired_is_no_effect(course: simulator.Course, other: dict[str, int]) -> None:
    with pytest.raises(ValueError, match="which is other luck; simulate both with the same"):
        simulator.simulate(BASE.changed(**other)).effects(course)


def test_a_course_shares_the_worlds_of_its_branch(course: simulator.Course) -> None:
    before = [id(world) for world in course.worlds]
    course.table("spend")
    course.effects(course, "spend")
    assert [id(world) for world in course.worlds] == before
    assert course.fork(course.timeline).worlds[0] is course.worlds[0]


@pytest.mark.parametrize("given", ["base", ROOT / "scenarios" / "base.toml", str(ROOT / "scenarios" / "base.toml")])
def test_a_scenario_is_taken_by_name_by_path_and_as_it_is(given: str | Path) -> None:
    found = simulator.simulate(given, until=0, buyers=FEW)
    assert found.scenario == scenario().changed(buyers=FEW)
    with pytest.raises(TypeError, match=r'not int; write simulate\("base"\)'):
        simulator.simulate(3)  # type: ignore[arg-type]
    with pytest.raises(ScenarioProblems, match='did you mean "base"'):
        simulator.simulate("bse")


MONTHS = ["2023-10", 1, np.int64(1), dt.date(2023, 10, 31), pd.Period("2023-10", "M"), pd.Timestamp("2023-10-05")]


@pytest.mark.parametrize("month", MONTHS, ids=lambda month: type(month).__name__)
def test_a_month_is_understood_in_its_usual_forms(month: Any) -> None:  # noqa: ANN401 - what is tried
    assert len(simulator.simulate(BASE, until=month).worlds) == 2
    assert BASE.changed(end=month).end == 1
    assert BASE.with_measure("audit", start=month).measure("audit").start == 1


@pytest.mark.parametrize("month", ["2030-13", "March 2027", 3.5, True, None, -1, 148, "2036-01", "never"])
def test_what_is_no_month_is_refused_with_what_is_wanted(month: Any) -> None:  # noqa: ANN401 - what is tried
    with pytest.raises((TypeError, ValueError), match=r'end: .*("20\d\d-\d\d"|Sep 2023 to Dec 2035)'):
        BASE.changed(end=month)


def test_numbers_of_numpy_are_numbers() -> None:
    changed = BASE.changed(seed=np.int64(7), buyers=np.int32(512))
    assert (changed.seed, changed.buyers) == (7, 512)
    assert type(changed.seed) is int
    assert check(resolved_text(changed))[0] == changed.changed(extends="")
    assert simulator.simulate(BASE, until=0, seed=np.int64(7)).setup.seed == 7
    measure = BASE.with_measure("audit", start=2, strength=np.float64(0.5), distrust_removed=np.float64(0.5)).measures[
        -1
    ]
    assert (type(measure.strength), measure.strength) == (float, 0.5)


@pytest.mark.parametrize(
    "field, value",
    [
        ("buyers", -5),
        ("buyers", FEWEST_BUYERS - 1),
        ("buyers", MOST_BUYERS + 1),
        ("seed", -1),
        ("seed", GREATEST_SEED + 1),
        ("seed", 2 * GREATEST_SEED),
    ],
)
def test_a_number_out_of_range_is_refused_in_the_words_of_a_file(field: str, value: int) -> None:
    _, problems = check(resolved_text(BASE).replace(f"\n{field} = {getattr(BASE, field)}\n", f"\n{field} = {value}\n"))
    with pytest.raises(ValueError, match=f"^{field}: ") as refusal:
        BASE.changed(**{field: value})
    assert f"{str(refusal.value).partition(': ')[2]}." in [problem.text for problem in problems]


@pytest.mark.parametrize("field", list(Scenario.__dataclass_fields__))
def test_no_field_takes_a_value_of_another_kind(field: str) -> None:
    for wrong in (object(), 3.5, [object()]):
        with pytest.raises((TypeError, ValueError), match=f"^{field}: "):
            BASE.changed(**{field: wrong})
    assert BASE.changed(**{field: getattr(BASE, field)}) == BASE


def test_everything_wrong_is_said_at_once_and_an_unknown_field_with_the_nearest() -> None:
    with pytest.raises(ValueError, match=r"buyers: -5 .*\nhistory: .*\n.*did you mean .seed.*there are seed"):
        BASE.changed(buyers=-5, history="frei", sed=3)
    assert {"seed", "buyers", "end"} == set(Run.model_fields)
    assert BASE.changed(buyers=FEWEST_BUYERS).buyers == FEWEST_BUYERS


@pytest.mark.parametrize("kind", sorted(POLICIES))
def test_every_policy_is_added_by_its_name_and_makes_a_scenario_that_can_be_saved(kind: str) -> None:
    policy = POLICIES[kind]
    aims = {"maker": "deepseek", "origin": ["china"], "model": "*", "region": "europe"}
    given: dict[str, Any] = {key: aims[key] for key in policy.may_target}
    given["strength"] = policy.greatest_strength / 2
    named = {name: "tencent" for name, field in policy.model_fields.items() if field.annotation is str}
    added = BASE.with_measure(
        kind, start="2027-01", end="2028-12", announced="2026-10", ramp_months=3, **given, **named
    )
    measure = added.measure(kind)
    assert (measure.start, measure.end, measure.announced, measure.ramp) == (40, 63, 37, 3)
    assert all(getattr(measure.target, key) for key in policy.may_target)
    again, problems = check(resolved_text(added))
    assert again == added.changed(extends=""), problems
    for key in policy.model_fields:
        with pytest.raises(ValueError, match=f"(?m)^{key}: "):
            BASE.with_measure(kind, start=40, **{**given, **named, key: object()})


@pytest.mark.parametrize("kind", sorted(POLICIES))
def test_a_strength_is_judged_in_python_as_in_a_file(kind: str) -> None:
    most = POLICIES[kind].greatest_strength
    for strength in (None, 0, most, -0.25, most + 0.25, 1e9):
        said = "" if strength is None else f"strength = {strength}\n"
        _, problems = check(f'{MADE_FROM_BASE}[measures.one]\nkind = "{kind}"\nstart = "2027-01"\n{said}')
        errors = [problem.text for problem in problems if problem.severity == "error"]
        settings = {} if strength is None else {"strength": strength}
        if not errors:
            assert BASE.with_measure(kind, start="2027-01", **settings).measure(kind).policy.id == kind
            continue
        with pytest.raises(ValueError, match="strength") as refusal:
            BASE.with_measure(kind, start="2027-01", **settings)
        assert [f"{str(refusal.value).removeprefix('strength: ')}."] == errors


def test_a_second_measure_of_a_policy_has_an_id_of_its_own_and_a_known_id_is_replaced() -> None:
    twice = BASE.with_measure("audit", start=1).with_measure("audit", start=2)
    assert [measure.id for measure in twice.measures[-2:]] == ["audit", "audit_2"]
    assert twice.with_measure("audit", id="audit", start=9).measure("audit").start == 9


def test_what_a_measure_cannot_be_is_said_with_what_is_possible() -> None:
    with pytest.raises(ValueError, match='no policy "federal_bann"') as unknown:
        BASE.with_measure("federal_bann", start=40)
    assert all(kind in str(unknown.value) for kind in POLICIES)
    with pytest.raises(ValueError, match="no region") as wrong:
        BASE.with_measure("federal_ban", start=40, region="united_stats", origin="chin", scop="all", strength=2, end=39)
    text = str(wrong.value)
    assert all(name in text for name in (*REGIONS, *ORIGINS, 'did you mean "scope"', "signal", "lies outside 0 to 1"))
    assert f"{month_text(39)}" not in text
    assert "it ends in Dec 2026, before it starts in Jan 2027" in text
    with pytest.raises(ValueError, match="audit cannot be aimed at a model; it can be aimed at origin, region"):
        BASE.with_measure("audit", start=40, model="qwen")
    with pytest.raises(ValueError, match="the first month in force is missing"):
        BASE.with_measure("audit")  # type: ignore[call-overload]
    with pytest.raises(TypeError, match="not int"):
        BASE.with_measure(3, start=4)  # type: ignore[call-overload]


def test_an_indicator_that_does_not_exist_is_told_with_the_nearest(course: simulator.Course) -> None:
    with pytest.raises(LookupError, match='did you mean "leakage"'):
        course.effects(course, "leakge")
    assert "leakage" in INDICATORS
    assert processes.NoWorkersError.__doc__


def test_a_script_that_uses_it_passes_strict_type_checks(tmp_path: Path) -> None:
    script = tmp_path / "mine.py"
    script.write_text(
        """
import datetime
import simulator

base: simulator.Scenario = simulator.load("base")
mine = base.changed(seed=7).with_measure("audit", region="europe", start=datetime.date(2027, 1, 1))
course: simulator.Course = simulator.simulate(mine, until="2030-01", seed=3)
print(course.table("leakage", months="period"), course.effects(simulator.simulate("base"), "leakage"))
reveal_type(course.worlds[0].month)
simulator.simulate(3)
course.table("leakage", months="date")
"""
    )
    command = [
        sys.executable,
        "-m",
        "mypy",
        "--strict",
        "--no-error-summary",
        f"--cache-dir={tmp_path}",
        "--config-file",
        "/dev/null",
        str(script),
    ]
    said = subprocess.run(command, capture_output=True, text=True, check=False, cwd=ROOT).stdout.splitlines()
    own = [line for line in said if line.startswith(str(script))]
    assert [int(line.split(":")[1]) for line in own] == [9, 10, 11], said
    assert 'Revealed type is "int"' in own[0].replace("builtins.", "")
