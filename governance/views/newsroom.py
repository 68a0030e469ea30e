"""What the pages of the newsletter stand on: who sees which issue, forms and buttons below its address."""

from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.functional import cached_property
from django.views.generic import FormView, View

from accounts.permissions import Perm
from core.errors import RuleBroken
from core.views import PermissionMixin
from governance.models import Example, Newsletter
from plans.views.editing import Conflicts, Head

SEES_DRAFTS = (Perm.EDIT_NEWSLETTERS, Perm.SIGN_OFF_NEWSLETTERS)


class Ways(PermissionMixin):
    """Where the pages of the newsletter are, and how they say what was done."""

    permission = Perm.VIEW_NEWSLETTERS
    kwargs: dict[str, Any]

    @cached_property
    def keeps(self) -> bool:
        """Whether this person keeps the newsletter."""
        return bool(self.request.user.has_perm(Perm.EDIT_NEWSLETTERS, self.request.authority))

    def url(self, name: str, **kwargs: Any) -> str:
        """An address of the newsletter."""
        return reverse(f"governance:{name}", kwargs={"authority": self.request.authority.slug, **kwargs})

    def home(self) -> str:
        """Where one comes from and goes back to."""
        return self.url("newsletters")

    def done(self, words: str, url: str = "") -> HttpResponse:
        """Say what happened, on the page one goes back to."""
        messages.success(self.request, words)
        return HttpResponseRedirect(url or self.home())

    def refused(self, words: str, url: str = "") -> HttpResponse:
        """Say why nothing happened, on the page one goes back to."""
        messages.warning(self.request, words)
        return HttpResponseRedirect(url or self.home())


class Newsroom(Ways):
    """A page of the newsletter."""

    @cached_property
    def sees_drafts(self) -> bool:
        """Whether this person reads issues before they are sent."""
        return any(self.request.user.has_perm(perm, self.request.authority) for perm in SEES_DRAFTS)

    @cached_property
    def issues(self) -> Any:
        """The issues this person may read, newest first."""
        rows = Newsletter.objects.in_authority(self.request.authority).visible_to(self.request.user)
        rows = rows if self.sees_drafts else rows.filter(state=Newsletter.State.SENT)
        about = ("authority", "example__introduced_by", "edited_by", "signed_off_by", "meeting", "plan")
        return rows.select_related(*about).order_by("-number")

    @cached_property
    def issue(self) -> Newsletter:
        """The issue this page is about; what this person may not read is not there."""
        found: Newsletter = get_object_or_404(self.issues, number=self.kwargs["number"])
        return found

    def home(self) -> str:
        """Where one comes from and goes back to: the issue, when the page is about one."""
        return self.url("newsletter", number=self.issue.number) if "number" in self.kwargs else super().home()


class OfExamples(Ways):
    """A page about examples of good practice."""

    @cached_property
    def examples(self) -> Any:
        """The council's examples."""
        rows = Example.objects.in_authority(self.request.authority).visible_to(self.request.user)
        return rows.select_related("offered_by", "checked_by", "introduced_by").order_by("-pk")

    @cached_property
    def example(self) -> Example:
        """The example this page is about: one's own, or any for those who keep the newsletter."""
        found: Example = get_object_or_404(self.examples, pk=self.kwargs["pk"])
        if not self.keeps and found.offered_by_id != self.request.user.pk:
            raise PermissionDenied
        return found


class NewsForm(Newsroom, Conflicts, FormView):
    """A page with one form."""

    template_name = "plans/edit/form.html"
    http_method_names = ["get", "head", "post", "options"]

    def head(self) -> Head:
        """The heading of the page."""
        raise NotImplementedError

    def frozen(self) -> str:
        """Why nothing of this can be changed now; empty when it can."""
        return ""

    def crumbs(self) -> list[tuple[str, str]]:
        """The way here."""
        here = (f"Newsletter {self.issue.number}", self.home()) if "number" in self.kwargs else None
        return [("Newsletter", self.url("newsletters")), *([here] if here else [])]

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        context = super().get_context_data(**kwargs)
        context["form"].cancel_url = self.home()
        return {**context, "head": self.head(), "crumbs": self.crumbs(), "frozen": self.frozen()}


class NewsButton(Newsroom, View):
    """One thing done by one button. What is refused is said on the page one goes back to."""

    http_method_names = ["post", "options"]

    def perform(self) -> HttpResponse:
        """Call the service and answer."""
        raise NotImplementedError

    def post(self, request: Any, *args: Any, **kwargs: Any) -> HttpResponse:
        try:
            return self.perform()
        except RuleBroken as refusal:
            return self.refused(refusal.message)
