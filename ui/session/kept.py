"""The futures that the user keeps under a name.

Keeping one edits nothing, so that undo passes it by; renaming and deleting one are steps of undo.
"""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QObject, Signal

from simulator.scenario.value import Scenario
from ui.look.wording import tr
from ui.models.futures import name_of_future
from ui.models.values import KeptFuture
from ui.session.steps import Steps
from ui.session.undo import ReplaceFuture


class KeptFutures(QObject):
    """The list of kept futures; no two of them share a name."""

    changed = Signal()
    replaced = Signal(object, object)  # a kept future, and the one in its place or None

    def __init__(self, parent: QObject, steps: Steps) -> None:
        """Take who owns it, and the steps of undo."""
        super().__init__(parent)
        self._steps = steps
        self._all: tuple[KeptFuture, ...] = ()

    @property
    def all(self) -> tuple[KeptFuture, ...]:
        """Return the futures in the order in which they were kept."""
        return self._all

    def begin(self, opened: Scenario) -> None:
        """Begin without futures, for a scenario that was opened."""
        self._opened, self._all = opened, ()
        self.changed.emit()

    def usual_name(self, scenario: Scenario) -> str:
        """Return a free name for the future of a scenario, from what differs from the scenario as opened."""
        return self._free(name_of_future(self._opened, scenario))

    def keep(self, scenario: Scenario, name: str = "") -> KeptFuture:
        """Keep the future of a scenario, under its usual name where none is given."""
        name = name.strip()
        future = KeptFuture(self._free(name) if name else self.usual_name(scenario), scenario)
        self._replace(None, future, len(self._all))
        return future

    def bring_back(self, futures: Sequence[KeptFuture]) -> None:
        """Put futures that were kept earlier before those of the list."""
        if futures:
            self._all = (*futures, *self._all)
            self.changed.emit()

    def rename(self, future: KeptFuture, name: str) -> None:
        """Give a kept future another name, as a step of undo."""
        name = name.strip()
        if name and name != future.name:
            renamed = KeptFuture(self._free(name), future.scenario)
            self._replace_as_step(tr("Rename {name}").format(name=future.name), future, renamed)

    def delete(self, future: KeptFuture) -> None:
        """Take a future off the list, as a step of undo."""
        self._replace_as_step(tr("Delete {name}").format(name=future.name), future, None)

    def _replace_as_step(self, text: str, old: KeptFuture, new: KeptFuture | None) -> None:
        if old in self._all:
            self._steps.take(ReplaceFuture(text, old, new, self._all.index(old), self._replace))

    def _replace(self, old: KeptFuture | None, new: KeptFuture | None, place: int) -> None:
        """Put a future at a place of the list, in the place of another or of none."""
        others = [future for future in self._all if future != old]
        self._all = (*others[:place], *([] if new is None else [new]), *others[place:])
        if old is not None:
            self.replaced.emit(old, new)
        self.changed.emit()

    def _free(self, name: str) -> str:
        """Return a name that no future has yet: "Ban", "Ban (2)" ..."""
        taken = {future.name for future in self._all}
        candidates = (name if number == 1 else f"{name} ({number})" for number in range(1, len(taken) + 2))
        return next(each for each in candidates if each not in taken)
