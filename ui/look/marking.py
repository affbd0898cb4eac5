"""Marking texts for translation where Qt may not be there to translate them."""


def QT_TRANSLATE_NOOP(_context: str, text: str) -> str:
    """Mark a text for translation where it is not shown yet: Qt's tools look for this name, and its own has no type."""
    return text
