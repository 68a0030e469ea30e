"""`make bench`: CPU per operation, ours against the least a Django server can do (floor.py)."""
