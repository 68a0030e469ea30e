"""Forms. They clean and never save."""
