"""Whatever `check` accepts runs to its end with numbers that a market can have, or is refused with the reason.

With many more files, on demand: `python -m tests.simulator.engine_fuzz`.
"""

import os

import pytest
from pydantic import BaseModel

from simulator.assumptions import Assumptions
from simulator.dates import HORIZON
from simulator.parameters import leaves
from simulator.policy import POLICIES
from simulator.scenario.library import load
from simulator.scenario.reading.reading import check
from simulator.scenario.writing.resolved import resolved_text
from tests.simulator.engine_fuzz import RAN, REFUSED, Search, faults, search

SHORT = Search(seed=7, months=36)
LONG = Search(seed=8, months=HORIZON)
HEAD = 'format = 2\ntitle = "T"\nextends = "base"\n[run]\nbuyers = 64\n'
UNTIL = os.environ.get("SHAKEOUT_ENDS_UNTIL", "2023-12")
"""The last month of the runs at the ends of ranges; to 2035-12 they take a quarter of an hour."""


@pytest.mark.parametrize("tens", range(20))
def test_what_check_accepts_runs_to_its_end_with_numbers_that_a_market_can_have(tens: int) -> None:
    for found in search(SHORT, range(10 * tens, 10 * tens + 10)):
        assert found.outcome in (RAN, REFUSED), f"file {found.number} of {SHORT}: {found.told}"


def test_what_check_accepts_runs_to_the_end_of_2035() -> None:
    for found in search(LONG, range(8)):
        assert found.outcome in (RAN, REFUSED), f"file {found.number} of {LONG}: {found.told}"


def test_most_files_that_are_made_up_pass_check() -> None:
    """A search among files that are refused would prove nothing."""
    numbers = range(200)
    accepted = sum(check(SHORT.text(number))[0] is not None for number in numbers)
    assert accepted >= 0.85 * len(numbers)


def ends(value: BaseModel, prefix: str = "") -> list[tuple[str, float]]:
    """Return each number of a declared value with both ends of its range."""
    return [
        (leaf.path, end) for leaf in leaves(value, prefix) for end in dict.fromkeys((leaf.param.low, leaf.param.high))
    ]


def runs(text: str) -> list[str]:
    """Return what is wrong with a file: what check says, or what a month of it has."""
    scenario, problems = check(text)
    return [str(problem) for problem in problems] if scenario is None else list(faults(scenario))


@pytest.mark.parametrize("group", [name for name, _ in Assumptions()])
def test_every_assumption_runs_at_either_end_of_its_range(group: str) -> None:
    for path, end in ends(getattr(Assumptions(), group)):
        assert runs(f'{HEAD}end = "{UNTIL}"\n[parameters.{group}]\n{path} = {end}\n') == [], f"{group}.{path} = {end}"


@pytest.mark.parametrize("kind", sorted(POLICIES))
def test_every_setting_of_a_policy_runs_at_either_end_of_its_range(kind: str) -> None:
    policy = POLICIES[kind]
    measure = f'[measures.one]\nkind = "{kind}"\nannounced = "2023-09"\nstart = "2023-12"\n'
    strongest = f"strength = {policy.greatest_strength}\n"
    settings = [f"{strongest}{path} = {end}\n" for path, end in ends(policy())]
    for setting in (strongest, *settings, "strength = 1e-9\n", f"{strongest}ramp_months = 148\n"):
        assert runs(f'{HEAD}end = "2024-03"\n{measure}{setting}') == [], setting


@pytest.mark.parametrize("kind", sorted(POLICIES))
def test_a_measure_without_a_strength_is_as_sound_as_the_same_in_full(kind: str) -> None:
    text = f'{HEAD}[measures.one]\nkind = "{kind}"\nstart = "2023-12"\n'
    scenario, problems = check(text)
    if scenario is None:
        assert [problem.text for problem in problems if '"strength" is missing: a number from 0 to' in problem.text]
        scenario, problems = check(f"{text}strength = {POLICIES[kind].greatest_strength}\n")
    assert scenario is not None, problems
    assert check(resolved_text(scenario))[0] is not None


TAIL = "[makers.other_chinese]\n"
REFUSED_WITH_A_REASON = {
    "[parameters.finance]\nstate_from = 200\nstate_to = 100\n": "which would take money out of it",
    "[parameters.clouds]\nchinese_discount = 1\n": "lies outside its range from 0 to 0.9",
    "[parameters.choice]\nchannel_scale = 0.4\nmodel_scale = 0.3\n": "is greater than the scale between models",
    '[makers.moonshot]\nkind = "tail"\n': "stands for the long tail already",
    f'{TAIL}own_cloud = "aws"\n': "have no clouds and no chat applications",
    f"{TAIL}app = {{ china = 1 }}\n": "have no clouds and no chat applications",
    f"{TAIL}app_at_first = {{ china = 0.1 }}\n": "have no clouds and no chat applications",
}


@pytest.mark.parametrize("text", REFUSED_WITH_A_REASON)
def test_what_the_engine_could_not_stand_is_refused_with_the_reason(text: str) -> None:
    scenario, problems = check(HEAD + text)
    assert scenario is None
    assert any(REFUSED_WITH_A_REASON[text] in problem.text for problem in problems)


@pytest.mark.parametrize("kind", sorted(kind for kind in POLICIES if POLICIES[kind].default_target.maker))
@pytest.mark.parametrize("target", ["", 'target = { maker = "mistral" }\n'])
def test_a_measure_aimed_by_default_at_a_maker_that_the_market_lacks_must_name_another(kind: str, target: str) -> None:
    lacking = POLICIES[kind].default_target.maker[0]
    market = resolved_text(load("base").changed(measures=())).replace(f"[makers.{lacking}]", "[makers.another]")
    market = market.replace(f'maker = "{lacking}"', 'maker = "another"')
    buyer = 'buyer = "mistral"\n' if kind == "takeover" else ""
    scenario, problems = check(f'{market}\n[measures.one]\nkind = "{kind}"\nstart = "2024-01"\n{buyer}{target}')
    assert (scenario is None) == (not target), problems
    assert any(f'has no maker "{lacking}", at which {kind} is aimed' in problem.text for problem in problems) == (
        not target
    )


def test_a_national_programme_in_a_market_without_qwen_must_name_a_model() -> None:
    market = resolved_text(load("base").changed(measures=())).replace("[models.qwen]", "[models.another]")
    programme = '\n[measures.one]\nkind = "national_programme"\nstart = "2024-01"\n'
    scenario, (problem,) = check(f'{market}{programme}target = {{ region = "europe" }}\n')
    assert scenario is None
    assert 'has no model "qwen", at which national_programme is aimed' in problem.text
    assert "name one under target: gpt, " in problem.text
    assert check(f'{market}{programme}target = {{ model = "another" }}\n')[0] is not None


def test_a_region_without_clouds_pays_its_own_machines() -> None:
    """Every dollar that enterprises spend is somebody's, also where no cloud rents anything out."""
    text = HEAD + 'end = "2025-06"\n'
    for name, cloud in load("base").clouds:
        split = {**dict.fromkeys(type(cloud.capacity_split).model_fields, 0.0), "united_states": 1.0}
        shares = ", ".join(f"{region} = {share}" for region, share in split.items())
        text += f"[clouds.{name}]\ncapacity_split = {{ {shares} }}\n"
    assert runs(text) == []
