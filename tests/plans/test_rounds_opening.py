"""Opening a round: who is asked, by which mail, once, by hand or by date."""

import datetime as dt

import pytest

from core.errors import RuleBroken
from core.models import AuditEvent, Mail
from plans import rounds as reading
from plans.models import Answer, Plan, ReportingPeriod
from plans.services import rounds
from tests.factories.plans import ActionFactory, LeadFactory
from tests.plans.rounding import MONDAY, Round, planned

pytestmark = pytest.mark.django_db
DAY = dt.timedelta(days=1)


@pytest.fixture
def july() -> Round:
    return planned()


def test_every_live_action_is_asked_about_communications_too(july: Round) -> None:
    july.open()
    asked = july.period.answers.order_by("action__ref").values_list("action__ref", "ask__person__name")
    assert list(asked) == [
        ("2.1", "Joan Petrie"), ("2.2", "Amir Shah"), ("2.3", "Bea Lund"), ("2.4", None), ("C9", "Joan Petrie"),
    ]  # fmt: skip


def test_each_person_gets_one_mail_with_a_link_that_answers(july: Round) -> None:
    july.open()
    mails = {mail.to: mail for mail in Mail.objects.all()}
    assert set(mails) == {"joan@partner.example", "amir@partner.example", "bea@partner.example"}
    ask = july.period.asks.get(person=july.joan)
    joans = mails["joan@partner.example"]
    assert (joans.kind, joans.key) == ("digest", f"digest:{july.joan.pk}:2018-07-02")
    assert reading.link_url(ask) in joans.text
    assert reading.link_url(ask) in joans.html
    assert "2.1  Thing 1" in joans.text
    assert "C9" in joans.text
    assert "2.2" not in joans.text
    assert ask.asked_at is not None


def test_a_link_is_its_asks_until_a_newer_one_or_the_lock(july: Round) -> None:
    july.open()
    ask = july.period.asks.get(person=july.joan)
    token = reading.link_token(ask)
    assert reading.read_token(token) == ask
    assert reading.read_token(token[:-1] + "A") is None
    ask.link = 2
    ask.save()
    assert reading.read_token(token) is None
    ReportingPeriod.objects.update(state="locked")
    assert reading.read_token(reading.link_token(ask)) is None


def test_opened_twice_is_opened_once(july: Round) -> None:
    july.open()
    july.open()
    assert (Mail.objects.count(), Answer.objects.count()) == (3, 5)
    assert AuditEvent.objects.filter(verb="opened").count() == 1


def test_one_round_of_a_plan_at_a_time(july: Round) -> None:
    july.open()
    second = rounds.plan_period(
        plan=july.plan, title="August", opens_on=MONDAY + 14 * DAY, closes_on=MONDAY + 20 * DAY, by=july.officer
    )
    with pytest.raises(RuleBroken, match="July 2018 is open"):
        rounds.open_round(period=second, on=MONDAY, by=july.officer)


def test_a_draft_has_no_rounds(july: Round) -> None:
    Plan.objects.update(state="draft")
    with pytest.raises(RuleBroken, match="in force"):
        july.open()
    assert Mail.objects.count() == 0


def test_who_cannot_be_written_to_is_nobody_to_ask(july: Round) -> None:
    july.joan.email = ""
    july.joan.save()
    july.amir.closed_on = MONDAY
    july.amir.save()
    july.open()
    assert [july.answer(ref).ask for ref in ("2.1", "2.2", "C9")] == [None, None, None]


def test_who_switched_mails_off_is_asked_without_one(july: Round) -> None:
    july.joan.reminders = "off"
    july.joan.save()
    july.open()
    assert not Mail.objects.filter(to=july.joan.email).exists()
    assert july.answer("2.1").ask.asked_at is None


def test_who_had_todays_mail_already_is_asked_with_tomorrows(july: Round) -> None:
    july.open()
    Mail.objects.filter(to=july.joan.email).update(subject="Another digest")
    ask = july.period.asks.get(person=july.joan)
    ask.asked_at = None
    ask.save()
    rounds.turn_rounds(authority=july.plan.authority, on=MONDAY)
    assert Mail.objects.filter(to=july.joan.email).count() == 1
    rounds.turn_rounds(authority=july.plan.authority, on=MONDAY + DAY)
    assert Mail.objects.filter(to=july.joan.email).count() == 2


def test_whoever_leads_now_is_asked_once_the_officer_says_so(july: Round) -> None:
    july.open()
    LeadFactory(action=july.action("2.4"), person=july.bea)
    area = july.action("2.1").area
    LeadFactory(action=ActionFactory(plan=july.plan, area=area, ref="2.5", what="Added"), person=july.bea)
    assert rounds.ask_again(period=july.period, on=MONDAY + DAY, by=july.officer) == 0
    assert july.answer("2.4").ask.person == july.bea
    assert july.answer("2.5").ask.person == july.bea


def test_what_is_complete_is_not_asked_about_until_it_is_no_longer(july: Round) -> None:
    july.say("2.1", "complete", "All trained.")
    july.open()
    assert not july.period.answers.filter(action__ref="2.1").exists()
    late = july.say("2.1", "amber", "Two have left.")
    rounds.ask_again(period=july.period, on=MONDAY, by=july.officer)
    late.refresh_from_db()
    assert (july.answer("2.1").state, july.answer("2.1").update, late.period) == ("answered", late, july.period)


def test_rounds_open_and_close_by_their_dates_once(july: Round) -> None:
    authority = july.plan.authority
    rounds.turn_rounds(authority=authority, on=MONDAY - DAY)
    assert _state(july) == "planned"
    for _ in range(2):
        rounds.turn_rounds(authority=authority, on=MONDAY + DAY)
    assert (_state(july), Mail.objects.count()) == ("open", 3)
    rounds.turn_rounds(authority=authority, on=MONDAY + 13 * DAY)
    assert _state(july) == "open"
    for _ in range(2):
        rounds.turn_rounds(authority=authority, on=MONDAY + 14 * DAY)
    assert _state(july) == "closed"


def test_a_round_that_begins_on_a_saturday_opens_on_monday(july: Round) -> None:
    ReportingPeriod.objects.update(opens_on=MONDAY - 2 * DAY)
    rounds.turn_rounds(authority=july.plan.authority, on=MONDAY - 2 * DAY)
    assert (_state(july), Mail.objects.count()) == ("planned", 0)
    rounds.turn_rounds(authority=july.plan.authority, on=MONDAY)
    assert (_state(july), Mail.objects.count()) == ("open", 3)


def test_a_round_whose_days_are_over_does_not_open_by_itself(july: Round) -> None:
    rounds.turn_rounds(authority=july.plan.authority, on=MONDAY + 30 * DAY)
    assert _state(july) == "planned"
    with pytest.raises(RuleBroken, match="is over"):
        july.open(on=MONDAY + 30 * DAY)


def test_the_next_round_is_proposed_a_quarter_on(july: Round) -> None:
    proposed = reading.proposal(july.plan, MONDAY)
    assert (proposed.title, proposed.opens_on) == ("October 2018", dt.date(2018, 10, 2))
    assert proposed.closes_on == dt.date(2018, 10, 15)
    assert reading.proposal(july.plan, dt.date(2019, 6, 1)).opens_on == dt.date(2019, 7, 2)


def test_days_do_not_cross_another_round(july: Round) -> None:
    with pytest.raises(RuleBroken, match="fall within the round July 2018"):
        rounds.plan_period(
            plan=july.plan, title="Again", opens_on=MONDAY + 13 * DAY, closes_on=MONDAY + 40 * DAY, by=july.officer
        )


def test_the_same_title_gets_an_address_of_its_own(july: Round) -> None:
    days = {"opens_on": MONDAY + 20 * DAY, "closes_on": MONDAY + 30 * DAY}
    assert rounds.plan_period(plan=july.plan, title="July 2018", **days, by=july.officer).slug == "july-2018-2"
    days = {"opens_on": MONDAY + 40 * DAY, "closes_on": MONDAY + 50 * DAY}
    assert rounds.plan_period(plan=july.plan, title="New", **days, by=july.officer).slug == "new-round"


def _state(july: Round) -> str:
    return str(ReportingPeriod.objects.get(pk=july.period.pk).state)
