"""Drafting, editing and signing off the newsletter; examples and who may check them."""

from datetime import timedelta
from typing import Any

import pytest
from django.utils import timezone

from accounts.models import Membership, User
from core import jobs
from core.errors import RuleBroken, StaleVersion
from core.models import AuditEvent, Job
from core.ratings import Rag
from governance.anonymity import look
from governance.issues import content
from governance.models import Decision, Example, Meeting, Newsletter
from governance.services import examples, newsletters, room
from plans.models import Plan
from plans.services import updates
from tests.factories.accounts import BodyFactory, marlshire, user_with
from tests.factories.governance import MeetingFactory, TermsFactory
from tests.factories.newsletters import ExampleFactory, NewsletterFactory
from tests.factories.plans import ActionFactory, PlanFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def officer() -> User:
    return user_with("project_officer")


@pytest.fixture
def manager() -> User:
    return user_with("project_manager", name="Grace Oduya")


def of_quarter(officer: User) -> Plan:
    """A plan in which one action was completed, one went off track and one is overdue."""
    today = timezone.localdate()
    plan: Plan = PlanFactory(state="in_force", starts_on=today - timedelta(200), ends_on=today + timedelta(200))
    done, worse = ActionFactory(plan=plan, title="Team plans"), ActionFactory(plan=plan, title="Trainers")
    ActionFactory(plan=plan, title="Mapping days", due_on=today - timedelta(3))
    updates.update_rag(action=done, said=updates.Said(Rag.COMPLETE, "All eight teams."), seen=None, by=officer)
    said = updates.Said(Rag.RED, "A trainer left.", "Hire one by May", "None")
    updates.update_rag(action=worse, said=said, seen=None, by=officer)
    return plan


def run(job: Job) -> Job:
    jobs.run(job.pk)
    job.refresh_from_db()
    return job


def test_a_draft_tells_what_changed_was_decided_and_is_late(officer: User) -> None:
    plan = of_quarter(officer)
    meeting: Meeting = MeetingFactory(authority=plan.authority, plan=plan, state="held")
    Decision.objects.create(
        authority=plan.authority, number=4, meeting=meeting, text="Train in the east first.", by=officer,
        at=timezone.now(),
    )  # fmt: skip
    job = run(newsletters.ask_draft(plan=plan, meeting=meeting, by=officer))
    assert job.state == Job.State.DONE, job.failure
    issue = Newsletter.objects.get()
    assert (issue.number, issue.meeting, issue.state, issue.edited_by) == (1, meeting, "draft", officer)
    assert "Team plans: complete" in issue.achievements
    assert "All eight teams." in issue.achievements
    assert "Trainers: off track" in issue.to_work_on
    assert "Mapping days is 3 days overdue." in issue.to_work_on
    assert "D4, decided at" in issue.progress
    assert "Train in the east first." in issue.progress
    assert issue.facts["decisions"][0]["number"] == "D4"


def test_the_end_of_a_steering_group_meeting_asks_for_the_draft_and_of_another_body_does_not(officer: User) -> None:
    plan = of_quarter(officer)
    for sphere, jobs_asked in (("project", 0), ("steering", 1)):
        body = BodyFactory(name=sphere)
        meeting = MeetingFactory(authority=plan.authority, body=body, plan=plan, opened_at=timezone.now())
        TermsFactory(authority=plan.authority, body=meeting.body, sphere=sphere)
        room.end_meeting(meeting=meeting, at=timezone.now(), by=officer)
        assert Job.objects.count() == jobs_asked
    assert run(Job.objects.get()).state == Job.State.DONE
    assert Newsletter.objects.get().meeting == meeting


def test_asked_or_run_twice_there_is_one_draft(officer: User) -> None:
    plan = of_quarter(officer)
    meeting = MeetingFactory(authority=plan.authority, plan=plan, state="held")
    job = newsletters.ask_draft(plan=plan, meeting=meeting, by=officer)
    assert newsletters.ask_draft(plan=plan, meeting=meeting, by=officer) == job
    for _ in range(2):
        newsletters.draft(authority=plan.authority, args=job.args, now=timezone.now(), by=officer)
    assert Newsletter.objects.count() == 1
    other = newsletters.ask_draft(plan=plan, by=officer)
    for _ in range(2):
        newsletters.draft(authority=plan.authority, args=other.args, now=timezone.now(), by=officer)
    assert list(Newsletter.objects.order_by("number").values_list("number", flat=True)) == [1, 2]


def test_the_next_issue_begins_where_the_last_one_left_off_and_facts_stay(officer: User) -> None:
    plan = of_quarter(officer)
    run(newsletters.ask_draft(plan=plan, by=officer))
    first = Newsletter.objects.get()
    run(newsletters.ask_draft(plan=plan, by=officer))
    second = Newsletter.objects.get(number=2)
    assert second.since is not None
    assert second.since.isoformat() == first.facts["until"]
    assert second.achievements == ""
    kept = first.facts
    updates.update_rag(action=plan.actions.all()[2], said=updates.Said(Rag.COMPLETE, "x"), seen=None, by=officer)
    first.refresh_from_db()
    assert first.facts == kept


def test_rights_are_asked_again_when_the_draft_is_made(officer: User) -> None:
    job = newsletters.ask_draft(plan=of_quarter(officer), by=officer)
    Membership.objects.filter(user=officer).update(role="viewer")
    assert run(job).state == Job.State.FAILED
    assert not Newsletter.objects.exists()


def test_an_editor_who_was_overtaken_is_told(officer: User, manager: User) -> None:
    issue = NewsletterFactory()
    newsletters.edit(newsletter=issue, values={"title": "New"}, version=1, by=officer)
    with pytest.raises(StaleVersion):
        newsletters.edit(newsletter=issue, values={"title": "Other"}, version=1, by=manager)
    issue.refresh_from_db()
    assert (issue.title, issue.edited_by, issue.version) == ("New", officer, 2)


def test_the_last_editor_cannot_sign_off_and_somebody_else_can(officer: User, manager: User) -> None:
    issue = NewsletterFactory(edited_by=manager)
    with pytest.raises(RuleBroken, match="Somebody else"):
        newsletters.sign_off(newsletter=issue, version=1, confirmed=set(), by=manager)
    other = user_with("member")
    newsletters.sign_off(newsletter=issue, version=1, confirmed=set(), by=other)
    issue.refresh_from_db()
    assert (issue.state, issue.signed_off_by) == ("signed_off", other)
    with pytest.raises(RuleBroken, match="Take it back"):
        newsletters.edit(newsletter=issue, values={"title": "x"}, version=2, by=officer)
    newsletters.take_back(newsletter=issue, by=officer)
    issue.refresh_from_db()
    assert (issue.state, issue.signed_off_by) == ("draft", None)


def test_what_was_not_looked_at_is_not_signed_off(officer: User, manager: User) -> None:
    issue = NewsletterFactory()
    newsletters.edit(newsletter=issue, values={"title": "New"}, version=1, by=officer)
    with pytest.raises(StaleVersion):
        newsletters.sign_off(newsletter=issue, version=1, confirmed=set(), by=manager)


def test_each_warning_about_an_issue_is_confirmed_before_it_is_signed_off(manager: User) -> None:
    issue = NewsletterFactory(progress="Ben, 7, and DOB 3/3/2012.")
    keys = {each.key for each in look(content.texts(issue))}
    assert len(keys) == 2
    for some in (set(), {min(keys)}, {"made up"}):
        with pytest.raises(RuleBroken, match="Confirm each"):
            newsletters.sign_off(newsletter=issue, version=1, confirmed=some, by=manager)
    newsletters.sign_off(newsletter=issue, version=1, confirmed=keys, by=manager)


def test_whoever_offered_an_example_does_not_check_it(officer: User, manager: User) -> None:
    values: dict[str, Any] = {"title": "A plan", "what_went_well": "Ben, 7, led it.", "consent": True}
    example = examples.offer(authority=officer.memberships.get().authority, values=values, by=officer)
    (warned,) = look(content.texts_of(example))
    with pytest.raises(RuleBroken, match="Somebody else"):
        examples.check(example=example, version=1, confirmed={warned.key}, by=officer)
    with pytest.raises(RuleBroken, match="Confirm each"):
        examples.check(example=example, version=1, confirmed=set(), by=manager)
    examples.check(example=example, version=1, confirmed={warned.key}, by=manager)
    example.refresh_from_db()
    assert (example.state, example.checked_by) == ("checked", manager)
    assert AuditEvent.objects.filter(verb="checked", actor=manager).exists()


def test_without_consent_an_example_is_neither_checked_nor_told(manager: User) -> None:
    example = ExampleFactory(consent=False)
    with pytest.raises(RuleBroken, match="agree"):
        examples.check(example=example, version=1, confirmed=set(), by=manager)
    Example.objects.update(state="checked")
    with pytest.raises(RuleBroken, match="did not agree"):
        newsletters.edit(
            newsletter=NewsletterFactory(), values={"example": example_now(example)}, version=1, by=manager
        )


def example_now(example: Example) -> Example:
    return Example.objects.get(pk=example.pk)


def test_other_words_of_an_example_are_checked_again_and_the_issue_looked_at_again(
    officer: User, manager: User
) -> None:
    example = ExampleFactory(state="checked")
    issue = NewsletterFactory(example=example)
    examples.edit(example=example, values={"title": "Other"}, version=1, by=officer)
    assert example_now(example).state == "offered"
    for version, error in ((1, StaleVersion), (2, RuleBroken)):
        with pytest.raises(error):
            newsletters.sign_off(newsletter=issue, version=version, confirmed=set(), by=manager)


def test_an_example_in_a_signed_off_issue_stays_as_it_is(officer: User, manager: User) -> None:
    example = ExampleFactory(state="checked")
    newsletters.sign_off(newsletter=NewsletterFactory(example=example), version=1, confirmed=set(), by=manager)
    with pytest.raises(RuleBroken, match="stays as it is"):
        examples.edit(example=example, values={"title": "Other"}, version=1, by=officer)
    with pytest.raises(RuleBroken, match="stays as it is"):
        examples.decline(example=example, by=officer)


def test_another_councils_example_or_meeting_is_refused(officer: User) -> None:
    elsewhere = ExampleFactory(authority=marlshire(), state="checked")
    with pytest.raises(RuleBroken):
        newsletters.edit(newsletter=NewsletterFactory(), values={"example": elsewhere}, version=1, by=officer)
    with pytest.raises(RuleBroken, match="not about this plan"):
        newsletters.ask_draft(plan=PlanFactory(), meeting=MeetingFactory(authority=marlshire()), by=officer)
