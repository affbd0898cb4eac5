"""What the tests of every command rely on: a window that only remembers, and a way to ask."""

from pathlib import Path

import pytest

from simulator import cli
from tests.cli.answers import Answer, Ask, Window


@pytest.fixture
def window() -> Window:
    """Return a window that opens."""
    return Window()


@pytest.fixture
def ask(window: Window, capsys: pytest.CaptureFixture[str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Ask:
    """Return a function that runs a command in an empty folder."""
    monkeypatch.chdir(tmp_path)

    def run(*arguments: str) -> Answer:
        code = cli.main(arguments, window)
        return Answer(code, *capsys.readouterr())

    return run
