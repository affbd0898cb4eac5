"""The tabs of the centre: each is declared once, built when it is first shown, reached by a key, and remembered."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import QSettings, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLabel, QMenu, QVBoxLayout

from tests.patience import PATIENCE
from tests.ui.everything import action
from tests.ui.patient import settle
from ui.dialogs.shortcuts import sections
from ui.look.clock import CURVES, Paced
from ui.look.theme import theme
from ui.session.session import Session
from ui.widgets.page import Page
from ui.window import tabs as declared
from ui.window.found import everything
from ui.window.tab_widget import Tabs
from ui.window.table import entries
from ui.window.tabs import LIVE, Tab, tabs

if TYPE_CHECKING:
    from pytestqt.qtbot import QtBot

    from simulator.scenario.value import Scenario
    from ui.look.theme import Theme
    from ui.window.main_window import MainWindow

REPOSITORY = Path(__file__).parents[2]
PLANTED = """
from PySide6.QtWidgets import QLabel, QVBoxLayout

from ui.widgets.page import Page


class PlantedPage(Page):
    def __init__(self, session):
        super().__init__()
        QVBoxLayout(self).addWidget(QLabel(session.scenario.title))

    def set_theme(self, theme):
        pass
"""
DECLARED = Tab("planted", "Planted", key="Ctrl+9", page="planted:PlantedPage")
SHORT = 'format = 2\ntitle = "Short"\nextends = "base"\n[run]\nbuyers = 256\nend = "2026-02"\n'


class Plain(Page):
    """A page that counts how often it draws."""

    def __init__(self, session: Session) -> None:
        super().__init__()
        QVBoxLayout(self).addWidget(QLabel("plain"))
        self.dress = ""
        self.drawn = 0
        self._paced = Paced(self, CURVES, self._draw)
        session.hand_moved.connect(self._paced.ask)

    def set_theme(self, theme: Theme) -> None:
        self.dress = theme.name

    def _draw(self) -> None:
        self.drawn += 1


@pytest.fixture
def declare(monkeypatch: pytest.MonkeyPatch) -> Iterator[Callable[..., None]]:
    """Return how to declare other tabs; at the end there are those that there were."""

    def replace(*others: Tab) -> None:
        monkeypatch.setattr(declared, "TABS", others)
        entries.cache_clear()

    yield replace
    monkeypatch.undo()
    entries.cache_clear()


@pytest.fixture
def two(declare: Callable[..., None], monkeypatch: pytest.MonkeyPatch) -> None:
    """Let there be a second tab, and no more."""
    monkeypatch.setitem(sys.modules, "plain_page", sys.modules[__name__])
    live = next(tab for tab in tabs() if tab.id == LIVE)
    declare(live, Tab("plain", "Plain", key="Ctrl+2", page="plain_page:Plain"))


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Return a folder with a module that has a page."""
    (tmp_path / "planted.py").write_text(PLANTED, encoding="utf-8")
    return tmp_path


@pytest.fixture
def planted(
    folder: Path,
    declare: Callable[..., None],
    monkeypatch: pytest.MonkeyPatch,
    open_window: Callable[..., MainWindow],
    base: Scenario,
) -> Iterator[MainWindow]:
    """Return a window with one tab more, which stands before the others."""
    monkeypatch.syspath_prepend(str(folder))
    declare(DECLARED, *tabs())
    yield open_window(base)
    sys.modules.pop("planted", None)


@pytest.fixture
def shown_tabs(request: pytest.FixtureRequest, base: Scenario, qtbot: QtBot, tmp_path: Path) -> Tabs:
    """Return the tabs of a session, two of them."""
    request.getfixturevalue("two")
    session = Session(base)
    shown = Tabs(session, QSettings(str(tmp_path / "settings.ini"), QSettings.Format.IniFormat))
    session.setParent(shown)
    qtbot.addWidget(shown)
    shown.resize(900, 600)
    with qtbot.waitExposed(shown):
        shown.show()
    return shown


# --- Declared once ------------------------------------------------------------------------------------------


def test_every_tab_has_the_key_that_it_declares_and_no_other_action_has_it() -> None:
    keys = {entry.id: entry.keys for entry in entries()}
    assert all(keys[f"tab_{tab.id}"] == (tab.key,) for tab in tabs())
    every = [key for some in keys.values() for key in some]
    assert len(every) == len(set(every))


def test_a_tab_that_is_declared_stands_in_the_tab_bar_and_is_shown_by_its_key(planted: MainWindow) -> None:
    assert planted.tabs.tabBar().tabText(0) == "Planted"
    QTest.keySequence(planted, "Ctrl+9")
    assert planted.tabs.current == "planted"
    words = [label.text() for label in planted.tabs.page("planted").findChildren(QLabel)]
    assert words == [planted.session.scenario.title]


@pytest.mark.parametrize("tab", tabs(), ids=lambda tab: tab.id)
def test_a_tab_keeps_its_key_when_another_is_declared_before_it(planted: MainWindow, tab: Tab) -> None:
    planted.tabs.show_tab("planted")
    QTest.keySequence(planted, tab.key)
    assert planted.tabs.current == tab.id


def test_a_tab_that_is_declared_stands_in_the_menu(planted: MainWindow) -> None:
    menu = next(menu for menu in planted.findChildren(QMenu) if menu.objectName() == "view")
    assert action(planted, "tab_planted") in menu.actions()
    action(planted, "tab_planted").trigger()
    ticked = [line.text() for line in menu.actions() if line.isChecked()]
    assert "Planted" in ticked
    assert "Live" not in ticked


def test_a_tab_that_is_declared_can_be_found_and_is_on_the_sheet_of_keys(planted: MainWindow) -> None:
    found = next(each for each in everything(planted, entries()) if each.id == "action:tab_planted")
    assert (found.title, found.keys) == ("Planted", "Ctrl+9")
    found.do()
    assert planted.tabs.current == "planted"
    assert ("Planted", "Ctrl+9") in sections(entries())["View"]


def test_a_tab_that_is_declared_is_offered_and_drawn_by_render(folder: Path) -> None:
    (folder / "short.toml").write_text(SHORT, encoding="utf-8")
    program = f"""
import sys
from ui.window import tabs
tabs.TABS = (*tabs.TABS, tabs.{DECLARED!r})
from ui.window.rendering import render
assert not [name for name in sys.modules if name.startswith("PySide6")], "help must not wait for Qt"
render()
"""
    environment = {**os.environ, "PYTHONPATH": f"{REPOSITORY}{os.pathsep}{folder}"}

    def run(*arguments: str) -> str:
        command = [sys.executable, "-c", program, *arguments]
        done = subprocess.run(
            command, cwd=folder, env=environment, capture_output=True, text=True, timeout=PATIENCE, check=False
        )
        assert done.returncode == 0, done.stderr
        return done.stdout

    assert "|planted|" in run("--help")
    run("short.toml", "--view", "planted", "--month", "2026-02", "--size", "900x600", "--out", "planted.svg")
    assert "Short" in (folder / "planted.svg").read_text(encoding="utf-8")


def test_the_page_that_the_readme_shows_follows_the_hand(
    tmp_path: Path,
    declare: Callable[..., None],
    monkeypatch: pytest.MonkeyPatch,
    open_window: Callable[..., MainWindow],
    base: Scenario,
    qtbot: QtBot,
) -> None:
    readme = (REPOSITORY / "README.md").read_text(encoding="utf-8")
    (code,) = re.findall(r"```python\n(\"\"\"The page of rules.*?)```", readme, re.DOTALL)
    (declaration,) = re.findall(r"Tab\(\"rules\".*?\)(?=,\n)", readme)
    (tmp_path / "rules.py").write_text(code, encoding="utf-8")
    monkeypatch.syspath_prepend(str(tmp_path))
    marked = {"Tab": Tab, "QT_TRANSLATE_NOOP": lambda _, text: text}
    declare(*tabs(), eval(declaration.replace("ui.pages.rules", "rules"), marked))  # noqa: S307 - our own README
    window = open_window(base)
    window.tabs.show_tab("rules")
    page = window.tabs.page("rules")
    window.session.move_hand(3)
    qtbot.waitUntil(lambda: page.findChildren(QLabel)[0].text() == "Month 3")
    del sys.modules["rules"]


# --- Built when shown, and remembered -----------------------------------------------------------------------


@pytest.mark.screen("the window system gives the focus")
def test_a_page_is_built_when_its_tab_is_first_shown(shown_tabs: Tabs, qtbot: QtBot) -> None:
    assert not shown_tabs.findChildren(Plain)
    qtbot.keyClick(shown_tabs.tabBar(), Qt.Key.Key_Right)
    (plain,) = shown_tabs.findChildren(Plain)
    assert shown_tabs.current == "plain"
    assert shown_tabs.page("plain") is plain


def test_a_click_on_a_tab_shows_its_page(shown_tabs: Tabs, qtbot: QtBot) -> None:
    bar = shown_tabs.tabBar()
    with qtbot.waitSignal(shown_tabs.shown) as shown:
        qtbot.mouseClick(bar, Qt.MouseButton.LeftButton, pos=bar.tabRect(1).center())
    assert shown.args == ["plain"]


def test_a_hidden_page_draws_nothing_and_catches_up_when_it_is_shown(shown_tabs: Tabs, qtbot: QtBot) -> None:
    plain = shown_tabs.page("plain")
    assert isinstance(plain, Plain)
    for month in (3, 4, 5):
        shown_tabs.live._session.move_hand(month)  # noqa: SLF001 - the session of all pages
        settle(qtbot)
    assert plain.drawn == 0
    shown_tabs.show_tab("plain")
    qtbot.waitUntil(lambda: plain.drawn == 1)


def test_a_tab_that_does_not_exist_changes_nothing(shown_tabs: Tabs) -> None:
    shown_tabs.show_tab("elsewhere")
    assert shown_tabs.current == LIVE


def test_a_page_built_late_wears_the_theme_of_the_others(shown_tabs: Tabs) -> None:
    shown_tabs.set_theme(theme("dark"))
    plain = shown_tabs.page("plain")
    assert isinstance(plain, Plain)
    assert plain.dress == "dark"


@pytest.mark.usefixtures("two")
@pytest.mark.screen("panels are laid out again when the window system answers")
def test_the_tab_is_remembered(open_window: Callable[..., MainWindow], base: Scenario) -> None:
    first = open_window(base)
    first.tabs.show_tab("plain")
    first.close()
    assert open_window(base).tabs.current == "plain"


@pytest.mark.parametrize("kept, shown", [("makers", "makers"), ("gone", LIVE)])
def test_settings_of_an_earlier_version_open_the_tab_that_they_name(
    open_window: Callable[..., MainWindow], base: Scenario, tmp_path: Path, kept: str, shown: str
) -> None:
    QSettings(f"{tmp_path}/settings.ini", QSettings.Format.IniFormat).setValue("view", kept)
    assert open_window(base).tabs.current == shown
