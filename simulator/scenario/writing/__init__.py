"""From a scenario to a text: only what differs, in the layout of the file that is already there."""
