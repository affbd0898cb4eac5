"""What panels show, worked out without widgets."""
