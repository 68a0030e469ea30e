"""What an issue is drafted from: ratings that changed, what is off track or overdue, and what was decided."""

from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import Any

from django.utils import timezone

from core.daywords import say_day
from core.ratings import RATINGS, Rag
from governance.models import Decision, Meeting
from plans.changes import whole
from plans.changes.net import ActionChanges
from plans.models import Action, Plan
from plans.rules import Direction, days_overdue

SCHEMA = 1
MOST = 12
"""How many lines of one kind a draft begins with. A newsletter tells the most important; the plan tells all."""


def gather(*, plan: Plan, since: datetime, now: datetime, meeting: Meeting | None) -> dict[str, Any]:
    """The facts since a moment, as plain values that are kept with the issue and never change."""
    changes = whole.of_plan(plan, since, now)
    rated = [_rated(each) for each in changes.actions if each.rating and each.state != "archived"]
    return {
        "schema": SCHEMA,
        "plan": plan.title,
        "since": since.isoformat(),
        "until": now.isoformat(),
        "meeting": str(meeting) if meeting else "",
        "sentence": " ".join(part for part in (whole.sentence(changes), whole.beside(changes)) if part),
        "rated": rated,
        "red": _red(plan, {line["ref"] for line in rated}),
        "overdue": _overdue(plan, now),
        "decisions": _decisions(plan, since, now),
    }


def words(facts: Mapping[str, Any]) -> dict[str, str]:
    """The first words of an issue: progress, achievements, things to work on. An editor goes on from there."""
    better = [line for line in facts["rated"] if line["after"] == Rag.COMPLETE or line["direction"] == Direction.BETTER]
    better.sort(key=lambda line: line["after"] != Rag.COMPLETE)
    worse = [line for line in facts["rated"] if line["direction"] == Direction.WORSE or _off_at_first(line)]
    told = {line["ref"] for line in worse}
    work = [_said(line) for line in worse] + [f"{_named(line)} is still off track." for line in facts["red"]]
    work += [_late(line) for line in facts["overdue"] if line["ref"] not in told]
    return {
        "progress": "\n".join(_progress(facts)),
        "achievements": "\n".join(_said(line) for line in better[:MOST]),
        "to_work_on": "\n".join(work[:MOST]),
    }


def _progress(facts: Mapping[str, Any]) -> Iterable[str]:
    day = say_day(timezone.localtime(datetime.fromisoformat(facts["since"])).date())
    sentence = facts["sentence"]
    yield f"Since {day}: {sentence[:1].lower()}{sentence[1:]}"
    for line in facts["decisions"]:
        yield f"{line['number']}, decided at {line['meeting']}: {line['text']}"


def _rated(each: ActionChanges) -> dict[str, Any]:
    rating = each.rating
    assert rating is not None  # noqa: S101 -- the caller picked those with one
    named = {"ref": each.action.ref, "title": each.action.title or each.action.what}
    how = {"before": rating.before, "after": rating.after, "direction": str(rating.direction), "words": rating.words}
    return {**named, **how}


def _red(plan: Plan, told: set[str]) -> list[dict[str, Any]]:
    """Off track, and not because of a change that is told anyway."""
    rows = plan.actions.live().filter(rag=Rag.RED).exclude(ref__in=told).order_by("position", "pk")
    return [{"ref": row.ref, "title": _title(row)} for row in rows]


def _overdue(plan: Plan, now: datetime) -> list[dict[str, Any]]:
    on = timezone.localtime(now).date()
    rows = plan.actions.live().exclude(rag__in=(Rag.COMPLETE, Rag.RED)).filter(due_on__lt=on).order_by("due_on", "pk")
    return [
        {"ref": row.ref, "title": _title(row), "due": row.due_on.isoformat(), "days": days}
        for row in rows
        if (days := days_overdue(row.due_on, on=on, tracked=plan.is_tracked)) > 0
    ]


def _decisions(plan: Plan, since: datetime, now: datetime) -> list[dict[str, Any]]:
    rows = Decision.objects.in_authority(plan.authority).filter(meeting__plan=plan, at__gte=since, at__lte=now)
    rows = rows.filter(replaced_by=None).select_related("meeting").order_by("number")
    return [{"number": str(row), "text": row.text, "meeting": str(row.meeting)} for row in rows]


def _off_at_first(line: Mapping[str, Any]) -> bool:
    """Rated for the first time, and off track at once."""
    return bool(line["direction"] == Direction.NEW and line["after"] == Rag.RED)


def _title(action: Action) -> str:
    return action.title or action.what


def _named(line: Mapping[str, Any]) -> str:
    return f"{line['ref']} {' '.join(line['title'].split())}"


def _said(line: Mapping[str, Any]) -> str:
    now, was = RATINGS[line["after"]].word, RATINGS[line["before"]].word.lower()
    said = " ".join(line["words"].split())
    return f"{_named(line)}: {now.lower()}, was {was}.{f' {said}' if said else ''}"


def _late(line: Mapping[str, Any]) -> str:
    days = line["days"]
    return f"{_named(line)} is {days} day{'' if days == 1 else 's'} overdue."
