"""What alignment tells elsewhere: on the page of an action, and on My work."""

from datetime import date, timedelta
from typing import Any

from django.db.models import F, Q
from django.urls import reverse

from accounts.models import Agency, Authority
from accounts.permissions import Perm
from core.daywords import say_day
from governance import alignment
from governance.models import CoreMessage, Event, PolicyReview
from plans.beside import Line, Section
from plans.models import Action
from plans.wants import FEW, Wanted
from plans.wants import Line as Want

DUE_SOON = timedelta(days=14)


def of_action(action: Action, user: Any) -> Section | None:
    """The section "Communications and alignment" of an action's page. Five queries at most."""
    if not user.has_perm(Perm.VIEW_ALIGNMENT, action.plan.authority):
        return None
    lines = [*_messages(action), *_events(action), *_policies(action)]
    return Section("alignment", "Communications and alignment", lines=lines) if lines else None


def _messages(action: Action) -> list[Line]:
    rows = list(CoreMessage.objects.filter(action=action).order_by("pk"))
    if not rows:
        return []
    used = alignment.used_by(rows)
    total = alignment.open_agencies(action.plan.authority).count()
    return [
        Line(
            "Core message",
            row.title,
            f"Used by {len(used.get(row.pk, ()))} of {total} agenc{'y' if total == 1 else 'ies'}.",
            _url(action.plan.authority, "message", row.pk),
            open=row.withdrawn_on is None and len(used.get(row.pk, ())) < total,
            on=row.issued_on,
        )
        for row in rows
    ]


def _events(action: Action) -> list[Line]:
    rows = Event.objects.filter(action=action).order_by(F("starts_on").asc(nulls_last=True), "pk")
    return [
        Line(
            row.get_kind_display(),
            row.title,
            "Cancelled." if row.cancelled_at else f"{alignment.when(row)}.",
            _url(action.plan.authority, "event", row.pk),
            on=row.starts_on,
        )
        for row in rows
    ]


def _policies(action: Action) -> list[Line]:
    rows = PolicyReview.objects.filter(action=action).order_by("pk")
    return [
        Line(
            row.get_kind_display(),
            row.title,
            f"{alignment.say_state(row)}.",
            _url(action.plan.authority, "policy", row.pk),
            open=row.closed_on is None and row.state != alignment.State.PUBLISHED,
            on=row.published_on,
        )
        for row in rows
    ]


def of_person(authority: Authority, user: Any, on: date) -> list[Wanted]:
    """What alignment wants of this person today: reviews of what they own, messages their agency has not used."""
    if not user.has_perm(Perm.VIEW_ALIGNMENT, authority):
        return []
    due = Q(state__in=alignment.WAITING, next_review_on__lte=on + DUE_SOON) | Q(state=alignment.State.IN_REVIEW)
    rows = PolicyReview.objects.in_authority(authority).filter(due, closed_on=None).select_related("owner")
    found = list(rows.order_by(F("next_review_on").asc(nulls_last=True), "pk"))
    mine = [row for row in found if row.owner and row.owner.user_id == user.pk]
    wanted = [_reviews(authority, mine, on), _to_use(authority, user, on)]
    if user.has_perm(Perm.EDIT_ALIGNMENT, authority):
        late = [row for row in found if row not in mine and alignment.is_overdue(row, on)]
        wanted.append(_overdue(authority, late))
    return [each for each in wanted if each.lines]


def _reviews(authority: Authority, rows: list[PolicyReview], on: date) -> Wanted:
    return Wanted("Policies and forms to review", [_review(authority, row, on) for row in rows])


def _review(authority: Authority, row: PolicyReview, on: date) -> Want:
    url, due = _url(authority, "policy", row.pk), row.next_review_on
    if row.state == alignment.State.IN_REVIEW or due is None:
        said = "In review: say what is to change, or that nothing is."
    else:
        said = f"Review {'was due' if due < on else 'due'} on {say_day(due)}."
    return Want("", row.title, url, said, "Look", url)


def _to_use(authority: Authority, user: Any, on: date) -> Wanted:
    may = user.has_perm(Perm.LOG_MESSAGES, authority)
    agencies = alignment.agencies_of(authority, user, on)
    found = [(agency, row) for agency in agencies for row in alignment.not_used_by(agency, on)]
    return Wanted("Core messages to use", [_use(authority, agency, row, may) for agency, row in found])


def _use(authority: Authority, agency: Agency, row: CoreMessage, may: bool) -> Want:
    url = _url(authority, "message", row.pk)
    by = f" To be used by {say_day(row.use_by)}." if row.use_by else ""
    log = f"{_url(authority, 'message_use', row.pk)}?agency={agency.pk}"
    said = f"{agency} has not used it yet.{by}"
    return Want("", row.title, url, said, "Log a use" if may else "Look", log if may else url)


def _overdue(authority: Authority, rows: list[PolicyReview]) -> Wanted:
    lines = [_waiting(authority, row) for row in rows[:FEW]]
    more_url = f"{_url(authority, 'policies')}?show=overdue"
    return Wanted("Reviews that are overdue", lines, max(0, len(rows) - FEW), more_url)


def _waiting(authority: Authority, row: PolicyReview) -> Want:
    url, due = _url(authority, "policy", row.pk), row.next_review_on
    owner = f"{row.owner} owns it." if row.owner else "Nobody owns it yet."
    return Want("", row.title, url, f"Was due on {say_day(due)}. {owner}" if due else owner, "Look", url)


def _url(authority: Authority, name: str, pk: int | None = None) -> str:
    about = {"authority": authority.slug, **({"pk": pk} if pk else {})}
    return reverse(f"governance:{name}", kwargs=about)
