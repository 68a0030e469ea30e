"""Pages that are only looked at: three councils are made once, and no test here changes them."""
