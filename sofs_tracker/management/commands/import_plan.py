"""`manage.py import_plan FILE --authority SLUG`: read a plan from a file, as the import pages do."""

import json
from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from accounts.models import Authority, User
from core import uploads
from core.errors import RuleBroken
from plans.models import Plan
from plans.services import imports

LISTS = ("added", "changed", "unchanged", "missing")


class Command(BaseCommand):
    """Read a file into a plan: all of it, or none."""

    help = "Read a plan from a Word, Excel, CSV or text file: compare it with what is stored, and save it"

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("file", type=Path, metavar="FILE")
        parser.add_argument("--authority", required=True, metavar="SLUG", help="the council")
        parser.add_argument(
            "--plan", metavar="SLUG", help="the plan; without, the one of the same title or a new draft"
        )
        parser.add_argument("--in-force", action="store_true", help="put the plan in force")
        parser.add_argument("--by", metavar="EMAIL", help="on whose behalf; without, the system's")
        parser.add_argument("--dry-run", action="store_true", help="say what would change, and save nothing")
        parser.add_argument("--json", action="store_true", help="print everything that was read, as JSON")

    def handle(self, *args: Any, **options: Any) -> None:
        file: Path = options["file"]
        try:
            data = file.read_bytes()
            uploads.check(data, file.name)
            authority = _council(options["authority"])
            outcome = imports.import_file(
                authority=authority, plan=_plan(authority, options["plan"]), name=file.name, data=data,
                by=_user(options["by"]), in_force=options["in_force"], dry_run=options["dry_run"],
            )  # fmt: skip
        except OSError as fault:
            raise CommandError(f"{file} cannot be opened: {fault.strerror}.") from fault
        except RuleBroken as fault:
            raise CommandError(str(fault)) from fault
        report = outcome.as_json()
        self.stdout.write(
            json.dumps(report, indent=2, ensure_ascii=False)
            if options["json"]
            else _summary(report, options["dry_run"])
        )


def _summary(report: dict[str, Any], dry_run: bool) -> str:
    counts = ", ".join(f"{count} {name.replace('_', ' ')}" for name, count in report["counts"].items())
    changes = ", ".join(f"{len(report['changes'][name])} {name}" for name in LISTS)
    problems = [f"  {problem['where']}: {problem['says']}" for problem in report["problems"]]
    said = "Nothing has been saved (--dry-run)." if dry_run else f"The plan is {report['plan']}."
    return "\n".join([f"Read {counts}.", f"Rows: {changes}.", *problems, said])


def _council(slug: str) -> Authority:
    found = Authority.objects.filter(slug=slug).first()
    if found is None:
        raise CommandError(f"There is no council “{slug}”. Make it with: manage.py create_authority {slug} --name NAME")
    return found


def _plan(authority: Authority, slug: str | None) -> Plan | None:
    if not slug:
        return None
    found: Plan | None = Plan.objects.in_authority(authority).filter(slug=slug).first()
    if found is None:
        raise CommandError(f"{authority} has no plan “{slug}”.")
    return found


def _user(email: str | None) -> User:
    if not email:
        return User.objects.system()
    found = User.objects.filter(email=User.objects.normalise(email)).first()
    if found is None:
        raise CommandError(f"Nobody has the address {email}.")
    return found
