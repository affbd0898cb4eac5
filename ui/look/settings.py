"""What the user has set, for every window: colours, size of text, motion, numbers, folder.

One object serves all windows; it reads and writes the program's store. A stored value that makes no sense counts as not
set.
"""

from __future__ import annotations

from dataclasses import asdict, dataclass, replace
from pathlib import Path

from PySide6.QtCore import QLocale, QObject, QSettings, Qt, Signal
from PySide6.QtWidgets import QApplication

from simulator.disk import UNREADABLE, content_of, put
from ui.look import theme, wording

DRESSES = ("system", *theme.THEMES)
SMALLEST, LARGEST = 80, 200  # % of plain text


@dataclass(frozen=True)
class Choice:
    """Everything that can be set, with its defaults."""

    theme: str = "system"
    text_size: int = 100
    reduced_motion: bool = False
    numbers: str = "12,345.6"
    money: str = "$1.7 bn"
    folder: str = ""  # where files are looked for; the user's own documents where it is empty
    anonymous: bool = False  # whether exports leave out the author and the notes


class Settings(QObject):
    """The present settings."""

    changed = Signal()
    not_kept = Signal(str)  # one sentence: what is set will be forgotten

    def __init__(self, store: QSettings | None = None) -> None:
        """Take where it is kept."""
        super().__init__()
        self.store = store or QSettings("Shakeout", "Shakeout")
        self.unreadable = _copied_if_odd(self.store)
        self._chosen = _read(self.store)
        self._told = False
        wording.write_numbers(self._chosen.numbers, self._chosen.money)

    @property
    def chosen(self) -> Choice:
        """Return what is set."""
        return self._chosen

    @property
    def theme(self) -> theme.Theme:
        """Return the theme to wear: the one that was chosen, or the system's, with text of the size that was chosen."""
        name = theme.system_theme() if self._chosen.theme == "system" else self._chosen.theme
        return theme.enlarged(theme.theme(name), self._chosen.text_size / 100.0)

    @property
    def folder(self) -> Path:
        """Return where files are looked for."""
        chosen = Path(self._chosen.folder)
        return chosen if self._chosen.folder and chosen.is_dir() else Path.home()

    def choose(self, **fields: object) -> None:
        """Set something else from now on."""
        chosen = replace(self._chosen, **fields)  # type: ignore[arg-type]  # mypy cannot see the fields' names
        if chosen == self._chosen:
            return
        self._chosen = chosen
        for name, value in asdict(chosen).items():
            self.store.setValue(name, value)
        self.keep()
        wording.write_numbers(chosen.numbers, chosen.money)
        self.changed.emit()

    def keep(self) -> None:
        """Write down what is set, and say once if that is not possible."""
        self.store.sync()
        if self.store.status() == QSettings.Status.AccessError and not self._told:
            self._told = True
            text = wording.tr("Settings cannot be written down ({file}); they last until you close Shakeout.")
            self.not_kept.emit(text.format(file=self.store.fileName()))

    def reset(self) -> None:
        """Return to the defaults."""
        self.choose(**asdict(Choice()))

    def dress(self, app: QApplication) -> None:
        """Let the whole application look, move and write numbers as set."""
        theme.apply(app, self.theme)
        QLocale.setDefault(wording.locale())
        for window in app.topLevelWidgets():
            window.setLocale(wording.locale())
        moving = not self._chosen.reduced_motion
        for effect in (Qt.UIEffect.UI_AnimateMenu, Qt.UIEffect.UI_AnimateCombo, Qt.UIEffect.UI_FadeTooltip):
            QApplication.setEffectEnabled(effect, moving)


def _copied_if_odd(store: QSettings) -> str:
    """Copy settings that make no sense beside themselves, before anything is written; return where the copy is."""
    file = Path(store.fileName())
    try:
        content, number = content_of(file), 1
    except OSError:
        return ""
    is_text = b"\0" not in content and (bool(store.allKeys()) or not content.strip())
    if is_text and store.status() == QSettings.Status.NoError and _makes_sense(store):
        return ""
    while (copy := file.with_name(f"{file.name}.{number}{UNREADABLE}")).exists() and content_of(copy) != content:
        number += 1
    try:
        put(copy, content)
    except OSError:
        return ""
    return str(copy)


def _makes_sense(store: QSettings) -> bool:
    """Return whether every stored value is one that this program writes."""
    usual = asdict(Choice())
    written = {name: str(store.value(name)) for name in usual if store.contains(name)}
    again = asdict(_read(store))
    return all(text.casefold() == str(again[name]).casefold() for name, text in written.items())


def _read(store: QSettings) -> Choice:
    usual = Choice()
    dress, numbers, money = (str(store.value(name, "")) for name in ("theme", "numbers", "money"))
    try:
        size = int(str(store.value("text_size", usual.text_size)))
    except ValueError:
        size = usual.text_size
    return Choice(
        theme=dress if dress in DRESSES else usual.theme,
        text_size=min(max(size, SMALLEST), LARGEST),
        reduced_motion=_ticked(store, "reduced_motion"),
        anonymous=_ticked(store, "anonymous"),
        numbers=numbers if numbers in wording.NUMBER_STYLES else usual.numbers,
        money=money if money in wording.MONEY_STYLES else usual.money,
        folder=str(store.value("folder", "")),
    )


def _ticked(store: QSettings, name: str) -> bool:
    return str(store.value(name, "")).casefold() == "true"
