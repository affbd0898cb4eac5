"""One kind of policy per file; each is found by its id and writes rules."""
