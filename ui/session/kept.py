"""The futures that the user keeps under a name.

Keeping one edits nothing, so that undo passes it by; renaming and deleting one are steps of undo. A name that a step
brings back may have been given away meanwhile: then what comes back gets a number.
"""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QObject, Signal

from simulator.scenario.value import Scenario
from ui.look.wording import tr
from ui.models.futures import free_name, name_of_future
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
        self._known: dict[int, tuple[KeptFuture, int]] = {}  # by object, under each name that a future has had: which

    @property
    def all(self) -> tuple[KeptFuture, ...]:
        """Return the futures in the order in which they were kept."""
        return self._all

    def begin(self, opened: Scenario) -> None:
        """Begin without futures, for a scenario that was opened."""
        self._opened, self._all, self._known = opened, (), {}
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
        """Put futures that were kept earlier before those of the list; one whose name is taken gets a number."""
        earlier: list[KeptFuture] = []
        for future in futures:
            earlier.append(KeptFuture(_free(future.name, (*earlier, *self._all)), future.scenario))
        if earlier:
            self._all = (*earlier, *self._all)
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
            place = self._all.index(old)
            self._steps.take(ReplaceFuture(text, self._all[place], new, place, self._replace))

    def _replace(self, old: KeptFuture | None, new: KeptFuture | None, place: int) -> None:
        """Put a future at a place of the list, in the place of another or of none."""
        gone = (
            None if old is None else next((each for each in self._all if self._which(each) == self._which(old)), None)
        )
        others = [future for future in self._all if future is not gone]
        come = None if new is None else KeptFuture(_free(new.name, others), new.scenario)
        self._remember_as_one(old, new, come)
        self._all = (*others[:place], *([] if come is None else [come]), *others[place:])
        if gone is not None:
            self.replaced.emit(gone, come)
        self.changed.emit()

    def _which(self, future: KeptFuture) -> int:
        """Return the number of a future, whatever it is called: a step knows it under the name that it had then."""
        return self._known.setdefault(id(future), (future, len(self._known)))[1]

    def _remember_as_one(self, *futures: KeptFuture | None) -> None:
        """Remember that these are one future under several names."""
        same = [future for future in futures if future is not None]
        for future in same:
            self._known[id(future)] = future, self._which(same[0])

    def _free(self, name: str) -> str:
        return _free(name, self._all)


def _free(name: str, futures: Sequence[KeptFuture]) -> str:
    """Return a name that none of some futures has."""
    return free_name(name, {future.name for future in futures})
