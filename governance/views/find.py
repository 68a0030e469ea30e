"""What the pages before a meeting stand on: their forms, the way to them, and who the reader is."""

from typing import Any

from accounts.models import Person
from accounts.permissions import Perm
from governance.models import Meeting
from governance.views.in_meeting import OfMeeting, link
from plans.models import Plan
from plans.views.editing import FormPage


def person_of(request: Any) -> Person | None:
    """Who the one signed in is among the people of this council."""
    found = Person.objects.filter(authority=request.authority, user=request.user, closed_on=None)
    person: Person | None = found.select_related("user").first()
    return person


def may_read_plan(request: Any, plan: Plan | None) -> bool:
    """Whether links into a plan lead anywhere for this person: drafts and closed plans are for who keeps them."""
    if plan is None:
        return False
    return plan.state == Plan.State.IN_FORCE or request.user.has_perm(Perm.VIEW_EVERY_PLAN, request.authority)


def way(request: Any, meeting: Meeting | None = None) -> list[tuple[str, str]]:
    """The way to a page about meetings."""
    whole = [("Meetings", link(request, "meetings"))]
    return whole if meeting is None else [*whole, (meeting.title, link(request, "meeting", pk=meeting.pk))]


class MeetingForm(OfMeeting, FormPage):
    """A page with one form about a meeting, which leads back to the meeting."""

    permission: str = Perm.RUN_MEETINGS

    def home(self) -> str:
        return self.to("meeting")

    def crumbs(self) -> list[tuple[str, str]]:
        return way(self.request, self.meeting)

    def frozen(self) -> str:
        over = {Meeting.State.HELD: "This meeting was held.", Meeting.State.CANCELLED: "This meeting is cancelled."}
        said = over.get(Meeting.State(self.meeting.state))
        return f"{said} It stays as it is." if said else ""
