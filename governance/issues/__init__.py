"""An issue of the newsletter: what it is made from (`facts`), what it says (`content`), and its mail (`letter`)."""
