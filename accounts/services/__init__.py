"""What people do with a council, its people and its registers: one function for each thing, named as a verb."""
