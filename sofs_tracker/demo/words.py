"""What Fenshire's plan says beside its actions: statements, priorities, delivery areas, measures."""

from plans.models import Statement

Kind = Statement.Kind
TITLE = "Signs of Safety across Fenshire"
CREDIT = "With thanks to Marlshire Council, whose plan gave this one its shape."
CHAIR = "Colin Marsh, Chair of the Steering Group"
DIRECTOR = "Ruth Adeyemi, Assistant Director"

STATEMENTS: dict[str, tuple[str, tuple[str, ...]]] = {
    Kind.CORE_PRINCIPLE: (
        CHAIR,
        (
            "We are in this for the long run, whoever sits round the table.",
            "We use the tools as they were meant, with skill and with kindness.",
            "We share worries early and carry risk together across agencies.",
            "We get better by looking honestly at our own work, at every level.",
        ),
    ),
    Kind.USING_MEANS: (
        CHAIR,
        (
            "we put the relationship with the family first",
            "we stay curious and doubt our own first answer",
            "we look for solutions with families, not for them",
            "we speak so that anybody can follow",
            "we hold hope and worry in the same hand",
            "we ask children and act on what they tell us",
        ),
    ),
    Kind.VISION_CHILDREN: (
        DIRECTOR,
        (
            "Help came when we needed it",
            "We know why people are involved and what has to change",
            "Our own people are still there when the professionals have gone",
        ),
    ),
    Kind.VISION_PRACTITIONERS: (
        DIRECTOR,
        (
            "My work helps families to keep their children safe",
            "Children come into care only when nothing else will do",
            "I have the time and the team to do this well",
        ),
    ),
    Kind.VISION_PARTNERS: (
        DIRECTOR,
        (
            "What we do early stops things from getting worse",
            "We know when to refer and when to help ourselves",
            "When we refer, somebody answers and tells us what happens next",
        ),
    ),
    Kind.AS_A_RESULT: (
        DIRECTOR,
        (
            "Spend more on early help and less on crisis",
            "Keep good staff, and draw others here",
            "Give children a steady home, with few changes of worker or school",
        ),
    ),
    Kind.MEASURE: (
        "",
        (
            "Referrals per 10,000 children",
            "Share of referrals that lead to no further action",
            "Re-referrals within 12 months",
            "Assessments per 10,000 children",
            "Section 47 enquiries per 10,000 children",
            "Children in need per 10,000",
            "Child protection plans per 10,000",
            "Children looked after per 10,000",
            "Plans open longer than 12 months",
            "Second child protection plans within two years",
            "Safety plans the family made its own",
            "Family network known at assessment",
            "Three or more placements in a year",
            "Same placement for two years",
            "Adoptions and special guardianships",
            "Caseloads within policy",
            "Vacancies, turnover and agency staff",
            "Staff and family surveys",
        ),
    ),
}

PRIORITIES: tuple[tuple[str, str, dict[str, tuple[str, ...]]], ...] = (
    (
        "Sensible about risk",
        "People weigh risk on evidence, not on fear, and say plainly what they are worried about.",
        {
            Kind.TARGET_STATE: (
                "All agencies mean the same thing by risk",
                "Every assessment weighs harm against safety",
            ),
            Kind.FOCUS: (
                "leaders show how to stay calm",
                "danger statements anybody can read",
                "learning from cases that went well",
            ),
            Kind.SUCCESS: ("Plans say what has to change, and by when", "Fewer plans start again within a year"),
        },
    ),
    (
        "Safety plans that families own",
        "The people round a child make the safety plan, and it works on a Saturday night.",
        {
            Kind.TARGET_STATE: ("Networks are found at the start", "Children help to write their own plan"),
            Kind.FOCUS: ("five-day course on family networks", "words and pictures with every child"),
            Kind.SUCCESS: ("Families tell us the plan is theirs", "Plans hold after we have closed"),
        },
    ),
    (
        "One conversation across agencies",
        "Schools, police, health and charities use the same map and the same words.",
        {
            Kind.TARGET_STATE: ("Practice leaders in every agency", "Shared briefings each term"),
            Kind.FOCUS: ("training offered together", "messages that everybody repeats"),
            Kind.SUCCESS: ("Partners bring their own maps to meetings", "Referrals are right the first time"),
        },
    ),
)

AREAS: tuple[tuple[str, str, str, dict[str, tuple[str, ...]]], ...] = (
    (
        "OD1",
        "Leading for learning",
        "Leaders are seen, ask before they tell, and let people try again.",
        {
            Kind.TARGET_STATE: ("Leaders meet practice every month",),
            Kind.FOCUS: ("leaders who ask questions", "superleaders in every locality"),
            Kind.SUCCESS: ("Staff say they are backed when they hold risk",),
        },
    ),
    (
        "OD2",
        "Learning",
        "Learning is part of the day's work; courses are where it starts, not where it ends.",
        {
            Kind.TARGET_STATE: ("A learning habit in every team",),
            Kind.FOCUS: ("foundation, practice leader and network training", "coaching between courses"),
            Kind.SUCCESS: ("New staff trained within six months", "Teams map cases together each fortnight"),
        },
    ),
    (
        "OD3",
        "System alignment",
        "Policies, forms and systems help the work and never stand in its way.",
        {
            Kind.TARGET_STATE: ("One review of forms from door to court",),
            Kind.FOCUS: ("policies, forms and records say the same",),
            Kind.SUCCESS: ("Nobody writes the same thing twice",),
        },
    ),
    (
        "OD4",
        "Insight into practice and impact",
        "We know how well we practise and what difference it makes.",
        {
            Kind.TARGET_STATE: ("Feedback from families each quarter", "A short set of indicators"),
            Kind.FOCUS: ("audit done with the worker", "figures with a story beside them"),
            Kind.SUCCESS: ("What we learn changes what we teach",),
        },
    ),
)
