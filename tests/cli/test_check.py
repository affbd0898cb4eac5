"""shakeout check: every problem with its place."""

from pathlib import Path

from tests.cli.answers import BAD, GOOD, ODD, Ask


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
    assert 'bad.toml:6: run.seed: A whole number, without quotes, is expected here, not "x"' in bad.out
    assert "nothing.toml: There is no such file." in bad.out
