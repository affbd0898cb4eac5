"""shakeout open: the window where there is a display, and a run in the terminal where there is none."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from simulator.scenario.library import load
from simulator.scenario.shelf import kept_names
from simulator.summary import HONESTY
from tests.cli.answers import GOOD, ROOT, Ask, Window
from tests.patience import PATIENCE
from ui.main import why_qt_would_crash, why_there_is_no_window


def shakeout(*arguments: str, **environment: str) -> subprocess.Popen[str]:
    """Start the real command in a process of its own, without a display."""
    hidden = ("DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM")
    ours = {name: value for name, value in os.environ.items() if name not in hidden} | environment
    command = [sys.executable, "-m", "ui.main", *arguments]
    return subprocess.Popen(
        command, cwd=ROOT, env=ours, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, encoding="utf-8"
    )


def test_a_scenario_opens_in_the_window(ask: Ask, window: Window, tmp_path: Path) -> None:
    assert ask().code == 0
    assert (window.scenario, window.path) == (load("base").changed(extends=kept_names()[-1]), None)
    assert ask("europe_turns").code == 0
    assert (window.scenario, window.path) == (load("europe_turns").changed(extends=kept_names()[-1]), None)
    (tmp_path / "good.toml").write_text(GOOD)
    assert ask("open", "good.toml").code == 0
    assert (window.scenario, window.path) == (load(Path("good.toml")), Path("good.toml"))


def test_a_scenario_may_be_named_like_a_command(ask: Ask, window: Window, tmp_path: Path) -> None:
    (tmp_path / "list").write_text(GOOD)
    assert ask("./list").code == 0
    assert window.path == Path("list")


def test_without_a_window_it_runs_instead(ask: Ask, window: Window, tmp_path: Path) -> None:
    (tmp_path / "good.toml").write_text(GOOD)
    window.refusal = "There is no display."
    code, out, err = ask("good.toml")
    assert code == 0
    assert err == "There is no display. Running the scenario in the terminal instead.\n"
    assert HONESTY in out


def test_without_a_display_the_real_command_runs_instead(tmp_path: Path) -> None:
    (tmp_path / "good.toml").write_text(GOOD)
    process = shakeout(str(tmp_path / "good.toml"))
    out, err = process.communicate(timeout=PATIENCE)
    assert process.returncode == 0
    assert err == "There is no display. Running the scenario in the terminal instead.\n"
    assert HONESTY in out


def test_a_display_is_looked_for(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setattr(sys, "platform", "linux")
    assert why_there_is_no_window() == "There is no display."


def test_an_unsound_pair_of_qt_and_python_is_refused() -> None:
    assert why_qt_would_crash((6, 11, 3), (3, 11)) is None
    assert why_qt_would_crash((6, 12, 0), (3, 12)) is None
    reason = why_qt_would_crash((6, 12, 0), (3, 11))
    assert reason is not None
    assert "PySide6 6.12.0 crashes under Python 3.11" in reason
