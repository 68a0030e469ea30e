"""The rows of alignment that browser tests look at."""

from typing import Any

from governance.models import CoreMessage, Event, MessageUse, PolicyReview
from governance.services import messages
from tests.browser.looking.stuffing import LONG, SENTENCE, UNBROKEN
from tests.world import Council


def rows_of(council: Council) -> dict[str, Any]:
    """A handle on one row of each kind in a council that has its year behind it."""
    mine: dict[str, Any] = {"authority": council.authority}
    return {
        "message": CoreMessage.objects.filter(**mine).order_by("pk")[0],
        "event": Event.objects.filter(**mine, papers__isnull=False)[0],
        "policy": PolicyReview.objects.filter(**mine, state="listed")[0],
        "reviewed": PolicyReview.objects.filter(**mine, state="in_review")[0],
    }


def stuff(council: Council) -> None:
    """More and longer rows than the pages were drawn for."""
    owner, rows, officer = council.authority, council.rows, council.users["project_officer"]
    CoreMessage.objects.filter(pk=rows["message"].pk).update(title=UNBROKEN, words=LONG)
    Event.objects.filter(pk=rows["event"].pk).update(title=UNBROKEN, about=LONG, when_words=SENTENCE[:100])
    PolicyReview.objects.filter(pk=rows["policy"].pk).update(title=UNBROKEN, recommendation=LONG)
    for number in range(30):
        values = {"title": f"{number} {SENTENCE}", "words": SENTENCE, "issued_on": None, "use_by": None}
        messages.issue_message(authority=owner, values=values, by=officer)
    MessageUse.objects.bulk_create(
        MessageUse(
            authority=owner, message=rows["message"], agency=rows["agency"], where=SENTENCE, by=officer,
            used_on=rows["plan"].starts_on,
        )
        for _ in range(30)
    )  # fmt: skip
    PolicyReview.objects.bulk_create(
        PolicyReview(authority=owner, kind="form", title=f"{number} {SENTENCE}", owner=rows["person"])
        for number in range(60)
    )
