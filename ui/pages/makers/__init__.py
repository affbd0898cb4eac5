"""Makers: the tab of all makers, of one, and of the shake-out."""
