"""The phases of a month, one per file; each takes the world as the one before it left it, and none knows another."""
