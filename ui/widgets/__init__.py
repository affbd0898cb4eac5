"""Widgets that know nothing of the market."""
