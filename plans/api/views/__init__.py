"""The API's entry points for plans."""
