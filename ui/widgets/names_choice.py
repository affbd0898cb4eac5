"""A button that chooses some of many names from a menu."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent, QMouseEvent
from PySide6.QtWidgets import QMenu, QPushButton, QSizePolicy

from ui.look.wording import tr
from ui.widgets.form import plain_tip


class _StayingMenu(QMenu):
    """A menu that stays open while its boxes are ticked."""

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        if not self._ticked():
            super().mouseReleaseEvent(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() not in (Qt.Key.Key_Space, Qt.Key.Key_Return, Qt.Key.Key_Enter) or not self._ticked():
            super().keyPressEvent(event)

    def _ticked(self) -> bool:
        action = self.activeAction()
        ticked = bool(action) and action.isCheckable()  # Qt returns no action where none is pointed at
        if ticked:
            action.trigger()
        return ticked


class NamesChoice(QPushButton):
    """Chooses some of many names; none chosen stands for the default, and `*` for all."""

    names_changed = Signal(tuple)

    def __init__(self, title: str, names: dict[str, str], default: tuple[str, ...], all_words: str = "") -> None:
        """Take what is chosen, the names with their words, the names that stand as default, and words for all."""
        super().__init__()
        self._all_words = all_words or tr("All")
        self._title, self._names, self._default = title, names, default
        self._chosen: tuple[str, ...] = ()
        self._menu = _StayingMenu(self)
        self._actions = {}
        everyone = self._menu.addAction(self._all_words)
        everyone.setCheckable(True)
        everyone.triggered.connect(lambda: self._choose(("*",)))
        self._actions["*"] = everyone
        self._menu.addSeparator()
        for name, words in names.items():
            action = self._menu.addAction(words.replace("&", "&&"))
            action.setCheckable(True)
            action.triggered.connect(lambda _=False, name=name: self._toggle(name))
            self._actions[name] = action
        self.setMenu(self._menu)
        self.setProperty("choice", True)
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
        self.setMinimumWidth(110)
        self.show_names(())

    @property
    def chosen(self) -> tuple[str, ...]:
        """Return what is chosen."""
        return self._chosen

    def show_names(self, chosen: tuple[str, ...]) -> None:
        """Show what is chosen without emitting a signal."""
        self._chosen = chosen
        present = chosen or self._default or ("*",)
        for name, action in self._actions.items():
            action.setChecked(name in present)
        words = self._all_words if "*" in present else ", ".join(self._names.get(name, name) for name in present)
        self.setText(words.replace("&", "&&"))
        self.setToolTip(plain_tip(words))
        self.setAccessibleName(f"{self._title}: {words}")

    def _choose(self, names: tuple[str, ...]) -> None:
        self.show_names(names)
        self.names_changed.emit(names)

    def _toggle(self, name: str) -> None:
        present = [known for known in (self._chosen or self._default) if known != "*"]
        names = [known for known in present if known != name] if name in present else [*present, name]
        self._choose(tuple(known for known in self._names if known in names))
