"""Boxes in which the user chooses the futures to compare."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QComboBox, QHBoxLayout, QSizePolicy, QToolButton, QWidget

from ui.look.wording import tr
from ui.pages.compare.choices import Choice
from ui.widgets.form import plain_tip


class Slot(QWidget):
    """One future that is compared, and a button to remove it."""

    chosen = Signal()
    removed = Signal()

    def __init__(self, number: int) -> None:
        """Stand at a place; the first is the yardstick."""
        super().__init__()
        self.box = QComboBox()
        self.box.setAccessibleName(tr("The yardstick") if number == 0 else tr("Compared with the first"))
        self.box.setMinimumContentsLength(6)
        self.box.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        self.box.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.remove = QToolButton()
        self.remove.setText("×")
        self.remove.setProperty("outlined", True)
        self.remove.setAccessibleName(tr("Remove this future"))
        self.remove.setToolTip(tr("Remove this future"))
        layout = QHBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(2)
        layout.addWidget(self.box, 1)
        layout.addWidget(self.remove)
        self.box.activated.connect(lambda _=0: self.chosen.emit())
        self.remove.clicked.connect(self.removed)

    @property
    def choice(self) -> Choice:
        """Return what the box has chosen."""
        kind, name = self.box.currentData()
        return kind, name

    def show_choice(self, choice: Choice, offers: list[tuple[Choice, str]], *, removable: bool) -> None:
        """Offer what can be compared, and show what is."""
        self.box.clear()
        for offered, title in offers:
            self.box.addItem(title, offered)
        self.box.setCurrentIndex([offered for offered, _ in offers].index(choice))
        self.box.setToolTip(plain_tip(f"{self.box.accessibleName()}: {self.box.currentText()}"))
        self.remove.setVisible(removable)
