"""Bases ship with a release and never change; every file of 0.1.0 opens, runs, and says whose market it is."""

from pathlib import Path

import numpy as np
import pytest

from simulator.dates import month_number
from simulator.disk import mark_of
from simulator.scenario.keeping import bases as kept
from simulator.scenario.keeping.bases import SHIPPED, NotKeptError, keep, kept_text, next_name
from simulator.scenario.library import load
from simulator.scenario.problems import ScenarioProblems
from simulator.scenario.reading import reading
from simulator.scenario.reading.parsing import parsed, text_of
from simulator.scenario.reading.reading import check
from simulator.scenario.reading.vanished import TO_2, named
from simulator.scenario.running import simulate
from simulator.scenario.shelf import kept_names, kept_path
from simulator.scenario.toml import leaves
from simulator.scenario.value import FEWEST_BUYERS
from simulator.summary import figure
from simulator.version import program_version
from tests.scenario.declared import GONE, covers

FORMAT_1 = Path(__file__).parent / "format_1"
OF_0_1_0 = sorted(FORMAT_1.glob("*.toml"))
CHANGED = sorted(FORMAT_1.glob("parameters/*.toml"))
SENTENCE = "Made with the market of 0.1.0. The model has changed; numbers will differ."
CHILD = 'format = 2\ntitle = "Ten lines"\nextends = "{}"\n'


# --- Bases ship with a release ----------------------------------------------------------------------------------------


def test_every_base_that_shipped_has_its_bytes_for_ever() -> None:
    assert kept_names() == tuple(SHIPPED)
    for name, mark in SHIPPED.items():
        assert mark_of(kept_path(name)) == mark, f"{name} has shipped: bring its file back from the history"


@pytest.mark.parametrize("version", ["0.1.0", "99.0"])
def test_a_base_that_shipped_is_never_written_again(version: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(kept, "program_version", lambda: version)
    monkeypatch.setattr(kept, "put", lambda *_: pytest.fail("it was written"))
    with pytest.raises(NotKeptError, match=r"base@1 has shipped and is never written again; the next base is base@2\."):
        keep("base@1")


def test_the_version_that_shipped_a_base_keeps_no_other(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(kept, "put", lambda *_: pytest.fail("it was written"))
    monkeypatch.setattr(kept, "program_version", lambda: "0.1.0")
    assert kept.main("base@2") == 2
    assert capsys.readouterr().out == (
        "base@2 ships with the next release; this is still 0.1.0, which shipped base@1.\n"
    )


def test_the_next_release_keeps_its_base(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(kept, "program_version", lambda: "0.2.0")
    written = kept_text("base@2")
    monkeypatch.setattr(kept, "kept_text", lambda _: written)
    shelf = {name: kept_path(name) for name in SHIPPED} | {"base@2": tmp_path / "base@2.toml"}
    monkeypatch.setattr(kept, "kept_path", shelf.__getitem__)
    assert kept.main(next_name()) == 0
    assert shelf["base@2"].read_text(encoding="utf-8") == written
    assert mark_of(shelf["base@2"]) in capsys.readouterr().out
    scenario, _ = check(shelf["base@2"])
    assert scenario == load("base").changed(extends="")


def test_a_base_that_has_not_shipped_cannot_be_extended_or_opened() -> None:
    reason = "there is no base@2: a base ships with a release, and the latest that did is base@1"
    scenario, (problem, *_) = check(CHILD.format("base@2"))
    assert scenario is None
    assert problem.place == "extends"
    assert reason in problem.text.lower()
    with pytest.raises(ScenarioProblems, match=f"T{reason[1:]}"):
        load("base@2")


# --- Every file of 0.1.0 ----------------------------------------------------------------------------------------------


def test_there_is_a_file_for_every_scenario_and_every_group_of_parameters_of_0_1_0() -> None:
    assert len(OF_0_1_0) == 23
    assert {path.stem for path in CHANGED} == set(parsed(text_of(kept_path("base@1")))["parameters"])


@pytest.mark.parametrize("path", [*OF_0_1_0, *CHANGED], ids=lambda path: path.stem)
def test_a_file_of_0_1_0_opens_and_runs(path: Path) -> None:
    scenario, problems = check(path)
    assert scenario is not None, problems
    assert not [problem for problem in problems if problem.text != SENTENCE and not problem.text.startswith(GONE)]
    branch = simulate(scenario.changed(buyers=FEWEST_BUYERS, end=month_number("2027-02")))
    assert branch.worlds[-1].month == month_number("2027-02")
    prices = [figure(world, "price_level", region="world", buyer="all") for world in branch.worlds]
    assert np.isfinite(prices).all()


@pytest.mark.parametrize("path", [*OF_0_1_0, *CHANGED, kept_path("base@1")], ids=lambda path: path.stem)
@pytest.mark.parametrize("version", [program_version(), "99.0"])
def test_a_market_of_0_1_0_says_so_in_one_sentence(path: Path, version: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(reading, "program_version", lambda: version)
    scenario, problems = check(path)
    assert scenario is not None
    assert [problem.severity for problem in problems if problem.text == SENTENCE] == ["warning"]


@pytest.mark.parametrize("path", CHANGED, ids=lambda path: path.stem)
def test_a_file_of_0_1_0_has_one_remark_for_each_parameter_that_no_longer_exists(path: Path) -> None:
    said = [place for place, _ in leaves(parsed(text_of(path)))]
    gone = [row for row in TO_2 if any(covers(row.old, place) for place in said)]
    _, problems = check(path)
    begin = [f"{named(row.old)} no longer exists: {row.why}" for row in gone]
    assert [sum(problem.text.startswith(words) for problem in problems) for words in begin] == [1] * len(gone)


@pytest.mark.parametrize("path", CHANGED, ids=lambda path: path.stem)
def test_a_file_changes_every_parameter_of_its_group(path: Path) -> None:
    first, changed = (parsed(text_of(file))["parameters"][path.stem] for file in (kept_path("base@1"), path))
    assert first.keys() == changed.keys()
    assert not [name for name in first if first[name] == changed[name]]
