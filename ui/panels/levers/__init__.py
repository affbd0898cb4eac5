"""The levers and the form of a measure."""
