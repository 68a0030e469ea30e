"""Pages of core messages, events, policies and the position, and what they feed elsewhere."""

from datetime import timedelta

import pytest
from django.test import Client
from django.utils import timezone

from core.models import Mail
from governance import aligned, position
from governance.models import MessageUse, Paper, PolicyReview
from governance.services import events, messages, policies
from plans.services import actions
from tests.security.harness import signed_in
from tests.world import Council, build

pytestmark = pytest.mark.django_db
TODAY = timezone.localdate()


@pytest.fixture
def fen() -> Council:
    return build("fenshire", "Fen")


@pytest.fixture
def officer(fen: Council) -> Client:
    return signed_in(fen.user("project_officer"))


def url(fen: Council, row: str, tail: str = "") -> str:
    return f"/fenshire/{row}s/{fen.rows[row].pk}/{tail}" if row != "policy" else policy_url(fen, tail)


def policy_url(fen: Council, tail: str = "", row: str = "policy") -> str:
    return f"/fenshire/policies/{fen.rows[row].pk}/{tail}"


def test_a_member_logs_a_use_for_the_agency_they_sit_for(fen: Council) -> None:
    member = signed_in(fen.user("member"))
    form = member.get(url(fen, "message", "use/")).context["form"]
    assert form["agency"].value() == fen.rows["quiet_agency"].pk
    sent = {"agency": fen.rows["quiet_agency"].pk, "where": "Ward <b>round</b>", "used_on": "2 March 2018"}
    page = member.post(url(fen, "message", "use/"), sent, follow=True).content.decode()
    assert "Ward &lt;b&gt;round&lt;/b&gt;" in page
    assert MessageUse.objects.get(where="Ward <b>round</b>").by == fen.users["member"]


def test_a_day_to_come_is_an_error_of_its_field(fen: Council, officer: Client) -> None:
    sent = {"agency": fen.rows["quiet_agency"].pk, "where": "News", "used_on": str(TODAY + timedelta(2))}
    answer = officer.post(url(fen, "message", "use/"), sent)
    assert answer.status_code == 400
    assert "used_on" in answer.context["form"].errors


def test_an_agency_is_asked_by_one_press_and_not_twice_a_day(fen: Council, officer: Client) -> None:
    ask = url(fen, "message", f"chase/{fen.rows['quiet_agency'].pk}/")
    assert "1 mail to Fen quiet agency is on the way." in officer.post(ask, follow=True).content.decode()
    assert "One mail a day is enough" in officer.post(ask, follow=True).content.decode()
    assert Mail.objects.filter(key__startswith="core-messages:").count() == 1


def test_a_message_changed_meanwhile_shows_both_texts(fen: Council, officer: Client) -> None:
    old = {"title": "Mine", "words": "Mine", "issued_on": "2 March 2018", "version": "0"}
    answer = officer.post(url(fen, "message", "edit/"), old)
    assert answer.status_code == 412
    assert "Fen words" in answer.content.decode()


def test_papers_for_members_are_neither_listed_nor_handed_out_to_others(fen: Council) -> None:
    given = {"event": fen.rows["event"], "audience": "members", "dated": None, "by": fen.users["project_officer"]}
    paper = events.add_file(title="Secret notes", name="notes.txt", data=b"Between us", **given)
    file = url(fen, "event", f"papers/{paper.pk}/file/")
    viewer, member = signed_in(fen.user("viewer")), signed_in(fen.user("member"))
    assert "Secret notes" not in viewer.get(url(fen, "event")).content.decode()
    assert viewer.get(file).status_code == 404
    assert "Secret notes" in member.get(url(fen, "event")).content.decode()
    answer = member.get(file)
    assert answer.content == b"Between us"
    assert answer["Content-Disposition"].startswith("attachment")


def test_a_paper_that_was_removed_is_not_handed_out(fen: Council, officer: Client) -> None:
    paper = fen.rows["paper_file"]
    officer.post(url(fen, "event", f"papers/{paper.pk}/remove/"))
    assert officer.get(url(fen, "event", f"papers/{paper.pk}/file/")).status_code == 404
    assert Paper.objects.get(pk=paper.pk).removed_at


def test_moving_on_asks_for_what_it_needs(fen: Council, officer: Client) -> None:
    move = policy_url(fen, "move/recommended/", "reviewed")
    answer = officer.post(move, {"version": "2", "recommendation": ""})
    assert "Say what is to change" in answer.content.decode()
    officer.post(move, {"version": "2", "recommendation": "Use their words"})
    assert PolicyReview.objects.get(pk=fen.rows["reviewed"].pk).state == "recommended"
    assert officer.get(policy_url(fen, "move/published/", "reviewed")).status_code == 404


def test_overdue_reviews_are_seen(fen: Council, officer: Client) -> None:
    page = officer.get("/fenshire/policies/?show=overdue").content.decode()
    assert "Fen policy" in page
    assert "Fen form" not in page


def test_the_register_as_a_file_runs_nothing(fen: Council, officer: Client) -> None:
    PolicyReview.objects.filter(pk=fen.rows["policy"].pk).update(title="=1+1")
    file = officer.get("/fenshire/policies/register.csv").getvalue().decode()
    assert "Policy,'=1+1,Fen agency,Fen Lead,1.1,Listed" in file


def test_my_work_tells_owners_of_reviews_and_members_of_messages(fen: Council) -> None:
    found = {each.title: each.lines for each in aligned.of_person(fen.authority, fen.user("lead"), TODAY)}
    assert [line.title for line in found["Policies and forms to review"]] == ["Fen policy", "Fen form"]
    (line,) = aligned.of_person(fen.authority, fen.user("member"), TODAY)[0].lines
    assert (line.title, line.said) == ("Fen message", "Fen quiet agency has not used it yet.")
    titles = [each.title for each in aligned.of_person(fen.authority, fen.user("project_officer"), TODAY)]
    assert titles == ["Reviews that are overdue"]
    assert aligned.of_person(fen.authority, fen.user("viewer"), TODAY) == []


def test_the_page_of_an_action_shows_what_alignment_knows(fen: Council, officer: Client) -> None:
    page = officer.get(f"/fenshire/plans/{fen.rows['plan'].slug}/actions/1.1/").content.decode()
    assert "Used by 1 of 2 agencies." in page
    assert "Fen launch" in page
    section = aligned.of_action(fen.rows["action"], fen.user("viewer"))
    assert section is not None
    assert [line.label for line in section.lines] == ["Core message", "Launch", "Policy", "Form"]


def test_the_position_gathers_the_plan_and_quotes_the_newest_words(fen: Council, officer: Client) -> None:
    found = position.of_plan(fen.rows["plan"], timezone.now())
    assert [part.title for part in found.parts] == [
        "Where we are", "What is working well", "What we are worried about", "Next steps",
    ]  # fmt: skip
    assert [part.said for part in found.parts] == ["Fen where", "Fen well", "Fen worry", ""]
    assert found.as_text.splitlines()[1].startswith(found.finding)
    page = officer.get(f"/fenshire/plans/{fen.rows['plan'].slug}/position/").content.decode()
    assert "Fen worry" in page


def test_a_draft_behind_a_policy_is_not_told_to_readers(fen: Council) -> None:
    by, draft = fen.users["project_officer"], fen.rows["draft"]
    hidden = actions.create_action(plan=draft, words=actions.Words("7.7", "Hidden title", kind="communication"), by=by)
    policies.edit_policy(policy=fen.rows["policy"], values={"title": "Open", "action": hidden}, version=1, by=by)
    page = signed_in(fen.user("viewer")).get(policy_url(fen)).content.decode()
    assert "Hidden title" not in page
    assert "Hidden title" in signed_in(fen.user("project_officer")).get(policy_url(fen)).content.decode()
    file = signed_in(fen.user("viewer")).get("/fenshire/policies/register.csv").getvalue().decode()
    assert "7.7" not in file


def test_a_withdrawn_message_is_no_longer_asked_for(fen: Council) -> None:
    messages.withdraw_message(message=fen.rows["message"], on=TODAY, by=fen.users["project_officer"])
    assert aligned.of_person(fen.authority, fen.user("member"), TODAY) == []
