"""What keeps people's work: files, the journal of unsaved work, kept futures, bookmarks."""
