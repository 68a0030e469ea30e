"""Webhooks of a council: who is told of what, and how each message went."""

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.views.generic import FormView, TemplateView, View

from accounts.forms import HookForm
from accounts.permissions import Perm
from core import hooks as telling
from core.errors import RuleBroken
from core.models import HookDelivery, Webhook
from core.services import hooks
from core.views import PermissionMixin, ServiceFormMixin

SHOWN = 100
ACTS = {
    "stop": (hooks.stop, "Stopped {}."),
    "start": (hooks.start, "Started {}."),
    "secret": (hooks.new_secret, "Made a new secret for {}."),
}


class OfHook(PermissionMixin):
    """A page about one webhook of this council."""

    permission = Perm.MANAGE_KEYS

    def hook(self) -> Webhook:
        """The webhook in the address, if it is this council's."""
        own = Webhook.objects.in_authority(self.request.authority).select_related("authority")
        found: Webhook = get_object_or_404(own, pk=self.kwargs["pk"])  # type: ignore[attr-defined]  # from View
        return found

    def place(self, hook: Webhook) -> str:
        """The address of its page."""
        return reverse("accounts:hook", kwargs={"authority": self.request.authority.slug, "pk": hook.pk})


class NewHook(OfHook, ServiceFormMixin, FormView):
    """Let a system be told."""

    template_name = "accounts/hook_form.html"
    form_class = HookForm

    def perform(self, form: Any) -> HttpResponse:
        hook = hooks.add(authority=self.request.authority, values=form.cleaned_data, by=self.request.user)
        messages.success(self.request, f"Added {hook.name}. Its secret is below.")
        return redirect(self.place(hook))


class EditHook(OfHook, ServiceFormMixin, FormView):
    """Change where it is told, and of what."""

    template_name = "accounts/hook_form.html"
    form_class = HookForm

    def get_initial(self) -> dict[str, Any]:
        hook = self.hook()
        return {name: getattr(hook, name) for name in HookForm.base_fields}

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(**kwargs, hook=self.hook())

    def perform(self, form: Any) -> HttpResponse:
        hook = self.hook()
        hooks.change(hook=hook, values=form.cleaned_data, by=self.request.user)
        messages.success(self.request, f"Saved {form.cleaned_data['name']}.")
        return redirect(self.place(hook))


class OneHook(OfHook, TemplateView):
    """One webhook: its secret, and its newest messages."""

    template_name = "accounts/hook.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        hook = self.hook()
        shown = {
            "hook": hook,
            "secret": telling.secret(hook),
            "events": [telling.EVENTS[name] for name in hook.events if name in telling.EVENTS],
            "deliveries": hook.deliveries.order_by("-pk")[:SHOWN],
        }
        return super().get_context_data(**kwargs, **shown)


class HookAct(OfHook, View):
    """Stop it, start it, give it a new secret."""

    http_method_names = ["post"]

    def post(self, request: Any, pk: int, act: str) -> HttpResponse:
        """Do it, and go back to its page."""
        hook, (service, said) = self.hook(), ACTS[act]
        service(hook=hook, by=request.user)
        messages.success(request, said.format(hook.name))
        return redirect(self.place(hook))


class SendAgain(OfHook, View):
    """Send a failed message once more."""

    http_method_names = ["post"]

    def post(self, request: Any, pk: int, delivery: int) -> HttpResponse:
        """Queue it, and go back to the webhook's page."""
        hook = self.hook()
        own = HookDelivery.objects.in_authority(request.authority).select_related("hook__authority")
        row = get_object_or_404(own, hook=hook, pk=delivery)
        try:
            hooks.send_again(delivery=row, by=request.user)
        except RuleBroken as refusal:
            messages.error(request, f"{refusal.message}. Nothing has been changed.")
        else:
            messages.success(request, "The message is on its way again.")
        return redirect(self.place(hook))
