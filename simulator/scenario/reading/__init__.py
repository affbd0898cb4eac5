"""From a text to a scenario: parse, migrate, inherit, check, build."""
