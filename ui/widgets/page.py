"""What every view of the market is: a widget that can be dressed in a theme and be found as it was left."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtWidgets import QWidget

if TYPE_CHECKING:
    from PySide6.QtCore import QSettings

    from ui.look.theme import Theme


class Page(QWidget):
    """A view of the market, shown in a tab of its own."""

    def set_theme(self, theme: Theme) -> None:
        """Dress in a theme.

        Raises
        ------
        NotImplementedError
            If the view does not say how.
        """
        raise NotImplementedError

    def recall(self, settings: QSettings) -> None:
        """Arrange what the user arranged in an earlier session; a view without anything to arrange does nothing."""

    def remember(self, settings: QSettings) -> None:
        """Keep what the user arranged for the next session."""
