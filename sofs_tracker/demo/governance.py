"""Fenshire's Steering Group: who sits where, core messages and who used them, events, policies under review."""

from typing import Any

from accounts.models import Agency, Authority, Body, Person
from accounts.services import registers
from governance.models import Seat
from governance.services import bodies, events, messages, policies
from plans.models import Plan
from sofs_tracker.demo.calendar import Calendar
from sofs_tracker.demo.councils import user
from sofs_tracker.demo.past import happened, moment
from sofs_tracker.demo.people import FENSHIRE

ROLE = Seat.Role
COUNCIL, POLICE, HEALTH, SCHOOLS, OPEN_DOOR = FENSHIRE.agencies
NEW = {"Edith Vance": "", "Imran Qazi": HEALTH}
"""People who only sit on bodies, each with the agency they speak for."""

TERMS: tuple[tuple[str, str, str, int, bool, str], ...] = (
    (FENSHIRE.board, "board", "", 3, True, "Watches the high-level priorities and decides what it is asked."),
    (FENSHIRE.steering_group, "steering", FENSHIRE.board, 4, True, "Steers the delivery plan, agency by agency."),
    ("Project team", "project", FENSHIRE.steering_group, 0, False, "Keeps the plan, its meetings and its papers."),
    ("Superleaders", "leadership", "Project team", 0, False, "Take the practice into every service and locality."),
)
SEATS: dict[str, tuple[tuple[str, str], ...]] = {
    FENSHIRE.board: (
        ("Edith Vance", ROLE.CHAIR),
        ("Ruth Adeyemi", ROLE.MEMBER),
        ("Sandra Lyle", ROLE.MEMBER),
        ("Imran Qazi", ROLE.MEMBER),
        ("Tom Ferris", ROLE.SECRETARY),
    ),
    FENSHIRE.steering_group: (
        ("Colin Marsh", ROLE.CHAIR),
        ("Ruth Adeyemi", ROLE.DEPUTY),
        ("Sandra Lyle", ROLE.MEMBER),
        ("Imran Qazi", ROLE.MEMBER),
        ("Grace Ampofo", ROLE.MEMBER),
        ("Martin Sewell", ROLE.MEMBER),
        ("Priya Nair", ROLE.SECRETARY),
        ("Judith Okafor", ROLE.ADVISER),
    ),
    "Project team": (("Martin Sewell", ROLE.CHAIR), ("Priya Nair", ROLE.SECRETARY), ("Siobhan Keane", ROLE.MEMBER)),
    "Superleaders": (("Joan Petrie", ROLE.MEMBER), ("Helen Stobart", ROLE.MEMBER), ("Amara Osei", ROLE.MEMBER)),
}
STANDING = ((FENSHIRE.board, "Progress with Signs of Safety"), ("Senior leadership team", "Signs of Safety: one story"))
MESSAGES: tuple[tuple[str, str, int, int, tuple[tuple[str, str, int], ...]], ...] = (
    (
        "One question for every meeting",
        "Whatever meeting you are in, ask: what is working well for this child, and what are we worried about?",
        150,
        30,
        (
            (COUNCIL, "Staff newsletter, page 1", 140),
            (OPEN_DOOR, "Volunteers’ morning, opening words", 122),
            (POLICE, "Intranet banner for two weeks", 96),
            (SCHOOLS, "Letter to heads and safeguarding leads", 84),
            (COUNCIL, "Posters in the three locality offices", 60),
        ),
    ),
    (
        "Families know the plan as well as we do",
        "A safety plan is only a plan when the family and the people around them can say it in their own words.",
        45,
        -20,
        ((COUNCIL, "All-staff briefing", 33), (OPEN_DOOR, "Website, news page", 12)),
    ),
)
"""Title, words, issued so many days ago, to be used by so many days ago, and the uses with theirs."""

POLICIES: tuple[tuple[str, str, str, str, str, tuple[tuple[str, int, dict[str, Any]], ...]], ...] = (
    (
        "policy", "Supervision policy", COUNCIL, "Amara Osei", "3.5",
        (
            ("in_review", 240, {}),
            ("recommended", 215, {"recommendation": "Replace the checklist with the three questions."}),
            ("adopted", 190, {}),
            ("published", 185, {"url": "https://policies.fenshire.example/supervision"}),
        ),
    ),
    (
        "policy", "Domestic abuse procedure", POLICE, "Sandra Lyle", "3.2",
        (
            ("in_review", 170, {}),
            ("recommended", 140, {"recommendation": "Say who does what by when in the family’s own words."}),
            ("adopted", 100, {}),
            ("published", 75, {"url": "https://policies.fenshire.example/domestic-abuse"}),
        ),
    ),
    (
        "form", "Referral form of the Board", "", "Tom Ferris", "3.1",
        (
            ("in_review", 64, {}),
            ("recommended", 21, {"recommendation": "Ask for strengths before worries; take the tick boxes out."}),
        ),
    ),
    ("form", "Statement for court", COUNCIL, "Nadia Rahman", "3.4", (("in_review", 40, {}),)),
    ("work_flow", "From first call to first visit", COUNCIL, "Marek Dolan", "3.3", ()),
)  # fmt: skip


def build(plan: Plan, calendar: Calendar) -> None:
    """All of it, each thing on its day."""
    _bodies(plan.authority, calendar)
    happened(plan, moment(calendar, 290, 1))
    for title, words, issued, by, uses in MESSAGES:
        _message(plan, calendar, title, words, (issued, by), uses)
    _events(plan, calendar)
    happened(plan, moment(calendar, 200, 2))
    for kind, title, agency, owner, ref, moves in POLICIES:
        _policy(plan, calendar, {"kind": kind, "title": title}, (agency, owner, ref), moves)


def _bodies(authority: Authority, calendar: Calendar) -> None:
    manager = user(FENSHIRE, "manager")
    for name, agency in NEW.items():
        email = f"{name.lower().replace(' ', '.')}@{FENSHIRE.domain}"
        values = {"name": name, "email": email, "agency": _row(Agency, authority, agency)}
        registers.create(register=registers.REGISTERS["people"], authority=authority, values=values, by=manager)
    for name, sphere, above, quorum, needs_chair, purpose in TERMS:
        body = _row(Body, authority, name)
        values = {
            "sphere": sphere, "reports_to": _row(Body, authority, above), "quorum": quorum, "needs_chair": needs_chair,
            "purpose": purpose,
        }  # fmt: skip
        bodies.set_terms(body=body, values=values, version=0, by=manager)
        for person, role in SEATS[name]:
            values = {"person": _row(Person, authority, person), "role": role, "from_on": calendar.starts_on}
            bodies.add_seat(body=body, values=values, by=manager)
    for name, words in STANDING:
        bodies.add_standing_item(body=_row(Body, authority, name), words=words, by=manager)


def _message(plan: Plan, calendar: Calendar, title: str, words: str, days: tuple[int, int], uses: Any) -> None:
    officer, authority = user(FENSHIRE, "officer"), plan.authority
    issued, by = (calendar.ago(day) for day in days)
    values = {
        "title": title, "words": words, "issued_on": issued, "use_by": by, "action": plan.actions.get(ref="C1"),
    }  # fmt: skip
    message = messages.issue_message(authority=authority, values=values, by=officer)
    happened(plan, moment(calendar, days[0], 3))
    for agency, where, ago in uses:
        used = {"agency": _row(Agency, authority, agency), "where": where, "used_on": calendar.ago(ago)}
        messages.log_use(message=message, on=calendar.on, by=officer, **used)
        happened(plan, moment(calendar, ago, 4))


def _events(plan: Plan, calendar: Calendar) -> None:
    officer = user(FENSHIRE, "officer")
    day = {
        "kind": "gathering", "title": "A day to celebrate what we learned",
        "when_words": f"{calendar.month(18)}, to be confirmed", "action": plan.actions.get(ref="C2"),
        "about": "Stories of good work from every agency, told by those who did it.",
    }  # fmt: skip
    events.plan_event(authority=plan.authority, values=day, by=officer)
    launch = {
        "kind": "launch", "title": "Launch of the delivery plan", "starts_on": calendar.ago(280),
        "place": "The Corn Hall", "about": "The Board, the Steering Group and the first superleaders began together.",
    }  # fmt: skip
    held = events.plan_event(authority=plan.authority, values=launch, by=officer)
    shelf: dict[str, Any] = {"event": held, "dated": calendar.ago(280), "by": officer}
    slides = "https://papers.fenshire.example/launch-slides"
    events.add_link(title="Slides of the morning", url=slides, audience="everybody", **shelf)
    notes = b"What the tables said\r\n\r\nMore time for supervision.\r\nOne set of words in every agency.\r\n"
    events.add_file(title="What the tables said", name="tables.txt", data=notes, audience="members", **shelf)


def _policy(plan: Plan, calendar: Calendar, values: dict[str, Any], named: tuple[str, str, str], moves: Any) -> None:
    officer, authority = user(FENSHIRE, "officer"), plan.authority
    agency, owner, ref = named
    values |= {
        "agency": _row(Agency, authority, agency), "owner": _row(Person, authority, owner),
        "action": plan.actions.get(ref=ref), "next_review_on": None if moves else calendar.ago(-40),
    }  # fmt: skip
    policy = policies.list_policy(authority=authority, values=values, by=officer)
    happened(plan, moment(calendar, 260, 5))
    for state, ago, said in moves:
        on = calendar.ago(ago)
        policy = policies.move_on(policy=policy, state=state, version=policy.version, on=on, by=officer, **said)
        happened(plan, moment(calendar, ago, 5))


def _row(model: Any, authority: Authority, name: str) -> Any:
    return model.objects.get(authority=authority, name=name) if name else None
