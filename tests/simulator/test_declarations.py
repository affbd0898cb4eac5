"""Whatever a user can set or choose says what it is."""

import re
from pathlib import Path

import pytest

import simulator
from simulator import entries
from simulator.assumptions import Assumptions
from simulator.entries import ORIGINS, REGIONS
from simulator.indicator import INDICATORS
from simulator.parameters import Declared, Leaf, Param, declaration, leaves
from simulator.policy import POLICIES, Target, unknown_targets
from tests.worlds import measure, scenario

NUMBERS = list(leaves(Assumptions()))
POLICY_NUMBERS = [(kind, leaf) for kind in POLICIES for leaf in leaves(POLICIES[kind]())]
ENTRIES = [entries.Region, entries.Maker, entries.Model, entries.Cloud]
BLOCKS = {name: type(block) for name, block in Assumptions()}


def assert_complete(param: Param, name: str) -> None:
    """Assert that a number says its unit, range, meaning and source."""
    assert param.unit.strip(), f"{name} has no unit"
    assert param.low < param.high, f"{name} has no range"
    assert param.help.strip().endswith("."), f"{name} has no sentence"
    assert len(param.help) > 10, f"{name} says too little"
    assert param.source.strip(), f"{name} has no source"


@pytest.mark.parametrize("leaf", NUMBERS, ids=lambda leaf: leaf.path)
def test_every_number_of_the_model_is_declared_and_its_default_lies_in_its_range(
    leaf: Leaf,
) -> None:
    assert_complete(leaf.param, leaf.path)
    assert leaf.param.low <= leaf.value <= leaf.param.high


def test_there_are_many_numbers_and_each_has_its_own_path() -> None:
    paths = [leaf.path for leaf in NUMBERS]
    assert len(paths) > 200
    assert len(set(paths)) == len(paths)


@pytest.mark.parametrize("kind, leaf", POLICY_NUMBERS, ids=lambda value: getattr(value, "path", value))
def test_every_number_of_a_policy_is_declared_and_its_default_lies_in_its_range(kind: str, leaf: Leaf) -> None:
    assert_complete(leaf.param, f"{kind}.{leaf.path}")
    assert leaf.param.low <= leaf.value <= leaf.param.high


@pytest.mark.parametrize("kind", list(POLICIES))
def test_no_number_of_a_policy_escapes_declaration(kind: str) -> None:
    for name, field in POLICIES[kind].model_fields.items():
        assert field.description, f"{kind}.{name}"
        if field.annotation in (float, int):
            assert declaration(POLICIES[kind], name) is not None, f"{kind}.{name}"


@pytest.mark.parametrize("entry", ENTRIES)
def test_every_number_of_an_entry_is_declared(entry: type[Declared]) -> None:
    for name, field in entry.model_fields.items():
        declared = declaration(entry, name)
        if field.annotation in (float, int) and not field.metadata:  # a month is no tunable number
            assert declared is not None, f"{entry.__name__}.{name}"
        if declared is not None:
            assert_complete(declared, f"{entry.__name__}.{name}")


def test_every_number_of_the_base_market_lies_in_its_range() -> None:
    base = scenario()
    for table in (base.regions, base.makers, base.models, base.clouds):
        for name, entry in table:
            for leaf in leaves(entry):
                assert leaf.param.low <= leaf.value <= leaf.param.high, f"{name}.{leaf.path}"


@pytest.mark.parametrize("group", BLOCKS)
def test_every_number_of_the_model_is_read_by_the_model(group: str) -> None:
    """A number that nothing reads is a lever that moves nothing."""
    package = Path(simulator.__file__).parent
    source = "\n".join(
        path.read_text(encoding="utf-8") for path in package.rglob("*.py") if path.name != "assumptions.py"
    )
    dynamic = {"channel_startup", "channel_mid", "channel_large", "channel_government"}
    words = ("capability", "price", "ecosystem", "exposure", "distrust", "ban_risk", "presence", "endorsement")
    if group == "tastes":  # read by the names of the tastes
        dynamic |= {*words, "support"}
    unread = [
        name for name in BLOCKS[group].model_fields if name not in dynamic and not re.search(rf"\.{name}\b", source)
    ]
    assert not unread


@pytest.mark.parametrize("kind", list(POLICIES))
def test_every_policy_says_what_it_is_who_does_it_and_who_has_done_it(kind: str) -> None:
    policy = POLICIES[kind]
    assert policy.id == kind
    assert re.fullmatch(r"[a-z_]+", kind)
    assert policy.title[0].isupper()
    assert not policy.title.endswith(".")
    assert (policy.__doc__ or "").strip().endswith(".")
    assert policy.actor.strip()
    assert policy.in_reality.strip().endswith(".")
    assert policy.strength_means.strip()
    assert policy.greatest_strength > 0.0
    assert set(policy.may_target) <= set(Target.model_fields)


def test_titles_tell_policies_apart() -> None:
    titles = [POLICIES[kind].title for kind in POLICIES]
    assert len(set(titles)) == len(titles)


@pytest.mark.parametrize("kind", list(POLICIES))
def test_the_default_target_of_a_policy_exists_and_is_one_that_it_may_have(kind: str) -> None:
    base = scenario()
    known = {
        "maker": tuple(name for name, _ in base.makers),
        "origin": ORIGINS,
        "model": tuple(name for name, _ in base.models),
        "region": REGIONS,
    }
    default = POLICIES[kind].default_target
    assert not list(unknown_targets(default, known))
    named = {field for field in Target.model_fields if getattr(default, field)}
    assert named <= set(POLICIES[kind].may_target)
    assert measure(kind).aim() == default


FIRST_SET = (
    *("entity_list", "export_controls", "export_relief", "official_ban", "federal_ban", "data_residency", "audit"),
    *("endorse_open", "chinese_capex_abroad", "europe_america_tension", "national_programme", "close_weights"),
)


@pytest.mark.parametrize("kind", FIRST_SET)
def test_the_ids_of_policies_are_those_that_files_rely_on(kind: str) -> None:
    assert kind in POLICIES


INDICATOR_NAMES = (
    *("market_share", "origin_share_of_open_use", "leakage", "capability", "capability_gap", "list_price", "spend"),
    *("receipts", "ban_belief", "downloads", "derivatives", "models_on_offer", "switching", "adaptation_cost"),
)


@pytest.mark.parametrize("name", INDICATOR_NAMES)
def test_the_names_of_indicators_are_those_that_files_rely_on(name: str) -> None:
    assert name in INDICATORS


@pytest.mark.parametrize("name", list(INDICATORS))
def test_every_indicator_has_a_label_a_unit_and_a_definition(name: str) -> None:
    indicator = INDICATORS[name]
    assert indicator.label[0].isupper()
    assert indicator.unit.strip()
    assert indicator.definition.endswith(".")
