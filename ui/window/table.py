"""Every action of the window, in one table: menus, buttons, the list of all that can be found, and the sheet of keys.

Most rows call the object that does it. What takes several steps is a function below the table.
"""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

from simulator.dates import NOW
from ui.dialogs import reading
from ui.dialogs.entry import EDIT, FILE, FUTURES, HELP, MARKET, VIEW, Entry
from ui.dialogs.settings import SettingsDialog
from ui.dialogs.shortcuts import Shortcuts
from ui.look.wording import tr
from ui.models.measures import short_name
from ui.models.values import Ghost
from ui.panels.timeline.ruler import ask_for_bookmark
from ui.window import found
from ui.window.hand import go_to, go_to_bookmark_after, go_to_bookmark_before, step
from ui.window.tabs import tabs

if TYPE_CHECKING:
    from ui.window.main_window import MainWindow
    from ui.window.tabs import Tab


@cache
def entries() -> tuple[Entry[MainWindow], ...]:
    """Return the table of actions, in the user's language."""
    return (*_file(), *_edit(), *_market(), *_futures(), *_view(), *_help())


def _file() -> tuple[Entry[MainWindow], ...]:
    """Return the actions that open, save and close."""
    return (
        Entry("new", FILE, tr("&New from the base market"), do=lambda w: w.files.new(), keys=("Ctrl+N",)),
        Entry("new_window", FILE, tr("New &window"), do=lambda w: w.another_wanted.emit(), keys=("Ctrl+Shift+N",)),
        Entry(
            "gallery",
            FILE,
            tr("Scenarios &by question…"),
            do=_show_gallery,
            keys=("Ctrl+G",),
            tip=tr("Scenarios by question: each with a picture of what becomes of it"),
        ),
        Entry("open", FILE, tr("&Open…"), do=lambda w: w.files.ask_to_open(), keys=("Ctrl+O",), icon="open"),
        Entry("save", FILE, tr("&Save"), do=lambda w: w.files.save(), keys=("Ctrl+S",), icon="save", line_before=True),
        Entry("save_as", FILE, tr("Save &as…"), do=lambda w: w.files.ask_to_save(), keys=("Ctrl+Shift+S",)),
        Entry(
            "save_in_full",
            FILE,
            tr("Save with every va&lue…"),
            do=lambda w: w.files.ask_to_save_in_full(),
            tip=tr("Save with every value: a file that extends nothing and leaves nothing to defaults"),
        ),
        Entry(
            "earlier_versions",
            FILE,
            tr("Earlier &versions…"),
            do=_show_earlier_versions,
            enabled=lambda w: w.session.path is not None,
            tip=tr("Earlier versions: what this file held before it was last saved"),
        ),
        Entry(
            "save_chart",
            FILE,
            tr("Save the &chart…"),
            do=lambda w: w.charts.ask_to_save(),
            keys=("Ctrl+E",),
            tip=tr("Save the chart as a picture or a table; its receipt reopens the run"),
            line_before=True,
        ),
        Entry("close", FILE, tr("Close the win&dow"), do=lambda w: w.close(), keys=("Ctrl+W",), line_before=True),
        Entry("quit", FILE, tr("&Quit"), do=lambda w: w.quit_wanted.emit(), keys=("Ctrl+Q",)),
    )


def _edit() -> tuple[Entry[MainWindow], ...]:
    """Return the actions that undo, change, copy and find."""
    return (
        Entry(
            "undo",
            EDIT,
            tr("&Undo"),
            do=lambda w: w.session.steps.undo(),
            keys=("Ctrl+Z",),
            icon="undo",
            enabled=lambda w: w.session.steps.stack.canUndo(),
        ),
        Entry(
            "redo",
            EDIT,
            tr("&Redo"),
            do=lambda w: w.session.steps.redo(),
            keys=("Ctrl+Shift+Z", "Ctrl+Y"),
            icon="redo",
            enabled=lambda w: w.session.steps.stack.canRedo(),
        ),
        Entry(
            "delete",
            EDIT,
            tr("&Delete the selected measure"),
            do=_delete_measure,
            keys=("Delete",),
            enabled=lambda w: bool(w.session.selected),
            line_before=True,
        ),
        Entry(
            "duplicate",
            EDIT,
            tr("Dup&licate the selected measure"),
            do=lambda w: w.timeline.bars.copy_selected(),
            keys=("Ctrl+D",),
            enabled=lambda w: bool(w.session.selected),
        ),
        Entry(
            "switch",
            EDIT,
            tr("S&witch the selected measure off or on"),
            do=lambda w: w.timeline.bars.switch_selected(),
            keys=("Ctrl+M",),
            enabled=lambda w: bool(w.session.selected),
        ),
        Entry(
            "copy_picture",
            EDIT,
            tr("Copy the chart as a &picture"),
            do=lambda w: w.charts.copy_picture(),
            keys=("Ctrl+Shift+C",),
            line_before=True,
        ),
        Entry(
            "copy_table",
            EDIT,
            tr("Copy the chart as a &table"),
            do=lambda w: w.charts.copy_table(),
            keys=("Ctrl+Alt+C",),
        ),
        Entry("find", EDIT, tr("&Find a lever"), do=found.find_lever, keys=("Ctrl+F",), line_before=True),
        Entry(
            "find_assumption",
            EDIT,
            tr("Find an &assumption"),
            do=found.find_assumption,
            keys=("Ctrl+Shift+F",),
        ),
        Entry(
            "find_anything",
            EDIT,
            tr("Find an&ything…"),
            do=lambda w: found.ask(w, entries()),
            keys=("Ctrl+K",),
            tip=tr("Everything that can be done, found by a few letters"),
        ),
        Entry(
            "settings",
            EDIT,
            tr("&Settings…"),
            do=lambda w: SettingsDialog(w, w.settings).open(),
            keys=("Ctrl+,",),
            line_before=True,
        ),
    )


def _market() -> tuple[Entry[MainWindow], ...]:
    """Return the actions that move the hand along the months."""
    return (
        Entry(
            "play",
            MARKET,
            tr("&Play"),
            do=lambda w: w.player.toggle(),
            keys=("Space",),
            icon="play",
            tip=tr("Play or pause: the hand moves along the months"),
        ),
        Entry("back", MARKET, tr("Step &back"), do=lambda w: step(w, -1), keys=(",",), icon="step_back"),
        Entry("forward", MARKET, tr("Step &forward"), do=lambda w: step(w, 1), keys=(".",), icon="step_forward"),
        Entry("year_back", MARKET, tr("A &year back"), do=lambda w: step(w, -12), keys=("Ctrl+PgUp",)),
        Entry("year_forward", MARKET, tr("A year fo&rward"), do=lambda w: step(w, 12), keys=("Ctrl+PgDown",)),
        Entry(
            "start",
            MARKET,
            tr("To the &start"),
            do=lambda w: go_to(w, 0),
            keys=("Ctrl+Home",),
            icon="to_start",
            line_before=True,
        ),
        Entry("now", MARKET, tr("Back to &now"), do=lambda w: go_to(w, NOW), keys=("Ctrl+J",), icon="now"),
        Entry(
            "end",
            MARKET,
            tr("To the &end"),
            do=lambda w: go_to(w, w.session.scenario.end),
            keys=("Ctrl+End",),
            icon="to_end",
        ),
        Entry(
            "faster",
            MARKET,
            tr("Fas&ter"),
            do=lambda w: w.player.set_speed(w.player.speed + 1),
            keys=("Ctrl++", "Ctrl+="),
            line_before=True,
        ),
        Entry("slower", MARKET, tr("Sl&ower"), do=lambda w: w.player.set_speed(w.player.speed - 1), keys=("Ctrl+-",)),
    )


def _futures() -> tuple[Entry[MainWindow], ...]:
    """Return the actions that keep futures and mark months."""
    return (
        Entry(
            "keep",
            FUTURES,
            tr("&Keep this future as…"),
            do=lambda w: w.futures.ask_to_keep(),
            keys=("Ctrl+B",),
            icon="keep",
            tip=tr("Keep this future under a name, to come back to it and to compare with it"),
        ),
        Entry(
            "bookmark",
            FUTURES,
            tr("Set or remove a &bookmark here"),
            do=lambda w: w.bookmarks.toggle(w.session.hand),
            keys=("B",),
            icon="bookmark",
            line_before=True,
        ),
        Entry(
            "name_bookmark",
            FUTURES,
            tr("Na&me the bookmark here…"),
            do=lambda w: ask_for_bookmark(w, w.bookmarks, w.session.hand),
            keys=("Shift+B",),
        ),
        Entry(
            "bookmark_before",
            FUTURES,
            tr("To the bookmark be&fore"),
            do=go_to_bookmark_before,
            keys=("[",),
        ),
        Entry("bookmark_after", FUTURES, tr("To the &next bookmark"), do=go_to_bookmark_after, keys=("]",)),
    )


def _view() -> tuple[Entry[MainWindow], ...]:
    """Return the actions that choose what is shown and how it looks."""
    return (
        *(_tab_entry(tab) for tab in tabs()),
        Entry(
            "compare_last",
            VIEW,
            tr("Compare with the market before the last &change"),
            do=lambda w: w.session.comparison.choose(Ghost.LAST_EDIT),
            ticked=lambda w: w.session.comparison.chosen is Ghost.LAST_EDIT,
            choice="compare",
            line_before=True,
        ),
        Entry(
            "compare_opened",
            VIEW,
            tr("Compare with the scenario as &opened"),
            do=lambda w: w.session.comparison.choose(Ghost.AS_OPENED),
            ticked=lambda w: w.session.comparison.chosen is Ghost.AS_OPENED,
            choice="compare",
        ),
        Entry(
            "compare_origin",
            VIEW,
            tr("Compare with what it was &made from"),
            do=lambda w: w.session.comparison.choose(Ghost.ORIGIN),
            enabled=lambda w: bool(w.session.comparison.origin_name),
            ticked=lambda w: w.session.comparison.chosen is Ghost.ORIGIN,
            choice="compare",
            tip=tr("Compare with what it was made from: the base market, or the scenario that it extends"),
        ),
        Entry(
            "compare_nothing",
            VIEW,
            tr("Compare with &nothing"),
            do=lambda w: w.session.comparison.choose(Ghost.NOTHING),
            ticked=lambda w: w.session.comparison.chosen is Ghost.NOTHING,
            choice="compare",
        ),
        Entry(
            "differences",
            VIEW,
            tr("Show d&ifferences"),
            do=lambda w: w.session.comparison.show_differences(not w.session.comparison.differences_shown),
            keys=("Ctrl+Shift+D",),
            ticked=lambda w: w.session.comparison.differences_shown,
            tip=tr("Show the difference: new minus old in every chart"),
        ),
        Entry(
            "only_view",
            VIEW,
            tr("Onl&y the view"),
            do=lambda w: w.arrangement.toggle(),
            keys=("F11",),
            ticked=lambda w: w.arrangement.alone,
            tip=tr("Only the view: put all panels away, or bring them back"),
            line_before=True,
        ),
        Entry(
            "present",
            VIEW,
            tr("P&resent"),
            do=lambda w: w.projector.present(),
            keys=("F5",),
            icon="projector",
            tip=tr("Present: one question and one chart, large, on the projector; the class can guess first"),
        ),
        Entry(
            "hide_future",
            VIEW,
            tr("&Hide the future"),
            do=lambda w: w.session.hide_future(not w.session.future_hidden),
            keys=("Ctrl+H",),
            icon="cover",
            ticked=lambda w: w.session.future_hidden,
            tip=tr("Hide the future: cover what lies ahead, so that a class can guess"),
            line_before=True,
        ),
        Entry(
            "system",
            VIEW,
            tr("Colours of the &system"),
            do=lambda w: w.settings.choose(theme="system"),
            ticked=lambda w: w.settings.chosen.theme == "system",
            choice="theme",
            line_before=True,
        ),
        Entry(
            "light",
            VIEW,
            tr("&Light"),
            do=lambda w: w.settings.choose(theme="light"),
            ticked=lambda w: w.settings.chosen.theme == "light",
            choice="theme",
        ),
        Entry(
            "dark",
            VIEW,
            tr("&Dark"),
            do=lambda w: w.settings.choose(theme="dark"),
            ticked=lambda w: w.settings.chosen.theme == "dark",
            choice="theme",
        ),
        Entry(
            "projector",
            VIEW,
            tr("&Projector: large and plain"),
            do=lambda w: w.settings.choose(theme="projector"),
            ticked=lambda w: w.settings.chosen.theme == "projector",
            choice="theme",
        ),
    )


def _help() -> tuple[Entry[MainWindow], ...]:
    """Return the actions that explain."""
    return (
        Entry(
            "shortcuts",
            HELP,
            tr("&Keyboard shortcuts"),
            do=lambda w: Shortcuts(w, entries()).open(),
            keys=("F1", "Ctrl+?"),
        ),
        Entry("what", HELP, tr("&What this is"), do=lambda w: reading.what_this_is(w).open(), keys=("Shift+F1",)),
        Entry(
            "scenario",
            HELP,
            tr("About this &scenario"),
            do=lambda w: w.files.show_scenario(),
            keys=("Ctrl+I",),
            tip=tr("About this scenario: what it asks, what to look at, what to discuss"),
        ),
        Entry("first_steps", HELP, tr("&First steps"), do=lambda w: w.hint.begin()),
        Entry("files", HELP, tr("S&cenario files"), do=lambda w: reading.scenario_files(w).open()),
        Entry("about", HELP, tr("&About Shakeout"), do=lambda w: reading.about(w).open(), line_before=True),
    )


def _tab_entry(tab: Tab) -> Entry[MainWindow]:
    return Entry(
        f"tab_{tab.id}",
        VIEW,
        tr(tab.title),
        do=lambda w: w.tabs.show_tab(tab.id),
        keys=(tab.key,),
        ticked=lambda w: w.tabs.current == tab.id,
        choice="tab",
    )


# --- What takes several steps -------------------------------------------------------------------------------


def _show_gallery(window: MainWindow) -> None:
    from ui.dialogs.gallery import Gallery

    gallery = Gallery(window, window.settings)
    gallery.chosen.connect(window.files.open)
    gallery.open()


def _show_earlier_versions(window: MainWindow) -> None:
    from ui.dialogs.earlier_versions import EarlierVersions

    EarlierVersions(window, window.session).open()


def _delete_measure(window: MainWindow) -> None:
    name = window.session.selected
    if name:
        scenario = window.session.scenario
        text = tr("Delete {measure}").format(measure=short_name(scenario.measure(name), scenario))
        window.session.edit(text, lambda scenario: scenario.without_measure(name))
