"""What a row of the plan's table says."""

from datetime import UTC, date, datetime
from types import SimpleNamespace
from typing import Any

import pytest
from django.utils import timezone

from core.ratings import Rag
from plans import rows
from plans.models import Action, Plan
from plans.rows import Row, View
from tests.factories.accounts import AgencyFactory, BodyFactory, PersonFactory, PostFactory
from tests.factories.plans import TODAY, ActionDateFactory, ActionFactory, LeadFactory, PlanFactory, RagUpdateFactory

AHEAD, PAST = date(2018, 10, 10), date(2018, 3, 31)


def day(end: date | None, kind: str = "due", **more: Any) -> Any:
    fields = {
        "kind": kind, "start": more.pop("start", end), "end": end, "precision": "day", "every": None, "queried": False,
        "source": "", "label": "", "done_on": None,
    }  # fmt: skip
    return SimpleNamespace(**{**fields, **more})


def say(*days: Any, by_when: str = "") -> tuple[str, str]:
    return rows.next_day(days, by_when=by_when, on=TODAY)


def test_the_next_of_several_dates_says_its_place() -> None:
    days = [day(date(2018, 1, 5), "event"), day(date(2018, 6, 5), "event"), day(AHEAD, "event")]
    assert say(*days) == ("10 October 2018", "third of three")


def test_a_month_is_shown_by_its_end_with_its_own_words_beneath() -> None:
    month = day(date(2018, 8, 31), start=date(2018, 8, 1), precision="month", source="August 2018")
    assert say(month) == ("31 August 2018", "“August 2018”")


def test_words_that_only_say_the_day_again_are_left_out() -> None:
    assert say(day(AHEAD, source="10 October 2018")) == ("10 October 2018", "")


def test_a_course_of_two_days_is_said_as_such() -> None:
    assert say(day(date(2018, 7, 19), "event", start=date(2018, 7, 18)))[0] == "18–19 July 2018"


def test_an_overdue_date_stays_the_next_one_until_it_is_done() -> None:
    assert say(day(PAST), day(AHEAD))[0] == "31 March 2018"
    assert say(day(PAST, done_on=PAST), day(AHEAD))[0] == "10 October 2018"


def test_a_past_event_is_over_and_the_last_date_done_is_said() -> None:
    assert say(day(PAST, "event")) == ("Held 31 March 2018", "")
    assert say(day(PAST, done_on=date(2018, 4, 2))) == ("Done 2 April 2018", "")


def test_dates_to_be_confirmed_say_when_the_last_was() -> None:
    days = [day(date(2018, 6, 19), "event"), day(None, "tbc")]
    assert say(*days, by_when="19/06/2018 Dates TBC") == ("To be confirmed", "last was 19 June 2018")
    assert say(day(None, "tbc"), by_when="Dates TBC") == ("To be confirmed", "“Dates TBC”")


def test_what_comes_back_says_how_often() -> None:
    assert say(day(None, "recurring", every={"months": 6}, source="6 monthly")) == ("Every 6 months", "“6 monthly”")
    assert say(day(None, "recurring", every={"months": 1}))[0] == "Every month"


def test_a_queried_date_is_never_shown_as_a_day() -> None:
    assert say(day(AHEAD, queried=True, source="21-15 May 2018")) == ("Queried", "“21-15 May 2018”")


def test_words_without_a_date_stand_as_they_are() -> None:
    assert say(by_when="As set out in team plans") == ("As set out in team plans", "")
    assert say() == ("No date", "")


def test_long_words_are_cut_and_kept_on_one_line() -> None:
    assert rows.shorten("by the\nend") == "by the end"
    assert rows.shorten("x" * 80).endswith("…")
    assert len(rows.shorten("x" * 80)) == rows.SHORT


def test_places_beyond_twelve_are_figures() -> None:
    assert rows.say_place(3, 11) == "third of eleven"
    assert rows.say_place(3, 14) == "3 of 14"


@pytest.mark.django_db
class TestRow:
    """Rows as they are loaded."""

    def make(self, plan: Plan, **more: Any) -> list[Row]:
        options = {"user_id": 0, "may_rate": lambda action_id: True, **more}
        view = View(plan=plan, on=TODAY, now=timezone.now(), base="/f/plans/p/", **options)
        return rows.load(Action.objects.order_by("pk"), view)

    def one(self, action: Action, **more: Any) -> Row:
        return self.make(action.plan, **more)[0]

    def test_an_overdue_action_says_for_how_long_and_is_not_calm(self) -> None:
        row = self.one(ActionDateFactory(end=PAST).action)
        assert "107 days overdue" in row.flags
        assert not row.calm

    @pytest.mark.parametrize("state", [Plan.State.DRAFT, Plan.State.CLOSED])
    def test_nothing_is_overdue_outside_a_plan_in_force(self, state: str) -> None:
        action = ActionDateFactory(end=PAST, action__plan=PlanFactory(state=state)).action
        assert self.one(action).flags == ""

    def test_no_lead_is_said_where_the_lead_would_stand(self) -> None:
        assert "No lead yet" in self.one(ActionFactory()).lead

    def test_a_person_leads_with_their_agency_beneath(self) -> None:
        agency = AgencyFactory(name="Fenshire Constabulary")
        row = self.one(LeadFactory(person__name="Ruth Adeyemi", person__agency=agency).action)
        assert (row.lead, row.lead_sub) == ("Ruth Adeyemi", "Fenshire Constabulary")

    def test_a_post_is_led_by_its_holder_or_stands_for_itself(self) -> None:
        joan = PersonFactory(name="Joan Petrie")
        row = self.one(LeadFactory(person=None, post=PostFactory(name="Head of Locality", holder=joan)).action)
        assert (row.lead, row.lead_sub) == ("Joan Petrie", "Head of Locality")
        LeadFactory(person=None, post=PostFactory(name="Vacant post"))
        assert self.make(PlanFactory())[1].lead == "Vacant post"

    def test_a_body_leads_through_its_contact(self) -> None:
        row = self.one(
            LeadFactory(person=None, body=BodyFactory(name="Board", contact=PersonFactory(name="Lena"))).action
        )
        assert (row.lead, row.lead_sub) == ("Board", "Lena")

    def test_words_lead_while_nobody_is_known_and_a_doubt_is_said(self) -> None:
        row = self.one(LeadFactory(person=None, words="Heads of service", queried=True).action)
        assert (row.lead, row.lead_sub) == ("Heads of service", "To be confirmed")

    def test_a_worse_rating_says_what_it_was(self) -> None:
        action = ActionFactory(rag=Rag.GREEN)
        RagUpdateFactory(action=action, rag=Rag.RED)
        row = self.one(action)
        assert "Worse" in row.direction
        assert "was On track" in row.direction
        assert "rag-rnew" in row.rag

    def test_never_updated_and_long_quiet_are_said(self) -> None:
        action = ActionFactory()
        assert self.one(action).updated == "Never"
        RagUpdateFactory(action=action, at=datetime(2018, 5, 9, 12, tzinfo=UTC))
        assert (self.one(action).updated, self.one(action).updated_sub) == ("9 May", "68 days ago")

    def test_on_track_led_and_recent_is_calm(self) -> None:
        action = LeadFactory().action
        RagUpdateFactory(action=action)
        assert self.one(action).calm

    def test_the_rating_is_a_link_only_for_who_may_rate(self) -> None:
        action = ActionFactory(ref="2.10")
        assert self.one(action).update_url == "/f/plans/p/actions/2.10/update/"
        assert self.one(action, may_rate=lambda action_id: False).update_url == ""

    def test_one_s_own_fresh_update_can_be_withdrawn_from_the_row(self) -> None:
        update = RagUpdateFactory(at=timezone.now())
        mine, other = {"user_id": update.by_id}, {"user_id": update.by_id + 1}
        assert self.one(update.action, **mine).withdraw_url == f"/f/plans/p/updates/{update.pk}/withdraw/"
        assert self.one(update.action, **other).withdraw_url == ""

    def test_an_import_is_not_withdrawn_row_by_row(self) -> None:
        update = RagUpdateFactory(at=timezone.now(), source="import")
        assert self.one(update.action, user_id=update.by_id).withdraw_url == ""

    def test_two_queries_make_any_number_of_rows(self, django_assert_num_queries: Any) -> None:
        plan = PlanFactory()
        for number in range(30):
            RagUpdateFactory(action=LeadFactory(action=ActionFactory(plan=plan, ref=f"2.{number}")).action)
        with django_assert_num_queries(2):
            assert len(self.make(plan)) == 30
