"""The clashes that are known of in a council's real plan are found in it."""

from datetime import date
from io import StringIO

import pytest
from django.core.management import call_command

from plans import clashes
from plans.models import Plan
from tests.conftest import SHARED
from tests.plans.test_imports import officer

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("officer")]
__all__ = ["officer"]


@pytest.fixture
def found() -> list[clashes.Clash]:
    (path,) = (SHARED / "inputs").glob("*-plan.docx")
    call_command("import_plan", str(path), "--authority", "fenshire", stdout=StringIO())
    return clashes.of_plan(Plan.objects.get())


@pytest.mark.parametrize(
    ("first", "last", "refs"),
    [
        (date(2018, 3, 15), date(2018, 3, 15), {"1.1", "1.3", "1.4"}),
        (date(2018, 6, 19), date(2018, 6, 19), {"1.1", "1.4"}),
        (date(2018, 4, 16), date(2018, 4, 20), {"1.4", "2.1", "2.3"}),
        (date(2018, 9, 12), date(2018, 9, 12), {"2.1", "2.6"}),
        (date(2018, 11, 28), date(2018, 11, 29), {"2.1", "2.6"}),
    ],
)
def test_the_known_clashes_are_found(found: list[clashes.Clash], first: date, last: date, refs: set[str]) -> None:
    together = [{span.ref for span in clash.spans if span.start <= last and first <= span.end} for clash in found]
    assert any(refs <= each for each in together)
