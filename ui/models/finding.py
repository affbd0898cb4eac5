"""Fuzzy search: how well a title answers a few typed letters."""

from __future__ import annotations

_BEGINS, _WITHIN, _LETTERS = 4.0, 2.5, 1.0
_ASIDE = 0.4  # what is said beside the title counts less
_IN_ORDER = 1.0  # words in the order in which they were typed count more


def likeness(typed: str, title: str, aside: str = "") -> float:
    """Return how well a title, and what is said beside it, answers what was typed; 0 where a word of it is nowhere."""
    words, title, aside = typed.casefold().split(), title.casefold(), aside.casefold()
    scores = [max(_found(word, title), _letters(word, title), _ASIDE * _found(word, aside)) for word in words]
    if not scores or min(scores) == 0.0:
        return 0.0
    in_order = _IN_ORDER if " ".join(words) in title else 0.0
    return sum(scores) / len(scores) + in_order + 1.0 / (1.0 + len(title))  # among equals the shorter title


def _found(word: str, text: str) -> float:
    """Return more where a word of the text starts with it than where it stands inside one."""
    place = text.find(word)
    while place > 0 and text[place - 1].isalnum():
        following = text.find(word, place + 1)
        if following < 0:
            return _WITHIN
        place = following
    return _BEGINS if place >= 0 else 0.0


def _letters(word: str, text: str) -> float:
    """Return a little where the letters occur in this order, the first at the start of a word."""
    starts = [place for place, letter in enumerate(text) if letter == word[0] and not text[place - 1 : place].isalnum()]
    return _LETTERS if any(_in_order(word, text[start:]) for start in starts) else 0.0


def _in_order(word: str, text: str) -> bool:
    rest = iter(text)
    return all(letter in rest for letter in word)
