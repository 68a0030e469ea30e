"""Which mails went out, which wait and which did not get through."""

from typing import Any

from django.contrib import messages
from django.db.models import Count
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.views.generic import TemplateView, View

from accounts.forms import MailForm
from accounts.permissions import Perm
from core import mail
from core.errors import RuleBroken
from core.models import Mail
from core.views import PermissionMixin

PAGE = 50
ABOUT = {"digest": "Update round", "reminder": "Digest", "chase": "Reminder by hand"}
"""What the kinds of mail are called."""
TROUBLE = (Mail.State.FAILED, Mail.State.UNKNOWN)


class MailList(PermissionMixin, TemplateView):
    """The council's mails, newest first, a page at a time. Their words are not shown: they hold people's own links."""

    permission = Perm.VIEW_MAIL
    template_name = "accounts/mail.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        every = Mail.objects.in_authority(self.request.authority)
        chosen = MailForm(self.request.GET).chosen()
        rows = list(_chosen(every, chosen).defer("text", "html").order_by("-pk")[: PAGE + 1])
        kinds = every.order_by("kind").values_list("kind", flat=True)
        counts = dict(every.order_by().values_list("state").annotate(Count("pk")))
        shown = {
            "mails": [(row, about(row.kind)) for row in rows[:PAGE]],
            "older": rows[PAGE - 1].pk if len(rows) > PAGE else None,
            "trouble": sum(counts.get(state, 0) for state in TROUBLE),
            "waiting": counts.get(Mail.State.QUEUED, 0) + counts.get(Mail.State.SENDING, 0),
            "sent": counts.get(Mail.State.SENT, 0),
            "states": Mail.State.choices,
            "kinds": [(kind, about(kind)) for kind in kinds.distinct()],
            "chosen": chosen,
            "again": TROUBLE,
        }
        return super().get_context_data(**kwargs, **shown)


class MailAgain(PermissionMixin, View):
    """Send one again that failed, or of which nobody knows."""

    permission = Perm.VIEW_MAIL
    http_method_names = ["post"]

    def post(self, request: Any, pk: int) -> HttpResponse:
        """Do it, and go back to the list."""
        row = get_object_or_404(Mail.objects.in_authority(request.authority), pk=pk)
        try:
            mail.send_again(mail=row, by=request.user)
        except RuleBroken as refusal:
            messages.error(request, f"{refusal.message} Nothing has been changed.")
        else:
            messages.success(request, f"“{row.subject}” is on its way to {row.to} again.")
        return redirect("accounts:mail", authority=request.authority.slug)


def about(kind: str) -> str:
    """What a mail of this kind is called on the page."""
    return ABOUT.get(kind, kind.capitalize())


def _chosen(mails: Any, chosen: dict[str, Any]) -> Any:
    if chosen["state"]:
        mails = mails.filter(state=chosen["state"])
    if chosen["kind"]:
        mails = mails.filter(kind=chosen["kind"])
    if chosen["before"]:
        mails = mails.filter(pk__lt=chosen["before"])
    return mails
