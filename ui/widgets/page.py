"""What every page has in common: it wears a theme and remembers how it was left."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtWidgets import QWidget

if TYPE_CHECKING:
    from PySide6.QtCore import QSettings

    from ui.look.theme import Theme


class Page(QWidget):
    """What a tab shows of the market."""

    def set_theme(self, theme: Theme) -> None:
        """Dress in a theme.

        Raises
        ------
        NotImplementedError
            If the page does not say how.
        """
        raise NotImplementedError

    def recall(self, store: QSettings) -> None:
        """Restore what the user arranged in an earlier session; by default there is nothing to restore."""

    def remember(self, store: QSettings) -> None:
        """Save what the user arranged for the next session."""
