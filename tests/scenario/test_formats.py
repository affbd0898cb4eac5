"""Old files read for ever, are saved in the present format with their comments, and kept bases never change."""

import shutil
import tomllib
from pathlib import Path
from typing import Any

import pytest

from simulator.scenario.keeping.saving import save
from simulator.scenario.library import load
from simulator.scenario.reading import migrations, parts, reading
from simulator.scenario.reading.contents import SECTIONS, policy_numbers, tables
from simulator.scenario.reading.migrations import FORMAT, STEPS, Dropped, Renamed, as_written, migrated
from simulator.scenario.reading.parsing import parsed
from simulator.scenario.reading.reading import check
from simulator.scenario.shelf import kept_names, kept_path
from simulator.scenario.toml import leaves
from simulator.scenario.value import Scenario
from simulator.scenario.writing import migrating
from simulator.scenario.writing.migrating import migrated_text
from simulator.scenario.writing.resolved import resolved_text
from simulator.scenario.writing.writing import NotSavedError
from tests.scenario.declared import GONE, of_0_1_0

OF_FORMAT_0 = sorted((Path(__file__).parent / "format_0").glob("*.toml"))
SENTENCE = "Made with the market of 0.1.0. The model has changed; numbers will differ."
SHIPPED = Path(__file__).parents[2] / "scenarios"

OLD_CLASS_FILE = """\
# Our exercise
format = 0
title = "Old"   # of the first class
extends = "base"

[run]
seed = 7
start = "2023-09"
history = "free"   # firms may fail

[makers.openai]
"cash" = 9000   # a rich firm
x_why = "to see"

# A ban
[measures]
ban = { kind = "federal_ban", start = "2027-01", ramp = 6, x_colour = "red" }
audit.kind = "audit"
audit.start = "2027-01"
audit.ramp  = 12 # a year
"""
NEW_CLASS_FILE = """\
# Our exercise
format = 2
title = "Old"   # of the first class
extends = "base"

[run]
seed = 8

[history]
mode = "free"

[makers.openai]
cash_million = 9000   # a rich firm
x_why = "to see"

# A ban
[measures]
ban = { kind = "federal_ban", start = "2027-01", ramp_months = 6, x_colour = "red" }
audit.kind = "audit"
audit.start = "2027-01"
audit.ramp_months  = 12 # a year
"""


def read(text: str) -> Scenario:
    """Return the scenario of a text without errors."""
    scenario, problems = check(text)
    assert scenario is not None, problems
    return scenario


@pytest.mark.parametrize("path", OF_FORMAT_0, ids=lambda path: path.stem)
def test_a_file_of_format_0_reads_for_ever(path: Path) -> None:
    assert tomllib.loads(path.read_text(encoding="utf-8"))["format"] == 0
    scenario, problems = check(path)
    assert scenario is not None, problems
    assert [problem.text for problem in problems if not problem.text.startswith(GONE)] == [SENTENCE]


@pytest.mark.parametrize("path", OF_FORMAT_0, ids=lambda path: path.stem)
def test_the_text_and_the_tables_of_an_old_file_are_lifted_alike(path: Path) -> None:
    text = path.read_text(encoding="utf-8")
    lifted = migrated_text(text, SECTIONS)
    assert parsed(lifted) == migrated(parsed(text))
    assert lifted.count("#") >= text.count("#") - 2  # those of the two keys that leave [run]
    assert migrated_text(lifted, SECTIONS) == lifted


def test_an_old_file_that_is_not_edited_keeps_its_bytes(tmp_path: Path) -> None:
    for old in OF_FORMAT_0:
        path = Path(shutil.copy(old, tmp_path))
        save(load(path), path)
        assert path.read_bytes() == old.read_bytes()


def test_an_old_file_that_is_edited_is_saved_in_the_present_format_with_its_comments(tmp_path: Path) -> None:
    path = tmp_path / "old.toml"
    path.write_text(OLD_CLASS_FILE)
    scenario = load(path)
    assert (scenario.history, scenario.measure("ban").ramp, scenario.measure("audit").ramp) == ("free", 6, 12)
    save(scenario.changed(seed=8), path)
    assert path.read_text() == NEW_CLASS_FILE
    assert load(path) == scenario.changed(seed=8)


def test_problems_of_an_old_file_are_told_in_its_own_words() -> None:
    text = OLD_CLASS_FILE.replace("ramp  = 12", 'ramp  = "x"').replace("9000", "-1").replace('"free"', '"fre"')
    scenario, problems = check(text)
    assert scenario is None
    assert {(problem.place, problem.line) for problem in problems} == {
        ("run.history", 9),
        ("makers.openai.cash", 12),
        ("measures.audit.ramp", 20),
    }


def test_what_is_said_twice_by_two_names_is_refused_by_the_old_one() -> None:
    _, problems = check(OLD_CLASS_FILE.replace("audit.ramp", "audit.ramp_months = 3\naudit.ramp"))
    assert [problem.place for problem in problems] == ["measures.audit.ramp"]
    assert 'did you mean "ramp_months"' in problems[0].text


def test_a_file_may_take_many_steps(monkeypatch: pytest.MonkeyPatch) -> None:
    steps = (
        *STEPS[:1],
        (Renamed(("measures", "*", "ramp_months"), ("measures", "*", "growth_months")), Dropped(("old",), 3)),
        (Renamed(("measures", "*", "growth_months"), ("timeline", "*", "growth")),),
    )
    monkeypatch.setattr(migrations, "STEPS", steps)
    for module in (migrations, migrating):
        monkeypatch.setattr(module, "FORMAT", len(steps))
    text = 'format = 0\nold = 3\n[measures.audit]\nramp = 6\nkind = "audit"\n'
    expected = {"format": 3, "measures": {"audit": {"kind": "audit"}}, "timeline": {"audit": {"growth": 6}}}
    assert migrated(parsed(text)) == expected
    assert parsed(migrated_text(text, ("measures", "timeline"))) == expected
    assert as_written(("timeline", "audit", "growth"), 0) == ("measures", "audit", "ramp")
    assert as_written(("timeline", "audit", "growth"), 2) == ("measures", "audit", "growth_months")
    assert migrated({"format": 1, "old": 4}) == {"format": 3, "old": 4}


@pytest.mark.parametrize("written", [FORMAT + 1, 999])
def test_a_file_of_a_newer_version_is_refused_and_left_untouched(written: int, tmp_path: Path) -> None:
    path = tmp_path / "newer.toml"
    path.write_text(f"format = {written}\n[whatever]\n")
    scenario, (problem,) = check(path)
    assert scenario is None
    assert "a newer version of Shakeout will open it" in problem.text
    with pytest.raises(NotSavedError, match="newer version"):
        save(load("base"), path)
    assert path.read_text() == f"format = {written}\n[whatever]\n"


# --- The switches of history ------------------------------------------------------------------------------------------

SWITCHED = (
    'format = 2\ntitle = "T"\nextends = "base"\n\n[history]\nmode = "free"\ndeepseek_shock = false   # not here\n'
)


def test_history_is_switched_by_name() -> None:
    scenario = read(SWITCHED)
    assert scenario.history == "free"
    assert not scenario.measure("deepseek_shock").enabled
    assert [measure.id for measure in scenario.measures if not measure.enabled] == ["deepseek_shock"]


def test_a_switch_of_history_is_written_where_the_file_has_it(tmp_path: Path) -> None:
    path = tmp_path / "switched.toml"
    path.write_text(SWITCHED)
    scenario = load(path)
    shock, stall = scenario.measure("deepseek_shock"), scenario.measure("meta_stall")
    save(scenario.with_measure(stall.changed(enabled=False)), path)
    assert path.read_text() == f"{SWITCHED}meta_stall = false\n"
    save(scenario.with_measure(shock.changed(enabled=True)), path)
    assert "shock" not in path.read_text()
    path.write_text(f"{SWITCHED.partition('[')[0]}[measures.meta_stall]\nenabled = false\nstrength = 0.5\n")
    save(load(path).with_measure(stall.changed(strength=0.5)), path)
    assert path.read_text().endswith("[measures.meta_stall]\nstrength = 0.5\n")


@pytest.mark.parametrize(
    "line, words",
    [
        ("deepseek_shok = false", 'did you mean "deepseek_shock"'),
        ("mod = 3", 'did you mean "mode"'),
        ('meta_stall = "no"', 'or false, without quotes, is expected here, not "no"'),
        ("meta_stall = false\n[measures.meta_stall]\nenabled = true", "contradicts"),
        ('ban = false\n[measures.ban]\nkind = "audit"\nstart = "2027-01"', 'the record holds nothing named "ban"'),
        ("[measures]\nmeta_stall = 3", "table is expected here, not 3"),
    ],
)
def test_a_wrong_switch_is_told(line: str, words: str) -> None:
    scenario, problems = check(f"{SWITCHED}{line}\n")
    assert scenario is None
    assert any(words.lower() in problem.text.lower() for problem in problems), problems


# --- Numbers for all measures of a kind -------------------------------------------------------------------------------

BAN = '[measures.ban]\nkind = "federal_ban"\nstart = "2027-01"\n'


def test_measures_take_the_numbers_of_their_kind_where_they_are_silent(tmp_path: Path) -> None:
    head = SWITCHED.partition("\n[")[0]
    (tmp_path / "parent.toml").write_text(f'{head}[policies.federal_ban]\nscope = "hosted"\nsignal = 0.2\n')
    path = tmp_path / "child.toml"
    path.write_text(f"{head.replace('base', 'parent')}{BAN}signal = 0.1\n")
    ban = load(path).measure("ban")
    assert ban.policy.model_dump() == {"scope": "hosted", "signal": 0.1}
    for scope in ("all", "hosted"):
        changed = load(path).with_measure(ban.changed(policy=ban.policy.model_copy(update={"scope": scope})))
        save(changed, path)
        assert load(path) == changed
    assert path.read_text() == f"{head.replace('base', 'parent')}{BAN}signal = 0.1\n"


@pytest.mark.parametrize(
    "text, words",
    [
        ("policies = 3", "table is expected here, not 3"),
        ("policies.federal_bun = {}", 'did you mean "federal_ban"'),
        ("policies.federal_ban = 3", "table is expected here, not 3"),
        ("policies.federal_ban.scoop = 3", 'did you mean "scope"'),
        ("policies.audit.distrust_removed = 9", "9 lies outside its range"),
    ],
)
def test_wrong_numbers_of_a_kind_are_told_once(text: str, words: str) -> None:
    audit = '[measures.audit]\nkind = "audit"\nstart = "2027-01"\n'
    scenario, problems = check(f"{SWITCHED.partition('[')[0]}{text}\n{audit}{BAN}")
    assert scenario is None
    (problem,) = problems
    assert words in problem.text


# --- Kept bases, and files that say every value -----------------------------------------------------------------------


CHANNELS = ("api", "maker_cloud", "marketplace", "platform", "self_hosted")
NAMED_SINCE: dict[str, Any] = {
    "base@1": {
        "clouds": {"investment_at_first": 0.12, "months_at_first": 8.0},
        "awareness": {"release_range": 150.0, "release_reach": 0.3},
        "choice": {
            "tail_open_stack": 0.5,
            "tail_trust": 0.35,
            "tail_presence": 0.35,
            "support_closed": 0.9,
            "support_closed_lost": 0.3,
            "support_abroad": 0.45,
            "congestion_from": 0.9,
            "congestion_friction": 2.0,
            "ecosystem_by_channel": dict(zip(CHANNELS, (0.3, 0.5, 0.6, 1.0, 1.0), strict=True)),
            "presence_by_channel": dict(zip(CHANNELS, (1.0, 1.0, 0.7, 0.3, 0.3), strict=True)),
        },
    }
}
"""Numbers that stood in the code without a name when a base was kept: what extends it goes on with them for ever."""


@pytest.mark.parametrize("name", kept_names())
def test_a_kept_base_says_every_number_of_its_day_that_its_children_leave_out(name: str) -> None:
    text = kept_path(name).read_text(encoding="utf-8")
    said = tomllib.loads(text)
    assert "extends" not in said or not said["extends"]
    assert said["numbers_of"]
    assert set(said["policies"]) <= set(policy_numbers())
    since = NAMED_SINCE.get(name, {})
    parameters = {group: {**numbers, **since.get(group, {})} for group, numbers in said["parameters"].items()}
    still = dict(leaves(migrated({"format": said["format"], "parameters": parameters})["parameters"]))
    read = dict(leaves(tables(load(name))["parameters"]))
    assert {place: number for place, number in read.items() if place in still} == still
    assert not [place for place in read.keys() - still.keys() if ("parameters", *place) in of_0_1_0()]


def test_a_child_of_a_kept_base_does_not_follow_a_later_default(monkeypatch: pytest.MonkeyPatch) -> None:
    text = f'format = 2\ntitle = "Ten lines"\nextends = "{kept_names()[0]}"\n{BAN}'
    before = read(text)
    monkeypatch.setattr(parts, "defaults", lambda _kind: {})
    assert read(text) == before


def test_numbers_of_another_version_are_a_warning(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(reading, "program_version", lambda: "99.0")
    for text in (f'format = 2\ntitle = "Ten lines"\nextends = "{kept_names()[0]}"\n', resolved_text(load("base"))):
        scenario, (warning,) = check(text)
        assert scenario is not None
        assert warning.severity == "warning"
        assert warning.text == SENTENCE


@pytest.mark.parametrize("path", [*sorted(SHIPPED.glob("*.toml")), *OF_FORMAT_0], ids=lambda path: path.stem)
def test_a_scenario_saved_in_full_says_every_value_and_extends_nothing(path: Path) -> None:
    scenario = load(path)
    text = resolved_text(scenario)
    assert text == resolved_text(scenario)
    assert read(text) == scenario.changed(extends="")
    said: dict[str, Any] = tomllib.loads(text)
    assert {place for place, _ in leaves(tables(scenario))} <= {place for place, _ in leaves(said)}
