"""Forms generated from declarations: no policy has a form of its own.

A form shows a frozen value and offers a changed one; whoever owns the value decides what becomes of it.
"""

from __future__ import annotations

import math
import re
from html import escape
from typing import TYPE_CHECKING, Any, Literal, NamedTuple, TypeVar, get_args, get_origin

from pydantic import BaseModel
from PySide6.QtCore import QEvent, QObject, QPoint, Qt, Signal
from PySide6.QtGui import QKeyEvent, QMouseEvent, QValidator
from PySide6.QtWidgets import (
    QCheckBox,
    QComboBox,
    QDoubleSpinBox,
    QFormLayout,
    QLabel,
    QLineEdit,
    QMenu,
    QPushButton,
    QSizePolicy,
    QSpinBox,
    QToolTip,
    QWidget,
)

from simulator.dates import HORIZON, month_number
from simulator.parameters import Param, declaration, reference_kind
from ui.look import wording
from ui.look.wording import HARD_SPACE, tr

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

_Value = TypeVar("_Value", bound=BaseModel)
_MOST_DECIMALS = 6
_SHARE_DECIMALS = 2  # of a per cent
_MANY_SIZES = 100.0  # a number that may grow by more than this is stepped by a tenth of what it is
_PAGE = 10  # steps that Qt takes at a page key
_SHARES = ("share", "probability")
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


def indent(box: QSpinBox | QDoubleSpinBox) -> None:
    """Keep what is typed away from the border."""
    box.lineEdit().setTextMargins(6, 0, 0, 0)


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


class Notation(NamedTuple):
    """How a tunable number is written: shares in per cent, "$M a month" as "$2,000 m a month", factors as "× 1.3"."""

    scale: float
    prefix: str
    suffix: str
    step: float
    decimals: int


def notation(declared: Param) -> Notation:
    """Return how a declared number is written, and by how much it is stepped."""
    share = declared.unit.startswith(_SHARES) and declared.high <= 1.0
    scale = 100.0 if share else 1.0
    step = 1.0 if share else 10.0 ** math.floor(math.log10(max(declared.high - declared.low, 1e-9) / 10.0))
    unit = declared.unit.replace("share", "%", 1).replace("probability", "%", 1) if share else declared.unit
    prefix = ""
    if unit.startswith("$"):
        prefix, unit = "$", unit.removeprefix("$").replace("M", tr("m"), 1)
    elif unit == "factor":
        prefix, unit = f"×{HARD_SPACE}", ""
    suffix = f"{HARD_SPACE}{unit.strip()}" if unit else ""
    least = _SHARE_DECIMALS if share else _decimals(declared.low)
    decimals = max(least, 1 - math.floor(math.log10(step)))
    return Notation(scale, prefix, suffix, step, decimals)


def number_in_words(declared: Param, value: float, *, unit: bool = True) -> str:
    """Return a tunable number as it is written, with as many decimals as it has."""
    written = notation(declared)
    shown = value * written.scale
    text = wording.number(shown, _decimals(shown))
    first, *_ = written.suffix.split() or [""]
    short = f"{HARD_SPACE}{first}" if first in {"%", tr("m")} else ""
    return f"{written.prefix}{text}{written.suffix if unit else short}"


def _decimals(number: float) -> int:
    """Return how many decimals a number has, as far as anybody would write them."""
    exact = (count for count in range(_MOST_DECIMALS) if math.isclose(number, round(number, count), abs_tol=1e-12))
    return next(exact, _MOST_DECIMALS)


class NumberBox(QDoubleSpinBox):
    """A tunable number with its unit and range."""

    number_changed = Signal(float)

    def __init__(self, declared: Param, value: float) -> None:
        """Take the declaration and the present value."""
        super().__init__()
        written = notation(declared)
        self._scale = written.scale
        self.setDecimals(written.decimals)
        self.setRange(declared.low * self._scale, declared.high * self._scale)
        self.setSingleStep(written.step)
        if declared.low > 0.0 and declared.high / declared.low > _MANY_SIZES:
            self.setStepType(QDoubleSpinBox.StepType.AdaptiveDecimalStepType)
        self.setPrefix(written.prefix)
        self.setSuffix(written.suffix)
        self.setGroupSeparatorShown(True)
        self.setKeyboardTracking(False)
        self.setToolTip(plain_tip(_explanation(declared)))
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
        self.setMinimumWidth(90)
        indent(self)
        calm(self)
        self.show_number(value)
        self.valueChanged.connect(lambda shown: self.number_changed.emit(shown / self._scale))

    def validate(self, text: str, position: int) -> tuple[QValidator.State, str, int]:
        """Return whether a text is an allowed number, or could become one; what is too large can be corrected."""
        state, text, position = super().validate(text, position)
        beyond = state == QValidator.State.Invalid and self._typed(text) is not None
        return QValidator.State.Intermediate if beyond else state, text, position

    def fixup(self, text: str) -> str:
        """Return the nearest number that is allowed, and say why it is not the one that was typed."""
        typed = self._typed(text)
        if typed is None:
            return super().fixup(text)
        nearest = min(max(typed, self.minimum()), self.maximum())
        low, high = self.textFromValue(self.minimum()), self.textFromValue(self.maximum())
        words = tr("Between {low} and {high}; {typed} is not possible.")
        told = words.format(low=low, high=high, typed=self.textFromValue(typed))
        QToolTip.showText(self.mapToGlobal(QPoint(0, self.height())), plain_tip(told), self)
        return f"{self.prefix()}{self.textFromValue(nearest)}{self.suffix()}"

    def _typed(self, text: str) -> float | None:
        """Return the number that a text means, None where it means none."""
        number, known = self.locale().toDouble(text.removeprefix(self.prefix()).removesuffix(self.suffix()).strip())
        return number if known else None

    def textFromValue(self, value: float) -> str:
        """Return a number with as many decimals as it has."""
        return self.locale().toString(value, "f", _decimals(value))

    def show_number(self, value: float) -> None:
        """Show a value without telling anybody."""
        self.blockSignals(True)
        self.setValue(value * self._scale)
        self.blockSignals(False)


class MonthBox(QSpinBox):
    """A month as "Jan 2026"; the place before the first or after the last month can stand for "none"."""

    def __init__(self, name: str, *, before_first: str = "", after_last: str = "") -> None:
        """Take its accessible name and the words for no month."""
        super().__init__()
        self._before_first, self._after_last = before_first, after_last
        self.setRange(-1 if before_first else 0, HORIZON if after_last else HORIZON - 1)
        self.setAccessibleName(name)
        self.setToolTip(tr("A month, as Jan 2026 or 2026-01; arrow keys move it by a month, page keys by a year."))
        self.setKeyboardTracking(False)
        indent(self)
        calm(self)

    def show_month(self, month: int) -> None:
        """Show a month without telling anybody."""
        self.blockSignals(True)
        self.setValue(month)
        self.blockSignals(False)

    def textFromValue(self, value: int) -> str:
        """Return a month in words."""
        if value < 0:
            return self._before_first
        return self._after_last if value >= HORIZON else wording.month(value)

    def valueFromText(self, text: str) -> int:
        """Return the month that words mean; the present one where they mean none."""
        month = self._read(text)
        return self.value() if month is None else month

    def validate(self, text: str, position: int) -> tuple[QValidator.State, str, int]:
        """Return whether a text is a month, or could become one."""
        known = self._read(text) is not None
        return QValidator.State.Acceptable if known else QValidator.State.Intermediate, text, position

    def stepBy(self, steps: int) -> None:
        """Move by months; Qt's page keys ask for ten steps, which here are a year."""
        super().stepBy(12 * steps // _PAGE if abs(steps) == _PAGE else steps)

    def _read(self, text: str) -> int | None:
        text = text.strip().casefold()
        for number in range(self.minimum(), self.maximum() + 1):
            if self.textFromValue(number).casefold() == text:
                return number
        try:
            return min(max(month_number(text), self.minimum()), self.maximum())
        except ValueError:
            return None


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
        """Show what is chosen without telling anybody."""
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
        """Show another value of the same kind without telling anybody."""
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
        line.editingFinished.connect(lambda: self._offer((field,), line.text()))
        self._show.append(lambda value: line.setText(getattr(value, field)))

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


def form_layout(parent: QWidget) -> QFormLayout:
    """Return a form layout that fits a narrow panel."""
    layout = QFormLayout(parent)
    layout.setContentsMargins(0, 0, 0, 0)
    layout.setHorizontalSpacing(8)
    layout.setVerticalSpacing(4)
    layout.setFieldGrowthPolicy(QFormLayout.FieldGrowthPolicy.AllNonFixedFieldsGrow)
    layout.setLabelAlignment(Qt.AlignmentFlag.AlignLeft)
    return layout


def _explanation(declared: Param) -> str:
    return tr("{help}\nFrom {low} to {high} {unit}. Source: {source}").format(
        help=declared.help,
        low=f"{declared.low:g}",
        high=f"{declared.high:g}",
        unit=declared.unit,
        source=declared.source,
    )


def options_of(annotation: object) -> tuple[str, ...]:
    """Return what a field of some type lets people choose from, () where it is free."""
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
