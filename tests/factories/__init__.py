"""Makes rows for tests, without randomness."""
