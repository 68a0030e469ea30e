"""Keeping the webhooks of a council: added, changed, stopped, started again, with a new secret."""

from typing import Any

from django.db import transaction
from django.utils import timezone

from core import audit, hooks
from core.errors import RuleBroken
from core.models import HookDelivery, Webhook


@transaction.atomic
def add(*, authority: Any, values: dict[str, Any], by: Any) -> Webhook:
    """Let another system be told of events."""
    _refuse(values)
    hook = Webhook.objects.create(authority=authority, **values)
    audit.record("added the webhook", hook, authority=authority, by=by, after=audit.snapshot(hook, list(values)))
    return hook


@transaction.atomic
def change(*, hook: Webhook, values: dict[str, Any], by: Any) -> None:
    """Change its name, address or events."""
    _refuse(values)
    audit.save_changes(_locked(hook), values, verb="changed the webhook", authority=hook.authority, by=by)


@transaction.atomic
def stop(*, hook: Webhook, by: Any) -> None:
    """Tell it nothing from now on; what still waits is not sent."""
    hook = _locked(hook)
    if hook.stopped_at is None:
        changes = {"stopped_at": timezone.now()}
        audit.save_changes(hook, changes, verb="stopped the webhook", authority=hook.authority, by=by)


@transaction.atomic
def start(*, hook: Webhook, by: Any) -> None:
    """Tell it again of what happens from now on."""
    changes = {"stopped_at": None}
    audit.save_changes(_locked(hook), changes, verb="started the webhook", authority=hook.authority, by=by)


@transaction.atomic
def new_secret(*, hook: Webhook, by: Any) -> None:
    """Sign with a new secret from the next message on."""
    hook = _locked(hook)
    changes = {"secret_number": hook.secret_number + 1}
    audit.save_changes(hook, changes, verb="changed the secret of the webhook", authority=hook.authority, by=by)


@transaction.atomic
def send_again(*, delivery: HookDelivery, by: Any) -> None:
    """Send a failed message once more."""
    if delivery.state != HookDelivery.State.FAILED:
        raise RuleBroken("Only a message that failed can be sent again")
    hooks.again(delivery, by=by)
    audit.record("sent again", delivery, authority=delivery.hook.authority, by=by)


def _locked(hook: Webhook) -> Webhook:
    locked: Webhook = Webhook.objects.select_for_update(of=("self",)).select_related("authority").get(pk=hook.pk)
    return locked


def _refuse(values: dict[str, Any]) -> None:
    if sentence := hooks.why_refused(values["url"]):
        raise RuleBroken(sentence, "url")
