"""Answering an update round: signed in and by the link of a mail, row by row and all at once."""

import json
import re
from typing import Any

import pytest

from core.ratings import Rag
from plans.models import Action, Answer, RagUpdate, ReportingPeriod
from plans.services import rounds
from tests.factories.accounts import AuthorityFactory, PersonFactory, user_with
from tests.factories.plans import ActionDateFactory, ActionFactory, LeadFactory
from tests.plans.answering import HTMX, URL, fields, lead, refs, save, signed_in, state
from tests.plans.rounding import Round, planned

pytestmark = pytest.mark.django_db


@pytest.fixture
def asked() -> Round:
    made = planned()
    made.open()
    return made


class TestTheList:
    """Who sees which rows."""

    def test_a_lead_sees_the_actions_they_lead(self, asked: Round) -> None:
        answer = signed_in(lead(asked)).get(URL)
        assert refs(answer) == ["2.1", "C9"]
        assert "0 of 2" in answer.text
        assert "Closes at the end of 15 July 2018" in answer.text

    def test_a_keeper_sees_all_actions(self, asked: Round) -> None:
        assert refs(signed_in(asked.officer).get(URL)) == ["2.1", "2.2", "2.3", "2.4", "C9"]

    def test_somebody_who_leads_nothing_is_told_so(self, asked: Round) -> None:
        answer = signed_in(user_with("viewer", asked.plan.authority)).get(URL)
        assert "Nothing is asked of you in this round" in answer.text

    def test_chips_narrow_the_list(self, asked: Round) -> None:
        client = signed_in(asked.officer)
        asked.say("2.1", Rag.AMBER, "Room lost.")
        assert refs(client.get(f"{URL}?show=todo")) == ["2.2", "2.3", "2.4", "C9"]
        assert refs(client.get(f"{URL}?show=troubled")) == ["2.1"]
        counts = {chip["label"]: chip["count"] for chip in client.get(URL).context["chips"]}
        assert counts == {"All actions": 5, "Still to do": 4, "Red and amber": 1}

    def test_a_keeper_who_leads_has_their_own_chip(self, asked: Round) -> None:
        PersonFactory(authority=asked.plan.authority, user=asked.officer)
        LeadFactory(action=asked.action("2.4"), person=asked.officer.people.get())
        labels = [chip["label"] for chip in signed_in(asked.officer).get(f"{URL}?show=mine").context["chips"]]
        assert labels == ["Mine and the ones I keep", "Mine", "Still to do", "Red and amber"]

    def test_a_row_says_how_the_action_stood_and_what_was_said(self, asked: Round) -> None:
        rounds.close_round(period=asked.period, by=asked.officer)
        asked.say("2.1", Rag.AMBER, "Room lost.", path_to_green="Joan finds one.")
        ActionDateFactory(action=asked.action("2.1"))
        text = signed_in(asked.officer).get(URL).text
        for words in ("Was at risk", "Last time: “Room lost.”", "31 August 2018", 'value="Joan finds one."'):
            assert words in text

    def test_what_was_sent_back_comes_first_with_its_question(self, asked: Round) -> None:
        update = asked.say("2.3")
        rounds.send_back(answer=asked.answer("2.3"), question="Which room?", seen=update.pk, by=asked.officer)
        answer = signed_in(asked.officer).get(URL)
        assert refs(answer)[0] == "2.3"
        assert "Which room?" in answer.text

    def test_what_was_accepted_is_shown_and_not_asked(self, asked: Round) -> None:
        update = asked.say("2.1")
        rounds.accept(answer=asked.answer("2.1"), seen=update.pk, by=asked.officer)
        client = signed_in(asked.officer)
        assert "Accepted" in client.get(URL).text
        assert f"a{asked.answer('2.1').pk}-rag" not in client.get(URL).text
        save(client, asked, "2.1", "red", "No.")
        assert asked.action("2.1").rag == Rag.GREEN

    def test_queries_do_not_grow_with_the_rows(self, asked: Round, django_assert_max_num_queries: Any) -> None:
        client = signed_in(asked.officer)
        with django_assert_max_num_queries(15):
            client.get(URL)
        for number in range(20):
            ActionFactory(plan=asked.plan, ref=f"5.{number}")
        rounds.ask_again(period=asked.period, on=asked.period.opens_on, by=asked.officer)
        with django_assert_max_num_queries(15):
            assert len(client.get(URL).context["lines"]) == 25

    def test_a_round_that_is_not_open_yet_says_so(self) -> None:
        asked = planned()
        answer = signed_in(asked.officer).get(URL)
        assert "This round has not been opened yet." in answer.text

    def test_the_round_of_another_council_is_not_there(self, asked: Round) -> None:
        stranger = user_with("project_officer", AuthorityFactory(slug="marlshire", name="Marlshire"))
        assert signed_in(stranger).get(URL).status_code == 404
        assert signed_in(stranger).get(URL.replace("fenshire", "marlshire")).status_code == 404


class TestOneRow:
    """Saving a row by htmx."""

    def test_a_rating_and_a_sentence_are_saved_for_the_round(self, asked: Round) -> None:
        answer = save(signed_in(lead(asked)), asked, "2.1", "amber", "Room lost.", path_to_green="Joan finds one.")
        assert answer.status_code == 200
        assert json.loads(answer.headers["HX-Trigger"])["announce"] == "2.1 saved, 1 of 2"
        update = RagUpdate.objects.get()
        assert (update.rag, update.comment, update.path_to_green) == ("amber", "Room lost.", "Joan finds one.")
        assert (update.period, state(asked, "2.1")) == (asked.period, Answer.State.ANSWERED)

    def test_only_the_row_and_the_progress_come_back(self, asked: Round) -> None:
        text = save(signed_in(asked.officer), asked, "2.1", "green").text
        assert text.count("<li ") == 1
        assert 'id="round-progress"' in text
        assert "Still to do <b>4</b>" in text
        assert "1 of 5" in text
        assert "<html" not in text

    def test_still_true_needs_no_sentence(self, asked: Round) -> None:
        Action.objects.filter(ref="2.1").update(rag=Rag.GREEN)
        assert save(signed_in(lead(asked)), asked, "2.1", "green").status_code == 200
        assert (RagUpdate.objects.get().rag, RagUpdate.objects.get().comment) == ("green", "")

    @pytest.mark.parametrize(
        ("rag", "sentence"),
        [("amber", "Say what puts it at risk."), ("", "Choose a rating"), ("purple", "Choose a rating from the list")],
    )
    def test_an_error_stays_with_its_row(self, asked: Round, rag: str, sentence: str) -> None:
        answer = save(signed_in(lead(asked)), asked, "2.1", rag, help_wanted="A room")
        assert answer.status_code == 400
        assert sentence in answer.text
        assert 'value="A room"' in answer.text
        assert json.loads(answer.headers["HX-Trigger"])["announce"].startswith("2.1 not saved. ")
        assert not RagUpdate.objects.exists()

    def test_a_new_date_is_moved_with_its_sentence(self, asked: Round) -> None:
        row = ActionDateFactory(action=asked.action("2.1"))
        client = signed_in(lead(asked))
        assert save(client, asked, "2.1", "green", next_date="31 September").status_code == 400
        assert save(client, asked, "2.1", "green", "Moved.", next_date="17 September 2018").status_code == 200
        row.refresh_from_db()
        assert str(row.end) == "2018-09-17"

    def test_a_stale_row_shows_both_and_can_be_saved_again(self, asked: Round) -> None:
        client, data = signed_in(lead(asked)), fields(asked, "2.1", "red", "Mine.")
        asked.say("2.1", Rag.GREEN, "Theirs.")
        answer = client.post(URL, data | {"row": str(asked.answer("2.1").pk)}, headers=HTMX)
        assert answer.status_code == 412
        assert "Theirs." in answer.text
        assert 'value="Mine."' in answer.text
        assert save(client, asked, "2.1", "red", "Mine.").status_code == 200
        assert asked.action("2.1").rag == Rag.RED

    @pytest.mark.parametrize("seen", ["999999", "x"])
    def test_a_row_that_was_altered_on_the_way_is_refused(self, asked: Round, seen: str) -> None:
        answer = save(signed_in(lead(asked)), asked, "2.1", "green", "Mine.", seen=seen)
        assert (answer.status_code, "Open this page again" in answer.text) == (400, True)

    def test_theirs_can_be_kept(self, asked: Round) -> None:
        client, data = signed_in(lead(asked)), fields(asked, "2.1", "red", "Mine.")
        asked.say("2.1", Rag.GREEN, "Theirs.")
        key = str(asked.answer("2.1").pk)
        client.post(URL, data | {"row": key}, headers=HTMX)
        answer = client.post(URL, data | {"theirs": key}, headers=HTMX)
        assert answer.status_code == 200
        assert 'value="Theirs."' in answer.text
        assert asked.answer("2.1").draft == {}

    def test_a_row_said_since_the_last_round_is_confirmed_as_it_is(self, asked: Round) -> None:
        update = asked.say("2.1", Rag.AMBER, "Room lost.")
        Answer.objects.filter(pk=asked.answer("2.1").pk).update(state=Answer.State.WAITING)
        answer = save(signed_in(lead(asked)), asked, "2.1", "amber", "Room lost.")
        assert (answer.status_code, state(asked, "2.1")) == (200, Answer.State.ANSWERED)
        assert RagUpdate.objects.get() == update

    def test_what_was_sent_back_is_answered_and_not_just_sent_again(self, asked: Round) -> None:
        update, client = asked.say("2.1", Rag.GREEN, "Booked."), signed_in(lead(asked))
        rounds.send_back(answer=asked.answer("2.1"), question="Which room?", seen=update.pk, by=asked.officer)
        answer = save(client, asked, "2.1", "green", "Booked.")
        assert (answer.status_code, "Answer the question that was asked" in answer.text) == (400, True)
        assert save(client, asked, "2.1", "green", "The blue room is booked.").status_code == 200
        assert state(asked, "2.1") == Answer.State.ANSWERED

    def test_saving_twice_says_it_once(self, asked: Round) -> None:
        client = signed_in(lead(asked))
        save(client, asked, "2.1", "green", "Done.")
        save(client, asked, "2.1", "green", "Done.")
        assert RagUpdate.objects.count() == 1

    def test_a_row_one_may_not_answer_is_refused(self, asked: Round) -> None:
        assert save(signed_in(lead(asked)), asked, "2.2", "green").status_code == 403
        assert save(signed_in(user_with("viewer", asked.plan.authority)), asked, "2.1", "green").status_code == 403
        assert not RagUpdate.objects.exists()

    def test_a_keeper_writes_down_what_the_lead_said(self, asked: Round) -> None:
        save(signed_in(asked.officer), asked, "2.1", "green", behalf="1")
        assert RagUpdate.objects.get().said_by is None
        data = fields(asked, "2.2", "green") | {"row": str(asked.answer("2.2").pk), "behalf": "1"}
        signed_in(asked.officer).post(URL, data, headers=HTMX)
        assert RagUpdate.objects.get(action__ref="2.2").said_by == asked.amir


class TestAllAtOnce:
    """Without script: one form, one button."""

    def test_what_was_touched_is_saved_and_the_rest_left_alone(self, asked: Round) -> None:
        Action.objects.update(rag=Rag.GREEN)
        data = fields(asked, "2.1", "red", "Trainer ill.") | fields(asked, "2.2", "green")
        answer = signed_in(asked.officer).post(URL, data, follow=True)
        assert "1 action saved. 1 of 5 done." in answer.text
        assert (state(asked, "2.1"), state(asked, "2.2")) == ("answered", "waiting")

    def test_still_true_can_be_ticked(self, asked: Round) -> None:
        Action.objects.update(rag=Rag.GREEN)
        data = fields(asked, "2.1", "green", still="1") | fields(asked, "2.2", "green", still="1")
        answer = signed_in(asked.officer).post(URL, data, follow=True)
        assert "2 actions saved. 2 of 5 done." in answer.text

    def test_rows_with_errors_come_back_and_the_others_are_saved(self, asked: Round) -> None:
        data = fields(asked, "2.1", "red") | fields(asked, "2.2", "green", "On time.")
        answer = signed_in(asked.officer).post(URL, data)
        assert answer.status_code == 400
        assert "One action could not be saved" in answer.text
        assert "2.1: Say what is off track and what would help." in answer.text
        assert "<title>Error: " in answer.text
        assert (state(asked, "2.1"), state(asked, "2.2")) == ("waiting", "answered")

    def test_what_could_not_be_saved_is_kept_for_any_device(self, asked: Round) -> None:
        data = fields(asked, "2.1", "red", help_wanted="A trainer")
        signed_in(asked.officer).post(URL, data)
        page = signed_in(lead(asked)).get(URL)
        assert 'value="A trainer"' in page.text
        assert re.search(r'value="red" id="[^"]*" data-key="R" checked', page.text)
        data = fields(asked, "2.1", "red", "Trainer ill.", help_wanted="A trainer")
        signed_in(asked.officer).post(URL, data)
        assert asked.answer("2.1").draft == {}

    def test_a_draft_taken_back_is_forgotten(self, asked: Round) -> None:
        signed_in(asked.officer).post(URL, fields(asked, "2.1", "red"))
        signed_in(asked.officer).post(URL, fields(asked, "2.1", ""))
        assert asked.answer("2.1").draft == {}

    def test_words_no_database_can_store_are_no_fault(self, asked: Round) -> None:
        answer = signed_in(asked.officer).post(URL, fields(asked, "2.1", "red", "a\x00b" + "c" * 30_000))
        assert answer.status_code == 400
        assert asked.answer("2.1").draft["comment"].startswith("abccc")

    def test_one_rows_button_saves_that_row_and_keeps_what_was_typed_in_others(self, asked: Round) -> None:
        data = fields(asked, "2.1", "green", "Held.") | fields(asked, "2.2", "amber", "Half typed")
        answer = signed_in(asked.officer).post(URL, data | {"row": str(asked.answer("2.1").pk)})
        assert answer.status_code == 302
        assert answer.url.endswith(f"#r{asked.answer('2.1').pk}")
        assert (state(asked, "2.1"), state(asked, "2.2")) == ("answered", "waiting")
        assert 'value="Half typed"' in signed_in(asked.officer).get(URL).text

    def test_the_page_of_a_stale_row_is_412(self, asked: Round) -> None:
        data = fields(asked, "2.1", "red", "Mine.")
        asked.say("2.1", Rag.GREEN, "Theirs.")
        answer = signed_in(asked.officer).post(URL, data)
        assert answer.status_code == 412
        assert "somebody saved it while you were writing" in answer.text


class TestLaterOn:
    """After the round is closed, and after it is locked."""

    def test_after_the_close_what_is_said_counts_for_the_next_round(self, asked: Round) -> None:
        rounds.close_round(period=asked.period, by=asked.officer)
        client = signed_in(lead(asked))
        assert "counts for the next round" in client.get(URL).text
        answer = save(client, asked, "2.1", "green")
        assert "Saved for the next round" in answer.text
        assert (RagUpdate.objects.get().period, state(asked, "2.1")) == (None, "waiting")

    def test_a_locked_period_is_read_only(self, asked: Round) -> None:
        ReportingPeriod.objects.update(state=ReportingPeriod.State.LOCKED)
        client = signed_in(asked.officer)
        answer = client.get(URL)
        assert "This period is locked." in answer.text
        assert "Save all" not in answer.text
        save(client, asked, "2.1", "green")
        assert not RagUpdate.objects.exists()


WILD = ("a\x00b", "x" * 30_000, str(2**63), "-1", "NaN", "30 February 2026", "\U0001f9d2\u202e")


@pytest.mark.parametrize("wild", WILD)
def test_wild_words_in_any_field_are_answered_in_words(asked: Round, wild: str) -> None:
    client = signed_in(asked.officer)
    for name in ("rag", "comment", "path_to_green", "help_wanted", "next_date", "seen", "still"):
        data = fields(asked, "2.1", "red") | {f"a{asked.answer('2.1').pk}-{name}": wild}
        assert client.post(URL, data).status_code in (302, 400, 412), name
    for name in ("row", "theirs"):
        assert client.post(URL, {name: wild}).status_code == 403
