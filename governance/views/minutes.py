"""The minutes of a meeting, made from what was recorded in it."""

from typing import Any

from django.core.exceptions import PermissionDenied
from django.utils import timezone
from django.views.generic import TemplateView

from accounts.permissions import Perm
from governance import quorum, sessions
from governance.models import Decision, Meeting
from governance.services import minutes as services
from governance.views.in_meeting import MeetingButton, OfMeeting

STATES = {
    "draft": "They are a draft until the chair agrees them.",
    "agreed": "The chair has agreed them. The next meeting approves them.",
    "approved": "They are approved.",
}


def may_agree(user: Any, meeting: Meeting) -> bool:
    """The chair or deputy chair; where neither can sign in, who runs meetings says it for them."""
    if quorum.is_chaired_by(meeting.body_id, user):
        return True
    runs = user.has_perm(Perm.RUN_MEETINGS, meeting.authority)
    return bool(runs and not quorum.has_chair_with_account(meeting.body_id))


class MinutesPage(OfMeeting, TemplateView):
    """Who was there, what was said, decided and given; a draft is for those who take notes and the chair."""

    permission = Perm.VIEW_MEETINGS
    template_name = "governance/minutes/page.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        meeting, user = self.meeting, self.request.user
        agrees, runs = may_agree(user, meeting), user.has_perm(Perm.RUN_MEETINGS, meeting.authority)
        draft = meeting.minutes_state == Meeting.Minutes.DRAFT
        reads = not draft or agrees or user.has_perm(Perm.TAKE_NOTES, meeting.authority)
        shown = self._record() if reads and meeting.opened_at else {}
        agreed = meeting.minutes_state == Meeting.Minutes.AGREED
        return super().get_context_data(
            **kwargs, **shown, meeting=meeting, reads=reads, said=STATES[meeting.minutes_state], draft=draft,
            may_agree=agrees and draft and meeting.state == Meeting.State.HELD, room_url=self.to("room"),
            may_approve=runs and agreed and services.next_opened(meeting) is not None, minutes_url=self.to("minutes"),
            for_chair=agrees and not quorum.is_chaired_by(meeting.body_id, user),
        )  # fmt: skip

    def _record(self) -> dict[str, Any]:
        groups = sessions.groups(self.meeting)
        whole, *parts = sessions.parts(self.meeting, timezone.now())
        ratified = Decision.objects.in_authority(self.request.authority).filter(ratified_by=self.meeting)
        return {
            "here": sessions.in_room(groups), "apologies": sessions.apologies(groups), "whole": whole, "parts": parts,
            "quorum": quorum.of_meeting(self.meeting), "declared": sessions.declarations(self.meeting),
            "ratified": ratified.order_by("number"),
        }  # fmt: skip


class MinutesAct(MeetingButton):
    """Agreed by the chair; approved by the next meeting."""

    permission: str = Perm.VIEW_MEETINGS
    back = "minutes"

    def perform(self) -> str:
        at, by = timezone.now(), self.request.user
        if self.kwargs["act"] == "agree":
            if not may_agree(by, self.meeting):
                raise PermissionDenied
            services.agree(meeting=self.meeting, at=at, by=by)
            return "The minutes are agreed. Nothing is added to them any more."
        if not by.has_perm(Perm.RUN_MEETINGS, self.meeting.authority):
            raise PermissionDenied
        services.approve(meeting=self.meeting, at=at, by=by)
        return "The minutes are approved."
