"""A form generated from a declaration: no policy has a form of its own.

A form shows a frozen value and offers a changed one; whoever owns the value decides what becomes of it.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from pydantic import BaseModel
from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QCheckBox, QComboBox, QFormLayout, QLineEdit, QWidget

from simulator.parameters import Param, declaration, reference_kind
from ui.widgets.form import calm, in_words, number_at, options_of, plain_label, plain_tip, with_field
from ui.widgets.number_box import NumberBox
from ui.widgets.typed import Typed

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping


class Form(QObject):
    """Controls for every field of a declared value, in the order of declaration."""

    value_changed = Signal(object)  # the new value

    def __init__(self, value: BaseModel, layout: QFormLayout, named: Mapping[str, dict[str, str]]) -> None:
        """Take the value to show first, the layout to which the controls are added, and names by id, by their kind."""
        super().__init__(layout)
        self._named = named
        self._value = value
        self._show: list[Callable[[BaseModel], None]] = []
        self._layout = layout
        for field in type(value).model_fields:
            self._add(field)

    def show_value(self, value: BaseModel) -> None:
        """Show another value of the same kind without emitting a signal."""
        self._value = value
        for show in self._show:
            show(value)

    def _add(self, field: str) -> None:
        owner = type(self._value)
        present = getattr(self._value, field)
        declared = declaration(owner, field)
        help_text = owner.model_fields[field].description or ""
        options = {option: in_words(option) for option in options_of(owner.model_fields[field].annotation)}
        options = options or self._named.get(reference_kind(owner, field) or "", {})
        if isinstance(present, BaseModel) and declared is not None:
            self._layout.addRow(plain_label(f"{in_words(field)}: {help_text}", "muted"))
            names = {name: words for each in self._named.values() for name, words in each.items()}
            for inner in type(present).model_fields:
                if isinstance(getattr(present, inner), int | float):
                    self._add_number(names.get(inner, in_words(inner)), declared, (field, inner))
        elif declared is not None:
            self._add_number(in_words(field), declared, (field,))
        elif options:
            self._add_choice(field, options, help_text)
        elif isinstance(present, bool):
            self._add_tick(field, help_text)
        elif isinstance(present, str):
            self._add_line(field, help_text)

    def _add_number(self, words: str, declared: Param, path: tuple[str, ...]) -> None:
        box = NumberBox(declared, number_at(self._value, path))
        self._place(words, box, declared.help)
        box.number_changed.connect(lambda number: self._offer(path, number))
        self._show.append(lambda value: box.show_number(number_at(value, path)))

    def _add_choice(self, field: str, options: dict[str, str], help_text: str) -> None:
        box = QComboBox()
        for option, words in options.items():
            box.addItem(words, option)
        box.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        calm(box)
        self._place(in_words(field), box, help_text)

        def show(value: BaseModel) -> None:
            chosen = getattr(value, field)
            if box.findData(chosen) < 0:
                box.addItem(chosen, chosen)
            box.setCurrentIndex(box.findData(chosen))

        show(self._value)
        box.activated.connect(lambda place: self._offer((field,), box.itemData(place)))
        self._show.append(show)

    def _add_tick(self, field: str, help_text: str) -> None:
        box = QCheckBox()
        self._place(in_words(field), box, help_text)
        box.setChecked(getattr(self._value, field))
        box.clicked.connect(lambda ticked: self._offer((field,), ticked))
        self._show.append(lambda value: box.setChecked(getattr(value, field)))

    def _add_line(self, field: str, help_text: str) -> None:
        line = QLineEdit(getattr(self._value, field))
        self._place(in_words(field), line, help_text)
        typed = Typed(line, line, str, lambda text: self._offer((field,), text))
        self._show.append(lambda value: typed.show(getattr(value, field)))

    def _place(self, words: str, widget: QWidget, help_text: str) -> None:
        widget.setAccessibleName(words)
        widget.setAccessibleDescription(help_text)
        if not widget.toolTip():
            widget.setToolTip(plain_tip(help_text))
        label = plain_label(words.replace("&", "&&"))  # beside a control an ampersand would underline what follows
        label.setToolTip(plain_tip(help_text))
        label.setBuddy(widget)
        self._layout.addRow(label, widget)

    def _offer(self, path: tuple[str, ...], new: object) -> None:
        value = with_field(self._value, path, new)
        if value != self._value:
            self._value = value
            self.value_changed.emit(value)
