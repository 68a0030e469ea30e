"""Changes, feed and earlier days of a small plan read their own rows only, however much other plans have said."""

from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from plans import as_at, changes, standing
from plans.models import Plan, RagUpdate
from tests.factories.accounts import user_with
from tests.factories.plans import ActionFactory, AreaFactory, PlanFactory, RagUpdateFactory

pytestmark = pytest.mark.django_db
LONG_AGO = datetime(2018, 1, 1, tzinfo=UTC)
NOW = datetime(2026, 11, 22, tzinfo=UTC)


@pytest.fixture
def plan(postgres: Any) -> Plan:
    """Thirty actions with two updates each, beside a plan of which 40,000 things were said."""
    plan, other = PlanFactory(slug="small"), PlanFactory(slug="big")
    area = AreaFactory(plan=plan)
    for number in range(30):
        action = ActionFactory(plan=plan, area=area, ref=f"1.{number}")
        RagUpdateFactory(action=action)
        RagUpdateFactory(action=action, rag="red")
    busy = [ActionFactory(plan=other, area=AreaFactory(plan=other, position=number)) for number in range(20)]
    kept = {"rag": "green", "rag_before": "green", "by": user_with("viewer")}
    RagUpdate.objects.bulk_create(
        RagUpdate(action=busy[number % 20], at=LONG_AGO + timedelta(minutes=number), **kept) for number in range(40_000)
    )
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")
    return plan


@pytest.mark.parametrize(
    "read",
    [
        lambda plan: changes.of_plan(plan, datetime(2018, 7, 1, tzinfo=UTC), NOW),
        lambda plan: standing.of_plan(plan, NOW.date(), datetime(2018, 7, 1, tzinfo=UTC)),
        lambda plan: as_at.plan_as_at(plan, NOW),
        lambda plan: changes.since(plan, datetime(2018, 7, 1, tzinfo=UTC), user_with("project_officer"), limit=100),
    ],
    ids=["changes", "summary", "as at", "feed"],
)
def test_no_page_reads_through_all_updates(plan: Plan, read: Callable[[Plan], Any]) -> None:
    Plan.objects.filter(pk=plan.pk).update(created_at=LONG_AGO)
    plan.actions.update(created_at=LONG_AGO)
    with CaptureQueriesContext(connection) as asked:
        read(Plan.objects.get(pk=plan.pk))
    plans = [_plan_of(query["sql"]) for query in asked if query["sql"].startswith("SELECT")]
    assert any("plans_ragupdate" in found for found in plans)
    assert not any("Seq Scan on plans_ragupdate" in found for found in plans)


def _plan_of(sql: str) -> str:
    with connection.cursor() as cursor:
        cursor.execute("EXPLAIN " + sql.replace("%", "%%"))
        return "\n".join(row[0] for row in cursor.fetchall())
