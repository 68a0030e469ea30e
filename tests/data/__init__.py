"""A stand-in plan in own words, and the files made from it."""
