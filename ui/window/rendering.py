"""The command that draws the window into a file, without a display: for papers, lessons and manuals."""

from __future__ import annotations

import os
import tempfile
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

import click

from simulator.cli import OVERWRITING, Month, could_not_write, refuse_place
from simulator.cli.options import buyers as buyers_option
from simulator.cli.saying import say, say_beside
from simulator.dates import NOW, month_words
from simulator.disk import OURS, path_of
from simulator.scenario.library import load_to_edit
from simulator.scenario.shelf import find, names
from ui.window.tabs import LIVE, tabs

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from PySide6.QtWidgets import QWidget

    from simulator.scenario.value import Scenario
    from ui.window.main_window import MainWindow

_COMPARE, _PRESENT = "compare", "present"
VIEWS = (*(tab.id for tab in tabs()), _PRESENT)
THEMES = {"light": "light", "dark": "dark", "present": "projector"}
_ENDINGS = (".png", ".svg", ".pdf")
_LEAST, _MOST = 320, 8000  # pixels of a side
_CALM = 900  # ms in which whatever is still to be drawn is drawn
_PATIENCE = 600_000  # ms


class Size(click.ParamType[tuple[int, int]]):
    """Width and height in pixels, as in 1440x900."""

    name = "WIDTHxHEIGHT"

    def convert(self, value: object, param: click.Parameter | None, ctx: click.Context | None) -> tuple[int, int]:
        """Return width and height."""
        if isinstance(value, tuple):
            return value
        width, _, height = str(value).lower().partition("x")
        if not (width.isdecimal() and height.isdecimal()):
            self.fail(f'"{value}" is not a size; write width, x and height in pixels, as in 1440x900', param, ctx)
        sides = int(width), int(height)
        if not all(_LEAST <= side <= _MOST for side in sides):
            self.fail(f"{value}: each side must have {_LEAST} to {_MOST} pixels", param, ctx)
        return sides


@click.command(short_help="Draw a view of the window into a file.")
@click.argument("scenarios", nargs=-1, required=True, metavar="SCENARIO...")
@click.option("--view", type=click.Choice(VIEWS), default=LIVE, show_default=True, help="What is drawn.")
@click.option("--month", type=Month(), default=NOW, help="The month under the hand. Default: 2026-01.")
@click.option("--size", type=Size(), default=(1440, 900), help="Pixels. Default: 1440x900.")
@click.option("--theme", type=click.Choice(tuple(THEMES)), default="light", show_default=True, help="Colours.")
@buyers_option("Simulate as many enterprise buyers.")
@click.option("--out", type=path_of, required=True, metavar="FILE", help="A .png, .svg or .pdf file.")
@click.option("--force", is_flag=True, help="Let --out overwrite a file.")
def render(
    scenarios: tuple[str, ...],
    view: str,
    month: int,
    size: tuple[int, int],
    theme: str,
    buyers: int | None,
    out: Path,
    force: bool,
) -> None:
    """Draw a view of the window, simulated to its end, into a file. No display is needed.

    SCENARIO is the name of one that ships (see "shakeout list") or the path of a file; the view "compare" takes two to
    four, the first being the yardstick. The file carries the receipt of its run, so that Shakeout can open it again.

    \b
    Examples:
      shakeout render base --out base.png
      shakeout render ban_the_service --month 2030-01 --theme dark --out ban.svg
      shakeout render base ban_the_service --view compare --out compared.png
    """  # noqa: D301 - \b keeps click from joining the lines of the examples
    from ui.look.display import why_there_is_no_window

    _check(scenarios, view, out, force=force)
    found = [_loaded(name) for name in scenarios]
    if buyers is not None:
        found = [scenario.changed(buyers=buyers) for scenario in found]
    end = found[0].end
    if month > end and month != NOW:
        raise click.UsageError(f"--month: the run of {scenarios[0]} ends in {month_words(end)}")
    month = min(month, end)
    os.environ["QT_QPA_PLATFORM"] = "offscreen"
    if reason := why_there_is_no_window():
        raise click.ClickException(f"{reason} Nothing was drawn.")
    _draw(found, scenarios, view, month, size, THEMES[theme], out)
    say(f"{view.capitalize()} in {month_words(month)} is in {out}.")


def _check(scenarios: Sequence[str], view: str, out: Path, *, force: bool) -> None:
    """Refuse what cannot be drawn before anything is simulated."""
    if view == _COMPARE:
        if not 2 <= len(scenarios) <= 4:  # noqa: PLR2004 - as the view does
            raise click.UsageError("--view compare takes two to four scenarios, the first being the yardstick")
    elif len(scenarios) > 1:
        raise click.UsageError(f"--view {view} takes one scenario; only --view compare takes several")
    refuse_place(out, _ENDINGS, "view", "" if force else OVERWRITING)


def _loaded(name: str) -> Scenario:
    path = find(name)
    return load_to_edit(name if name in names() else path)


def _draw(
    scenarios: Sequence[Scenario],
    names_given: Sequence[str],
    view: str,
    month: int,
    size: tuple[int, int],
    theme: str,
    out: Path,
) -> None:
    with _empty_folder() as folder, _window(scenarios[0], folder, theme) as window:
        window.resize(*size)
        window.show()
        try:
            _arrange(window, view, month, scenarios, names_given)
            shown = window.projector.presentation or window
            shown.resize(*size)
            _settle(window)
            _write(shown, window.session.scenario, out)
        except OSError as problem:
            raise could_not_write(out, problem) from problem


@contextmanager
def _window(scenario: Scenario, folder: Path, theme: str) -> Iterator[MainWindow]:
    """Yield a window with settings of its own, which is closed in the end."""
    from PySide6.QtCore import QSettings, qInstallMessageHandler
    from PySide6.QtWidgets import QApplication

    from ui.look.settings import Settings
    from ui.panels.hint import Hint
    from ui.session.session import Session
    from ui.window.opened import opened_window

    before = qInstallMessageHandler(_print_what_matters)
    existing = QApplication.instance()
    application = existing if isinstance(existing, QApplication) else QApplication(["shakeout"])
    store = QSettings(str(folder / "settings.ini"), QSettings.Format.IniFormat)
    Hint(store).dismiss()
    settings = Settings(store)
    settings.choose(theme=theme)
    window = opened_window(Session(scenario), settings)
    settings.dress(application)
    try:
        yield window
    finally:
        window.close()
        window.deleteLater()
        application.sendPostedEvents()
        qInstallMessageHandler(before)


@contextmanager
def _empty_folder() -> Iterator[Path]:
    """Yield a folder in place of the user's own, so that no settings or lost work are read or written."""
    before = os.environ.get(OURS)
    with tempfile.TemporaryDirectory() as folder:
        os.environ[OURS] = folder
        try:
            yield Path(folder)
        finally:
            if before is None:
                del os.environ[OURS]
            else:
                os.environ[OURS] = before


def _arrange(
    window: MainWindow, view: str, month: int, scenarios: Sequence[Scenario], names_given: Sequence[str]
) -> None:
    """Make the window show what was asked for."""
    if view == _PRESENT:
        window.projector.present().showNormal()
    else:
        window.tabs.show_tab(view)
    if view == _COMPARE:
        from ui.pages.compare.compare import ComparePage

        page = window.tabs.page(view)
        if isinstance(page, ComparePage):
            page.compare_scenarios(dict(zip(names_given[1:], scenarios[1:], strict=True)))
    failures: list[str] = []
    window.session.simulation.failed.connect(failures.append)
    window.session.simulation.halted.connect(failures.append)
    _wait_until(lambda: bool(failures) or (window.market.shares is not None and not window.session.simulation.busy))
    if failures:
        *_, reason = failures[0].strip().splitlines()
        raise click.ClickException(f"The market stopped with an error in the model, and nothing was drawn: {reason}")
    window.session.move_hand(month)


def _settle(window: MainWindow) -> None:
    """Wait until everything has been drawn."""
    from ui.pages.compare.compare import ComparePage

    pages = window.findChildren(ComparePage)
    _wait(_CALM)
    _wait_until(lambda: not any(page.busy for page in pages if page.isVisible()))
    _wait(_CALM)


def _write(shown: QWidget, scenario: Scenario, out: Path) -> None:
    from PySide6.QtCore import QPoint, QSizeF

    from simulator.receipts import receipt
    from ui.charts.exporting import picture, save_content

    text = receipt(scenario)
    content = picture(
        out.suffix.lower(), QSizeF(shown.size()), scenario.title, lambda painter: shown.render(painter, QPoint()), text
    )
    for lost in save_content(content, out, text):
        say_beside(lost)


def _print_what_matters(_kind: object, _context: object, message: str) -> None:
    """Print Qt's messages, except those about having no screen."""
    if "propagateSizeHints" not in message:
        say_beside(message)


def _wait(milliseconds: int) -> None:
    from PySide6.QtCore import QEventLoop, QTimer

    loop = QEventLoop()
    QTimer.singleShot(milliseconds, loop.quit)
    loop.exec()


def _wait_until(true: Callable[[], bool]) -> None:
    waited = 0
    while not true():
        if waited >= _PATIENCE:
            raise click.ClickException("The market was not simulated in ten minutes; try fewer buyers with --buyers.")
        _wait(50)
        waited += 50
