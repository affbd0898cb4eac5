"""What the window shows and everything that changes it."""
