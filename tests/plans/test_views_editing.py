"""Pages for keeping a plan by hand: its contents, its parts, its actions, its state and order."""

from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from plans.models import ActionDate, Plan
from plans.services import actions
from tests.plans.editing import WORDS, archived_statement, client_of, edit_form, fresh, of_action, second_statement, url
from tests.world import Council, build

pytestmark = pytest.mark.django_db


@pytest.fixture
def fen() -> Council:
    return build("fenshire", "Fen")


@pytest.fixture
def client(fen: Council) -> Client:
    return client_of(fen, "project_manager")


@pytest.mark.parametrize("name", ["contents", "order", "edit", "state", "action_new"])
def test_pages_of_a_plan_open(name: str, fen: Council, client: Client) -> None:
    assert client.get(url(name, fen)).status_code == 200


def test_a_plan_begins_by_hand_with_an_area_and_an_action(fen: Council, client: Client) -> None:
    client.post(reverse("plans:new", kwargs={"authority": "fenshire"}), {"title": "By hand", "stale_after_days": "45"})
    plan = Plan.objects.get(title="By hand")
    about = {"authority": "fenshire", "slug": plan.slug}
    client.post(reverse("plans:part_new", kwargs={**about, "kind": "area"}), {"code": "OD1", "title": "Learning"})
    area = plan.deliveryareas.get()
    page = client.get(reverse("plans:action_new", kwargs=about) + "?area=OD1")
    assert page.context["form"]["area"].value() == area.pk
    answer = client.post(reverse("plans:action_new", kwargs=about), {**WORDS, "area": area.pk}, follow=True)
    assert "Added 1.9. By when is read as: due March 2030." in answer.content.decode()


def test_words_that_were_changed_are_read_again_and_said(fen: Council, client: Client) -> None:
    data = edit_form(fresh(fen), by_when="Review by June 2030; 31/04/2030")
    answer = client.post(of_action("action_edit", fen), data, follow=True)
    text = answer.content.decode()
    assert "By when is read as: review June 2030;" in text
    assert "queried: April has 30 days" in text


def test_somebody_was_faster_and_both_texts_are_shown(fen: Council, client: Client) -> None:
    action = fresh(fen)
    theirs = client_of(fen, "project_officer")
    theirs.post(of_action("action_edit", fen), edit_form(action, what="Theirs.", who="Their people"))
    answer = client.post(of_action("action_edit", fen), edit_form(action, what="Mine."))
    text = answer.content.decode()
    assert answer.status_code == 412
    assert "<title>Error: " in text
    assert "Fen project_officer saved on" in text
    assert [(each.label, each.theirs, each.mine) for each in answer.context["conflict"].differences] == [
        ("What needs to happen", "Theirs.", "Mine."), ("Who leads and is involved", "Their people", "Fen who"),
    ]  # fmt: skip
    assert answer.context["form"]["what"].value() == "Mine."
    assert fresh(fen).what == "Theirs."


def test_mine_can_then_be_saved_over_theirs(fen: Council, client: Client) -> None:
    action = fresh(fen)
    client_of(fen, "project_officer").post(of_action("action_edit", fen), edit_form(action, what="Theirs."))
    answer = client.post(of_action("action_edit", fen), edit_form(action, what="Mine."))
    form = answer.context["form"]
    again = {name: form[name].value() or "" for name in form.fields}
    assert client.post(of_action("action_edit", fen), again).status_code == 302
    assert fresh(fen).what == "Mine."


@pytest.mark.parametrize(("kind", "data"), [
    ("area", {"code": "OD1", "title": "Mine"}), ("priority", {"number": 1, "title": "Mine"}),
    ("statement", {"kind": "core_principle", "text": "Mine", "place": "", "tag": "", "attribution": ""}),
])  # fmt: skip
def test_parts_of_the_plan_show_both_texts_too(kind: str, data: dict[str, Any], fen: Council, client: Client) -> None:
    address = url("part_edit", fen, row=fen.rows[kind], kind=kind)
    assert client.post(address, {**data, "version": 1}).status_code == 302
    theirs = {
        name: value.replace("Mine", "Yours") if name in ("title", "text") else value for name, value in data.items()
    }
    answer = client.post(address, {**theirs, "version": 1})
    assert answer.status_code == 412
    assert ("Mine", "Yours") in [(each.theirs, each.mine) for each in answer.context["conflict"].differences]


def test_the_plans_own_title_too(fen: Council, client: Client) -> None:
    version = fen.rows["plan"].version
    data = {"title": "Theirs", "stale_after_days": 45, "starts_on": "1 March 2026", "version": version}
    client.post(url("edit", fen), data)
    answer = client.post(url("edit", fen), {**data, "title": "Mine", "starts_on": ""})
    assert answer.status_code == 412
    assert ("1 March 2026", "") in [(each.theirs, each.mine) for each in answer.context["conflict"].differences]


# Rows of another council -------------------------------------------------------------------------


# State -------------------------------------------------------------------------------------------


def test_an_officer_does_not_put_plans_in_force(fen: Council) -> None:
    assert client_of(fen, "project_officer").post(url("state", fen), {"state": "closed"}).status_code == 403


def test_a_plan_of_the_past_is_put_in_force_only_when_that_is_sure(fen: Council, client: Client) -> None:
    plan = fen.rows["plan"]
    Plan.objects.filter(pk=plan.pk).update(state="draft")
    ActionDate.objects.filter(action__plan=plan).update(start="2018-03-01", end="2018-03-31", queried=False)
    assert "the last was 31 March 2018" in client.get(url("state", fen)).content.decode()
    answer = client.post(url("state", fen), {"state": "in_force"})
    assert (answer.status_code, list(answer.context["form"].errors)) == (400, ["sure"])
    assert client.post(url("state", fen), {"state": "in_force", "sure": "on"}).status_code == 302
    assert Plan.objects.get(pk=plan.pk).state == "in_force"


def test_a_plan_of_today_is_put_in_force_without_a_question(fen: Council, client: Client) -> None:
    Plan.objects.filter(pk=fen.rows["plan"].pk).update(state="draft")
    assert "sure" not in client.get(url("state", fen)).context["form"].fields
    assert client.post(url("state", fen), {"state": "in_force"}).status_code == 302


# Order, archive ----------------------------------------------------------------------------------


def test_the_contents_page_asks_the_same_number_of_questions_however_long(
    fen: Council, client: Client, django_assert_max_num_queries: Any
) -> None:
    for _ in range(40):
        second_statement(fen)
    with django_assert_max_num_queries(12):
        client.get(url("contents", fen))
    for number in range(3, 40):
        words = actions.Words(f"8.{number}", "Another.", area=fen.rows["area"])
        actions.create_action(plan=fen.rows["plan"], words=words, by=fen.user("project_officer"))
    with django_assert_max_num_queries(8):
        client.get(f"{url('order', fen)}?area={fen.rows['area'].pk}")


@pytest.mark.parametrize("area", ["0", "-1", "x", "²", "9" * 30, "\x00"])
def test_an_area_that_is_not_there_has_no_order(area: str, fen: Council, client: Client) -> None:
    assert client.get(url("order", fen), {"area": area}).status_code == 404


def test_archived_things_wait_in_a_list_to_be_restored(fen: Council, client: Client) -> None:
    archived_statement(fen)
    text = client.get(url("contents", fen)).content.decode()
    assert "Archived (" in text
    assert "Said twice." in text
    assert "Fen reason" in client.get(f"{url('order', fen)}?area={fen.rows['area'].pk}").content.decode()


@pytest.mark.parametrize("direction", ["", "sideways", "\x00"])
def test_a_button_says_up_or_down(direction: str, fen: Council, client: Client) -> None:
    answer = client.post(of_action("action_move", fen), {"direction": direction}, follow=True)
    assert "Choose up or down." in answer.content.decode()
