"""More of everything than a page was drawn for: long words, long lists, many people."""

from datetime import timedelta
from itertools import cycle
from typing import Any

from django.utils import timezone

from accounts.models import Membership, Person, Post, User
from accounts.permissions import Role
from core.models import GlossaryTerm
from core.ratings import Rag
from plans.models import Action, ActionDate, DeliveryArea, Evidence, Participation, RagUpdate, Statement
from plans.services import plans, updates
from tests.world import Council

UNBROKEN = "Multi-agency-safeguarding-and-family-network-meeting-preparation-checklist_v12_final_(2)"
SENTENCE = "Every practitioner, supervisor and partner in the county learns to map a case together with the family. "
LONG = f"{SENTENCE * 4}{UNBROKEN}. {SENTENCE * 4}\n\nSecond paragraph: {SENTENCE}"
ROWS = 270
LINES = 310


def stuff(council: Council) -> None:
    """Fill the plan, its one action, the registers, the people and the glossary."""
    plan, officer = council.rows["plan"], council.users["project_officer"]
    areas = [_area(plan, number, officer) for number in range(12, 17)]
    council.rows["long_area"] = areas[0]
    _statements(plan, council.rows["area"], council.rows["priority"])
    _actions(council, areas)
    _one_action(council)
    _registers(council)


def _area(plan: Any, number: int, by: Any) -> Any:
    values = {"code": f"OD{number}", "title": f"{SENTENCE[:90]} {UNBROKEN}", "change_needed": LONG}
    return plans.add_part(plan=plan, model=DeliveryArea, values=values, by=by)


def _statements(plan: Any, area: Any, priority: Any) -> None:
    places: list[dict[str, Any]] = [{}, {"area": area}, {"priority": priority}]
    same = {"plan": plan, "text": LONG[:500], "attribution": UNBROKEN}
    Statement.objects.bulk_create(
        Statement(kind=kind, position=position, **same, **place)
        for position, kind in enumerate(Statement.Kind.values * 4)
        for place in places
    )


def _actions(council: Council, areas: list[Any]) -> None:
    """A page and more of rows with every rating, dates that are late, queried or open, and leads of every length."""
    plan, officer, now = council.rows["plan"], council.users["project_officer"], timezone.now()
    rags, places = cycle(Rag), cycle([*areas, None])
    rows = [
        Action(
            plan=plan, area=area, position=number, ref=f"{number}.{number}" if area else f"C{number}", rag=next(rags),
            kind="delivery" if area else "communication", title=f"{number} {SENTENCE}{UNBROKEN}", what=SENTENCE,
            by_when=SENTENCE, who=UNBROKEN, monitored_through=SENTENCE, has_lead=number % 4 > 0, queried=number % 3,
            priority=council.rows["priority"] if number % 9 == 0 else None,
            due_on=timezone.localdate() + timedelta(number - 90), search_words=f"{number} {SENTENCE.lower()}",
        )
        for number, area in zip(range(2, ROWS + 2), places, strict=False)
    ]  # fmt: skip
    Action.objects.bulk_create(rows)
    _histories(rows, rags, officer, now)
    Participation.objects.bulk_create(
        Participation(action=row, part="lead", words=f"{UNBROKEN} and {SENTENCE}") for row in rows if row.has_lead
    )
    ActionDate.objects.bulk_create(
        ActionDate(action=row, kind="due", start=row.due_on, end=row.due_on, precision="day", source="by then")
        for row in rows
    )


def _histories(rows: list[Action], rags: Any, officer: Any, now: Any) -> None:
    """Three of four have been rated, some lately and some long ago, some better and some worse."""
    said = [
        RagUpdate(
            action=row, rag=row.rag, rag_before=next(rags), comment=SENTENCE, by=officer,
            at=now - timedelta(days=row.position % 100, minutes=1),
        )
        for row in rows
        if row.position % 4
    ]  # fmt: skip
    for update in RagUpdate.objects.bulk_create(said):
        update.action.latest = update
    Action.objects.bulk_update([row for row in rows if row.latest], ["latest"])


def _one_action(council: Council) -> None:
    """The action with the longest words, a dozen dates, many links and a long history."""
    action, officer, today = council.rows["action"], council.users["project_officer"], timezone.localdate()
    Action.objects.filter(pk=action.pk).update(
        title=f"{SENTENCE}{UNBROKEN}", what=LONG, by_when=LONG, who=LONG, monitored_through=LONG
    )
    days = cycle(["due", "event", "review", "tbc", "recurring"])
    for number, kind in zip(range(12), days, strict=False):
        day = today + timedelta(30 * (number - 6)) if kind != "tbc" else None
        ActionDate.objects.create(
            action=action, position=10 + number, kind=kind, start=day, end=day, precision="day" if day else "",
            label=UNBROKEN, source=SENTENCE, queried=number % 4 == 0, reason="Two years fit" * (number % 4 == 0),
            done_on=day if number < 2 and day else None, every={"months": 3} if kind == "recurring" else None,
        )  # fmt: skip
    Evidence.objects.bulk_create(
        Evidence(action=action, title=UNBROKEN, url=f"https://example.org/{number}", shows=SENTENCE, added_by=officer)
        for number in range(12)
    )
    seen = council.rows["update"].pk
    for rag, _ in zip(cycle(list(Rag)[1:]), range(40), strict=False):
        said = updates.Said(rag, LONG[:900], SENTENCE, SENTENCE)
        seen = updates.update_rag(action=action, said=said, seen=seen, by=officer).pk
    council.rows["update"] = RagUpdate.objects.get(pk=seen)
    council.rows["action"] = Action.objects.get(pk=action.pk)


def _registers(council: Council) -> None:
    owner, today = council.authority, timezone.localdate()
    Post.objects.bulk_create(
        Post(authority=owner, name=f"{number} {SENTENCE[:80]}", closed_on=today if number % 5 == 0 else None)
        for number in range(LINES)
    )
    council.rows["closed_post"] = Post.objects.filter(authority=owner, closed_on=today)[0]
    Person.objects.bulk_create(Person(authority=owner, name=f"{number} {UNBROKEN}") for number in range(60))
    GlossaryTerm.objects.bulk_create(
        GlossaryTerm(authority=owner, term=f"{number} {UNBROKEN[:50]}", meaning=SENTENCE * 3) for number in range(60)
    )
    people = User.objects.bulk_create(
        User(email=f"{number}.{UNBROKEN[:40]}@marlshire.example", name=f"{number} {UNBROKEN[:60]}", password="!")
        for number in range(40)
    )
    roles = cycle(Role)
    Membership.objects.bulk_create(Membership(user=user, authority=owner, role=next(roles)) for user in people)
