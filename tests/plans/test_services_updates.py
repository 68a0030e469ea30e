"""Rating an action: what is kept, what is refused, what two people at once get, what can be taken back."""

from datetime import date, timedelta
from typing import Any

import pytest
from django.utils import timezone

from accounts.models import User
from core.errors import RuleBroken, StaleVersion
from core.ratings import Rag
from plans.models import Action, ActionDate, DateRevision, Plan, RagUpdate
from plans.services import updates
from plans.services.updates import Said
from tests.factories.accounts import PersonFactory, marlshire, user_with
from tests.factories.plans import ActionDateFactory, ActionFactory, PlanFactory, RagUpdateFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def officer() -> User:
    return user_with("project_officer")


@pytest.fixture
def action() -> Action:
    return ActionFactory()


def rate(action: Action, rag: str, comment: str = "", **more: Any) -> RagUpdate:
    names = ("path_to_green", "help_wanted", "next_date")
    said = Said(rag, comment, **{name: more.pop(name) for name in names if name in more})
    action.refresh_from_db()
    return updates.update_rag(action=action, said=said, **{"seen": action.latest_id, **more})


def rows() -> tuple[int, int]:
    return RagUpdate.objects.count(), DateRevision.objects.count()


def test_an_update_is_kept_and_becomes_the_action_s_rating(action: Action, officer: User) -> None:
    update = rate(
        action, Rag.AMBER, " Venue lost. ", by=officer, path_to_green="Joan finds a room.", help_wanted="Money."
    )
    action.refresh_from_db()
    assert (action.rag, action.latest) == (Rag.AMBER, update)
    assert (update.rag_before, update.comment) == (Rag.NOT_RATED, "Venue lost.")
    assert (update.path_to_green, update.help_wanted, update.by) == ("Joan finds a room.", "Money.", officer)


def test_updates_name_the_one_before_them(action: Action, officer: User) -> None:
    first = rate(action, Rag.GREEN, by=officer)
    second = rate(action, Rag.RED, "Lost.", by=officer)
    assert (second.previous, second.rag_before) == (first, Rag.GREEN)


@pytest.mark.parametrize("rag", [Rag.RED, Rag.AMBER])
def test_red_and_amber_need_a_reason(action: Action, officer: User, rag: str) -> None:
    with pytest.raises(RuleBroken) as refusal:
        rate(action, rag, "  ", by=officer)
    assert refusal.value.field == "comment"
    assert rows() == (0, 0)


def test_a_worse_rating_needs_a_reason(action: Action, officer: User) -> None:
    rate(action, Rag.COMPLETE, by=officer)
    with pytest.raises(RuleBroken, match="worse"):
        rate(action, Rag.GREEN, by=officer)


@pytest.mark.parametrize("rag", ["", "purple", "not_rated", "GREEN"])
def test_a_rating_must_be_one_a_person_can_choose(action: Action, officer: User, rag: str) -> None:
    with pytest.raises(RuleBroken, match="Choose a rating") as refusal:
        rate(action, rag, "Words.", by=officer)
    assert refusal.value.field == "rag"


def test_who_has_not_seen_the_latest_is_told_and_changes_nothing(action: Action, officer: User) -> None:
    theirs = rate(action, Rag.GREEN, "Fine.", by=officer)
    with pytest.raises(StaleVersion) as stale:
        rate(action, Rag.RED, "Lost.", by=user_with("viewer"), seen=None)
    assert stale.value.theirs == theirs
    assert rows() == (1, 0)


def test_who_has_seen_what_was_withdrawn_is_shown_the_withdrawal(action: Action, officer: User) -> None:
    first = rate(action, Rag.GREEN, by=officer)
    withdrawal = updates.withdraw_update(update=first, by=officer)
    with pytest.raises(StaleVersion) as stale:
        rate(action, Rag.RED, "Lost.", by=officer, seen=first.pk)
    assert stale.value.theirs == withdrawal


def test_an_archived_action_is_not_rated(officer: User) -> None:
    archived = ActionFactory(archived_at=timezone.now(), archived_reason="Merged.")
    with pytest.raises(RuleBroken, match="archived"):
        rate(archived, Rag.GREEN, by=officer)


def test_a_closed_plan_is_not_rated_and_a_draft_is(officer: User) -> None:
    closed = ActionFactory(plan=PlanFactory(state=Plan.State.CLOSED))
    with pytest.raises(RuleBroken, match="closed"):
        rate(closed, Rag.GREEN, by=officer)
    assert rate(ActionFactory(plan=PlanFactory(state=Plan.State.DRAFT)), Rag.GREEN, by=officer).pk


def test_what_the_dates_suggest_is_kept_with_the_update(action: Action, officer: User) -> None:
    ActionDateFactory(action=action, end=timezone.localdate() - timedelta(days=9))
    assert rate(action, Rag.GREEN, by=officer).suggested == Rag.RED


def test_a_plan_not_in_force_suggests_nothing(officer: User) -> None:
    action = ActionFactory(plan=PlanFactory(state=Plan.State.DRAFT))
    ActionDateFactory(action=action, end=date(2018, 3, 31))
    assert rate(action, Rag.GREEN, by=officer).suggested == ""


def test_an_answer_on_behalf_of_somebody_says_whose_it_is(action: Action, officer: User) -> None:
    joan = PersonFactory(name="Joan Petrie")
    assert rate(action, Rag.GREEN, by=officer, said_by=joan).said_by == joan


def test_nobody_of_another_council_can_have_said_it(action: Action, officer: User) -> None:
    stranger = PersonFactory(authority=marlshire())
    with pytest.raises(RuleBroken) as refusal:
        rate(action, Rag.GREEN, by=officer, said_by=stranger)
    assert refusal.value.field == "said_by"
    assert rows() == (0, 0)


class TestMovingTheNextDate:
    """A new date given with a rating."""

    @pytest.fixture
    def late(self, action: Action) -> ActionDate:
        end = timezone.localdate() - timedelta(days=9)
        words = f"{end.day} {end:%B %Y}"
        Action.objects.filter(pk=action.pk).update(by_when=words)
        return ActionDateFactory(action=action, end=end, source=words)

    def test_it_moves_the_open_date_with_the_sentence_as_reason(self, late: ActionDate, officer: User) -> None:
        new = timezone.localdate() + timedelta(days=30)
        update = rate(late.action, Rag.AMBER, "Trainer is ill.", by=officer, next_date=new)
        revision = DateRevision.objects.get()
        assert (revision.date, revision.end_after, revision.reason) == (late, new, "Trainer is ill.")
        assert Action.objects.get().due_on == new
        assert update.suggested == "", "the dates speak as they are after the move"

    def test_it_needs_a_sentence_even_when_on_track(self, late: ActionDate, officer: User) -> None:
        with pytest.raises(RuleBroken, match="date has moved"):
            rate(late.action, Rag.GREEN, by=officer, next_date=timezone.localdate() + timedelta(days=30))
        assert rows() == (0, 0)

    def test_the_date_it_has_already_is_no_move(self, late: ActionDate, officer: User) -> None:
        rate(late.action, Rag.GREEN, by=officer, next_date=late.end)
        assert rows() == (1, 0)

    def test_without_an_open_date_there_is_nothing_to_move(self, action: Action, officer: User) -> None:
        with pytest.raises(RuleBroken) as refusal:
            rate(action, Rag.GREEN, "Words.", by=officer, next_date=date(2019, 1, 31))
        assert refusal.value.field == "next_date"


class TestWithdrawing:
    """Taking a mis-click back."""

    def test_it_restores_the_rating_before_and_deletes_nothing(self, action: Action, officer: User) -> None:
        first = rate(action, Rag.GREEN, by=officer)
        slip = rate(action, Rag.RED, "Slip.", by=officer)
        row = updates.withdraw_update(update=slip, by=officer)
        action.refresh_from_db()
        assert (action.rag, action.latest) == (Rag.GREEN, first)
        assert (row.withdraws, row.rag, row.rag_before) == (slip, Rag.GREEN, Rag.RED)
        assert rows() == (3, 0)

    def test_the_first_update_leaves_the_action_unrated(self, action: Action, officer: User) -> None:
        updates.withdraw_update(update=rate(action, Rag.GREEN, by=officer), by=officer)
        action.refresh_from_db()
        assert (action.rag, action.latest) == (Rag.NOT_RATED, None)

    def test_only_who_saved_it_can(self, action: Action, officer: User) -> None:
        update = rate(action, Rag.GREEN, by=officer)
        with pytest.raises(RuleBroken, match="who saved"):
            updates.withdraw_update(update=update, by=user_with("project_manager"))

    def test_not_once_a_later_update_exists(self, action: Action, officer: User) -> None:
        first = rate(action, Rag.GREEN, by=officer)
        rate(action, Rag.RED, "Lost.", by=user_with("project_manager"))
        with pytest.raises(RuleBroken, match="later update"):
            updates.withdraw_update(update=first, by=officer)

    def test_not_twice(self, action: Action, officer: User) -> None:
        update = rate(action, Rag.GREEN, by=officer)
        updates.withdraw_update(update=update, by=officer)
        with pytest.raises(RuleBroken):
            updates.withdraw_update(update=update, by=officer)
        assert rows() == (2, 0)

    def test_not_after_ten_minutes(self, action: Action, officer: User) -> None:
        old = RagUpdateFactory(action=action, by=officer, at=timezone.now() - timedelta(minutes=11))
        with pytest.raises(RuleBroken, match="ten minutes"):
            updates.withdraw_update(update=old, by=officer)

    def test_not_in_a_plan_that_was_closed_meanwhile(self, action: Action, officer: User) -> None:
        update = rate(action, Rag.GREEN, by=officer)
        Plan.objects.update(state=Plan.State.CLOSED)
        with pytest.raises(RuleBroken, match="closed"):
            updates.withdraw_update(update=update, by=officer)
        assert rows() == (1, 0)

    def test_a_further_update_goes_on_from_what_was_restored(self, action: Action, officer: User) -> None:
        first = rate(action, Rag.GREEN, by=officer)
        updates.withdraw_update(update=rate(action, Rag.RED, "Slip.", by=officer), by=officer)
        assert rate(action, Rag.AMBER, "Late.", by=officer).previous == first
