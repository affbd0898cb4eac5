"""How a run ends before its time: light to import, so that whoever tells people of it need not wait for the engine."""


class ImpossibleMonthError(Exception):
    """A month that no market can have; the message is one sentence for people."""

    def __init__(self, month: int, text: str) -> None:
        """Take the month that could not be, and what to say of it."""
        super().__init__(month, text)
        self.month = month

    def __str__(self) -> str:
        """Return the sentence."""
        return str(self.args[1])
