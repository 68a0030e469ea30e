"""A pack from asking to circulation: whose it is to compile, what freezes it, who opened it."""

import re
from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from accounts.models import Membership
from core import jobs
from core.dates import add_working_days
from core.errors import RuleBroken, StaleVersion
from core.models import AuditEvent, Job, Mail
from core.ratings import Rag
from governance import circulation, packs
from governance.models import Meeting, Pack
from governance.services import circulating
from governance.services import packs as service
from plans.services import updates
from tests.factories.accounts import PersonFactory, user_with
from tests.factories.governance import ItemFactory, MeetingFactory, SeatFactory
from tests.factories.plans import ActionFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def meeting() -> Meeting:
    """A meeting in three weeks with one item from its plan."""
    made: Meeting = MeetingFactory(starts_at=timezone.now() + timedelta(21))
    ItemFactory(meeting=made, action=ActionFactory(plan=made.plan, title="Team plans"))
    return made


@pytest.fixture
def officer() -> Any:
    """Who compiles packs."""
    return user_with("project_officer")


def work() -> list[Job]:
    """Run every job of a pack that waits."""
    waiting = list(Job.objects.filter(state=Job.State.WAITING, work__contains="_pack"))
    for job in waiting:
        jobs.run(job.pk)
    return list(Job.objects.filter(pk__in=[job.pk for job in waiting]))


def drafted(meeting: Meeting, by: Any, **said: Any) -> Pack:
    """The pack of a meeting, compiled."""
    pack = service.ask_pack(meeting=meeting, by=by, **said)
    work()
    return Pack.objects.get(pk=pack.pk)


def published(meeting: Meeting, by: Any, **said: Any) -> Pack:
    """The pack of a meeting, approved and published."""
    pack = drafted(meeting, by, **said)
    service.approve(pack=pack, version=pack.version, at=timezone.now(), by=user_with("project_manager"))
    service.ask_publish(pack=pack, late_reason="", on=timezone.localdate(), by=by)
    work()
    return Pack.objects.select_related("meeting", "authority").get(pk=pack.pk)


def test_asked_for_twice_it_is_one_pack_and_one_job(meeting: Meeting, officer: Any) -> None:
    first = service.ask_pack(meeting=meeting, by=officer)
    second = service.ask_pack(meeting=meeting, by=officer)
    assert first.pk == second.pk
    assert Job.objects.filter(work=service.COMPILE).count() == 1


def test_compiled_twice_the_second_changes_nothing(meeting: Meeting, officer: Any) -> None:
    pack = drafted(meeting, officer)
    job = Job.objects.get(work=service.COMPILE)
    on, at = timezone.localdate(), timezone.now() + timedelta(1)
    service.compile_pack(
        pack_id=pack.pk, version=job.args["version"], authority=pack.authority, on=on, at=at, by=officer
    )
    assert Pack.objects.get(pk=pack.pk).as_at == pack.as_at


def test_work_that_was_killed_is_taken_up_again(meeting: Meeting, officer: Any) -> None:
    pack = service.ask_pack(meeting=meeting, by=officer)
    job = Job.objects.get(work=service.COMPILE)
    assert jobs.claim(job.pk) is not None
    Job.objects.filter(pk=job.pk).update(lease_until=timezone.now() - timedelta(seconds=1))
    assert jobs.run(job.pk)
    assert Pack.objects.get(pk=pack.pk).state == Pack.State.DRAFT


def test_who_lost_the_right_gets_no_pack(meeting: Meeting, officer: Any) -> None:
    pack = service.ask_pack(meeting=meeting, by=officer)
    Membership.objects.filter(user=officer).update(role="viewer")
    (job,) = work()
    assert job.state == Job.State.FAILED
    assert Pack.objects.get(pk=pack.pk).data is None


def test_words_can_be_edited_and_figures_cannot(meeting: Meeting, officer: Any) -> None:
    pack = drafted(meeting, officer)
    assert service.edit_words(pack=pack, words={"front": "We ask for rooms."}, version=pack.version, by=officer)
    pack.refresh_from_db()
    assert packs.slots(packs.filled(pack.data, pack.words))["front"]["text"] == "We ask for rooms."
    with pytest.raises(RuleBroken):
        service.edit_words(pack=pack, words={"front.actions": "99"}, version=pack.version, by=officer)


def test_two_people_editing_at_once_lose_nothing(meeting: Meeting, officer: Any) -> None:
    pack = drafted(meeting, officer)
    seen = pack.version
    service.edit_words(pack=pack, words={"front": "Mine"}, version=seen, by=officer)
    with pytest.raises(StaleVersion):
        service.edit_words(pack=pack, words={"front": "Theirs"}, version=seen, by=user_with("project_manager"))


def test_a_change_of_words_takes_the_approval_back(meeting: Meeting, officer: Any) -> None:
    pack = drafted(meeting, officer)
    service.approve(pack=pack, version=pack.version, at=timezone.now(), by=user_with("project_manager"))
    pack.refresh_from_db()
    service.edit_words(pack=pack, words={"log": "Two are late."}, version=pack.version, by=officer)
    pack.refresh_from_db()
    assert (pack.state, pack.approved_by) == (Pack.State.DRAFT, None)


def test_the_chair_of_the_body_approves_and_a_member_does_not(meeting: Meeting, officer: Any) -> None:
    pack, chair, member = drafted(meeting, officer), user_with("member"), user_with("member")
    for user, role in ((chair, "chair"), (member, "member")):
        person = PersonFactory(authority=meeting.authority, user=user)
        SeatFactory(authority=meeting.authority, body=meeting.body, person=person, role=role)
    with pytest.raises(RuleBroken):
        service.approve(pack=pack, version=pack.version, at=timezone.now(), by=member)
    service.approve(pack=pack, version=pack.version, at=timezone.now(), by=chair)
    assert Pack.objects.get(pk=pack.pk).approved_by == chair


def test_late_papers_say_why(meeting: Meeting, officer: Any) -> None:
    pack = drafted(meeting, officer)
    service.approve(pack=pack, version=pack.version, at=timezone.now(), by=user_with("project_manager"))
    late = service.due_day(pack) + timedelta(1)
    with pytest.raises(RuleBroken):
        service.ask_publish(pack=pack, late_reason=" ", on=late, by=officer)
    service.ask_publish(pack=pack, late_reason="The officer was ill", on=late, by=officer)
    work()
    frozen = Pack.objects.get(pk=pack.pk)
    assert frozen.late_reason == "The officer was ill"
    assert "Late papers: The officer was ill" in frozen.data["issue"]


@pytest.mark.wide
def test_nothing_of_a_published_pack_changes_when_everything_in_the_plan_does(meeting: Meeting, officer: Any) -> None:
    pack = published(meeting, officer)
    kept = (packs.canonical(pack.data), pack.digest, bytes(pack.pdf.content), bytes(pack.word.content))
    client = signed_in(officer)
    page = client.get(address(pack)).content
    for action in meeting.plan.actions.all():
        said = updates.Said(Rag.RED, "All is lost.", "None", "Help")
        updates.update_rag(action=action, said=said, seen=action.latest_id, by=officer)
        type(action).objects.filter(pk=action.pk).update(title="Otherwise", what="Otherwise")
    type(meeting.plan).objects.filter(pk=meeting.plan_id).update(title="Another plan")
    Meeting.objects.filter(pk=meeting.pk).update(title="Another meeting", place="Elsewhere")
    again = Pack.objects.select_related("pdf", "word").get(pk=pack.pk)
    assert (packs.canonical(again.data), again.digest, bytes(again.pdf.content), bytes(again.word.content)) == kept
    assert again.digest == packs.digest(again.data)
    assert b"Otherwise" not in client.get(address(pack)).content
    assert len(client.get(address(pack)).content) == len(page)
    with pytest.raises(RuleBroken):
        service.edit_words(pack=again, words={"front": "Later"}, version=again.version, by=officer)


@pytest.mark.wide
def test_a_correction_is_a_second_version_and_the_first_stays(meeting: Meeting, officer: Any) -> None:
    first = published(meeting, officer)
    with pytest.raises(RuleBroken):
        service.ask_pack(meeting=meeting, by=officer)
    second = published(meeting, officer, reason="A date was wrong")
    assert (second.number, second.data["reason"]) == (2, "A date was wrong")
    assert circulating.superseded(first) == second
    assert b"There is a newer version of this pack." in signed_in(officer).get(address(first)).content


@pytest.mark.wide
def test_members_get_it_once_and_opening_is_noticed_by_what_they_do(meeting: Meeting, officer: Any) -> None:
    person = PersonFactory(authority=meeting.authority, email="member@partner.example")
    SeatFactory(authority=meeting.authority, body=meeting.body, person=person)
    pack = published(meeting, officer)
    now, on = timezone.now(), timezone.localdate()
    assert circulating.circulate(pack=pack, on=on, at=now, by=officer) == 1
    assert circulating.circulate(pack=pack, on=on, at=now, by=officer) == 0
    reader, client = pack.readers.get(), Client()
    found = re.search(r"/[a-z]+/papers/\S+/", Mail.objects.get(kind="pack").text)
    assert found is not None
    url = found[0]
    assert client.get(url).status_code == 200
    assert client.get(f"{url}pack.pdf").status_code == 200
    reader.refresh_from_db()
    assert reader.opened_at is None
    client.post(url)
    reader.refresh_from_db()
    assert reader.opened_at is not None
    circulating.revoke(reader=reader, at=now, by=officer)
    assert client.get(url).status_code == 410


def test_a_link_ends_by_itself(meeting: Meeting, officer: Any) -> None:
    pack = drafted(meeting, officer)
    on = timezone.localdate()
    reader = pack.readers.create(authority=pack.authority, person=PersonFactory(), link_ends_on=on)
    assert circulation.read_token(circulation.token(reader), on) == reader
    assert circulation.read_token(circulation.token(reader), on + timedelta(1)) is None
    assert circulation.read_token("otherwise", on) is None


def test_the_day_comes_and_the_pack_is_asked_for(meeting: Meeting, officer: Any) -> None:
    day = timezone.localtime(meeting.starts_at).date()
    due = add_working_days(day, -5)
    assert service.ask_due(authority=meeting.authority, on=due - timedelta(1), by=officer) == 0
    assert service.ask_due(authority=meeting.authority, on=due, by=officer) == 1
    assert service.ask_due(authority=meeting.authority, on=due, by=officer) == 0


def test_each_step_is_on_record(meeting: Meeting, officer: Any) -> None:
    pack = drafted(meeting, officer)
    service.approve(pack=pack, version=pack.version, at=timezone.now(), by=user_with("project_manager"))
    verbs = list(
        AuditEvent.objects.filter(thing="pack", thing_id=pack.pk).order_by("pk").values_list("verb", flat=True)
    )
    assert verbs == ["asked for", "approved"]


def address(pack: Pack) -> str:
    """The page of a pack."""
    return reverse("governance:pack", kwargs={"authority": pack.authority.slug, "pk": pack.pk})


def signed_in(user: Any) -> Client:
    """A browser of this user."""
    client = Client()
    client.force_login(user, backend="accounts.backends.PasswordBackend")
    return client


def test_a_draft_is_for_its_keepers_and_the_chair(meeting: Meeting, officer: Any) -> None:
    pack, chair = drafted(meeting, officer), user_with("member")
    assert signed_in(user_with("member")).get(address(pack)).status_code == 404
    assert signed_in(officer).get(address(pack)).status_code == 200
    person = PersonFactory(authority=meeting.authority, user=chair)
    SeatFactory(authority=meeting.authority, body=meeting.body, person=person, role="chair")
    assert signed_in(chair).get(address(pack)).status_code == 200


def test_while_it_is_compiled_the_page_says_how_far(meeting: Meeting, officer: Any) -> None:
    pack = service.ask_pack(meeting=meeting, by=officer)
    assert b"Compiling the pack" in signed_in(officer).get(address(pack)).content
    words = {"kwargs": {"authority": pack.authority.slug, "pk": pack.pk, "key": "front"}}
    assert signed_in(officer).get(reverse("governance:pack_words", **words)).status_code == 404


def test_the_board_reads_its_requests_and_the_priorities(meeting: Meeting, officer: Any) -> None:
    pack = service.ask_report(plan=meeting.plan, kind="board", title="For the Board", filters={}, by=officer)
    work()
    pack.refresh_from_db()
    keys = [part["key"] for part in pack.data["sections"]]
    assert keys == ["front", "decisions", "priorities", "report", "measures", "blocks", "ahead"]


def test_a_filtered_report_has_only_the_actions_asked_for(meeting: Meeting, officer: Any) -> None:
    wanted = ActionFactory(plan=meeting.plan, ref="3.1", rag=Rag.RED)
    filters = {"area": None, "rags": ["red"], "words": "Off track"}
    pack = service.ask_report(plan=meeting.plan, kind="filtered", title="Off track", filters=filters, by=officer)
    work()
    pack.refresh_from_db()
    figures = {figure["id"]: figure["value"] for figure in packs.figures(pack.data)}
    assert figures["front.actions"] == 1
    rows = [row for block in pack.data["sections"][-1]["blocks"] if block["kind"] == "table" for row in block["rows"]]
    assert [row[0]["text"] for row in rows] == [wanted.ref]
