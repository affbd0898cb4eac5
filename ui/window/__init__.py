"""The window itself: its parts put together, its actions, menus and tabs."""
