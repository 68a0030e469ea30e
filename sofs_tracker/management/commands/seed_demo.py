"""`manage.py seed_demo`: two invented councils with a year behind them. A second run keeps what is there."""

from typing import Any

from django.core.management.base import BaseCommand
from django.db import transaction
from django.utils import timezone

from accounts.models import Authority, User
from sofs_tracker.demo import fenshire, marlshire
from sofs_tracker.demo.calendar import Calendar
from sofs_tracker.demo.councils import set_up
from sofs_tracker.demo.people import FENSHIRE, MARLSHIRE


class Command(BaseCommand):
    """Make the demo's data once."""

    help = "Make two invented councils with their people, plans and a year of updates (kept when they are there)"

    def handle(self, *args: Any, **options: Any) -> None:
        if Authority.objects.filter(slug__in=[FENSHIRE.slug, MARLSHIRE.slug]).exists():
            self.stdout.write("The demo's data is here already and stays as it is.")
            return
        calendar, system = Calendar(timezone.localdate()), User.objects.system()
        with transaction.atomic():
            fenshire.build(set_up(FENSHIRE, by=system), calendar)
            marlshire.build(set_up(MARLSHIRE, by=system), calendar)
        self.stdout.write("Made Fenshire and Marlshire with their people and plans.")
