"""The dialog that offers work which a crash left behind."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QListWidget, QPushButton, QWidget

from simulator.disk import without_home
from ui.dialogs.dialog import Dialog
from ui.look import wording
from ui.look.wording import tr

if TYPE_CHECKING:
    from collections.abc import Callable

    from simulator.scenario.keeping.journal import Lost, Work

_MOST_AT_ONCE = 5  # works that are shown without scrolling


class LostWork(Dialog):
    """Lists what was not saved; each is restored, discarded, or kept for the next start."""

    def __init__(self, parent: QWidget, lost: list[Lost], restore: Callable[[Lost], bool]) -> None:
        """Take the parent window, the works, and what restores one."""
        super().__init__(parent, tr("Unsaved work was found"), 560)
        self._lost, self._restore = lost, restore
        self.say(tr("Shakeout ended before this was saved. Your files are as you last saved them."))
        self.listing = QListWidget()
        self.listing.setAccessibleName(tr("Unsaved work"))
        self.listing.addItems([_words(one.work) for one in lost])
        self.listing.setCurrentRow(0)
        self.listing.setSpacing(3)
        self.listing.setFixedHeight(16 + (self.listing.sizeHintForRow(0) + 6) * min(len(lost), _MOST_AT_ONCE))
        self.listing.itemActivated.connect(self.restore)
        self.add(self.listing)
        self.say(tr("What you restore is unsaved as before, and undo takes you back to the file."), rank="muted")
        self._again = QPushButton(tr("&Restore"))
        self._again.clicked.connect(self.restore)
        self._away = QPushButton(tr("&Discard"))
        self._away.clicked.connect(self.discard)
        self.finish(self._away, self._again)
        self.close_button.setText(tr("Not &now"))
        self._again.setDefault(True)
        self.finished.connect(self._release)

    def restore(self) -> None:
        """Go on with the selected work; the others are offered again at the next start."""
        row = self.listing.currentRow()
        if row >= 0 and self._restore(self._lost[row]):
            del self._lost[row]
            self.accept()

    def discard(self) -> None:
        """Remove the selected work for good."""
        row = self.listing.currentRow()
        if row >= 0:
            self._lost.pop(row).discard()
            self.listing.takeItem(row)
        if not self._lost:
            self.accept()

    def _release(self) -> None:
        for one in self._lost:
            one.release()
        self._lost.clear()


def _words(work: Work) -> str:
    when = wording.moment(datetime.fromisoformat(work.written))
    place = without_home(str(Path(work.path))) if work.path else tr("not yet in a file")
    return tr("{title}\n{when}, {place}").format(title=work.title or tr("Without a title"), when=when, place=place)
