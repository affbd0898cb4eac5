"""shakeout schema: the JSON Schema of scenario files."""

import json

from tests.cli.answers import Ask


def test_the_schema_is_printed(ask: Ask) -> None:
    code, out, err = ask("schema")
    assert (code, err) == (0, "")
    assert json.loads(out)["title"] == "Shakeout scenario, format 2"
