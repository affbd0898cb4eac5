"""The command line answers, refuses in one message, and never shows a traceback."""

import json
import os
import pty
import signal
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import NamedTuple

import pandas as pd
import pytest

import simulator.receipts
from simulator import cli, evidence
from simulator.amounts import money_words
from simulator.evidence import judging
from simulator.scenario.library import ACTORS, load, shipped
from simulator.scenario.shelf import kept_names, names
from simulator.scenario.value import Scenario
from simulator.summary import HONESTY, share_words
from simulator.tables import receipt_in
from tests.patience import PATIENCE
from ui.main import why_qt_would_crash, why_there_is_no_window

QUICK = ("--buyers", "200", "--until", "2023-11")
GOOD = 'format = 1\ntitle = "Good"\nextends = "base"\n[run]\nbuyers = 200\nend = "2023-11"\n'
BAD = 'format = 1\ntitle = "Bad"\nextends = "base"\n[run]\nbuyers = 2\nseed = "x"\n'
AUDIT = GOOD.replace("2023-11", "2023-12") + '[measures.audit]\nkind = "audit"\nstart = "2023-10"\n'
ODD = f'{GOOD}[measures.ban]\nkind = "audit"\nstart = "2030-01"\n'


class Answer(NamedTuple):
    """What a command printed, and how it ended."""

    code: int
    out: str
    err: str


Ask = Callable[..., Answer]


class Window:
    """Stands for the window and remembers what it was opened on."""

    def __init__(self, refusal: str = "") -> None:
        self.refusal = refusal
        self.scenario: Scenario | None = None
        self.path: Path | None = None

    def __call__(self, scenario: Scenario, path: Path | None) -> int:
        """Open, or say why not."""
        if self.refusal:
            raise cli.NoWindowError(self.refusal)
        self.scenario, self.path = scenario, path
        return 0


@pytest.fixture
def window() -> Window:
    """Return a window that opens."""
    return Window()


@pytest.fixture
def ask(window: Window, capsys: pytest.CaptureFixture[str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Ask:
    """Return a function that runs a command in an empty folder."""
    monkeypatch.chdir(tmp_path)

    def run(*arguments: str) -> Answer:
        code = cli.main(arguments, window)
        return Answer(code, *capsys.readouterr())

    return run


def shakeout(*arguments: str, **environment: str) -> subprocess.Popen[str]:
    """Start the real command in a process of its own, without a display."""
    hidden = ("DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM")
    ours = {name: value for name, value in os.environ.items() if name not in hidden} | environment
    command = [sys.executable, "-m", "ui.main", *arguments]
    place = Path(__file__).parents[1]
    return subprocess.Popen(
        command, cwd=place, env=ours, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, encoding="utf-8"
    )


def test_a_run_prints_the_summary(ask: Ask) -> None:
    code, out, err = ask("run", "base", "--buyers", "2000", "--until", "2023-11")
    assert (code, err) == (0, "")
    assert "Open weights, January 2026" in out
    assert "Sep 2023 to Nov 2023, 2,000 buyers, seed 1" in out
    for words in (
        "Market share by maker",
        "OpenAI",
        " %",
        "Leakage",
        "Price level",
        "Adaptation cost",
        "US corporations",
    ):
        assert words in out
    assert out.rstrip().endswith(HONESTY)
    assert max(map(len, out.splitlines()[2:])) <= 80


def test_a_run_beyond_january_2026_shows_both_months(ask: Ask) -> None:
    out = ask("run", "base", "--buyers", "200", "--until", "2026-02").out
    assert out.count("Jan 2026") == len(("market shares", "figures"))
    assert out.count("Feb 2026") == len(("to Feb 2026", "market shares", "figures"))


def test_two_scenarios_are_compared_with_costs_beside_effects(ask: Ask, tmp_path: Path) -> None:
    small = ("--seeds", "2", "--buyers", "200", "--months", "2026-08:2026-09")
    code, out, err = ask("compare", "base", "ban_the_service", *small, "--out", "ban.csv")
    assert (code, err) == (0, "")
    for words in (
        "Ban the service, not the weights",
        "2 pairs of runs",
        "Effects",
        "Leakage",
        "Costs",
        "Adaptation cost",
    ):
        assert words in out
    assert "Before Jan 2026, the first month that may differ, every figure is exactly equal in every pair." in out
    table = pd.read_csv(tmp_path / "ban.csv")
    assert {"quantity", "base", "scenario", "difference", "t"} <= set(table.columns)
    refused = ask("compare", "base", "ban_the_service", *small, "--out", "ban.csv")
    assert (refused.code, refused.out) == (2, "")


def test_the_same_seed_prints_the_same_page_and_another_seed_another(ask: Ask) -> None:
    first = ask("run", "base", *QUICK, "--seed", "5").out
    assert ask("run", "base", *QUICK, "--seed", "5").out == first
    assert ask("run", "base", *QUICK, "--seed", "6").out.splitlines()[3:] != first.splitlines()[3:]


@pytest.mark.parametrize("ending", ["csv", "parquet"])
def test_a_table_is_written_and_not_overwritten_without_force(ask: Ask, ending: str, tmp_path: Path) -> None:
    name = f"table.{ending}"
    assert ask("run", "base", *QUICK, "--out", name).code == 0
    path = tmp_path / name
    table = pd.read_csv(path) if ending == "csv" else pd.read_parquet(path)
    assert set(table.month) == {"2023-09", "2023-10", "2023-11"}
    assert {"market_share", "leakage", "list_price"} <= set(table.indicator)
    before = path.read_bytes()
    refused = ask("run", "base", *QUICK, "--out", name)
    assert (refused.code, refused.out) == (2, "")
    assert "add --force" in refused.err
    assert ask("run", "base", *QUICK, "--out", name, "--force").code == 0
    assert path.read_bytes() == before
    receipts = [f"{name}.receipt.toml"] if ending == "csv" else []
    assert sorted(file.name for file in tmp_path.iterdir()) == [name, *receipts]


@pytest.mark.parametrize("ending", ["csv", "parquet"])
def test_a_table_repeats_the_run_that_it_was_made_from(ask: Ask, ending: str, tmp_path: Path) -> None:
    (tmp_path / "audit.toml").write_text(f"{AUDIT}[parameters.research]\nnoise = 3\n")
    first = ask("run", "audit.toml", "--seed", "7", "--out", f"first.{ending}")
    assert (first.code, first.err) == (0, "")
    (tmp_path / "audit.toml").unlink()
    again = ask("run", f"first.{ending}", "--out", f"again.{ending}")
    assert (again.code, again.err) == (0, "")
    assert again.out.splitlines()[:-1] == first.out.splitlines()[:-1]
    assert (tmp_path / f"again.{ending}").read_bytes() == (tmp_path / f"first.{ending}").read_bytes()
    assert ask("run", "base", *QUICK, "--seed", "7", "--out", f"other.{ending}").code == 0
    assert (tmp_path / f"other.{ending}").read_bytes() != (tmp_path / f"first.{ending}").read_bytes()


def test_a_table_of_another_model_is_refused_unless_any_will_do(ask: Ask, monkeypatch: pytest.MonkeyPatch) -> None:
    with monkeypatch.context() as before:
        before.setattr(simulator.receipts, "model_version", lambda: "0123456789abcdef")
        assert ask("run", "base", *QUICK, "--out", "old.parquet").code == 0
    code, out, err = ask("run", "old.parquet")
    assert (code, out) == (2, "")
    assert "old.parquet was made with model 0123456789abcdef" in err
    assert "Add --any-model" in err
    assert ask("run", "old.parquet", "--any-model").out == ask("run", "base", *QUICK).out


@pytest.mark.parametrize(
    "name, content, words",
    [
        ("plain.csv", b"a,b\n1,2\n", "this table has no receipt"),
        ("text.parquet", b"no Parquet", "text.parquet is no Parquet file"),
        ("nowhere/missing.parquet", None, "there is no such file"),
        ("nowhere/missing.csv", None, "there is no such file"),
    ],
)
def test_a_table_that_repeats_nothing_is_refused_in_a_sentence(
    ask: Ask, tmp_path: Path, name: str, content: bytes | None, words: str
) -> None:
    if content is not None:
        (tmp_path / name).write_bytes(content)
    code, out, err = ask("run", name)
    assert (code, out) == (2, "")
    assert words in err


def test_author_and_notes_can_be_left_out_of_what_is_written(ask: Ask, tmp_path: Path) -> None:
    (tmp_path / "mine.toml").write_text(
        AUDIT.replace("title", 'author = "Anna"\ntitle')
        + '[measures.audit_2]\nkind = "audit"\nstart = "2026-07"\nnote = "Secret"\n'
    )
    assert ask("run", "mine.toml", "--out", "named.parquet").code == 0
    assert ask("run", "mine.toml", "--out", "nameless.parquet", "--anonymous").code == 0
    assert b"Anna" in (tmp_path / "named.parquet").read_bytes()
    content = receipt_in(tmp_path / "nameless.parquet")
    assert "Anna" not in content
    assert "Secret" not in content
    assert 'title = "Good"' in content


@pytest.mark.parametrize(
    "arguments, words",
    [
        (("run",), "Missing argument 'SCENARIO'"),
        (("compare", "base"), "Missing argument 'SCENARIO'"),
        (("compare", "base", "bsae"), 'did you mean "base"'),
        (("compare", "base", "base", "--seeds", "0"), "--seeds"),
        (("compare", "base", "base", "--months", "2028"), '"2028" is not a month'),
        (("compare", "base", "base", "--months", "2028-05:2028-01"), "ends before it begins"),
        (("compare", "base", "base", "--out", "table.txt"), ".csv or .parquet"),
        (("run", "bsae"), 'did you mean "base"'),
        (("run", "nothing.toml"), "There is no such file"),
        (("run", "."), "This is a folder"),
        (("run", "./"), "This is a folder"),
        (("run", "base", "more"), "unexpected extra argument"),
        (("run", "base", "--sede", "3"), "--seed"),
        (("run", "base", "--seed", "-1"), "--seed"),
        (("run", "base", "--seed", "x"), "--seed"),
        (("run", "base", "--buyers", "3"), "64"),
        (("run", "base", "--until", "2026-13"), "is not a month"),
        (("run", "base", "--until", "2036-01"), "Sep 2023 to Dec 2035"),
        (("run", "base", "--out", "table.cvs"), 'did you mean ".csv"'),
        (("run", "base", "--out", "table"), "end the name with one of these"),
        (("run", "base", "--out", "nowhere/table.csv"), "there is no folder nowhere"),
        (("rnu", "base"), 'did you mean "run"'),
        (("rnu",), 'did you mean "run"'),
        (("bsae",), 'did you mean "base"'),
        (("--verison",), "--version"),
        (("check",), "Missing argument"),
        (("list", "more"), "unexpected extra argument"),
        (("run", "bad.toml"), "line 5, run.buyers: 2 lies outside"),
        (("bad.toml",), 'line 6, run.seed: "x" stands where a whole number'),
    ],
)
def test_a_mistake_ends_with_one_message_and_code_2(
    ask: Ask, tmp_path: Path, arguments: tuple[str, ...], words: str
) -> None:
    (tmp_path / "bad.toml").write_text(BAD)
    code, out, err = ask(*arguments)
    assert (code, out) == (2, "")
    assert words in err
    assert "Traceback" not in err


def test_a_table_that_cannot_be_written_is_told_before_anything_is_simulated(
    ask: Ask, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(cli, "_run", lambda *_: pytest.fail("it was simulated"))
    (tmp_path / "folder.csv").mkdir()
    assert ask("run", "base", "--out", "folder.csv", "--force").code == 2
    assert ask("run", "base", "--out", "nowhere/x.csv").code == 2
    (tmp_path / "old.csv").touch()
    assert ask("run", "base", "--out", "old.csv").code == 2


def test_the_list_shows_every_question(ask: Ask) -> None:
    code, out, _ = ask("list")
    assert code == 0
    words = " ".join(out.split())
    for scenario in shipped():
        assert f"{scenario.name}: {scenario.title}" in words
        assert scenario.question in words
        assert scenario.question.endswith("?")


def test_the_list_groups_scenarios_by_who_acts(ask: Ask) -> None:
    lines = ask("list").out.splitlines()
    headings = [line for line in lines if line in ACTORS]
    assert headings == [actor for actor in ACTORS if actor in headings]
    assert {"Washington", "Brussels", "Beijing", "Global south", "Investors", "Firms"} <= set(headings)
    place = {found.name: lines.index(f"{found.name}: {found.title}") for found in shipped()}
    for found in shipped()[1:]:
        assert [line for line in lines[: place[found.name]] if line in ACTORS][-1] == found.actor


def test_a_check_prints_every_problem_with_its_place(ask: Ask, tmp_path: Path) -> None:
    for name, text in (("good", GOOD), ("bad", BAD), ("odd", ODD)):
        (tmp_path / f"{name}.toml").write_text(text)
    good = ask("check", "good.toml", "base")
    assert (good.code, good.out) == (0, "good.toml: no problems\nbase: no problems\n")
    odd = ask("check", "odd.toml")
    assert odd.code == 0
    assert odd.out.startswith("odd.toml:9: warning: measures.ban.start: It starts after the run ends")
    bad = ask("check", "good.toml", "bad.toml", "nothing.toml")
    assert bad.code == 2
    assert "bad.toml:5: run.buyers: 2 lies outside" in bad.out
    assert 'bad.toml:6: run.seed: "x" stands' in bad.out
    assert "nothing.toml: There is no such file." in bad.out


def test_a_diff_says_in_words_how_scenarios_differ(ask: Ask, tmp_path: Path) -> None:
    for name, text in (("good", GOOD), ("odd", ODD)):
        (tmp_path / f"{name}.toml").write_text(text)
    code, out, err = ask("diff", "good.toml", "odd.toml")
    assert (code, err) == (0, "")
    assert out.startswith("odd.toml differs from good.toml in one thing:\n  New measure: Audit")
    assert ask("diff", "good.toml", "good.toml").out == "good.toml and good.toml say the same.\n"
    assert "in 4 things:" in ask("diff", "base", "odd.toml").out
    assert ask("diff", "base", "nothing.toml").code == 2


def test_evidence_is_told_and_written(ask: Ask, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    asked = []

    def simulated_before(scenario: Scenario, seeds: int, **_: object) -> tuple[evidence.Result, ...]:
        asked.append((scenario.history, seeds))
        return evidence.table()

    monkeypatch.setattr(judging, "gather", simulated_before)
    answer = ask("evidence", "--seeds", "3", "--history", "free", "--out", "facts.csv")
    assert answer.code == 0, answer.err
    assert asked == [("free", 3)]
    assert answer.out.index("Must be met") < answer.out.index("Checks") < answer.out.index("Put in by hand")
    written = pd.read_csv(tmp_path / "facts.csv")
    assert len(written) == len(evidence.table())
    assert written["low"].min() < 0.0  # a number stays one
    assert ask("evidence", "--out", "facts.csv").code == cli.WRONG_USE


def test_a_scenario_in_full_is_printed_or_written_to_a_new_file(ask: Ask, tmp_path: Path) -> None:
    (tmp_path / "good.toml").write_text(GOOD)
    code, out, err = ask("full", "good.toml")
    assert (code, err) == (0, "")
    assert load("base").title not in out
    assert ask("full", "good.toml", "--out", "new.toml").code == 0
    assert (tmp_path / "new.toml").read_text(encoding="utf-8") == out
    assert load(tmp_path / "new.toml") == load(tmp_path / "good.toml").changed(extends="")
    for name, words in (("new.toml", "the file exists"), ("nowhere/new.toml", "could not be written"), (".", "exists")):
        refused = ask("full", "base", "--out", name)
        assert (refused.code, refused.out) == (2, "")
        assert words in refused.err
    assert (tmp_path / "new.toml").read_text(encoding="utf-8") == out


def test_the_schema_is_printed(ask: Ask) -> None:
    code, out, err = ask("schema")
    assert (code, err) == (0, "")
    assert json.loads(out)["title"] == "Shakeout scenario, format 1"


@pytest.mark.parametrize(
    "command", [("full",), ("schema",), (), ("run",), ("list",), ("check",), ("diff",), ("open",), ("evidence",)]
)
def test_every_help_is_worth_reading(ask: Ask, command: tuple[str, ...]) -> None:
    code, out, err = ask(*command, "--help")
    assert (code, err) == (0, "")
    assert "Usage: shakeout" in out
    assert len(out.splitlines()) > 5


def test_the_help_names_both_ways_to_call(ask: Ask) -> None:
    out = ask("-h").out
    assert "shakeout [SCENARIO]" in out
    assert "shakeout COMMAND" in out


def test_the_version_is_told(ask: Ask) -> None:
    assert ask("--version").out.startswith("shakeout ")


def test_a_scenario_opens_in_the_window(ask: Ask, window: Window, tmp_path: Path) -> None:
    assert ask().code == 0
    assert (window.scenario, window.path) == (load("base").changed(extends=kept_names()[-1]), None)
    assert ask("europe_turns").code == 0
    assert (window.scenario, window.path) == (load("europe_turns").changed(extends=kept_names()[-1]), None)
    (tmp_path / "good.toml").write_text(GOOD)
    assert ask("open", "good.toml").code == 0
    assert (window.scenario, window.path) == (load(Path("good.toml")), Path("good.toml"))


def test_a_scenario_may_be_named_like_a_command(ask: Ask, window: Window, tmp_path: Path) -> None:
    (tmp_path / "list").write_text(GOOD)
    assert ask("./list").code == 0
    assert window.path == Path("list")


def test_without_a_window_it_runs_instead(ask: Ask, window: Window, tmp_path: Path) -> None:
    (tmp_path / "good.toml").write_text(GOOD)
    window.refusal = "There is no display."
    code, out, err = ask("good.toml")
    assert code == 0
    assert err == "There is no display. Running the scenario in the terminal instead.\n"
    assert HONESTY in out


def test_without_a_display_the_real_command_runs_instead(tmp_path: Path) -> None:
    (tmp_path / "good.toml").write_text(GOOD)
    process = shakeout(str(tmp_path / "good.toml"))
    out, err = process.communicate(timeout=PATIENCE)
    assert process.returncode == 0
    assert err == "There is no display. Running the scenario in the terminal instead.\n"
    assert HONESTY in out


def test_a_display_is_looked_for(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setattr(sys, "platform", "linux")
    assert why_there_is_no_window() == "There is no display."


def test_an_unsound_pair_of_qt_and_python_is_refused() -> None:
    assert why_qt_would_crash((6, 11, 3), (3, 11)) is None
    assert why_qt_would_crash((6, 12, 0), (3, 12)) is None
    reason = why_qt_would_crash((6, 12, 0), (3, 11))
    assert reason is not None
    assert "PySide6 6.12.0 crashes under Python 3.11" in reason


def test_the_commands_without_a_window_never_import_qt() -> None:
    code = (
        "import sys; sys.argv = ['shakeout', 'list']; from ui.main import main; assert main() == 0; "
        "assert not [name for name in sys.modules if name.startswith(('PySide6', 'pyqtgraph', 'pandas'))]"
    )
    subprocess.run([sys.executable, "-c", code], cwd=Path(__file__).parents[1], check=True, capture_output=True)


def test_an_interrupted_run_ends_with_one_line_and_code_130() -> None:
    keyboard, terminal = pty.openpty()
    code = (
        "import signal, sys; from ui.main import main;"
        "signal.signal(signal.SIGINT, signal.default_int_handler);"  # which a job in the background would ignore
        "sys.exit(main())"
    )
    command = [sys.executable, "-c", code, "run", "base", "--buyers", "100000"]
    process = subprocess.Popen(
        command, cwd=Path(__file__).parents[1], stdout=subprocess.PIPE, stderr=terminal, text=True
    )
    os.close(terminal)
    shown = b""
    while b"%" not in shown:
        shown += os.read(keyboard, 1000)  # the progress bar, since this is a terminal
    process.send_signal(signal.SIGINT)
    out, _ = process.communicate(timeout=PATIENCE)
    shown += os.read(keyboard, 1000)
    os.close(keyboard)
    assert process.returncode == 130
    assert out == ""
    assert shown.decode().splitlines()[-1] == "Stopped."
    assert b"Traceback" not in shown


def test_numbers_are_written_for_people() -> None:
    assert [share_words(share) for share in (0.0, 0.001, 0.104, 1.0)] == ["–", "<1 %", "10 %", "100 %"]
    assert [money_words(amount) for amount in (0.0, 0.2, 118.4, 1680.0)] == ["$0", "$200 k", "$118 m", "$1.7 bn"]


def test_every_shipped_scenario_has_a_name_that_is_no_command() -> None:
    assert not set(names()) & set(cli.shakeout.commands)
