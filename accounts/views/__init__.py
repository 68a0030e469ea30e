"""Pages about a council's people, registers, settings, words and trail."""
