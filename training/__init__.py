"""Will hold courses, cohorts, registers and team development plans. Nothing is built here yet."""
