"""The parts of the window. Each reads the session and listens to it; none knows another."""
