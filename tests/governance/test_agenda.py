"""Which items a meeting should hear, and why."""

import datetime as dt
from datetime import date
from typing import Any

import pytest

from core.ratings import Rag
from governance import agenda
from governance.agenda import Candidate, propose, reason
from governance.models import AgendaItem, BoardRequest, Meeting
from governance.services import items, proposals
from tests.factories.accounts import user_with
from tests.factories.governance import HELD_AT, ItemFactory, MeetingFactory
from tests.factories.plans import ActionDateFactory, ActionFactory, AreaFactory, LeadFactory, RagUpdateFactory

ON = date(2018, 7, 25)
SPRING, LAST_YEAR = date(2018, 3, 15), date(2017, 3, 15)


def of(ref: str, **what: Any) -> Candidate:
    what.setdefault("last_heard", SPRING)
    return Candidate(int(ref.replace(".", "")), ref, f"Title {ref}", **what)


def chosen(*candidates: Candidate, places: int = 4, **heard: Any) -> list[str]:
    found = propose(candidates, places=places, on=ON, **heard)
    return [each.candidate.ref for each in found.chosen]


RED, AMBER = {"rag": Rag.RED}, {"rag": Rag.AMBER}


@pytest.mark.parametrize(
    ("first", "second"),
    [
        (of("2.9", carried_from=7), of("1.1", rag=Rag.RED, newly_red=True)),
        (of("2.9", rag=Rag.RED, newly_red=True), of("1.1", rag=Rag.RED, overdue=400)),
        (of("2.9", rag=Rag.RED, asks_help=True), of("1.1", rag=Rag.RED, overdue=400)),
        (of("2.9", rag=Rag.RED), of("1.1", rag=Rag.AMBER, asks_board=True)),
        (of("2.9", rag=Rag.GREEN, asks_board=True), of("1.1", rag=Rag.AMBER, overdue=10)),
        (of("2.9", rag=Rag.GREEN, overdue=1), of("1.1", rag=Rag.AMBER, last_heard=None)),
        (of("2.9", rag=Rag.RED, last_heard=None), of("1.1", rag=Rag.RED)),
        (of("2.9", rag=Rag.RED, overdue=9), of("1.1", rag=Rag.RED, overdue=8)),
        (of("2.9", last_heard=None), of("1.1", last_heard=LAST_YEAR)),
        (of("2.9", last_heard=LAST_YEAR), of("1.1", last_heard=SPRING)),
        (of("2.9", rag=Rag.AMBER), of("1.1", rag=Rag.GREEN)),
        (of("2.9"), of("2.10")),
    ],
)
def test_the_first_is_heard_before_the_second(first: Candidate, second: Candidate) -> None:
    assert chosen(second, first) == [first.ref, second.ref]


def test_only_the_places_are_filled_and_the_others_are_kept_in_order() -> None:
    found = propose([of(f"1.{n}") for n in range(1, 8)], places=4, on=ON)
    assert [each.candidate.ref for each in found.others] == ["1.5", "1.6", "1.7"]


@pytest.mark.parametrize("places", [0, -1])
def test_a_full_agenda_is_proposed_nothing(places: int) -> None:
    assert chosen(of("1.1"), places=places, areas_heard={"OD1": None}) == []


def test_an_area_not_heard_this_year_gets_a_calm_place() -> None:
    calm = [of(f"1.{n}", area="OD1") for n in range(1, 5)]
    heard = {"OD1": SPRING, "OD3": LAST_YEAR}
    assert chosen(*calm, of("3.1", area="OD3", rag=Rag.GREEN), areas_heard=heard) == ["1.1", "1.2", "1.3", "3.1"]


def test_of_what_is_in_trouble_one_place_at_most_gives_way_to_an_area() -> None:
    red = [of(f"1.{n}", area="OD1", **RED) for n in range(1, 5)]
    waiting = [of("3.1", area="OD3"), of("4.1", area="OD4")]
    heard = {"OD1": SPRING, "OD3": LAST_YEAR, "OD4": None}
    assert chosen(*red, *waiting, areas_heard=heard) == ["1.1", "1.2", "1.3", "4.1"]


def test_what_is_carried_forward_gives_way_to_nothing() -> None:
    carried = [of(f"1.{n}", area="OD1", carried_from=n) for n in range(1, 5)]
    heard = {"OD1": SPRING, "OD4": None}
    assert chosen(*carried, of("4.1", area="OD4"), areas_heard=heard) == ["1.1", "1.2", "1.3", "1.4"]


def test_an_area_that_is_on_the_agenda_already_waits_no_more() -> None:
    red = [of(f"1.{n}", area="OD1", **RED) for n in range(1, 4)]
    heard = {"OD1": SPRING, "OD4": None}
    assert "4.1" not in chosen(*red, of("4.1", area="OD4"), places=3, areas_heard=heard, already=["OD4"])


def test_four_meetings_hear_four_areas() -> None:
    """Whatever is off track in the first area: each meeting gives one place to an area that waits."""
    heard: dict[str, date | None] = dict.fromkeys(("OD1", "OD2", "OD3", "OD4"))
    red = [of(f"1.{n}", area="OD1", **RED) for n in range(1, 9)]
    calm = [of(f"{n}.1", area=f"OD{n}", last_heard=None) for n in (2, 3, 4)]
    for meeting in range(4):
        on = ON + dt.timedelta(days=90 * meeting)
        for each in propose([*red, *calm], places=4, on=on, areas_heard=heard).chosen:
            heard[each.candidate.area] = on
    assert all(heard.values())


@pytest.mark.parametrize(
    ("candidate", "area", "said"),
    [
        (of("1.5", overdue=114, **RED), False, "Off track and 114 days overdue; last heard 15 March 2018"),
        (of("1.5", newly_red=True, last_heard=None, **RED), False, "Newly off track; never heard"),
        (of("1.5", overdue=1, **AMBER), False, "At risk and 1 day overdue; last heard 15 March 2018"),
        (of("1.5", asks_help=True, **AMBER), False, "At risk, asks for help; last heard 15 March 2018"),
        (of("1.5", asks_board=True, asks_help=True), False, "On track, asks the Board; last heard 15 March 2018"),
        (of("1.5", last_heard=None, area="OD3"), True, "On track; never heard; OD3 not heard this year"),
        (
            of("1.5", carried_from=1, carried_on=SPRING, **RED), False,
            "Carried forward, unfinished on 15 March 2018; off track",
        ),
    ],
)  # fmt: skip
def test_the_reason_is_a_sentence(candidate: Candidate, area: bool, said: str) -> None:
    assert reason(candidate, area=area) == said


@pytest.fixture
def meeting(db: None) -> Meeting:
    return MeetingFactory()


def before(meeting: Meeting, **what: Any) -> AgendaItem:
    past = MeetingFactory(
        authority=meeting.authority, body=meeting.body, plan=meeting.plan, starts_at=HELD_AT, state="held"
    )
    return ItemFactory(meeting=past, **what)


def test_what_the_plan_says_of_an_action_speaks_for_it(meeting: Meeting) -> None:
    action = ActionFactory(plan=meeting.plan, ref="1.5")
    ActionDateFactory(action=action, end=date(2018, 4, 9))
    RagUpdateFactory(action=action, rag=Rag.AMBER)
    RagUpdateFactory(action=action, rag=Rag.RED, help_wanted="Two trainers")
    before(meeting, action=action, state="heard")
    found = agenda.of_meeting(meeting, on=ON).chosen
    said = "Newly off track and 107 days overdue, asks for help; last heard 15 March 2018"
    assert [each.reason for each in found] == [said]


def test_complete_archived_and_communications_work_is_not_proposed(meeting: Meeting) -> None:
    RagUpdateFactory(action=ActionFactory(plan=meeting.plan), rag=Rag.COMPLETE)
    ActionFactory(plan=meeting.plan, archived_at=HELD_AT)
    ActionFactory(plan=meeting.plan, kind="communication", area=None)
    ActionFactory()
    assert agenda.of_meeting(meeting, on=ON) == agenda.Proposed()


def test_what_was_left_unfinished_comes_first_until_a_meeting_takes_it_up(meeting: Meeting) -> None:
    action = ActionFactory(plan=meeting.plan, ref="9.9")
    RagUpdateFactory(action=ActionFactory(plan=meeting.plan, ref="1.1"), rag=Rag.RED)
    left = before(meeting, action=action, state="unfinished")
    found = agenda.of_meeting(meeting, on=ON).chosen
    assert (found[0].candidate.ref, found[0].candidate.carried_from) == ("9.9", left.pk)
    later = MeetingFactory(authority=meeting.authority, body=meeting.body, plan=meeting.plan)
    ItemFactory(meeting=later, action=action, carried_from=left)
    assert all(each.candidate.carried_from is None for each in agenda.of_meeting(meeting, on=ON).chosen)


def test_a_request_to_the_board_speaks_for_its_action(meeting: Meeting) -> None:
    action = ActionFactory(plan=meeting.plan)
    BoardRequest.objects.create(
        authority=meeting.authority, number=1, plan=meeting.plan, action=action, kind="unblock", ask="Decide",
        raised_on=ON, by=user_with("project_officer"),
    )  # fmt: skip
    assert agenda.of_meeting(meeting, on=ON).chosen[0].candidate.asks_board


def test_areas_are_heard_through_their_actions_and_by_themselves(meeting: Meeting) -> None:
    one, two, three = (AreaFactory(plan=meeting.plan, code=code) for code in ("OD1", "OD2", "OD3"))
    before(meeting, action=ActionFactory(plan=meeting.plan, area=one), state="heard")
    before(meeting, area=two, state="heard")
    before(meeting, action=ActionFactory(plan=meeting.plan, area=three), state="unfinished")
    assert agenda.areas_heard(meeting) == {"OD1": SPRING, "OD2": SPRING, "OD3": None}


def test_the_proposal_is_taken_in_one_press(meeting: Meeting) -> None:
    officer = user_with("project_officer")
    for number in range(1, 7):
        LeadFactory(action=ActionFactory(plan=meeting.plan, ref=f"1.{number}"), person__name=f"Lead {number}")
    made = proposals.accept_proposal(meeting=meeting, on=ON, by=officer)
    assert [str(item.presenter) for item in made] == ["Lead 1", "Lead 2", "Lead 3", "Lead 4"]
    assert all("never heard" in item.reason for item in made)
    other = meeting.plan.actions.get(ref="1.6")
    proposals.swap_for(meeting=meeting, pk=made[0].pk, action=other, on=ON, by=officer)
    added = proposals.add_proposed(meeting=meeting, action=meeting.plan.actions.get(ref="1.5"), on=ON, by=officer)
    refs = [item.action.ref for item in items.of_meeting(meeting) if item.action]
    assert (refs, added.position) == (["1.6", "1.2", "1.3", "1.4", "1.5"], 5)


def test_the_proposal_asks_the_same_number_of_queries_for_one_action_and_many(
    meeting: Meeting, django_assert_num_queries: Any
) -> None:
    for _ in range(2):
        RagUpdateFactory(action=ActionFactory(plan=meeting.plan), rag=Rag.RED)
        with django_assert_num_queries(7):
            agenda.of_meeting(meeting, on=ON)
