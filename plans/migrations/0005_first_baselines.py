"""Plans in force before there were baselines are measured against the dates they had first."""

from typing import Any

from django.db import migrations
from django.db.models import OuterRef, Subquery
from django.utils import timezone

COUNTED = ("due", "review", "event", "recurring")
SYSTEM = {"kind": "system", "name": "The system", "password": "!"}


def freeze_first_dates(apps: Any, schema_editor: Any) -> None:
    dates, actions = apps.get_model("plans", "ActionDate"), apps.get_model("plans", "Action")
    created = actions.objects.filter(pk=OuterRef("action_id")).values("created_at")[:1]
    dates.objects.update(created_at=Subquery(created))
    for plan in apps.get_model("plans", "Plan").objects.filter(state="in_force", baselines=None):
        _freeze(apps, plan)


def _freeze(apps: Any, plan: Any) -> None:
    dates, revisions = apps.get_model("plans", "ActionDate"), apps.get_model("plans", "DateRevision")
    live = {"action__plan": plan, "action__archived_at": None, "removed_at": None}
    days = list(dates.objects.filter(kind__in=COUNTED, end__isnull=False, queried=False, **live))
    if not days:
        return
    moved = revisions.objects.filter(date__in=[day.pk for day in days], kind="moved").order_by("-pk")
    first = {row.date_id: (row.start_before, row.end_before) for row in moved if row.end_before}
    user, _ = apps.get_model("accounts", "User").objects.get_or_create(email="system@localhost", defaults=SYSTEM)
    made = apps.get_model("plans", "Baseline").objects.create(
        plan=plan, number=1, reason="The first dates on record", by=user, at=timezone.now()
    )
    spans = [(day, *first.get(day.pk, (day.start, day.end))) for day in days]
    frozen = apps.get_model("plans", "BaselineDate")
    frozen.objects.bulk_create(
        frozen(baseline=made, date=day, start=start or end, end=end) for day, start, end in spans
    )


class Migration(migrations.Migration):
    dependencies = [("plans", "0004_changes_and_feeds")]

    operations = [migrations.RunPython(freeze_first_dates, migrations.RunPython.noop, elidable=True)]
