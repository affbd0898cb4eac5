"""Numbers worth plotting, a few per file; each is found by its name."""
