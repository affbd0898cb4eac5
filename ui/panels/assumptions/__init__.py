"""Assumptions: the panel of all numbers of the model."""
