"""Shakeout: the market in AI models."""
