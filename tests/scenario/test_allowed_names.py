"""Where a name is missing or unknown, those that are allowed are listed."""

import pytest

from simulator.assumptions import Assumptions
from simulator.entries import KINDS, ORIGINS, REGIONS, Maker
from simulator.policy import POLICIES
from simulator.scenario.reading.reading import check

HEAD = 'format = 2\ntitle = "A test"\nextends = "base"\n'
BAN = '[measures.ban]\nkind = "federal_ban"\nstart = "2026-07"\n'
ALLOWED = {  # what is wrong, its place, and what may stand there instead
    "a kind that is missing": ('[measures.new]\nstart = "2027-01"\n', "measures.new.kind", sorted(POLICIES)),
    "a kind": ('[measures.new]\nkind = "zzz"\nstart = "2027-01"\n', "measures.new.kind", sorted(POLICIES)),
    "numbers of a kind": ("[policies.zzz]\nx = 1\n", "policies.zzz", sorted(POLICIES)),
    "an origin that is missing": ('[makers.new]\nname = "N"\nkind = "giant"\n', "makers.new.origin", ORIGINS),
    "a kind of maker that is missing": ('[makers.new]\nname = "N"\norigin = "china"\n', "makers.new.kind", KINDS),
    "an origin": ('[makers.openai]\norigin = "zzz"\n', "makers.openai.origin", ORIGINS),
    "a region": ('[regions.zzz]\nname = "Z"\n', "regions.zzz", REGIONS),
    "a maker that is missing": ('[models.new]\nname = "N"\n', "models.new.maker", ["openai", "deepseek"]),
    "no maker": ('[models.gpt]\nmaker = ""\n', "models.gpt.maker", ["openai", "deepseek"]),
    "a maker": ('[models.gpt]\nmaker = "zzz"\n', "models.gpt.maker", ["openai", "deepseek"]),
    "a cloud": ('[makers.openai]\nown_cloud = "zzz"\n', "makers.openai.own_cloud", ["aws", "alibaba_cloud"]),
    "a group": ('[clouds.aws]\ngroup = "zzz"\n', "clouds.aws.group", ["amazon"]),
    "a target origin": (f'{BAN}target = {{ origin = "zzz" }}\n', "measures.ban.target.origin", ORIGINS),
    "a target region": (f'{BAN}target = {{ region = "zzz" }}\n', "measures.ban.target.region", REGIONS),
    "a target maker": (f'{BAN}target = {{ maker = "zzz" }}\n', "measures.ban.target.maker", ["openai"]),
    "a target model": (f'{BAN}target = {{ model = "zzz" }}\n', "measures.ban.target.model", ["gpt", "qwen"]),
    "a choice of a policy": (f'{BAN}scope = "zzz"\n', "measures.ban.scope", ["hosted", "all"]),
    "a setting": (f"{BAN}zzz = 1\n", "measures.ban.zzz", ["scope", "signal", "start", "target"]),
    "a key of a maker": ("[makers.openai]\nzzz = 1\n", "makers.openai.zzz", list(Maker.model_fields)),
    "a group of assumptions": ("[parameters.zzz]\nx = 1\n", "parameters.zzz", list(Assumptions.model_fields)),
    "a buyer": (
        '[measures.new]\nkind = "takeover"\nstart = "2027-01"\nbuyer = "zzz"\n',
        "measures.new.buyer",
        ["alibaba", "openai"],
    ),
    "a measure to remove": ("[measures.zzz]\nremoved = true\n", "measures.zzz.removed", ["meta_stall"]),
}


@pytest.mark.parametrize("what", ALLOWED)
def test_a_name_that_is_missing_or_unknown_is_told_with_those_that_are_allowed(what: str) -> None:
    text, place, allowed = ALLOWED[what]
    _, problems = check(f"{HEAD}{text}")
    (told,) = (problem.text for problem in problems if problem.place == place)
    assert [name for name in allowed if name not in told] == [], told


def test_a_measure_without_a_kind_is_told_the_nearest_kinds_first() -> None:
    _, problems = check(f'{HEAD}[measures.federal_bann]\nstart = "2027-01"\n')
    (told,) = (problem.text for problem in problems if problem.severity == "error")
    assert "there are federal_ban, " in told
