"""Rating an action from its row and on its own page, with and without script, and taking it back."""

import json
from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone

from accounts.models import User
from core.ratings import Rag
from plans.models import Action, RagUpdate
from plans.services import updates
from plans.services.updates import Said
from tests.factories.accounts import PersonFactory, marlshire, user_with
from tests.factories.plans import ActionDateFactory, ActionFactory, LeadFactory, PlanFactory, RagUpdateFactory

pytestmark = pytest.mark.django_db
PLAN = "/fenshire/plans/plan/"
URL = f"{PLAN}actions/2.10/update/"
HTMX = {"HX-Request": "true"}


@pytest.fixture
def officer() -> User:
    return user_with("project_officer", name="Priya Nair")


@pytest.fixture
def client(officer: User) -> Client:
    return signed_in(officer)


@pytest.fixture
def action() -> Action:
    made: Action = ActionFactory(plan=PlanFactory(slug="plan"), ref="2.10", what="Learning packs.")
    return made


def signed_in(user: User) -> Client:
    client = Client()
    client.force_login(user)
    return client


def send(client: Client, rag: str, comment: str = "", *, url: str = URL, htmx: bool = False, **more: Any) -> Any:
    return client.post(url, {"rag": rag, "comment": comment, **more}, headers=HTMX if htmx else {})


class TestWithoutScript:
    """The page of its own."""

    def test_it_asks_for_a_rating_and_a_sentence(self, action: Action, client: Client) -> None:
        RagUpdateFactory(action=action, rag=Rag.AMBER, comment="Venue lost.", path_to_green="Joan finds a room.")
        answer = client.get(URL)
        for words in ("What has changed?", "Venue lost.", 'value="Joan finds a room."'):
            assert words in answer.text
        assert answer.context["form"]["rag"].value() == "amber"

    def test_saving_goes_back_to_the_row_and_says_so(self, action: Action, client: Client) -> None:
        answer = send(client, "amber", "Venue lost.")
        assert (answer.status_code, answer.url) == (302, f"{PLAN}#a-2.10")
        assert "Rating saved for 2.10: At risk." in client.get(PLAN).text
        assert Action.objects.get().rag == Rag.AMBER

    def test_saving_goes_back_to_the_filtered_table_one_came_from(self, action: Action, client: Client) -> None:
        row = client.get(f"{PLAN}?rag=not_rated").context["groups"][0].rows[0]
        answer = send(client, "green", url=row.update_url)
        assert answer.url == f"{PLAN}?rag=not_rated#a-2.10"

    @pytest.mark.parametrize(
        ("rag", "sentence"),
        [("red", "Say what is off track and what would help."), ("", "Choose a rating"), ("purple", "Choose a rating")],
    )
    def test_what_is_missing_is_said_beside_the_field(
        self, action: Action, client: Client, rag: str, sentence: str
    ) -> None:
        answer = send(client, rag, help_wanted="A second trainer")
        assert answer.status_code == 400
        assert sentence in answer.text
        assert "A second trainer" in answer.text, "nothing typed is lost"
        assert not RagUpdate.objects.exists()

    def test_a_day_that_is_none_is_said(self, action: Action, client: Client) -> None:
        ActionDateFactory(action=action)
        answer = send(client, "green", "Words.", next_date="31 April 2019")
        assert answer.status_code == 400
        assert "April 2019 has 30 days" in answer.text

    def test_contradicting_dates_are_said_beside_the_form(self, action: Action, client: Client) -> None:
        RagUpdateFactory(action=action)
        ActionDateFactory(action=action, end=timezone.localdate() - timedelta(days=9))
        assert "On track, but 9 days overdue. The dates suggest Off track." in client.get(URL).text

    def test_an_officer_can_answer_for_a_lead(self, action: Action, client: Client) -> None:
        joan = PersonFactory(name="Joan Petrie")
        assert "Whose answer is this?" in client.get(URL).text
        send(client, "green", said_by=joan.pk)
        assert RagUpdate.objects.get().said_by == joan

    def test_nobody_of_another_council_can_be_answered_for(self, action: Action, client: Client) -> None:
        stranger = PersonFactory(authority=marlshire())
        assert send(client, "green", said_by=stranger.pk).status_code == 400
        assert send(client, "green", said_by=999_999).status_code == 400
        assert not RagUpdate.objects.exists()


class TestConflict:
    """Somebody else saved first."""

    @pytest.fixture
    def theirs(self, action: Action) -> RagUpdate:
        other = user_with("project_manager", name="Joan Petrie")
        return updates.update_rag(action=action, said=Said("green", "All is well."), seen=None, by=other)

    @pytest.mark.parametrize("htmx", [False, True])
    def test_both_texts_are_kept_with_who_and_when(
        self, action: Action, theirs: RagUpdate, client: Client, htmx: bool
    ) -> None:
        answer = send(client, "red", "The venue was lost.", path_to_green="Find another", htmx=htmx)
        assert answer.status_code == 412
        for words in ("All is well.", "Joan Petrie", "The venue was lost.", "Find another", "Nothing of yours is lost"):
            assert words in answer.text
        assert RagUpdate.objects.count() == 1

    def test_mine_can_be_saved_after_theirs_was_shown(self, action: Action, theirs: RagUpdate, client: Client) -> None:
        form = send(client, "red", "The venue was lost.").context["form"]
        assert send(client, "red", "The venue was lost.", seen=form["seen"].value()).status_code == 302
        assert Action.objects.get().latest.previous == theirs

    def test_in_a_row_theirs_is_shown_in_the_table_too(self, action: Action, theirs: RagUpdate, client: Client) -> None:
        text = send(client, "red", "Lost.", htmx=True).text
        assert 'id="a-2.10"' in text
        assert 'hx-swap-oob="true"' in text

    @pytest.mark.parametrize("seen", ["x", "-1", "0", "9" * 40, "1.5", "\x00"])
    def test_nonsense_for_what_was_seen_never_saves(
        self, action: Action, theirs: RagUpdate, client: Client, seen: str
    ) -> None:
        assert send(client, "red", "Lost.", seen=seen).status_code in (400, 412)
        assert RagUpdate.objects.count() == 1


class TestInTheRow:
    """By htmx, under the row."""

    def test_the_form_comes_as_a_row_of_the_table(self, action: Action, client: Client) -> None:
        text = client.get(URL, headers=HTMX).text
        assert text.lstrip().startswith('<tr class="app-open" role="row" data-row="a-2.10">')
        assert "<html" not in text

    def test_saving_hands_back_the_changed_row_and_a_word_for_it(self, action: Action, client: Client) -> None:
        answer = send(client, "amber", "Venue lost.", htmx=True)
        assert answer.status_code == 200
        assert 'id="a-2.10"' in answer.text
        assert "At risk" in answer.text
        assert json.loads(answer.headers["HX-Trigger"]) == {"announce": "2.10 saved as At risk."}

    def test_an_error_stays_with_the_row(self, action: Action, client: Client) -> None:
        answer = send(client, "red", htmx=True)
        assert answer.status_code == 400
        assert 'data-row="a-2.10"' in answer.text
        assert "There is a problem" in answer.text

    def test_the_summary_over_the_table_can_be_asked_for_alone(self, action: Action, client: Client) -> None:
        text = client.get(f"{PLAN}?part=standing", headers=HTMX).text
        assert text.lstrip().startswith('<div id="standing"')


class TestWho:
    """Who may rate."""

    def test_a_viewer_may_not(self, action: Action) -> None:
        viewer = signed_in(user_with("viewer"))
        assert viewer.get(URL).status_code == 403
        assert send(viewer, "green").status_code == 403
        assert not RagUpdate.objects.exists()

    def test_its_lead_may_and_answers_for_themselves(self, action: Action) -> None:
        lead = user_with("viewer")
        LeadFactory(action=action, person__user=lead)
        client = signed_in(lead)
        assert "Whose answer is this?" not in client.get(URL).text
        other = PersonFactory()
        assert send(client, "green", said_by=other.pk).status_code == 302
        assert RagUpdate.objects.get().said_by is None

    def test_another_council_s_action_is_not_there(self, client: Client) -> None:
        ActionFactory(plan=PlanFactory(slug="plan", authority=marlshire()), ref="2.10")
        assert client.get(URL).status_code == 404
        assert client.get(URL.replace("fenshire", "marlshire")).status_code == 404

    @pytest.mark.parametrize("ref", ["2.10%00", "2.1 0", "..%2f", "2.10/x", "é"])
    def test_an_address_that_cannot_be_a_ref_is_not_there(self, action: Action, client: Client, ref: str) -> None:
        assert client.get(URL.replace("2.10", ref)).status_code == 404


class TestWithdraw:
    """A mis-click taken back."""

    def url(self, update: RagUpdate) -> str:
        return f"{PLAN}updates/{update.pk}/withdraw/"

    def test_its_author_takes_it_back_from_the_table(self, action: Action, client: Client) -> None:
        send(client, "red", "Slip.")
        update = RagUpdate.objects.get()
        assert self.url(update) in client.get(PLAN).text
        assert client.post(self.url(update)).url == f"{PLAN}#a-2.10"
        assert "Its rating is Not rated again." in client.get(PLAN).text

    def test_a_refusal_is_said_and_changes_nothing(self, action: Action, client: Client) -> None:
        old = RagUpdateFactory(action=action, at=timezone.now() - timedelta(hours=1))
        client.post(self.url(old))
        assert "Only who saved an update can withdraw it." in client.get(PLAN).text
        assert RagUpdate.objects.count() == 1

    def test_reading_the_address_changes_nothing(self, action: Action, client: Client) -> None:
        assert client.get(self.url(RagUpdateFactory(action=action))).status_code == 405

    def test_a_viewer_may_not(self, action: Action) -> None:
        update = RagUpdateFactory(action=action)
        assert signed_in(user_with("viewer")).post(self.url(update)).status_code == 403

    def test_it_says_that_a_moved_date_stays(self, action: Action, client: Client) -> None:
        end = timezone.localdate() + timedelta(days=30)
        words = f"{end.day} {end:%B %Y}"
        Action.objects.update(by_when=words)
        ActionDateFactory(action=action, end=end, source=words)
        later = end + timedelta(days=9)
        send(client, "amber", "Late.", next_date=later.isoformat())
        client.post(self.url(RagUpdate.objects.get()))
        assert "stays moved" in client.get(PLAN).text


def test_saving_takes_at_most_twelve_queries(
    action: Action, client: Client, django_assert_max_num_queries: Any
) -> None:
    ActionDateFactory(action=action)
    client.get(URL)
    with django_assert_max_num_queries(12):
        assert send(client, "amber", "Venue lost.").status_code == 302


def test_saving_in_the_row_takes_at_most_twelve_queries(
    action: Action, client: Client, django_assert_max_num_queries: Any
) -> None:
    ActionDateFactory(action=action)
    client.get(URL)
    with django_assert_max_num_queries(12):
        assert send(client, "amber", "Venue lost.", htmx=True).status_code == 200


@pytest.mark.parametrize("words", ["\x00", "x" * 5_000, "\ud800", "<script>alert(1)</script>"])
def test_no_words_break_the_form(action: Action, client: Client, words: str) -> None:
    answer = send(client, "amber", words.encode("utf-8", "surrogatepass").decode("latin-1"))
    assert answer.status_code in (302, 400)
    assert "<script>alert" not in client.get(f"{PLAN}actions/2.10/").text
