"""Tags of the Steering Group’s pages."""
