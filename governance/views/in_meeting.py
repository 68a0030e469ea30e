"""How the pages of one meeting find it, and what each of them stands on."""

from typing import Any

from django.contrib import messages
from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.functional import cached_property
from django.views.generic import View

from accounts.permissions import Perm
from core.errors import RuleBroken
from core.views import PermissionMixin
from governance.models import AgendaItem, Meeting


def link(request: Any, name: str, **kwargs: Any) -> str:
    """An address of the Steering Group's pages, below this council."""
    return reverse(f"governance:{name}", kwargs={"authority": request.authority.slug, **kwargs})


class OfMeeting(PermissionMixin):
    """A page or a button about one meeting of this council."""

    permission: str = Perm.RUN_MEETINGS
    kwargs: dict[str, Any]

    @cached_property
    def meeting(self) -> Meeting:
        """The meeting this is about, with its body and plan at hand."""
        mine = Meeting.objects.in_authority(self.request.authority).visible_to(self.request.user)
        found: Meeting = get_object_or_404(mine.select_related("body", "plan"), pk=self.kwargs["pk"])
        found.authority = self.request.authority
        return found

    @cached_property
    def item(self) -> AgendaItem:
        """The item this is about."""
        found: AgendaItem = get_object_or_404(self.meeting.items, pk=self.kwargs["item"])
        return found

    def to(self, name: str, **kwargs: Any) -> str:
        """An address below this meeting."""
        return link(self.request, name, pk=self.meeting.pk, **kwargs)


class MeetingButton(OfMeeting, View):
    """One thing done by one button. What is refused is said on the page one goes back to."""

    http_method_names = ["post", "options"]
    back = "room"

    def perform(self) -> str:
        """Do it, and say what happened; nothing when the page shows it anyway."""
        raise NotImplementedError

    def post(self, request: Any, *args: Any, **kwargs: Any) -> HttpResponse:
        url = self.to(self.back)
        try:
            said = self.perform()
        except RuleBroken as refusal:
            messages.warning(request, refusal.message)
        else:
            if said:
                messages.success(request, said)
        return HttpResponseRedirect(url)
