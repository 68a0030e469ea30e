"""A round is answered in the browser: over 28 actions by keyboard alone, with a mouse, and without script."""

from typing import Any

import pytest

from core.ratings import Rag
from plans.models import Action, RagUpdate, ReportingPeriod
from plans.services import rounds, updates
from plans.services.updates import Said
from tests.browser.answering import MANY, done, field, key, open_round, rag_of, rating, saved
from tests.browser.hands import Hands, until
from tests.browser.test_live_messages import LISTEN
from tests.world import Council

FEW_KEYS = 4


@pytest.fixture
def period(fen: Council) -> ReportingPeriod:
    return open_round(fen)


@pytest.fixture
def url(period: ReportingPeriod) -> str:
    return f"/fenshire/plans/rounds/rounds/{period.slug}/"


@pytest.fixture
def at_keys(new_page: Any, fen: Council, url: str) -> "Counted":
    """The lead, at the page, by keyboard."""
    page = new_page(user=fen.user("lead"))
    page.goto(url)
    return Counted(page)


class Counted(Hands):
    """Counts the keys that are pressed beside the text itself."""

    pressed = 0

    def press(self, key: str, times: int = 1) -> None:
        super().press(key, times)
        self.pressed += times


class TestByKeyboard:
    """No mouse, no Tab: letters, arrows, Enter."""

    def test_28_actions_take_few_keys_beside_the_text(self, at_keys: Counted, period: ReportingPeriod) -> None:
        hands = at_keys
        places = [rating(period, f"5.{number}") for number in range(1, MANY + 1)]
        for number, place in enumerate(places, start=1):
            assert hands.is_on(place), number
            if number <= 4:  # still at risk: needs its sentence
                hands.press("a")
                hands.type("The second room is not booked.")
            elif number <= 7:  # worse
                hands.press("r")
                hands.type("The trainer has left.")
                hands.press("Tab", 2)  # past the line that opens and closes the further fields
                hands.type("A new one starts in May.")
            elif number == MANY:  # never rated
                hands.press("n")
            hands.press("Enter")
            hands.must_see_focus()
        until(hands.page, f"document.querySelectorAll('#round li.saved').length === {MANY}")
        assert done(period) == MANY
        print(f"{hands.pressed} keys beside the text for {MANY} actions: {hands.pressed / MANY:.2f} an action")
        assert hands.pressed / MANY <= FEW_KEYS
        assert (rag_of("5.1"), rag_of("5.6"), rag_of("5.9"), rag_of("5.28")) == ("amber", "red", "green", "not_started")
        assert RagUpdate.objects.get(action__ref="5.6", period=period).path_to_green == "A new one starts in May."
        assert hands.is_on("#round-progress")
        assert f"{MANY} of {MANY}" in hands.page.locator("#round-progress").inner_text()

    def test_arrows_and_letters_go_from_action_to_action(self, at_keys: Counted, period: ReportingPeriod) -> None:
        for pressed, ref in (("ArrowDown", "5.2"), ("j", "5.3"), ("k", "5.2"), ("ArrowUp", "5.1"), ("ArrowUp", "5.1")):
            at_keys.press(pressed)
            assert at_keys.is_on(f"{rating(period, ref)}:checked"), (pressed, ref)
            at_keys.must_see_focus()

    def test_after_the_letter_the_caret_is_in_the_sentence_and_escape_leads_back(
        self, at_keys: Counted, period: ReportingPeriod
    ) -> None:
        at_keys.press("r")
        assert at_keys.is_on(field(period, "5.1", "comment"))
        at_keys.type("jk? grab")
        assert at_keys.page.locator(field(period, "5.1", "comment")).input_value() == "jk? grab"
        at_keys.press("Escape")
        assert at_keys.is_on(f"{rating(period, '5.1')}[value=red]:checked")
        assert at_keys.page.locator("#unsaved").inner_text() == "Unsaved rows: 1."

    def test_the_question_mark_shows_the_keys(self, at_keys: Counted, period: ReportingPeriod) -> None:
        at_keys.press("?")
        assert at_keys.page.locator("dialog[open]").inner_text().startswith("Keys")
        at_keys.press("Escape")
        assert at_keys.page.locator("dialog[open]").count() == 0
        assert at_keys.is_on(rating(period, "5.1"))

    def test_a_refusal_fetches_the_focus_back_to_its_row(self, at_keys: Counted, period: ReportingPeriod) -> None:
        at_keys.press("ArrowDown", 4)  # 5.5, on track
        at_keys.press("g")
        at_keys.press("Tab", 4)
        at_keys.page.locator(f"#r{key(period, '5.5')} summary").press("Enter")
        at_keys.page.locator(field(period, "5.5", "next_date")).fill("31 September")
        at_keys.page.locator(field(period, "5.5", "next_date")).press("Enter")
        at_keys.page.locator(f"#r{key(period, '5.5')}.err").wait_for()
        assert at_keys.is_on(field(period, "5.5", "next_date"))
        assert done(period) == 0
        at_keys.page.locator(field(period, "5.6", "comment")).press("Enter")
        saved(at_keys.page, period, "5.6")
        assert at_keys.page.locator(field(period, "5.5", "next_date")).input_value() == "31 September"

    def test_a_save_is_said_once(self, at_keys: Counted, period: ReportingPeriod) -> None:
        at_keys.press("ArrowDown", 4)
        at_keys.page.evaluate(LISTEN)
        at_keys.press("Enter")
        saved(at_keys.page, period, "5.5")
        until(at_keys.page, "window.heard.length")
        at_keys.page.wait_for_timeout(500)
        assert at_keys.page.evaluate("window.heard") == [f"5.5 saved, 1 of {MANY}"]


class TestWithAMouse:
    """With script."""

    def test_a_stale_row_shows_both_and_leaves_the_others(
        self, new_page: Any, fen: Council, url: str, period: ReportingPeriod
    ) -> None:
        slow, fast = (new_page(user=fen.user(name)) for name in ("lead", "project_officer"))
        slow.goto(url)
        fast.goto(url)
        for page, words in ((fast, "Theirs."), (slow, "Mine.")):
            page.locator(f"{rating(period, '5.6')}[value=red]").check(force=True)
            page.locator(field(period, "5.6", "comment")).fill(words)
        slow.locator(field(period, "5.7", "comment")).fill("Half typed")
        fast.get_by_role("button", name="Save 5.6", exact=True).click()
        saved(fast, period, "5.6")
        slow.get_by_role("button", name="Save 5.6", exact=True).click()
        row = slow.locator(f"#r{key(period, '5.6')}")
        row.locator(".app-round__theirs").wait_for()
        assert "Fen project_officer" in row.inner_text()
        assert "“Theirs.”" in row.inner_text()
        assert slow.locator(field(period, "5.6", "comment")).input_value() == "Mine."
        assert slow.locator(field(period, "5.7", "comment")).input_value() == "Half typed"
        slow.get_by_role("button", name="Save 5.6", exact=True).click()
        saved(slow, period, "5.6")
        assert RagUpdate.objects.filter(action__ref="5.6").latest("pk").comment == "Mine."

    def test_what_was_typed_is_there_after_a_reload(
        self, new_page: Any, fen: Council, url: str, period: ReportingPeriod
    ) -> None:
        page = new_page(user=fen.user("lead"))
        page.goto(url)
        page.locator(field(period, "5.7", "comment")).fill("Half typed")
        page.locator(field(period, "5.8", "comment")).fill("Also")
        page.get_by_role("button", name="Save 5.8", exact=True).click()
        saved(page, period, "5.8")
        page.reload()
        assert page.locator(field(period, "5.7", "comment")).input_value() == "Half typed"
        assert page.locator("#unsaved").inner_text() == "Unsaved rows: 1."

    def test_saving_all_keeps_what_cannot_be_saved_for_another_device(
        self, new_page: Any, fen: Council, url: str, period: ReportingPeriod
    ) -> None:
        page = new_page(user=fen.user("lead"))
        page.goto(url)
        page.locator(f"{rating(period, '5.6')}[value=red]").check(force=True)
        page.locator(field(period, "5.6", "help_wanted")).fill("A trainer")
        page.locator(field(period, "5.7", "comment")).fill("Booked.")
        page.get_by_role("button", name="Save all and finish later").click()
        page.locator(".govuk-error-summary").wait_for()
        assert page.title().startswith("Error: ")
        assert done(period) == 1
        other = new_page(user=fen.user("lead"))
        other.goto(url)
        assert other.locator(field(period, "5.6", "help_wanted")).input_value() == "A trainer"
        assert other.locator(f"{rating(period, '5.6')}[value=red]").is_checked()

    def test_what_was_sent_back_is_corrected(
        self, new_page: Any, fen: Council, url: str, period: ReportingPeriod
    ) -> None:
        action, officer = Action.objects.get(ref="5.9"), fen.users["project_officer"]
        said = Said(Rag.GREEN, "Booked.")
        update = updates.update_rag(action=action, said=said, seen=action.latest_id, by=officer)
        answer = period.answers.get(action=action)
        rounds.send_back(answer=answer, question="For how many?", seen=update.pk, by=officer)
        hands = Hands(new_page(user=fen.user("lead")))
        hands.page.goto(url)
        assert "For how many?" in hands.page.locator("#round li[data-row]").first.inner_text()
        assert hands.is_on(rating(period, "5.9"))
        hands.press("g")
        hands.type(" For twelve.")
        hands.press("Enter")
        saved(hands.page, period, "5.9")
        assert Action.objects.get(ref="5.9").latest.comment == "Booked. For twelve."


class TestWithoutScript:
    """One plain form."""

    def test_a_round_is_answered(self, new_page: Any, fen: Council, url: str, period: ReportingPeriod) -> None:
        page = new_page(user=fen.user("lead"), script=False)
        page.goto(url)
        page.locator(f"{rating(period, '5.1')}[value=red]").check(force=True)
        page.locator(field(period, "5.2", "comment")).fill("Room found.")
        page.get_by_label("Still true for 5.9").check()
        page.get_by_role("button", name="Save all and finish later").click()
        assert page.title().startswith("Error: ")
        assert "5.1: Say what is off track" in page.locator(".govuk-error-summary").inner_text()
        assert page.locator(f"{rating(period, '5.1')}[value=red]").is_checked()
        page.locator(field(period, "5.1", "comment")).fill("The trainer has left.")
        page.get_by_role("button", name="Save all and finish later").click()
        assert f"3 of {MANY} done." in page.locator(".app-note--flash").inner_text()
        assert (rag_of("5.1"), rag_of("5.2"), rag_of("5.9"), done(period)) == ("red", "amber", "green", 3)

    def test_enter_saves_all_and_a_rows_button_its_row(
        self, new_page: Any, fen: Council, url: str, period: ReportingPeriod
    ) -> None:
        page = new_page(user=fen.user("lead"), script=False)
        page.goto(url)
        page.locator(field(period, "5.7", "comment")).fill("Booked.")
        page.locator(field(period, "5.7", "comment")).press("Enter")
        assert "1 action saved." in page.locator(".app-note--flash").inner_text()
        page.get_by_role("button", name="Still true 5.10", exact=True).click()
        assert "5.10 saved." in page.locator(".app-note--flash").inner_text()
        assert done(period) == 2
