"""The words of the stand-in plan: an invented county, the shape of a real council's plan, the same kinds of dates."""

TITLE = "Fenshire Working Together in Signs of Safety"
RUNNING = "Fenshire Signs of Safety Plan 2017/9"
CHAIR, DIRECTOR = "Ada Marsh, FSP Chair", "Ivo Reed, Director of Children's Services"
CREDIT = "With thanks to Marlshire, whose plan showed us how to lay out this one."
RUNS = "The county takes part in the programme, which runs from September 2017 to September 2019."

PRINCIPLES = (
    "The partnership will stay with this approach for as long as it helps families.",
    "Everybody who works with children will practise it with care and with skill.",
    "We will share risk across agencies and meet families as early as we can.",
    "We will get better by looking honestly at our own work, at every level.",
)
USING = (
    "we put relationships first",
    "we think twice and ask a further question",
    "we look for the family's own answers",
    "we write so that a child could read it",
    "we hope, and we check",
    "we hear the child",
)
FOCUS = (
    "Leadership: leaders show the way they want others to work",
    "Practice: the method is used whole, guided by what audits tell us",
    "Learning: people learn together, at work, from real work",
    "Systems alignment: forms and rules follow the practice",
    "Meaningful measures- numbers, audits and voices",
)
VOICES = {
    "Children and families say:": (
        "Help came when we needed it",
        "We know why people visit us",
        "Our own people are part of the plan",
    ),
    "Practitioners say:": (
        "My work leaves families stronger",
        "Children come into care only when they must",
        "I have the time to do this well",
    ),
    "Partners say:": (
        "Our early help stops things getting worse",
        "We know when to refer and when to help ourselves",
        "Our referrals are answered fairly and soon",
    ),
}
RESULTS = ("Spend more on early help", "Keep good staff", "Give children settled homes and schools")

PRIORITIES = (
    ("Priority 1 Steady judgement of risk", "by September 2019", "Judgement that is calm and shared", "fear"),
    ("Priority 2. Plans that families own", "September 2019", "Families and their networks make the plan", "plans"),
    ("Priority 3 One conversation across agencies", "September 2019", "Every agency speaks the same language", "talk"),
)
MEASURES = (
    "Referrals for each 10,000 children", "Share of referrals by what came of them",
    "Repeat referrals for each 10,000", "Share of repeat referrals",
    "Assessments for each 10,000", "Children with each kind of plan for each 10,000",
    "Plans open beyond 6, 12 and 24 months", "Children back on a plan within 12 and 24 months",
    "Plans with actions the family owns", "Cases with a network found and involved",
    "Children moved three times in a year", "Children in one home for two years",
    "Children in care who are adopted or live with kin", "Children seen who might have come into care",
    "Caseloads as the policy says", "Posts vacant, leavers, sickness, agency staff",
    "Survey of staff", "What families tell us",
)  # fmt: skip

AREAS = (
    ("ODI: Leading together", "by September 2019", "Leaders are seen and heard", "leadership: leaders ask first"),
    ("OD2: Learning together", "by September 2019", "Learning is part of every week", "learning: something for all"),
    ("OD 3: Fitting systems:", "by September 2019", "Forms and policies help the work", "alignment: policies say so"),
    ("OD4: Knowing how we do:", "September 19", "Measures tell us what changed", "measures: audits and surveys"),
)
HEADINGS = ("", "What needs to happen", "By when", "Who leads/ is involved?", "Monitored through", "Rag rating/ update")

ELEVEN = (
    "21-22 Feb 2018 5-6 Mar 2018 16-17 Apr 2018 5-6 Jun 2018 18-19 Jul 2018 11-12 Sep 2018 15-16 Oct 2018 "
    "28-29 Nov 2018 8-9 Jan 2019 11-12 Feb 2018 27-28 Mar 2018"
)
ACTIONS = (
    ("1.1", "Leaders' development days", "15/03/2018 19/06/2018 10/10/2018 12/12/2018 2019 dates TBC",
     "Executive group, FSP, Heads of Area to take part  Programme consultants to deliver", "Sign-in sheets Survey"),
    ("1.2", "Go to the national leaders' days", "16/03/2018 22/06/2018 12/10/2018 14/12/2018 2019 dates TBC",
     "Director, Project Manager, Steering Group Chair", "Reports in the bulletin"),
    ("1.3", "Meetings of the Steering Group", "15/03/2018 09/05/2018 25/07/2018 Further dates TBC",
     "Steering Group members, chaired by the voluntary sector", "Notes of meetings"),
    ("1.4", "Meetings of the superleaders", "15/03/2018 17/04/2018 17/05/2018 19/06/2018 Further dates TBC",
     "Two people from each area", "Notes of meetings"),
    ("1.5", "Practice leaders know the strengths and needs of their own teams.",
     "Every team to have a plan of its own in place by March 2018",
     "Superleaders working with practice leaders", "Team plans, shown when asked for"),
    ("2.1", "Two-day foundation courses for all new staff",
     ELEVEN,
     "FSP office and Project Officer", "Course evaluations, audit"),
    ("2.2", "Check of the quality of the courses", "August 2018", "Programme consultant", "Project Officer"),
    ("2.3", "Five-day course for new leaders of teams", "16-20 Apr 2018", "Project Officer", "Course evaluations"),
    ("2.4", "More training on networks", "21-15 May 2018 25-29 Jun 2018", "Senior leaders and superleaders",
     "Sign-in sheets"),
    ("2.5", "Use what the network training taught", "December 2018", "Everybody who was at the training", "Audit"),
    ("2.6", "Coaching of practice leaders",
     "30 May–1 June 2018 2-4 Jul 2018 12-14 Sep 2018 28-30 Nov 2018", "Practice leaders of each area", "Evaluation"),
    ("2.7", "Sessions for all agencies in each area", "Dates TBC Shown on the FSP site & intranet",
     "Heads of Area oversee with support from superleaders", "Sign-in sheets"),
    ("2.8", "Learning in each team", "As set out in team plans",
     "Practice leaders, supported by their superleader", "Team notes"),
    ("2.9", "Posters and cards", "March 2018", "Project Officer and superleaders", "Seen and used"),
    ("2.10", "Learning materials that answer what surveys and audits find (plain language, hard conversations)",
     "March 2018", "Project Officer", "There and used"),
    ("2.11", "The library of examples", "March 2018", "Project Officer", "Figures of use"),
    ("2.12", "Research: where to find it, how to use it", "March 2018",
     "Principal Social Worker and practice leaders", "Used"),
    ("3.1", "Review of the partnership's policies", "June 2018", "FSP Manager", "Policy group"),
    ("3.2", "Review of each agency's policies", "6 monthly", "Policy officers, senior leaders", "Project team"),
    ("3.3", "The new recording system", "System goes live March 2018 Review of its forms June/July 18",
     "Records project team", "What staff say"),
    ("3.4", "Court papers follow the practice", "Begin March 2018", "Court lead", "Reports to the executive group"),
    ("3.5", "Supervision follows the practice", "Review March 2018", "Principal Social Worker", "Policy in use"),
    ("4.1", "Survey of staff", "Staff survey January/February 2018 Review Jan/Feb 2019", "Project team",
     "How many answer"),
    ("4.2", "Quality work shows strength and weakness", "Sep 17 to Sep 19", "Quality manager",
     "Reports to project team"),
    ("4.3", "Ways for children to tell us", "March 2019", "FSP office", "Reports to leaders"),
    ("4.4", "What families tell us", "Sept 18 Review Sept 19", "Project team", "How many answer"),
    ("4.5", "Monthly figures", "April 18", "Data lead", "Report to project team"),
    ("4.6", "Trial of the quality tool", "March 18 Review June/July 18", "Chosen managers", "What is recommended"),
)  # fmt: skip

COMMUNICATIONS = (
    ("All agencies carry the core messages through the year", ("Steering Group members see that partners do so",), ()),
    ("Hold a day of celebration", ("Planned for March 2019",), ()),
    ("Other events show the approach at work", (), ()),
    ("Send a quarterly bulletin after each meeting, with:", (),
     ("A short account of progress", "An example of good work, found by asking", "Something new to read")),
    ("Standing item of the partnership's meetings", None, ()),
)  # fmt: skip
