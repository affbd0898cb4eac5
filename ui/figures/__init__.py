"""Figures: what a chart, a table and an export are drawn from."""
