"""The tabs of the centre: each view is built when it is first shown, is reached by a key, and is remembered."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import QSettings, Qt
from PySide6.QtWidgets import QLabel, QVBoxLayout

from tests.ui.patient import settle
from ui.look.clock import CURVES, Paced
from ui.session.session import Session
from ui.widgets.page import Page
from ui.window import tabs as table
from ui.window.table import entries
from ui.window.tabs import LIVE, View, Views, views

if TYPE_CHECKING:
    from pytestqt.qtbot import QtBot

    from simulator.scenario.value import Scenario
    from ui.look.theme import Theme
    from ui.window.main_window import MainWindow


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
def two(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let there be a second view."""
    pair = (*(view for view in views() if view.id == LIVE), View("plain", "Plain", Plain))
    monkeypatch.setattr(table, "views", lambda: pair)


@pytest.fixture
def tabs(request: pytest.FixtureRequest, base: Scenario, qtbot: QtBot, tmp_path: Path) -> Views:
    """Return the tabs of a session, two of them."""
    request.getfixturevalue("two")
    session = Session(base)
    tabs = Views(session, QSettings(str(tmp_path / "settings.ini"), QSettings.Format.IniFormat))
    session.setParent(tabs)
    qtbot.addWidget(tabs)
    tabs.resize(900, 600)
    with qtbot.waitExposed(tabs):
        tabs.show()
    return tabs


def test_every_view_has_a_key_from_the_table() -> None:
    keys = {entry.id: entry.keys for entry in entries()}
    assert [keys[f"view_{view.id}"] for view in views()] == [(f"Ctrl+{n}",) for n in range(1, len(views()) + 1)]


@pytest.mark.screen("the window system gives the focus")
def test_a_view_is_built_when_it_is_first_shown(tabs: Views, qtbot: QtBot) -> None:
    assert not tabs.findChildren(Plain)
    qtbot.keyClick(tabs.tabBar(), Qt.Key.Key_Right)
    (plain,) = tabs.findChildren(Plain)
    assert tabs.current == "plain"
    assert tabs.page("plain") is plain


def test_a_click_on_a_tab_shows_its_view(tabs: Views, qtbot: QtBot) -> None:
    with qtbot.waitSignal(tabs.shown) as shown:
        qtbot.mouseClick(tabs.tabBar(), Qt.MouseButton.LeftButton, pos=tabs.tabBar().tabRect(1).center())
    assert shown.args == ["plain"]


def test_a_hidden_view_draws_nothing_and_catches_up_when_it_is_shown(tabs: Views, qtbot: QtBot) -> None:
    plain = tabs.page("plain")
    assert isinstance(plain, Plain)
    for month in (3, 4, 5):
        tabs.live._session.move_hand(month)  # noqa: SLF001 - the session of all views
        settle(qtbot)
    assert plain.drawn == 0
    tabs.show_view("plain")
    qtbot.waitUntil(lambda: plain.drawn == 1)


def test_a_view_that_does_not_exist_changes_nothing(tabs: Views) -> None:
    tabs.show_view("elsewhere")
    assert tabs.current == LIVE


def test_a_view_built_late_wears_the_theme_of_the_others(tabs: Views) -> None:
    from ui.look.theme import theme

    tabs.set_theme(theme("dark"))
    plain = tabs.page("plain")
    assert isinstance(plain, Plain)
    assert plain.dress == "dark"


@pytest.mark.screen("panels are laid out again when the window system answers")
@pytest.mark.usefixtures("two")
def test_the_view_is_remembered(open_window: Callable[..., MainWindow], base: Scenario) -> None:
    first = open_window(base)
    first.views.show_view("plain")
    first.close()
    assert open_window(base).views.current == "plain"


@pytest.mark.usefixtures("two")
def test_settings_that_name_no_view_open_the_first(
    open_window: Callable[..., MainWindow], base: Scenario, tmp_path: Path
) -> None:
    QSettings(f"{tmp_path}/settings.ini", QSettings.Format.IniFormat).setValue("view", "gone")
    assert open_window(base).views.current == LIVE
