"""Fenshire's twenty-eight actions, in every form of by-when words: the first two areas."""

from sofs_tracker.demo.calendar import Calendar
from sofs_tracker.demo.line import Line
from sofs_tracker.demo.more_actions import alignment, insight


def delivery(c: Calendar) -> list[Line]:
    """The actions of the four areas, in their order."""
    return [*_leading(c), *_learning(c), *_more_learning(c), *alignment(c), *insight(c)]


def _leading(c: Calendar) -> list[Line]:
    def days(*given: tuple[int, int]) -> str:
        return "\n".join(c.slashed(*one) for one in given)

    return [
        Line(
            "1.1",
            "Leadership development days",
            "Leadership development days for senior leaders of all agencies.",
            f"{days((6, 15), (9, 19), (13, 10), (15, 12))}\n{c.year(18)} dates TBC",
            "Assistant Director, heads of locality and service managers\nJudith Okafor delivers",
            "Attendance\nStaff survey",
            "Ruth Adeyemi",
            ("Judith Okafor",),
        ),
        Line(
            "1.2",
            "National workshops for leaders",
            "Senior leaders take part in the national workshops and bring back what they heard.",
            f"{days((6, 16), (9, 22), (13, 12), (15, 14))}\n{c.year(18)} dates TBC",
            "Assistant Director with the project manager",
            "Notes in the newsletter",
            "Ruth Adeyemi",
            ("Martin Sewell",),
        ),
        Line(
            "1.3",
            "Steering Group meetings",
            "The Steering Group meets and reports to the Board.",
            f"{days((6, 15), (8, 9), (10, 25))}\nFurther dates TBC",
            "Chaired by Colin Marsh, all agencies",
            "Board reports\nMinutes",
            "Colin Marsh",
        ),
        Line(
            "1.4",
            "Superleaders meet monthly",
            "Superleaders meet monthly, two from each locality.",
            f"{days((6, 15), (7, 17), (8, 17), (9, 19))}\nFurther dates TBC",
            "Two superleaders from each locality",
            "Meeting notes",
            "Priya Nair",
            ("Superleaders",),
        ),
        Line(
            "1.5",
            "Every team has its own development plan",
            "Every team looks at its own practice and has a development plan.",
            f"Each team to have a development plan in place by {c.month(6)}",
            "Superleaders with all practice leaders",
            "Team plans on request",
            "Helen Stobart",
            ("Superleaders",),
        ),
    ]


def _learning(c: Calendar) -> list[Line]:
    spans = (
        (5, 21, 22),
        (6, 5, 6),
        (7, 16, 17),
        (9, 5, 6),
        (10, 18, 19),
        (12, 11, 12),
        (13, 15, 16),
        (14, 27, 28),
        (16, 8, 9),
    )
    courses = " ".join(c.days(*span) for span in spans)
    hurried = f"{c.days(17, 11, 12, years=-1)} {c.days(18, 27, 28, years=-1)}"
    return [
        Line(
            "2.1",
            "Two-day foundation training",
            "Two-day foundation training for all new staff who hold cases, given by our own trainers.",
            f"{courses} {hurried}",
            "Business unit and Project Officer",
            "Evaluations, audit",
            "Priya Nair",
            ("Business unit",),
        ),
        Line(
            "2.2",
            "Quality of foundation training",
            "Check the quality of the foundation training by sitting in.",
            c.month(11),
            "Signs of Safety Consultant",
            "Project Officer",
            "Judith Okafor",
        ),
        Line(
            "2.3",
            "Practice leader training",
            "Practice leader training for new managers and senior practitioners.",
            c.days(7, 16, 20),
            "Project Officer",
            "Evaluations",
            "Project Officer",
        ),
        Line(
            "2.4",
            "Safety planning and family networks",
            "Further training on safety planning and family networks.",
            f"{c.days(8, 21, 15)} {c.days(9, 25, 28)}",
            "Senior leaders and superleaders\nTwo courses of five days, 37 places",
            "Attendance",
            "Joan Petrie",
            ("Superleaders",),
        ),
        Line(
            "2.5",
            "Family networks in every service",
            "Bring what the courses taught about networks into every service.",
            c.month(15),
            "All who went on the courses",
            "Audit",
            "Joan Petrie",
        ),
        Line(
            "2.6",
            "Coaching for practice leaders",
            "Coaching for practice leaders, in their own locality.",
            f"{c.across(8)} {c.days(10, 2, 4)} {c.days(12, 12, 14)} {c.days(14, 26, 28)}",
            "Practice leaders in each locality\nJudith Okafor coaches",
            "Attendance and evaluation",
            "Judith Okafor",
        ),
    ]


def _more_learning(c: Calendar) -> list[Line]:
    return [
        Line(
            "2.7",
            "Development sessions in each locality",
            "Development sessions for all agencies in each locality.",
            "Dates TBC\nAnnounced on the Board's website",
            "Heads of service, superleaders and practice leaders",
            "Attendance",
        ),
        Line(
            "2.8",
            "Practice leaders learn with their teams",
            "Practice leaders learn with their teams: group supervision, mapping a stuck case.",
            "As set out in team plans",
            "All practice leaders with their service manager",
            "Minutes of team meetings",
            "Helen Stobart",
        ),
        Line(
            "2.9",
            "Posters and prompt cards",
            "Posters and prompt cards that refresh the basics.",
            c.month(6),
            "Project Officer and superleaders",
            "Seen in use",
            "Priya Nair",
            ("Superleaders",),
        ),
        Line(
            "2.10",
            "Learning packs",
            "Learning packs that answer what surveys and audits find: plain words, danger statements, resistance.",
            c.month(6),
            "Project Officer and superleaders\nUsed by practice leaders",
            "Packs in use",
            "Priya Nair",
            ("Superleaders",),
        ),
        Line(
            "2.11",
            "Online library of practice examples",
            "Practitioners have the online library of examples and use it.",
            c.month(6),
            "Project Officer",
            "Figures on use",
            "Project Officer",
        ),
        Line(
            "2.12",
            "Using research in assessments",
            "A guide to research in assessments, with sources for what comes up most.",
            c.month(6),
            "Principal Social Worker and practice leaders",
            "Evidence of use",
            "Principal Social Worker",
        ),
    ]
