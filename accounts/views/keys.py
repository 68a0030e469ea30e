"""Keys of other council systems. The words of a key are on one page, once."""

from datetime import timedelta
from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.decorators import method_decorator
from django.views.decorators.cache import never_cache
from django.views.generic import FormView, TemplateView, View

from accounts.forms import KeyForm, RotateForm
from accounts.models import ServiceKey
from accounts.permissions import Perm
from accounts.services import keys
from core.errors import RuleBroken
from core.models import Webhook
from core.views import PermissionMixin, ServiceFormMixin

A_YEAR = timedelta(days=365)


class OfKeys(PermissionMixin):
    """A page for those who let other systems in."""

    permission = Perm.MANAGE_KEYS

    def get_initial(self) -> dict[str, Any]:
        """A new key works for a year."""
        year = {"expires_on": timezone.localdate() + A_YEAR}
        return super().get_initial() | year  # type: ignore[misc, no-any-return]  # from FormView

    def key(self) -> ServiceKey:
        """The key in the address, if it is this council's."""
        own = ServiceKey.objects.in_authority(self.request.authority).select_related("authority", "user")
        found: ServiceKey = get_object_or_404(own, prefix=self.kwargs["prefix"])  # type: ignore[attr-defined]  # from View
        return found

    def shown(self, key: ServiceKey, words: str) -> HttpResponse:
        """The page with the words: an answer to the POST itself, so that no address leads to it."""
        return render(self.request, "accounts/key_made.html", {"key": key, "words": words})


class Keys(PermissionMixin, TemplateView):
    """Every system that may sign in, and every address that is told."""

    permission = Perm.MANAGE_KEYS
    template_name = "accounts/keys.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        own = ServiceKey.objects.in_authority(self.request.authority)
        rows = own.select_related("made_by").order_by("revoked", "-created", "prefix")
        hooks = Webhook.objects.in_authority(self.request.authority).order_by("name", "pk")
        return super().get_context_data(**kwargs, keys=rows[:100], hooks=hooks[:100])


@method_decorator(never_cache, name="dispatch")
class NewKey(OfKeys, ServiceFormMixin, FormView):
    """Let another system in."""

    template_name = "accounts/key_form.html"
    form_class = KeyForm

    def perform(self, form: Any) -> HttpResponse:
        data = form.cleaned_data
        about = {"name": data["name"], "scope": data["scope"], "expires_at": form.expires_at()}
        return self.shown(*keys.make_key(authority=self.request.authority, by=self.request.user, **about))


@method_decorator(never_cache, name="dispatch")
class RotateKey(OfKeys, ServiceFormMixin, FormView):
    """Give a system its next key."""

    template_name = "accounts/key_form.html"
    form_class = RotateForm

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(**kwargs, key=self.key())

    def perform(self, form: Any) -> HttpResponse:
        overlap = timedelta(days=form.cleaned_data["overlap"])
        about = {"overlap": overlap, "expires_at": form.expires_at(), "by": self.request.user}
        return self.shown(*keys.rotate_key(key=self.key(), **about))


class RevokeKey(OfKeys, View):
    """End a key now."""

    http_method_names = ["post"]

    def post(self, request: Any, prefix: str) -> HttpResponse:
        """Revoke it, and go back to the list."""
        key = self.key()
        try:
            keys.revoke_key(key=key, by=request.user)
        except RuleBroken as refusal:
            messages.error(request, f"{refusal.message}. Nothing has been changed.")
        else:
            messages.success(request, f"Revoked the key of {key.name}. It is refused from now on.")
        return redirect("accounts:keys", authority=request.authority.slug)
