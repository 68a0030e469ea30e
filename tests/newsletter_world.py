"""The newsletter's rows of a council in `tests.world`: an issue in each state, an example, a reader with their link."""

from typing import TYPE_CHECKING

from django.utils import timezone

from accounts.models import User
from core.models import Job
from governance.issues import content, letter
from governance.models import Example, Newsletter
from governance.services import newsletters, subscribers

if TYPE_CHECKING:
    from tests.world import Council


def build(council: "Council") -> None:
    """One of everything. What is only looked at is written as its job would leave it."""
    from tests.world import Kept  # which builds this in turn

    owner, mark, rows = council.authority, council.mark, council.rows
    member = council.users["member"]
    told = {"what_went_well": f"{mark} went well", "what_helped": f"{mark} helped", "consent": True}
    example = Example.objects.create(authority=owner, title=f"{mark} example", offered_by=member, **told)
    checked = Example.objects.create(
        authority=owner, title=f"{mark} told", offered_by=member, state=Example.State.CHECKED, **told
    )
    values = {"email": f"reader@{owner.slug}.example", "name": f"{mark} reader", "consent_words": f"{mark} agreed"}
    reader = subscribers.add(authority=owner, values=values, by=council.users["project_officer"])
    rows |= {"example": example, "told": checked, "reader": reader, "reader_link": Kept(subscribers.token(reader))}
    rows |= {"issue_sent": _sent(council, checked), "issue_signed": _signed(council), "issue": _issue(council)}
    rows["draft_job"] = Job.objects.create(
        key=f"newsletter:{owner.pk}:9", work=newsletters.WORK, authority=owner, asked_by=member,
        not_before=timezone.now(), state=Job.State.RUNNING, done=1, total=2, saying=f"{mark} reading",
    )  # fmt: skip


def _issue(council: "Council", example: Example | None = None) -> Newsletter:
    mark = council.mark
    return Newsletter.objects.create(
        authority=council.authority, plan=council.rows["plan"], number=newsletters.next_number(council.authority),
        title=f"{mark} news", progress=f"{mark} progress", achievements=f"{mark} achieved\n{mark} better",
        to_work_on=f"{mark} worse", example=example, tool_title=f"{mark} tool", tool_words=f"{mark} research",
        tool_url="https://example.org/tool", since=timezone.now(),
    )  # fmt: skip


def _signed(council: "Council") -> Newsletter:
    made = _issue(council)
    manager: User = council.users["project_manager"]
    newsletters.sign_off(newsletter=made, version=1, confirmed=set(), by=manager)
    return Newsletter.objects.get(pk=made.pk)


def _sent(council: "Council", example: Example) -> Newsletter:
    made = _issue(council, example)
    mail = letter.of(made)
    made.html, made.text, made.facts = mail.html, mail.text, {"issue": content.of(made).as_json()}
    made.state, made.sent_at = Newsletter.State.SENT, timezone.now()
    made.save()
    return made
