"""Two councils in which every kind of row exists, built through the services a person uses.

Every text of a council carries its mark, so that a test can look for one council's words in what another sees.
"""

from dataclasses import dataclass, field
from datetime import date, timedelta
from functools import cache
from typing import Any

from django.apps import apps
from django.db import connection
from django.utils import timezone

from accounts.models import Agency, Authority, Body, Locality, Membership, Person, Post, Team, User
from accounts.permissions import Role
from accounts.services import keys
from core import mail
from core.models import Document, GlossaryTerm, HookDelivery, Mail
from core.ratings import Rag
from core.services import hooks
from plans import comparison, plan_files
from plans.models import (
    Action,
    ActionDate,
    DeliveryArea,
    Participation,
    Plan,
    PlanImport,
    Priority,
    Statement,
)
from plans.services import actions, baselines, dates, evidence, feeds, plans, printing, rounds, updates

OURS = ("core", "accounts", "plans")
FILE = b"Ref,What needs to happen,By when,Who leads\n1.1,Leaders learn,March 2030,Board\n"


@dataclass
class Council:
    """One council and a handle on each kind of row in it."""

    authority: Authority
    mark: str
    users: dict[str, User] = field(default_factory=dict)
    rows: dict[str, Any] = field(default_factory=dict)

    def user(self, role: str) -> User:
        """A fresh copy of the user with this role, as a new request would load it."""
        return User.objects.get(pk=self.users[role].pk)


@dataclass(frozen=True)
class Kept:
    """A value a form carries that is no row of its own."""

    words: str


def build(slug: str, mark: str) -> Council:
    """A council with a user for each role, a plan in force, a draft, and one of everything else."""
    authority = Authority.objects.create(slug=slug, name=f"{mark} County", contact_email=f"contact@{slug}.example")
    council = Council(authority, mark)
    for role in Role:
        council.users[role.value] = _user(council, role.value, role.value)
    council.users["lead"] = _user(council, "lead", Role.VIEWER)
    _registers(council)
    _plan(council)
    _import(council)
    rounds_of(council)
    _printed(council)
    systems(council)
    mails(council)
    _over_time(council)
    _feeds(council)
    _quiet(council)
    return council


def _user(council: Council, name: str, role: str) -> User:
    slug = council.authority.slug
    user = User.objects.create(email=f"{name}@{slug}.example", name=f"{council.mark} {name}", password="!")
    Membership.objects.create(user=user, authority=council.authority, role=role)
    return user


def _registers(council: Council) -> None:
    owner, mark = council.authority, council.mark
    lead = Person.objects.create(authority=owner, name=f"{mark} Lead", user=council.users["lead"])
    locality = Locality.objects.create(authority=owner, name=f"{mark} locality")
    council.rows |= {
        "person": lead,
        "post": Post.objects.create(authority=owner, name=f"{mark} post", holder=lead),
        "body": Body.objects.create(authority=owner, name=f"{mark} body", contact=lead),
        "agency": Agency.objects.create(authority=owner, name=f"{mark} agency"),
        "locality": locality,
        "team": Team.objects.create(authority=owner, name=f"{mark} team", locality=locality),
        "term": GlossaryTerm.objects.create(authority=owner, term=f"{mark} term", meaning=f"{mark} meaning"),
        "membership": Membership.objects.get(user=council.users["member"]),
    }


def _plan(council: Council) -> None:
    officer, mark = council.users["project_officer"], council.mark
    today = timezone.localdate()
    values = {"title": f"{mark} plan", "starts_on": today - timedelta(300), "ends_on": today + timedelta(430)}
    plan = plans.create_plan(authority=council.authority, values=values | {"credit": f"{mark} credit"}, by=officer)
    draft = plans.create_plan(authority=council.authority, values=values | {"title": f"{mark} draft"}, by=officer)
    plans.set_state(plan=plan, state=Plan.State.IN_FORCE, by=officer)
    council.rows |= {"plan": Plan.objects.get(pk=plan.pk), "draft": draft} | _parts(plan, mark, officer)
    _actions(council, plan)


def _parts(plan: Plan, mark: str, officer: User) -> dict[str, Any]:
    columns = {"change_needed": f"{mark} change", "by_words": f"{mark} by"}
    columns["title"] = f"{mark} title"
    area, second, old = (
        plans.add_part(plan=plan, model=DeliveryArea, values={"code": code, **columns}, by=officer)
        for code in ("OD1", "OD2", "OD3")
    )
    plans.archive_part(row=old, reason=f"{mark} reason", by=officer)
    priority = plans.add_part(plan=plan, model=Priority, values={"number": 1, **columns}, by=officer)
    sentence = {"kind": "core_principle", "text": f"{mark} sentence", "attribution": f"{mark} chair"}
    statement = plans.add_part(plan=plan, model=Statement, values=sentence, by=officer)
    return {"area": area, "second_area": second, "old_area": old, "priority": priority, "statement": statement}


def _actions(council: Council, plan: Plan) -> None:
    officer, mark, rows = council.users["project_officer"], council.mark, council.rows
    words = actions.Words(
        ref="1.1", title=f"{mark} title", what=f"{mark} what", who=f"{mark} who", monitored_through=f"{mark} watch",
        by_when=f"{mark} report by March {plan.ends_on.year} 21-15 May {plan.ends_on.year}", area=rows["area"],
    )  # fmt: skip
    action = actions.create_action(plan=plan, words=words, by=officer)
    lead = actions.Part(Participation.Part.LEAD, f"{mark} Lead", person=rows["person"])
    actions.set_lead(action=action, part=lead, by=officer)
    gone = actions.create_action(plan=plan, words=actions.Words("1.2", f"{mark} gone", area=rows["area"]), by=officer)
    actions.archive_action(action=gone, reason=f"{mark} reason", by=officer)
    words = actions.Words("1.3", f"{mark} later", by_when="May 2026 June 2026", area=rows["area"])
    later = actions.create_action(plan=plan, words=words, by=officer)
    guess = actions.Part(Participation.Part.LEAD, f"{mark} Lead", queried=True, person=rows["person"])
    actions.set_lead(action=later, part=guess, by=officer)
    done = dates.current(later)[0]
    dates.mark_done(date_row=done, done_on=timezone.localdate(), on=timezone.localdate(), by=officer)
    said = updates.Said(Rag.AMBER, f"{mark} comment", f"{mark} path", f"{mark} help")
    update = updates.update_rag(action=action, said=said, seen=None, by=officer)
    proof = evidence.add_evidence(
        action=action, title=f"{mark} link", url="https://example.org", shows=f"{mark} shows", by=officer
    )
    paper = evidence.add_file(
        action=action, title=f"{mark} file", name=f"{mark}.txt", data=f"{mark} words".encode(), shows="", by=officer
    )
    open_date, queried = dates.current(action)[0], dates.current(action)[-1]
    council.rows |= {
        "action": Action.objects.get(pk=action.pk), "archived": gone, "update": update, "evidence": proof,
        "file": paper,
        "date": open_date, "queried": queried, "later": later, "done": done,
        "guess": Kept(actions.parts_seen(actions.parts_of(later))),
        "moved": Kept(dates.proposed_words(open_date, date(2028, 5, 1), date(2028, 5, 31))),
        "added": Kept(dates.proposed_with(action, date(2028, 5, 3), date(2028, 5, 3))),
    }  # fmt: skip
    manager = council.users["project_manager"]
    rows["baseline"] = baselines.rebaseline(plan=plan, reason=f"{mark} reason", seen=0, by=manager)


def _printed(council: Council) -> None:
    """A PDF of the plan, as the worker leaves it."""
    council.rows["pdf"] = Document.objects.create(
        authority=council.authority, name=f"{council.rows['plan'].slug}.pdf", kind=printing.KIND, sha256="0",
        content=f"%PDF-1.7 {council.mark}".encode(), added_by=council.users["viewer"],
    )  # fmt: skip


def rounds_of(council: Council) -> None:
    """A locked round of last season, an open one with an answer to look at, one planned for the next season."""
    officer, mark, today = council.users["project_officer"], council.mark, timezone.localdate()
    then, days, plan = timezone.now() - timedelta(120), timedelta(13), council.rows["plan"]
    past, now, later = (
        rounds.plan_period(plan=plan, title=f"{mark} {name}", opens_on=first, closes_on=first + days, by=officer)
        for name, first in (("past", then.date()), ("round", today), ("next", today + timedelta(60)))
    )
    rounds.open_round(period=past, on=then.date(), by=officer, at=then)
    rounds.lock_period(period=past, on=then.date() + days, by=council.users["project_manager"], at=then + days)
    now = rounds.open_round(period=now, on=today, by=officer)
    note = {"where_we_are": f"{mark} where", "working_well": f"{mark} well", "worries": f"{mark} worry"}
    rounds.edit_period(period=now, values=note, version=now.version, by=officer)
    said = updates.Said(Rag.GREEN, f"{mark} answer")
    update = updates.update_rag(action=council.rows["later"], said=said, seen=None, by=officer)
    council.rows |= {
        "past": past, "round": now, "next": later, "said": update, "answer": now.answers.get(update=update),
        "ask": now.asks.get(person=council.rows["person"]),
        "asked": now.answers.get(action=council.rows["action"]),
    }  # fmt: skip


def _quiet(council: Council) -> None:
    """An action of which nothing was ever said, and its lead, to whom nobody has written today."""
    words = actions.Words("9.8", f"{council.mark} quiet", area=council.rows["area"])
    officer = council.users["project_officer"]
    action = actions.create_action(plan=council.rows["plan"], words=words, by=officer)
    person = Person.objects.create(
        authority=council.authority, name=f"{council.mark} Quiet", email=f"quiet@{council.authority.slug}.example"
    )
    actions.set_lead(action=action, part=actions.Part(Participation.Part.LEAD, str(person), person=person), by=officer)
    council.rows["quiet"] = person


def mails(council: Council) -> None:
    """A mail that failed and one of which nobody knows."""
    for state in (Mail.State.UNKNOWN, Mail.State.FAILED):
        row = mail.queue(
            key=f"{council.authority.slug} {state}", kind="reminder", to=f"lead@{council.authority.slug}.example",
            subject=f"{council.mark} action overdue", text=f"{council.mark} digest", authority=council.authority,
            person=council.rows["person"],
        )  # fmt: skip
        Mail.objects.filter(pk=row.pk).update(state=state, failure=f"{council.mark} refused")
        council.rows["mail"] = row


def _import(council: Council) -> None:
    officer, mark = council.users["project_officer"], council.mark
    paper = Document.objects.create(
        authority=council.authority, name=f"{mark}.csv", kind="csv", sha256="0", content=FILE, added_by=officer
    )
    parsed = plan_files.read(FILE, name=paper.name).as_json()
    council.rows["import"] = PlanImport.objects.create(
        authority=council.authority, plan=council.rows["plan"], document=paper, by=officer, choices={"round": 1},
        state=PlanImport.State.CHECKED, parsed=parsed,
        changes=comparison.compare(parsed, council.rows["plan"]).as_json(),
    )  # fmt: skip


def _feeds(council: Council) -> None:
    """A calendar address of the officer's, and the key that opens it."""
    officer = council.users["project_officer"]
    feed, key = feeds.make_feed(authority=council.authority, plan=council.rows["plan"], by=officer)
    council.rows |= {"feed": feed, "feed_key": Kept(key)}


def _over_time(council: Council) -> None:
    """A date to be confirmed, and somebody's part."""
    rows, mark = council.rows, council.mark
    rows |= {
        "unknown": ActionDate.objects.create(action=rows["later"], kind="tbc", position=9, source=f"{mark} TBC"),
        "part": rows["action"].participations.get(part="lead"),
    }


def systems(council: Council) -> None:
    """Other systems of this council: one with a key, one that is told and could not be reached."""
    owner, mark, by = council.authority, council.mark, council.users["administrator"]
    expires_at = timezone.now() + timedelta(300)
    key, _ = keys.make_key(authority=owner, name=f"{mark} warehouse", scope="write", expires_at=expires_at, by=by)
    values = {"name": f"{mark} case system", "url": "https://case.example/told", "events": ["rating.changed"]}
    hook = hooks.add(authority=owner, values=values, by=by)
    delivery = HookDelivery.objects.create(
        hook=hook, event="rating.changed", payload={"title": f"{mark} title"}, state=HookDelivery.State.FAILED,
        attempts=6, failure=f"{mark} answered 500.",
    )  # fmt: skip
    council.rows |= {"key": key, "hook": hook, "delivery": delivery}


@cache
def _selects() -> dict[str, str]:
    """The query for all of a table, by the name of its model (the sign-in machinery apart)."""
    models = [model for model in apps.get_models() if model._meta.app_label in OURS]
    return {model.__name__: str(model._base_manager.order_by("pk").values(*_kept(model)).query) for model in models}


def every_row() -> dict[str, list[Any]]:
    """All that is stored, table by table as the database says it, to see whether anything changed."""
    stored = {}
    with connection.cursor() as cursor:
        for name, select in _selects().items():
            cursor.execute(select)
            stored[name] = [tuple(map(bytes_of, row)) for row in cursor.fetchall()]
    return stored


def bytes_of(cell: Any) -> Any:
    """A cell that can be compared: PostgreSQL hands the bytes of a file out as a view of them."""
    return bytes(cell) if isinstance(cell, memoryview) else cell


def _kept(model: Any) -> list[str]:
    return [field.attname for field in model._meta.concrete_fields if field.name != "last_login"]
