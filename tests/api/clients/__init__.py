"""Two programs of other council systems, as docs/api.md describes them. They know nothing but its addresses."""
