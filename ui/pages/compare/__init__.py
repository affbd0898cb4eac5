"""Up to four futures side by side."""
