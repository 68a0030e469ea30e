"""Takes a lost second step away, for whoever runs the installation."""

from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from accounts.models import User
from accounts.services import second_factor


class Command(BaseCommand):
    """`manage.py reset_second_factor EMAIL`: passkeys, app and recovery codes are gone, every browser signed out."""

    help = "Take away the passkeys, app and recovery codes of somebody who has lost them."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("email")

    def handle(self, *args: Any, **options: Any) -> None:
        user = User.objects.filter(email=User.objects.normalise(options["email"])).first()
        if user is None:
            raise CommandError(f"Nobody signs in with {options['email']}.")
        if second_factor.reset(user=user, by=User.objects.system()):
            self.stdout.write(f"Took away the second step of {user.email}. They are signed out everywhere.")
        else:
            self.stdout.write(f"{user.email} has no second step.")
