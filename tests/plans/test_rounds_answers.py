"""Answers of a round: given by every update, given back, sent back, accepted, late, and locked for good."""

import datetime as dt
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from core.errors import RuleBroken, StaleVersion
from core.models import AuditEvent, HookDelivery, Mail, Webhook
from plans import rounds as reading
from plans.models import Answer, RagUpdate, ReportingPeriod
from plans.services import rounds, updates
from plans.services.updates import Said
from tests.factories.plans import ActionFactory
from tests.plans.rounding import MONDAY, Round, planned

pytestmark = pytest.mark.django_db
DAY = dt.timedelta(days=1)


@pytest.fixture
def july() -> Round:
    made = planned()
    made.open()
    return made


def test_any_update_answers_its_row_of_the_open_round(july: Round) -> None:
    Answer.objects.filter(action__ref="2.1").update(draft={"comment": "half a wor"})
    update = july.say("2.1")
    answer = july.answer("2.1")
    assert (answer.state, answer.update, answer.draft, update.period) == ("answered", update, {}, july.period)
    assert july.answer("2.2").state == "waiting"


def test_what_a_file_brings_is_no_answer(july: Round) -> None:
    update = july.say("2.1", source=RagUpdate.Source.IMPORT)
    assert (update.period, july.answer("2.1").state) == (None, "waiting")


def test_an_answer_through_a_link_says_whose_it_is(july: Round) -> None:
    july.say("2.1", source=RagUpdate.Source.LINK, said_by=july.joan)
    row = reading.rows(july.period, on=MONDAY, person=july.joan)[0]
    assert (row.said_by, row.source) == ("Joan Petrie", "link")


def test_an_update_costs_one_query_more_while_a_round_is_open(july: Round) -> None:
    outside = ActionFactory(ref="9.1")
    with CaptureQueriesContext(
        connection,
    ) as without:
        updates.update_rag(action=outside, said=Said("green"), seen=None, by=july.officer)
    with CaptureQueriesContext(connection) as within:
        july.say("2.1")
    assert len(within) - 1 <= len(without) + 1  # `say` itself reads the action


def test_a_withdrawn_update_gives_the_answer_back(july: Round) -> None:
    first = july.say("2.1")
    second = july.say("2.1", "amber", "Room lost.")
    updates.withdraw_update(update=second, by=july.officer)
    assert (july.answer("2.1").state, july.answer("2.1").update) == ("answered", first)
    updates.withdraw_update(update=first, by=july.officer)
    assert (july.answer("2.1").state, july.answer("2.1").update) == ("waiting", None)


def test_an_answer_is_sent_back_with_a_question_and_answered_again(july: Round) -> None:
    first = july.say("2.1")
    rounds.send_back(answer=july.answer("2.1"), question=" By when? ", seen=first.pk, by=july.officer)
    assert (july.answer("2.1").state, july.answer("2.1").question) == ("sent_back", "By when?")
    assert AuditEvent.objects.filter(verb="sent back").exists()
    july.say("2.1", comment="By September.")
    assert (july.answer("2.1").state, july.answer("2.1").question) == ("answered", "By when?")


@pytest.mark.parametrize("act", ["send_back", "accept"])
def test_who_looked_at_an_older_answer_is_shown_the_newer_one(july: Round, act: str) -> None:
    old = july.say("2.1")
    new = july.say("2.1", comment="No, better: all trained.")
    more = {"question": "Why?"} if act == "send_back" else {}
    with pytest.raises(StaleVersion) as stale:
        getattr(rounds, act)(answer=july.answer("2.1"), seen=old.pk, by=july.officer, **more)
    assert stale.value.theirs.update_id == new.pk
    assert july.answer("2.1").state == "answered"


def test_an_answer_is_accepted_once_and_a_newer_one_is_looked_at_anew(july: Round) -> None:
    update = july.say("2.1")
    for _ in range(2):
        rounds.accept(answer=july.answer("2.1"), seen=update.pk, by=july.officer)
    assert AuditEvent.objects.filter(verb="accepted").count() == 1
    july.say("2.1", comment="One more thing.")
    assert july.answer("2.1").state == "answered"


def test_all_that_was_seen_is_accepted_and_no_more(july: Round) -> None:
    seen = [july.say("2.1").pk, july.say("2.2").pk]
    july.say("2.2", comment="Changed since.")
    assert rounds.accept_all(period=july.period, seen=seen, by=july.officer) == 1
    assert (july.answer("2.1").state, july.answer("2.2").state) == ("accepted", "answered")


@pytest.mark.parametrize("act", ["send_back", "accept"])
def test_what_was_never_said_is_neither_sent_back_nor_accepted(july: Round, act: str) -> None:
    more = {"question": "Why?"} if act == "send_back" else {}
    with pytest.raises(RuleBroken, match="Nothing has been said"):
        getattr(rounds, act)(answer=july.answer("2.1"), seen=None, by=july.officer, **more)


def test_the_silent_are_chased_once_a_day(july: Round) -> None:
    july.say("2.2")
    chase = {"period": july.period, "by": july.officer}
    assert rounds.chase(on=MONDAY, **chase) == 0  # they had the opening mail today
    assert rounds.chase(on=MONDAY + DAY, **chase) == 2
    assert rounds.chase(on=MONDAY + DAY, **chase) == 0
    assert set(Mail.objects.filter(key__endswith="07-03").values_list("to", flat=True)) == {
        "joan@partner.example", "bea@partner.example",
    }  # fmt: skip
    assert (
        "2 actions still wait for your answer" in Mail.objects.get(to="joan@partner.example", key__endswith="03").text
    )
    assert july.period.asks.get(person=july.joan).chases == 1


def test_progress_counts_what_is_answered_and_not_sent_back(july: Round) -> None:
    first = july.say("2.1")
    july.say("2.2")
    rounds.send_back(answer=july.answer("2.1"), question="When?", seen=first.pk, by=july.officer)
    assert str(reading.progress(reading.rows(july.period, on=MONDAY))) == "1 of 5"
    assert str(reading.count(july.period.answers.all())) == "1 of 5"


def test_the_rows_of_a_round_say_how_each_stands(july: Round) -> None:
    july.say("2.1", "green")
    july.say("2.1", "red", "Lost.", path_to_green="A new room.", help_wanted="Money.")
    row = reading.rows(july.period, on=MONDAY)[0]
    assert (row.ref, row.before, row.update_rag, row.direction) == ("2.1", "not_rated", "red", "new")
    assert (row.comment, row.path_to_green, row.done, row.person) == ("Lost.", "A new room.", True, "Joan Petrie")
    assert [row.ref for row in reading.rows(july.period, on=MONDAY, person=july.joan)] == ["2.1", "C9"]


def test_rows_take_the_same_queries_for_one_and_for_many(july: Round) -> None:
    with CaptureQueriesContext(connection) as few:
        reading.rows(july.period, on=MONDAY)
    for number in range(20):
        ActionFactory(plan=july.plan, ref=f"3.{number}", area=july.action("2.1").area)
    rounds.ask_again(period=july.period, on=MONDAY, by=july.officer)
    with CaptureQueriesContext(connection) as many:
        assert len(reading.rows(july.period, on=MONDAY)) == 25
    assert len(few) == len(many) == 3


def test_what_is_said_after_a_round_closed_waits_in_the_next_one(july: Round) -> None:
    july.say("2.1")
    rounds.close_round(period=july.period, by=july.officer)
    late = july.say("2.2", comment="Late, but here.")
    assert (late.period, july.answer("2.2").state) == (None, "waiting")
    october = _next(july)
    answer = october.answers.get(action__ref="2.2")
    late.refresh_from_db()
    assert (answer.state, answer.update, late.period) == ("waiting", late, october)
    row = next(row for row in reading.rows(october, on=MONDAY) if row.ref == "2.2")
    assert (row.since_last, row.done) == (True, False)
    rounds.confirm(answer=answer, by=july.officer)
    answer.refresh_from_db()
    assert answer.state == "answered"
    assert october.answers.get(action__ref="2.1").update is None


def test_opened_again_it_takes_what_was_said_meanwhile(july: Round) -> None:
    rounds.close_round(period=july.period, by=july.officer)
    july.say("2.2")
    for _ in range(2):
        rounds.reopen(period=july.period, on=MONDAY + 20 * DAY, by=july.officer)
    assert july.answer("2.2").state == "answered"
    july.period.refresh_from_db()
    assert (july.period.state, july.period.closes_on) == ("open", MONDAY + 20 * DAY)


def test_a_period_is_not_locked_while_a_path_to_green_is_missing(july: Round) -> None:
    july.say("2.1", "amber", "Late.")
    july.say("2.2", "red", "Lost.", path_to_green="New room.")
    with pytest.raises(RuleBroken, match=r"2\.1, 2\.2"):
        _lock(july)
    july.say("2.1", "amber", "Late.", path_to_green="Two more trainers.")
    july.say("2.2", "red", "Lost.", path_to_green="New room.", help_wanted="None")
    assert _lock(july).state == "locked"


def test_a_locked_period_keeps_what_was_said_and_who_was_silent(july: Round) -> None:
    july.say("2.1", "amber", "Late.", path_to_green="Two more trainers.", said_by=july.joan)
    kept = _lock(july).snapshot
    first, second = kept["actions"][:2]
    assert (kept["version"], kept["asked"], kept["answered"], kept["ratings"]["amber"]) == (1, 5, 1, 1)
    assert (first["ref"], first["rag"], first["rag_words"], first["lead"]) == ("2.1", "amber", "At risk", "Joan Petrie")
    assert (first["comment"], first["said_by"], first["answer"]) == ("Late.", "Joan Petrie", "answered")
    assert (second["answer"], second["comment"], second["rag"]) == ("no_answer", "", "not_rated")


def test_a_rating_given_after_the_close_is_not_in_the_snapshot(july: Round) -> None:
    rounds.close_round(period=july.period, by=july.officer)
    july.say("2.2", "red", "Late and bad.")
    line = next(line for line in _lock(july).snapshot["actions"] if line["ref"] == "2.2")
    assert (line["rag"], line["answer"]) == ("not_rated", "no_answer")


def test_locked_it_never_changes_again(july: Round) -> None:
    update = july.say("2.1")
    _lock(july)
    before = _all(july)
    for attempt in _writes(july, update):
        with pytest.raises(RuleBroken, match="locked"):
            attempt()
    _lock(july)
    july.say("2.1", "amber", "Later.")
    assert _all(july) == before


def test_withdrawing_after_the_lock_leaves_the_period_as_it_is(july: Round) -> None:
    update = july.say("2.1")
    _lock(july)
    before = _all(july)
    updates.withdraw_update(update=update, by=july.officer)
    assert _all(july) == before


def test_other_systems_are_told_of_a_lock_once(july: Round) -> None:
    Webhook.objects.create(
        authority=july.plan.authority, name="Warehouse", url="https://a.example", events=["period.locked"]
    )
    july.say("2.1")
    _lock(july)
    _lock(july)
    told = HookDelivery.objects.get()
    assert (told.payload["period"], told.payload["answered"]) == ("july-2018", 1)


def test_a_planned_round_is_neither_closed_nor_locked() -> None:
    july = planned()
    with pytest.raises(RuleBroken, match="not been opened"):
        rounds.close_round(period=july.period, by=july.officer)
    with pytest.raises(RuleBroken, match="not been opened"):
        _lock(july)


def test_two_people_at_one_note_see_each_other(july: Round) -> None:
    july.period.refresh_from_db()
    note = {"period": july.period, "version": july.period.version, "by": july.officer}
    assert rounds.edit_period(values={"where_we_are": " Half way. "}, **note) == ["where_we_are"]
    with pytest.raises(StaleVersion):
        rounds.edit_period(values={"where_we_are": "Nowhere."}, **note)
    assert ReportingPeriod.objects.get().where_we_are == "Half way."


def _next(july: Round) -> ReportingPeriod:
    opens = MONDAY + 90 * DAY
    october = rounds.plan_period(
        plan=july.plan, title="October 2018", opens_on=opens, closes_on=opens + 13 * DAY, by=july.officer
    )
    return rounds.open_round(period=october, on=opens, by=july.officer)


def _lock(july: Round) -> Any:
    return rounds.lock_period(period=july.period, on=timezone.localdate(), by=july.manager)


def _all(july: Round) -> list[Any]:
    period = ReportingPeriod.objects.filter(pk=july.period.pk).values()
    return [*period, *Answer.objects.order_by("pk").values(), *july.period.asks.order_by("pk").values()]


def _writes(july: Round, update: RagUpdate) -> list[Any]:
    answer, by = july.answer("2.1"), july.officer
    whole: dict[str, Any] = {"period": july.period, "by": by}
    one: dict[str, Any] = {"answer": answer, "by": by}
    return [
        lambda: rounds.open_round(on=MONDAY, **whole),
        lambda: rounds.close_round(**whole),
        lambda: rounds.reopen(on=MONDAY, **whole),
        lambda: rounds.chase(on=MONDAY, **whole),
        lambda: rounds.ask_again(on=MONDAY, **whole),
        lambda: rounds.edit_period(values={"worries": "Many."}, version=1, **whole),
        lambda: rounds.accept_all(seen=[update.pk], **whole),
        lambda: rounds.accept(seen=update.pk, **one),
        lambda: rounds.send_back(question="Why?", seen=update.pk, **one),
        lambda: rounds.confirm(**one),
    ]
