"""Will hold the dashboard of impact measures and their chart book. Nothing is built here yet."""
