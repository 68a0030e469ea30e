"""Tests of the Steering Group."""
