"""The kinds of chart, one a file; none knows another."""
