"""Steering Group meetings and packs, decisions, requests to the Board, newsletters, alignment."""
