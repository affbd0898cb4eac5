"""The tabs of the window and the presentation; no page knows another."""
