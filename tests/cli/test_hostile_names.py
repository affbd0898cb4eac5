"""No name, title or note from a file, and nothing that was typed, acts in the terminal or in a table."""

from pathlib import Path

import pytest

from simulator.scenario.library import load
from simulator.scenario.reading.reading import read_text
from simulator.scenario.writing.resolved import resolved_text
from tests.cli.answers import Answer, Ask, Window
from tests.cli.test_every_command import COMMANDS
from tests.hostile_market import ACTS, hostile

FILE, ESCAPE = "hostile.toml", "\x1b[31m\u202e"
CALLS = {  # each command, on the hostile market
    "check": ("check", FILE),
    "compare": ("compare", "base", FILE, "--seeds", "1", "--buyers", "200", "--months", "2023-11"),
    "diff": ("diff", "base", FILE),
    "full": ("full", FILE),
    "list": ("list",),
    "open": ("open", FILE),
    "run": ("run", FILE, "--out", "hostile.csv"),
    "schema": ("schema",),
}
WRONG = r"""format = 2
title = "x"
extends = "base"
"\u001b[31m\u202e\n" = 1
[makers."=1+1 \u009b7m"]
[run]
seed = "\u001b[31m"
"""
ASK_NO_FILE = {"evidence": "takes no scenario", "render": "needs Qt: tests/ui has the walk through the window"}
MISTAKES = {
    "a command that there is not": (f"rum{ESCAPE}", "base"),
    "a scenario that there is not": ("run", ESCAPE),
    "an option that there is not": ("run", "base", f"--{ESCAPE}"),
    "a month that there is not": ("run", "base", "--until", ESCAPE),
    "a folder that there is not": ("run", "base", "--out", f"{ESCAPE}/x.csv"),
    "a file that is wrong": ("check", "wrong.toml"),
    "a file that is wrong, run": ("run", "wrong.toml"),
    "a name of a file": ("check", f"{ESCAPE}.toml"),
}


@pytest.fixture
def market(tmp_path: Path) -> str:
    """Write the hostile market of a few months into the folder in which commands run, and return its text."""
    text = resolved_text(hostile(load("base").changed(buyers=200, end=3)))
    (tmp_path / FILE).write_text(text, encoding="utf-8")
    (tmp_path / f"{ESCAPE}.toml").write_text(text, encoding="utf-8")
    (tmp_path / "wrong.toml").write_text(WRONG, encoding="utf-8")
    return text


def acts(answer: Answer) -> set[str]:
    """Return the characters of an answer that a terminal obeys."""
    return ACTS & set(answer.out + answer.err)


def test_every_command_is_asked() -> None:
    assert set(CALLS) | set(ASK_NO_FILE) == set(COMMANDS)


@pytest.mark.usefixtures("market")
@pytest.mark.parametrize("name", CALLS)
def test_no_command_lets_a_name_act_in_the_terminal(name: str, ask: Ask, window: Window) -> None:
    window.refusal = f"There is no display {ESCAPE}."
    answer = ask(*CALLS[name])
    assert answer.code == 0, answer.err
    assert answer.out
    assert not acts(answer)


@pytest.mark.usefixtures("market")
@pytest.mark.parametrize("mistake", MISTAKES)
def test_what_was_typed_does_not_act_where_it_is_repeated(mistake: str, ask: Ask) -> None:
    answer = ask(*MISTAKES[mistake])
    assert answer.out + answer.err
    assert not acts(answer)


@pytest.mark.usefixtures("market")
def test_a_name_stays_on_its_line(ask: Ask) -> None:
    _, _, after_the_question = ask("run", FILE).out.partition("buyers, seed")
    assert "=1+1" in after_the_question
    assert "\n\\u009b7m" not in after_the_question


def test_a_scenario_in_full_is_the_same_although_nothing_in_it_acts(market: str, ask: Ask) -> None:
    printed = ask("full", FILE).out
    assert read_text(printed, None).scenario == read_text(market, None).scenario


def test_help_is_what_it_was(ask: Ask) -> None:
    assert ask("--help").out.startswith("Usage: shakeout [SCENARIO]\n")
