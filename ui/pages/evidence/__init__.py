"""Evidence: the tab of facts and where the model lies."""
