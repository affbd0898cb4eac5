"""Evidence: what is known of the real market, the band of each fact, and where the model lies."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QComboBox,
    QHBoxLayout,
    QHeaderView,
    QScrollArea,
    QSplitter,
    QTabWidget,
    QVBoxLayout,
    QWidget,
)

from simulator.evidence.shipped import shipped
from simulator.evidence.standing import BETWEEN
from ui.look.assets import asset
from ui.look.wording import tr
from ui.models.evidence import Line, lines, tier_words, verdict
from ui.pages.evidence.facts_table import (
    DRAWN,
    FACT,
    LINE,
    MODEL,
    VERDICT,
    WANTED,
    BandDelegate,
    Facts,
    Index,
    VerdictDelegate,
)
from ui.widgets.form import plain_label
from ui.widgets.page import Page
from ui.widgets.reading_page import ReadingPage
from ui.widgets.reading_table import ReadingTable

if TYPE_CHECKING:
    from PySide6.QtGui import QResizeEvent

    from ui.look.theme import Theme
    from ui.session.session import Session

_WIDEST_BAND, _MOST_OF_BAND = 36, 0.54  # digits, and part of the room that the fact leaves to its band
_LEAST_TABLE, _LEAST_DETAILS = 150, 70  # pixels


class EvidencePage(Page):
    """The table of evidence that ships with the program, and the page on what the model is and is not."""

    def __init__(self, session: Session) -> None:
        """Show the evidence that ships, whatever scenario the session has: it is about the base market."""
        super().__init__()
        self._found = shipped()
        self.summary = plain_label(verdict(self._found.results), "heading")
        self.origin = plain_label(_origin_in_words(self._found.seeds), "muted")
        self.tier = _tier_box()
        self.facts = Facts(self)
        self.table = ReadingTable(tr("Evidence"))
        self._verdicts, self._bands = VerdictDelegate(self.table), BandDelegate(self.table)
        self._build_table()
        self.details = plain_label()
        self.details.setContentsMargins(10, 6, 10, 8)
        self.details.setAlignment(Qt.AlignmentFlag.AlignTop)
        self.details.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self.explanation = ReadingPage(tr("What the model is and is not"))
        self.views = self._build_views()
        self.views.currentChanged.connect(self._read_explanation)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(self.views)
        self.tier.currentIndexChanged.connect(self._choose)
        self.table.selectionModel().currentRowChanged.connect(self._explain)
        self._choose()

    def _build_table(self) -> None:
        self.table.setModel(self.facts)
        self.table.setItemDelegateForColumn(VERDICT, self._verdicts)
        self.table.setItemDelegateForColumn(DRAWN, self._bands)
        self.table.setWordWrap(True)
        for hidden in (MODEL, WANTED):  # the band shows it; whoever copies the table gets it too
            self.table.hideColumn(hidden)
        self.table.horizontalHeader().setSectionResizeMode(FACT, QHeaderView.ResizeMode.Stretch)

    def _build_views(self) -> QTabWidget:
        views = QTabWidget()
        views.setDocumentMode(True)
        views.setAccessibleName(tr("Views of the evidence"))
        views.tabBar().setAccessibleName(tr("Views of the evidence"))
        views.addTab(self._build_facts(), tr("Facts and the model"))
        views.addTab(self.explanation, tr("What the model is and is not"))
        return views

    def _build_facts(self) -> QWidget:
        above = QHBoxLayout()
        above.addWidget(self.summary, 1)
        above.addWidget(self.tier)
        facts = QWidget()
        column = QVBoxLayout(facts)
        column.setContentsMargins(10, 8, 10, 0)
        column.setSpacing(4)
        column.addLayout(above)
        if BETWEEN:
            column.addWidget(plain_label(tr(BETWEEN)))
        column.addWidget(self.origin)
        column.addWidget(self._build_split(), 1)
        return facts

    def _build_split(self) -> QSplitter:
        """Return the table above where the selected fact comes from."""
        below = QScrollArea()
        below.setWidgetResizable(True)
        below.setMinimumHeight(_LEAST_DETAILS)
        below.setAccessibleName(tr("Where the selected fact comes from"))
        below.setWidget(self.details)
        split = QSplitter(Qt.Orientation.Vertical)
        split.setChildrenCollapsible(False)
        split.addWidget(self.table)
        split.addWidget(below)
        split.setStretchFactor(0, 1)
        split.setSizes([600, 130])
        return split

    def set_theme(self, theme: Theme) -> None:
        """Dress what is drawn in a theme."""
        self._verdicts.theme = self._bands.theme = theme
        self.table.setMinimumHeight(round(_LEAST_TABLE * theme.scale))
        self._fit()

    def _read_explanation(self) -> None:
        """Read the page on the model when it is first opened."""
        if self.views.currentWidget() is self.explanation and self.explanation.document().isEmpty():
            self.explanation.show_markdown(asset("model_and_evidence.md").read_text(encoding="utf-8"))

    def _choose(self) -> None:
        """Show the facts that are asked for."""
        tier = self.tier.currentData()
        self.facts.show_lines(tuple(line for line in lines(self._found.results) if is_wanted(line, tier)))
        self._fit()
        self.table.selectRow(0)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Divide another width between the facts and their bands."""
        super().resizeEvent(event)
        self._fit()

    def _fit(self) -> None:
        width = self.fontMetrics().horizontalAdvance
        verdict = 44 + max(width(tr("in")), width(tr("out")), width(tr("Verdict")))
        room = self.table.viewport().width() - verdict
        self.table.setColumnWidth(VERDICT, verdict)
        self.table.setColumnWidth(DRAWN, min(24 + width("0" * _WIDEST_BAND), round(_MOST_OF_BAND * room)))
        self.table.resizeRowsToContents()

    def _explain(self, current: Index) -> None:
        """Say where the selected fact comes from and how it is measured."""
        line = current.data(LINE)
        if not isinstance(line, Line):
            self.details.clear()
            return
        words = [f"{line.id}: {line.quantity} ({tier_words(line.tier)})"]
        words += [f"{heading}: {text}" for heading, text in line.details]
        self.details.setText("\n".join(words))


def is_wanted(line: Line, tier: str) -> bool:
    """Return whether a fact belongs to a tier: "" is every fact, "out" those out of their band that were not put in."""
    return tier in {"", line.tier} or (tier == "out" and not line.inside and line.tier != "input")


def _origin_in_words(seeds: int) -> str:
    return tr(
        "The base market on {seeds} seeds that were not used to calibrate it. Ticks are seeds, the dot is "
        "their mean, the bar is what is known of the real market."
    ).format(seeds=seeds)


def _tier_box() -> QComboBox:
    box = QComboBox()
    box.setAccessibleName(tr("Which facts"))
    for words, name in (
        (tr("All facts"), ""),
        (tr("Must be met"), "hard"),
        (tr("Told, in or out"), "check"),
        (tr("Put in by hand"), "input"),
        (tr("Only those out"), "out"),
    ):
        box.addItem(words, name)
    return box
