"""Checks against a council's real plan; collected only where that plan lies beside the project."""
