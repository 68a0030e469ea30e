"""Pages of update rounds for those who run them, and what was said for everybody."""
