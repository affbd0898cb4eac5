"""shakeout list: every scenario that ships, by who acts."""

from simulator.scenario.library import ACTORS, shipped
from tests.cli.answers import Ask


def test_the_list_shows_every_question(ask: Ask) -> None:
    code, out, _ = ask("list")
    assert code == 0
    words = " ".join(out.split())
    for scenario in shipped():
        assert f"{scenario.name}: {scenario.title}" in words
        assert scenario.question in words
        assert scenario.question.endswith("?")


def test_the_list_groups_scenarios_by_who_acts(ask: Ask) -> None:
    lines = ask("list").out.splitlines()
    headings = [line for line in lines if line in ACTORS]
    assert headings == [actor for actor in ACTORS if actor in headings]
    assert {"Washington", "Brussels", "Beijing", "Global south", "Investors", "Firms"} <= set(headings)
    place = {found.name: lines.index(f"{found.name}: {found.title}") for found in shipped()}
    for found in shipped()[1:]:
        assert [line for line in lines[: place[found.name]] if line in ACTORS][-1] == found.actor
