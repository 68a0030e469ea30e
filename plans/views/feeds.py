"""Calendar addresses: one's own list, and the file that a calendar program fetches."""

import hashlib
from typing import Any

from django import forms
from django.conf import settings
from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.cache import get_conditional_response
from django.utils.decorators import method_decorator
from django.utils.http import http_date
from django.views.generic import FormView, View

from accounts.permissions import Perm
from core.forms import SofsForm
from core.views import PermissionMixin, ServiceFormMixin
from plans import calendar_files
from plans.models import CalendarFeed, Plan
from plans.services import feeds


class FeedForm(SofsForm):
    """Which dates an address shows: of a plan, or of what one leads oneself."""

    submit_label = "Make an address"
    plan = forms.ModelChoiceField(
        Plan.objects.none(), label="Which dates?", required=False, empty_label="My dates: what I lead",
        to_field_name="slug",
    )  # fmt: skip


class Feeds(PermissionMixin, ServiceFormMixin, FormView):
    """One's own calendar addresses; a new one is shown once, in the answer to the form itself."""

    permission = Perm.VIEW_PLAN
    template_name = "plans/feeds.html"
    form_class = FeedForm

    def get_initial(self) -> dict[str, Any]:
        return {"plan": self.request.GET.get("plan", "")[:60]}

    def get_form(self, form_class: Any = None) -> Any:
        form = super().get_form(form_class)
        mine = Plan.objects.in_authority(self.request.authority).visible_to(self.request.user)
        form.fields["plan"].queryset = mine.order_by("-starts_on", "title")
        return form

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        own = CalendarFeed.objects.in_authority(self.request.authority).visible_to(self.request.user)
        rows = own.filter(revoked_at=None).select_related("plan", "user").order_by("-pk")
        return super().get_context_data(**kwargs, feeds=list(rows))

    def perform(self, form: Any) -> HttpResponse:
        plan = form.cleaned_data["plan"]
        feed, key = feeds.make_feed(authority=self.request.authority, plan=plan, by=self.request.user)
        way = reverse("plans:feed", kwargs={"authority": self.request.authority.slug, "key": key})
        return render(self.request, "plans/feed_made.html", {"feed": feed, "address": f"{settings.BASE_URL}{way}"})


class RevokeFeed(PermissionMixin, View):
    """End one of one's own addresses."""

    permission = Perm.VIEW_PLAN

    def post(self, request: Any, pk: int) -> HttpResponse:
        feed = get_object_or_404(CalendarFeed.objects.in_authority(request.authority), pk=pk)
        if feed.user_id != request.user.pk:
            raise PermissionDenied
        feeds.revoke_feed(feed=feed, by=request.user)
        messages.success(request, "Revoked. Calendars that used this address get nothing from now on.")
        return HttpResponseRedirect(reverse("plans:feeds", kwargs={"authority": request.authority.slug}))


@method_decorator(login_not_required, name="dispatch")
class FeedFile(View):
    """What a calendar program fetches with its key. The rights of the key's user are asked each time."""

    http_method_names = ["get", "head", "options"]

    def get(self, request: HttpRequest, key: str) -> HttpResponse:
        feed = _feed(request, key)
        if feed.revoked_at:
            return HttpResponse("This address was revoked.", status=410, content_type="text/plain; charset=utf-8")
        base = f"{settings.BASE_URL}{reverse('plans:list', kwargs={'authority': feed.authority.slug})}"
        made = calendar_files.of_feed(feed, base)
        changed, etag = int(made.changed_at.timestamp()), f'"{hashlib.sha256(made.content).hexdigest()[:32]}"'
        headers = {"ETag": etag, "Last-Modified": http_date(changed), "Cache-Control": "private, no-cache"}
        headers["Content-Disposition"] = 'inline; filename="dates.ics"'
        response = HttpResponse(made.content, content_type="text/calendar; charset=utf-8", headers=headers)
        # By its content alone: what is taken out leaves no later time behind, so a time proves nothing.
        return get_conditional_response(request, etag=etag, response=response) or response


def _feed(request: Any, key: str) -> CalendarFeed:
    """The feed of this key in this council; not there when its user is not part of the council any more."""
    found = CalendarFeed.objects.in_authority(request.authority).select_related("user", "plan", "authority")
    feed: CalendarFeed = get_object_or_404(found, key_hash=feeds.hash_of(key))
    if not feed.user.has_perm(Perm.VIEW_PLAN, feed.authority):
        raise Http404("Nobody's address any more.")
    return feed
