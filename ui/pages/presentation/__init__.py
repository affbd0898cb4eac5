"""Presenting: the window for the projector."""
