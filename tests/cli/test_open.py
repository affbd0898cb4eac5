"""shakeout open: the window where there is a display, and a run in the terminal where there is none."""

from pathlib import Path

from simulator.scenario.library import load
from simulator.scenario.shelf import kept_names
from simulator.summary import HONESTY
from tests.cli.answers import GOOD, Ask, Window
from ui.look.display import why_qt_would_crash


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


def test_a_file_of_another_market_says_so_where_it_is_opened(ask: Ask, window: Window) -> None:
    code, _, err = ask("open", "base@1")
    assert code == 0
    assert window.scenario is not None
    assert err == "base@1: Made with the market of 0.1.0. The model has changed; numbers will differ.\n"


def test_without_a_window_it_runs_instead(ask: Ask, window: Window, tmp_path: Path) -> None:
    (tmp_path / "good.toml").write_text(GOOD)
    window.refusal = "There is no display."
    code, out, err = ask("good.toml")
    assert code == 0
    assert err == "There is no display. Running the scenario in the terminal instead.\n"
    assert HONESTY in out


def test_an_unsound_pair_of_qt_and_python_is_refused() -> None:
    assert why_qt_would_crash((6, 11, 3), (3, 11)) is None
    assert why_qt_would_crash((6, 12, 0), (3, 12)) is None
    reason = why_qt_would_crash((6, 12, 0), (3, 11))
    assert reason is not None
    assert "PySide6 6.12.0 crashes under Python 3.11" in reason
