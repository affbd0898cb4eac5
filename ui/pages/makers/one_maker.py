"""A maker in full: accounts over time, models, hosts, buyers, and who came and left."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QComboBox, QFrame, QGridLayout, QHBoxLayout, QScrollArea, QVBoxLayout, QWidget

from ui.charts.chart_frame import ChartFrame
from ui.look import wording
from ui.look.wording import tr
from ui.models.makers import MakerRow, Part, Portrait
from ui.models.makers_table import status_words
from ui.widgets.form import plain_label

_MOST_PARTS = 6  # lines of a list; the rest is one line
_MOST_COLUMNS, _PART = 3, 30  # of lists side by side; letters that one is wide at least


class _Parts(QWidget):
    """A titled list of parts with their shares."""

    def __init__(self, title: str) -> None:
        super().__init__()
        self._title = plain_label(title, "muted")
        self._lines = [(plain_label(), plain_label()) for _ in range(_MOST_PARTS + 1)]
        grid = QGridLayout()
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setHorizontalSpacing(12)
        grid.setVerticalSpacing(1)
        grid.setColumnStretch(0, 1)
        for place, (name, share) in enumerate(self._lines):
            share.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignTop)
            share.setWordWrap(False)
            grid.addWidget(name, place, 0)
            grid.addWidget(share, place, 1)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(2)
        layout.addWidget(self._title)
        layout.addLayout(grid)
        layout.addStretch(1)

    def show_title(self, title: str) -> None:
        """Change the title."""
        self._title.setText(title)

    def show_parts(self, parts: tuple[Part, ...], nothing: str) -> None:
        """Show the largest parts, and the rest in one line."""
        shown = [*parts[:_MOST_PARTS]]
        rest = sum(part.share for part in parts[_MOST_PARTS:])
        if rest > 0.0:
            shown.append(Part(tr("others"), rest))
        for place, (name, share) in enumerate(self._lines):
            part = shown[place] if place < len(shown) else None
            empty = nothing if place == 0 and not shown else ""
            name.setText(part.name if part else empty)
            share.setText(wording.share(part.share) if part else "")
            name.setVisible(bool(part or empty))
            share.setVisible(part is not None)


class OneMaker(QScrollArea):
    """Accounts and lists of the maker that is chosen above them."""

    def __init__(self) -> None:
        """Begin without a maker."""
        super().__init__()
        self.setWidgetResizable(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setAccessibleName(tr("One maker"))
        self.choice = QComboBox()
        self.choice.setAccessibleName(tr("Maker on show"))
        self.choice.setProperty("rank", "heading")
        self.state = plain_label(rank="muted")
        self.accounts = ChartFrame("own")
        self.accounts.setMinimumHeight(170)
        self.models = plain_label()
        self.channels = _Parts(tr("How its models are reached"))
        self.clouds = _Parts(tr("Who hosts what is sold on marketplaces"))
        self.regions = _Parts(tr("Where its users are"))
        self.buyers = _Parts(tr("Who they are"))
        self.came = _Parts(tr("What they used a year ago"))
        self.left = _Parts(tr("Where lost customers went"))
        shares = (self.channels, self.clouds, self.regions, self.buyers, self.came, self.left)
        self._parts = (self._build_models(), *shares)
        self._columns = 0
        self._grid = QGridLayout()
        self._grid.setHorizontalSpacing(24)
        self._grid.setVerticalSpacing(14)
        self._arrange()
        self.setWidget(self._build_content())

    def _build_models(self) -> QWidget:
        models = QWidget()
        column = QVBoxLayout(models)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(2)
        column.addWidget(plain_label(tr("Its models"), "muted"))
        column.addWidget(self.models)
        column.addStretch(1)
        return models

    def _build_content(self) -> QWidget:
        top = QHBoxLayout()
        top.addWidget(self.choice)
        top.addWidget(self.state, 1)
        content = QWidget()
        layout = QVBoxLayout(content)
        layout.setContentsMargins(10, 8, 10, 8)
        layout.setSpacing(8)
        layout.addLayout(top)
        layout.addWidget(self.accounts)
        layout.addLayout(self._grid)
        layout.addStretch(1)
        return content

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Put as many parts side by side as have room."""
        super().resizeEvent(event)
        self._arrange()

    def _arrange(self) -> None:
        columns = max(1, min(_MOST_COLUMNS, self.width() // (_PART * self.fontMetrics().averageCharWidth())))
        if columns == self._columns:
            return
        self._columns = columns
        for place, part in enumerate(self._parts):
            self._grid.removeWidget(part)
            self._grid.addWidget(part, place // columns, place % columns)
        for column in range(_MOST_COLUMNS):
            self._grid.setColumnStretch(column, 1 if column < columns else 0)

    def offer(self, rows: tuple[MakerRow, ...], shown: int) -> None:
        """Offer every maker, by name, and show one as chosen."""
        ordered = sorted(rows, key=lambda one: one.name.casefold())
        if [self.choice.itemData(place) for place in range(self.choice.count())] != [one.row for one in ordered]:
            self.choice.clear()
            for one in ordered:
                self.choice.addItem(one.name, one.row)
        self.choice.setCurrentIndex(self.choice.findData(shown))

    def show_portrait(self, maker: MakerRow, found: Portrait) -> None:
        """Show what is known of a maker."""
        share = tr("{share} of workload").format(share=wording.share(maker.share))
        self.state.setText(" · ".join((wording.origin(maker.origin), status_words(maker), share)))
        models = [f"{name}: {', '.join(rest)}" for name, *rest in found.models]
        self.models.setText("\n".join(models) or tr("None on offer"))
        nobody = tr("Nobody")
        for parts, listed in (
            (self.channels, found.channels),
            (self.clouds, found.clouds),
            (self.regions, found.regions),
            (self.buyers, found.buyers),
            (self.came, found.came_from),
            (self.left, found.left_for),
        ):
            parts.show_parts(listed, nobody)
        lost = tr("Where lost customers went ({share} in a year)").format(share=wording.share(found.lost))
        self.left.show_title(lost)
