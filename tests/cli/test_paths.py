"""Whatever path a command is given, it answers with one sentence and code 2, before anything is simulated."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path

import click
import pytest

from simulator import cli
from tests.cli.answers import GOOD, Ask

LONG = "x" * 300
BAD_TO_READ = {
    "a folder": "folder.toml",
    "nothing there": "nothing.toml",
    "too long a name": f"{LONG}.toml",
    "too long a table": f"{LONG}.csv",
    "a table of no one": "nothing.csv",
    "NUL": "a\0b.toml",
    "NUL in a table": "a\0b.csv",
    "a device": "/dev/full",
    "a pipe": "pipe.toml",
    "standard input": "-",
    "a circle": "circle.toml",
    "a URL of nothing": "file:///nowhere/x.toml",
    "JSON": "model.json",
}
BAD_TO_WRITE = {
    "no folder": "nowhere/out{}",
    "a folder": "folder{}",
    "too long a name": f"{LONG}{{}}",
    "a name too long with its receipt": f"{'x' * 245}{{}}",
    "NUL": "a\0b{}",
    "a file as a folder": "good.toml/out{}",
    "a device": "/dev/full",
    "a pipe": "pipe{}",
    "standard output": "-",
    "a circle": "circle{}",
}


def commands() -> Iterator[tuple[str, click.Command]]:
    """Yield every command."""
    from ui.window.rendering import render

    cli.shakeout.add_command(render)
    context = click.Context(cli.shakeout)
    for name in cli.shakeout.list_commands(context):
        command = cli.shakeout.get_command(context, name)
        assert command is not None
        yield name, command


COMMANDS = dict(commands())
READERS = [name for name, command in COMMANDS.items() if any(isinstance(one, click.Argument) for one in command.params)]
WRITERS = [name for name, command in COMMANDS.items() if any(one.name == "out" for one in command.params)]


@pytest.fixture(autouse=True)
def _strange_things(tmp_path: Path) -> None:
    (tmp_path / "good.toml").write_text(GOOD)
    (tmp_path / "model.json").write_text('{"a": 1}')
    for ending in ("", ".toml", ".csv", ".parquet", ".png"):
        (tmp_path / f"folder{ending}").mkdir()
        (tmp_path / f"circle{ending}").symlink_to(f"circle{ending}")
        os.mkfifo(tmp_path / f"pipe{ending}")


def is_one_sentence(text: str) -> bool:
    """Return whether a command answered with one line that names no code of the program."""
    return text.count("\n") == 1 and not any(word in text for word in ("Traceback", "Errno", "null byte"))


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="There are no pipes with names.")
@pytest.mark.parametrize("kind", BAD_TO_READ)
@pytest.mark.parametrize("name", READERS)
def test_a_path_that_cannot_be_read_is_refused_in_one_sentence(ask: Ask, name: str, kind: str) -> None:
    command, path = COMMANDS[name], BAD_TO_READ[kind]
    arguments = [one for one in command.params if isinstance(one, click.Argument)]
    given = [path, *["base"] * (len(arguments) - 1)]
    out = ["--out", "picture.png"] if name == "render" else []
    code, said, told = ask(name, *given, *out)
    assert code == 2
    assert is_one_sentence(said + told), said + told


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="There are no pipes with names.")
@pytest.mark.parametrize("kind", BAD_TO_WRITE)
@pytest.mark.parametrize("name", WRITERS)
def test_a_path_that_cannot_be_written_is_refused_in_one_sentence(ask: Ask, name: str, kind: str) -> None:
    command = COMMANDS[name]
    ending = {"render": ".png", "full": ".toml"}.get(name, ".csv")
    given = ["good.toml" for one in command.params if isinstance(one, click.Argument)]
    force = ["--force"] if any(one.name == "force" for one in command.params) else []
    code, said, told = ask(name, *given, "--out", BAD_TO_WRITE[kind].format(ending), *force)
    assert (code, said) == (2, "")
    assert is_one_sentence(told), told
    assert "--out" in told


def test_there_are_commands_that_read_and_commands_that_write() -> None:
    assert {"run", "check", "compare", "diff", "full", "open", "render"} <= set(READERS)
    assert {"run", "compare", "evidence", "full", "render"} <= set(WRITERS)


def test_a_table_is_written_under_a_url_and_in_capitals(ask: Ask, tmp_path: Path) -> None:
    assert ask("run", (tmp_path / "good.toml").as_uri(), "--out", (tmp_path / "my market.CSV").as_uri()).code == 0
    assert (tmp_path / "my market.CSV.receipt.toml").exists()
    assert ask("run", "my market.CSV").code == 0
