"""Everything that can be found in a window by a few letters, and what happens when it is chosen."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtGui import QAction

from simulator.disk import without_home
from simulator.policy import POLICIES
from simulator.scenario.library import shipped
from ui.dialogs.chooser import Chooser, Found
from ui.dialogs.entry import keys_in_words, menu_words, plain_words
from ui.look import wording
from ui.look.wording import tr
from ui.models.assumptions import assumptions
from ui.panels.assumptions.this_future import settings
from ui.panels.levers.lever_words import all_that_is_said
from ui.session.recent import recent_files
from ui.widgets.form import in_words
from ui.window.hand import go_to
from ui.window.tabs import LIVE

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from ui.dialogs.entry import Entry
    from ui.window.main_window import MainWindow

_OF_ASSUMPTIONS = 0.25  # there are two hundred of them, which would stand before scenarios and levers


def ask(window: MainWindow, entries: Iterable[Entry[MainWindow]]) -> None:
    """Let the user find anything in a window, given its table of actions."""
    Chooser(
        window,
        [*everything(window, entries)],
        window.settings.store,
        title=tr("Find anything"),
        prompt=tr("Type what you want to do, a lever, a scenario"),
        nothing=tr("Nothing is called like that."),
    ).open()


def everything(window: MainWindow, entries: Iterable[Entry[MainWindow]]) -> Iterator[Found]:
    """Yield all that can be found, kind by kind: what is done, shown, set, assumed, kept and opened."""
    yield from _actions(window, entries)
    yield from _panels(window)
    yield from _levers(window)
    yield from _indicators(window)
    yield from _assumptions(window)
    yield from _settings_of_this_future(window)
    yield from _futures(window)
    yield from _bookmarks(window)
    yield from _scenarios(window)
    yield from _recent_files(window)


# --- What can be found --------------------------------------------------------------------------------------


def _actions(window: MainWindow, entries: Iterable[Entry[MainWindow]]) -> Iterator[Found]:
    menus = {name: plain_words(words) for name, words in menu_words().items()}
    actions = {action.objectName(): action for action in window.findChildren(QAction)}
    for entry in entries:
        action = actions[entry.id]
        aside = f"{menus[entry.menu]}. {entry.tip}" if entry.tip else menus[entry.menu]
        yield Found(
            f"action:{entry.id}",
            plain_words(action.text()),
            aside,
            action.trigger,
            keys_in_words(entry.keys),
            enabled=action.isEnabled(),
        )


def _panels(window: MainWindow) -> Iterator[Found]:
    words = tr("Show or hide: {panel}")
    for dock in window.docks:
        toggle = dock.toggleViewAction()
        yield Found(f"panel:{dock.objectName()}", words.format(panel=dock.windowTitle()), tr("Panel"), toggle.trigger)


def _levers(window: MainWindow) -> Iterator[Found]:
    for name in POLICIES:
        policy = POLICIES[name]
        words = tr("Show: {lever}") if window.levers.row(name).is_on else tr("Add: {lever}")
        yield Found(
            f"lever:{name}",
            words.format(lever=tr(policy.title)),
            wording.actor(policy.actor),
            partial(pull_lever, window, name),
            words=all_that_is_said(policy),
        )


def _indicators(window: MainWindow) -> Iterator[Found]:
    """Yield what can be shown as a small chart, once charts have been imported."""
    if window.market.small is None:
        return
    from ui.pages.live.catalogue import meaning, offered, title

    words = tr("Chart: {indicator}")
    for name in offered():
        yield Found(
            f"indicator:{name}",
            words.format(indicator=title(name)),
            meaning(name),
            partial(show_indicator, window, name),
        )


def _assumptions(window: MainWindow) -> Iterator[Found]:
    words = tr("Assume: {assumption}")
    for each in assumptions():
        yield Found(
            f"assumption:{each.path}",
            words.format(assumption=each.title),
            in_words(each.group),
            partial(show_assumption, window, each.path),
            words=each.declared.help,
            weight=_OF_ASSUMPTIONS,
        )


def _settings_of_this_future(window: MainWindow) -> Iterator[Found]:
    words = tr("Set: {setting}")
    for each in settings():
        yield Found(
            f"setting:{each.id}",
            words.format(setting=each.title),
            each.meaning,
            partial(show_setting, window, each.id),
            words=each.words,
        )


def _futures(window: MainWindow) -> Iterator[Found]:
    words = tr("Show the future: {name}")
    for kept in window.session.kept.all:
        show = partial(window.session.show_future, kept)
        yield Found(f"future:{kept.name}", words.format(name=kept.name), tr("Future"), show)


def _bookmarks(window: MainWindow) -> Iterator[Found]:
    words = tr("Go to the bookmark: {name}")
    for mark in window.bookmarks.all:
        go = partial(go_to, window, mark.month)
        yield Found(f"bookmark:{mark.month}", words.format(name=mark.words), wording.month(mark.month), go)


def _scenarios(window: MainWindow) -> Iterator[Found]:
    words = tr("Open: {scenario}")
    for scenario in shipped():
        title = words.format(scenario=scenario.title)
        yield Found(f"scenario:{scenario.name}", title, scenario.question, partial(window.files.open, scenario.name))


def _recent_files(window: MainWindow) -> Iterator[Found]:
    words = tr("Open: {scenario}")
    for path in recent_files(window.settings.store):
        title = words.format(scenario=path.name)
        yield Found(f"file:{path}", title, without_home(str(path)), partial(window.files.open, path))


# --- What becomes of it -------------------------------------------------------------------------------------


def find_lever(window: MainWindow) -> None:
    """Let the user type what a lever is about."""
    _show_levers(window)
    window.lever_panel.ask()


def pull_lever(window: MainWindow, policy: str) -> None:
    """Show a lever, and where it is off, put its measure on the timeline from the month under the hand on."""
    _show_levers(window)
    row = window.levers.open(policy)
    if not row.is_on:
        row.tick.click()
    row.tick.setFocus(Qt.FocusReason.ShortcutFocusReason)


def find_assumption(window: MainWindow) -> None:
    """Let the user type what an assumption is about."""
    window.arrangement.bring_up("assumptions")
    window.assumptions.ask()


def show_assumption(window: MainWindow, path: str) -> None:
    """Show an assumption by its key in a file, ready to be changed."""
    window.arrangement.bring_up("assumptions")
    window.assumptions.choose(path)
    window.assumptions.edit()


def show_setting(window: MainWindow, setting: str) -> None:
    """Show what this future starts from, with the focus on a setting."""
    window.arrangement.bring_up("assumptions")
    window.assumptions.show_setting(setting)


def show_indicator(window: MainWindow, name: str) -> None:
    """Show an indicator as a small chart of the market as it runs."""
    window.tabs.show_tab(LIVE)
    window.market.show_indicator(name)


def _show_levers(window: MainWindow) -> None:
    """Bring up all levers, whatever was sought."""
    window.lever_panel.line.clear()
    window.arrangement.bring_up("levers")
