"""The dialog of settings, applied at once and remembered."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtWidgets import (
    QCheckBox,
    QComboBox,
    QFileDialog,
    QFormLayout,
    QHBoxLayout,
    QPushButton,
    QWidget,
)

from simulator.parameters import Param
from ui.dialogs.dialog import Dialog
from ui.look import wording
from ui.look.settings import DRESSES, LARGEST, SMALLEST
from ui.look.wording import tr
from ui.widgets.form import calm, plain_label, plain_tip
from ui.widgets.number_box import WholeBox

if TYPE_CHECKING:
    from collections.abc import Mapping

    from ui.look.settings import Settings


class SettingsDialog(Dialog):
    """One line per setting, and an example of how numbers look."""

    def __init__(self, parent: QWidget, settings: Settings) -> None:
        """Take the parent window, and what it changes."""
        super().__init__(parent, tr("Settings"))
        self._settings = settings
        content = QWidget()
        self._form = QFormLayout(content)
        self._form.setContentsMargins(0, 0, 0, 0)
        self._form.setFieldGrowthPolicy(QFormLayout.FieldGrowthPolicy.AllNonFixedFieldsGrow)
        self.theme = self._choice("theme", tr("&Colours"), dict(zip(DRESSES, _dress_words(), strict=True)))
        self.text_size = self._size()
        self.numbers = self._choice("numbers", tr("&Numbers"), {style: style for style in wording.NUMBER_STYLES})
        self.money = self._choice("money", tr("&Money"), {style: style for style in wording.MONEY_STYLES})
        self._example = plain_label(rank="muted")
        self._form.addRow("", self._example)
        self.reduced_motion = self._tick(
            "reduced_motion",
            tr("Move as &little as possible"),
            tr("The market plays in few large steps, and menus open at once"),
        )
        self.anonymous = self._tick(
            "anonymous",
            tr("Leave author and notes out of what I &export"),
            tr("Pictures and tables carry the scenario that they were made from; nothing in it tells who made it"),
        )
        self.folder = self._folder()
        self.add(content)
        self.say(tr("Everything is applied at once and remembered."), rank="muted")
        reset = QPushButton(tr("&Reset to defaults"))
        reset.setAutoDefault(False)
        reset.clicked.connect(settings.reset)
        self.finish(reset)
        settings.changed.connect(self._show)
        self._show()

    def _choice(self, field: str, words: str, options: Mapping[str, str]) -> QComboBox:
        box = QComboBox()
        for name, said in options.items():
            box.addItem(said, name)
        box.activated.connect(lambda place: self._settings.choose(**{field: box.itemData(place)}))
        self._place(words, box)
        return box

    def _size(self) -> WholeBox:
        meaning = tr("Charts, timeline and controls grow with it")
        box = WholeBox(Param("%", SMALLEST, LARGEST, meaning, tr("your choice")), self._settings.chosen.text_size)
        box.number_changed.connect(lambda size: self._settings.choose(text_size=round(size)))
        self._place(tr("&Size of text"), box, tr("From 80 to 200 %: charts, timeline and controls grow with it"))
        return box

    def _tick(self, field: str, words: str, tip: str) -> QCheckBox:
        box = QCheckBox(words)
        box.clicked.connect(lambda ticked: self._settings.choose(**{field: ticked}))
        box.setToolTip(plain_tip(tip))
        box.setAccessibleDescription(tip)
        self._form.addRow("", box)
        return box

    def _folder(self) -> QPushButton:
        row = QWidget()
        layout = QHBoxLayout(row)
        layout.setContentsMargins(0, 0, 0, 0)
        self._folder_words = plain_label()
        button = QPushButton(tr("C&hoose…"))
        button.setAutoDefault(False)
        button.setAccessibleName(tr("Choose the folder of scenarios"))
        button.clicked.connect(self._ask_for_folder)
        layout.addWidget(self._folder_words, 1)
        layout.addWidget(button)
        self._form.addRow(plain_label(tr("Folder")), row)
        return button

    def _place(self, words: str, widget: QWidget, tip: str = "") -> None:
        calm(widget)
        label = plain_label(words)
        label.setWordWrap(False)
        label.setBuddy(widget)
        widget.setAccessibleName(words.replace("&", ""))
        widget.setToolTip(plain_tip(tip))
        self._form.addRow(label, widget)

    def _ask_for_folder(self) -> None:
        dialog = QFileDialog(self, tr("Folder of scenarios"), str(self._settings.folder))
        dialog.setFileMode(QFileDialog.FileMode.Directory)
        dialog.fileSelected.connect(lambda path: self._settings.choose(folder=path))
        dialog.open()

    def _show(self) -> None:
        chosen = self._settings.chosen
        for field, box in (("theme", self.theme), ("numbers", self.numbers), ("money", self.money)):
            box.setCurrentIndex(box.findData(getattr(chosen, field)))
        self.text_size.show_number(chosen.text_size)
        self.reduced_motion.setChecked(chosen.reduced_motion)
        self.anonymous.setChecked(chosen.anonymous)
        self._folder_words.setText(str(self._settings.folder))
        self._example.setText(
            tr("{number} tokens, {money}, {share}").format(
                number=wording.number(12345.6, 1), money=wording.money(1700.0), share=wording.exact_share(0.123)
            )
        )


def _dress_words() -> tuple[str, ...]:
    return tr("As the system"), tr("Light"), tr("Dark"), tr("Projector: large and plain")
