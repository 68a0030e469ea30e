"""What both sides are filled with. A plan is named by the number of its actions."""

SMALL, LARGE = 30, 10_000
PLANS = (SMALL, LARGE)
UPDATES = 8
MANY_UPDATES = 1_000_000
LONG, LONG_HISTORY = 3, 10_000  # which action of the small plan, and how many updates it has
COUNCIL = "fenshire"
USER = "bench@example.org"
PASSWORD = "fen-and-wold-2018"
NOTE = "Quarter update: work is progressing against the milestone; " + "evidence gathered and reviewed. " * 5
