"""Three steps for whoever opens Shakeout for the first time; once dismissed they do not come back."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QHBoxLayout, QPushButton, QWidget

from ui.look.wording import tr
from ui.widgets.form import plain_label

if TYPE_CHECKING:
    from PySide6.QtCore import QSettings

_SEEN = "hint_seen"


def steps() -> tuple[str, ...]:
    """Return what a newcomer should try, in this order."""
    return (
        tr("This market runs to 2035, and you stand in January 2026. Press Space to let the months pass."),
        tr("Move a lever on the left: the future changes at once, and the old one stays as dashed lines."),
        tr("Drag the month back, change one thing, and open Compare: the difference is only your decision."),
    )


class Hint(QFrame):
    """One step at a time, above everything else."""

    def __init__(self, settings: QSettings, parent: QWidget | None = None) -> None:
        """Take where it is remembered that the user has seen it."""
        super().__init__(parent)
        self.setProperty("card", True)
        self._settings = settings
        self._step = 0
        self._number = plain_label(rank="muted")
        self._number.setWordWrap(False)
        self._words = plain_label()
        self.next = QPushButton()
        self.next.clicked.connect(self._go_on)
        self.close_button = QPushButton(tr("Dismiss"))
        for button in (self.next, self.close_button):
            button.setFocusPolicy(Qt.FocusPolicy.TabFocus)  # a click leaves the focus, and so Space, to the market
        self.close_button.clicked.connect(self.dismiss)
        layout = QHBoxLayout(self)
        layout.setContentsMargins(12, 6, 8, 6)
        layout.addWidget(self._number)
        layout.addWidget(self._words, 1)
        layout.addWidget(self.next)
        layout.addWidget(self.close_button)
        self.setVisible(str(settings.value(_SEEN, "")).casefold() != "true")
        self._show()

    def begin(self) -> None:
        """Show the steps again, from the first."""
        self._step = 0
        self._show()
        self.show()

    def dismiss(self) -> None:
        """Go away for good."""
        self._settings.setValue(_SEEN, True)
        self.hide()

    def _go_on(self) -> None:
        self._step += 1
        if self._step == len(steps()):
            self.dismiss()
        else:
            self._show()

    def _show(self) -> None:
        said = steps()
        self._number.setText(f"{self._step + 1} / {len(said)}")
        self._words.setText(said[self._step])
        self.next.setText(tr("Done") if self._step + 1 == len(said) else tr("Next"))
        self.setAccessibleName(tr("First steps: {words}").format(words=said[self._step]))
