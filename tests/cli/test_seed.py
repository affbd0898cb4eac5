"""The number that fixes a run is called seed in every command, page, table and key; luck is what it stands for."""

import json
import re
from collections.abc import Iterator
from typing import Any

import click
import pytest

from simulator import cli
from simulator.evidence.shipped import table as shipped_evidence
from simulator.evidence.tables import tidy as tidy_evidence
from simulator.experiment.comparison import Comparison, Difference
from simulator.experiment.quantities import HEADLINES
from simulator.receipts import receipt
from simulator.scenario.schema import schema_text
from simulator.tables import tidy
from tests.cli.answers import ROOT, Ask
from tests.worlds import base_branch, scenario

NUMBER_CALLED_LUCK = re.compile(
    r"\bluck\b\W{0,3}\d|\bluck`?\s*=|`luck`|--luck|\b(change|set|choose|pick|number of) (the |your )?luck\b",
    re.IGNORECASE,
)
PAGES = sorted(path.relative_to(ROOT) for path in (ROOT / "README.md", *(ROOT / "assets").rglob("*.md")))
COMMANDS = sorted(cli.shakeout.list_commands(click.Context(cli.shakeout)))


@pytest.mark.parametrize("page", PAGES, ids=str)
def test_no_page_calls_the_seed_luck(page: str) -> None:
    assert not NUMBER_CALLED_LUCK.findall((ROOT / page).read_text(encoding="utf-8"))


@pytest.mark.parametrize("command", COMMANDS)
def test_no_command_calls_the_seed_luck(ask: Ask, command: str) -> None:
    shown = cli.shakeout.get_command(click.Context(cli.shakeout), command)
    assert shown is not None
    names = [name for each in shown.params for name in (each.name or "", *each.opts)]
    assert not [name for name in names if "luck" in name]
    assert not NUMBER_CALLED_LUCK.search(ask(command, "--help").out)


def test_the_help_of_run_says_what_the_seed_stands_for(ask: Ask) -> None:
    said = " ".join(ask("run", "--help").out.split())
    assert "--seed N" in said
    assert "other luck" in said


def test_no_key_of_a_file_is_called_luck() -> None:
    said = json.loads(schema_text())
    assert not [key for key in keys(said) if "luck" in key.casefold()]
    assert "seed" in set(keys(said))
    written = receipt(scenario())
    assert not re.findall(r"^\W*\w*luck\w*\W*=", written, re.MULTILINE | re.IGNORECASE)
    assert re.search(r"^seed = ", written, re.MULTILINE)


def keys(said: Any) -> Iterator[str]:  # noqa: ANN401 - JSON is anything
    """Yield the keys of a tree of JSON."""
    if isinstance(said, dict):
        yield from said
    for each in said.values() if isinstance(said, dict) else said if isinstance(said, list) else ():
        yield from keys(each)


def test_no_column_of_a_table_is_called_luck() -> None:
    found = Comparison(scenario(), scenario(), (1,), 0, (Difference(HEADLINES[0], (1.0,), (2.0,)),), 0.0, ())
    tables = (found.table(), tidy(base_branch(until=1).worlds[:1]), tidy_evidence(shipped_evidence()))
    assert not [column for table in tables for column in table.columns if "luck" in column]
