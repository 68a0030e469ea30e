"""`manage.py create_authority fenshire --name "Fenshire County Council"`."""

from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from accounts.models import Authority, User
from accounts.services import authorities
from core.errors import RuleBroken


class Command(BaseCommand):
    """Set up a council. Run twice, it changes nothing."""

    help = "Set up a council with its address, its name and a first glossary"

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("slug", help="the first word of its address, like fenshire")
        parser.add_argument("--name", required=True, help='like "Fenshire County Council"')

    def handle(self, *args: Any, slug: str, name: str, **options: Any) -> None:
        there = Authority.objects.filter(slug=slug).first()
        if there is not None:
            self.stdout.write(f"{there.name} is at /{slug}/ already. Nothing has been changed.")
            return
        try:
            authority = authorities.create(slug=slug, name=name, by=User.objects.system())
        except RuleBroken as refusal:
            raise CommandError(refusal.message) from None
        self.stdout.write(f"{authority.name} is set up at /{slug}/.")
        self.stdout.write(f"Next: manage.py create_user EMAIL --authority {slug} --role administrator")
