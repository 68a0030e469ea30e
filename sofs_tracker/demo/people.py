"""The invented people of Fenshire and Marlshire, what they are to their council, and how they sign in."""

from dataclasses import dataclass, field

from accounts.permissions import Role

PASSWORD = "walk-the-fens"  # noqa: S105 -- of made-up people, on this machine only


@dataclass(frozen=True)
class Member:
    """Somebody who can sign in: name, roles, the post they hold, and how far their role reaches."""

    name: str
    roles: tuple[str, ...]
    post: str = ""
    agency: str = ""
    locality: str = ""
    team: str = ""
    address: str = ""


@dataclass(frozen=True)
class Council:
    """All that is in a council's registers."""

    slug: str
    name: str
    domain: str
    board: str
    steering_group: str
    agencies: tuple[str, ...]
    localities: tuple[str, ...]
    teams: dict[str, str]
    members: tuple[Member, ...]
    named: dict[str, tuple[str, str]]
    bodies: dict[str, str] = field(default_factory=dict)


FENSHIRE = Council(
    slug="fenshire",
    name="Fenshire County Council",
    domain="fenshire.example",
    board="Fenshire Safeguarding Children Board",
    steering_group="Signs of Safety Steering Group",
    agencies=(
        "Fenshire County Council",
        "Fenshire Police",
        "Fenland Health Trust",
        "Harbour Schools Trust",
        "Open Door Fenshire",
    ),
    localities=("North Fens", "Harbour", "City and South"),
    teams={
        "North Fens assessment": "North Fens",
        "North Fens family support": "North Fens",
        "Harbour assessment": "Harbour",
        "Harbour children looked after": "Harbour",
        "City assessment": "City and South",
        "South early help": "City and South",
    },
    members=(
        Member("Priya Nair", (Role.PROJECT_OFFICER,), "Project Officer", address="officer"),
        Member("Martin Sewell", (Role.PROJECT_MANAGER,), "Project Manager", address="manager"),
        Member("Alison Crane", (Role.ADMINISTRATOR,), address="administrator"),
        Member("Joan Petrie", (Role.SUPERLEADER,), "Head of Locality", locality="North Fens", address="superleader"),
        Member("Dilip Rao", (Role.PRACTICE_LEADER,), team="Harbour assessment", address="practice-leader"),
        Member("Siobhan Keane", (Role.TRAINER,), "Training Co-ordinator", address="trainer"),
        Member("Ike Barlow", (Role.DATA_OFFICER,), "Performance Data Lead", address="data"),
        Member("Colin Marsh", (Role.MEMBER,), "Chair of the Steering Group", "Open Door Fenshire", address="member"),
        Member("Grace Ampofo", (Role.VIEWER,), agency="Harbour Schools Trust", address="viewer"),
        Member("Lena Whitcombe", (Role.VIEWER,), "QA Team Manager", address="lead"),
    ),
    named={
        "Ruth Adeyemi": ("Assistant Director", "Fenshire County Council"),
        "Helen Stobart": ("Service Manager", "Fenshire County Council"),
        "Judith Okafor": ("Signs of Safety Consultant", ""),
        "Amara Osei": ("Principal Social Worker", "Fenshire County Council"),
        "Tom Ferris": ("Board Manager", "Fenshire County Council"),
        "Sandra Lyle": ("Policy Officer", "Fenshire Police"),
        "Marek Dolan": ("Systems Lead", "Fenshire County Council"),
        "Nadia Rahman": ("Court Work Lead", "Fenshire County Council"),
        "Gareth Pym": ("Survey Lead", "Fenshire County Council"),
    },
    bodies={
        "Fenshire Safeguarding Children Board": "Tom Ferris",
        "Signs of Safety Steering Group": "Colin Marsh",
        "Project team": "Priya Nair",
        "Business unit": "Tom Ferris",
        "Superleaders": "Joan Petrie",
        "Senior leadership team": "Ruth Adeyemi",
    },
)

MARLSHIRE = Council(
    slug="marlshire",
    name="Marlshire Council",
    domain="marlshire.example",
    board="Marlshire Safeguarding Partnership",
    steering_group="Practice Improvement Group",
    agencies=("Marlshire Council", "Marlshire Constabulary", "Vale Community Health"),
    localities=("Upper Marl", "Lower Marl"),
    teams={"Upper Marl families": "Upper Marl", "Lower Marl families": "Lower Marl"},
    members=(
        Member("Owen Tranter", (Role.PROJECT_OFFICER,), "Improvement Officer", address="officer"),
        Member("Bea Lindqvist", (Role.PROJECT_MANAGER, Role.ADMINISTRATOR), "Improvement Manager", address="manager"),
        Member("Farah Siddiqui", (Role.VIEWER,), "Head of Early Help", address="viewer"),
    ),
    named={
        "Callum Reeve": ("Lead Practitioner", "Marlshire Council"),
        "Vera Holm": ("Partnership Manager", "Vale Community Health"),
    },
    bodies={"Marlshire Safeguarding Partnership": "Vera Holm", "Practice Improvement Group": "Bea Lindqvist"},
)

SIGN_INS: list[tuple[str, str]] = [
    (Role(member.roles[0]).label, f"{member.address}@{council.domain}")
    for council in (FENSHIRE,)
    for member in council.members
    if member.address != "lead"
] + [("Lead of some actions", "lead@fenshire.example"), ("Marlshire, officer", "officer@marlshire.example")]
