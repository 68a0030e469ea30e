"""The Steering Group's rows of a council in `tests.world`, part by part."""

from datetime import timedelta
from typing import TYPE_CHECKING

from django.utils import timezone

from accounts.models import Agency, Body, Person
from governance.models import BodyTerms, Seat
from governance.services import events, messages, policies

if TYPE_CHECKING:
    from tests.world import Council


def build(council: "Council") -> None:
    """One of everything the Steering Group keeps."""
    alignment(council)


def alignment(council: "Council") -> None:
    """A message that one agency used and one has not, an event with its papers, a policy in review and one that waits."""
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
