"""The councils that browser tests look at: with a year behind it, stuffed to the brim, with bare plans, with none."""

from typing import Any
from urllib.parse import urlsplit

from django.contrib.auth.hashers import make_password
from django.db.models import F
from django.utils import timezone

from accounts.models import Agency, Authority, Body, Locality, Membership, Person, Post, Team, User
from accounts.permissions import Role
from accounts.services import invitations, reminders
from core.models import GlossaryTerm, OutboxMail
from plans.models import Action, ActionDate, DeliveryArea, Plan, Priority
from plans.rounds import asked_for
from plans.services import actions, plans
from plans.services.reminders import say_token
from sofs_tracker.demo import fenshire
from sofs_tracker.demo.calendar import Calendar
from sofs_tracker.demo.councils import set_up
from sofs_tracker.demo.people import FENSHIRE
from tests.accounts.second_step import with_app, with_passkey
from tests.browser.hands import PASSWORD
from tests.browser.looking import asking, papers, stuffing
from tests.world import Council, build, mails, systems

LINK = "https://sofs.fenshire.example/accounts/login/"
TYPICAL, FULL, EMPTY, BLANK = "typical", "full", "empty", "blank"


def make() -> dict[str, Council]:
    """All four, by the state of their pages."""
    councils = {TYPICAL: _typical(), FULL: _full(), EMPTY: _empty(), BLANK: _blank()}
    for council in councils.values():
        _people(council)
    for name in (TYPICAL, FULL):
        papers.add(councils[name])
        asking.add(councils[name])
    systems(councils[TYPICAL])
    mails(councils[TYPICAL])
    _odd_ones(councils)
    return councils


def _typical() -> Council:
    """Fenshire as in the demo, with a handle on one row of each kind."""
    authority = set_up(FENSHIRE, by=User.objects.system())
    plan = fenshire.build(authority, Calendar(timezone.localdate()))
    council = Council(authority, "Fen")
    for member in FENSHIRE.members:
        name = "lead" if member.address == "lead" else member.roles[0]
        council.users[str(name)] = User.objects.get(email=f"{member.address}@{FENSHIRE.domain}")
    draft = Plan.objects.get(authority=authority, state=Plan.State.DRAFT)
    council.rows = {"plan": plan, "draft": draft, **_registers(authority), **_parts(plan)}
    return council


def _registers(authority: Authority) -> dict[str, Any]:
    models = {"person": Person, "post": Post, "body": Body, "agency": Agency, "locality": Locality, "team": Team}
    found = {name: model.objects.in_authority(authority).order_by("pk").first() for name, model in models.items()}
    member = Membership.objects.filter(authority=authority, role=Role.MEMBER).order_by("pk").first()
    term = GlossaryTerm.objects.in_authority(authority).order_by("pk").first()
    return {**found, "membership": member, "term": term}


def _parts(plan: Plan) -> dict[str, Any]:
    live = plan.actions.live().order_by("pk")
    action = live.filter(queried__gt=0, latest__isnull=False).first() or live.filter(latest__isnull=False)[0]
    queried = live.filter(dates__queried=True)[0]
    evidence = Action.objects.filter(plan=plan, evidence__isnull=False)[0]
    return {
        "action": action,
        "update": action.latest,
        "date": ActionDate.objects.filter(
            action__in=live, kind="due", queried=False, done_on=None, end=F("action__due_on")
        )[0],
        "queried": queried.dates.filter(queried=True)[0],
        "unknown": ActionDate.objects.filter(action__in=live, kind="tbc", removed_at=None).order_by("pk")[0],
        "evidence": evidence.evidence.all()[0],
        "area": plan.deliveryareas.order_by("position")[0],
        "priority": plan.prioritys.order_by("number")[0],
        "statement": plan.statements.order_by("pk")[0],
    }


def _full() -> Council:
    council = build("marlshire", "Marl")
    stuffing.stuff(council)
    return council


def _empty() -> Council:
    """A council that has just been set up. Its plan has no parts, and its draft one action of which nothing is said."""
    authority = Authority.objects.create(
        slug="newshire", name="Newshire Council", contact_email="help@newshire.example"
    )
    council = Council(authority, "New")
    officer = council.users["project_officer"] = _user(council, Role.PROJECT_OFFICER)
    plan = plans.create_plan(authority=authority, values={"title": "First plan"}, by=officer)
    bare = plans.create_plan(authority=authority, values={"title": "Bare plan"}, by=officer)
    area = plans.add_part(plan=bare, model=DeliveryArea, values={"code": "OD1", "title": "Learning"}, by=officer)
    priority = plans.add_part(plan=bare, model=Priority, values={"number": 1, "title": "Families first"}, by=officer)
    words = actions.Words(ref="1.1", title="Train new staff", what="Train new staff", area=area)
    action = actions.create_action(plan=bare, words=words, by=officer)
    council.rows = {"plan": plan, "bare": bare, "action": action, "area": area, "priority": priority}
    return council


def _blank() -> Council:
    """A council without any plan."""
    return Council(Authority.objects.create(slug="blankshire", name="Blankshire Council"), "Blank")


def _people(council: Council) -> None:
    """One user for each role, a lead, and one who runs the installation."""
    for role in Role:
        if role.value not in council.users:
            council.users[role.value] = _user(council, role.value)
    if "lead" not in council.users:
        council.users["lead"] = _user(council, Role.VIEWER, "lead")
    staff = council.users["staff"] = _user(council, Role.ADMINISTRATOR, "staff")
    User.objects.filter(pk=staff.pk).update(is_staff=True)


def _odd_ones(councils: dict[str, Council]) -> None:
    """Somebody with a part in two councils, somebody with none, somebody just invited, somebody with a second step."""
    both = _user(councils[TYPICAL], Role.VIEWER, "both")
    Membership.objects.create(user=both, authority=councils[FULL].authority, role=Role.VIEWER)
    councils[TYPICAL].users["both"] = both
    safe = councils[TYPICAL].users["safe"] = with_app(_user(councils[TYPICAL], Role.VIEWER, "safe"))
    councils[TYPICAL].rows["passkey"] = with_passkey(safe)
    User.objects.filter(pk=safe.pk).update(password=make_password(PASSWORD))
    safe.refresh_from_db()
    invited = _user(councils[TYPICAL], Role.VIEWER, "invited")
    link = reminders.url(councils[TYPICAL].rows["person"])
    councils[TYPICAL].rows["reminders_path"] = urlsplit(link).path
    councils[TYPICAL].rows["say_path"] = _say_path(councils[TYPICAL])
    councils[TYPICAL].rows["set_password_path"] = urlsplit(invitations.set_password_link(invited)).path
    OutboxMail.objects.create(to="wren@fenshire.example", subject="Your sign-in code", body=f"Use ABC-123.\n{LINK}")
    nobody = User.objects.create(email="nobody@fenshire.example", name="Noor Nobody", password="!")
    councils[EMPTY].users["nobody"] = nobody


def _say_path(council: Council) -> str:
    """The link by which the lead of an action says how it stands."""
    live = council.rows["plan"].actions.live().exclude(rag="complete").exclude(latest=None)
    action, person = next((action, person) for action in live if (person := asked_for([action])[action.pk]))
    return f"/{council.authority.slug}/say/{say_token(action, person)}/"


def _user(council: Council, role: str, name: str = "") -> User:
    slug = council.authority.slug
    user = User.objects.create(email=f"{name or role}@looks.{slug}.example", name=f"Ada {name or role}", password="!")
    Membership.objects.create(user=user, authority=council.authority, role=role)
    return user
