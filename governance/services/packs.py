"""Packs: asked for, compiled by the worker, worded by the officer, approved, published and frozen, corrected."""

import hashlib
import io
from collections.abc import Mapping
from datetime import date, datetime
from typing import Any

from django.conf import settings
from django.db import transaction
from django.utils import timezone

from accounts.permissions import Perm
from core import audit, jobs
from core.dates import add_working_days
from core.daywords import say_day, say_moment
from core.errors import RuleBroken, StaleVersion
from core.models import Document, Job
from governance import packs, quorum
from governance.models import Meeting, Pack
from governance.packs import docx_file, pdf
from governance.packs.gathering import title_of
from plans.models import Plan

COMPILE, PUBLISH = "governance.tasks.compile_pack", "governance.tasks.publish_pack"
OPEN = (Pack.State.COMPILING, Pack.State.DRAFT, Pack.State.APPROVED)
LONGEST = 5_000


@transaction.atomic
def ask_pack(*, meeting: Meeting, by: Any, reason: str = "") -> Pack:
    """Ask for the pack of a meeting. While a draft is open it is compiled again; after publishing, a correction.

    A correction needs its `reason`. The officer's words stay with a draft that is compiled again.
    """
    meeting = (
        Meeting.objects.select_for_update(of=("self",)).select_related("plan", "body", "authority").get(pk=meeting.pk)
    )
    if meeting.plan is None:
        raise RuleBroken("This meeting is about no plan. Choose its plan first.", "plan")
    if meeting.state == Meeting.State.CANCELLED:
        raise RuleBroken("This meeting is cancelled.")
    newest = Pack.objects.filter(meeting=meeting, kind=Pack.Kind.STEERING).order_by("-number").first()
    if newest is not None and newest.state in OPEN:
        return again(pack=newest, by=by)
    if newest is not None and not reason.strip():
        raise RuleBroken("Say why there is a further version.", "reason")
    pack: Pack = Pack.objects.create(
        authority=meeting.authority, kind=Pack.Kind.STEERING, plan=meeting.plan, meeting=meeting, asked_by=by,
        title=title_of(meeting), number=newest.number + 1 if newest else 1, reason=reason.strip(),
        words=dict(newest.words) if newest else {},
    )  # fmt: skip
    audit.record("asked for", pack, authority=pack.authority, by=by, after={"reason": pack.reason})
    ask_job(pack, COMPILE, by)
    return pack


@transaction.atomic
def ask_report(*, plan: Plan, kind: str, title: str, filters: Mapping[str, Any], by: Any) -> Pack:
    """Ask for a report on a plan: to the Board, to the national programme, or of some of its actions."""
    pack: Pack = Pack.objects.create(
        authority=plan.authority, kind=kind, plan=plan, title=title, filters=dict(filters), asked_by=by
    )
    audit.record("asked for", pack, authority=pack.authority, by=by, after={"kind": kind})
    ask_job(pack, COMPILE, by)
    return pack


@transaction.atomic
def again(*, pack: Pack, by: Any) -> Pack:
    """Compile a draft once more from the plan of today; its words stay, an approval goes."""
    pack = lock(pack)
    _refuse_published(pack)
    if pack.state == Pack.State.COMPILING and _runs(pack):
        return pack
    changes = {"state": Pack.State.COMPILING, "version": pack.version + 1, "approved_by": None, "approved_at": None}
    _save(pack, {**changes, "asked_by": by})
    audit.record("asked again for", pack, authority=pack.authority, by=by)
    ask_job(pack, COMPILE, by)
    return pack


def ask_due(*, authority: Any, on: date, by: Any) -> int:
    """Ask for the pack of each meeting that is as near as papers are wanted and has none. Returns how many."""
    ahead = Meeting.objects.in_authority(authority).filter(plan__isnull=False, packs=None, starts_at__isnull=False)
    ahead = ahead.filter(state__in=(Meeting.State.PLANNED, Meeting.State.PUBLISHED)).select_related("plan")
    due = [meeting for meeting in ahead if papers_day(meeting) <= on <= timezone.localtime(meeting.starts_at).date()]
    for meeting in due:
        ask_pack(meeting=meeting, by=by)
    return len(due)


def compile_pack(*, pack_id: int, version: int, authority: Any, on: date, at: datetime, by: Any) -> None:
    """Gather a pack for whoever asked, if they may still; done twice, the second changes nothing."""
    pack = (
        Pack.objects.in_authority(authority).select_related("meeting__body", "meeting__plan__authority").get(pk=pack_id)
    )
    if not by.has_perm(Perm.EDIT_PACKS, authority):
        raise RuleBroken("Whoever asked for this pack may not compile packs any more.")
    if pack.state != Pack.State.COMPILING or pack.version != version:
        return
    data = gathered(pack, on=on, at=at)
    waits = Pack.objects.filter(pk=pack.pk, state=Pack.State.COMPILING, version=version)
    waits.update(data=data, as_at=at, state=Pack.State.DRAFT, version=version + 1, changed_at=timezone.now())


def gathered(pack: Pack, *, on: date, at: datetime) -> dict[str, Any]:
    """What a pack says now, with the number and reason of its version."""
    said = packs.gather(pack.meeting, on, at) if pack.meeting else packs.gather_report(pack, on, at)
    return {**said, "number": pack.number, "reason": pack.reason}


@transaction.atomic
def edit_words(*, pack: Pack, words: Mapping[str, str], version: int, by: Any) -> bool:
    """Change the words of a draft, by their places. Figures are nobody's to edit. An approval goes with a change."""
    pack = lock(pack)
    _refuse_published(pack)
    if pack.data is None or pack.state == Pack.State.COMPILING:
        raise RuleBroken("The pack is being compiled. Its words can be edited when it is ready.")
    if pack.version != version:
        raise StaleVersion(pack)
    places = packs.slots(pack.data)
    unknown = set(words) - set(places)
    if unknown or any(len(each) > LONGEST for each in words.values()):
        raise RuleBroken(f"Each text must be {LONGEST} characters or fewer, in a place that the pack has.")
    fresh = {**pack.words, **{name: said for name, said in words.items() if said != _now(pack, places, name)}}
    if fresh == pack.words:
        return False
    before = {name: pack.words.get(name, "") for name in fresh if fresh[name] != pack.words.get(name)}
    state = {"state": Pack.State.DRAFT, "approved_by": None, "approved_at": None}
    _save(pack, {"words": fresh, "version": pack.version + 1, **state})
    after = {name: fresh[name] for name in before}
    audit.record("edited the words of", pack, authority=pack.authority, by=by, before=before, after=after)
    return True


def _now(pack: Pack, places: Mapping[str, Any], name: str) -> str:
    said: str = pack.words.get(name, places[name]["text"])
    return said


@transaction.atomic
def approve(*, pack: Pack, version: int, at: datetime, by: Any) -> None:
    """Approve a draft as it stands: a manager, or the chair of the body whose meeting it is for."""
    pack = lock(pack)
    if not may_approve(pack, by):
        raise RuleBroken("Only a manager or the chair of the meeting approves a pack.")
    if pack.version != version:
        raise StaleVersion(pack)
    if pack.state != Pack.State.DRAFT:
        raise RuleBroken(f"This pack is {pack.get_state_display().lower()}. Only a draft can be approved.")
    _save(pack, {"state": Pack.State.APPROVED, "approved_by": by, "approved_at": at, "version": pack.version + 1})
    audit.record("approved", pack, authority=pack.authority, by=by)


@transaction.atomic
def ask_publish(*, pack: Pack, late_reason: str, on: date, by: Any) -> Job:
    """Ask the worker to freeze and publish an approved pack. Papers later than the days agreed need a reason."""
    pack = lock(pack)
    if pack.state != Pack.State.APPROVED:
        raise RuleBroken("The pack is published once it is approved.")
    if is_late(pack, on) and not late_reason.strip():
        raise RuleBroken(f"These papers are late: they were due by {say_day(due_day(pack))}. Say why.", "late_reason")
    _save(pack, {"late_reason": late_reason.strip() if is_late(pack, on) else ""})
    return ask_job(pack, PUBLISH, by)


def publish(*, pack_id: int, version: int, authority: Any, at: datetime, by: Any) -> None:
    """Freeze an approved pack: its data with the words in their places, its files, and the hash of its data.

    Nothing that changes in the plan afterwards reaches it. Done twice, the second changes nothing.
    """
    pack = Pack.objects.in_authority(authority).select_related("approved_by", "asked_by").get(pk=pack_id)
    if pack.state == Pack.State.PUBLISHED or pack.version != version:
        return
    if not (by.has_perm(Perm.EDIT_PACKS, authority) or may_approve(pack, by)):
        raise RuleBroken("Whoever asked for this may not publish packs any more.")
    frozen = {**packs.filled(pack.data, pack.words), "issue": _issue(pack, at)}
    made = pdf.write_pdf(frozen)
    word = io.BytesIO()
    docx_file.write_docx(frozen, word)
    freeze(pack, frozen, {"pdf": made, "docx": word.getvalue()}, at, by)


@transaction.atomic
def freeze(pack: Pack, frozen: dict[str, Any], files: Mapping[str, bytes], at: datetime, by: Any) -> None:
    """Keep an approved pack as it is issued: its data, its files by kind, and its hash. Nothing, when it changed."""
    held = lock(pack)
    if held.state != Pack.State.APPROVED or held.version != pack.version:
        return
    kept = {kind: _keep(held, kind, content, by) for kind, content in files.items()}
    issued = {"state": Pack.State.PUBLISHED, "published_at": at, "version": held.version + 1}
    _save(held, {"data": frozen, "digest": packs.digest(frozen), "pdf": kept["pdf"], "word": kept["docx"], **issued})
    audit.record("published", held, authority=held.authority, by=by, after={"digest": held.digest})


def _keep(pack: Pack, kind: str, content: bytes, by: Any) -> Document:
    name = f"pack-{pack.pk}-version-{pack.number}.{kind}"
    mark = hashlib.sha256(content).hexdigest()
    made: Document = Document.objects.create(
        authority=pack.authority, name=name, kind=kind, sha256=mark, content=content, added_by=by
    )
    return made


def _issue(pack: Pack, at: datetime) -> str:
    approved = f" Approved by {pack.approved_by.name}." if pack.approved_by else ""
    late = f" Late papers: {pack.late_reason}" if pack.late_reason else ""
    return f"Issued {say_moment(timezone.localtime(at))}. Prepared by {pack.asked_by.name}.{approved}{late}"


def may_approve(pack: Pack, by: Any) -> bool:
    """Whether this person approves this pack: managers, and the chair of the body it is for."""
    if by.has_perm(Perm.APPROVE_PACKS, pack.authority):
        return True
    return bool(pack.meeting is not None and quorum.is_chaired_by(pack.meeting.body_id, by))


def due_day(pack: Pack) -> date:
    """The last working day on which papers of this meeting are in time. Without a day, papers are never late."""
    return papers_day(pack.meeting) if pack.meeting else date.max


def papers_day(meeting: Meeting) -> date:
    """So many working days before a meeting: when its pack is compiled, and the last day papers are in time."""
    if meeting.starts_at is None:
        return date.max
    return add_working_days(timezone.localtime(meeting.starts_at).date(), -settings.PACK_WORKING_DAYS)


def is_late(pack: Pack, on: date) -> bool:
    """Whether papers issued on this day are late."""
    return on > due_day(pack)


def job_of(pack: Pack, work: str = "") -> Job | None:
    """The newest job that compiles or publishes this pack."""
    jobs_of = Job.objects.in_authority(pack.authority).filter(key__startswith=f"pack:{pack.pk}:")
    found: Job | None = (jobs_of.filter(work=work) if work else jobs_of).order_by("-pk").first()
    return found


def ask_job(pack: Pack, work: str, by: Any) -> Job:
    """One job for one version of a pack; a failed one is asked for again."""
    key = f"pack:{pack.pk}:{work.rpartition('.')[2]}:{pack.version}"
    Job.objects.filter(key=key, state=Job.State.FAILED).delete()
    args = {"pack": pack.pk, "version": pack.version}
    return jobs.ask(work=work, key=key, args=args, authority=pack.authority, by=by)


def lock(pack: Pack) -> Pack:
    """The pack as it is now, held until the transaction ends."""
    wanted = ("authority", "plan", "meeting__body", "asked_by")
    held: Pack = Pack.objects.select_for_update(of=("self",)).select_related(*wanted).get(pk=pack.pk)
    return held


def _runs(pack: Pack) -> bool:
    job = job_of(pack, COMPILE)
    return job is not None and job.state in (Job.State.WAITING, Job.State.RUNNING)


def _refuse_published(pack: Pack) -> None:
    if pack.state == Pack.State.PUBLISHED:
        raise RuleBroken("A published pack stays as it is. A correction is a further version.")


def _save(pack: Pack, values: Mapping[str, Any]) -> None:
    for name, value in values.items():
        setattr(pack, name, value)
    pack.save(update_fields=[*values, "changed_at"])
