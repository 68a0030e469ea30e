"""How other council systems sign in."""
