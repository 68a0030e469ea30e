"""Bringing a plan in: read, compared, confirmed; all or nothing; never twice; by the services a person uses."""

from datetime import date
from typing import Any

import pytest

from accounts.models import Body, Membership, Person, User
from accounts.permissions import Role
from core import jobs
from core.errors import RuleBroken, StaleVersion
from core.models import AuditEvent, Job
from core.ratings import Rag
from plans.models import Action, Plan, PlanImport, RagUpdate
from plans.services import actions, dates, imports, updates
from tests.factories.accounts import AuthorityFactory, UserFactory
from tests.world import every_row

pytestmark = pytest.mark.django_db

HEAD = "Ref,Delivery area,What needs to happen,By when,Who leads,Monitored through,RAG\n"
ROWS = (
    "1.1,OD1: Leading,Leaders learn together,March 2030,Board,Survey,\n"
    "1.2,OD1: Leading,Teams make a plan,21-15 May 2030,Ann Lee and Bo Fox,Plans seen,Amber\n"
    "2.1,OD2: Learning,Staff are trained,5-6 March 2030,Training team,Register,\n"
)
FILE = (HEAD + ROWS).encode()


@pytest.fixture
def officer() -> User:
    user: User = UserFactory()
    Membership.objects.create(user=user, authority=AuthorityFactory(slug="fenshire"), role=Role.PROJECT_OFFICER)
    return user


def council(user: User) -> Any:
    return user.memberships.get().authority


def start(user: User, data: bytes = FILE, plan: Plan | None = None) -> PlanImport:
    return imports.start_import(authority=council(user), plan=plan, name="plan.csv", data=data, by=user)


def run(row: PlanImport) -> PlanImport:
    """Let the job the import waits for run, as a worker would."""
    row.refresh_from_db()
    assert row.job is not None
    jobs.run(row.job.pk)
    return PlanImport.objects.get(pk=row.pk)


def confirm(row: PlanImport, user: User) -> PlanImport:
    imports.ask_confirm(plan_import=row, seen=row.choices["round"], in_force=False, by=user)
    return run(row)


def bring_in(user: User, data: bytes = FILE, plan: Plan | None = None) -> Plan:
    row = confirm(run(start(user, data, plan)), user)
    assert row.state == PlanImport.State.APPLIED, row.job and row.job.failure
    assert row.plan is not None
    return row.plan


def changed(old: str, new: str) -> bytes:
    assert old in FILE.decode()
    return FILE.decode().replace(old, new).encode()


def test_a_file_becomes_a_draft_plan(officer: User) -> None:
    plan = bring_in(officer)
    assert plan.state == Plan.State.DRAFT
    assert list(plan.actions.order_by("ref").values_list("ref", "area__code")) == [
        ("1.1", "OD1"), ("1.2", "OD1"), ("2.1", "OD2"),
    ]  # fmt: skip


def test_nothing_of_the_plan_is_stored_before_it_is_confirmed(officer: User) -> None:
    row = run(start(officer))
    assert row.state == PlanImport.State.CHECKED
    assert not Plan.objects.exists()


def test_words_dates_and_people_are_kept_as_written_and_as_read(officer: User) -> None:
    board = Body.objects.create(authority=council(officer), name="BOARD")
    ann = Person.objects.create(authority=council(officer), name="Ann Lee")
    plan = bring_in(officer)
    first, second = plan.actions.get(ref="1.1"), plan.actions.get(ref="1.2")
    assert (first.by_when, first.who, first.monitored_through) == ("March 2030", "Board", "Survey")
    assert first.participations.get().body == board
    assert second.participations.get(part="lead").person == ann
    assert second.queried == 1


def test_a_rating_in_the_file_becomes_an_update_by_the_importer(officer: User) -> None:
    plan = bring_in(officer)
    update = RagUpdate.objects.get(action__plan=plan)
    assert (update.rag, update.by, update.source, update.comment) == (
        Rag.AMBER, officer, RagUpdate.Source.IMPORT, "Imported from plan.csv",
    )  # fmt: skip


def test_the_same_file_twice_changes_nothing(officer: User) -> None:
    plan = bring_in(officer)
    stored = {name: rows for name, rows in every_row().items() if name not in ("PlanImport", "Document", "Job")}
    row = run(start(officer, plan=plan))
    events = AuditEvent.objects.count()
    confirm(row, officer)
    assert AuditEvent.objects.count() == events
    now = {name: rows for name, rows in every_row().items() if name in stored}
    now["AuditEvent"] = now["AuditEvent"][: len(stored["AuditEvent"])]
    assert now == stored


def test_dates_are_read_again_only_when_their_words_changed(officer: User) -> None:
    plan = bring_in(officer)
    queried = dates.current(plan.actions.get(ref="1.2"))[0]
    dates.answer_query(date_row=queried, start=_day("2030-05-21"), end=_day("2030-05-25"), by=officer)
    bring_in(officer, changed("Leaders learn together", "Leaders learn at work"), plan)
    assert plan.actions.get(ref="1.1").what == "Leaders learn at work"
    assert dates.current(plan.actions.get(ref="1.2"))[0].start == _day("2030-05-21")


def test_what_was_said_before_stays_when_a_rating_cell_changes(officer: User) -> None:
    plan = bring_in(officer)
    bring_in(officer, changed(",Amber", ",Red: two posts are empty"), plan)
    said = RagUpdate.objects.filter(action__plan=plan).order_by("pk").values_list("rag", "rag_before", "comment")
    assert list(said) == [
        ("amber", "not_rated", "Imported from plan.csv"), ("red", "amber", "two posts are empty"),
    ]  # fmt: skip


def test_an_empty_rating_cell_never_changes_a_rating(officer: User) -> None:
    plan = bring_in(officer)
    bring_in(officer, changed(",Amber", ","), plan)
    assert plan.actions.get(ref="1.2").rag == Rag.AMBER


def test_words_without_a_rating_are_kept_and_invent_none(officer: User) -> None:
    plan = bring_in(officer, changed("Survey,", "Survey,Two visits were made"))
    action = plan.actions.select_related("latest").get(ref="1.1")
    assert (action.rag, action.latest and action.latest.comment) == (Rag.NOT_RATED, "Two visits were made")
    row = run(start(officer, changed("Survey,", "Survey,Two visits were made"), plan))
    assert (row.changes["added"], row.changes["changed"]) == ([], [])


def test_missing_rows_stay_unless_ticked(officer: User) -> None:
    plan = bring_in(officer)
    shorter = (HEAD + "\n".join(ROWS.splitlines()[:2]) + "\n").encode()
    bring_in(officer, shorter, plan)
    assert plan.actions.live().count() == 3
    row = run(start(officer, shorter, plan))
    (gone,) = [line["id"] for line in row.changes["missing"] if line["kind"] == "action"]
    imports.choose(plan_import=row, choices={"archive": [gone]}, seen=1, by=officer)
    confirm(row, officer)
    assert plan.actions.get(ref="2.1").archived_reason == "No longer in the imported file"


def test_answers_given_on_the_check_page_are_saved_with_the_plan(officer: User) -> None:
    row = run(start(officer))
    choices = {"answers": {"1.2": {"0": ["2030-05-21", "2030-05-25"]}}, "leads": {"1.2": "Bo Fox"}}
    imports.choose(plan_import=row, choices=choices, seen=1, by=officer)
    confirm(row, officer)
    action = Action.objects.get(ref="1.2")
    assert (action.queried, action.participations.get(part="lead").words) == (0, "Bo Fox")


def test_a_plan_that_changed_meanwhile_is_not_overwritten(officer: User) -> None:
    plan = bring_in(officer)
    row = run(start(officer, changed("March 2030,B", "June 2030,B"), plan))
    action = plan.actions.get(ref="1.1")
    updates.update_rag(action=action, said=updates.Said(Rag.GREEN), seen=None, by=officer)
    words = actions.Words(ref="1.1", what="Changed here", by_when="March 2030", area=action.area)
    actions.edit_action(action=action, words=words, version=action.version, by=officer)
    row = confirm(row, officer)
    assert plan.actions.get(ref="1.1").what == "Changed here"
    assert (row.state, row.choices["notice"]) == (PlanImport.State.CHECKING, imports.CHANGED_MEANWHILE)
    assert [line["ref"] for line in run(row).changes["changed"]] == ["1.1"]


def test_one_bad_row_changes_nothing(officer: User) -> None:
    bad = changed("Staff are trained", "x" * 400 + ". Staff").replace(b"2.1,OD2", b"new,OD2")
    before = {
        name: rows for name, rows in every_row().items() if name not in ("PlanImport", "Document", "Job", "AuditEvent")
    }
    row = confirm(run(start(officer, bad)), officer)
    assert row.state != PlanImport.State.APPLIED
    assert "Enter a ref" in row.choices["notice"]
    assert not Plan.objects.exists()
    assert {name: rows for name, rows in every_row().items() if name in before} == before


def test_killed_midway_nothing_is_stored_and_the_next_try_does_it_once(officer: User) -> None:
    row = run(start(officer))
    job = imports.ask_confirm(plan_import=row, seen=1, in_force=False, by=officer)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(actions, "set_parts", _killed)
        with pytest.raises(KeyboardInterrupt):
            jobs.run(job.pk)
    assert not Plan.objects.exists()
    Job.objects.filter(pk=job.pk).update(lease_until="2000-01-01T00:00Z")
    jobs.run(job.pk)
    jobs.run(job.pk)
    assert Plan.objects.count() == 1
    assert Action.objects.count() == 3


def test_confirmed_twice_it_is_one_job_and_one_plan(officer: User) -> None:
    row = run(start(officer))
    first = imports.ask_confirm(plan_import=row, seen=1, in_force=False, by=officer)
    second = imports.ask_confirm(plan_import=row, seen=1, in_force=False, by=officer)
    assert first == second
    jobs.run(first.pk)
    imports.confirm(plan_import=PlanImport.objects.get(pk=row.pk), by=officer)
    assert Plan.objects.count() == 1


def test_two_files_confirmed_into_the_same_new_plan_make_one_plan(officer: User) -> None:
    rows = [run(start(officer)), run(start(officer))]
    states = [confirm(row, officer).state for row in rows]
    assert states == [PlanImport.State.APPLIED, PlanImport.State.CHECKING]
    assert Plan.objects.count() == 1


def test_what_another_tab_has_read_again_cannot_be_confirmed_from_here(officer: User) -> None:
    row = run(start(officer))
    assert imports.choose(plan_import=row, choices={"again": True}, seen=1, by=officer)
    with pytest.raises(StaleVersion):
        imports.ask_confirm(plan_import=row, seen=1, in_force=False, by=officer)


def test_a_right_withdrawn_before_the_job_ran_is_withdrawn(officer: User) -> None:
    row = run(start(officer))
    imports.ask_confirm(plan_import=row, seen=1, in_force=False, by=officer)
    Membership.objects.update(role=Role.VIEWER)
    run(row)
    assert not Plan.objects.exists()


def test_only_those_who_manage_plans_put_one_in_force(officer: User) -> None:
    row = run(start(officer))
    with pytest.raises(RuleBroken, match="project manager"):
        imports.ask_confirm(plan_import=row, seen=1, in_force=True, by=officer)
    Membership.objects.update(role=Role.PROJECT_MANAGER)
    manager = User.objects.get(pk=officer.pk)
    imports.ask_confirm(plan_import=row, seen=1, in_force=True, by=manager)
    assert run(row).plan.state == Plan.State.IN_FORCE


def test_what_cannot_be_read_is_refused_with_a_sentence_and_kept(officer: User) -> None:
    row = run(start(officer, b"Dear all, no table here."))
    assert row.state == PlanImport.State.REFUSED
    assert row.refusal
    assert bytes(row.document.content) == b"Dear all, no table here."


def _killed(**_: Any) -> None:
    raise KeyboardInterrupt


def _day(iso: str) -> date:
    return date.fromisoformat(iso)
