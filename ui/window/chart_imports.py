"""Importing what draws charts, which takes longer than to show the window."""

from __future__ import annotations

from PySide6 import QtCore, QtGui, QtWidgets
from PySide6.QtCore import QThread


class ChartImports(QThread):
    """Imports what draws in a thread of its own, while the window is shown and the first months are simulated."""

    def begin(self) -> None:
        """Begin to import.

        PySide makes its classes when they are first asked for, and two threads that ask for one at a time end the
        program: pyqtgraph asks for all of them while the window paints. So they are made before.
        """
        for module in (QtCore, QtGui, QtWidgets):
            for name in dir(module):
                getattr(module, name)
        self.start()

    def run(self) -> None:
        """Import; the results stay in Python's table of modules."""
        import ui.pages.live.small_charts  # noqa: F401 - importing is the work
