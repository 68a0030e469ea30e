"""What people do with a plan: one function for each thing, named as a verb."""
