"""Commands of the Steering Group."""
