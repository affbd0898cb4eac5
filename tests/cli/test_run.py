"""shakeout run: the summary, the table, and the run that a table was made from."""

import os
import pty
import re
import signal
import subprocess
import sys
from pathlib import Path

import pandas as pd
import pytest

import simulator.receipts
from simulator import engine
from simulator.amounts import money_words
from simulator.month import Month
from simulator.scenario.reading import reading
from simulator.scenario.reading.vanished import Vanished
from simulator.summary import HONESTY, share_words
from simulator.tables import receipt_in
from simulator.version import model_version
from simulator.world import World
from tests.cli.answers import GOOD, QUICK, ROOT, Ask
from tests.patience import PATIENCE
from tests.scenario.declared import let_vanish

AUDIT = GOOD.replace("2023-11", "2023-12") + '[measures.audit]\nkind = "audit"\nstart = "2023-10"\n'


def test_a_run_that_no_market_can_have_ends_with_one_sentence_and_no_table(
    ask: Ask, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken(world: World, _month: Month) -> World:
        return world.changed(adoption=-world.adoption)

    monkeypatch.setattr(engine, "MONTH", (*engine.MONTH, broken))
    out = tmp_path / "table.csv"
    code, said, err = ask("run", "base", *QUICK, "--out", str(out))
    assert (code, said) == (1, "")
    assert err.startswith("The run stops before Sep 2023: adoption is -0.")
    assert err.count("\n") == 1
    assert not out.exists()


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
    verdict = f"\nThe same as when first.{ending} was made, to eight digits, up to Dec 2023.\n"
    assert verdict in again.out
    assert again.out.replace(verdict, "").splitlines()[:-1] == first.out.splitlines()[:-1]
    assert (tmp_path / f"again.{ending}").read_bytes() == (tmp_path / f"first.{ending}").read_bytes()
    assert ask("run", "base", *QUICK, "--seed", "7", "--out", f"other.{ending}").code == 0
    assert (tmp_path / f"other.{ending}").read_bytes() != (tmp_path / f"first.{ending}").read_bytes()


def test_a_repeated_run_that_is_not_the_same_says_since_when_and_ends_with_code_1(ask: Ask, tmp_path: Path) -> None:
    assert ask("run", "base", *QUICK, "--out", "t.csv").code == 0
    beside = tmp_path / "t.csv.receipt.toml"
    beside.write_text(re.sub(r"paid = \d+", "paid = 1", beside.read_text()))
    code, out, err = ask("run", "t.csv")
    assert code == 1
    assert HONESTY in out
    assert err.startswith("\nNot the same as when t.csv was made, since 2023: everything that is paid, in Nov 2023, ")
    for others in (("--seed", "99"), ("--buyers", "210")):
        assert (answer := ask("run", "t.csv", *others)).code == 0
        assert "same as when" not in f"{answer.out}{answer.err}"


def test_a_table_of_another_model_is_refused_unless_any_will_do(ask: Ask, monkeypatch: pytest.MonkeyPatch) -> None:
    with monkeypatch.context() as before:
        before.setattr(simulator.receipts, "model_version", lambda: "0123456789abcdef")
        assert ask("run", "base", *QUICK, "--out", "old.parquet").code == 0
    code, out, err = ask("run", "old.parquet")
    assert (code, out) == (2, "")
    assert "old.parquet: Made with the market of 0.1.0. The model has changed; numbers will differ." in err
    assert "Add --any-model" in err
    again = ask("run", "old.parquet", "--any-model")
    assert again.err == "old.parquet: Made with the market of 0.1.0. The model has changed; numbers will differ.\n"
    assert again.out == ask("run", "base", *QUICK).out
    assert len(pd.read_parquet("old.parquet")) > 0


def test_a_file_of_another_market_says_so_and_runs(ask: Ask, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(reading, "program_version", lambda: "99.0")
    (tmp_path / "old.toml").write_text(GOOD.replace('"base"', '"base@1"'))
    (tmp_path / "child.toml").write_text(GOOD.replace('"base"', '"old"'))
    for name in ("old.toml", "child.toml"):
        code, out, err = ask("run", name)
        assert code == 0
        assert HONESTY in out
        assert err == f"{name}: Made with the market of 0.1.0. The model has changed; numbers will differ.\n"


def test_what_no_longer_exists_in_a_file_is_told_and_the_file_runs(
    ask: Ask, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    let_vanish(monkeypatch, [Vanished(("run", "luck"), "luck comes with the seed")])
    (tmp_path / "old.toml").write_text(GOOD.replace("format = 2", "format = 1") + "luck = 3\n")
    remarks = (
        "Made with the market of 0.1.0. The model has changed; numbers will differ.",
        '"run.luck" no longer exists: luck comes with the seed.',
    )
    code, out, err = ask("run", "old.toml")
    assert code == 0
    assert HONESTY in out
    assert err == "".join(f"old.toml: {remark}\n" for remark in remarks)
    code, out, _ = ask("check", "old.toml")
    assert code == 0
    places = ("old.toml:1: warning: format", "old.toml:7: warning: run.luck")
    assert out == "".join(f"{place}: {remark}\n" for place, remark in zip(places, remarks, strict=True))


def test_a_table_that_says_what_no_longer_exists_runs_and_says_so(
    ask: Ask, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert ask("run", "base", *QUICK, "--out", "old.csv").code == 0
    receipt = tmp_path / "old.csv.receipt.toml"
    of_now = receipt.read_text(encoding="utf-8")
    of_then = of_now.replace("format = 2", "format = 1").replace("[run]\n", "[run]\nluck = 3\n")
    receipt.write_text(of_then.replace(model_version(), "0123456789abcdef"), encoding="utf-8")
    let_vanish(monkeypatch, [Vanished(("run", "luck"), "luck comes with the seed")])
    code, out, err = ask("run", "old.csv", "--any-model")
    assert code == 0
    assert HONESTY in out
    assert "old.csv: Made with the market of 0.1.0. The model has changed; numbers will differ.\n" in err
    assert err.endswith('old.csv: "run.luck" no longer exists: luck comes with the seed.\n')


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


def test_a_table_that_cannot_be_written_is_told_before_anything_is_simulated(
    ask: Ask, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("simulator.cli.commands.run.simulated", lambda _: pytest.fail("it was simulated"))
    (tmp_path / "folder.csv").mkdir()
    assert ask("run", "base", "--out", "folder.csv", "--force").code == 2
    assert ask("run", "base", "--out", "nowhere/x.csv").code == 2
    (tmp_path / "old.csv").touch()
    assert ask("run", "base", "--out", "old.csv").code == 2


def test_an_interrupted_run_ends_with_one_line_and_code_130() -> None:
    keyboard, terminal = pty.openpty()
    code = (
        "import signal, sys; from ui.main import main;"
        "signal.signal(signal.SIGINT, signal.default_int_handler);"  # which a job in the background would ignore
        "sys.exit(main())"
    )
    command = [sys.executable, "-c", code, "run", "base", "--buyers", "100000"]
    process = subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE, stderr=terminal, text=True)
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
