"""Scenarios: the frozen value, and reading, checking and writing its file."""
