"""`manage.py create_user priya@fenshire.example --authority fenshire --role project_officer`."""

from argparse import ArgumentParser
from typing import Any

from django.core.exceptions import ValidationError
from django.core.management.base import BaseCommand, CommandError
from django.core.validators import validate_email
from django.db import transaction

from accounts.models import Authority, Membership, User
from accounts.permissions import Role
from accounts.services import invitations, people
from core.errors import RuleBroken


class Command(BaseCommand):
    """Let a person in from the command line, without mail: the link to choose a password is printed."""

    help = "Let a person into a council and print the link at which they choose a password"

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("email")
        parser.add_argument("--authority", required=True, metavar="SLUG")
        parser.add_argument("--role", required=True, help=", ".join(Role.values))
        parser.add_argument("--name", default="", help="how they are called; else made from the address")
        parser.add_argument("--staff", action="store_true", help="also runs the installation: health, gallery")

    def handle(self, *args: Any, email: str, role: str, staff: bool, **options: Any) -> None:
        authority = self._authority(options["authority"])
        self._refuse(email, role)
        name = options["name"].strip() or email.split("@")[0].replace(".", " ").title()
        try:
            with transaction.atomic():
                user = self._let_in(authority, email, role, name)
                if staff:
                    User.objects.filter(pk=user.pk).update(is_staff=True)
        except RuleBroken as refusal:
            raise CommandError(refusal.message) from None
        self.stdout.write("Choose a password here (the link works once, for three days):")
        self.stdout.write(invitations.set_password_link(user))

    def _authority(self, slug: str) -> Authority:
        authority = Authority.objects.filter(slug=slug).first()
        if authority is None:
            known = ", ".join(Authority.objects.order_by("slug").values_list("slug", flat=True)) or "none yet"
            raise CommandError(f"There is no council “{slug}”. There are: {known}.")
        return authority

    def _refuse(self, email: str, role: str) -> None:
        if role not in Role.values:
            raise CommandError(f"There is no role “{role}”. Choose one of: {', '.join(Role.values)}.")
        try:
            validate_email(email)
        except ValidationError:
            raise CommandError(f"“{email}” is not an email address.") from None

    def _let_in(self, authority: Authority, email: str, role: str, name: str) -> User:
        mine = Membership.objects.in_authority(authority).filter(user__email=User.objects.normalise(email))
        there = mine.filter(role=role).select_related("user").first()
        if there is not None:
            self.stdout.write(f"{there.user} has this role in {authority.name} already. Nothing has been changed.")
            return there.user  # type: ignore[no-any-return]  # a queryset of our own says Any
        user = people.let_in(authority=authority, email=email, name=name, role=role, by=User.objects.system())
        self.stdout.write(f"{user} is now {Role(role).label.lower()} of {authority.name}.")
        return user
