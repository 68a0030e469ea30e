"""What has been said and done in Fenshire's ten months: (ref, days ago, what). Newest facts stand nearest to today."""

from dataclasses import dataclass

G, A, R, B, N = "green", "amber", "red", "complete", "not_started"


@dataclass(frozen=True)
class Said:
    """One update: so many days ago somebody (else the project officer) gave a rating and a sentence."""

    ref: str
    ago: int
    rag: str
    comment: str = ""
    path: str = ""
    help: str = ""
    by: str = ""


@dataclass(frozen=True)
class Done:
    """The n-th date of an action was done so many days ago."""

    ref: str
    ago: int
    place: int = 0


@dataclass(frozen=True)
class Moved:
    """The n-th date of an action was moved to a month of the plan so many days ago."""

    ref: str
    ago: int
    month: int
    why: str
    place: int = 0


STORY: tuple[Said | Done | Moved, ...] = (
    Said("1.1", 128, G, "First day held, 41 leaders from six agencies."),
    Said("1.1", 14, G, "Third day is booked; the room holds 60."),
    Said("1.2", 120, G, "Four of us went; notes are in the newsletter."),
    Said("1.2", 21, G),
    Said("1.3", 130, G, "First meeting held."),
    Said("1.3", 6, G, "Papers for the next meeting have gone out.", by="member"),
    Said("1.4", 125, G, "Monthly meetings are under way."),
    Said(
        "1.4",
        5,
        A,
        "Only four of eight came in the last two months, and no further dates are set.",
        "Joan asks each head of locality for two names by the end of the month.",
    ),
    Said("1.5", 150, G, "All teams have been asked."),
    Said("1.5", 100, A, "19 of 44 teams have a plan."),
    Said(
        "1.5",
        68,
        R,
        "31 of 44 teams are done; the rest have no practice leader.",
        "Helen sits down with the thirteen teams by the end of next month.",
        "Cover for three vacant posts",
    ),
    Said("2.1", 140, G, "First course held, 18 of 20 places."),
    Said("2.1", 75, A, "The venue for September has been lost.", "Priya finds a room in the city within the month."),
    Said("2.1", 4, G, "Venue confirmed, and two more trainers signed off."),
    Said("2.2", 13, G, "Two of the courses have been sat in on.", by="officer"),
    Said("2.3", 95, G, "Fully booked."),
    Done("2.3", 85),
    Said("2.3", 84, B, "Held, 24 trained."),
    Said("2.4", 60, G, "37 places offered."),
    Said(
        "2.4",
        11,
        A,
        "The second course clashes with the court timetable for eight people.",
        "Looking for a new week; Joan confirms the venue.",
        by="superleader",
    ),
    Said("2.5", 11, N, "Starts when both courses have been held.", by="superleader"),
    Said("2.6", 10, G, "First two visits held."),
    Said("2.7", 59, A, "Two localities have no dates.", "Each head of service names one by the autumn."),
    Said("2.8", 17, G, "Group supervision is in 29 of 44 teams."),
    Done("2.9", 112),
    Said("2.9", 111, B, "Printed and sent to every team."),
    Said("2.10", 118, G, "Danger statement pack written."),
    Said("2.10", 106, A, "Two of five packs are ready.", "The rest by the second week of next month."),
    Moved("2.10", 107, 8, "The survey came in late."),
    Moved("2.10", 60, 10, "Two packs need the audit findings of the summer."),
    Moved("2.10", 26, 11, "The last pack waits for the findings on resistance."),
    Said("2.10", 4, A, "Four of five packs are ready.", "The fifth by the end of next month."),
    Done("2.11", 108),
    Said("2.11", 105, B, "212 people are registered."),
    Said("2.12", 90, A, "Waiting for library access."),
    Said(
        "2.12",
        3,
        R,
        "Nobody has time to write it before the autumn.",
        "Ask the university for a student placement.",
        "A decision on who writes it",
    ),
    Done("3.1", 75),
    Said("3.1", 74, B, "All eleven policies reviewed.", by="officer"),
    Said("3.2", 31, G, "Police and health have finished theirs."),
    Said("3.3", 110, G, "Live since the start of the month."),
    Said(
        "3.3",
        3,
        A,
        "Forms review starts late: the supplier has moved the release.",
        "Marek agrees a new release date this week.",
        "Weight with the supplier",
    ),
    Said("3.4", 24, G, "Under way: twelve of thirty letters redrafted."),
    Done("3.5", 106),
    Said("3.5", 103, B, "Policy and toolkit are published."),
    Done("4.1", 140),
    Said("4.1", 32, G, "612 answers. Findings went to the Steering Group."),
    Said("4.2", 9, G, "Eighteen audits with the worker in the room.", by="lead"),
    Said("4.3", 45, N, "Waits for the new participation worker."),
    Moved("4.3", 26, 20, "The participation worker starts in the new year."),
    Moved("2.5", 58, 16, "The second course has to come first."),
    Said("4.4", 20, G, "Questions agreed with the young people's panel."),
    Done("4.5", 80),
    Said("4.5", 78, B, "First dashboard is out."),
    Said("C4", 30, G, "Second newsletter sent."),
)

MIS_CLICK = Said("2.8", 0, R, "Meant for 2.7.")
"""Saved and at once withdrawn."""


@dataclass(frozen=True)
class Round:
    """An update round: opened and closed so many days ago (below nothing: still to come); locked with its note."""

    opened: int
    closed: int
    where: str = ""
    well: str = ""
    worries: str = ""


ROUNDS = (
    Round(
        131,
        118,
        "Half a year in. The first courses and meetings have been held, and four actions are complete.",
        "Leaders of all agencies come, and the foundation course is full.",
        "Team plans: fewer than half of the teams have one.",
    ),
    Round(
        84,
        70,
        "Training runs to plan. The writing and the systems work are behind.",
        "Policies, cards and the dashboard are finished and in use.",
        "Nobody has time for the guide, and three posts are vacant.",
    ),
    Round(6, -8),
)
STILL = {
    "2.10": ("Two of five packs are ready.", "The other three by the autumn."),
    "2.12": ("Still no library access.", "Amara asks the university for it this month."),
    "1.5": ("19 of 44 teams have a plan.", "Helen writes to the teams that have none."),
}
"""What was said again of actions at risk, so that their rounds could be locked."""

SILENT = ("3.2", "4.3", "C2", "C3")
"""Of these nothing was said in any round but the open one."""

ACCEPTED = ("1.3", "2.1")
SENT_BACK = ("2.10", "Which pack is the one that is missing, and when is it ready?")
"""What the officer made of the answers so far."""

EVIDENCE: tuple[tuple[str, str, str, str], ...] = (
    (
        "2.1",
        "Evaluation of the June course",
        "https://fenshire.example/papers/foundation-evaluation",
        "Usefulness 8.4 out of 10, 17 answers",
    ),
    ("2.9", "The prompt cards", "https://fenshire.example/papers/prompt-cards", "What every team has been given"),
    ("4.5", "Dashboard of last month", "https://fenshire.example/papers/dashboard", "Twelve indicators on one page"),
)
