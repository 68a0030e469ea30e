"""Who changed what, and when."""

import json
from typing import Any

from django.views.generic import TemplateView

from accounts.forms import TrailForm
from accounts.models import User
from accounts.permissions import Perm
from core.models import AuditEvent
from core.views import PermissionMixin

PAGE = 50


class Trail(PermissionMixin, TemplateView):
    """The council's trail, newest first, a page at a time."""

    permission = Perm.VIEW_AUDIT
    template_name = "core/audit.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        chosen = TrailForm(self.request.GET).chosen()
        every = AuditEvent.objects.in_authority(self.request.authority)
        events = list(_chosen(every, chosen).select_related("actor").order_by("-pk")[: PAGE + 1])
        shown = {
            "events": [{"event": event, "changes": _changes(event)} for event in events[:PAGE]],
            "older": events[PAGE - 1].pk if len(events) > PAGE else None,
            "people": User.objects.filter(pk__in=every.values("actor")).order_by("name"),
            "verbs": every.order_by("verb").values_list("verb", flat=True).distinct(),
            "chosen": chosen,
        }
        return super().get_context_data(**kwargs, **shown)


def _chosen(events: Any, chosen: dict[str, Any]) -> Any:
    if chosen["person"]:
        events = events.filter(actor=chosen["person"])
    if chosen["verb"]:
        events = events.filter(verb=chosen["verb"])
    if chosen["before"]:
        events = events.filter(pk__lt=chosen["before"])
    return events


def _changes(event: AuditEvent) -> list[tuple[str, str, str]]:
    """Field, before and after, in words."""
    fields = dict.fromkeys([*event.before, *event.after])
    return [
        (field.replace("_", " ").capitalize(), _said(event.before.get(field)), _said(event.after.get(field)))
        for field in fields
    ]


def _said(value: Any) -> str:
    if value in (None, "", []):
        return "nothing"
    if isinstance(value, list):
        return "; ".join(map(_said, value))
    if isinstance(value, bool):
        return "yes" if value else "no"
    return value if isinstance(value, str) else json.dumps(value, ensure_ascii=False)
