"""How everything looks and is worded: themes, words, numbers, icons, the user's settings."""
