"""Keeping the newsletter: drafted by a job, edited, signed off by somebody who did not edit it last."""

from datetime import datetime, timedelta
from typing import Any

from django.db import transaction
from django.db.models import Max
from django.utils import timezone

from accounts.models import Authority
from accounts.permissions import Perm
from core import audit, jobs
from core.daywords import say_day
from core.errors import RuleBroken, StaleVersion
from core.models import Job
from governance.anonymity import unconfirmed
from governance.issues import content, facts, letter
from governance.models import BodyTerms, Example, Meeting, Newsletter
from plans.models import Plan

State = Newsletter.State
WORK = "governance.tasks.draft_newsletter"
FIRST_TELLS = timedelta(days=92)
"""How far back the first issue looks: a quarter."""


@transaction.atomic
def ask_draft(*, plan: Plan, meeting: Meeting | None = None, by: Any) -> Job:
    """Ask for the draft of an issue: one for each meeting, or the next number. Asked twice, it is the same job."""
    if meeting is not None and meeting.plan_id != plan.pk:
        raise RuleBroken("This meeting was not about this plan.", "meeting")
    number = next_number(plan.authority)
    key = f"newsletter:meeting:{meeting.pk}" if meeting else f"newsletter:{plan.authority_id}:{number}"
    Job.objects.filter(key=key, state=Job.State.FAILED).delete()
    args = {"plan": plan.pk, "meeting": meeting.pk if meeting else None, "number": number}
    return jobs.ask(work=WORK, key=key, args=args, authority=plan.authority, by=by)


def draft_after(*, meeting: Meeting, by: Any) -> Job | None:
    """Ask for the draft that follows a Steering Group meeting about a plan; after any other meeting there is none."""
    steers = BodyTerms.objects.filter(body=meeting.body_id, sphere=BodyTerms.Sphere.STEERING).exists()
    return ask_draft(plan=meeting.plan, meeting=meeting, by=by) if steers and meeting.plan else None


def draft(*, authority: Authority, args: dict[str, Any], now: datetime, by: Any) -> Newsletter:
    """Write the draft for whoever asked, if they still may. Run again, it finds what it made the first time."""
    plan = Plan.objects.in_authority(authority).visible_to(by).filter(pk=args["plan"]).first()
    if plan is None or not by.has_perm(Perm.EDIT_NEWSLETTERS, authority):
        raise RuleBroken("Whoever asked for this may not draft newsletters any more.")
    meeting = Meeting.objects.in_authority(authority).filter(pk=args["meeting"]).first() if args["meeting"] else None
    with transaction.atomic():
        plan.authority = Authority.objects.select_for_update().get(pk=authority.pk)
        return _made(authority, meeting, args["number"]) or _write(plan, meeting, now, by)


@transaction.atomic
def edit(*, newsletter: Newsletter, values: dict[str, Any], version: int, by: Any) -> list[str]:
    """Change the words of a draft. Whoever does is its editor and cannot sign it off."""
    newsletter = lock(newsletter)
    _refuse_unless_draft(newsletter)
    if newsletter.version != version:
        raise StaleVersion(newsletter)
    _refuse_example(values.get("example"), newsletter)
    if not any(getattr(newsletter, name) != value for name, value in values.items()):
        return []
    changes = {**values, "edited_by": by, "version": newsletter.version + 1}
    return audit.save_changes(newsletter, changes, verb="edited", authority=newsletter.authority, by=by)


@transaction.atomic
def sign_off(*, newsletter: Newsletter, version: int, confirmed: set[str], by: Any) -> None:
    """Say that this issue may be sent, word for word as it was looked at, every warning about it confirmed."""
    newsletter = lock(newsletter)
    _refuse_unless_draft(newsletter)
    if newsletter.edited_by_id == by.pk:
        raise RuleBroken("You edited this issue last. Somebody else signs it off.")
    if newsletter.version != version:
        raise StaleVersion(newsletter)
    _refuse_example(newsletter.example, newsletter)
    if not newsletter.progress.strip():
        raise RuleBroken("There is no progress in brief yet. An issue needs it.")
    left = unconfirmed(content.texts(newsletter), confirmed)
    if left:
        raise RuleBroken("Confirm each warning, or take the words out first.", "confirmed")
    letter.of(newsletter)
    changes = {"state": State.SIGNED_OFF.value, "signed_off_by": by, "signed_off_at": timezone.now()}
    changes["version"] = newsletter.version + 1
    audit.save_changes(newsletter, changes, verb="signed off", authority=newsletter.authority, by=by)


@transaction.atomic
def take_back(*, newsletter: Newsletter, by: Any) -> None:
    """Make a signed-off issue a draft again, to be edited and signed off anew."""
    newsletter = lock(newsletter)
    if newsletter.state != State.SIGNED_OFF:
        raise RuleBroken("Only an issue that is signed off and not sent can be taken back.")
    changes: dict[str, Any] = {"state": State.DRAFT.value, "signed_off_by": None, "signed_off_at": None}
    changes["version"] = newsletter.version + 1
    audit.save_changes(newsletter, changes, verb="took back", authority=newsletter.authority, by=by)


def lock(newsletter: Newsletter) -> Newsletter:
    """The issue as it is now, nobody else changing it meanwhile."""
    rows = Newsletter.objects.select_for_update(of=("self",)).select_related(
        "authority", "example__introduced_by", "plan"
    )
    found: Newsletter = rows.get(pk=newsletter.pk)
    return found


def next_number(authority: Authority) -> int:
    """The number of the next issue of a council."""
    last = Newsletter.objects.in_authority(authority).aggregate(last=Max("number"))["last"]
    return int(last or 0) + 1


def _made(authority: Authority, meeting: Meeting | None, number: int) -> Newsletter | None:
    rows = Newsletter.objects.in_authority(authority)
    found = rows.filter(meeting=meeting) if meeting else rows.filter(number=number)
    made: Newsletter | None = found.first()
    return made


def _write(plan: Plan, meeting: Meeting | None, now: datetime, by: Any) -> Newsletter:
    since = _since(plan, now)
    gathered = facts.gather(plan=plan, since=since, now=now, meeting=meeting)
    example = _unused_example(plan.authority)
    values = {**facts.words(gathered), "title": _title(now), "example": example, "since": since}
    row = Newsletter.objects.create(
        authority=plan.authority, plan=plan, meeting=meeting, number=next_number(plan.authority), facts=gathered,
        edited_by=by if by.kind != by.Kind.SYSTEM else None, **values,
    )  # fmt: skip
    after = {"number": row.number, "since": since.isoformat(), "meeting": str(meeting or "")}
    audit.record("drafted", row, authority=plan.authority, by=by, after=after)
    return row


def _since(plan: Plan, now: datetime) -> datetime:
    """Where the last issue about this plan left off; a quarter ago when there is none."""
    last = plan.newsletters.order_by("-number").first()
    until = (last.facts.get("until") if last else "") or ""
    return datetime.fromisoformat(until) if until else now - FIRST_TELLS


def _unused_example(authority: Authority) -> Example | None:
    """The checked example that has waited longest to be told."""
    waiting = Example.objects.in_authority(authority).filter(state=Example.State.CHECKED, consent=True, issues=None)
    found: Example | None = waiting.order_by("checked_at", "pk").first()
    return found


def _title(now: datetime) -> str:
    return f"Signs of Safety news, {say_day(timezone.localtime(now).date()).partition(' ')[2]}"


def _refuse_unless_draft(newsletter: Newsletter) -> None:
    if newsletter.state == State.SIGNED_OFF:
        raise RuleBroken("This issue is signed off. Take it back to a draft to change it.")
    if newsletter.state == State.SENT:
        raise RuleBroken("This issue was sent. It stays as it is.")


def _refuse_example(example: Example | None, newsletter: Newsletter) -> None:
    if example is None:
        return
    if example.authority_id != newsletter.authority_id or example.state != Example.State.CHECKED:
        raise RuleBroken("Choose an example that was checked.", "example")
    if not example.consent:
        raise RuleBroken("Those who did the work did not agree to this example being told.", "example")
