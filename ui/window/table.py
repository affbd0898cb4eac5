"""Every action of the window, in one table: menus, buttons and the page of shortcuts are built from it."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING

from PySide6.QtGui import QAction, QActionGroup, QKeySequence

from ui.look.wording import tr
from ui.models.values import Comparison
from ui.window.tabs import View, views

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from PySide6.QtWidgets import QMainWindow

    from ui.window.main_window import MainWindow

    Does = Callable[[MainWindow], object]
    Asks = Callable[[MainWindow], bool]


@dataclass(frozen=True)
class Entry:
    """One action. `ticked` makes it a box that shows a state; entries of one `choice` exclude each other."""

    id: str
    menu: str
    text: str
    do: Does
    keys: tuple[str, ...] = ()
    icon: str = ""
    enabled: Asks | None = None
    ticked: Asks | None = None
    choice: str = ""
    tip: str = ""
    line_before: bool = False


FILE, EDIT, MARKET, FUTURES, VIEW, HELP = MENUS = ("file", "edit", "market", "futures", "view", "help")


def menu_words() -> dict[str, str]:
    """Return the title of each menu."""
    return {
        FILE: tr("&File"),
        EDIT: tr("&Edit"),
        MARKET: tr("&Market"),
        FUTURES: tr("F&utures"),
        VIEW: tr("&View"),
        HELP: tr("&Help"),
    }


@cache
def entries() -> tuple[Entry, ...]:
    """Return the table of actions, in the user's language."""
    return (
        Entry("new", FILE, tr("&New from the base market"), lambda w: w.files.new(), ("Ctrl+N",)),
        Entry("new_window", FILE, tr("New &window"), lambda w: w.another_wanted.emit(), ("Ctrl+Shift+N",)),
        Entry(
            "gallery",
            FILE,
            tr("Scenarios &by question…"),
            lambda w: w.show_gallery(),
            ("Ctrl+G",),
            tip=tr("Scenarios by question: each with a picture of what becomes of it"),
        ),
        Entry("open", FILE, tr("&Open…"), lambda w: w.files.ask_to_open(), ("Ctrl+O",), "open"),
        Entry("save", FILE, tr("&Save"), lambda w: w.files.save(), ("Ctrl+S",), "save", line_before=True),
        Entry("save_as", FILE, tr("Save &as…"), lambda w: w.files.ask_to_save(), ("Ctrl+Shift+S",)),
        Entry(
            "save_in_full",
            FILE,
            tr("Save with every va&lue…"),
            lambda w: w.files.ask_to_save_in_full(),
            tip=tr("Save with every value: a file that extends nothing and leaves nothing to defaults"),
        ),
        Entry(
            "earlier_versions",
            FILE,
            tr("Earlier &versions…"),
            lambda w: w.show_earlier_versions(),
            enabled=lambda w: w.session.path is not None,
            tip=tr("Earlier versions: what this file held before it was last saved"),
        ),
        Entry(
            "save_chart",
            FILE,
            tr("Save the &chart…"),
            lambda w: w.charts.ask_to_save(),
            ("Ctrl+E",),
            tip=tr("Save the chart as a picture or a table; its receipt reopens the run"),
            line_before=True,
        ),
        Entry("close", FILE, tr("Close the win&dow"), lambda w: w.close(), ("Ctrl+W",), line_before=True),
        Entry("quit", FILE, tr("&Quit"), lambda w: w.quit_wanted.emit(), ("Ctrl+Q",)),
        Entry(
            "undo",
            EDIT,
            tr("&Undo"),
            lambda w: w.session.undo(),
            ("Ctrl+Z",),
            "undo",
            lambda w: w.session.undo_stack.canUndo(),
        ),
        Entry(
            "redo",
            EDIT,
            tr("&Redo"),
            lambda w: w.session.redo(),
            ("Ctrl+Shift+Z", "Ctrl+Y"),
            "redo",
            lambda w: w.session.undo_stack.canRedo(),
        ),
        Entry(
            "delete",
            EDIT,
            tr("&Delete the selected measure"),
            lambda w: w.delete_measure(),
            ("Delete",),
            enabled=lambda w: bool(w.session.selected),
            line_before=True,
        ),
        Entry(
            "duplicate",
            EDIT,
            tr("Dup&licate the selected measure"),
            lambda w: w.timeline.bars.copy_selected(),
            ("Ctrl+D",),
            enabled=lambda w: bool(w.session.selected),
        ),
        Entry(
            "switch",
            EDIT,
            tr("S&witch the selected measure off or on"),
            lambda w: w.timeline.bars.switch_selected(),
            ("Ctrl+M",),
            enabled=lambda w: bool(w.session.selected),
        ),
        Entry(
            "copy_picture",
            EDIT,
            tr("Copy the chart as a &picture"),
            lambda w: w.charts.copy_picture(),
            ("Ctrl+Shift+C",),
            line_before=True,
        ),
        Entry(
            "copy_table",
            EDIT,
            tr("Copy the chart as a &table"),
            lambda w: w.charts.copy_table(),
            ("Ctrl+Alt+C",),
        ),
        Entry("find", EDIT, tr("&Find a lever"), lambda w: w.find_lever(), ("Ctrl+F",), line_before=True),
        Entry("find_assumption", EDIT, tr("Find an &assumption"), lambda w: w.find_assumption(), ("Ctrl+Shift+F",)),
        Entry(
            "commands",
            EDIT,
            tr("Find a &command…"),
            lambda w: w.show_palette(),
            ("Ctrl+K",),
            tip=tr("Everything that can be done, found by a few letters"),
        ),
        Entry("settings", EDIT, tr("&Settings…"), lambda w: w.show_settings(), ("Ctrl+,",), line_before=True),
        Entry(
            "play",
            MARKET,
            tr("&Play"),
            lambda w: w.player.toggle(),
            ("Space",),
            "play",
            tip=tr("Play or pause: the hand moves along the months"),
        ),
        Entry("back", MARKET, tr("Step &back"), lambda w: w.step(-1), (",",), "step_back"),
        Entry("forward", MARKET, tr("Step &forward"), lambda w: w.step(1), (".",), "step_forward"),
        Entry("year_back", MARKET, tr("A &year back"), lambda w: w.step(-12), ("Ctrl+PgUp",)),
        Entry("year_forward", MARKET, tr("A year fo&rward"), lambda w: w.step(12), ("Ctrl+PgDown",)),
        Entry(
            "start",
            MARKET,
            tr("To the &start"),
            lambda w: w.go_to(0),
            ("Ctrl+Home",),
            "to_start",
            line_before=True,
        ),
        Entry("now", MARKET, tr("Back to &now"), lambda w: w.go_to_now(), ("Ctrl+J",), "now"),
        Entry(
            "end",
            MARKET,
            tr("To the &end"),
            lambda w: w.go_to(w.session.scenario.end),
            ("Ctrl+End",),
            "to_end",
        ),
        Entry(
            "faster",
            MARKET,
            tr("Fas&ter"),
            lambda w: w.player.set_speed(w.player.speed + 1),
            ("Ctrl++", "Ctrl+="),
            line_before=True,
        ),
        Entry(
            "slower",
            MARKET,
            tr("Sl&ower"),
            lambda w: w.player.set_speed(w.player.speed - 1),
            ("Ctrl+-",),
        ),
        *(_view_entry(number, view) for number, view in enumerate(views(), 1)),
        Entry(
            "keep",
            FUTURES,
            tr("&Keep this future as…"),
            lambda w: w.futures.ask_to_keep(),
            ("Ctrl+B",),
            "keep",
            tip=tr("Keep this future under a name, to come back to it and to compare with it"),
        ),
        Entry(
            "bookmark",
            FUTURES,
            tr("Set or remove a &bookmark here"),
            lambda w: w.bookmarks.toggle(w.session.hand),
            ("B",),
            "bookmark",
            line_before=True,
        ),
        Entry(
            "name_bookmark",
            FUTURES,
            tr("Na&me the bookmark here…"),
            lambda w: w.name_bookmark(),
            ("Shift+B",),
        ),
        Entry("bookmark_before", FUTURES, tr("To the bookmark be&fore"), lambda w: w.go_to_bookmark(-1), ("[",)),
        Entry("bookmark_after", FUTURES, tr("To the &next bookmark"), lambda w: w.go_to_bookmark(1), ("]",)),
        Entry(
            "compare_last",
            VIEW,
            tr("Compare with the market before the last &change"),
            lambda w: w.session.compare_with(Comparison.LAST_EDIT),
            ticked=lambda w: w.session.comparison is Comparison.LAST_EDIT,
            choice="compare",
            line_before=True,
        ),
        Entry(
            "compare_opened",
            VIEW,
            tr("Compare with the scenario as &opened"),
            lambda w: w.session.compare_with(Comparison.AS_OPENED),
            ticked=lambda w: w.session.comparison is Comparison.AS_OPENED,
            choice="compare",
        ),
        Entry(
            "compare_origin",
            VIEW,
            tr("Compare with what it was &made from"),
            lambda w: w.session.compare_with(Comparison.ORIGIN),
            enabled=lambda w: bool(w.session.origin_name),
            ticked=lambda w: w.session.comparison is Comparison.ORIGIN,
            choice="compare",
            tip=tr("Compare with what it was made from: the base market, or the scenario that it extends"),
        ),
        Entry(
            "compare_nothing",
            VIEW,
            tr("Compare with &nothing"),
            lambda w: w.session.compare_with(Comparison.NOTHING),
            ticked=lambda w: w.session.comparison is Comparison.NOTHING,
            choice="compare",
        ),
        Entry(
            "differences",
            VIEW,
            tr("Show d&ifferences"),
            lambda w: w.session.show_differences(not w.session.differences_shown),
            ("Ctrl+Shift+D",),
            ticked=lambda w: w.session.differences_shown,
            tip=tr("Show the difference: new minus old in every chart"),
        ),
        Entry(
            "only_view",
            VIEW,
            tr("Onl&y the view"),
            lambda w: w.show_only_view(),
            ("F11",),
            ticked=lambda w: w.arrangement.alone,
            tip=tr("Only the view: put all panels away, or bring them back"),
            line_before=True,
        ),
        Entry(
            "present",
            VIEW,
            tr("P&resent"),
            lambda w: w.present(),
            ("F5",),
            "projector",
            tip=tr("Present: one question and one chart, large, on the projector; the class can guess first"),
        ),
        Entry(
            "hide_future",
            VIEW,
            tr("&Hide the future"),
            lambda w: w.session.hide_future(not w.session.future_hidden),
            ("Ctrl+H",),
            "cover",
            ticked=lambda w: w.session.future_hidden,
            tip=tr("Hide the future: cover what lies ahead, so that a class can guess"),
            line_before=True,
        ),
        Entry(
            "system",
            VIEW,
            tr("Colours of the &system"),
            lambda w: w.wear("system"),
            ticked=lambda w: w.dress == "system",
            choice="theme",
            line_before=True,
        ),
        Entry(
            "light",
            VIEW,
            tr("&Light"),
            lambda w: w.wear("light"),
            ticked=lambda w: w.dress == "light",
            choice="theme",
        ),
        Entry(
            "dark",
            VIEW,
            tr("&Dark"),
            lambda w: w.wear("dark"),
            ticked=lambda w: w.dress == "dark",
            choice="theme",
        ),
        Entry(
            "projector",
            VIEW,
            tr("&Projector: large and plain"),
            lambda w: w.wear("projector"),
            ticked=lambda w: w.dress == "projector",
            choice="theme",
        ),
        Entry("shortcuts", HELP, tr("&Keyboard shortcuts"), lambda w: w.show_shortcuts(), ("F1", "Ctrl+?")),
        Entry("what", HELP, tr("&What this is"), lambda w: w.show_what_this_is(), ("Shift+F1",)),
        Entry(
            "scenario",
            HELP,
            tr("About this &scenario"),
            lambda w: w.files.show_scenario(),
            ("Ctrl+I",),
            tip=tr("About this scenario: what it asks, what to look at, what to discuss"),
        ),
        Entry("first_steps", HELP, tr("&First steps"), lambda w: w.hint.begin()),
        Entry("files", HELP, tr("S&cenario files"), lambda w: w.show_scenario_files()),
        Entry("about", HELP, tr("&About Shakeout"), lambda w: w.show_about(), line_before=True),
    )


def _view_entry(number: int, view: View) -> Entry:
    """Return what goes to a view."""
    return Entry(
        f"view_{view.id}",
        VIEW,
        view.title,
        lambda w: w.views.show_view(view.id),
        (f"Ctrl+{number}",),
        ticked=lambda w: w.views.current == view.id,
        choice="view",
    )


class Actions:
    """The actions of one window, by id."""

    def __init__(self, window: MainWindow) -> None:
        """Make an action of every entry."""
        self._window = window
        self._actions: dict[str, QAction] = {}
        self._groups: dict[str, QActionGroup] = {}
        for entry in entries():
            self._actions[entry.id] = self._made(entry)
        self.refresh()

    def __getitem__(self, name: str) -> QAction:
        """Return an action."""
        return self._actions[name]

    def fill(self, window: QMainWindow) -> None:
        """Build the menus of a window."""
        for name, words in menu_words().items():
            menu = window.menuBar().addMenu(words)
            menu.setObjectName(name)
            for entry in entries():
                if entry.menu == name:
                    if entry.line_before:
                        menu.addSeparator()
                    menu.addAction(self._actions[entry.id])

    def refresh(self) -> None:
        """Ask every entry whether it is enabled and ticked."""
        for entry in entries():
            action = self._actions[entry.id]
            if entry.enabled is not None:
                action.setEnabled(entry.enabled(self._window))
            if entry.ticked is not None:
                action.setChecked(entry.ticked(self._window))

    def _made(self, entry: Entry) -> QAction:
        window = self._window
        action = QAction(entry.text, window)
        action.setObjectName(entry.id)
        action.setShortcuts([QKeySequence(keys) for keys in entry.keys])
        words = entry.tip or plain_words(entry.text)
        action.setToolTip(f"{words} ({keys_in_words(entry.keys)})" if entry.keys else words)
        if entry.ticked is not None:
            action.setCheckable(True)
        if entry.choice:
            group = self._groups.setdefault(entry.choice, QActionGroup(window))
            group.addAction(action)

        def do() -> None:
            entry.do(window)
            self.refresh()

        action.triggered.connect(lambda _=False: do())
        return action


def plain_words(text: str) -> str:
    """Return the text of a menu or an action without what only a menu shows."""
    return text.replace("&&", "\0").replace("&", "").replace("\0", "&").rstrip("…")


def menu_keys(entry: Entry) -> str:
    """Return the keys that lead to an action through its menu, as in "Alt+V, L"."""
    menu, item = mnemonic(menu_words()[entry.menu]), mnemonic(entry.text)
    return f"{QKeySequence(f'Alt+{menu}').toString(QKeySequence.SequenceFormat.NativeText)}, {item}"


def mnemonic(text: str) -> str:
    """Return the letter that is underlined in a menu, "" where there is none."""
    keys = QKeySequence.mnemonic(text)
    return "" if keys.isEmpty() else keys.toString().removeprefix("Alt+")


def keys_in_words(keys: Iterable[str]) -> str:
    """Return keys, each of which does the same, as people read them."""
    sequences = (QKeySequence(key) for key in keys)
    return tr(" or ").join(sequence.toString(QKeySequence.SequenceFormat.NativeText) for sequence in sequences)
