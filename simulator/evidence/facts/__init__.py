"""The facts, one module for each part of the market; every figure was public before 10 January 2026."""
