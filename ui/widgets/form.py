"""What every form is made of: labels, tips and names of fields, and the fields of a declared value by their path."""

from __future__ import annotations

import re
from html import escape
from typing import Any, Literal, TypeVar, get_args, get_origin

from pydantic import BaseModel
from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtWidgets import QFormLayout, QLabel, QWidget

_Value = TypeVar("_Value", bound=BaseModel)
_PROPER_NAMES = {
    "america": "America",
    "american": "American",
    "china": "China",
    "chinese": "Chinese",
    "europe": "Europe",
    "european": "European",
    "us": "US",
}
_PROPER = re.compile(rf"\b({'|'.join(_PROPER_NAMES)})\b")


class _Calm(QObject):
    """Keeps the wheel, which scrolls the panel, from turning a number that has not been clicked."""

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.Wheel and isinstance(watched, QWidget) and not watched.hasFocus():
            event.ignore()
            return True
        return False


def calm(widget: QWidget) -> None:
    """Let the wheel pass a control that does not have the focus."""
    widget.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
    widget.installEventFilter(_Calm(widget))


def plain_tip(text: str) -> str:
    """Return a text as a tooltip that wraps, and that takes no part of it for markup."""
    return f"<p>{escape(text)}</p>".replace("\n", "<br>") if text else ""


def plain_label(text: str = "", rank: str = "") -> QLabel:
    """Return a wrapping label of a rank of the theme; it never takes its text, maybe from a file, for markup."""
    label = QLabel(text)
    label.setTextFormat(Qt.TextFormat.PlainText)
    label.setWordWrap(True)
    if rank:
        label.setProperty("rank", rank)
    return label


def in_words(name: str) -> str:
    """Return the name of a field as people write it: "chips_lost" is "Chips lost"."""
    words = name.replace("_", " ").capitalize()
    return re.sub(_PROPER, lambda found: _PROPER_NAMES[found[0]], words)


def form_layout(parent: QWidget) -> QFormLayout:
    """Return a form layout that fits a narrow panel."""
    layout = QFormLayout(parent)
    layout.setContentsMargins(0, 0, 0, 0)
    layout.setHorizontalSpacing(8)
    layout.setVerticalSpacing(4)
    layout.setFieldGrowthPolicy(QFormLayout.FieldGrowthPolicy.AllNonFixedFieldsGrow)
    layout.setLabelAlignment(Qt.AlignmentFlag.AlignLeft)
    return layout


def options_of(annotation: object) -> tuple[str, ...]:
    """Return the options of a field by its type, () if it is free."""
    return tuple(get_args(annotation)) if get_origin(annotation) is Literal else ()


def number_at(value: BaseModel, path: tuple[str, ...]) -> float:
    """Return the number at a path of a declared value."""
    present: Any = value
    for name in path:
        present = getattr(present, name)
    return float(present)


def with_field(value: _Value, path: tuple[str, ...], new: object) -> _Value:
    """Return a copy, checked, in which the field at a path is replaced."""
    field, *rest = path
    inner = with_field(getattr(value, field), tuple(rest), new) if rest else new
    fields = {name: getattr(value, name) for name in type(value).model_fields}
    return type(value).model_validate({**fields, field: inner})
