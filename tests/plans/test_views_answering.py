"""Answering an update round: signed in and by the link of a mail, row by row and all at once."""

import json
import re
from typing import Any

import pytest
from django.test import Client

from accounts.models import Membership, User
from core.ratings import Rag
from plans import rounds as reading
from plans.models import Action, Answer, Ask, Participation, RagUpdate, ReportingPeriod
from plans.services import rounds
from tests.factories.accounts import AuthorityFactory, PersonFactory, user_with
from tests.factories.plans import ActionDateFactory, ActionFactory, LeadFactory
from tests.plans.rounding import Round, planned

pytestmark = pytest.mark.django_db
URL = "/fenshire/plans/plan/rounds/july-2018/"
HTMX = {"HX-Request": "true"}


@pytest.fixture
def asked() -> Round:
    made = planned()
    made.open()
    return made


def signed_in(user: User) -> Client:
    client = Client()
    client.force_login(user, backend="accounts.backends.PasswordBackend")
    return client


def lead(asked: Round) -> User:
    """Joan, now with an account."""
    user = user_with("viewer", asked.plan.authority, name="Joan Petrie")
    asked.joan.user = user
    asked.joan.save(update_fields=["user"])
    return user


def fields(asked: Round, ref: str, rag: str, comment: str = "", **more: str) -> dict[str, str]:
    """What one row of the page sends."""
    answer, action = asked.answer(ref), asked.action(ref)
    sent = {"rag": rag, "comment": comment, "seen": str(action.latest_id or ""), "path_to_green": ""} | more
    return {f"a{answer.pk}-{name}": value for name, value in sent.items()}


def save(client: Client, asked: Round, ref: str, rag: str, comment: str = "", **more: str) -> Any:
    """Save one row as the script does."""
    data = fields(asked, ref, rag, comment, **more) | {"row": str(asked.answer(ref).pk)}
    return client.post(URL, data, headers=HTMX)


def refs(answer: Any) -> list[str]:
    return [line.ref for line in answer.context["lines"]]


def state(asked: Round, ref: str) -> str:
    return asked.answer(ref).state


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


class TestTheLink:
    """By the link of a mail, without an account."""

    @pytest.fixture
    def ask(self, asked: Round) -> Ask:
        return Ask.objects.select_related("period__plan__authority").get(person=asked.joan)

    @pytest.fixture
    def url(self, ask: Ask) -> str:
        return f"/fenshire/answer/{reading.link_token(ask)}/"

    def post(self, asked: Round, url: str, ref: str, rag: str = "green", **more: str) -> Any:
        data = fields(asked, ref, rag, **more) | {"row": str(asked.answer(ref).pk)}
        return Client().post(url, data, headers=HTMX)

    def test_it_shows_that_persons_actions_and_nothing_of_the_plan(self, asked: Round, url: str) -> None:
        answer = Client().get(url)
        assert refs(answer) == ["2.1", "C9"]
        assert "Joan Petrie, how do your 2 actions stand?" in answer.text
        assert "/plans/plan/" not in answer.text
        assert "Thing 2" not in answer.text

    def test_it_is_kept_from_search_engines_and_caches(self, asked: Round, url: str) -> None:
        for address in (url, "/fenshire/answer/x/"):
            headers = Client().get(address).headers
            assert headers["X-Robots-Tag"] == "noindex, nofollow"
            assert "no-store" in headers["Cache-Control"]
            assert headers["Referrer-Policy"] == "same-origin"

    def test_looking_changes_nothing(self, ask: Ask, url: str) -> None:
        Client().get(url)
        ask.refresh_from_db()
        assert ask.opened_at is None

    def test_doing_something_there_is_noticed_once(self, ask: Ask, url: str) -> None:
        assert Client().post(url, {"here": "1"}).status_code == 204
        ask.refresh_from_db()
        first = ask.opened_at
        Client().post(url, {"here": "1"})
        ask.refresh_from_db()
        assert first is not None
        assert ask.opened_at == first

    def test_the_answer_is_the_persons_entered_by_the_system(self, asked: Round, url: str) -> None:
        assert self.post(asked, url, "2.1").status_code == 200
        update = RagUpdate.objects.get()
        assert (update.said_by, update.by, update.source) == (asked.joan, User.objects.system(), "link")
        assert state(asked, "2.1") == "answered"

    def test_somebody_signed_in_answers_as_the_links_person_too(self, asked: Round, url: str) -> None:
        stranger = user_with("viewer", AuthorityFactory(slug="marlshire", name="Marlshire"))
        data = fields(asked, "2.1", "green") | {"row": str(asked.answer("2.1").pk)}
        signed_in(stranger).post(url, data)
        assert RagUpdate.objects.get().said_by == asked.joan

    def test_it_answers_no_other_action(self, asked: Round, url: str) -> None:
        assert self.post(asked, url, "2.2").status_code == 403
        assert not RagUpdate.objects.exists()

    def test_an_action_that_has_another_lead_by_now_is_gone(self, asked: Round, url: str) -> None:
        Participation.objects.filter(action__ref="2.1").update(person=asked.amir)
        assert refs(Client().get(url)) == ["C9"]
        assert self.post(asked, url, "2.1").status_code == 403

    def test_with_nothing_left_it_says_so(self, asked: Round, url: str) -> None:
        Participation.objects.filter(person=asked.joan).update(person=asked.amir)
        answer = Client().get(url)
        assert (answer.status_code, "Nothing is asked of you any more" in answer.text) == (200, True)

    def ended(self, url: str) -> None:
        for answer in (Client().get(url), Client().post(url, {"here": "1"})):
            assert answer.status_code == 410
            assert "This link has ended" in answer.text
            assert "Joan" not in answer.text

    def test_a_newer_link_ends_it(self, ask: Ask, url: str) -> None:
        Ask.objects.filter(pk=ask.pk).update(link=2)
        self.ended(url)

    def test_it_ends_with_the_person(self, asked: Round, url: str) -> None:
        asked.joan.closed_on = asked.period.opens_on
        asked.joan.save(update_fields=["closed_on"])
        self.ended(url)

    def test_it_ends_when_the_person_is_suspended(self, asked: Round, url: str) -> None:
        user = lead(asked)
        assert Client().get(url).status_code == 200
        Membership.objects.filter(user=user).update(suspended_at="2018-07-03T09:00Z")
        self.ended(url)

    def test_it_ends_with_the_lock(self, asked: Round, url: str) -> None:
        ReportingPeriod.objects.update(state=ReportingPeriod.State.LOCKED)
        self.ended(url)

    def test_altered_words_or_another_councils_address_open_nothing(self, asked: Round, url: str) -> None:
        AuthorityFactory(slug="marlshire", name="Marlshire")
        self.ended(url[:-3] + "xx/")
        self.ended(url.replace("fenshire", "marlshire"))
        assert Client().get(url.replace("fenshire", "nowhere")).status_code == 404

    def test_a_form_from_elsewhere_is_refused(self, asked: Round, url: str) -> None:
        client = Client(enforce_csrf_checks=True)
        client.get(url)
        data = fields(asked, "2.1", "green") | {"row": str(asked.answer("2.1").pk)}
        assert client.post(url, data).status_code == 403
        token = client.cookies["csrftoken"].value
        assert client.post(url, data | {"csrfmiddlewaretoken": token}).status_code == 302
        assert state(asked, "2.1") == "answered"

    def test_after_the_close_a_late_answer_still_reaches_the_council(self, asked: Round, url: str) -> None:
        rounds.close_round(period=asked.period, by=asked.officer)
        assert self.post(asked, url, "2.1").status_code == 200
        assert RagUpdate.objects.get().period is None
