"""Work is not lost: not by a crash, not by a second one, not by another program, and no prompt comes without need."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from PySide6.QtWidgets import QMessageBox

from simulator.disk import user_folder
from simulator.policies.audit import Audit
from simulator.policy import Measure
from simulator.scenario.keeping.journal import Journal, _last, lost_works, work_on
from simulator.scenario.keeping.saving import save
from simulator.scenario.keeping.versions import earlier_versions
from simulator.scenario.library import load, load_to_edit
from tests.patience import wait_until
from tests.ui.everything import action
from tests.ui.typist import Typist

if TYPE_CHECKING:
    from PySide6.QtWidgets import QDialog
    from pytestqt.qtbot import QtBot

    from simulator.scenario.value import Scenario
    from ui.dialogs.earlier_versions import EarlierVersions
    from ui.dialogs.lost_work import LostWork
    from ui.window.main_window import MainWindow

once = pytest.mark.skipif(
    os.name != "posix" or os.environ.get("QT_QPA_PLATFORM") != "offscreen",
    reason="The windows that are killed have no screen, whatever the others have.",
)
KILLS = int(os.environ.get("SHAKEOUT_WINDOW_KILLS", "5"))
AT_ONCE = 5  # windows that live, and die, beside each other
Open = Callable[..., "MainWindow"]


@pytest.fixture
def base() -> Scenario:
    """Return the base market, with so few buyers and months that nobody waits for them."""
    return load_to_edit("base").changed(buyers=64, end=3)


@pytest.fixture
def mine(base: Scenario) -> Scenario:
    """Return a scenario of the user's own."""
    return base.changed(title="Mine")


@pytest.fixture
def file(mine: Scenario, tmp_path: Path) -> Path:
    """Return the file in which it is saved."""
    path = tmp_path / "work" / "mine.toml"
    path.parent.mkdir()
    save(mine, path)
    return path


@pytest.fixture
def open_file(open_window: Open, file: Path, base: Scenario, qtbot: QtBot) -> Callable[[], MainWindow]:
    """Return how to open a window on the file."""

    def open_it() -> MainWindow:
        window = open_window(base)
        qtbot.waitUntil(lambda: window.safekeeping.begun)
        window.files.open(file)
        return window

    return open_it


def crashed(scenario: Scenario, path: Path | None) -> None:
    """Leave a journal as a crash would."""
    window = Journal()
    window.note(work_on(scenario, path, path.read_text(encoding="utf-8") if path else ""))
    window.leave()


def noted() -> list[Path]:
    return list(user_folder().glob("journals/*"))


def page(window: MainWindow, kind: type[QDialog]) -> list[QDialog]:
    return [one for one in window.findChildren(kind) if one.isVisible()]


def offer(window: MainWindow) -> list[LostWork]:
    from ui.dialogs.lost_work import LostWork

    return page(window, LostWork)  # type: ignore[return-value]


def versions(window: MainWindow) -> EarlierVersions:
    from ui.dialogs.earlier_versions import EarlierVersions

    action(window, "earlier_versions").trigger()
    (one,) = page(window, EarlierVersions)
    return one  # type: ignore[return-value]


def test_an_edit_is_written_into_the_journal_and_the_file_is_as_it_was(
    open_file: Callable[[], MainWindow], file: Path, qtbot: QtBot
) -> None:
    window, before = open_file(), file.read_bytes()
    window.levers.row("audit").tick.click()
    qtbot.waitUntil(lambda: bool(noted()))
    assert file.read_bytes() == before
    assert list(file.parent.iterdir()) == [file]
    window.session.steps.undo()
    qtbot.waitUntil(lambda: not noted())


def test_a_window_that_ended_well_leaves_no_prompt(
    open_file: Callable[[], MainWindow], open_window: Open, base: Scenario
) -> None:
    window = open_file()
    window.levers.row("audit").tick.click()
    window.files.save()
    window.close()
    assert not noted()
    assert not offer(open_window(base))


@pytest.mark.screen("what pops up is a window of its own, and takes the keys")
def test_work_that_is_given_up_is_not_offered(open_file: Callable[[], MainWindow], qtbot: QtBot) -> None:
    from PySide6.QtWidgets import QMessageBox

    window = open_file()
    window.levers.row("audit").tick.click()
    qtbot.waitUntil(lambda: bool(noted()))
    window.close()
    (question,) = window.findChildren(QMessageBox)
    question.button(QMessageBox.StandardButton.Discard).click()
    assert not window.isVisible()
    assert not lost_works()


def test_a_window_that_the_desktop_ends_leaves_its_work_to_the_next(
    open_file: Callable[[], MainWindow], qtbot: QtBot
) -> None:
    window = open_file()
    window.levers.row("audit").tick.click()
    qtbot.waitUntil(lambda: bool(noted()))
    window.safekeeping.close()
    (lost,) = lost_works()
    assert lost.work.read().scenario == window.session.scenario
    lost.discard()


@pytest.mark.screen("what pops up is a window of its own, and takes the keys")
def test_lost_work_is_restored_as_an_edit_of_its_file(
    open_window: Open, base: Scenario, mine: Scenario, file: Path, qtbot: QtBot
) -> None:
    work = mine.with_measure(Measure("audit", Audit(), 30))
    crashed(work, file)
    window = open_window(base)
    qtbot.waitUntil(lambda: bool(offer(window)))
    offer(window)[0].restore()
    assert window.session.scenario == work
    assert window.session.path == file
    assert window.session.changed
    window.files.save()
    assert load(file) == work
    window.session.steps.undo()
    assert window.session.scenario == mine
    window.session.steps.redo()
    qtbot.waitUntil(lambda: not noted())


def test_work_that_was_saved_just_before_the_crash_is_that_of_its_file(
    open_window: Open, base: Scenario, mine: Scenario, file: Path, qtbot: QtBot
) -> None:
    work = mine.with_measure(Measure("audit", Audit(), 30))
    crashed(work, file)
    save(work, file)
    window = open_window(base)
    qtbot.waitUntil(lambda: bool(offer(window)))
    offer(window)[0].restore()
    assert not window.session.changed
    window.files.look_again()
    assert not window.notice.isVisible()
    window.session.edit("Edit", lambda scenario: scenario.changed(seed=9))
    window.files.save()
    assert load(file) == work.changed(seed=9)


def test_lost_work_without_a_file_is_restored(open_window: Open, base: Scenario, mine: Scenario, qtbot: QtBot) -> None:
    crashed(mine, None)
    window = open_window(base)
    qtbot.waitUntil(lambda: bool(offer(window)))
    offer(window)[0].restore()
    assert (window.session.scenario, window.session.path, window.session.changed) == (mine, None, True)


def test_lost_work_and_an_earlier_version_of_another_market_say_so(
    open_window: Open, base: Scenario, mine: Scenario, file: Path, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    save(mine.changed(seed=8), file)
    crashed(mine.changed(seed=9), file)
    monkeypatch.setattr("simulator.scenario.reading.reading.program_version", lambda: "99.0")
    window = open_window(base)
    qtbot.waitUntil(lambda: bool(offer(window)))
    offer(window)[0].restore()
    market = "Made with the market of 0.1.0. The model has changed; numbers will differ."
    assert window.notice.text == f"Mine: {market}"
    assert versions(window).difference.text().splitlines()[0] == market


def test_restored_work_survives_the_next_crash(open_window: Open, base: Scenario, mine: Scenario, qtbot: QtBot) -> None:
    crashed(mine, None)
    window = open_window(base)
    qtbot.waitUntil(lambda: bool(offer(window)))
    offer(window)[0].restore()
    window.safekeeping.close()  # all that a crash would leave
    (lost,) = lost_works()
    assert lost.work.read().scenario == mine
    lost.discard()


def test_what_is_not_restored_now_is_offered_again_and_what_is_discarded_is_not(
    open_window: Open, base: Scenario, mine: Scenario, qtbot: QtBot
) -> None:
    crashed(mine, None)
    crashed(mine.changed(title="Yours"), None)
    window = open_window(base)
    qtbot.waitUntil(lambda: bool(offer(window)))
    (prompt,) = offer(window)
    assert prompt.listing.count() == 2
    prompt.discard()
    prompt.reject()
    (lost,) = lost_works()
    lost.discard()


@pytest.mark.screen("the window system tells which program is in front")
def test_another_window_of_the_same_program_does_not_ask_again(
    open_window: Open, base: Scenario, mine: Scenario, qtbot: QtBot
) -> None:
    crashed(mine, None)
    first = open_window(base)
    qtbot.waitUntil(lambda: bool(offer(first)))
    offer(first)[0].reject()
    second = open_window(base)
    qtbot.waitUntil(lambda: second.safekeeping.begun)
    assert not offer(second)
    (lost,) = lost_works()
    lost.discard()


def test_lost_work_that_cannot_be_read_is_kept_and_told(
    open_window: Open, base: Scenario, mine: Scenario, qtbot: QtBot
) -> None:
    from ui.dialogs.dialog import Dialog

    crashed(replace(mine, buyers=3), None)
    window = open_window(base)
    qtbot.waitUntil(lambda: bool(offer(window)))
    (prompt,) = offer(window)
    prompt.restore()
    assert len(page(window, Dialog)) == 2
    assert window.session.scenario == base
    prompt.reject()
    assert [lost.discard() for lost in lost_works()] == [None]


@pytest.mark.screen("the window system tells which program is in front")
def test_a_file_that_another_program_changes_is_noticed_and_can_be_loaded(
    open_file: Callable[[], MainWindow], file: Path, mine: Scenario, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    window = open_file()
    save(mine.changed(seed=8), file)
    qtbot.waitUntil(window.notice.isVisible)
    assert window.notice.text == "mine.toml has been changed by another program."
    window.files.load_theirs()
    assert window.session.scenario == mine.changed(seed=8)
    assert not window.session.changed
    window.notice.hide()
    window.levers.row("audit").tick.click()
    looked: list[None] = []
    look_again = window.files.look_again
    with monkeypatch.context() as watched:
        watched.setattr(window.files, "look_again", lambda: looked.append(look_again()))
        window.files.save()
        qtbot.waitUntil(lambda: bool(looked))
    assert not window.notice.isVisible()
    save(mine.changed(seed=9), file)
    qtbot.waitUntil(window.notice.isVisible)


@pytest.mark.screen("what pops up is a window of its own, and takes the keys")
@pytest.mark.parametrize("choice", ["Overwrite", "Load theirs"])
def test_a_file_that_another_program_changed_is_not_overwritten_unasked(
    open_file: Callable[[], MainWindow], file: Path, mine: Scenario, choice: str
) -> None:
    from PySide6.QtWidgets import QMessageBox

    window = open_file()
    window.session.edit("Edit", lambda scenario: scenario.changed(title="Edited"))
    save(mine.changed(seed=8), file)
    window.files.save()
    assert load(file) == mine.changed(seed=8)
    (question,) = window.findChildren(QMessageBox)
    next(button for button in question.buttons() if button.text() == choice).click()
    if choice == "Overwrite":
        assert load(file) == mine.changed(title="Edited")
    else:
        assert window.session.scenario == mine.changed(seed=8)
        window.session.steps.undo()
        assert window.session.scenario == mine.changed(title="Edited")
    assert window.session.changed == (choice != "Overwrite")


def test_a_refusal_of_the_disk_is_told_and_can_be_tried_again(
    open_file: Callable[[], MainWindow], file: Path, mine: Scenario
) -> None:
    window = open_file()
    window.session.edit("Edit", lambda scenario: scenario.changed(title="Edited"))
    window.files.save_to(file.parent / "nowhere" / "mine.toml")
    assert "there is no folder" in window.notice.text
    assert "nowhere; create it, or save elsewhere." in window.notice.text
    assert window.session.changed
    (file.parent / "nowhere").mkdir()
    window.notice.retry.click()
    assert load(file.parent / "nowhere" / "mine.toml") == mine.changed(title="Edited")


def test_the_home_folder_is_in_no_notice(open_file: Callable[[], MainWindow]) -> None:
    window = open_file()
    window.notice.tell(f"It is in {Path.home() / 'thesis.toml'}.", f"File {Path.home() / 'thesis.py'}, line 3")
    assert str(Path.home()) not in window.notice.text + window.notice.details
    assert window.notice.text.startswith("It is in ~")


def test_an_earlier_version_is_compared_and_brought_back_as_an_edit(
    open_file: Callable[[], MainWindow], file: Path, mine: Scenario
) -> None:
    window = open_file()
    edited = mine.with_measure(Measure("audit", Audit(), 30))
    window.session.edit("Edit", lambda _: edited)
    window.files.save()
    prompt = versions(window)
    assert prompt.listing.count() == 1
    assert "Audit" in prompt.difference.text()
    prompt.bring_back.click()
    assert window.session.scenario == mine
    assert load(file) == edited
    window.session.steps.undo()
    assert window.session.scenario == edited


@pytest.mark.parametrize("spelled", ["as it is", "through its folder", "by a link"])
@pytest.mark.parametrize("writing", ["a kept future", "every value", "the scenario"])
def test_what_the_window_itself_writes_over_its_file_is_no_change_by_another_program(
    open_file: Callable[[], MainWindow], file: Path, mine: Scenario, tmp_path: Path, writing: str, spelled: str
) -> None:
    window, path = open_file(), file
    window.session.edit("Edit", lambda scenario: scenario.changed(seed=6))
    if spelled == "by a link":
        path = tmp_path / "link.toml"
        path.symlink_to(file)
    elif spelled == "through its folder":
        path = file.parent / ".." / file.parent.name / file.name
    if writing == "a kept future":
        window.files.save_copy_to(mine.changed(seed=5), path)
    elif writing == "every value":
        window.files.save_in_full_to(path)
    else:
        window.files.save_to(path)
    window.files.look_again()
    assert not window.notice.isVisible()
    assert window.session.changed == (writing != "the scenario")
    window.files.save()
    assert load(file) == mine.changed(seed=6).changed(extends=load(file).extends)
    assert not page(window, QMessageBox)
    assert not window.session.changed


def test_a_kept_future_overwrites_what_another_program_has_written_to_the_open_file_only_when_told_to(
    open_file: Callable[[], MainWindow], file: Path, mine: Scenario
) -> None:
    window = open_file()
    save(mine.changed(seed=8), file)
    window.files.save_copy_to(mine.changed(seed=5), file)
    assert load(file) == mine.changed(seed=8)
    assert "changed by another program" in window.notice.text
    window.notice.retry.click()
    assert load(file) == mine.changed(seed=5)


def test_a_file_that_is_written_in_full_keeps_its_earlier_version(
    open_file: Callable[[], MainWindow], file: Path, mine: Scenario
) -> None:
    window, before = open_file(), file.read_bytes()
    window.files.save_in_full_to(file)
    (version,) = earlier_versions(file)
    assert version.path.read_bytes() == before
    window.files.look_again()
    assert not window.notice.isVisible()
    window.session.edit("Edit", lambda scenario: scenario.changed(seed=9))
    window.files.save()
    assert load(file).changed(extends=mine.extends) == mine.changed(seed=9)


def test_a_file_without_earlier_versions_says_so_and_what_has_no_file_has_none(
    open_file: Callable[[], MainWindow], open_window: Open, base: Scenario
) -> None:
    from PySide6.QtWidgets import QLabel

    page = versions(open_file())
    assert any("has not been saved over yet" in label.text() for label in page.findChildren(QLabel))
    page.close()
    assert not action(open_window(base), "earlier_versions").isEnabled()


@pytest.fixture
def typists() -> Iterator[list[Typist]]:
    """Return a list for windows in processes of their own, of which none survives the test."""
    opened: list[Typist] = []
    yield opened
    for typist in opened:
        if typist.lives:
            typist.kill()


def noted_seeds() -> dict[str, int]:
    """Return the seed that the journal of each window holds, by the title of its scenario."""
    works = [_last(path) for path in noted()]
    return {work.title: work.said["run"]["seed"] for work in works if work is not None}


@once
def test_a_killed_window_leaves_the_latest_state_that_was_noted_and_notes_on_while_edits_go_on(
    typists: list[Typist],
) -> None:
    """Five windows, that live beside each other; more where the environment's SHAKEOUT_WINDOW_KILLS says so."""
    for first in range(0, KILLS, AT_ONCE):
        here = [Typist(f"Window {number}") for number in range(first, min(first + AT_ONCE, KILLS))]
        typists += here
        for typist in here:
            typist.wait_for_an_edit()
            edited = typist.edits[-1].seed
            wait_until(lambda typist=typist, edited=edited: noted_seeds().get(typist.title, 0) > edited)  # type: ignore[misc]
        seen = {}
        for typist in here:
            seen[typist.title] = noted_seeds()[typist.title]
            typist.kill()
        found = {lost.work.title: lost for lost in lost_works()}
        for typist in here:
            scenario = found[typist.title].work.read().scenario
            assert scenario is not None
            assert seen[typist.title] <= scenario.seed <= typist.edits[-1].seed + 1
        for lost in found.values():
            lost.discard()


@once
def test_a_window_that_is_killed_while_it_restores_loses_nothing(typists: list[Typist], mine: Scenario) -> None:
    crashed(mine.changed(title="Lost", seed=100), None)
    typist = Typist("Next")
    typists.append(typist)
    typist.wait_for_an_edit()
    typist.kill()
    (lost,) = lost_works()
    scenario = lost.work.read().scenario
    assert scenario is not None
    assert (scenario.title, scenario.seed >= 100) == ("Lost", True)
    lost.discard()
