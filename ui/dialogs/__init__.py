"""Dialogs: windows that ask or say one thing and close."""
