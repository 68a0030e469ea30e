"""The API as another council system meets it."""
