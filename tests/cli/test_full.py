"""shakeout full: a scenario with every value written out."""

from pathlib import Path

from simulator.scenario.library import load
from tests.cli.answers import GOOD, Ask


def test_a_scenario_in_full_is_printed_or_written_to_a_new_file(ask: Ask, tmp_path: Path) -> None:
    (tmp_path / "good.toml").write_text(GOOD)
    code, out, err = ask("full", "good.toml")
    assert (code, err) == (0, "")
    assert load("base").title not in out
    assert ask("full", "good.toml", "--out", "new.toml").code == 0
    assert (tmp_path / "new.toml").read_text(encoding="utf-8") == out
    assert load(tmp_path / "new.toml") == load(tmp_path / "good.toml").changed(extends="")
    for name, words in (
        ("new.toml", "the file exists"),
        ("nowhere/new.toml", "there is no folder nowhere"),
        (".", "end the name with"),
    ):
        refused = ask("full", "base", "--out", name)
        assert (refused.code, refused.out) == (2, "")
        assert words in refused.err
    assert (tmp_path / "new.toml").read_text(encoding="utf-8") == out
