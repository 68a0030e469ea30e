"""Forms of the plans app. They clean; they never save."""
