"""One chart per file; no chart knows another."""
