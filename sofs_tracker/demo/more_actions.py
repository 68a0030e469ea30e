"""The actions of Fenshire's last two areas, its communications, and the smaller plans."""

from sofs_tracker.demo.calendar import Calendar
from sofs_tracker.demo.line import Line


def alignment(c: Calendar) -> list[Line]:
    """OD3: policies, systems, papers."""
    return [
        Line(
            "3.1",
            "Review of the Board's policies",
            "Review the Board's policies.",
            c.month(9),
            "Board Manager",
            "Policy group",
            "Board Manager",
        ),
        Line(
            "3.2",
            "Each agency's own policies",
            "Each agency reviews its own policies.",
            "6 monthly",
            "Policy officers and senior leaders",
            "Project team, audit findings",
            "Sandra Lyle",
        ),
        Line(
            "3.3",
            "New case recording system",
            "The new case recording system supports the approach.",
            f"Project go live {c.month(6)} Review of forms {c.either(9, short=True)}",
            "Systems Lead and project team",
            "Feedback from practitioners\nReports to senior leaders",
            "Marek Dolan",
            ("Project team",),
        ),
        Line(
            "3.4",
            "Court and pre-proceedings papers",
            "Court and pre-proceedings papers use the same words.",
            f"Initiate {c.month(6)}",
            "Court work leads, legal team",
            "Reports to senior leaders",
            "Nadia Rahman",
        ),
        Line(
            "3.5",
            "Supervision policy and toolkit",
            "Supervision asks questions that help people think; a toolkit supports it.",
            f"Review {c.month(6)}",
            "Principal Social Worker, senior leaders",
            "Policy and toolkit in use\nAudit",
            "Amara Osei",
        ),
    ]


def insight(c: Calendar) -> list[Line]:
    """OD4: surveys, audits, figures."""
    return [
        Line(
            "4.1",
            "Staff survey",
            "Staff survey on confidence and use of the tools.",
            f"Staff survey {c.either(4)} Review {c.either(16)}",
            "Survey Lead and project team",
            "Number who answer",
            "Gareth Pym",
            ("Project team",),
        ),
        Line(
            "4.2",
            "Quality assurance",
            "Quality assurance shows where practice is strong and where it is weak.",
            f"{c.brief(0)} to {c.brief(23)}",
            "QA Team Manager",
            "Reports to senior leaders",
            "Lena Whitcombe",
        ),
        Line(
            "4.3",
            "Ways to hear from children",
            "Ways to hear from children, made with them.",
            c.month(18),
            "Business unit",
            "Reports to the leadership group",
            "Business unit",
        ),
        Line(
            "4.4",
            "Family and young people's feedback",
            "Feedback survey of families and young people.",
            f"{c.short(12)} Review {c.short(23)}",
            "Survey Lead",
            "Number who answer",
            "Gareth Pym",
        ),
        Line(
            "4.5",
            "Dashboard of indicators",
            "A monthly dashboard of indicators.",
            c.short(7),
            "Performance Data Lead",
            "Report to the project meeting",
            "Ike Barlow",
        ),
        Line(
            "4.6",
            "Audit tool in supervision",
            "Try the audit tool in supervision.",
            f"Review {c.either(9, short=True)}",
            "QA Team Manager with practice leaders",
            "Audit reports",
            "Lena Whitcombe",
        ),
    ]


def communications(c: Calendar) -> list[Line]:
    """What is done so that everybody hears of it."""
    return [
        Line(
            "C1",
            "Core messages from all agencies",
            "All agencies carry the core messages in what they send out over the year.",
            "",
            "Steering Group members",
            "",
        ),
        Line(
            "C2",
            "A day to celebrate",
            "Hold a day to celebrate what has been learned.",
            c.month(18),
            "Project team",
            "",
            "Project team",
        ),
        Line("C3", "Best practice events", "Show good work at the events of other agencies.", "", "All agencies", ""),
        Line(
            "C4",
            "Newsletter",
            "A newsletter after each Steering Group meeting: progress, an example of good work, a useful tool.",
            "quarterly",
            "Project Officer",
            "",
            "Priya Nair",
        ),
        Line(
            "C5",
            "Standing item at the Board",
            "A standing item at the meetings of the Board.",
            "",
            "Board Manager",
            "",
            "Tom Ferris",
        ),
    ]


def next_plan(c: Calendar) -> list[Line]:
    """The first two actions of the plan that will follow."""
    return [
        Line(
            "1.1",
            "What the first two years taught us",
            "Write down with families and staff what the first two years taught us.",
            c.month(25),
            "Project team",
            "Board reports",
            "Project team",
        ),
        Line(
            "1.2",
            "Leadership days go on",
            "Leadership days go on, led by our own people.",
            "Dates TBC",
            "Assistant Director",
            "Attendance",
        ),
    ]


def marlshire(c: Calendar) -> list[Line]:
    """The smaller plan of the second council."""
    return [
        Line(
            "1a",
            "Practice circles",
            "A practice circle meets in both localities.",
            "monthly",
            "Lead Practitioner",
            "Attendance",
            "Callum Reeve",
        ),
        Line(
            "1b",
            "Half-day briefings",
            "Half-day briefings for schools and health.",
            f"{c.slashed(8, 12)} {c.slashed(13, 20)}",
            "Improvement Officer",
            "Numbers who came",
            "Owen Tranter",
        ),
        Line(
            "1c",
            "Safety planning guide",
            "A guide to safety planning for both localities.",
            c.month(8),
            "Head of Early Help",
            "Guide in use",
            "Farah Siddiqui",
        ),
        Line(
            "1d",
            "Family feedback cards",
            "Cards on which families say what helped.",
            c.month(16),
            "Improvement Manager",
            "Cards returned",
            "Bea Lindqvist",
        ),
    ]
