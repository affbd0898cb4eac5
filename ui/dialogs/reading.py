"""Dialogs that are read and closed: problems of a file, what this is, about."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtWidgets import QAbstractItemView, QListWidget, QWidget

from simulator.disk import without_home
from simulator.version import program_version
from ui.dialogs.dialog import Dialog
from ui.look import wording
from ui.look.assets import asset
from ui.look.wording import tr
from ui.widgets.reading_page import ReadingPage

if TYPE_CHECKING:
    from simulator.scenario.problems import ScenarioProblems
    from simulator.scenario.value import Scenario


def problems_dialog(parent: QWidget, found: ScenarioProblems) -> Dialog:
    """Return the dialog that lists everything that is wrong with a file."""
    dialog = Dialog(parent, tr("This scenario cannot be opened"), 640)
    count = len(found.problems)
    heading = tr("One thing is wrong:") if count == 1 else tr("{count} things are wrong:").format(count=count)
    dialog.say(without_home(found.source), rank="muted")
    dialog.say(heading)
    listing = QListWidget()
    listing.setAccessibleName(tr("Problems"))
    listing.setWordWrap(True)
    listing.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
    listing.setMinimumHeight(min(320, 40 + 36 * count))
    for problem in found.problems:
        listing.addItem(str(problem))
    dialog.add(listing)
    dialog.say(tr("What was open before is still open."), rank="muted")
    return dialog.finish()


def scenario_files(parent: QWidget) -> Dialog:
    """Return the dialog on scenario files: how to write one by hand."""
    dialog = Dialog(parent, tr("Scenario files"), 860)
    text = ReadingPage(tr("Scenario files"))
    _, _, body = asset("scenario_files.md").read_text(encoding="utf-8").partition("\n")  # the title stands above
    text.show_markdown(body)
    text.setMinimumHeight(460)
    dialog.add(text)
    return dialog.finish()


def about_scenario(parent: QWidget, scenario: Scenario, introduction: str) -> Dialog:
    """Return the dialog that says what a scenario asks, and what its file tells whoever reads it."""
    dialog = Dialog(parent, scenario.title, 640)
    dialog.say(*(text for text in (scenario.question, scenario.description) if text and text not in introduction))
    for paragraph in introduction.split("\n\n"):
        if paragraph:
            dialog.say(paragraph)
    dialog.say(*([tr("By {author}").format(author=scenario.author)] if scenario.author else []), rank="muted")
    return dialog.finish()


def what_this_is(parent: QWidget) -> Dialog:
    """Return the dialog that says what the window shows and how to begin."""
    dialog = Dialog(parent, tr("What this is"))
    dialog.say(
        tr(
            "Shakeout simulates the market in AI models month by month, from September 2023 to December 2035: "
            "makers train and release models, clouds host them, and thousands of enterprises choose what to use."
        ),
        tr(
            "On the left are levers: what governments and firms can do. Move one, and it becomes a dated measure on "
            "the timeline from the month under the hand on. The market is simulated again from there. The dashed lines "
            "are the market as it was before your change, so the difference is what your decision alone did."
        ),
        tr(
            "Drag the month slider to rewind. Press Space to play. Bars on the timeline can be dragged, stretched and "
            "deleted. Everything can be undone. Ctrl+K finds everything that can be done, F1 lists the keys."
        ),
        tr(
            "Points of capability are on a scale like that of chess ratings. "
            "Rest the pointer on a number for its definition."
        ),
    )
    dialog.say(f"{wording.caveat()}.", rank="muted")
    return dialog.finish()


def about(parent: QWidget) -> Dialog:
    """Return the dialog that says what version this is and what to make of it."""
    dialog = Dialog(parent, tr("About Shakeout"))
    dialog.say(tr("Shakeout {version}: a laboratory for the market in AI models.").format(version=program_version()))
    dialog.say(f"{wording.caveat()}.")
    dialog.say(
        tr(
            "Makers, clouds and policies carry real names so that the market can be recognised; what happens to them "
            "after January 2026 follows from the rules of the model and from what you choose."
        ),
        tr("Free software under the MIT licence."),
        rank="muted",
    )
    return dialog.finish()
