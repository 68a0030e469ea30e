"""`manage.py create_api_key --authority fenshire --scope read --name "Data warehouse"`."""

from argparse import ArgumentParser
from datetime import timedelta
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from accounts.models import Authority, ServiceKey, User
from accounts.services import keys
from core.errors import RuleBroken


class Command(BaseCommand):
    """Make a key for another council system and print its words, once."""

    help = "Make an API key of a council and print it once"

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--authority", required=True, metavar="SLUG")
        parser.add_argument("--scope", required=True, choices=ServiceKey.Scope.values)
        parser.add_argument("--name", required=True, help="which system it is for")
        parser.add_argument("--days", type=int, default=365, help="how long it works; a year unless told")

    def handle(self, *args: Any, **options: Any) -> None:
        authority = Authority.objects.filter(slug=options["authority"]).first()
        if authority is None:
            raise CommandError(f"There is no council “{options['authority']}”.")
        expires_at = timezone.now() + timedelta(days=max(0, min(options["days"], 10_000)))
        about = {"name": options["name"], "scope": options["scope"], "expires_at": expires_at}
        try:
            _, words = keys.make_key(authority=authority, by=User.objects.system(), **about)
        except RuleBroken as refusal:
            raise CommandError(f"{refusal.message}.") from None
        self.stdout.write(words)
