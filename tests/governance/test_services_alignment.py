"""Core messages, events with their papers, the register of policies: what may be done and what is refused."""

from datetime import date, timedelta
from typing import Any

import pytest

from accounts.models import Agency, Authority, Person
from core.errors import RuleBroken, StaleVersion
from core.models import AuditEvent, Mail
from governance import alignment
from governance.models import CoreMessage, Paper, PolicyReview
from governance.services import events, messages, policies
from tests.factories.accounts import AgencyFactory, AuthorityFactory, PersonFactory, marlshire, user_with
from tests.factories.governance import SeatFactory, TermsFactory

pytestmark = pytest.mark.django_db
ON = date(2018, 3, 5)
WORDS = {"title": "What we share", "words": "We start with what works.", "issued_on": ON, "use_by": None}


@pytest.fixture
def fen() -> Authority:
    return AuthorityFactory()


@pytest.fixture
def officer(fen: Authority) -> Any:
    return user_with("project_officer")


@pytest.fixture
def message(fen: Authority, officer: Any) -> CoreMessage:
    return messages.issue_message(authority=fen, values=WORDS, by=officer)


def seat(agency: Agency, **person: Any) -> Person:
    terms = TermsFactory(sphere="steering") if not alignment.BodyTerms.objects.exists() else None
    body = terms.body if terms else alignment.BodyTerms.objects.get().body
    sitter = PersonFactory(**{"agency": agency, "email": "sitter@police.example", **person})
    SeatFactory(body=body, person=sitter, agency=agency)
    return sitter


def test_a_use_is_logged_with_its_place_and_day(message: CoreMessage, officer: Any) -> None:
    police, health = AgencyFactory(name="Police"), AgencyFactory(name="Health")
    messages.log_use(message=message, agency=police, where=" Staff newsletter ", used_on=ON, on=ON, by=officer)
    first, second = alignment.reach_of(message, ON)
    assert (first.agency, first.uses) == (health, [])
    assert second.last is not None
    assert (second.last.where, second.last.used_on) == ("Staff newsletter", ON)


@pytest.mark.parametrize(
    ("changes", "field"),
    [({"where": " "}, "where"), ({"used_on": ON + timedelta(1)}, "used_on")],
)
def test_a_use_without_a_place_or_in_the_future_is_refused(
    message: CoreMessage, officer: Any, changes: dict[str, Any], field: str
) -> None:
    given = {"agency": AgencyFactory(), "where": "Newsletter", "used_on": ON, "on": ON, "by": officer, **changes}
    with pytest.raises(RuleBroken) as refused:
        messages.log_use(message=message, **given)
    assert refused.value.field == field
    assert not message.uses.exists()


def test_another_councils_agency_cannot_have_used_it(message: CoreMessage, officer: Any) -> None:
    stranger = AgencyFactory(authority=marlshire())
    with pytest.raises(RuleBroken):
        messages.log_use(message=message, agency=stranger, where="Newsletter", used_on=ON, on=ON, by=officer)


def test_a_withdrawn_message_takes_no_more_uses(message: CoreMessage, officer: Any) -> None:
    messages.withdraw_message(message=message, on=ON, by=officer)
    with pytest.raises(RuleBroken, match="withdrawn"):
        messages.log_use(message=message, agency=AgencyFactory(), where="News", used_on=ON, on=ON, by=officer)


def test_an_agency_is_asked_once_a_day_about_all_it_has_not_used(message: CoreMessage, officer: Any, fen: Any) -> None:
    police = AgencyFactory(name="Police")
    messages.issue_message(authority=fen, values=WORDS | {"title": "<b>Second</b>"}, by=officer)
    seat(police)
    assert messages.chase(agency=police, on=ON, by=officer) == 1
    with pytest.raises(RuleBroken, match="One mail a day"):
        messages.chase(agency=police, on=ON, by=officer)
    mail = Mail.objects.get()
    assert mail.to == "sitter@police.example"
    assert "What we share" in mail.text
    assert "&lt;b&gt;Second" in mail.html
    assert messages.chase(agency=police, on=ON + timedelta(1), by=officer) == 1


def test_an_agency_that_used_all_or_has_nobody_is_not_asked(message: CoreMessage, officer: Any) -> None:
    police = AgencyFactory(name="Police")
    with pytest.raises(RuleBroken, match="no member"):
        messages.chase(agency=police, on=ON, by=officer)
    seat(police, reminders=Person.Reminders.OFF)
    with pytest.raises(RuleBroken, match="no member"):
        messages.chase(agency=police, on=ON, by=officer)
    messages.log_use(message=message, agency=police, where="News", used_on=ON, on=ON, by=officer)
    with pytest.raises(RuleBroken, match="every core message"):
        messages.chase(agency=police, on=ON, by=officer)
    assert not Mail.objects.exists()


def test_a_message_changed_meanwhile_is_not_overwritten(message: CoreMessage, officer: Any) -> None:
    assert messages.edit_message(message=message, values=WORDS | {"title": "New"}, version=1, by=officer)
    with pytest.raises(StaleVersion):
        messages.edit_message(message=message, values=WORDS, version=1, by=officer)


def test_an_event_has_a_day_or_words_for_it(fen: Authority, officer: Any) -> None:
    values = {"kind": "launch", "title": "Launch"}
    with pytest.raises(RuleBroken) as refused:
        events.plan_event(authority=fen, values=values, by=officer)
    assert refused.value.field == "starts_on"
    tbc = events.plan_event(authority=fen, values=values | {"when_words": "Spring, to be confirmed"}, by=officer)
    assert alignment.when(tbc) == "Spring, to be confirmed"
    set_now = {**values, "starts_on": ON, "ends_on": ON + timedelta(1), "when_words": "Spring"}
    assert events.edit_event(event=tbc, values=set_now, version=1, by=officer)
    tbc.refresh_from_db()
    assert (tbc.when_words, alignment.when(tbc)) == ("", "5–6 March 2018")


def test_papers_for_members_are_not_there_for_others(fen: Authority, officer: Any) -> None:
    event = events.plan_event(authority=fen, values={"kind": "launch", "title": "L", "starts_on": ON}, by=officer)
    given = {"event": event, "url": "https://example.org/1", "dated": None, "by": officer}
    events.add_link(title="For all", audience="everybody", **given)
    events.add_link(title="For members", audience="members", **given)

    def seen(role: str) -> set[str]:
        return {str(paper) for paper in Paper.objects.in_authority(fen).visible_to(user_with(role))}

    assert seen("viewer") == {"For all"}
    assert seen("member") == seen("project_officer") == {"For all", "For members"}


def test_a_file_that_may_run_is_refused(fen: Authority, officer: Any) -> None:
    event = events.plan_event(authority=fen, values={"kind": "launch", "title": "L", "starts_on": ON}, by=officer)
    with pytest.raises(RuleBroken) as refused:
        events.add_file(
            event=event, title="", name="slides.docm", data=b"PK", audience="everybody", dated=None, by=officer
        )
    assert refused.value.field == "file"
    assert not Paper.objects.exists()


def listed(fen: Authority, officer: Any, **values: Any) -> PolicyReview:
    given = {"kind": "policy", "title": "Supervision policy", "every_months": 6, **values}
    return policies.list_policy(authority=fen, values=given, by=officer)


def test_each_state_asks_for_what_it_needs(fen: Authority, officer: Any) -> None:
    policy = listed(fen, officer)
    steps = [
        ("in_review", "owner", {"owner": PersonFactory(name="Amara Osei")}),
        ("recommended", "recommendation", {"recommendation": "Use the family’s words"}),
        ("adopted", "", {}),
        ("published", "url", {"url": "https://example.org/policy", "published_on": ON}),
    ]
    for state, field, said in steps:
        if field:
            with pytest.raises(RuleBroken) as refused:
                policies.move_on(policy=policy, state=state, version=policy.version, on=ON, by=officer)
            assert refused.value.field == field
        policy = policies.move_on(policy=policy, state=state, version=policy.version, on=ON, by=officer, **said)
    assert (policy.state, policy.published_on, policy.next_review_on) == ("published", ON, date(2018, 9, 5))
    told = [each.words for each in alignment.history(policy)]
    assert told[0] == "Moved to published; next review 5 September 2018"
    assert told[-1] == "Listed"
    assert "Moved to change recommended: “Use the family’s words”" in told


def test_a_state_cannot_be_skipped(fen: Authority, officer: Any) -> None:
    policy = listed(fen, officer)
    with pytest.raises(RuleBroken, match="cannot become"):
        policies.move_on(policy=policy, state="adopted", version=1, on=ON, by=officer)


def test_a_review_that_changes_nothing_counts_from_its_day(fen: Authority, officer: Any) -> None:
    policy = listed(fen, officer, owner=PersonFactory(), url="https://example.org/policy")
    assert alignment.next_states(policy) == ("in_review",)
    PolicyReview.objects.filter(pk=policy.pk).update(state="in_review", published_on=date(2017, 3, 5))
    policy.refresh_from_db()
    policy = policies.move_on(policy=policy, state="published", version=policy.version, on=ON, by=officer)
    assert (policy.published_on, policy.next_review_on) == (date(2017, 3, 5), date(2018, 9, 5))


def test_only_what_waits_for_its_review_is_overdue(fen: Authority, officer: Any) -> None:
    policy = listed(fen, officer, next_review_on=ON - timedelta(1), owner=PersonFactory())
    assert alignment.is_overdue(policy, ON)
    assert list(alignment.overdue(fen, ON)) == [policy]
    policy = policies.move_on(policy=policy, state="in_review", version=1, on=ON, by=officer)
    assert not alignment.is_overdue(policy, ON)
    assert not alignment.overdue(fen, ON).exists()


def test_what_is_off_the_register_stays_as_it_is(fen: Authority, officer: Any) -> None:
    policy = listed(fen, officer)
    policies.close_policy(policy=policy, on=ON, by=officer)
    with pytest.raises(RuleBroken, match="off the register"):
        policies.edit_policy(policy=policy, values={"title": "Other"}, version=2, by=officer)


def test_another_councils_rows_cannot_be_named(fen: Authority, officer: Any) -> None:
    foreign = marlshire()
    for name, row in (("agency", AgencyFactory(authority=foreign)), ("owner", PersonFactory(authority=foreign))):
        with pytest.raises(RuleBroken) as refused:
            listed(fen, officer, **{name: row})
        assert refused.value.field == name


def test_every_write_leaves_its_line_in_the_audit_trail(message: CoreMessage, officer: Any) -> None:
    messages.log_use(message=message, agency=AgencyFactory(), where="News", used_on=ON, on=ON, by=officer)
    verbs = list(AuditEvent.objects.order_by("pk").values_list("verb", flat=True))
    assert verbs == ["issued", "logged the use of a core message by"]
