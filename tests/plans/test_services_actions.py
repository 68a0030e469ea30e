"""Actions kept by hand: made, changed, led, put in order, archived, restored."""

from dataclasses import replace
from typing import Any

import pytest

from accounts.models import Body, Post, User
from accounts.permissions import Role
from core.errors import RuleBroken, StaleVersion
from core.models import AuditEvent
from plans.models import Action, DeliveryArea, Participation
from plans.services import actions
from plans.services.actions import Part, Words
from plans.services.plans import archive_part
from tests.factories.accounts import AuthorityFactory, BodyFactory, PersonFactory, PostFactory, user_with
from tests.factories.plans import AreaFactory, PlanFactory, PriorityFactory

pytestmark = pytest.mark.django_db
LEAD, INVOLVED, DELIVERS = Participation.Part.LEAD, Participation.Part.INVOLVED, Participation.Part.DELIVERS


@pytest.fixture
def officer() -> User:
    return user_with(Role.PROJECT_OFFICER)


@pytest.fixture
def area() -> DeliveryArea:
    return AreaFactory()


def make(area: DeliveryArea, by: User, ref: str = "2.1", **more: Any) -> Action:
    words = Words(ref=ref, what="Train new staff. Twice a year.", area=area, **more)
    return actions.create_action(plan=area.plan, words=words, by=by)


def edit(action: Action, by: User, **changes: Any) -> list[str]:
    kept = {name: getattr(action, name) for name in ("ref", "title", "what", "by_when", "who", "area", "priority")}
    words = Words(**{**kept, "kind": action.kind, **changes})
    return actions.edit_action(action=action, words=words, version=action.version, by=by)


def fresh(action: Action) -> Action:
    found: Action = Action.objects.get(pk=action.pk)
    return found


def events(verb: str) -> int:
    return AuditEvent.objects.filter(verb=verb).count()


def test_a_new_action_stands_last_in_its_area_and_its_dates_are_read(officer: User, area: DeliveryArea) -> None:
    first, second = make(area, officer), make(area, officer, "2.2", by_when="March 2018")
    assert first.position < second.position
    assert second.dates.count() == 1
    assert second.title == "Train new staff"
    assert events("added") == 2


@pytest.mark.parametrize(
    ("what", "title"),
    [
        ("One sentence. And another.", "One sentence"), ("First line\nsecond", "First line"), ("A; b", "A"),
        ("...", "..."), (". ", "."), ("x" * 400, "x" * 300),
    ],
)  # fmt: skip
def test_a_title_left_empty_is_the_first_sentence(what: str, title: str) -> None:
    assert actions.short_title(what) == title


@pytest.mark.parametrize(
    ("changes", "field"),
    [({"what": " "}, "what"), ({"ref": "a b"}, "ref"), ({"ref": "new"}, "ref"), ({"ref": ""}, "ref"),
     ({"area": None}, "area")],
)  # fmt: skip
def test_an_action_needs_its_words_its_ref_and_its_area(
    changes: dict[str, Any], field: str, officer: User, area: DeliveryArea
) -> None:
    words = replace(Words(ref="2.1", what="Train.", area=area), **changes)
    with pytest.raises(RuleBroken) as refusal:
        actions.create_action(plan=area.plan, words=words, by=officer)
    assert refusal.value.field == field
    assert (Action.objects.count(), AuditEvent.objects.count()) == (0, 0)


def test_a_ref_is_used_once_whatever_its_capitals(officer: User, area: DeliveryArea) -> None:
    make(area, officer, "A1.2")
    with pytest.raises(RuleBroken, match=r"has an action a1\.2 already\.$"):
        make(area, officer, "a1.2")


def test_the_ref_of_an_archived_action_is_not_free(officer: User, area: DeliveryArea) -> None:
    actions.archive_action(action=make(area, officer), reason="Merged.", by=officer)
    with pytest.raises(RuleBroken, match="It is archived"):
        make(area, officer)


def test_another_plans_area_and_priority_are_refused(officer: User, area: DeliveryArea) -> None:
    other = PlanFactory(authority=AuthorityFactory(slug="marlshire", name="Marlshire"))
    with pytest.raises(RuleBroken, match="Choose the delivery area from the list"):
        actions.create_action(plan=area.plan, words=Words("1", "x", area=AreaFactory(plan=other)), by=officer)
    foreign = PriorityFactory(plan=other)
    with pytest.raises(RuleBroken, match="Choose the priority from the list"):
        actions.create_action(plan=area.plan, words=Words("1", "x", area=area, priority=foreign), by=officer)


def test_a_change_is_one_event_and_a_new_version(officer: User, area: DeliveryArea) -> None:
    action = make(area, officer)
    assert edit(action, officer, what="Train everybody.") == ["what"]
    now = fresh(action)
    assert (now.version, events("changed")) == (2, 1)
    assert "train everybody." in now.search_words


def test_saving_the_same_words_changes_nothing(officer: User, area: DeliveryArea) -> None:
    action = make(area, officer)
    assert edit(action, officer) == []
    assert (fresh(action).version, events("changed")) == (1, 0)


def test_a_stale_edit_is_refused_with_what_is_stored_now(officer: User, area: DeliveryArea) -> None:
    action = make(area, officer)
    edit(fresh(action), officer, what="Theirs.")
    with pytest.raises(StaleVersion) as stale:
        edit(action, officer, what="Mine.")
    assert stale.value.theirs.what == "Theirs."
    assert fresh(action).what == "Theirs."


def test_an_action_moved_to_another_area_stands_last_there(officer: User, area: DeliveryArea) -> None:
    other = AreaFactory(plan=area.plan)
    last = make(other, officer, "3.1")
    action = make(area, officer)
    edit(action, officer, area=other)
    assert fresh(action).position == last.position + 1


def test_an_archived_area_takes_no_action_but_keeps_its_own(officer: User, area: DeliveryArea) -> None:
    gone = AreaFactory(plan=area.plan, archived_at="2018-01-01T00:00Z")
    action = make(area, officer)
    with pytest.raises(RuleBroken):
        edit(action, officer, area=gone)
    Action.objects.filter(pk=action.pk).update(area=gone)
    assert edit(fresh(action), officer, who="Board") == ["who"]


def test_an_archived_action_stays_as_it_is_until_restored(officer: User, area: DeliveryArea) -> None:
    action = make(area, officer)
    actions.archive_action(action=action, reason="Merged with 2.2.", by=officer)
    with pytest.raises(RuleBroken, match="archived"):
        edit(fresh(action), officer, what="New.")
    with pytest.raises(RuleBroken, match="already"):
        actions.archive_action(action=action, reason="Again.", by=officer)
    actions.restore_action(action=action, by=officer)
    assert (fresh(action).archived_at, events("archived"), events("restored")) == (None, 1, 1)


def test_archiving_needs_a_reason(officer: User, area: DeliveryArea) -> None:
    with pytest.raises(RuleBroken, match="why"):
        actions.archive_action(action=make(area, officer), reason=" ", by=officer)


def test_restoring_what_is_not_archived_leaves_no_trace(officer: User, area: DeliveryArea) -> None:
    actions.restore_action(action=make(area, officer), by=officer)
    assert events("restored") == 0


def test_an_action_comes_back_only_to_an_area_that_is_there(officer: User, area: DeliveryArea) -> None:
    action = make(area, officer)
    actions.archive_action(action=action, reason="Merged.", by=officer)
    archive_part(row=area, reason="Merged.", by=officer)
    with pytest.raises(RuleBroken, match=f"Restore {area.code}"):
        actions.restore_action(action=action, by=officer)


def test_actions_change_places_with_their_neighbours(officer: User, area: DeliveryArea) -> None:
    made = [make(area, officer, f"2.{number}") for number in (1, 2, 3)]
    assert actions.move_action(action=made[2], up=True, by=officer)
    order = list(area.actions.order_by("position").values_list("ref", flat=True))
    assert (order, events("moved up")) == (["2.1", "2.3", "2.2"], 1)


def test_the_first_cannot_go_up_and_nothing_is_noted(officer: User, area: DeliveryArea) -> None:
    made = [make(area, officer, f"2.{number}") for number in (1, 2)]
    assert not actions.move_action(action=made[0], up=True, by=officer)
    assert events("moved up") == 0


def test_an_archived_action_has_no_place(officer: User, area: DeliveryArea) -> None:
    action = make(area, officer)
    actions.archive_action(action=action, reason="Merged.", by=officer)
    with pytest.raises(RuleBroken, match="Restore it"):
        actions.move_action(action=action, up=True, by=officer)


def test_nothing_is_added_to_a_closed_plan(officer: User, area: DeliveryArea) -> None:
    type(area.plan).objects.update(state="closed")
    with pytest.raises(RuleBroken, match="closed"):
        make(area, officer)


# Who takes part -------------------------------------------------------------------------------------


def test_one_lead_and_others_with_their_part(officer: User, area: DeliveryArea) -> None:
    action, post = make(area, officer), PostFactory()
    parts = [Part(LEAD, "Head of Service", post=post), Part(INVOLVED, "Police"), Part(DELIVERS, "Trainers")]
    assert actions.set_parts(action=action, parts=parts, by=officer)
    assert actions.parts_of(action) == parts
    assert fresh(action).has_lead
    assert events("said who takes part in") == 1


def test_the_same_parts_again_change_nothing(officer: User, area: DeliveryArea) -> None:
    action, parts = make(area, officer), [Part(LEAD, "Board"), Part(INVOLVED, "Police")]
    actions.set_parts(action=action, parts=parts, by=officer)
    kept = list(action.participations.values_list("pk", flat=True))
    assert not actions.set_parts(action=action, parts=parts, by=officer)
    assert list(action.participations.values_list("pk", flat=True)) == kept
    assert events("said who takes part in") == 1


@pytest.mark.parametrize("change", [{"queried": True}, {"body": True}])
def test_linking_and_confirming_are_on_record_too(change: dict[str, Any], officer: User, area: DeliveryArea) -> None:
    action = make(area, officer)
    actions.set_parts(action=action, parts=[Part(LEAD, "Board")], by=officer)
    change = {"body": BodyFactory(name="Board")} if "body" in change else change
    actions.set_parts(action=action, parts=[Part(LEAD, "Board", **change)], by=officer)
    assert events("said who takes part in") == 2


def test_two_leads_are_refused(officer: User, area: DeliveryArea) -> None:
    action = make(area, officer)
    with pytest.raises(RuleBroken, match="one lead"):
        actions.set_parts(action=action, parts=[Part(LEAD, "Board"), Part(LEAD, "Police")], by=officer)
    assert action.participations.count() == 0


def test_somebody_of_another_council_is_refused(officer: User, area: DeliveryArea) -> None:
    stranger = PersonFactory(authority=AuthorityFactory(slug="marlshire", name="Marlshire"))
    with pytest.raises(RuleBroken, match="from the list"):
        actions.set_parts(action=make(area, officer), parts=[Part(LEAD, "X", person=stranger)], by=officer)


def test_a_former_lead_stays_involved(officer: User, area: DeliveryArea) -> None:
    action = make(area, officer)
    actions.set_lead(action=action, part=Part(LEAD, "Board"), by=officer)
    actions.set_lead(action=action, part=Part(LEAD, "Police"), by=officer)
    assert [(part.part, part.words) for part in actions.parts_of(action)] == [(LEAD, "Police"), (INVOLVED, "Board")]


def test_no_lead_is_a_state_of_its_own(officer: User, area: DeliveryArea) -> None:
    action = make(area, officer)
    actions.set_lead(action=action, part=Part(LEAD, "Board"), by=officer)
    actions.set_lead(action=action, part=None, by=officer)
    assert not fresh(action).has_lead


def test_who_takes_part_is_not_overwritten_unseen(officer: User, area: DeliveryArea) -> None:
    action = make(area, officer)
    seen = actions.parts_seen(actions.parts_of(action))
    actions.set_parts(action=action, parts=[Part(LEAD, "Board")], by=officer, seen=seen)
    with pytest.raises(StaleVersion):
        actions.set_parts(action=action, parts=[Part(LEAD, "Police")], by=officer, seen=seen)


def test_a_new_post_is_added_to_the_councils_lists(officer: User, area: DeliveryArea) -> None:
    action = make(area, officer)
    actions.set_parts(action=action, parts=[Part(LEAD, "Head of Service", new="post")], by=officer)
    assert actions.parts_of(action)[0].post == Post.objects.get(name="Head of Service")
    assert events("added the post") == 1


def test_a_name_that_is_taken_adds_nobody_and_changes_nothing(officer: User, area: DeliveryArea) -> None:
    BodyFactory(name="Board")
    action = make(area, officer)
    with pytest.raises(RuleBroken, match="already"):
        actions.set_parts(action=action, parts=[Part(LEAD, "board", new="body")], by=officer)
    assert (Body.objects.count(), action.participations.count()) == (1, 0)
