"""What a reporting period was: every action as it stood and what was said of it, as plain data that can be frozen.

VERSION names the shape. A locked period keeps the shape it was locked with; who reads an old one asks its `version`.
"""

from datetime import date, datetime
from typing import Any

from django.db.models import F

from core.ratings import RATINGS, Rag
from plans import rounds, rules, trajectory
from plans.models import Action, Answer, RagUpdate, ReportingPeriod
from plans.rows import dates_of, with_lead_name

VERSION = 1
NO_ANSWER, NOT_ASKED = "no_answer", "not_asked"
ANSWERS = {
    Answer.State.ANSWERED: "answered",
    Answer.State.ACCEPTED: "accepted",
    Answer.State.SENT_BACK: "sent_back",
    Answer.State.WAITING: "not_confirmed",
}


def of_period(period: ReportingPeriod, *, on: date, at: datetime) -> dict[str, Any]:
    """The whole period as it is at this moment. Every value is plain JSON."""
    rows = rounds.rows(period, on=on)
    done = rounds.progress(rows)
    lines = _actions(period, {row.action_id: row for row in rows}, on)
    tracked = [line for line in lines if line["kind"] == Action.Kind.DELIVERY]
    return {
        "version": VERSION,
        "as_at": at.isoformat(),
        "plan": {"slug": period.plan.slug, "title": period.plan.title},
        "period": {
            "slug": period.slug,
            "title": period.title,
            "opens_on": period.opens_on.isoformat(),
            "closes_on": period.closes_on.isoformat(),
        },
        "note": {name: getattr(period, name) for name in ("where_we_are", "working_well", "worries")},
        "answered": done.done,
        "asked": done.total,
        "ratings": {rag.value: sum(line["rag"] == rag for line in tracked) for rag in Rag},
        "overdue": sum(line["days_overdue"] > 0 for line in tracked),
        "actions": lines,
        "trajectory": _trajectory(period, on),
    }


def _actions(period: ReportingPeriod, said: dict[int, rounds.Row], on: date) -> list[dict[str, Any]]:
    order = (F("area__position").asc(nulls_last=True), "position", "pk")
    actions = with_lead_name(period.plan.actions.live()).select_related("area", "latest").order_by(*order)
    found = list(actions)
    found.sort(key=lambda action: action.kind != Action.Kind.DELIVERY)
    days, at_close = dates_of([action.pk for action in found]), _ratings_at_close(period)
    return [
        _action(action, said.get(action.pk), days[action.pk], at_close.get(action.pk, action.rag), period, on)
        for action in found
    ]


def _ratings_at_close(period: ReportingPeriod) -> dict[int, str]:
    """The rating of each action that was rated after the round closed, before that. One query."""
    if period.closed_at is None:
        return {}
    later = RagUpdate.objects.filter(action__plan=period.plan_id, at__gt=period.closed_at, withdraws=None)
    others = later.exclude(period=period).order_by("-at", "-pk")
    return dict(others.values_list("action_id", "rag_before"))


def _action(
    action: Any, row: rounds.Row | None, days: list[Any], rag_then: str, period: ReportingPeriod, on: date
) -> dict[str, Any]:
    said = row if row is not None and row.update_id else None
    rag = said.update_rag if said else rag_then
    return {
        "ref": action.ref,
        "title": action.title,
        "kind": action.kind,
        "area": str(action.area) if action.area else "",
        "lead": action.lead_name or "",
        "rag": rag,
        "rag_words": RATINGS[Rag(rag)].word,
        "rag_before": said.before if said else rag,
        "direction": said.direction if said else "",
        "answer": ANSWERS[Answer.State(said.state)] if said else NO_ANSWER if row else NOT_ASKED,
        "question": row.question if row else "",
        "comment": said.comment if said else "",
        "path_to_green": said.path_to_green if said else "",
        "help_wanted": said.help_wanted if said else "",
        "said_by": said.said_by if said else "",
        "said_at": said.said_at.isoformat() if said and said.said_at else None,
        "by_when": action.by_when,
        "due_on": action.due_on.isoformat() if action.due_on else None,
        "days_overdue": rules.days_overdue(action.due_on, on=on, tracked=period.plan.is_tracked),
        "dates": [_date(day) for day in days],
    }


def _date(day: Any) -> dict[str, Any]:
    return {
        "kind": day.kind,
        "label": day.label,
        "words": day.source,
        "queried": day.queried,
        **{name: value.isoformat() if (value := getattr(day, name)) else None for name in ("start", "end", "done_on")},
    }


def _trajectory(period: ReportingPeriod, on: date) -> dict[str, Any]:
    told = trajectory.of_plan(period.plan, on=on)
    return {
        "sentence": told.sentence,
        "months": [month.isoformat() for month in told.months],
        "baseline": list(told.baseline),
        "forecast": list(told.forecast),
        "done": list(told.done),
        "due": told.due,
        "due_done": told.due_done,
        "overdue": told.overdue,
    }
