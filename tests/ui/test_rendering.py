"""A view of the window is drawn into a file from the command line, and the file opens its run again."""

from __future__ import annotations

import os
import subprocess
import sys
from typing import TYPE_CHECKING

import pytest
from click.testing import CliRunner

from simulator.receipts import read_receipt
from simulator.scenario.keeping.journal import Journal, folder, work_on
from simulator.scenario.library import load
from tests.patience import PATIENCE
from ui.window.rendering import VIEWS, render

pytest.importorskip("PySide6.QtWidgets", exc_type=ImportError)

from PySide6.QtGui import QImage

from ui.charts.exporting import receipt_in_picture
from ui.window.tabs import tabs

if TYPE_CHECKING:
    from pathlib import Path

SHORT = """format = 2
title = "Short"
extends = "base"
[run]
buyers = 256
end = "2026-06"
"""


@pytest.fixture
def short(tmp_path: Path) -> Path:
    """Return the file of a scenario that is soon simulated."""
    path = tmp_path / "short.toml"
    path.write_text(SHORT, encoding="utf-8")
    return path


def test_every_tab_can_be_drawn() -> None:
    assert set(VIEWS) == {tab.id for tab in tabs()} | {"present"}


def test_a_view_is_drawn_in_a_process_of_its_own_without_a_display(short: Path, tmp_path: Path) -> None:
    out = tmp_path / "live.png"
    command = [sys.executable, "-m", "ui.main", "render", str(short), "--size", "1280x720", "--out", str(out)]
    done = subprocess.run(command, capture_output=True, text=True, timeout=PATIENCE, check=False)
    assert done.returncode == 0, done.stderr
    assert "propagateSizeHints" not in done.stderr
    drawn = QImage(str(out))
    assert (drawn.width(), drawn.height()) == (2560, 1440)
    colours = {drawn.pixel(x, y) for x in range(0, 2560, 16) for y in range(0, 1440, 16)}
    assert len(colours) > 30, "a window with a chart has many colours"
    scenario = read_receipt(receipt_in_picture(out)).scenario
    assert (scenario.title, scenario.buyers) == ("Short", 256)


@pytest.mark.usefixtures("qtbot")
@pytest.mark.parametrize("view", ["compare", "makers", "evidence", "present"])
def test_each_view_is_drawn(short: Path, tmp_path: Path, view: str) -> None:
    out = tmp_path / "view.svg"
    scenarios = [str(short), str(short)] if view == "compare" else [str(short)]
    answer = CliRunner().invoke(
        render, [*scenarios, "--view", view, "--month", "2026-03", "--size", "900x600", "--out", str(out)]
    )
    assert answer.exit_code == 0, answer.output
    assert "Mar 2026" in answer.output
    assert out.read_text(encoding="utf-8").count("<text") > 20
    assert (tmp_path / "view.svg.receipt.toml").exists()


@pytest.mark.usefixtures("qtbot")
def test_drawing_leaves_lost_work_to_the_next_window(short: Path, tmp_path: Path) -> None:
    for _ in range(2):  # of which a window would remove one
        journal = Journal()
        journal.note(work_on(load("base"), None, ""))
        journal.leave()
    before = sorted(folder().iterdir())
    answer = CliRunner().invoke(render, [str(short), "--size", "900x600", "--out", str(tmp_path / "view.png")])
    assert answer.exit_code == 0, answer.output
    assert sorted(folder().iterdir()) == before


@pytest.mark.usefixtures("qtbot")
def test_a_market_that_crashes_is_told_and_nothing_is_drawn(
    short: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def crash(*_: object) -> None:
        message = "prices went mad"
        raise ArithmeticError(message)

    monkeypatch.setattr("simulator.history.step", crash)
    out = tmp_path / "view.png"
    answer = CliRunner().invoke(render, [str(short), "--size", "900x600", "--out", str(out)])
    assert answer.exit_code == 1
    assert "prices went mad" in answer.output
    assert not out.exists()


def test_a_month_after_the_end_of_the_run_is_refused(short: Path, tmp_path: Path) -> None:
    answer = CliRunner().invoke(render, [str(short), "--month", "2030-01", "--out", str(tmp_path / "view.png")])
    assert answer.exit_code == 2
    assert "ends in Jun 2026" in answer.output


@pytest.mark.parametrize(
    "arguments, says",
    [
        (["base", "--out", "x.gif"], ".png, .svg or .pdf"),
        (["base", "--out", "nowhere/x.png"], "no folder"),
        (["base", "--size", "10x10", "--out", "x.png"], "320"),
        (["base", "--size", "wide", "--out", "x.png"], "1440x900"),
        (["base", "--view", "compare", "--out", "x.png"], "two to four"),
        (["base", "base", "--out", "x.png"], "takes one"),
        (["base", "--month", "2050-01", "--out", "x.png"], "outside"),
        (["base", "--out", "there.png"], "--force"),
    ],
)
def test_what_cannot_be_drawn_is_refused_in_a_sentence(
    arguments: list[str], says: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "there.png").write_bytes(b"")
    answer = CliRunner().invoke(render, arguments)
    assert answer.exit_code == 2
    assert says in answer.output


def test_where_qt_lacks_a_library_nothing_is_drawn_and_the_package_is_named(short: Path, tmp_path: Path) -> None:
    (tmp_path / "libEGL.so.1").touch()  # the loader takes it for the library, and fails
    command = [sys.executable, "-m", "ui.main", "render", str(short), "--out", str(tmp_path / "live.png")]
    environment = {**os.environ, "LD_LIBRARY_PATH": str(tmp_path)}
    done = subprocess.run(command, capture_output=True, text=True, timeout=PATIENCE, check=False, env=environment)
    assert done.returncode == 1
    assert "apt-get install libegl1" in done.stderr or "libEGL.so.1" in done.stderr
    assert "Traceback" not in done.stderr
    assert not (tmp_path / "live.png").exists()
