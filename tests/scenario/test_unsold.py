"""A maker that can never sell anything is told, with what it lacks."""

from __future__ import annotations

import pytest

from simulator.scenario.library import load, shipped
from simulator.scenario.reading.reading import check
from simulator.scenario.reading.unsold import unsold

HEAD = 'format = 2\ntitle = "T"\nextends = "base"\n[run]\nbuyers = 64\nend = "2025-12"\n'
NEW = '[makers.new]\nname = "New"\norigin = "europe"\nkind = "startup"\n'
MODEL = '[models.new_model]\nname = "New model"\nmaker = "new"\nlaunch = "2024-01"\n'
AMERICAN = NEW.replace("europe", "united_states")
BAN = '[measures.ban]\nkind = "federal_ban"\nstart = "2023-09"\n'
LACKING = {
    "no model": (NEW, "no model is its own"),
    "no launch": (NEW + MODEL.replace("2024-01", "never"), "its first model is launched never"),
    "a launch after the end": (NEW + MODEL.replace("2024-01", "2026-01"), "launched in Jan 2026, after the run ends"),
    "an entry after the end": (NEW + 'enters = "2027-01"\n' + MODEL, "enters in Jan 2027, after the run ends"),
    "no entry": (NEW + 'enters = "never"\n' + MODEL, "it enters never"),
    "an event that never comes": (NEW.replace("startup", "patron") + "waiting = true\n" + MODEL, "it waits"),
    "no cloud that takes it": (
        AMERICAN.replace("united_states", "other") + MODEL + "maker_api = false\n",
        "neither served by itself nor by any cloud",
    ),
    "no country": (AMERICAN + MODEL + "domestic_only = true\n", "let it out of where it may not be sold"),
    "a ban everywhere": (
        NEW + MODEL + BAN + 'target = { maker = "new", region = "*" }\n',
        "banned from the start wherever it could sell",
    ),
    "a ban in its only region": (
        NEW + MODEL + "domestic_only = true\n" + BAN + 'target = { maker = "new", region = "china" }\n',
        "banned from the start wherever it could sell",
    ),
}
SELLING = {
    "a model": NEW + MODEL,
    "open weights": NEW + MODEL + 'maker_api = false\nopen_from = "2024-06"\n',
    "a chat application": NEW
    + "consumer_monetisation = 1\napp = { europe = 0 }\n"
    + MODEL
    + "maker_api = false\ndomestic_only = true\n",
    "a ban that begins later": NEW
    + MODEL
    + BAN.replace("2023-09", "2025-01")
    + 'target = { maker = "new", region = "*" }\n',
    "a ban that ends": NEW + MODEL + BAN + 'end = "2025-01"\ntarget = { maker = "new", region = "*" }\n',
    "a ban for some": NEW + MODEL + BAN + 'strength = 0.9\ntarget = { maker = "new", region = "*" }\n',
    "a ban of the service": NEW
    + MODEL
    + 'open_from = "2024-01"\n'
    + BAN
    + 'scope = "hosted"\ntarget = { maker = "new", region = "*" }\n',
    "an early end, and makers that nobody named": "",
}


def told(text: str) -> list[str]:
    """Return the warnings about makers."""
    scenario, problems = check(f"{HEAD}{text}")
    assert scenario is not None, problems
    return [problem.text for problem in problems if problem.place.startswith("makers.")]


@pytest.mark.parametrize("what", LACKING)
def test_a_maker_that_can_never_sell_anything_is_told_with_what_it_lacks(what: str) -> None:
    text, why = LACKING[what]
    (only,) = told(text)
    assert only.startswith("It can never sell anything: ")
    assert why in only


@pytest.mark.parametrize("what", SELLING)
def test_a_maker_that_may_sell_something_is_not_told(what: str) -> None:
    assert told(SELLING[what]) == []


def test_banning_everybody_is_told_of_every_maker() -> None:
    text = BAN + 'target = { origin = "*", region = "*" }\n'
    banned = told(text)
    assert len(banned) > 5
    assert all("banned" in text for text in banned)


@pytest.mark.parametrize("name", [found.name for found in shipped()])
def test_every_maker_of_a_scenario_that_ships_may_sell_something(name: str) -> None:
    assert unsold(load(name)) == {}
