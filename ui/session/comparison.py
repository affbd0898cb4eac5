"""What the future on show is compared with: the scenario behind its dashed ghost, and what charts call it."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QObject, Signal

from simulator.scenario.value import Scenario
from ui.look import wording
from ui.look.wording import tr
from ui.models.futures import origin
from ui.models.values import Ghost, KeptFuture, Shown


class Comparison(QObject):
    """The choice of ghost; it stays when the scenario is edited, so that another edit may give another ghost."""

    changed = Signal()
    differences_wanted = Signal(bool)

    def __init__(self, parent: QObject) -> None:
        """Take who owns it; `begin` says what there is to compare."""
        super().__init__(parent)
        self._chosen: Ghost | KeptFuture = Ghost.LAST_EDIT
        self._origin: Scenario | None = None
        self._differences_shown = False

    @property
    def chosen(self) -> Ghost | KeptFuture:
        """Return what the ghost shows."""
        return self._chosen

    @property
    def scenario(self) -> Scenario | None:
        """Return the scenario whose future the ghost shows, None where nothing is compared."""
        if isinstance(self._chosen, KeptFuture):
            return self._chosen.scenario
        return {
            Ghost.LAST_EDIT: self._shown.before or self._origin,
            Ghost.ORIGIN: self._origin,
            Ghost.AS_OPENED: self._opened,
            Ghost.NOTHING: None,
        }[self._chosen]

    @property
    def name(self) -> str:
        """Return what the ghost is called in a chart."""
        if isinstance(self._chosen, KeptFuture):
            return self._chosen.name
        if self._chosen is Ghost.AS_OPENED:
            return tr("as opened")
        last = self._chosen is Ghost.LAST_EDIT and self.changed_once
        return tr("before the last change") if last or self._origin is None else self.origin_name

    @property
    def course_of_luck(self) -> str:
        """Return that what is compared is one course of luck, "" where nothing is compared."""
        new, old = self._shown.scenario, self.scenario
        return wording.course_of_luck((old.seed, new.seed)) if old is not None and old != new else ""

    @property
    def changed_once(self) -> bool:
        """Return whether there is a last change to compare with."""
        return self._shown.before is not None

    @property
    def origin_name(self) -> str:
        """Return the name of the market that the scenario was made from, "" where it is that market itself."""
        if self._origin is None:
            return ""
        return self._origin.title if self._origin.extends else tr("the base market")

    @property
    def differences_shown(self) -> bool:
        """Return whether charts show new minus old in place of the new future with its ghost."""
        return self._differences_shown

    def begin(self, opened: Scenario, path: Path | None) -> None:
        """Begin with a scenario that was opened; a choice that made sense only for the last one is dropped."""
        self._opened, self._shown = opened, Shown(opened)
        self._origin = origin(opened, path)
        if isinstance(self._chosen, KeptFuture) or self._chosen is Ghost.ORIGIN:
            self._chosen = Ghost.LAST_EDIT

    def follow(self, shown: Shown) -> None:
        """Compare what an edit, or its undo, has put on show."""
        self._shown = shown

    def choose(self, chosen: Ghost | KeptFuture) -> None:
        """Choose what the ghost shows."""
        self._chosen = chosen
        self.changed.emit()

    def follow_kept(self, old: KeptFuture, new: KeptFuture | None) -> None:
        """Stay with a kept future that gets another name; without it, compare with the last change."""
        if self._chosen == old:
            self.choose(new or Ghost.LAST_EDIT)

    def show_differences(self, shown: bool) -> None:
        """Let charts show new minus old, or the new future with its ghost."""
        if shown != self._differences_shown:
            self._differences_shown = shown
            self.differences_wanted.emit(shown)
