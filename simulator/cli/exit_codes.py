"""How a command ends, besides 0 for success."""

FAILED = 1
WRONG_USE = 2
INTERRUPTED = 130
