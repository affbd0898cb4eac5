"""What no longer exists is told, once, and stops nobody: every key of 0.1.0 is in the model or in the table."""

from collections.abc import Iterable
from math import nan
from pathlib import Path

import pytest

from simulator.scenario.keeping.journal import Work
from simulator.scenario.keeping.saving import save
from simulator.scenario.keeping.versions import earlier_versions
from simulator.scenario.library import load, load_with_remarks
from simulator.scenario.reading.contents import SECTIONS
from simulator.scenario.reading.migrations import migrated
from simulator.scenario.reading.parsing import parsed, text_of
from simulator.scenario.reading.reading import check
from simulator.scenario.reading.vanished import TO_2, Vanished, mapped, named
from simulator.scenario.shelf import kept_path
from simulator.scenario.toml import ANY, Place, leaves
from simulator.scenario.writing.migrating import migrated_text
from tests.scenario.declared import Range, covers, let_vanish, of_0_1_0, today

CHANGED = sorted((Path(__file__).parent / "format_1" / "parameters").glob("*.toml"))
SENTENCE = "Made with the market of 0.1.0. The model has changed; numbers will differ."
GREATER = 3.0

BASE = parsed(text_of(kept_path("base@1")))
FIRST, SECOND = sorted(BASE["models"])[:2]
GROUP, KEPT, VALUE = next(
    (*place[1:], BASE["parameters"][place[1]][place[2]])
    for place, reach in of_0_1_0().items()
    if place[0] == "parameters" and len(place) == len(("parameters", "group", "number")) and reach and place in today()
    if place[2] in BASE["parameters"][place[1]]
)
"""A number of 0.1.0 that is still there."""
HOW = ("policies", "federal_ban")
MADE_UP = (
    Vanished(("run", "luck"), "luck has a number of its own", ("run", "seed"), lambda number: 2 * number),
    Vanished(("parameters", GROUP, "made_up"), "it is now an outcome of competition"),
    Vanished(("parameters", "moods"), "moods come from what firms earn"),
    Vanished((*HOW, "fierceness"), "a ban is as fierce as its strength", (*HOW, "signal")),
    Vanished(("models", ANY, "glamour"), "buyers see it in what a model does"),
)
OLD = """\
# Our exercise
format = 1
title = "Old"   # of the first class
extends = "base@1"

[run]
luck = 4   # ours
buyers = 64

[parameters.{group}]
# asked at first
made_up = 2
{kept} = {value}   # dear

[parameters.moods]
joy = 0.5
[parameters.moods.by_origin]
china = 1

[policies.federal_ban]
fierceness = 0.2

[models.{first}]
glamour = 1
name = "Many"   # of them

[models.{second}]
glamour = 2

# A ban
[measures.ban]
kind = "federal_ban"
start = "2027-01"
fierceness = 0.1
"""
NEW = """\
# Our exercise
format = 2
title = "Old"   # of the first class
extends = "base@1"

[run]
seed = 8   # ours
buyers = 128

[parameters.{group}]
# asked at first
{kept} = {value}   # dear

[policies.federal_ban]
signal = 0.2

[models.{first}]
name = "Many"   # of them

# A ban
[measures.ban]
kind = "federal_ban"
start = "2027-01"
signal = 0.1
"""


@pytest.fixture
def made_up(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let a few keys have existed once."""
    let_vanish(monkeypatch, MADE_UP)


def filled(text: str) -> str:
    """Return a file with the names that the market has."""
    return text.format(first=FIRST, second=SECOND, group=GROUP, kept=KEPT, value=VALUE)


def old_file(folder: Path, text: str = OLD) -> Path:
    """Return a file of format 1 that says all that is made up."""
    path = folder / "old.toml"
    path.write_text(filled(text), encoding="utf-8")
    return path


# --- The table --------------------------------------------------------------------------------------------------------


def without_a_row(rows: Iterable[Vanished], then: Iterable[Place], now: Iterable[Place]) -> set[Place]:
    """Return what was declared then, is not declared now, and has no row."""
    return {place for place in set(then) - set(now) if not any(covers(row.old, place) for row in rows)}


def not_gone(rows: Iterable[Vanished], now: Iterable[Place]) -> set[Place]:
    """Return what is declared now and has a row nevertheless."""
    return {place for place in now if any(covers(row.old, place) for row in rows)}


def test_everything_that_0_1_0_declared_is_in_the_model_or_has_a_row() -> None:
    lacking = without_a_row(TO_2, of_0_1_0(), today())
    assert not lacking, "each needs a row in simulator/scenario/reading/vanished.py"


def test_no_row_is_about_something_that_the_model_has_or_0_1_0_had_not() -> None:
    assert not not_gone(TO_2, today())
    assert not [row.old for row in TO_2 if not any(covers(row.old, place) for place in of_0_1_0())]
    assert len({row.old for row in TO_2}) == len(TO_2)


def test_the_list_of_0_1_0_holds_every_key_of_its_base() -> None:
    said = parsed(text_of(kept_path("base@1")))
    policies = said["policies"]
    known, tables_left_open = of_0_1_0(), {("makers", ANY, "app_before")}
    for place, _ in leaves(said):
        if place[0] == "measures" and place[2] in policies.get(said["measures"][place[1]]["kind"], {}):
            continue
        assert any(covers(one, place) for one in (*known, *tables_left_open)), place


def test_what_is_missing_from_model_and_table_is_found() -> None:
    then, now = {*of_0_1_0(), MADE_UP[1].old, (*MADE_UP[2].old, "joy")}, {*today()}
    assert without_a_row(TO_2, then, now) == {MADE_UP[1].old, (*MADE_UP[2].old, "joy")}
    assert without_a_row((*TO_2, MADE_UP[1]), then, now) == {(*MADE_UP[2].old, "joy")}
    assert without_a_row((*TO_2, *MADE_UP), then, now) == set()
    assert not_gone((*TO_2, *MADE_UP), {*now, MADE_UP[1].old}) == {MADE_UP[1].old}


def misfits(row: Vanished, then: dict[Place, Range], now: dict[Place, Range]) -> list[str]:
    """Return what is wrong with where the values of a row go."""
    if row.new is None:
        return []
    targets = {place: reach for place, reach in now.items() if covers(row.new, place)}
    wrong = [] if targets else ["nothing is declared in the new place"]
    wrong += ["0.1.0 had something in the new place"] if any(covers(row.new, place) for place in then) else []
    for place, reach in then.items():
        if covers(row.old, place) and reach is not None:
            below = place[len(row.old) :]
            goal = next((reach for at, reach in targets.items() if at[len(row.new) :] == below), None)
            low, high = goal or (float("-inf"), float("inf"))
            numbers = [mapped(row, number) for number in reach]
            if not all(isinstance(number, int | float) and low <= number <= high for number in numbers):
                wrong.append(f"{numbers} do not lie from {low} to {high}")
    return wrong


def test_a_value_goes_where_0_1_0_had_nothing_and_where_each_of_its_numbers_fits() -> None:
    assert not {row.old: wrong for row in TO_2 if (wrong := misfits(row, of_0_1_0(), today()))}


def test_a_value_that_does_not_fit_in_its_new_place_is_found() -> None:
    then: dict[Place, Range] = {("a", "old"): (1.0, 4.0), ("a", "kept"): None}
    now: dict[Place, Range] = {("a", "new"): (0.0, 1.0), ("a", "kept"): None}
    assert not misfits(Vanished(("a", "old"), "", ("a", "new"), lambda number: 1 / number), then, now)
    assert misfits(Vanished(("a", "old"), "", ("a", "new")), then, now)
    assert misfits(Vanished(("a", "old"), "", ("a", "kept")), then, now)
    assert misfits(Vanished(("a", "old"), "", ("a", "nowhere")), then, now)


def test_a_row_ends_a_sentence_and_is_no_whole_policy() -> None:
    for row in TO_2:
        assert row.why.strip(" .!?") == row.why != ""
        assert row.old[0] != "policies" or len(row.old) > len(("policies", "kind"))


# --- A file that says what no longer exists ---------------------------------------------------------------------------


@pytest.mark.usefixtures("made_up")
def test_each_thing_that_no_longer_exists_is_remarked_on_once(tmp_path: Path) -> None:
    scenario, problems = check(old_file(tmp_path))
    assert scenario is not None, problems
    assert [(problem.line, problem.place, problem.text) for problem in problems] == [
        (2, "format", SENTENCE),
        (7, "run.luck", '"run.luck" no longer exists: luck has a number of its own; 4 is read as "run.seed" = 8.'),
        (
            12,
            f"parameters.{GROUP}.made_up",
            f'"{GROUP}.made_up" no longer exists: it is now an outcome of competition.',
        ),
        (15, "parameters.moods", '"moods" no longer exists: moods come from what firms earn.'),
        (
            21,
            "policies.federal_ban.fierceness",
            (
                '"fierceness" of federal_ban no longer exists: a ban is as fierce as its strength; '
                'what stands here is read as "signal" of federal_ban.'
            ),
        ),
        (24, f"models.{FIRST}.glamour", '"glamour" of models no longer exists: buyers see it in what a model does.'),
    ]
    assert {problem.severity for problem in problems} == {"warning"}


@pytest.mark.usefixtures("made_up")
def test_what_no_longer_exists_is_left_out_or_stands_where_it_belongs(tmp_path: Path) -> None:
    path = old_file(tmp_path)
    scenario, remarks = load_with_remarks(path)
    assert (scenario.seed, getattr(getattr(scenario.assumptions, GROUP), KEPT)) == (8, VALUE)
    assert scenario.measure("ban").policy.model_dump()["signal"] == 0.1
    assert remarks[0] == SENTENCE
    assert len(remarks) == 1 + len(MADE_UP)
    path.write_text(filled(NEW).replace("buyers = 128", "buyers = 64"), encoding="utf-8")
    assert load(path) == scenario


def test_what_never_existed_is_refused_as_ever(tmp_path: Path) -> None:
    scenario, problems = check(old_file(tmp_path))
    assert scenario is None
    assert {problem.place for problem in problems if problem.severity == "error"} >= {
        "run.luck",
        f"parameters.{GROUP}.made_up",
        f"models.{FIRST}.glamour",
    }


@pytest.mark.usefixtures("made_up")
def test_a_file_of_the_present_format_cannot_say_what_no_longer_exists(tmp_path: Path) -> None:
    scenario, problems = check(old_file(tmp_path, OLD.replace("format = 1", "format = 2")))
    assert scenario is None
    assert "run.luck" in {problem.place for problem in problems}


@pytest.mark.usefixtures("made_up")
def test_a_measure_of_a_parent_says_it_by_the_kind_that_the_parent_gave(tmp_path: Path) -> None:
    old_file(tmp_path)
    child = tmp_path / "child.toml"
    child.write_text('format = 1\ntitle = "C"\nextends = "old"\n[measures.ban]\nfierceness = 0.3\n', encoding="utf-8")
    scenario, remarks = load_with_remarks(child)
    assert scenario.measure("ban").policy.model_dump()["signal"] == 0.3
    assert len(remarks) == 2
    assert '0.3 is read as "signal" of federal_ban = 0.3.' in remarks[1]
    save(scenario.changed(buyers=128), child)
    assert load(child) == scenario.changed(buyers=128)
    assert "signal = 0.3" in child.read_text(encoding="utf-8")


@pytest.mark.usefixtures("made_up")
def test_a_value_of_the_wrong_kind_stops_nobody_unless_it_goes_somewhere(tmp_path: Path) -> None:
    scenario, _ = check(old_file(tmp_path, OLD.replace("made_up = 2", 'made_up = "dear"')))
    assert scenario is not None
    scenario, problems = check(old_file(tmp_path, OLD.replace("luck = 4", 'luck = "good"')))
    assert scenario is None
    assert [(problem.place, problem.line) for problem in problems] == [("run.luck", 7)]


@pytest.mark.usefixtures("made_up")
def test_remarks_for_people_are_left_alone(tmp_path: Path) -> None:
    text = OLD.replace("glamour = 2", "[models.x_why]\nglamour = 3")
    path = old_file(tmp_path, text)
    save(load(path).changed(buyers=128), path)
    assert parsed(text_of(path))["models"]["x_why"] == {"glamour": 3}


@pytest.mark.usefixtures("made_up")
def test_unsaved_work_and_kept_futures_of_0_1_0_are_read_and_say_so() -> None:
    said = {**BASE, "run": {**BASE["run"], "luck": 4}, "models": {**BASE["models"]}}
    del said["run"]["seed"]
    said["models"][FIRST] = {**said["models"][FIRST], "glamour": 1}
    found = Work(said, "base@1", "Mine", "", "", "2026-11-20T12:00:00+00:00").read()
    assert found.scenario == load("base@1").changed(seed=8, extends="base@1")
    market, *gone = found.remarks
    assert market == SENTENCE
    for row in (MADE_UP[0], MADE_UP[-1]):
        assert len([remark for remark in gone if remark.startswith(f"{named(row.old)} ")]) == 1


# --- Saving -----------------------------------------------------------------------------------------------------------


@pytest.mark.usefixtures("made_up")
def test_a_saved_file_keeps_its_comments_and_says_what_it_left_out(tmp_path: Path) -> None:
    path = old_file(tmp_path)
    before = path.read_bytes()
    scenario = load(path)
    saved = save(scenario.changed(buyers=128), path)
    assert saved.warning == (
        f'Saved without what no longer exists: "{GROUP}.made_up", "moods", "glamour" of models. '
        "The file as it was is among its earlier versions."
    )
    assert path.read_text(encoding="utf-8") == filled(NEW)
    assert load(path) == scenario.changed(buyers=128)
    assert [version.path.read_bytes() for version in earlier_versions(path)] == [before]
    assert not save(scenario.changed(buyers=256), path).warning


@pytest.mark.usefixtures("made_up")
def test_a_file_that_is_not_edited_keeps_what_no_longer_exists(tmp_path: Path) -> None:
    path = old_file(tmp_path)
    before = path.read_bytes()
    assert not save(load(path), path).warning
    assert path.read_bytes() == before


@pytest.mark.usefixtures("made_up")
def test_the_text_and_the_tables_of_a_file_say_the_same_without_what_no_longer_exists() -> None:
    text = filled(OLD)
    for each in (text, text.replace("[parameters.moods.by_origin]\nchina = 1", "by_origin = { china = 1 }")):
        lifted = migrated_text(each, SECTIONS)
        said, wanted = dict(leaves(parsed(lifted))), dict(leaves(migrated(parsed(each))))
        assert said == wanted
        assert migrated_text(lifted, SECTIONS) == lifted


# --- Every parameter of 0.1.0 -----------------------------------------------------------------------------------------


@pytest.mark.parametrize("path", CHANGED, ids=lambda path: path.stem)
def test_a_file_opens_when_every_parameter_of_its_group_is_gone(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    before, problems = check('format = 2\ntitle = "Before"\nextends = "base@1"\n')
    assert before is not None, problems
    names = parsed(text_of(path))["parameters"][path.stem]
    rows = [Vanished(("parameters", path.stem, name), "it went") for name in names]
    let_vanish(monkeypatch, rows)
    scenario, remarks = load_with_remarks(path)
    assert scenario.assumptions == before.assumptions
    told = [remark for remark in remarks if remark.endswith(" no longer exists: it went.")]
    assert sorted(told) == sorted(f"{named(row.old)} no longer exists: it went." for row in rows)


@pytest.mark.parametrize(
    "place, name",
    [
        (("question",), '"question"'),
        (("history", "mode"), '"history.mode"'),
        (("parameters", "tastes"), '"tastes"'),
        (("parameters", "tastes", "speed", "startup"), '"tastes.speed.startup"'),
        (("models", ANY, "appeal"), '"appeal" of models'),
        (("policies", "audit", "distrust_removed"), '"distrust_removed" of audit'),
        (("regions", ANY, "exposure", "china"), '"exposure.china" of regions'),
    ],
)
def test_what_no_longer_exists_is_called_as_people_know_it(place: Place, name: str) -> None:
    assert named(place) == name


def test_a_number_for_which_there_is_nothing_is_left_out() -> None:
    row = Vanished(("a",), "", ("b",), lambda number: GREATER / number)
    assert mapped(row, {"x": 1, "y": 0, "z": "?"}) == {"x": GREATER, "z": "?"}
    assert mapped(row, nan) is None
    assert mapped(Vanished(("a",), "", ("b",), lambda number: number * 10**400), 1) is None
    assert mapped(row, value=True) is True
