"""What the user prefers, everywhere and from now on: colours, size of text, motion, numbers, folder.

One object for all windows; it reads and writes the program's settings, and tells when something changed. What stands in
the settings and makes no sense counts as not set.
"""

from __future__ import annotations

from dataclasses import asdict, dataclass, replace
from pathlib import Path

from PySide6.QtCore import QLocale, QObject, QSettings, Qt, Signal
from PySide6.QtWidgets import QApplication

from ui.look import theme, wording

DRESSES = ("system", *theme.THEMES)
SMALLEST, LARGEST = 80, 200  # % of plain text


@dataclass(frozen=True)
class Choice:
    """Everything that can be preferred, as it is at first."""

    theme: str = "system"
    text_size: int = 100
    reduced_motion: bool = False
    numbers: str = "12,345.6"
    money: str = "$1.7 bn"
    folder: str = ""  # where files are looked for; the user's own documents where it is empty
    anonymous: bool = False  # whether exports leave out the author and the notes


class Preferences(QObject):
    """What is preferred at present."""

    changed = Signal()

    def __init__(self, settings: QSettings | None = None) -> None:
        """Take where it is kept."""
        super().__init__()
        self.settings = settings or QSettings("Shakeout", "Shakeout")
        self._chosen = _read(self.settings)
        wording.write_numbers(self._chosen.numbers, self._chosen.money)

    @property
    def chosen(self) -> Choice:
        """Return what is preferred."""
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
        """Prefer something else from now on."""
        chosen = replace(self._chosen, **fields)  # type: ignore[arg-type]  # mypy cannot see the fields' names
        if chosen == self._chosen:
            return
        self._chosen = chosen
        for name, value in asdict(chosen).items():
            self.settings.setValue(name, value)
        wording.write_numbers(chosen.numbers, chosen.money)
        self.changed.emit()

    def reset(self) -> None:
        """Prefer what everybody has at first."""
        self.choose(**asdict(Choice()))

    def dress(self, app: QApplication) -> None:
        """Let the whole application look, move and write numbers as preferred."""
        theme.apply(app, self.theme)
        QLocale.setDefault(wording.locale())
        for window in app.topLevelWidgets():
            window.setLocale(wording.locale())
        moving = not self._chosen.reduced_motion
        for effect in (Qt.UIEffect.UI_AnimateMenu, Qt.UIEffect.UI_AnimateCombo, Qt.UIEffect.UI_FadeTooltip):
            QApplication.setEffectEnabled(effect, moving)


def _read(settings: QSettings) -> Choice:
    usual = Choice()
    dress, numbers, money = (str(settings.value(name, "")) for name in ("theme", "numbers", "money"))
    try:
        size = int(str(settings.value("text_size", usual.text_size)))
    except ValueError:
        size = usual.text_size
    return Choice(
        theme=dress if dress in DRESSES else usual.theme,
        text_size=min(max(size, SMALLEST), LARGEST),
        reduced_motion=_ticked(settings, "reduced_motion"),
        anonymous=_ticked(settings, "anonymous"),
        numbers=numbers if numbers in wording.NUMBER_STYLES else usual.numbers,
        money=money if money in wording.MONEY_STYLES else usual.money,
        folder=str(settings.value("folder", "")),
    )


def _ticked(settings: QSettings, name: str) -> bool:
    return str(settings.value(name, "")).casefold() == "true"
