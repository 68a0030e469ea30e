"""Pages of core messages."""

from typing import Any

from django.db.models import F
from django.http import HttpResponse
from django.shortcuts import get_object_or_404
from django.utils import timezone
from django.views.generic import TemplateView

from accounts.models import Agency
from accounts.permissions import Perm
from core.views import PermissionMixin
from governance import alignment
from governance.forms.alignment import EditMessageForm, MessageForm, UseForm
from governance.models import CoreMessage
from governance.services import messages
from governance.views.keeping import Kept, KeptButton, KeptForm
from plans.rows import plural


class OfMessages(Kept):
    """About a core message."""

    model = CoreMessage
    one = "governance:message"
    many = ("Core messages", "governance:messages")


class Messages(PermissionMixin, TemplateView):
    """Every core message, and how many agencies used it."""

    permission = Perm.VIEW_ALIGNMENT
    template_name = "governance/alignment/messages.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        council, on = self.request.authority, timezone.localdate()
        mine = CoreMessage.objects.in_authority(council).visible_to(self.request.user)
        rows = list(mine.order_by(F("issued_on").desc(nulls_last=True), "-pk"))
        used, total = alignment.used_by(rows), alignment.open_agencies(council).count()
        lines = [(row, len(used.get(row.pk, ())), _is_late(row, on)) for row in rows]
        groups = [
            ("In use", [line for line in lines if not line[0].withdrawn_on]),
            ("Withdrawn", [line for line in lines if line[0].withdrawn_on]),
        ]
        shown = [(title, found) for title, found in groups if found]
        return super().get_context_data(**kwargs, groups=shown, agencies=total, on=on)


class Message(PermissionMixin, OfMessages, TemplateView):
    """One core message: its words, who used it where, and who has not yet."""

    permission = Perm.VIEW_ALIGNMENT
    template_name = "governance/alignment/message.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        on = timezone.localdate()
        reach = alignment.reach_of(self.row, on)
        log = self.row.uses.select_related("agency", "by").order_by("-used_on", "-pk")
        return super().get_context_data(
            **kwargs, message=self.row, crumbs=self.crumbs(), reach=reach, log=list(log), on=on,
            used=sum(bool(each.uses) for each in reach), action=alignment.linked(self.request.user, self.row),
            late=_is_late(self.row, on),
        )  # fmt: skip


class NewMessage(OfMessages, KeptForm):
    """Issue a core message."""

    form_class = MessageForm
    title = "Issue a core message"
    lead = "Something every agency is asked to say in its own communications, in these words."

    def keep(self, sent: dict[str, Any], version: int | None) -> HttpResponse:
        row = messages.issue_message(authority=self.request.authority, values=sent, by=self.request.user)
        return self.done(f"Issued “{row}”.", self.at(self.one, pk=row.pk))


class EditMessage(OfMessages, KeptForm):
    """Change a core message."""

    form_class = EditMessageForm
    title = "Edit the core message"

    def keep(self, sent: dict[str, Any], version: int | None) -> HttpResponse:
        changed = messages.edit_message(message=self.row, values=sent, version=version or 0, by=self.request.user)
        return self.done("Saved the message." if changed else "Nothing was changed.")


class WithdrawMessage(OfMessages, KeptButton):
    """Ask for a core message no longer."""

    def perform(self) -> HttpResponse:
        messages.withdraw_message(message=self.row, on=timezone.localdate(), by=self.request.user)
        return self.done(f"Withdrew “{self.row}”.")


class LogUse(OfMessages, KeptForm):
    """Say that an agency used a message."""

    permission = Perm.LOG_MESSAGES
    form_class = UseForm
    title = "Log a use of the message"
    lead = "A line of the log stays as it is. If something in it was wrong, add another line that says so."

    def get_initial(self) -> dict[str, Any]:
        on = timezone.localdate()
        mine = alignment.agencies_of(self.request.authority, self.request.user, on)
        asked = self.request.GET.get("agency", "")
        return {"agency": asked if asked.isdigit() else next((each.pk for each in mine), None), "used_on": on}

    def keep(self, sent: dict[str, Any], version: int | None) -> HttpResponse:
        on = timezone.localdate()
        use = messages.log_use(message=self.row, on=on, by=self.request.user, **sent)
        return self.done(f"Logged: {use}.")


class ChaseAgency(OfMessages, KeptButton):
    """Write to an agency about the messages it has not used."""

    def perform(self) -> HttpResponse:
        mine = Agency.objects.in_authority(self.request.authority).filter(closed_on=None)
        agency: Any = get_object_or_404(mine.select_related("authority"), pk=self.kwargs["agency"])
        count = messages.chase(agency=agency, on=timezone.localdate(), by=self.request.user)
        return self.done(f"{plural(count, 'mail')} to {agency} {'is' if count == 1 else 'are'} on the way.")


def _is_late(row: CoreMessage, on: Any) -> bool:
    return bool(row.use_by and row.use_by < on and not row.withdrawn_on)
