"""The Steering Group's rows of a council in `tests.world`, part by part."""

from datetime import timedelta
from typing import TYPE_CHECKING

from django.utils import timezone

from accounts.models import Agency, Body, Person
from governance.models import BodyTerms, Meeting, Seat
from governance.services import bodies, events, meetings, messages, policies, proposals, reports
from tests import newsletter_world

if TYPE_CHECKING:
    from tests.world import Council


def build(council: "Council") -> None:
    """One of everything the Steering Group keeps."""
    alignment(council)
    newsletter_world.build(council)
    who_sits_where(council)
    meetings_of(council)


def alignment(council: "Council") -> None:
    """A message one agency used and one has not, an event with papers, a policy that waits and one in review."""
    owner, mark, rows = council.authority, council.mark, council.rows
    officer, today = council.users["project_officer"], timezone.localdate()
    said = {"title": f"{mark} message", "words": f"{mark} words", "issued_on": today, "use_by": None}
    message = messages.issue_message(authority=owner, values=said | {"action": rows["action"]}, by=officer)
    use = {"where": f"{mark} newsletter", "used_on": today, "on": today, "by": officer}
    messages.log_use(message=message, agency=rows["agency"], **use)
    rows |= {"message": message, "quiet_agency": _quiet_agency(council)}
    values = {"kind": "launch", "title": f"{mark} launch", "when_words": f"{mark} spring", "place": f"{mark} hall"}
    event = events.plan_event(authority=owner, values=values | {"action": rows["action"]}, by=officer)
    shelf = {"event": event, "audience": "everybody", "dated": today, "by": officer}
    link = events.add_link(title=f"{mark} slides", url="https://example.org/slides", **shelf)
    file = events.add_file(title="", name=f"{mark}.txt", data=f"{mark} notes".encode(), **shelf)
    rows |= {"event": event, "paper": link, "paper_file": file}
    _policies(council)


def _quiet_agency(council: "Council") -> Agency:
    """An agency that has used no message, with somebody on the Steering Group who can be asked."""
    owner, mark = council.authority, council.mark
    agency = Agency.objects.create(authority=owner, name=f"{mark} quiet agency")
    person = Person.objects.create(
        authority=owner, name=f"{mark} member", agency=agency, email=f"seat@{owner.slug}.example",
        user=council.users["member"],
    )  # fmt: skip
    terms = BodyTerms.objects.filter(authority=owner, sphere=BodyTerms.Sphere.STEERING).first()
    body = terms.body if terms else Body.objects.create(authority=owner, name=f"{mark} steering group")
    if terms is None:
        BodyTerms.objects.create(authority=owner, body=body, sphere=BodyTerms.Sphere.STEERING)
    Seat.objects.create(authority=owner, body=body, person=person, agency=agency)
    return agency


def _policies(council: "Council") -> None:
    owner, mark, rows = council.authority, council.mark, council.rows
    officer, today = council.users["project_officer"], timezone.localdate()
    said = {"agency": rows["agency"], "owner": rows["person"], "action": rows["action"]}
    waits = said | {"kind": "policy", "title": f"{mark} policy", "next_review_on": today - timedelta(9)}
    rows["policy"] = policies.list_policy(authority=owner, values=waits, by=officer)
    begun = said | {"kind": "form", "title": f"{mark} form"}
    form = policies.list_policy(authority=owner, values=begun, by=officer)
    rows["reviewed"] = policies.move_on(policy=form, state="in_review", version=1, on=today, by=officer)


def who_sits_where(council: "Council") -> None:
    """A body with terms, a seat that is open and one that ended, and a standing item."""
    rows, mark, officer = council.rows, council.mark, council.users["project_officer"]
    terms = {"purpose": f"{mark} purpose", "reports_to": None, "quorum": 2, "must_attend": [rows["agency"]]}
    bodies.set_terms(body=rows["body"], values=terms, version=0, by=officer)
    who = {"person": rows["person"], "agency": rows["agency"], "role": "chair"}
    gone = {"person": rows["quiet"], "agency": None, "role": "member"}
    rows["seat"] = bodies.add_seat(body=rows["body"], values=who, by=officer)
    rows["old_seat"] = bodies.add_seat(body=rows["body"], values=gone, by=officer)
    bodies.end_seat(seat=rows["old_seat"], to_on=timezone.localdate(), by=officer)
    rows["standing"] = bodies.add_standing_item(body=rows["body"], words=f"{mark} standing", by=officer)


def meetings_of(council: "Council") -> None:
    """A meeting being planned, with an item of the plan, a report that was given and words that are the lead's own."""
    rows, mark, officer = council.rows, council.mark, council.users["project_officer"]
    now = timezone.now()
    values = {"body": rows["body"], "plan": rows["plan"], "title": f"{mark} meeting", "starts_at": now + timedelta(20)}
    meeting = meetings.create_meeting(
        authority=council.authority, values=values | {"place": f"{mark} room"}, by=officer
    )
    about = {"meeting": meeting, "on": timezone.localdate(), "by": officer}
    rows["next_item"] = proposals.add_proposed(action=rows["action"], **about)
    words = reports.Words(f"{mark} progress", f"{mark} steps", f"{mark} request")
    rows["report"] = reports.give_report(item=rows["next_item"], words=words, version=0, at=now, by=officer)
    rows["own_words"] = reports.give_feedback(
        meeting=meeting, person=rows["person"], did=f"{mark} did", learned=f"{mark} learned", released=True, at=now,
        by=council.users["lead"],
    )  # fmt: skip
    rows["next_meeting"] = Meeting.objects.get(pk=meeting.pk)
