"""Plans for other council systems: the same rows, rules and refusals as the pages."""
