"""shakeout diff: how scenarios differ, in words."""

from pathlib import Path

from tests.cli.answers import GOOD, ODD, Ask


def test_a_diff_says_in_words_how_scenarios_differ(ask: Ask, tmp_path: Path) -> None:
    for name, text in (("good", GOOD), ("odd", ODD)):
        (tmp_path / f"{name}.toml").write_text(text)
    code, out, err = ask("diff", "good.toml", "odd.toml")
    assert (code, err) == (0, "")
    assert out.startswith("odd.toml differs from good.toml in one thing:\n  New measure: Audit")
    assert ask("diff", "good.toml", "good.toml").out == "good.toml and good.toml say the same.\n"
    assert "in 4 things:" in ask("diff", "base", "odd.toml").out
    assert ask("diff", "base", "nothing.toml").code == 2
