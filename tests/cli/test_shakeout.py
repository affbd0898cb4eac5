"""The command line answers, refuses in one message, and never shows a traceback."""

import subprocess
import sys
from pathlib import Path

import click
import pytest

from simulator import cli
from simulator.scenario.shelf import names
from tests.cli.answers import BAD, ROOT, Ask


@pytest.mark.parametrize(
    "arguments, words",
    [
        (("run",), "Missing argument 'SCENARIO'"),
        (("compare", "base"), "Missing argument 'SCENARIO'"),
        (("compare", "base", "bsae"), 'did you mean "base"'),
        (("compare", "base", "base", "--seeds", "0"), "--seeds"),
        (("compare", "base", "base", "--months", "2028"), '"2028" is not a month'),
        (("compare", "base", "base", "--months", "2028-05:2028-01"), "ends before it begins"),
        (("compare", "base", "base", "--out", "table.txt"), ".csv or .parquet"),
        (("run", "bsae"), 'did you mean "base"'),
        (("run", "nothing.toml"), "There is no such file"),
        (("run", "."), "This is a folder"),
        (("run", "./"), "This is a folder"),
        (("run", "base", "more"), "unexpected extra argument"),
        (("run", "base", "--sede", "3"), "--seed"),
        (("run", "base", "--seed", "-1"), "--seed"),
        (("run", "base", "--seed", "x"), "--seed"),
        (("run", "base", "--buyers", "3"), "64"),
        (("run", "base", "--until", "2026-13"), "is not a month"),
        (("run", "base", "--until", "2036-01"), "Sep 2023 to Dec 2035"),
        (("run", "base", "--out", "table.cvs"), 'did you mean ".csv"'),
        (("run", "base", "--out", "table"), "end the name with one of these"),
        (("run", "base", "--out", "nowhere/table.csv"), "there is no folder nowhere"),
        (("rnu", "base"), 'did you mean "run"'),
        (("rnu",), 'did you mean "run"'),
        (("bsae",), 'did you mean "base"'),
        (("--verison",), "--version"),
        (("check",), "Missing argument"),
        (("list", "more"), "unexpected extra argument"),
        (("run", "bad.toml"), "line 5, run.buyers: 2 lies outside"),
        (("bad.toml",), 'line 6, run.seed: A whole number, without quotes, is expected here, not "x"'),
    ],
)
def test_a_mistake_ends_with_one_message_and_code_2(
    ask: Ask, tmp_path: Path, arguments: tuple[str, ...], words: str
) -> None:
    (tmp_path / "bad.toml").write_text(BAD)
    code, out, err = ask(*arguments)
    assert (code, out) == (2, "")
    assert words in err
    assert "Traceback" not in err


def test_the_help_names_both_ways_to_call(ask: Ask) -> None:
    out = ask("-h").out
    assert "shakeout [SCENARIO]" in out
    assert "shakeout COMMAND" in out


def test_the_version_is_told(ask: Ask) -> None:
    assert ask("--version").out.startswith("shakeout ")


def test_a_command_without_a_window_imports_neither_qt_nor_other_commands() -> None:
    code = (
        "import sys; sys.argv = ['shakeout', 'list']; from ui.main import main; assert main() == 0; "
        "assert not [name for name in sys.modules if name.startswith(('PySide6', 'pyqtgraph', 'pandas'))];"
        "ours = [name for name in sys.modules if name.startswith('simulator.cli.commands.')];"
        "assert ours == ['simulator.cli.commands.list'], ours"
    )
    subprocess.run([sys.executable, "-c", code], cwd=ROOT, check=True, capture_output=True)


def test_every_shipped_scenario_has_a_name_that_is_no_command() -> None:
    assert not set(names()) & set(cli.shakeout.list_commands(click.Context(cli.shakeout)))
