"""What the market is compared with, and whether charts show the difference."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtWidgets import QComboBox, QHBoxLayout, QMenu, QToolButton, QWidget

from ui.look import wording
from ui.look.wording import tr
from ui.models.values import Ghost, KeptFuture
from ui.pages.live.selectors import box_width, fit_list
from ui.widgets.form import plain_label

if TYPE_CHECKING:
    from ui.session.session import Session


class ComparisonChoice(QWidget):
    """A box with every future that can be compared with, and a button for differences."""

    def __init__(self, session: Session) -> None:
        """Show and choose what a session compares with."""
        super().__init__()
        self._session = session
        self._offered: list[Ghost | KeptFuture] = []
        self.box = QComboBox()
        self.box.setAccessibleName(tr("Compared with"))
        self.box.setToolTip(tr("What the dashed lines show: the future that this one is compared with"))
        self.box.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        self.box.activated.connect(self._compare)
        self.difference = QToolButton()
        self.difference.setText(tr("Difference"))
        self.difference.setCheckable(True)
        self.difference.setToolTip(tr("Show new minus old in every chart (Ctrl+Shift+D)"))
        self.difference.setProperty("outlined", True)
        self.difference.toggled.connect(session.comparison.show_differences)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(6)
        for widget in (plain_label(tr("vs."), "muted"), self.box, self.difference):
            row.addWidget(widget)
        session.branch_changed.connect(self.refresh)
        session.kept.changed.connect(self.refresh)
        session.comparison.differences_wanted.connect(self.difference.setChecked)
        self.refresh()
        self.set_scale(1.0)

    def set_scale(self, scale: float) -> None:
        """Make room for the usual choice, and in the list for every choice, in type of a size."""
        fit_list(self.box, scale)
        self.box.setMinimumWidth(box_width(self.box, tr("Before the last change"), scale))

    def refresh(self) -> None:
        """Offer every future that can be compared with, and show the one that is."""
        session, offers = self._session, self._offers()
        words = [each for each, _ in offers]
        if [self.box.itemText(place) for place in range(self.box.count())] != words:
            self.box.clear()
            self.box.addItems(words)
        self._offered = [comparison for _, comparison in offers]
        shown = session.comparison.chosen
        if shown is Ghost.LAST_EDIT and session.comparison.origin_name and not session.comparison.changed_once:
            shown = Ghost.ORIGIN
        self.box.setCurrentIndex(self._offered.index(shown) if shown in self._offered else 0)

    def offer_in(self, menu: QMenu) -> None:
        """Offer the same choices in a menu."""
        compared = menu.addMenu(tr("&Compared with"))
        for place in range(self.box.count()):
            words = self.box.itemText(place).replace("&", "&&")
            action = compared.addAction(words, lambda place=place: self._compare(place))  # type: ignore[misc]
            action.setCheckable(True)
            action.setChecked(place == self.box.currentIndex())
        action = menu.addAction(tr("Show &differences"), self.difference.toggle)
        action.setObjectName("difference")
        action.setCheckable(True)
        action.setChecked(self._session.comparison.differences_shown)

    def _offers(self) -> list[tuple[str, Ghost | KeptFuture]]:
        session = self._session
        return [
            (tr("Before the last change"), Ghost.LAST_EDIT),
            (tr("As opened"), Ghost.AS_OPENED),
            *(
                [(wording.upper_first(session.comparison.origin_name), Ghost.ORIGIN)]
                if session.comparison.origin_name
                else []
            ),
            *((future.name, future) for future in session.kept.all),
            (tr("Nothing"), Ghost.NOTHING),
        ]

    def _compare(self, place: int) -> None:
        self._session.comparison.choose(self._offered[place])
