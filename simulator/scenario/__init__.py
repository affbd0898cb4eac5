"""Scenarios: the frozen value, and reading, writing and keeping its file."""
