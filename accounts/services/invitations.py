"""The mail that tells somebody how to sign in."""

from typing import Any

from allauth.account.utils import user_pk_to_url_str
from django.conf import settings
from django.contrib.auth.tokens import default_token_generator
from django.core.mail import send_mail
from django.db import transaction
from django.template.loader import render_to_string
from django.urls import reverse

from accounts.models import Authority, Membership, Person, User
from accounts.permissions import Perm
from core import audit, jobs
from core.errors import RuleBroken


@transaction.atomic
def send(*, authority: Authority, user: User, by: Any) -> None:
    """Write to somebody, once more if need be, how to sign in. The mail leaves with the next job."""
    person = Person.objects.in_authority(authority).filter(user=user).first() or user
    event = audit.record("wrote an invitation to", person, authority=authority, by=by)
    jobs.ask(
        work="accounts.tasks.send_invitation",
        key=f"invitation {event.pk}",
        args={"authority": authority.pk, "user": user.pk},
        authority=authority,
        by=by,
    )


def mail(*, authority: Authority, user: User, by: Any) -> None:
    """Send it, unless one of the two has lost their part in the meantime. The link is made now and stored nowhere."""
    if not by.has_perm(Perm.MANAGE_PEOPLE, authority):
        raise RuleBroken("Whoever asked for this invitation may no longer invite people. It was not sent.")
    if not Membership.objects.in_authority(authority).open().filter(user=user).exists():
        raise RuleBroken("This person has been suspended since. The invitation was not sent.")
    context = {
        "authority": authority,
        "user": user,
        "by": by,
        "start_url": settings.BASE_URL.rstrip("/") + "/",
        "password_link": "" if user.has_usable_password() else set_password_link(user),
    }
    subject = f"You can now sign in to {settings.SITE_NAME} of {authority.name}"
    words = render_to_string("accounts/mail/invitation.txt", context)
    send_mail(subject, words, settings.DEFAULT_FROM_EMAIL, [user.email])


def set_password_link(user: User) -> str:
    """An address at which this person chooses a password: once, and within three days."""
    key = default_token_generator.make_token(user)
    path = reverse("account_reset_password_from_key", kwargs={"uidb36": user_pk_to_url_str(user), "key": key})
    return f"{settings.BASE_URL.rstrip('/')}{path}"
