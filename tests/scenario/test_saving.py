"""A saved scenario reads as what it was, keeps the layout of its file, and a failed save harms nothing."""

import errno
import os
import re
import shutil
import stat
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from simulator.assumptions import Assumptions
from simulator.dates import HORIZON, NEVER
from simulator.disk import mark_of, put, without_home
from simulator.parameters import leaves
from simulator.policies.audit import Audit
from simulator.policies.close_weights import CloseWeights
from simulator.policies.federal_ban import FederalBan
from simulator.policy import Measure, Target
from simulator.scenario.keeping.journal import Journal, folder
from simulator.scenario.keeping.saving import ChangedOnDiskError, save
from simulator.scenario.keeping.versions import earlier_versions, keep
from simulator.scenario.library import load, load_to_edit
from simulator.scenario.reading.contents import CASTS, tables
from simulator.scenario.reading.migrations import FORMAT
from simulator.scenario.reading.reading import check
from simulator.scenario.shelf import kept_names, names
from simulator.scenario.value import Scenario
from simulator.scenario.writing.writing import NotSavedError
from tests.saver import work

SCENARIOS = Path(__file__).parents[2] / "scenarios"
BAN = Measure("ban", FederalBan(scope="hosted"), start=34, announced=28, end=60)

AUDIT = '[measures.first]\nkind = "audit"\nstart = "2026-07"\n'

CLASS_FILE = """\
# A class exercise
format = 2
title = "Exercise"       # our title
question = "What happens?"
x_class = "7b"
extends = "base"

[run]
seed = 7   # a lucky number

# The first ban
[measures.first]
kind = "federal_ban"
start = "2026-07"   # a summer
x_colour = "red"

# The second ban
[measures.second]
kind = "federal_ban"
target = { maker = "zai", x_why = "listed" }   # one maker only
start = "2027-07"

# The end
"""


@pytest.fixture(scope="module")
def mine() -> Scenario:
    """Return a new scenario that extends the base market."""
    return load("base").changed(extends="base", title="Mine", question="Why?")


@pytest.fixture
def class_file(tmp_path: Path) -> Path:
    """Return a file of a user, with comments and keys of its own."""
    path = tmp_path / "exercise.toml"
    path.write_text(CLASS_FILE, encoding="utf-8")
    return path


def saved(scenario: Scenario, path: Path) -> str:
    """Save a scenario, see that it reads as what it was, and return the text."""
    save(scenario, path)
    assert load(path) == scenario
    return path.read_text(encoding="utf-8")


@pytest.mark.parametrize("name", names())
def test_an_unchanged_scenario_leaves_its_file_as_it_was(name: str, tmp_path: Path) -> None:
    path = tmp_path / f"{name}.toml"
    shutil.copy(SCENARIOS / f"{name}.toml", path)
    before = path.read_bytes()
    save(load(path), path)
    assert path.read_bytes() == before


@pytest.mark.parametrize("name", names())
def test_a_shipped_scenario_reads_as_what_it_was_from_a_new_file(name: str, tmp_path: Path) -> None:
    saved(load(name), tmp_path / "new.toml")


def test_a_new_file_says_only_what_differs_and_begins_with_its_question(mine: Scenario, tmp_path: Path) -> None:
    assert saved(mine.with_measure(BAN).changed(seed=4), tmp_path / "mine.toml") == (
        'format = 2\ntitle = "Mine"\nquestion = "Why?"\nextends = "base"\n'
        "\n[run]\nseed = 4\n"
        '\n[measures.ban]\nkind = "federal_ban"\nannounced = "2026-01"\nstart = "2026-07"\nend = "2028-09"\n'
        'scope = "hosted"\n'
    )


@pytest.mark.parametrize("name", names())
def test_what_the_window_saves_extends_a_base_that_is_kept_for_ever(name: str, tmp_path: Path) -> None:
    text = saved(load_to_edit(name).with_measure(BAN), tmp_path / "mine.toml")
    assert f'\nextends = "{kept_names()[-1]}"\n' in text
    assert text.startswith("format = 2\ntitle = ")
    own = [measure for measure in load(name).measures if measure not in load("base").measures]
    switched = any(not measure.enabled for measure in own)
    sections = [f"measures.{measure.id}" for measure in (*own, BAN) if measure.enabled]
    # what the base that moves on has changed since then is written out
    kept = load(kept_names()[-1])
    for cast in CASTS:
        before = dict(getattr(kept, cast))
        sections += [f"{cast}.{name}" for name, entry in getattr(load("base"), cast) if entry != before.get(name)]
    assert sorted(re.findall(r"^\[(.*)\]", text, re.MULTILINE)) == sorted(["history"] * switched + sections)


def test_comments_order_and_unknown_keys_survive_an_edit(class_file: Path) -> None:
    scenario = load(class_file)
    edited = scenario.with_measure(scenario.measure("first").changed(strength=0.5, start=40)).with_measure(
        scenario.measure("second").changed(target=Target(maker=("zai", "moonshot")))
    )
    expected = (
        CLASS_FILE.replace('start = "2026-07"', 'start = "2027-01"')
        .replace('x_colour = "red"\n', 'x_colour = "red"\nstrength = 0.5\n')
        .replace('maker = "zai", x_why = "listed"', 'maker = ["zai", "moonshot"], x_why = "listed"')
    )
    assert saved(edited.changed(seed=8), class_file) == expected.replace("seed = 7", "seed = 8")


def test_a_measure_goes_with_its_comment_and_leaves_the_next_one_its_own(class_file: Path) -> None:
    text = saved(load(class_file).without_measure("first"), class_file)
    assert text == CLASS_FILE.replace(
        CLASS_FILE[CLASS_FILE.index("# The first") : CLASS_FILE.index("# The second")], ""
    )


def test_a_value_that_no_longer_differs_is_not_written(class_file: Path) -> None:
    text = saved(load(class_file).changed(seed=load("base").seed), class_file)
    assert "seed" not in text
    assert "[run]" not in text


def test_a_measure_of_the_parent_can_be_changed_removed_and_brought_back(mine: Scenario, tmp_path: Path) -> None:
    path = tmp_path / "mine.toml"
    bans = mine.measure("state_bans")
    assert saved(mine.with_measure(bans.changed(end=40)), path).endswith('[measures.state_bans]\nend = "2027-01"\n')
    assert saved(mine.without_measure("state_bans"), path).endswith("[measures.state_bans]\nremoved = true\n")
    assert saved(mine.with_measure(Measure("state_bans", Audit(), 30)), path).count("[measures.state_bans]") == 1
    assert "state_bans" not in saved(mine, path)


def test_what_the_parent_says_can_be_taken_back(mine: Scenario, tmp_path: Path) -> None:
    programme = mine.measure("sea_lion_llama")
    assert programme.end < NEVER
    text = saved(mine.with_measure(programme.changed(end=NEVER, target=Target())), tmp_path / "mine.toml")
    assert 'end = "never"' in text
    assert "target = { model = [], region = [] }" in text


def test_an_entry_can_be_left_open(mine: Scenario, tmp_path: Path) -> None:
    makers = dict(mine.makers)
    app = makers["xai"].app.model_copy(update={"europe": None})
    makers["xai"] = makers["xai"].model_copy(update={"app": app, "app_before": None})
    text = saved(mine.changed(makers=tuple(makers.items())), tmp_path / "mine.toml")
    assert 'app = { europe = "none" }' in text
    assert 'app_before = "none"' in text


def test_measures_keep_their_order_even_if_a_file_would_not_give_it(mine: Scenario, tmp_path: Path) -> None:
    path = tmp_path / "mine.toml"
    moved = mine.without_measure("state_bans").with_measure(mine.measure("state_bans"))
    assert "measure_order" in saved(moved.with_measure(BAN), path)
    assert "measure_order" in saved(moved.without_measure("meta_stall"), path)
    assert "measure_order" not in saved(mine, path)


def test_line_ends_of_windows_and_marks_of_the_byte_order_survive(class_file: Path) -> None:
    class_file.write_bytes(f"\ufeff{CLASS_FILE}".replace("\n", "\r\n").encode())
    save(load(class_file).with_measure(BAN), class_file)
    content = class_file.read_bytes()
    assert content.startswith("\ufeff# A class".encode())
    assert content.count(b"\n") == content.count(b"\r\n")
    assert load(class_file).measure("ban") == BAN


@pytest.mark.parametrize(
    "text",
    [
        '[measures]\nfirst = { kind = "audit", start = "2026-07" }\n',
        '[measures]\nfirst.kind = "audit"\nfirst.start = "2026-07"\n',
        f'{AUDIT}[measures.first.target]\nregion = [ # where\n  "europe",\n]\n',
        f'{AUDIT}[run]\nseed = 3\n[measures.last]\nkind = "audit"\nstart = "2030-01"',
        '[measures."first"]\n  kind = "audit"\n  start = "2026-07"\n  note = """\n[measures.fake]\nstart = 3"""\n',
        'run.seed = 2\nmeasures.first = { kind = "audit", start = "2026-07" }\n',
    ],
)
def test_a_file_may_be_written_in_any_style(text: str, tmp_path: Path) -> None:
    path = tmp_path / "styled.toml"
    path.write_text(f'format = 2\ntitle = "Styled"\nextends = "base"\n{text}')
    scenario = load(path)
    first = scenario.measure("first")
    assumptions = with_number(scenario, "research.noise", 3.0)
    saved(scenario.with_measure(first.changed(strength=0.5, target=Target(region=("china",)))), path)
    saved(scenario.with_measure(BAN).changed(seed=9, buyers=999, assumptions=assumptions), path)
    saved(scenario.without_measure("first"), path)


def test_a_failed_save_leaves_the_old_file(class_file: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    edited = load(class_file).with_measure(BAN)

    def full(_handle: int) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "fsync", full)
    with pytest.raises(NotSavedError, match=r"exercise\.toml could not be saved: the disk is full; make room"):
        save(edited, class_file)
    assert class_file.read_text() == CLASS_FILE
    assert [path.name for path in class_file.parent.iterdir()] == [class_file.name]


@pytest.mark.parametrize(
    "change, words",
    [
        ({"buyers": 3}, "3 lies outside its range"),
        ({"title": "\ud800"}, "could not be saved"),
        ({"extends": "exercise"}, "extends"),
        ({"extends": "nothing"}, "there is no scenario"),
        ({"makers": ()}, "keeps all makers"),
    ],
)
def test_what_could_not_be_read_again_is_not_saved(change: dict[str, Any], words: str, class_file: Path) -> None:
    with pytest.raises(NotSavedError, match=f"(?i){words}"):
        save(replace(load(class_file), **change), class_file)  # as no edit would change it
    assert class_file.read_text() == CLASS_FILE


def test_a_folder_or_a_missing_folder_is_told(mine: Scenario, tmp_path: Path) -> None:
    with pytest.raises(NotSavedError, match="is a folder"):
        save(mine, tmp_path)
    with pytest.raises(NotSavedError, match=r"there is no folder .*/nowhere; create it, or save elsewhere"):
        save(mine, tmp_path / "nowhere" / "mine.toml")


def test_a_write_protected_file_is_left_alone(class_file: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(os, "access", lambda _path, mode: mode != os.W_OK)  # root may write whatever is protected
    with pytest.raises(NotSavedError, match="write-protected"):
        save(load(class_file).with_measure(BAN), class_file)
    assert class_file.read_text() == CLASS_FILE


def test_a_file_of_a_newer_version_is_never_overwritten(mine: Scenario, tmp_path: Path) -> None:
    path = tmp_path / "newer.toml"
    path.write_text(f"format = {FORMAT + 1}\n")
    with pytest.raises(NotSavedError, match="newer version"):
        save(mine, path)
    assert path.read_text() == f"format = {FORMAT + 1}\n"


def test_a_file_that_is_no_scenario_is_replaced(mine: Scenario, tmp_path: Path) -> None:
    path = tmp_path / "mine.toml"
    path.write_bytes(b"\xff not a scenario")
    saved(mine, path)


@pytest.mark.parametrize(
    "number, words",
    [
        (errno.EROFS, "can only be read"),
        (errno.EACCES, "you are not allowed to write to the folder"),
        (errno.EIO, "the disk reports an error"),
        (errno.ENODEV, "the drive is no longer there"),
        (errno.EDQUOT, "your quota on this disk is used up"),
        (errno.E2BIG, "(?i)argument list too long"),
    ],
)
def test_each_refusal_of_the_disk_has_a_sentence(
    number: int, words: str, class_file: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(*_: object) -> None:
        raise OSError(number, os.strerror(number))

    monkeypatch.setattr(os, "write", refuse)
    with pytest.raises(NotSavedError, match=words):
        save(load(class_file).with_measure(BAN), class_file)
    assert class_file.read_text() == CLASS_FILE


def test_a_name_may_be_as_long_as_the_disk_takes_and_no_longer(mine: Scenario, tmp_path: Path) -> None:
    saved(mine, tmp_path / f"{'x' * 250}.toml")
    with pytest.raises(NotSavedError, match="its name is too long; choose a shorter one"):
        save(mine, tmp_path / f"{'x' * 251}.toml")


def test_what_is_no_scenario_file_is_not_replaced(mine: Scenario, tmp_path: Path) -> None:
    (tmp_path / "film.toml").write_bytes(bytes(2_000_000))
    with pytest.raises(NotSavedError, match="larger than any scenario"):
        save(mine, tmp_path / "film.toml")
    (tmp_path / "circle.toml").symlink_to(tmp_path / "circle.toml")
    with pytest.raises(NotSavedError, match="the link leads in a circle"):
        save(mine, tmp_path / "circle.toml")
    (tmp_path / "file").touch()
    with pytest.raises(NotSavedError, match="is not a folder; save elsewhere"):
        save(mine, tmp_path / "file" / "mine.toml")


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="There are no pipes with names.")
def test_a_pipe_is_not_waited_for(mine: Scenario, tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe.toml")
    with pytest.raises(NotSavedError, match="not an ordinary file"):
        save(mine, tmp_path / "pipe.toml")


def test_a_link_to_nothing_is_followed(mine: Scenario, tmp_path: Path) -> None:
    (tmp_path / "link.toml").symlink_to(tmp_path / "mine.toml")
    saved(mine, tmp_path / "link.toml")
    assert (tmp_path / "link.toml").is_symlink()
    assert (tmp_path / "mine.toml").exists()


def test_a_file_that_another_program_has_changed_is_not_overwritten(class_file: Path) -> None:
    known, edited = mark_of(class_file), load(class_file).with_measure(BAN)
    theirs = CLASS_FILE.replace("seed = 7", "seed = 8")
    class_file.write_text(theirs)
    with pytest.raises(ChangedOnDiskError, match="changed by another program"):
        save(edited, class_file, known)
    assert class_file.read_text() == theirs
    mark = save(edited, class_file, mark_of(class_file)).mark
    assert save(edited.changed(title="Again"), class_file, mark).mark == mark_of(class_file)


def test_a_change_in_the_last_moment_is_not_overwritten(class_file: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    theirs, fsync = CLASS_FILE.replace("seed = 7", "seed = 8"), os.fsync

    def meanwhile(file: int) -> None:
        fsync(file)
        class_file.write_text(theirs)

    edited = load(class_file).with_measure(BAN)
    monkeypatch.setattr(os, "fsync", meanwhile)
    with pytest.raises(ChangedOnDiskError):
        save(edited, class_file, mark_of(class_file))
    assert class_file.read_text() == theirs
    assert list(class_file.parent.iterdir()) == [class_file]


def test_a_file_that_has_gone_is_saved_again(class_file: Path) -> None:
    known, scenario = mark_of(class_file), load(class_file)
    class_file.unlink()
    save(scenario, class_file, known)
    assert load(class_file) == scenario


def test_ten_earlier_versions_are_kept(class_file: Path) -> None:
    written = class_file.stat().st_mtime
    save(load(class_file).with_measure(BAN), class_file)
    (first,) = earlier_versions(class_file)
    assert first.path.read_text(encoding="utf-8") == CLASS_FILE
    assert first.saved.timestamp() == pytest.approx(written, abs=2.0)  # as coarse as some disks
    for number in range(15):
        keep(class_file, str(number).encode(), 1000.0 + number)
    kept = earlier_versions(class_file)
    assert [int(version.path.read_text()) for version in kept] == [*range(14, 4, -1)]
    assert [version.saved.timestamp() for version in kept] == [*range(1014, 1004, -1)]
    assert list(class_file.parent.iterdir()) == [class_file]
    assert not earlier_versions(class_file.with_name("other.toml"))


def test_a_version_that_is_kept_already_is_not_kept_again(class_file: Path) -> None:
    scenario = load(class_file)
    for seed in (1, 2, 1, 2):
        save(scenario.changed(seed=seed), class_file)
        class_file.write_text(CLASS_FILE)
    assert [version.path.read_text() for version in earlier_versions(class_file)] == [CLASS_FILE]


def test_where_no_version_can_be_kept_the_file_is_saved_and_that_is_said(
    class_file: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "in_the_way").touch()
    monkeypatch.setenv("SHAKEOUT_DATA", str(tmp_path / "in_the_way"))
    edited = load(class_file).with_measure(BAN)
    assert "the earlier version could not be kept" in save(edited, class_file).warning
    assert load(class_file) == edited


def test_the_home_folder_is_not_told() -> None:
    assert without_home(f"in {Path.home() / 'thesis.toml'}:") == f"in {Path('~') / 'thesis.toml'}:"


class Windows:
    """The system's calls, on a system that moves and removes no open file."""

    name = "nt"

    def __init__(self, monkeypatch: pytest.MonkeyPatch) -> None:
        """Refuse to remove what is open."""
        self._open: dict[int, str] = {}
        unlink = Path.unlink

        def refuse_open(path: Path, missing_ok: bool = False) -> None:  # noqa: FBT001, FBT002 - as Path has it
            if str(path) in self._open.values():
                raise PermissionError(errno.EACCES, "another program is using the file", str(path))
            unlink(path, missing_ok)

        monkeypatch.setattr(Path, "unlink", refuse_open)

    def __getattr__(self, name: str) -> object:
        """Return what every system has."""
        return getattr(os, name)

    def open(self, path: Path, *rest: int) -> int:
        """Open a file, and remember that it is."""
        file = os.open(path, *rest)
        self._open[file] = str(path)
        return file

    def close(self, file: int) -> None:
        """Close a file."""
        os.close(file)
        self._open.pop(file, None)


@pytest.fixture
def windows(monkeypatch: pytest.MonkeyPatch) -> Windows:
    """Return such a system, in the place of the one at hand."""
    found = Windows(monkeypatch)
    monkeypatch.setattr("simulator.disk.os", found)
    monkeypatch.setattr("simulator.scenario.keeping.journal.os", found)
    return found


@pytest.mark.usefixtures("windows")
def test_what_is_open_elsewhere_stays_open_where_a_file_is_closed_before_it_is_moved(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    replace, opened = Path.replace, list[int]()

    def open_another(path: Path, target: Path) -> Path:
        opened.append(os.open(tmp_path, os.O_RDONLY))  # by another thread, under the number that has become free
        return replace(path, target)

    monkeypatch.setattr(Path, "replace", open_another)
    put(tmp_path / "mine.toml", b"new")
    assert (tmp_path / "mine.toml").read_bytes() == b"new"
    os.close(opened[0])


@pytest.mark.usefixtures("windows")
def test_nothing_is_left_behind_where_no_open_file_can_be_removed(tmp_path: Path) -> None:
    def fail() -> None:
        raise OSError(errno.ENOSPC, "full")

    with pytest.raises(OSError, match="full"):
        put(tmp_path / "mine.toml", b"new", fail)
    assert not list(tmp_path.iterdir())
    (tmp_path / ".shakeout-0123456789ab.tmp").touch()  # what a crash has left
    put(tmp_path / "mine.toml", b"new")
    assert [path.name for path in tmp_path.iterdir()] == ["mine.toml"]
    journal = Journal()
    journal.note(work("Mine"))
    journal.clear()
    assert not list(folder().iterdir())


def test_permissions_and_links_are_kept(class_file: Path) -> None:
    class_file.chmod(0o640)
    link = class_file.with_name("link.toml")
    link.symlink_to(class_file)
    save(load(link).with_measure(BAN), link)
    assert link.is_symlink()
    assert stat.S_IMODE(class_file.stat().st_mode) == 0o640
    assert load(class_file).measure("ban") == BAN


def with_number(scenario: Scenario, place: str, value: float) -> Assumptions:
    """Return assumptions with one number replaced."""
    described = tables(scenario)["parameters"]
    *groups, key = place.split(".")
    inner = described
    for group in groups:
        inner = inner[group]
    inner[key] = value
    return Assumptions.model_validate(described)


MONTHS = st.integers(28, HORIZON - 1)
POLICIES_TO_TRY = st.sampled_from([Audit(), Audit(distrust_removed=0.25), FederalBan(scope="hosted"), CloseWeights()])
TEXTS = st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\r"), max_size=20)
NUMBERS = [leaf for leaf in leaves(load("base").assumptions) if leaf.path != "choice.channel_scale"]
MEASURES = st.builds(
    lambda name, policy, start, length, ramp, strength, note: Measure(
        name, policy, start, NEVER if length is None else min(start + length, HORIZON - 1), ramp, strength, note=note
    ),
    st.sampled_from(["audit", "ban", "first", "second", "state_bans", "meta_stall"]),
    POLICIES_TO_TRY,
    MONTHS,
    st.none() | st.integers(0, 50),
    st.integers(0, 24),
    st.floats(0.0, 1.0),
    TEXTS,
)
EDITS = st.lists(
    st.tuples(st.just("measure"), MEASURES)
    | st.tuples(st.just("remove"), st.sampled_from(["first", "second", "state_bans", "deepseek_shock"]))
    | st.tuples(st.just("title"), TEXTS)
    | st.tuples(st.just("buyers"), st.integers(64, 2_000_000))
    | st.tuples(st.just("number"), st.tuples(st.sampled_from(NUMBERS), st.floats(0.0, 1.0))),
    max_size=6,
)


@settings(max_examples=30, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.sampled_from(["exercise", *names()]), EDITS)
def test_whatever_is_edited_reads_as_what_it_was(tmp_path: Path, name: str, edits: list[tuple[str, Any]]) -> None:
    path = tmp_path / f"{name}-edited.toml"
    if name == "exercise":
        path.write_text(CLASS_FILE, encoding="utf-8")
    else:
        shutil.copy(SCENARIOS / f"{name}.toml", path)
    scenario = load(path)
    for edit, value in edits:
        if edit == "measure":
            scenario = scenario.with_measure(value)
        elif edit == "remove":
            scenario = scenario.without_measure(value)
        elif edit == "number":
            leaf, part = value
            number = leaf.param.low + part * (leaf.param.high - leaf.param.low)
            scenario = scenario.changed(assumptions=with_number(scenario, leaf.path, number))
        else:
            scenario = scenario.changed(**{edit: value})
    if scenario.assumptions.choice.channel_scale > scenario.assumptions.choice.model_scale:
        return
    saved(scenario, path)
    before = path.read_bytes()
    save(scenario, path)
    assert path.read_bytes() == before


def test_reading_says_nothing_about_how_a_file_was_saved(mine: Scenario, tmp_path: Path) -> None:
    save(mine.with_measure(BAN), tmp_path / "mine.toml")
    scenario, problems = check(tmp_path / "mine.toml")
    assert scenario == mine.with_measure(BAN)
    assert not problems
