"""What people do with what the apps share: one function for each thing, named as a verb."""
