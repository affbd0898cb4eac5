"""Where the hand goes when the user moves it: play stops, so that it stays there."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from ui.window.main_window import MainWindow


def go_to(window: MainWindow, month: int) -> None:
    """Put the hand on a month, once what is typed is taken: it may belong to this one."""
    if window.session.gate.opens():
        window.player.pause()
        window.session.move_hand(month)


def step(window: MainWindow, months: int) -> None:
    """Move the hand by some months."""
    go_to(window, window.session.hand + months)


def go_to_bookmark_before(window: MainWindow) -> None:
    """Put the hand on the last bookmark before it, if there is one."""
    if (mark := window.bookmarks.before(window.session.hand)) is not None:
        go_to(window, mark.month)


def go_to_bookmark_after(window: MainWindow) -> None:
    """Put the hand on the next bookmark, if there is one."""
    if (mark := window.bookmarks.after(window.session.hand)) is not None:
        go_to(window, mark.month)
