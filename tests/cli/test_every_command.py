"""Every command has a line in the README, an example in its help, and a test of its own; a new one is one file."""

import re
import shlex
import sys
from collections.abc import Iterator
from pathlib import Path

import click
import pytest

from simulator import cli
from simulator.cli import commands
from tests.cli.answers import ROOT
from ui.window.rendering import render

README = (ROOT / "README.md").read_text(encoding="utf-8")
SHELL = re.findall(r"^```sh\n(.*?)^```", README, re.DOTALL | re.MULTILINE)
CONTEXT = click.Context(cli.shakeout, info_name="shakeout", **cli.shakeout.context_settings)
COMMANDS = {name: cli.shakeout.get_command(CONTEXT, name) for name in cli.shakeout.list_commands(CONTEXT)}
COMMANDS["render"] = render  # the window's own, which its entry point adds


def folder_of_tests(name: str) -> Path:
    """Return the folder in which the tests of a command stand."""
    return ROOT / "tests" / ("ui" if name == "render" else "cli")


def help_of(name: str) -> str:
    """Return the help of a command."""
    command = COMMANDS[name]
    assert command is not None
    return command.get_help(click.Context(command, info_name=name, parent=CONTEXT, max_content_width=100))


def examples(name: str) -> list[str]:
    """Return the calls of itself that the help of a command shows."""
    return [line.strip() for line in help_of(name).splitlines() if line.startswith(f"    shakeout {name}")]


def test_there_are_the_commands_that_users_know() -> None:
    known = {"check", "compare", "diff", "evidence", "full", "list", "open", "render", "run", "schema"}
    assert known <= set(COMMANDS)


@pytest.mark.parametrize("name", COMMANDS)
def test_a_command_has_a_line_in_the_readme(name: str) -> None:
    assert re.search(rf"^shakeout {name}\b", "".join(SHELL), re.MULTILINE)


@pytest.mark.parametrize("name", COMMANDS)
def test_a_command_has_a_test_of_its_own(name: str) -> None:
    stem = "rendering" if name == "render" else name
    assert "def test_" in (folder_of_tests(name) / f"test_{stem}.py").read_text(encoding="utf-8")


@pytest.mark.parametrize("name", COMMANDS)
def test_the_help_of_a_command_shows_examples_that_it_takes(name: str) -> None:
    command = COMMANDS[name]
    assert command is not None
    assert examples(name), "its help shows no example"
    for example in examples(name):
        words = shlex.split(re.split(r"[|>]", example)[0])
        command.make_context(name, words[2:], parent=CONTEXT)


@pytest.mark.parametrize("name", COMMANDS)
def test_the_help_of_a_command_says_what_it_does(name: str) -> None:
    command = COMMANDS[name]
    assert command is not None
    assert f"Usage: shakeout {name}" in help_of(name)
    assert command.get_short_help_str(100).endswith((".", ")."))


@pytest.fixture
def dropped_in(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """Put the file of the README's example of a command where commands are looked for."""
    found = re.search(r"^```python\n(# simulator/cli/commands/(\w+)\.py\n.*?)^```", README, re.DOTALL | re.MULTILINE)
    assert found is not None, "the README shows no command"
    (tmp_path / f"{found[2]}.py").write_text(found[1], encoding="utf-8")
    monkeypatch.setattr(commands, "__path__", [*commands.__path__, str(tmp_path)])
    yield
    sys.modules.pop(f"{commands.__name__}.{found[2]}")


@pytest.mark.usefixtures("dropped_in")
def test_a_file_is_enough_for_a_new_command(capsys: pytest.CaptureFixture[str]) -> None:
    assert cli.main(("makers", "base"), lambda *_: 1) == 0
    assert "DeepSeek" in capsys.readouterr().out.split("\n")
    assert cli.main(("--help",), lambda *_: 1) == 0
    assert "makers " in capsys.readouterr().out
