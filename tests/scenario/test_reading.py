"""Everything that is wrong with a file is said at once, in sentences, with its place and line."""

import re
from pathlib import Path

import pytest

from simulator.dates import month_number
from simulator.parameters import Declared
from simulator.policies.federal_ban import FederalBan
from simulator.policy import POLICIES
from simulator.scenario.library import load
from simulator.scenario.problems import Problem, ScenarioProblems
from simulator.scenario.reading.contents import When
from simulator.scenario.reading.parsing import LARGEST
from simulator.scenario.reading.reading import check
from simulator.scenario.shelf import names

HEAD = 'format = 2\ntitle = "A test"\nquestion = "Does it read?"\nextends = "base"\n'
BAN = '[measures.ban]\nkind = "federal_ban"\nstart = "2026-07"\n'

MANY_MISTAKES = """\
format = 2
title = "Many mistakes"
extends = "base"
autor = "me"

[run]
buyers = 12
start = "2024-01"

[parameters.research]
frontier_pase = 12
noise = "loud"

[parameters]
choice = { channel_scale = 0.4, model_scale = 0.3 }

[regions.europe]
spend_split = { startup = 0.5 }

[makers.deepseek]
own_cloud = "huawei"
kind = "charity"

[measures.Ban]
kind = "federal_ban"
start = 2026-01-01

[measures.audit_us]
kind = "audti"
start = "2026-03"

[measures.list]
kind = "entity_list"
target = { maker = "dipseek", region = "europe" }
start = "2026-13"
strength = 7

[measures.backwards]
kind = "official_ban"
start = "2027-01"
end = "2026-01"
announced = "2028-01"
ramp_months = -3
"""

WHAT_IS_WRONG = {
    "autor": (4, 'did you mean "author"'),
    "run.buyers": (7, "12 lies outside its range from 64 to 2,000,000 (buyers)"),
    "run.start": (8, "the keys here are seed, buyers, end"),
    "parameters.research.frontier_pase": (11, 'did you mean "frontier_pace"'),
    "parameters.research.noise": (12, 'a number from 1.75 to 7 (points) is expected here, not "loud"'),
    "parameters.choice.channel_scale": (15, "greater than the scale between models"),
    "regions.europe.spend_split": (18, "add up to 1.38 and should add up to 1"),
    "makers.deepseek.own_cloud": (21, 'did you mean "huawei_cloud"'),
    "makers.deepseek.kind": (22, '"charity" is none of "giant", "startup"'),
    "measures.Ban": (24, "use lower-case words"),
    "measures.Ban.start": (26, "a month is written in quotes"),
    "measures.audit_us.kind": (29, 'did you mean "audit"'),
    "measures.list.target.maker": (34, 'did you mean "deepseek"'),
    "measures.list.target.region": (34, "it can be aimed at maker, origin"),
    "measures.list.start": (35, '"2026-13" is not a month'),
    "measures.list.strength": (36, "7 lies outside 0 to 1"),
    "measures.backwards.end": (41, "ends in Jan 2026, before it starts in Jan 2027"),
    "measures.backwards.announced": (42, "announced in Jan 2028, after it starts"),
    "measures.backwards.ramp_months": (43, "-3 lies outside its range"),
}


def only_problem(text: str) -> Problem:
    """Return the one problem of a text."""
    scenario, problems = check(text)
    assert scenario is None
    assert len(problems) == 1, problems
    return problems[0]


def warnings_of(text: str) -> list[str]:
    """Return the warnings about a text that can be used."""
    scenario, problems = check(text)
    assert scenario is not None, problems
    assert all(problem.severity == "warning" for problem in problems)
    return [f"{problem.place}: {problem.text}" for problem in problems]


def test_every_mistake_is_reported_at_once_with_its_place_and_line() -> None:
    scenario, problems = check(MANY_MISTAKES)
    assert scenario is None
    found = {problem.place: problem for problem in problems}
    assert {place: found[place].line for place in found} == {place: line for place, (line, _) in WHAT_IS_WRONG.items()}
    for place, (_, words) in WHAT_IS_WRONG.items():
        assert words.lower() in found[place].text.lower()


def test_every_problem_is_a_sentence() -> None:
    _, problems = check(MANY_MISTAKES)
    for problem in problems:
        assert problem.text.endswith(".")
        assert not problem.text[0].islower()


def test_every_shipped_scenario_is_without_problems_or_warnings() -> None:
    for name in names():
        scenario, problems = check(Path(__file__).parents[2] / "scenarios" / f"{name}.toml")
        assert scenario is not None
        assert not problems


def test_a_child_names_only_what_differs() -> None:
    base = load("base")
    text = f"{HEAD}[parameters.tastes.capability]\nstartup = 1.1\n[makers.openai]\ncash_million = 1\n{BAN}"
    scenario, _ = check(text)
    assert scenario is not None
    tastes = scenario.assumptions.tastes
    assert (tastes.capability.startup, tastes.capability.mid) == (1.1, base.assumptions.tastes.capability.mid)
    openai = dict(scenario.makers)["openai"]
    assert openai == dict(base.makers)["openai"].model_copy(update={"cash_million": 1.0})
    assert scenario.measures[:-1] == base.measures
    assert scenario.measures[-1].policy == FederalBan()
    assert scenario.measures[-1].start == month_number("2026-07")


def test_a_child_can_remove_or_reorder_the_measures_of_its_parent() -> None:
    base = load("base")
    ids = [measure.id for measure in base.measures]
    scenario, _ = check(f'{HEAD}measure_order = ["{ids[2]}"]\n[measures.{ids[0]}]\nremoved = true\n')
    assert scenario is not None
    assert [measure.id for measure in scenario.measures] == [ids[2], ids[1], *ids[3:]]


def test_a_measure_of_another_kind_inherits_nothing() -> None:
    scenario, problems = check(f'{HEAD}[measures.deepseek_shock]\nkind = "audit"\nstart = "2027-01"\n')
    assert scenario is not None, problems
    assert scenario.measure("deepseek_shock").note == ""


def test_keys_for_people_are_left_alone() -> None:
    remarks = '[run]\nx_room = 3\nnote = "why"\n[makers.openai]\nsource = "a guess"\n'
    scenario, problems = check(f'x_class = "7b"\n{HEAD}{remarks}{BAN}x_colour = [1]\n')
    assert scenario is not None, problems
    assert not problems


def test_regions_have_one_order_whatever_the_file_says() -> None:
    text = Path(__file__).parents[2].joinpath("scenarios/base.toml").read_text(encoding="utf-8")
    blocks = re.split(r"(?=^\[)", text, flags=re.MULTILINE)
    regions = [block for block in blocks if block.startswith("[regions.")]
    others = [block for block in blocks if not block.startswith("[regions.")]
    scenario, _ = check("".join((*others, *(f"{block.rstrip()}\n" for block in reversed(regions)))))
    assert scenario == load("base")


def test_the_parent_may_be_a_sibling(tmp_path: Path) -> None:
    (tmp_path / "first.toml").write_text(f"{HEAD}{BAN}")
    (tmp_path / "second.toml").write_text(f'{HEAD.replace("base", "first")}[measures.ban]\nscope = "hosted"\n')
    assert load(tmp_path / "second.toml").measure("ban").policy == FederalBan(scope="hosted")


def test_a_problem_of_the_parent_is_told(tmp_path: Path) -> None:
    (tmp_path / "first.toml").write_text(f"{HEAD}[run]\nbuyers = 3\n")
    (tmp_path / "second.toml").write_text(HEAD.replace("base", "first"))
    with pytest.raises(ScenarioProblems, match=r'"first\.toml".*line 6, run\.buyers: 3 lies outside'):
        load(tmp_path / "second.toml")


def test_scenarios_that_extend_each_other_are_told(tmp_path: Path) -> None:
    (tmp_path / "one.toml").write_text(HEAD.replace("base", "two"))
    (tmp_path / "two.toml").write_text(HEAD.replace("base", "one"))
    with pytest.raises(ScenarioProblems, match="one extends two extends one"):
        load(tmp_path / "one.toml")


def test_a_family_of_scenarios_may_be_eight_deep(tmp_path: Path) -> None:
    for number in range(1, 10):
        parent = f"s{number - 1}" if number > 1 else "base"
        (tmp_path / f"s{number}.toml").write_text(HEAD.replace('"base"', f'"{parent}"'))
    load(tmp_path / "s7.toml")
    with pytest.raises(ScenarioProblems, match="More than 8"):
        load(tmp_path / "s9.toml")


@pytest.mark.parametrize(
    "name, words",
    [
        ("bsae", 'did you mean "base"'),
        ("../base", "is a path"),
        ("https://example.org/base", "is a path"),
        ("C:\\\\base", "is a path"),
    ],
)
def test_only_names_can_be_extended(name: str, words: str) -> None:
    problem = only_problem(HEAD.replace("base", name))
    assert (problem.place, problem.line) == ("extends", 4)
    assert words in problem.text


@pytest.mark.parametrize(
    "text, words",
    [
        ("", "The file is empty"),
        ("# only a comment", "first line must be format = 2"),
        ('title = "x"', "first line must be format = 2"),
        ("format = 7", "a newer version of Shakeout will open it"),
        ('format = "0"', "write format = 2"),
        ("format = 2\nformat = 2", "second time"),
        (f"{HEAD}[run]\nend = 2030-01\n", 'in quotes, as in "2026-01"'),
        (f'{HEAD}author = "me\n', "quotation mark is missing"),
        (f"{HEAD}author\n", "an equals sign"),
        (f"{HEAD}x = {'[' * 5000}", "nested more than 20 deep"),
        (f"{HEAD}x_ = {'[' * 30}{']' * 30}", "nested more than 20 deep"),
        (f"{HEAD}[{'a.' * 200_000}a]", "nested more than 20 deep"),
        (f"{HEAD}[run]\nseed = {'9' * 30}\n", "more than eighteen digits"),
        (f"{HEAD}[run]\nseed = {'9' * 5000}\n", "more than eighteen digits"),
        (f"{HEAD}[run]\nseed = 0x{'f' * 5000}\n", "more than eighteen digits"),
        (f"{HEAD}[run]\nseed = 1.5\n", "is expected here, not 1.5"),
        (f"{HEAD}[run]\nseed = true\n", "is expected here, not true"),
        (f"{HEAD}[run]\nend = 28\n", "is not a month"),
        (f'{HEAD}[run]\nend = "2036-01"\n', "outside the months of the market, Sep 2023 to Dec 2035"),
        (f'{HEAD}[history]\nmode = "fre"\n', 'did you mean "free"'),
        (f"{HEAD}[parameters.research]\nnoise = nan\n", "is expected here, not nan"),
        (f"{HEAD}[parameters.research]\nnoise = inf\n", "is expected here, not inf"),
        (f"{HEAD}parameters = 3\n", "a table is expected here, not 3"),
        (f"{HEAD}measures = []\n", "a table is expected here, not a list"),
        (f"{HEAD}[measures]\nban = 1\n", "a table is expected here, not 1"),
        (f"{HEAD}[[measures]]\nban = 1\n", "a table is expected here, not a list"),
        (f"{HEAD}[makers]\nopenai = false\n", "a table is expected here, not false"),
        (f'{HEAD}[models.qwen]\nclosed_hosts = ["aws", "asure"]\n', 'did you mean "azure"'),
        (f'{HEAD}[models.qwen]\nmaker = ""\n', "a model needs a maker"),
        (f'{HEAD}[models.qwen]\nlaunch = "0001-01"\n', "outside the months"),
        (f'{HEAD}[clouds.aws]\ngroup = "amazn"\n', 'did you mean "amazon"'),
        (f"{HEAD}[clouds.aws]\ncapacity_split = {{ europe = 0.9 }}\n", "should add up to 1"),
        (f"{HEAD}[regions.europe]\nbuyer_share = 0.5\n", "buyer_share of all regions"),
        (f"{HEAD}[regions.europa]\nname = 3\n", 'did you mean "europe"'),
        (f'{HEAD}[measures.state_ban]\nstrength = 0.5\nnote = ""\n', 'did you mean "state_bans"'),
        (f"{HEAD}[measures.ban]\nremoved = true\n", "no such measure to remove"),
        (f"{HEAD}{BAN}scope = 3\n", '3 is none of "hosted", "all"'),
        (f"{HEAD}{BAN}scoop = 3\n", 'did you mean "scope"'),
        (f"{HEAD}{BAN}strenght = 1\n", 'did you mean "strength"'),
        (f'{HEAD}{BAN}target = {{ whom = "china" }}\n', "the keys here are maker, origin, model, region"),
        (f"{HEAD}{BAN}target = {{ maker = 3 }}\n", "a name in quotes, or a list of names"),
        (f"{HEAD}{BAN}enabled = 1\n", "true or false"),
        (f'{HEAD}measure_order = ["deepseek_shok"]\n', 'did you mean "deepseek_shock"'),
        (f'{HEAD}[measures.{"a" * 100}]\nkind = "audit"\nstart = "2026-07"\n', "use lower-case words"),
    ],
)
def test_a_hostile_text_yields_a_sentence(text: str, words: str) -> None:
    scenario, problems = check(text)
    assert scenario is None
    assert any(words.lower() in problem.text.lower() for problem in problems), problems


def test_a_missing_value_is_named_with_its_meaning() -> None:
    scenario, problems = check(f'{HEAD}[models.new]\nname = "New"\n[clouds.new]\nname = "New"\n{BAN[:36]}')
    assert scenario is None
    found = {f"{problem.place}: {problem.text}" for problem in problems}
    assert any(text.startswith('models.new.maker: "maker" is missing; there are openai, google') for text in found)
    assert 'clouds.new.capex_2026_bn: "capex_2026_bn" is missing (Investment in data centres in 2026.).' in found
    assert 'measures.ban.start: "start" is missing (the first month in force).' in found


def test_a_market_without_parent_must_be_described() -> None:
    scenario, problems = check('format = 2\ntitle = "Alone"\n')
    assert scenario is None
    (problem,) = problems
    assert problem.place == "extends"
    assert 'write extends = "base@1"' in problem.text
    scenario, problems = check('format = 2\ntitle = "Alone"\n[makers]\n')
    assert scenario is None
    assert {problem.place for problem in problems} == {"regions", "makers", "models", "clouds"}


def test_a_file_that_is_none_yields_a_sentence(tmp_path: Path) -> None:
    (tmp_path / "large.toml").write_bytes(b"#" * (LARGEST + 1))
    (tmp_path / "latin.toml").write_bytes(b'format = 2\ntitle = "caf\xe9"\n')
    (tmp_path / "empty.toml").touch()
    for name, words in (
        ("", "this is a folder"),
        ("nothing.toml", "there is no such file"),
        ("large.toml", "larger than 1 MB"),
        ("latin.toml", "not in UTF-8"),
        ("empty.toml", "the file is empty"),
        ("x" * 5000, "cannot be opened"),
    ):
        with pytest.raises(ScenarioProblems) as refusal:
            load(tmp_path / name)
        (problem,) = refusal.value.problems
        assert words.lower() in problem.text.lower()


def test_a_mark_of_the_byte_order_does_no_harm(tmp_path: Path) -> None:
    (tmp_path / "notepad.toml").write_bytes(f"\ufeff{HEAD}".replace("\n", "\r\n").encode())
    assert load(tmp_path / "notepad.toml").title == "A test"


@pytest.mark.parametrize(
    "text, words",
    [
        (BAN.replace("2026-07", "2025-07"), "ban.start: It acts before Jan 2026"),
        (f'[run]\nend = "2026-06"\n{BAN}', "ban.start: It starts after the run ends"),
        (f"{BAN}strength = 0\n", "ban.strength: Its strength is 0"),
        (f'{BAN}target = {{ maker = "openai", origin = "china" }}\n', "ban.target: Nobody matches openai"),
        (BAN + BAN.replace("ban]", "second]"), 'second: Overlaps with "ban"'),
    ],
)
def test_what_is_odd_is_a_warning(text: str, words: str) -> None:
    (warning,) = warnings_of(HEAD + text)
    assert words in warning


def test_what_has_happened_is_not_odd() -> None:
    assert not warnings_of(f"{HEAD}{BAN.replace('2026-07', '2025-07')}history = true\n")
    assert not warnings_of(f'{HEAD}[history]\nmode = "free"\n{BAN.replace("2026-07", "2025-07")}')


def test_no_policy_has_a_number_that_a_measure_has_too() -> None:
    own = {name: set(POLICIES[name].model_fields) for name in POLICIES}
    assert all(issubclass(POLICIES[name], Declared) for name in POLICIES)
    assert not [name for name in own if own[name] & set(When.model_fields)]


TEN_MISTAKES = """\
format = 2
title = "Ten mistakes
extends = "bsae"

[run]
buyers = 10000000000
end = 2030-01

[parameters.research]
frontier_pase = 12

[measures.first]
kind = "audti"
start = "2026-07"

[measures.second]
kind = "federal_ban"
target = { maker = "dipseek", region = "europa" }
start = "2027-01"
end = "2026-01"

[measures.second]
kind = "audit"
start = "2027-01"

[measures.third]
kind = "entity_list"
target = { region = "europe" }
start = "2040-01"
strength 0.5
"""

WHERE_THEY_ARE = {
    (2, "title", "a quotation mark is missing"),
    (3, "extends", 'did you mean "base"'),
    (6, "run.buyers", "10,000,000,000 lies outside its range from 64 to 2,000,000 (buyers)"),
    (7, "run.end", "a month is written in quotes"),
    (10, "parameters.research.frontier_pase", 'did you mean "frontier_pace"'),
    (13, "measures.first.kind", 'did you mean "audit"'),
    (18, "measures.second.target.maker", 'did you mean "deepseek"'),
    (18, "measures.second.target.region", 'did you mean "europe"'),
    (20, "measures.second.end", "before it starts"),
    (22, "measures.second", "for the second time"),
    (28, "measures.third.target.region", "it can be aimed at maker, origin"),
    (29, "measures.third.start", "outside the months of the market"),
    (30, "measures.third.strength", "an equals sign"),
}


def test_a_line_that_cannot_be_parsed_hides_no_other_mistake() -> None:
    scenario, problems = check(TEN_MISTAKES)
    assert scenario is None
    assert [problem.line for problem in problems] == sorted(line for line, _, _ in WHERE_THEY_ARE)
    for line, place, words in WHERE_THEY_ARE:
        told = [problem for problem in problems if (problem.line, problem.place) == (line, place)]
        assert len(told) == 1, place
        assert words.lower() in told[0].text.lower()


@pytest.mark.parametrize(
    "text, places",
    [
        (f'{HEAD}[run\nseed = "x"\n[parameters.research]\nnoise = "y"\n', ["", "parameters.research.noise"]),
        (f'{HEAD}author = [\n  "a",\n[run]\nseed = "x"\n', ["author", "run.seed"]),
        (f'{HEAD}author = """never closed\n[run]\nseed = "x"\n', ["author", "run.seed"]),
        (
            f"{HEAD}x_ = [\n  1,\n  2,\nmeasure_order = 3\n[run]\nseed 1\nbuyers 2\n",
            ["x_", "measure_order", "run.seed", "run.buyers"],
        ),
        (
            f'{HEAD}measure_order = []\nmeasure_order = [\n  "a",\n]\n[run]\nbuyers = 3\n',
            ["measure_order", "run.buyers"],
        ),
        (f"form = 1\n{HEAD.replace('format = 2', 'format 2')}", ["form", "format"]),
        (f"{HEAD}[run]\nseed = 1 2\nbuyers = 3\n", ["run.seed", "run.buyers"]),
    ],
)
def test_what_a_broken_line_leaves_is_still_checked(text: str, places: list[str]) -> None:
    scenario, problems = check(text)
    assert scenario is None
    assert [problem.place for problem in problems] == places


def test_a_model_that_is_not_yet_launched_is_a_warning() -> None:
    ban = BAN.replace("2026-07", "2023-10") + 'history = true\ntarget = { model = "deepseek_v" }\n'
    (warning,) = warnings_of(HEAD + ban)
    assert "Deepseek_v is launched in " in warning
    assert "until then it affects nobody" in warning
