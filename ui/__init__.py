"""The window of Shakeout: it shows and asks, and decides nothing about the market."""
